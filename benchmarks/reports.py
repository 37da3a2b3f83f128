"""Made-up reports of news length, the same for the same seed."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from sayso import Report

PLACES = ("Orvest", "Karsk", "the old harbour", "Tal Meren", "the northern district", "Senn", "the Dova crossing", "Lower Brisk")
SPEAKERS = (
    "The interior ministry", "Governor Ilan Marek", "A spokeswoman for the relief agency", "The monitor", "Two residents",
    "General Tomas Ferrow", "An aid worker", "The National Guard", "Doctor Sela Onar", "The coalition", "The mayor's office",
)  # fmt: skip
CUES = ("said", "told reporters", "claimed", "wrote on Twitter", "denied", "confirmed", "reported", "insisted", "estimated", "warned")
CROWDS = ("civilians", "people", "fighters", "children", "families", "patients", "soldiers", "medics")
FATES = ("were killed", "have been displaced", "are trapped", "were wounded", "remain missing", "had been evacuated", "were detained")
BOUNDS = ("at least", "about", "more than", "up to", "nearly", "some", "")
DAYS = ("on Monday", "early on Tuesday", "last week", "in recent days", "since March", "overnight", "on 12 June")
SCENES = (
    "Smoke was still rising from the market when the first ambulances arrived, and the road to the hospital was cut.",
    "The town has changed hands three times since the winter, and most of its bakeries are closed.",
    "Neither account could be verified independently.",
    "Power returned for a few hours in the evening; phones worked on and off.",
)


def _fact(dice: random.Random) -> str:
    bound = dice.choice(BOUNDS)
    count = f"{dice.randint(2, 900)} {dice.choice(CROWDS)}"
    return f"{bound} {count} {dice.choice(FATES)} in {dice.choice(PLACES)}".strip()


def _sentence(dice: random.Random) -> str:
    speaker, cue, fact, day = dice.choice(SPEAKERS), dice.choice(CUES), _fact(dice), dice.choice(DAYS)
    shapes = (
        f"{speaker} {cue} {day} that {fact}.",
        f"{fact[0].upper()}{fact[1:]}, {speaker[0].lower()}{speaker[1:]} {cue} {day}.",
        f"According to {speaker[0].lower()}{speaker[1:]}, {fact} {day}.",
        f'"We know that {fact}," {speaker[0].lower()}{speaker[1:]} {cue}.',
        dice.choice(SCENES),
    )
    return dice.choice(shapes)


def text(dice: random.Random, words: int) -> str:
    """About `words` words, in paragraphs of four sentences."""
    sentences: list[str] = []
    while sum(len(sentence.split()) for sentence in sentences) < words:
        sentences.append(_sentence(dice))
    return "\n\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))


def reports(count: int, words: tuple[int, int] = (120, 700), seed: int = 2016) -> Iterator[Report]:
    """`count` reports whose lengths are spread evenly over `words`."""
    dice = random.Random(seed)
    for number in range(count):
        yield Report(id=f"made-up-{number}", text=text(dice, dice.randint(*words)), outlet="The Made-up Post", language="en")


def write(path: Path, count: int, words: tuple[int, int] = (120, 700)) -> Path:
    """`count` reports as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for report in reports(count, words):
            file.write(json.dumps({"id": report.id, "outlet": report.outlet, "text": report.text}) + "\n")
    return path
