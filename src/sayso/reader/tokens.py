"""Text → tokens as the English Web Treebank of Universal Dependencies has them."""

import re

from sayso.model.evidence import Span

TOKEN = re.compile(r"\w+|[^\w\s]")


def tokenise(text: str) -> list[Span]:
    """The tokens of a text, in order, white space left out."""
    return [Span(*match.span()) for match in TOKEN.finditer(text)]
