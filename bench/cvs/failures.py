"""Lists what a parser got wrong: python3 bench/cvs/failures.py 'target/debug/worker parse' DIR [field ...]."""

import shlex
import sys
from collections import Counter
from pathlib import Path

from judge import fields, profiles


def main():
    command, folder, wanted = shlex.split(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    wrong, total = Counter(), Counter()
    for stem, parsed, truth in profiles(command, folder):
        for field, (right, said, true) in fields(parsed or {}, truth).items():
            total[field] += 1
            if not right:
                wrong[field] += 1
                if field in wanted:
                    print(f"{stem} [{truth['meta']['renderer']}] {field}\n   said {said}\n   true {true}")
    for field, count in total.items():
        print(f"{field:28s} {count - wrong[field]:4d} of {count} right")


if __name__ == "__main__":
    main()
