"""Reads the labelled corpora."""

import gzip
import json
from pathlib import Path
from typing import Any


def documents(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file, gzipped or not."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as lines:
        return [json.loads(line) for line in lines if line.strip()]
