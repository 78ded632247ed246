"""CPU time a document: the parser (its child process included) beside pdftotext and pdfminer on the same files in the same minute.

    python3 bench/cvs/speed.py 'target/release/worker parse' DIR [--runs 3]

pdftotext (poppler-utils) and pdfminer.six only give text; they read the PDF files alone. The ratios are of medians on these.
"""

import argparse
import os
import shlex
import shutil
import statistics
import sys
import tempfile
from pathlib import Path


def cpu(command):
    """CPU seconds of a command and its children."""
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execvp(command[0], command)
    _, _, usage = os.wait4(pid, 0)
    return usage.ru_utime + usage.ru_stime


def figures(times):
    times = sorted(times)
    return statistics.median(times) * 1000, times[min(len(times) - 1, int(len(times) * 0.95))] * 1000


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("command")
    options.add_argument("folder", type=Path)
    options.add_argument("--runs", type=int, default=3)
    options = options.parse_args()
    documents = sorted(f for f in options.folder.iterdir() if f.suffix in (".pdf", ".docx", ".odt", ".txt", ".rtf", ".html"))
    pdfs = [f for f in documents if f.suffix == ".pdf"]
    best = {}

    def measure(name, files, command):
        for _ in range(options.runs):
            for file in files:
                spent = cpu(command(file))
                best[name, file] = min(spent, best.get((name, file), 9e9))

    with tempfile.TemporaryDirectory() as out:
        parse = shlex.split(options.command)
        measure("parser", documents, lambda f: [*parse, str(f), "--out", out, "--as-of", "2026-11"])
        if shutil.which("pdftotext"):
            measure("pdftotext", pdfs, lambda f: ["pdftotext", "-layout", str(f), "-"])
        measure("pdfminer", pdfs, lambda f: [sys.executable, "-c", "import sys; from pdfminer.high_level import extract_text; extract_text(sys.argv[1])", str(f)])
        measure("python alone", pdfs[:3], lambda f: [sys.executable, "-c", "pass"])
    median, late = figures([best["parser", f] for f in documents])
    print(f"parser, all {len(documents)} documents: median {median:.1f} ms, p95 {late:.1f} ms CPU (best of {options.runs})")
    own, late = figures([best["parser", f] for f in pdfs])
    print(f"parser, {len(pdfs)} PDFs: median {own:.1f} ms, p95 {late:.1f} ms")
    for name in ("pdftotext", "pdfminer"):
        times = [best[name, f] for f in pdfs if (name, f) in best]
        if times:
            median, late = figures(times)
            print(f"{name}: median {median:.1f} ms, p95 {late:.1f} ms; the parser takes {own / median:.2f} of its median")


if __name__ == "__main__":
    main()
