"""`python -m training.stages --base FOLDER --corpora FOLDER --work FOLDER`: from base weights to a reader, all stages in turn.

First all heads at once; from there attribution and names alone; then all heads again, taught by those two. Each stage has a folder of its
own in `--work`, goes on from its checkpoint if it was stopped, and is skipped where its bundle is there.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ALL, ATTRIBUTION, ENTITIES, TAUGHT = "all", "attribution", "entities", "taught"


def stages(work: Path) -> dict[str, list[str]]:
    """The options of each stage beside those that all have, in order."""
    start = ["--start", str(work / ALL / "bundle")]
    teachers = [option for head in (ATTRIBUTION, ENTITIES) for option in ("--teacher", head, str(work / head))]
    return {
        ALL: [],
        ATTRIBUTION: [*start, "--heads", "attribution", "--epochs", "4"],
        ENTITIES: [*start, "--heads", "entities", "--epochs", "6"],
        TAUGHT: [*start, *teachers, "--epochs", "8", "--kept", "0.2"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.stages", description=__doc__)
    for name in ("--base", "--corpora", "--work"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    given = ["--base", str(args.base), "--corpora", str(args.corpora), "--threads", str(args.threads)]
    for name, options in stages(args.work).items():
        if (args.work / name / "exact" / "manifest.json").exists():  # what a run writes last
            continue
        subprocess.run([sys.executable, "-m", "training", *given, "--work", str(args.work / name), *options], check=True)
    print(args.work / TAUGHT / "bundle")


if __name__ == "__main__":
    main()
