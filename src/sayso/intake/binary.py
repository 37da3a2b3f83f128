"""Files that hold no text: what they are, and how to get the text out."""

from sayso.errors import ReportError

_AS_TEXT = "Save its text as a .txt file in UTF-8"
_AS_HTML = 'Save the page again as "web page, HTML only"'

# First bytes, what it is, what to do.
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF file", "Extract its text first, such as with: pdftotext -layout FILE.pdf FILE.txt"),
    (b"PK\x03\x04", "a zip archive or an Office document", "Unpack it, or save the document as plain text in UTF-8"),
    (b"{\\rtf", "an RTF document", _AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", _AS_TEXT),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "Type or recognise its text first (OCR)"),
    (b"\xff\xd8\xff", "a JPEG image", "Type or recognise its text first (OCR)"),
    (b"GIF87a", "a GIF image", "Type or recognise its text first (OCR)"),
    (b"GIF89a", "a GIF image", "Type or recognise its text first (OCR)"),
    (b"II*\x00", "a TIFF image", "Type or recognise its text first (OCR)"),
    (b"MM\x00*", "a TIFF image", "Type or recognise its text first (OCR)"),
    (b"ID3", "a sound file", "Transcribe it first"),
    (b"OggS", "a sound or video file", "Transcribe it first"),
    (b"\x1aE\xdf\xa3", "a video file", "Transcribe it first"),
    (b"BZh", "a bzip2 archive", "Unpack it first: bunzip2 FILE"),
    (b"\xfd7zXZ\x00", "an xz archive", "Unpack it first: unxz FILE"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "Unpack it first: unzstd FILE"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database", "Export its reports as JSON Lines"),
    (b"\x7fELF", "a program", "Name the files that hold reports"),
    (b"MZ\x90\x00", "a program", "Name the files that hold reports"),
    (b"bplist00", "a web archive (Safari)", _AS_HTML),
    (b"WARC/", "a web archive (WARC)", "Save its pages as HTML first"),
    (b"From: <Saved by ", "a web archive (MHTML)", _AS_HTML),
)


def refuse_binary(data: bytes, place: str) -> None:
    """Raises ReportError where `data`, the first bytes of a file or all of them, are no text."""
    for magic, kind, remedy in _KINDS:
        # Three printable letters may begin a text as well; the binary format goes on with bytes that no text holds.
        if data.startswith(magic) and (len(magic) > 3 or not data[:16].isascii() or b"\0" in data[:16]):
            raise ReportError(place, f"it is {kind}, not text", remedy)
    if data[4:8] == b"ftyp":
        raise ReportError(place, "it is a video or image file, not text", "Transcribe it first")
    if b"\0" in data:
        problem = f"it is no text: byte {data.index(0)} is zero"
        raise ReportError(place, problem, "Name a text file; if it is UTF-16, convert it: iconv -f utf-16le -t utf-8 FILE > NEW")
