"""Whether words stand in a quotation, by the quotation marks before them in their paragraph."""

_PARAGRAPH = 3000  # characters of a paragraph in which quotation marks are counted
_QUOTATION = 500  # characters of a quotation


def is_quoted(text: str, at: int) -> bool:
    """Whether a character stands in a quotation that was opened not long before it, in its paragraph."""
    before = text[max(0, at - _PARAGRAPH) : at].rpartition("\n")[2]
    near = before[-_QUOTATION:]
    return near.rfind("“") > near.rfind("”") or (before.count('"') % 2 == 1 and '"' in near)
