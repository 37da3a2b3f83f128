"""Identity is content: the same content has the same id wherever and whenever it is read."""

from hashlib import sha256


def content_id(kind: str, *parts: str) -> str:
    """`kind` and 32 hex digits over the length-prefixed parts, so that ("a", "bc") and ("ab", "c") differ."""
    digest = sha256()
    for part in (kind, *parts):
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return f"{kind}-{digest.hexdigest()[:32]}"


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 hex digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
