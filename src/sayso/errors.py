"""What can go wrong, as one tree.

SaysoError
├── InputError        something in the input can't be read: names the place and the remedy
│   ├── ReportError   one report of a batch; the others go on
│   ├── DateError     a date that isn't one
│   ├── LexiconError  a word list of the user's that doesn't fit the shipped one
│   ├── FetchError    a URL that can't be fetched, or may not be
│   ├── TimestampError  a timestamp that doesn't prove what it should
│   ├── PackageError  a package of evidence that is incomplete, altered or unsafe to open
│   └── ExtraError    something needs an extra of sayso that isn't installed
├── BundleError       the reader's model files are missing, altered or made for another version
├── LedgerError       a ledger can't be opened, read or written: names it and the remedy
├── GazetteerError    a gazetteer's file is missing, altered or no GeoNames dump
└── WorkerError       a reading process was ended from outside
"""


class SaysoError(Exception):
    """Root of every error that sayso raises on purpose."""


class InputError(SaysoError):
    """Input that can't be read.

    `place` says where ("a.jsonl:3", "page.html", "standard input"), `problem` what is wrong there, `remedy` what to do.
    """

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        super().__init__(place, problem, remedy)  # all three, so that the error survives pickling between processes
        self.place, self.problem, self.remedy = place, problem, remedy

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}. {self.remedy}"


class ReportError(InputError):
    """One report of a batch can't be read; the rest of the batch goes on."""


class DateError(InputError):
    """A publication date that is no ISO 8601 date."""


class LexiconError(InputError):
    """A word list of the user's that doesn't fit the shipped one of its name."""


class FetchError(InputError):
    """A URL that can't be fetched, or may not be; `place` is the URL without what is secret in it."""


class TimestampError(InputError):
    """A timestamp that doesn't prove the time of the digest that it was held against, or can't be read."""


class PackageError(InputError):
    """A package of evidence that can't be written, or is incomplete, altered or unsafe to open."""


class ExtraError(InputError):
    """What was asked for needs an extra that isn't installed; `extra` names it."""

    def __init__(self, place: str, extra: str) -> None:
        super().__init__(place, f"this needs the extra “{extra}”", f"Install it: pip install 'sayso[{extra}]'")
        self.args = (place, extra)
        self.extra = extra


class BundleError(SaysoError):
    """The reader's model files are missing, altered or made for another version of sayso."""


class LedgerError(SaysoError):
    """A ledger that can't be opened, read or written; `place` names it."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        super().__init__(place, problem, remedy)
        self.place, self.problem, self.remedy = place, problem, remedy

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}. {self.remedy}"


class GazetteerError(SaysoError):
    """A gazetteer's file that can't be read: one of sayso's, or a dump that is none."""


class WorkerError(SaysoError):
    """A reading process was ended from outside, mostly by the system for want of memory."""
