"""Reads the labelled corpora."""

import gzip
import json
from pathlib import Path
from typing import Any


def documents(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file, gzipped or not."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]
