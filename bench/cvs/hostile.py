"""Runs a parser on each hostile file and compares with the manifest, in time and memory too.

    python3 bench/cvs/hostile.py 'target/release/worker parse' DIR/manifest.json [--table]

`--table` prints the rows for README.md.

A refusal is exit status 3 with {"code": ...} as the last line of standard output. Checked beside the outcome: CPU seconds and peak memory
of parent and children within the file's limits, and no file written beside the answer.
"""

import json
import os
import shlex
import sys
import tempfile
import time
from pathlib import Path

# The manifest's reasons in the codes of this product.
CODES = {
    "empty": {"cv_empty"}, "encrypted": {"cv_encrypted"}, "no_text_layer": {"cv_no_text"}, "garbled_text": {"cv_no_text"},
    "malformed": {"cv_unreadable"}, "too_large": {"cv_too_large", "cv_limits_exceeded"},
    "too_large_when_decompressed": {"cv_too_large", "cv_limits_exceeded"}, "too_many_pages": {"cv_too_large"}, "too_many_parts": {"cv_too_large"},
    "type_mismatch": {"cv_unsupported_type"}, "legacy_doc": {"cv_unsupported_type"}, "dtd_forbidden": {"cv_unreadable"},
    "macro": {"cv_unsupported_type"}, "binary": {"cv_unsupported_type"}, "encoding": {"cv_unreadable", "cv_unsupported_type"},
}


def run(command, file, out):
    """Exit status, standard output, CPU seconds and peak MiB of one run."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(write, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.close(read)
        os.execvp(command[0], [*command, str(file), "--out", out, "--as-of", "2026-11"])
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    _, status, usage = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), said, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def verdict(entry, code, said, cpu, memory, written):
    expected, limits = entry["expected"], entry["limits"]
    reason = None
    if code == 3:
        try:
            reason = json.loads(said.strip().splitlines()[-1])["code"]
        except (IndexError, KeyError, ValueError):
            return "refused without a code", ""
    allowed = set().union(*(CODES.get(c, set()) for c in entry["codes"]))
    if code not in (0, 3):
        return f"exit {code}", reason
    if expected == "accept" and code != 0 or expected == "reject" and code == 0:
        return f"expected {expected}", reason
    if code == 3 and expected == "reject" and reason not in allowed:
        return f"code {reason}, expected one of {sorted(allowed)}", reason
    if cpu > limits["cpu_seconds"]:
        return f"{cpu:.1f} CPU s", reason
    if memory > limits["rss_mib"]:
        return f"{memory:.0f} MiB", reason
    if written - {Path(entry["file"]).stem + ".json"}:
        return f"wrote {written}", reason
    return "", reason


def main():
    command, manifest = shlex.split(sys.argv[1]), Path(sys.argv[2])
    entries = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    table = "--table" in sys.argv
    wrong, slowest, largest = 0, (0.0, ""), (0.0, "")
    if table:
        print("| file | expected | answer | CPU s | MiB |\n|---|---|---|---|---|")
    for entry in entries:
        with tempfile.TemporaryDirectory() as out:
            started = time.monotonic()
            code, said, cpu, memory = run(command, manifest.parent / entry["file"], out)
            problem, reason = verdict(entry, code, said, cpu, memory, set(os.listdir(out)))
        slowest, largest = max(slowest, (cpu, entry["file"])), max(largest, (memory, entry["file"]))
        wrong += bool(problem)
        if table:
            answer = "accepted" if code == 0 else reason or f"exit {code}"
            print(f"| {entry['file']} | {entry['expected']} | {answer}{' **' + problem + '**' if problem else ''} | {cpu:.2f} | {memory:.0f} |")
            continue
        print(f"{'WRONG' if problem else 'ok':5s} {entry['expected']:7s} {'accepted' if code == 0 else reason or code!s:20s} {cpu:5.2f} s {memory:4.0f} MiB "
              f"{time.monotonic() - started:5.1f} s wall  {entry['file']}{'  <- ' + problem if problem else ''}")
    print(f"{len(entries)} files, {len(entries) - wrong} as expected; most CPU {slowest[0]:.2f} s ({slowest[1]}), most memory {largest[0]:.0f} MiB ({largest[1]})")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
