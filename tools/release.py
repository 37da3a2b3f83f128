"""`python -m tools.release`: the version is the same in pyproject.toml, in the package and on top of the changelog."""

import re
import sys
import tomllib
from pathlib import Path

import sayso

ROOT = Path(__file__).parent.parent
RELEASE = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", re.MULTILINE)


def versions() -> dict[str, str]:
    """The version that each place names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    newest = RELEASE.search((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    return {
        "pyproject.toml": project,
        "sayso.__version__": sayso.__version__,
        "CHANGELOG.md": newest[1] if newest else "none: write ## [1.2.3] - 2026-12-31",
    }


def main() -> int:
    named = versions()
    if len(set(named.values())) == 1:
        return 0
    for place, version in named.items():
        print(f"{place}: {version}", file=sys.stderr)
    print("These versions differ. Make them one; a new version has its own heading in CHANGELOG.md.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
