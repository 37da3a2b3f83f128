"""Stance, certainty and channel, from the words of a cue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.speakers.cues import certainty_of, channel_of, stance_of
from sayso.model.evidence import Span
from sayso.model.reading import Attribution

STANCES = [
    ("The mayor [said] that the bridge fell.", "asserts"),
    ("The mayor [denied] that the bridge fell.", "denies"),
    ("The mayor [did not deny] that the bridge fell.", "asserts"),
    ("The mayor did not [deny] that the bridge fell.", "asserts"),
    ("The mayor [didn't deny] that the bridge fell.", "asserts"),
    ("The mayor [didnt deny] that the bridge fell.", "asserts"),
    ("The mayor has never [denied] that the bridge fell.", "asserts"),
    ("The mayor [rejected] the claim that the bridge fell.", "denies"),
    ("The mayor [dismissed as nonsense] the claim.", "denies"),
    ("The mayor [said there was no truth in] the reports.", "denies"),
    ("The mayor [called it a lie] that the bridge fell.", "denies"),
    ("The fall [could not be independently verified].", "cannot_confirm"),
    ("The mayor [has not confirmed] that the bridge fell.", "cannot_confirm"),
    ("The mayor has not [confirmed] that the bridge fell.", "cannot_confirm"),
    ("The mayor [couldnt confirm] that the bridge fell.", "cannot_confirm"),
    ("The mayor [would neither confirm nor deny] that it fell.", "cannot_confirm"),
    ("The mayor [declined to comment] on the fall.", "cannot_confirm"),
    ("The mayor [refused to say whether] the bridge fell.", "cannot_confirm"),
    ("The mayor [would not say] whether the bridge fell.", "cannot_confirm"),
    ("The mayor [confirmed] that the bridge fell.", "asserts"),
    ("The mayor [doubted] that the bridge fell.", "doubts"),
    ("The mayor [cast doubt on] the report.", "doubts"),
    ("The mayor [does not doubt] that the bridge fell.", "asserts"),
    ("The mayor [called on] the council to mend it.", "asks"),
    ("The mayor [called upon] the council to mend it.", "asks"),
    ("The mayor [urged] the council to mend it.", "asks"),
    ("The mayor [asked] who had seen it.", "asks"),
    ("The mayor [vowed] to mend it.", "promises"),
    ("The mayor [promised that] it would be mended.", "promises"),
    ("The mayor [threatened] to resign.", "promises"),
    ("The mayor [blamed] the rain.", "asserts"),
    ("The mayor[:] it fell.", "asserts"),
    ("The mayor [accused] the council of neglect.", "asserts"),
]
CERTAINTIES = [
    ("The mayor [said] it fell.", "unstated"),
    ("The mayor [confirmed] it fell.", "certain"),
    ("The mayor [insisted] it fell.", "certain"),
    ("The mayor [believes] it fell.", "probable"),
    ("The mayor [estimates] that ten fell.", "probable"),
    ("It [reportedly may have] fallen.", "possible"),
    ("The mayor [alleged] that it fell.", "possible"),
    ("The mayor has not [confirmed] that it fell.", "unstated"),
    ("The mayor [is not sure] that it fell.", "unstated"),
]
CHANNELS = [
    ("The mayor [wrote] on Twitter that it fell.", "it fell", "Twitter"),
    ("The mayor [said] through Telegram that it fell.", "it fell", "Telegram"),
    ("In a written statement, the mayor [said] it fell.", "it fell", "statement"),
    ("The mayor [told] state television that it fell.", "it fell", "state television"),
    ("The mayor [said] on state TV that it fell.", "it fell", "state television"),
    ("The mayor [said] by telephone that it fell.", "it fell", "telephone"),
    ("The mayor [tweeted] that it fell.", "it fell", "Twitter"),
    ("The mayor [said] at a news conference that it fell.", "it fell", "press conference"),
    ("The mayor [said] she had been seen on television.", "she had been seen on television", None),
    ("The mayor [said] it fell.", "it fell", None),
]


def _marked(marked: str) -> tuple[str, Span]:
    start, end = marked.index("["), marked.index("]") - 1
    return marked.replace("[", "").replace("]", ""), Span(start, end)


def _attribution(cue: Span, content: Span) -> Attribution:
    return Attribution((), (cue,), (content,), 0.9)


@pytest.mark.parametrize(("marked", "stance"), STANCES)
def test_the_cue_tells_the_stance(marked: str, stance: str) -> None:
    text, cue = _marked(marked)
    assert stance_of(text, _attribution(cue, Span(cue.end, len(text)))) == stance


@pytest.mark.parametrize(
    ("text", "cue", "content", "stance"),
    [
        ("The junta called the reports fake news.", "called", "the reports fake news", "denies"),
        ("A spokesman said the claims were unfounded.", "said", "the claims were unfounded", "denies"),
        ("He said that these allegations are completely false.", "said", "that these allegations are completely false", "denies"),
        ("He did not call the report false.", "did not call", "the report false", "asserts"),
        ("He called the attack a crime.", "called", "the attack a crime", "asserts"),
        ("She said the report was late.", "said", "the report was late", "asserts"),
    ],
)
def test_calling_something_false_denies_it(text: str, cue: str, content: str, stance: str) -> None:
    at_cue, at_content = text.index(cue), text.index(content)
    attribution = Attribution((), (Span(at_cue, at_cue + len(cue)),), (Span(at_content, at_content + len(content)),), 0.9)
    assert stance_of(text, attribution) == stance


@pytest.mark.parametrize(("marked", "certainty"), CERTAINTIES)
def test_the_cue_tells_how_sure_the_speaker_is(marked: str, certainty: str) -> None:
    text, cue = _marked(marked)
    assert certainty_of(text, _attribution(cue, Span(cue.end, len(text)))) == certainty


@pytest.mark.parametrize(("marked", "content", "channel"), CHANNELS)
def test_the_sentence_tells_what_carried_the_words(marked: str, content: str, channel: str | None) -> None:
    text, cue = _marked(marked)
    start = text.index(content)
    assert channel_of(text, _attribution(cue, Span(start, start + len(content))), Span(0, len(text))) == channel


@given(st.text(), st.integers(0, 50), st.integers(1, 20))
def test_any_cue_has_a_stance(text: str, start: int, length: int) -> None:
    one = _attribution(Span(start, start + length), Span(0, len(text)))
    assert stance_of(text, one) in ("asserts", "denies", "doubts", "cannot_confirm", "asks", "promises")
    assert certainty_of(text, one) in ("certain", "probable", "possible", "unstated")
    channel_of(text, one, Span(0, len(text)))
