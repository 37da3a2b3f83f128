"""The read contract: a report with its claims as one JSON object. Its schema is `read.schema.json` beside this file."""

from dataclasses import asdict
from typing import Any

from sayso.model.claim import Attributed, Claim, ReadReport
from sayso.model.event import Event
from sayso.model.evidence import Report
from sayso.model.party import Party
from sayso.model.place_and_time import Where


def to_contract(read: ReadReport) -> dict[str, Any]:
    """One line of `sayso read --json`, ready for `json.dumps`. Offsets count Unicode characters of `report.text`."""
    return {
        "report": _report(read.report),
        "parties": [_party(party) for party in read.parties],
        "attributions": [_attribution(one) for one in read.attributions],
        "claims": [_claim(claim) for claim in read.claims],
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "text_sha256": report.text_sha256,
        "outlet": report.outlet,
        "published": report.published.isoformat() if report.published else None,
        "language": report.language,
        "title": report.title,
        "url": report.url,
        "text": report.text,
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "id": party.id,
        "name": party.name,
        "kind": party.kind,
        "affiliation": party.affiliation,
        "country": party.country,
        "mentions": [list(span) for span in party.mentions],
    }


def _attribution(one: Attributed) -> dict[str, Any]:
    return {
        "id": one.id,
        "source": [list(span) for span in one.source],
        "cue": [list(span) for span in one.cue],
        "content": [list(span) for span in one.content],
        "party": one.party,
        "stance": one.stance,
        "certainty": one.certainty,
        "within": one.within,
        "channel": one.channel,
        "score": one.score,
    }


def _where(where: Where) -> dict[str, Any]:
    candidates = [asdict(one) | {"within": list(one.within)} for one in where.candidates]
    return asdict(where) | {"span": list(where.span), "within": list(where.within), "candidates": candidates}


def _claim(claim: Claim) -> dict[str, Any]:
    said_by = claim.said_by
    made: dict[str, Any] = {
        "id": claim.id,
        "kind": claim.kind,
        "span": list(claim.span),
        "quote": claim.quote,
        "said_by": {
            "party": said_by.party,
            "name": said_by.name,
            "outlet": said_by.outlet,
            "span": list(said_by.span) if said_by.span else None,
            "via": list(said_by.via),
            "rule": said_by.rule,
        },
        "stance": claim.stance,
        "certainty": claim.certainty,
        "attribution": claim.attribution,
    }
    if claim.figure is not None:
        made["figure"] = asdict(claim.figure) | {"span": list(claim.figure.span), "part_of": claim.part_of}
    if claim.blame is not None:
        made["blame"] = asdict(claim.blame) | {"span": list(claim.blame.span)}
    if claim.status is not None:
        made["status"] = asdict(claim.status)
    made["where"] = _where(claim.where) if claim.where else None
    made["when"] = asdict(claim.when) | {"span": list(claim.when.span)} if claim.when else None
    made["event"] = _event(claim.event) if claim.event else None
    return made | {"score": claim.score, "produced_by": claim.produced_by}


def _event(event: Event) -> dict[str, Any]:
    return {"kind": event.kind, "acled": event.acled, "plover": event.plover, "span": list(event.span)}
