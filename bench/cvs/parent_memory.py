"""The parent's own memory while its children read files: python3 bench/cvs/parent_memory.py 'target/release/worker parse' FOLDER...

The peak of the one process that reads files from disk, starts children and writes answers (VmHWM); children are not in it.
"""

import shlex
import subprocess
import sys
import tempfile
from pathlib import Path


def peak(command, files):
    """Peak resident memory of the parent in kB, and how many files it was given."""
    with tempfile.TemporaryDirectory() as out:
        run = subprocess.Popen([*command, *map(str, files), "--out", out, "--as-of", "2026-11"], stdout=subprocess.DEVNULL)
        seen = 0
        while run.poll() is None:
            try:
                status = Path(f"/proc/{run.pid}/status").read_text()
            except FileNotFoundError:
                break
            seen = max([seen] + [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")])
        run.wait()
    return seen


def main():
    command = shlex.split(sys.argv[1])
    for folder in map(Path, sys.argv[2:]):
        files = sorted(f for f in folder.iterdir() if f.is_file() and f.suffix not in (".json", ".py"))
        largest = max(f.stat().st_size for f in files)
        print(f"{folder.name}: {len(files)} files, the largest {largest / 2**20:.1f} MiB, parent's peak {peak(command, files) / 1024:.1f} MiB")


if __name__ == "__main__":
    main()
