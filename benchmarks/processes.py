"""The command as users run it: how long it takes to start, how much memory it needs, what a second process gains."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.figures import Figure
from benchmarks.reports import write

SAYSO = Path(sys.executable).with_name("sayso")
# Started from a small process: a child's peak counts that of the process which it was forked from.
PEAK = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
print(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
sys.exit(os.waitstatus_to_exitcode(status))
"""


def seconds(*arguments: str | Path, text: str = "") -> float:
    """Seconds until `sayso` with these arguments has ended."""
    begun = perf_counter()
    subprocess.run([SAYSO, *arguments], input=text, stdout=subprocess.DEVNULL, text=True, encoding="utf-8", check=True)
    return perf_counter() - begun


def start() -> Iterator[Figure]:
    report = "At least 82 civilians were killed in Orvest, the ministry said on Monday."
    yield Figure("sayso --version, cold", median(seconds("--version") for _ in range(7)), "s", 0.3)
    yield Figure("sayso read, first report", median(seconds("read", "--json", "-", text=report) for _ in range(7)), "s", 2)


def peak(arguments: Sequence[str | Path]) -> float:
    """Peak resident memory of `sayso` with these arguments, in megabytes (millions of bytes)."""
    done = subprocess.run([sys.executable, "-c", PEAK, SAYSO, *arguments], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1e6


def memory(folder: Path, count: int) -> Iterator[Figure]:
    many = write(folder / "many.jsonl", count)
    yield Figure(f"peak memory, {count:,} reports ({many.stat().st_size / 1e6:.0f} MB)", peak(["read", "--json", many]), "MB", 900)
    long = folder / "long.txt"
    lines = (json.loads(line)["text"] for line in many.read_text(encoding="utf-8").splitlines())
    long.write_text(" ".join(text.replace("\n", " ") for text in lines)[:1_000_000], encoding="utf-8")
    yield Figure("peak memory, one report of 1 MB on one line", peak(["read", "--json", long]), "MB", 900)


def workers(folder: Path, count: int) -> Iterator[Figure]:
    """One process against two, in turn, so that what else runs here hits both."""
    if (os.cpu_count() or 1) < 2:
        return
    path = write(folder / "workers.jsonl", count)
    pairs = [[seconds("read", "--json", "--workers", number, path) for number in ("1", "2")] for _ in range(3)]
    yield Figure("two processes against one", median(one / two for one, two in pairs), "times", 1.7, "at least")
