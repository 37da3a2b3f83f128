"""Saved web pages: the article, and what the page says of itself."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from sayso.errors import ReportError
from sayso.intake import read_source
from sayso.model.evidence import Report

PAGES = Path(__file__).parent / "pages"
PARAGRAPH = "<p>The ministry said that twelve people were killed in the town of Orvel on Monday, and the monitor counted fourteen.</p>"


def _page(name: str) -> Report:
    (report,) = read_source(str(PAGES / name))
    assert isinstance(report, Report), report
    return report


def _read(page: str | bytes, outlet: str | None = None, published: date | None = None) -> Report | ReportError:
    data = page if isinstance(page, bytes) else page.encode()
    (found,) = read_source("-", stdin=BytesIO(data), outlet=outlet, published=published)
    return found


def _published(head: str, body: str = "") -> date | None:
    found = _read(f"<html><head><title>t</title>{head}</head><body><article><h1>Toll</h1>{body}{PARAGRAPH}</article></body></html>")
    assert isinstance(found, Report), found
    return found.published


# Page; title, outlet, day, language; how many lines, how the first begins and the last ends; what must not be in it.
EXPECTED = [
    (
        "marlow_post.html",
        ("Market strike kills at least 31 in Orvel, hospital says", "The Marlow Post", date(2031, 5, 14), "en-GB"),
        (6, "PORT SARN — At least 31 people", "“whatever happened in that market”."),
        "cookies|Sport|Flood in Sarn|harbourboy|500 dead|killed thousands|Ferry|All rights reserved|Subscribe|dataLayer|hero",
    ),
    (
        "valley_watch.html",
        ("Daily bulletin: convoy halted at Lume bridge", None, date(2031, 5, 17), None),
        (3, "A convoy of 14 buses", "11 women and 9 children."),
        "Archive|Posted by|Share|7 killed|19 dead|Ten times|Last updated",
    ),
    (
        "sada_orvel.html",
        ("مقتل 31 شخصا في قصف على سوق الحبوب", "صدى أورفيل", date(2031, 5, 15), "ar"),
        (3, "قال مدير مستشفى أورفيل", "إعلان وقف إطلاق النار."),
        "ملفات تعريف|الرئيسية|غرق عبارة|العدد الحقيقي|جميع الحقوق",
    ),
    (
        "vesti_sarna.html",
        ("Минобороны отвергло обвинения в ударе по рынку", "Вести Сарна", date(2031, 5, 15), "ru"),
        (3, "Министерство обороны Вельмарка", "объявлено 10 мая."),
        "Главная|Комментарии|Верить нельзя|Все права",
    ),
]


@pytest.mark.parametrize(("name", "about", "lines", "unwanted"), EXPECTED, ids=[case[0] for case in EXPECTED])
def test_a_saved_page_gives_its_article_and_nothing_else(
    name: str, about: tuple[str, str | None, date, str | None], lines: tuple[int, str, str], unwanted: str
) -> None:
    report = _page(name)
    assert (report.title, report.outlet, report.published, report.language) == about
    count, begins, ends = lines
    assert len(report.text.split("\n")) == count
    assert report.text.startswith(begins)
    assert report.text.endswith(ends)
    assert re.search(unwanted, report.text) is None


def test_characters_survive_a_legacy_charset_and_entities() -> None:
    assert (
        "The mayor of Lume, René Castaño, said that the evacuation would go on “as soon as the road is safe”."
        in _page("valley_watch.html").text
    )


def test_the_address_is_the_canonical_one() -> None:
    assert _page("marlow_post.html").url == "https://marlowpost.example/world/orvel-market-strike"


def test_the_users_word_wins_over_the_page() -> None:
    (report,) = read_source(str(PAGES / "marlow_post.html"), outlet="Marlow", published=date(2031, 5, 20))
    assert isinstance(report, Report)
    assert (report.outlet, report.published) == ("Marlow", date(2031, 5, 20))


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2031-05-14T23:59:00-05:00">', ""),
        ('<meta name="DC.date.issued" content="2031-05-14">', ""),
        ('<meta name="citation_publication_date" content="2031/05/14">', ""),
        ('<meta itemprop="datePublished" content="2031-05-14">', ""),
        ('<script type="application/ld+json">[{"@type": "NewsArticle", "datePublished": "2031-05-14"}]</script>', ""),
        ('<script type="application/ld+json">{"@graph": [{"@type": ["X", "BlogPosting"], "datePublished": "2031-05-14"}]}</script>', ""),
        ('<script type="application/ld+json">{broken</script><meta name="date" content="2031-05-14">', ""),
        ('<meta name="date" content="yesterday"><meta name="pubdate" content="">', '<time datetime="2031-05-14T10:00Z">Friday</time>'),
        ("", '<time pubdate datetime="2031-05-14">14 May</time>'),
        ("", '<span itemprop="datePublished" datetime="2031-05-14">14 May</span>'),
    ],
)
def test_a_day_that_the_page_states_is_its_publication(head: str, body: str) -> None:
    assert _published(head, body) == date(2031, 5, 14)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", ""),
        ("", "<p>Orvel, 14 May 2031 — The ministry spoke on 2031-05-13.</p>"),
        ('<meta property="article:modified_time" content="2031-05-14">', ""),
        ('<link rel="canonical" href="https://x.example/2031/05/14/toll.html">', ""),
        ('<script type="application/ld+json">{"@type": "Event", "datePublished": "2031-05-14"}</script>', ""),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2031-05-14"}</script>', ""),
        (
            '<script type="application/ld+json">{"item": [{"@type": "Article", "datePublished": "2030-01-01"}]}</script>',
            "",
        ),
    ],
)
def test_a_day_that_could_only_be_guessed_stays_unknown(head: str, body: str) -> None:
    assert _published(head, body) is None


def test_the_day_of_a_related_story_is_not_taken() -> None:
    card = '<article class="card"><h3>Ferry sinks</h3><time datetime="2029-01-02">2 January</time></article>'
    found = _read(f"<html><body><main><h1>Toll</h1>{PARAGRAPH * 3}</main>{card}</body></html>")
    assert isinstance(found, Report)
    assert found.published is None


HOSTILE = [
    ("nothing", "<html></html>"),
    ("a title alone", "<html><head><title>x</title></head></html>"),
    ("menus alone", "<html><body><nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav></body></html>"),
    ("elements nested without end", "<html><body>" + "<div>" * 1_000_000),
    ("inline elements nested without end", "<html><body>" + "<span>" * 200_000 + "x"),
    ("tables in tables", "<html><body>" + "<table><tr><td>" * 20_000 + PARAGRAPH),
    ("a tag that never ends", "<html>" + "<a " * 100_000),
    ("a comment that never ends", "<html><!-- " + "x" * 1_000_000),
    ("a script that never ends", "<html><script>" + "x" * 1_000_000),
    ("sections of another language", "<html>" + "<![CDATA[" * 10_000),
]


@pytest.mark.parametrize("page", [case[1] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_a_page_without_an_article_is_an_error(page: str) -> None:
    error = _read(page)
    assert isinstance(error, ReportError)
    assert "no article" in error.problem
    assert "save it again" in error.remedy


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><script type='application/ld+json'>" + "[" * 100_000 + "</script></head><body>" + PARAGRAPH + "</body></html>",
        "<html><body><p " + "a=b " * 100_000 + ">" + PARAGRAPH,
        "<html><head><meta charset=hex></head><body>" + PARAGRAPH,
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><body>'
        + PARAGRAPH
        + "</body></html>",
        "<div>" + PARAGRAPH + "</div>",
    ],
    ids=["brackets without end", "attributes without end", "a charset that is none", "XHTML", "a fragment"],
)
def test_an_odd_page_is_read(page: str) -> None:
    found = _read(page)
    assert isinstance(found, Report)
    assert found.text == PARAGRAPH[3:-4]


def test_a_blank_page_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(" \n")
    (error,) = read_source(str(path))
    assert isinstance(error, ReportError)
    assert "blank" in error.problem


def test_extraction_says_nothing_of_its_own(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    _read("<html></html>")
    _page("marlow_post.html")
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


_SCRIPT = "import sys; from sayso.intake import read_source; print(sum(1 for path in sys.argv[1:] for _ in read_source(path)))"


def test_pages_are_read_without_network_and_nothing_is_written(tmp_path: Path) -> None:
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    work.mkdir()
    unshare = ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") is None or subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode:
        assert os.environ.get("CI") != "true", "CI must have unshare and the right to use it"
        pytest.skip("needs unshare and the right to use it")
    env = {
        "HOME": str(home),
        "TMPDIR": str(work),
        "PATH": os.defpath,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    pages = [str(path) for path in sorted(PAGES.glob("*.html"))]
    done = subprocess.run([*unshare, sys.executable, "-c", _SCRIPT, *pages], cwd=work, env=env, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("4\n", "")
    assert [*home.rglob("*"), *work.rglob("*")] == []


def test_plain_text_does_not_pay_for_the_extractor(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Twelve died.")
    script = _SCRIPT + "; assert not {'trafilatura', 'lxml', 'dateparser'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", script, str(path)], check=True, capture_output=True)
