"""`sayso read` as a user runs it: what goes in, what comes out, what is said about what can't be read."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

SAYSO = Path(sys.executable).with_name("sayso")
TEXT = "Mina Okoro, the mayor, said at least 82 civilians were killed in Orvest on Saturday. The army denied it.\n"
OTHER = "Rebels said that no one was hurt in Senn, where 50,000 to 100,000 people are trapped.\n"
PAGE = (
    '<!doctype html><html lang="en"><head><title>Toll rises</title><meta property="og:site_name" content="The Marlow Post"></head>'
    f"<body><article><h1>Toll rises</h1><p>{TEXT * 4}</p></article></body></html>"
)
LINES = "".join(
    json.dumps(line) + "\n"
    for line in (
        {"id": "one", "outlet": "Sada", "published": "2016-12-14", "text": TEXT},
        {"id": "two", "text": f"{OTHER}\r\n\u00ad👩\u200d👧 e\u0301 قالت"},
    )
)
SCHEMA = json.loads((files("sayso.publish") / "read.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


class Folder:
    """A folder with reports in it, and the command run there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("report.txt", TEXT)
        self.write("other.txt", OTHER)
        self.write("page.html", PAGE)
        self.write("reports.jsonl", LINES)

    def write(self, name: str, content: str | bytes) -> str:
        (self.path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    def run(self, *arguments: str | bytes, stdin: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [SAYSO, "read", *arguments], cwd=self.path, input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True, check=False, env=os.environ | {"COLUMNS": "110"} | environment,
        )  # fmt: skip
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    def read(self, *arguments: str, stdin: str | bytes = "") -> list[dict[str, Any]]:
        """The lines of a run that has to succeed, each checked against the schema."""
        done = self.run("--json", *arguments, stdin=stdin)
        assert (done.returncode, done.stderr) == (0, "")
        return parsed(done.stdout)


def parsed(output: str) -> list[dict[str, Any]]:
    made = [json.loads(line) for line in output.split("\n")[:-1]]
    for line in made:
        VALIDATOR.validate(line)
        text = line["report"]["text"]
        for claim in line["claims"]:
            assert text[slice(*claim["span"])] == claim["quote"]
    return made


def lows(line: dict[str, Any]) -> list[int | None]:
    return [claim["figure"]["low"] for claim in line["claims"] if claim["kind"] == "count"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("reports"))


@pytest.mark.parametrize(
    ("arguments", "stdin", "texts"),
    [
        (["report.txt"], "", [TEXT]),
        (["-"], TEXT, [TEXT]),
        (["-"], LINES, [TEXT, json.loads(LINES.splitlines()[1])["text"]]),
        (["-"], TEXT.encode("utf-16"), [TEXT]),
        (["report.txt", "-", "other.txt"], "In between.\n", [TEXT, "In between.\n", OTHER]),
    ],
    ids=["text", "standard input", "lines on standard input", "UTF-16", "several"],
)
def test_a_text_comes_out_character_for_character(arguments: list[str], stdin: str | bytes, texts: list[str], folder: Folder) -> None:
    assert [line["report"]["text"] for line in folder.read(*arguments, stdin=stdin)] == texts


def test_lines_keep_what_they_say_of_themselves_and_the_rest_is_filled_in(folder: Folder) -> None:
    one, two = folder.read("reports.jsonl", "--outlet", "Post", "--published", "2017-01-02")
    assert [one["report"][name] for name in ("id", "outlet", "published")] == ["one", "Sada", "2016-12-14"]
    assert [two["report"][name] for name in ("id", "outlet", "published")] == ["two", "Post", "2017-01-02"]


def test_a_page_gives_its_article_with_title_and_outlet(folder: Folder) -> None:
    (line,) = folder.read("page.html")
    assert line["report"]["title"] == "Toll rises"
    assert line["report"]["outlet"] == "The Marlow Post"
    assert TEXT.strip() in line["report"]["text"]
    assert 82 in lows(line)


def test_a_table_shows_who_says_what_with_the_bounds_of_figures(folder: Folder) -> None:
    done = folder.run("report.txt", "other.txt", "--published", "2016-12-14", "--outlet", "Post")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("Post · 2016-12-14\n") == 2
    assert done.stdout.count("WHO ") == 2
    for shown in ("Mina Okoro", "82+ civilians killed", "0 people injured", "50,000–100,000", "denies", "2016-12-10"):
        assert shown in done.stdout
    assert "\x1b" not in done.stdout  # colours are for terminals


def test_quotes_are_shown_when_asked_for(folder: Folder) -> None:
    plain, quoted = (folder.run("report.txt", *more).stdout.splitlines() for more in ([], ["--quotes"]))
    assert next(line for line in quoted if line not in plain).startswith("    │ at least 82 civilians were killed")
    assert [line for line in quoted if not line.startswith("    │ ")] == plain


def test_several_processes_give_the_same_in_the_same_order(folder: Folder) -> None:
    lines = "".join(json.dumps({"id": str(number), "text": f"{TEXT} Number {number}."}) + "\n" for number in range(30))
    arguments = ["--json", folder.write("thirty.jsonl", lines), "missing.txt", "report.txt"]
    alone, together = folder.run(*arguments), folder.run(*arguments, "--workers", "2")
    assert len(alone.stdout.splitlines()) == 31
    assert (together.returncode, together.stdout, together.stderr) == (alone.returncode, alone.stdout, alone.stderr)


BAD: dict[str, tuple[str, bytes | None, str]] = {
    # what it is, its name and content, and what is said of it
    "missing": ("gone.txt", None, "gone.txt: there is no such file. Check the path"),
    "empty": ("empty.txt", b"", "empty.txt: it is empty. "),
    "blank": ("blank.txt", b" \n\n ", "blank.txt: it holds only blank space. "),
    "binary": ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "photo.txt: "),
    "broken UTF-8": ("broken.txt", b"\xef\xbb\xbfTwelve\ncaf\xe9 \xff died", "broken.txt:2: it is broken UTF-8: byte 0xE9"),
    "cut gzip": ("cut.jsonl.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03KT", "cut.jsonl.gz: "),
    "no object": ("list.jsonl", b'{"text": "a"}\n["text"]\n', "list.jsonl:2: it is JSON, but not an object. "),
    "no JSON": ("words.jsonl", b'{"text": "a"}\nsome words\n', "words.jsonl:2: it is not JSON"),
    "no text": ("body.jsonl", b'{"text": "a"}\n\n{"body": "a"}\n', 'body.jsonl:3: its object has no "text" (it has: body). '),
    "no date": ("date.jsonl", b'{"text": "a", "published": "May"}\n', 'date.jsonl:1: its "published", "May", is not a date. '),
    "broken line": ("bytes.jsonl", b'{"text": "caf\xe9"}\n', "bytes.jsonl:1: byte 0xE9"),
}


@pytest.mark.parametrize(("name", "content", "said"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_read_is_named_with_a_remedy_and_the_others_come_out(
    name: str, content: bytes | None, said: str, folder: Folder
) -> None:
    if content is not None:
        folder.write(name, content)
    done = folder.run("--json", "report.txt", name, "other.txt")
    assert done.returncode == 1
    first, *more = done.stderr.splitlines()
    assert first.startswith(f"sayso: {said}")
    assert first.count(". ") >= 1  # the problem, and then what to do
    assert len(more) == 1
    assert more[0].startswith("sayso: 1 of ")
    texts = [line["report"]["text"] for line in parsed(done.stdout)]
    assert texts == [TEXT, *["a"] * (content or b"").startswith(b'{"text": "a"}'), OTHER]


def test_a_folder_is_none_of_the_reports(folder: Folder) -> None:
    done = folder.run("..", "report.txt")
    assert done.returncode == 1
    assert done.stderr.startswith("sayso: ..: it is a folder. Name the files in it: ../*\n")
    assert "82+" in done.stdout


def test_all_that_failed_is_counted(folder: Folder) -> None:
    done = folder.run("gone.txt", "gone too.txt", "report.txt")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "sayso: 2 of 3 reports could not be read"


USAGE: dict[str, tuple[list[str | bytes], str]] = {
    "no paths": ([], "Missing argument 'PATH...'"),
    "unknown option": (["--fast", "report.txt"], "No such option"),
    "published is no date": (["--published", "yesterday", "report.txt"], "'yesterday' is not a date. Write it as year-month-day"),
    "no such day": (["--published", "2016-02-30", "report.txt"], "'2016-02-30' is not a date"),
    "no workers": (["--workers", "0", "report.txt"], "--workers"),
    "workers in words": (["--workers", "two", "report.txt"], "--workers"),
    "outlet without a name": (["report.txt", "--outlet"], "--outlet"),
    "outlet of stray bytes": (["report.txt", "--outlet", b"caf\xe9"], "--outlet"),
}


@pytest.mark.parametrize(("arguments", "said"), USAGE.values(), ids=USAGE.keys())
def test_wrong_usage_is_explained_and_reads_nothing(arguments: list[str | bytes], said: str, folder: Folder) -> None:
    done = folder.run(*arguments, PYTHONUTF8="1")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize(("arguments", "status"), [([], 2), (["--help"], 0), (["--version"], 0), (["raed"], 2), (["read", "--help"], 0)])
def test_the_program_explains_itself(arguments: list[str], status: int) -> None:
    done = subprocess.run([SAYSO, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert done.stderr if status else done.stdout
    assert "Traceback" not in done.stderr


def test_a_reader_that_is_none_is_one_error(folder: Folder) -> None:
    done = folder.run("--reader", "nowhere", "report.txt", "other.txt")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("sayso: nowhere/manifest.json: no such file.")
    assert len(done.stderr.splitlines()) == 1


def test_names_in_messages_cannot_command_the_terminal(folder: Folder) -> None:
    done = folder.run("a\x1b[2Jb.txt", folder.write("keys.jsonl", b'{"\\u001b[2J\\u202e": 1}\n'))
    assert done.returncode == 1
    assert not {"\x1b", "\u202e"} & set(done.stderr)


def test_lines_are_in_utf_8_and_a_table_gets_by_in_any_encoding(folder: Folder) -> None:
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    as_json = folder.run("--json", "reports.jsonl", **environment)
    assert (as_json.returncode, as_json.stdout) == (0, folder.run("--json", "reports.jsonl").stdout)
    as_table = folder.run("reports.jsonl", **environment)
    assert as_table.returncode == 0
    assert "82+" in as_table.stdout


@pytest.mark.parametrize("form", [[], ["--json"], ["--json", "--workers", "2"]], ids=["table", "json", "workers"])
def test_a_reader_that_has_had_enough_ends_it_in_silence(form: list[str], folder: Folder) -> None:
    path = folder.write("long.jsonl", LINES * 60)
    command: list[str | Path] = [SAYSO, "read", *form, path]
    with subprocess.Popen(command, cwd=folder.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["table", "json"])
def test_a_full_disk_is_an_error(form: list[str], folder: Folder) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([SAYSO, "read", *form, "report.txt"], cwd=folder.path, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr == b"sayso: the output can't be written: No space left on device. Check the disk\n"


@pytest.mark.parametrize(("path", "status"), [("report.txt", 0), ("-", 1)])
def test_standard_input_may_be_closed(path: str, status: int, folder: Folder) -> None:
    command = ["sh", "-c", '"$@" <&-', "sh", str(SAYSO), "read", path]
    done = subprocess.run(command, cwd=folder.path, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert "Traceback" not in done.stderr


def peak_mb(command: Sequence[str | Path]) -> float:
    """Peak resident memory of one run, in millions of bytes."""
    look = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", look, *command], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1e3 if sys.platform != "darwin" else int(done.stdout) / 1e6


@pytest.mark.skipif(not hasattr(resource, "RUSAGE_CHILDREN"), reason="needs a system that counts memory")
def test_memory_does_not_grow_with_the_number_of_reports(folder: Folder) -> None:
    few, many = (folder.write(f"{count}.jsonl", LINES * (count // 2)) for count in (60, 300))
    small, large = (peak_mb([SAYSO, "read", "--json", folder.path / name]) for name in (few, many))
    assert large - small < 30
