"""The tables. Evidence only grows; `keys` are deleted one at a time; the rest are views, made of evidence and dropped at will."""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.dialects.postgresql import TSVECTOR

metadata = MetaData()
key_metadata = MetaData()

# --- evidence: rows are added, never changed or taken away. `link` is the act of the audit chain that wrote the row. --------------


def _link() -> Column[int]:
    return Column("link", Integer, ForeignKey("audit.number"), nullable=False, index=True)


audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),  # UTC, ISO 8601
    Column("actor", String, nullable=False),
    Column("act", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("body", Text, nullable=False),  # canonical JSON; holds the digest of the rows written with it
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)
originals = Table(
    "originals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),  # bytes
    Column("name", LargeBinary, nullable=False),  # as it was called when first seen, sealed
    _link(),
)
captures = Table(
    "captures",
    metadata,
    Column("id", String, primary_key=True),
    Column("original", String(64), ForeignKey("originals.sha256"), nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("place", LargeBinary, nullable=False),  # path or address, sealed
    _link(),
)
texts = Table(
    "texts",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("original", String(64), ForeignKey("originals.sha256"), primary_key=True),  # under whose key it is sealed
    Column("size", Integer, nullable=False),  # characters
    Column("body", LargeBinary, nullable=False),
    _link(),
)
reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("original", String(64), ForeignKey("originals.sha256"), nullable=False, index=True),
    Column("text", String(64), nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),  # what it says of itself: outlet, day, title, address, sealed
    _link(),
)
readings = Table(
    "readings",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", String, ForeignKey("reports.id"), nullable=False, index=True),
    Column("produced_by", String, nullable=False),
    Column("sha256", String(64), nullable=False),  # of the body before it was sealed
    Column("body", LargeBinary, nullable=False),  # parties, attributions and claims as the read contract has them
    _link(),
)
claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("text", String(64), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String, nullable=False),
    _link(),
)
judgements = Table(
    "judgements",
    metadata,
    Column("id", String, primary_key=True),
    Column("subject", String, nullable=False),  # the id of a claim, report or party
    Column("field", String, nullable=False),  # what of it: "claim", "figure", "published", "grade"
    Column("verdict", String, nullable=False),
    Column("author", String, nullable=False),
    Column("at", String, nullable=False),
    Column("body", LargeBinary, nullable=False),  # value and reason, sealed where they are about an original
    Column("original", String(64)),
    Column("supersedes", String, ForeignKey("judgements.id"), unique=True),
    _link(),
    # One first judgement a field, and each is superseded at most once: so at most one is live.
    Index(
        "one_first_judgement",
        "subject",
        "field",
        unique=True,
        sqlite_where=Column("supersedes").is_(None),
        postgresql_where=Column("supersedes").is_(None),
    ),
)
destructions = Table(
    "destructions",
    metadata,
    Column("original", String(64), ForeignKey("originals.sha256"), primary_key=True),
    Column("at", String, nullable=False),
    Column("author", String, nullable=False),
    Column("reason", Text, nullable=False),
    _link(),
)
EVIDENCE = (originals, captures, texts, reports, readings, claims, judgements, destructions)

# PostgreSQL keeps originals in rows, so that a team shares them; a folder keeps them as files.
chunks = Table(
    "chunks",
    metadata,
    Column("original", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

# --- keys: in a file of their own beside SQLite, so that a copy of the ledger without it can't be read ---------------------------

keys = Table("keys", key_metadata, Column("original", String(64), primary_key=True), Column("key", LargeBinary, nullable=False))

# --- views ----------------------------------------------------------------------------------------------------------------------

view_reports = Table(
    "view_reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("original", String(64), nullable=False, index=True),
    Column("outlet", String, index=True),
    Column("published", String, index=True),
    Column("title", String),
    Column("url", String),
    Column("claims", Integer, nullable=False),
)
view_claims = Table(
    "view_claims",
    metadata,
    Column("report", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("original", String(64), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("party", String),
    Column("outlet", String),
    Column("place", String),
    Column("earliest", String),  # days, ISO 8601
    Column("latest", String),
    Column("measure", String, index=True),
    Column("whom", String),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("quote", Text, nullable=False),
    Column("score", Float),
    Index("claims_in_order", "report", "id"),
    Index("claims_by_day", "earliest", "report", "id"),
)
view_names = Table(  # the words of the names in claims, by their sounds
    "view_names",
    metadata,
    Column("word", String, primary_key=True),
    Column("role", String, primary_key=True),  # party, outlet or place
    Column("report", String, primary_key=True),
    Column("claim", String, primary_key=True),
    Column("original", String(64), nullable=False, index=True),
    Index("names_of_report", "report"),
)
view_words = Table(  # PostgreSQL only; SQLite has an FTS5 table of the same name
    "view_words",
    MetaData(),
    Column("report", String, primary_key=True),
    Column("original", String(64), nullable=False),
    Column("words", TSVECTOR, nullable=False),
    Index("words_found", "words", postgresql_using="gin"),
)
VIEWS = (view_reports, view_claims, view_names)
