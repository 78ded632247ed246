"""Of the fields that are said with a confidence, how many are right: python3 bench/cvs/calibration.py 'target/release/worker parse' DIR.

A list (skills, experiences, ...) is right when it is complete and holds nothing else, which is stricter than its F1.
"""

import shlex
import sys
from collections import defaultdict
from pathlib import Path

from judge import fields, profiles

EDGES = [0.0, 0.5, 0.65, 0.75, 0.85, 0.93, 1.01]


def main():
    command, folder = shlex.split(sys.argv[1]), Path(sys.argv[2])
    bins, of_field = defaultdict(list), defaultdict(list)
    for _, parsed, truth in profiles(command, folder):
        if parsed is None:
            continue
        judged = fields(parsed, truth)
        for field, confidence in parsed["confidence"].items():
            if field in judged:
                edge = max(e for e in EDGES if e <= confidence)
                bins[edge].append((confidence, judged[field][0]))
                of_field[field].append((confidence, judged[field][0]))
    print("said        n   mean said   right")
    for low, high in zip(EDGES, EDGES[1:]):
        if bins[low]:
            said = sum(c for c, _ in bins[low]) / len(bins[low])
            right = sum(r for _, r in bins[low]) / len(bins[low])
            print(f"{low:.2f}-{min(high, 1.0):.2f} {len(bins[low]):5d}      {said:.2f}     {right:.2f}")
    print()
    for field, pairs in of_field.items():
        said = sum(c for c, _ in pairs) / len(pairs)
        print(f"{field:28s} n {len(pairs):4d}  mean said {said:.2f}  right {sum(r for _, r in pairs) / len(pairs):.2f}")
        for value in sorted({round(c, 2) for c, _ in pairs}):
            same = [r for c, r in pairs if round(c, 2) == value]
            print(f"    {value:.2f}: {len(same):4d}, {sum(same) / len(same):.2f} right")


if __name__ == "__main__":
    main()
