"""Font files out of PyPI packages, so that the output does not depend on what the machine has."""

from importlib.resources import files


def roboto(style):
    return str(files("font_roboto") / "files" / f"Roboto-{style}.ttf")


def source_sans(style):
    return str(files("font_source_sans_pro") / "files" / f"SourceSansPro-{style}.ttf")
