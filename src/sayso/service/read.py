"""The use case behind `sayso read`: one report in, everything that it claims out."""

from dataclasses import replace
from typing import TypeVar

from sayso.claims import read_claims
from sayso.model.claim import ReadReport
from sayso.model.evidence import Report
from sayso.model.gazetteer import Gazetteer
from sayso.reader import read_text
from sayso.reader.bundle import Bundle
from sayso.reader.language import is_english

Passed = TypeVar("Passed")  # what stands in a report's place


def read_report(report: Report, bundle: Bundle, gazetteer: Gazetteer) -> ReadReport:
    """Read one report. A language that it doesn't tell is filled in where the text shows it to be English."""
    if report.language is None and is_english(report.text):
        report = replace(report, language="en")
    return read_claims(report, read_text(report.text, bundle), gazetteer)


def read_or_pass(report: Report | Passed, bundle: Bundle, gazetteer: Gazetteer) -> ReadReport | Passed:
    """Read a report, or hand on what stands in its place (an error, say), so that a batch keeps its order."""
    return read_report(report, bundle, gazetteer) if isinstance(report, Report) else report
