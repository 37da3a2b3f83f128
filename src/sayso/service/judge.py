"""The use cases behind `sayso judge` and `sayso history`."""

from collections.abc import Iterator, Mapping

from sayso.errors import LedgerError
from sayso.ledger import looking
from sayso.ledger.opening import Ledger
from sayso.ledger.writing import judge as write
from sayso.model.archive import Act, Judgement
from sayso.model.ids import content_id


def judge(ledger: Ledger, name: str, verdict: str, told: Mapping[str, str | None], act: Act) -> Judgement:
    """Append a decision on what has that id, or begins with it.

    `told` has field, value, reason, author and over (the decision that it takes the place of). Raises LedgerError where the field has
    a decision that isn't named so, or there is no such thing.
    """
    subject, original = _subject(ledger, name)
    field, over = told["field"] or "claim", told["over"]
    live = looking.live_judgement(ledger, subject, field)
    if live and live.id != over:
        problem = f"{live.author} decided on its {field} already: {live.verdict}, because {live.reason}"
        raise LedgerError(subject, problem, f"Look at that first; to take its place: --over {live.id}")
    author, value, reason = told["author"] or act.actor, told["value"], told["reason"] or ""
    made = content_id("judgement", subject, field, verdict, value or "", author, act.at, over or "")
    judgement = Judgement(made, subject, field, verdict, value, reason, author, act.at, over)
    write(ledger, judgement, original=original)
    return judgement


def history(ledger: Ledger, name: str) -> Iterator[tuple[str, str]]:
    """Time and sentence of all that happened to what has that id, or begins with it, the oldest first."""
    subject, original = _subject(ledger, name)
    report = subject if subject.startswith("report-") else looking.report_of(ledger, subject)
    told = [(at, f"received from {place}") for place, at in looking.places_of(ledger, original)] if original else []
    links = (*looking.links(ledger, report), *(looking.links(ledger, original) if original else ()))
    told += [(link.at, f"{link.act} by {link.actor}") for link in links if link.act in ("read", "destroyed")]
    for one in looking.judgements_on(ledger, subject):
        value = f" {one.value}" if one.value else ""
        told.append((one.at, f"{one.field}: {one.verdict}{value}, by {one.author}, because {one.reason} ({one.id})"))
    yield from sorted(told)


def _subject(ledger: Ledger, name: str) -> tuple[str, str | None]:
    """The whole id of a claim or report, and the original that it comes from."""
    if name.startswith("report-"):
        original = looking.original_of(ledger, name)
        if original is None:
            raise LedgerError(ledger.name, f"there is no report {name}", "sayso reports lists them")
        return name, original
    claim, _ = looking.claim_in_report(ledger, name)
    report = looking.report_of(ledger, claim["id"])
    return claim["id"], looking.original_of(ledger, report)
