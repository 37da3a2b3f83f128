"""What users may import. A name enters or leaves this list on purpose, and stands in the changelog."""

import subprocess
import sys

import sayso

NAMES = [
    "Attributed",
    "Attribution",
    "BundleError",
    "Claim",
    "DateError",
    "Event",
    "Figure",
    "InputError",
    "Party",
    "ReadReport",
    "Reading",
    "Report",
    "ReportError",
    "SaidBy",
    "SaysoError",
    "Span",
    "When",
    "Where",
    "WorkerError",
    "__version__",
    "read",
    "read_many",
    "to_contract",
]


def test_the_public_names_are_these() -> None:
    assert sorted(sayso.__all__) == NAMES
    assert len(NAMES) <= 25


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    for name in NAMES:
        assert getattr(sayso, name) is not None
        assert name == "__version__" or getattr(sayso, name).__doc__, name


def test_importing_the_package_loads_nothing_heavy() -> None:
    look = "import sys, sayso; print(*{'numpy', 'onnxruntime', 'trafilatura', 'lxml'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
