"""`python -m benchmarks [--quick]`: a table of figures and limits. Exit status 1 where a limit isn't kept."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import heads, keeping, processes, reading
from benchmarks.figures import Figure


def measure(folder: Path, *, quick: bool) -> Iterator[Figure]:
    yield from processes.start()
    yield from reading.overhead()
    yield from reading.claims()
    yield from heads.heads(folder)
    yield from processes.memory(folder, 600 if quick else 2_000)
    yield from processes.workers(folder, 300 if quick else 1_000)
    yield from keeping.keeping(folder, size=2_000 if quick else 20_000, megabytes=64 if quick else 512)
    yield from reading.length()
    yield from reading.growth((10, 100, 1_000) if quick else (10, 100, 1_000, 10_000))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer reports: minutes instead of half an hour")
    quick = parser.parse_args().quick
    kept = True
    with TemporaryDirectory() as folder:
        for figure in measure(Path(folder), quick=quick):
            print(figure.row(), flush=True)
            kept = kept and figure.kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
