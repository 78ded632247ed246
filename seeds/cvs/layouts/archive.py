"""DOCX and ODT are ZIP archives: the same parts must give the same bytes on any day."""

import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the oldest date a ZIP member can carry


def restamp(path):
    """Rewrites the archive with fixed dates, its members in their first order."""
    with zipfile.ZipFile(path) as archive:
        parts = [(member.filename, archive.read(member)) for member in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts:
            member = zipfile.ZipInfo(name, EARLIEST)
            # ODF wants its "mimetype" member first and stored.
            member.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
