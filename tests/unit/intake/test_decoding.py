"""Which encoding a file is in, and when it is broken or no text at all."""

import pytest

from sayso.errors import ReportError
from sayso.intake.decoding import decode
from sayso.intake.legacy import CANDIDATES, trusted_codec

RUSSIAN = "Министерство обороны заявило, что в результате удара погибли не менее 40 человек. Эвакуация завершена."
JAPANESE = "同省によると、攻撃で少なくとも40人が死亡した。報道官は、避難は終了したと述べた。"

LEGACY = [
    ("cp1252", "The café was hit, said the monitor. “No one was hurt” – so far."),
    ("cp1252", "El portavoz dijo que al menos doce niños murieron. La misión añadió que la evacuación había comenzado."),
    ("cp1252", "Le ministère a annoncé l’évacuation des blessés. Près de 1 500 civils ont quitté la ville assiégée."),
    ("cp1252", "Die Behörden erklärten, dass über 40 Menschen getötet wurden."),
    ("cp1252", "Il ministero ha detto che l'evacuazione è già cominciata, perché la città è isolata."),
    ("cp1252", "O ministério disse que pelo menos 40 pessoas não sobreviveram à explosão."),
    ("cp1252", "Departementet opplyste at 40 mennesker ble drept i angrepet på lørdag. Evakueringen er fullført."),
    ("cp1250", "Ministerstwo podało, że w ataku zginęło co najmniej 40 osób."),
    ("iso8859_2", "Ministerstwo podało, że zginęło 40 osób, a mieszkańców ewakuowano jeszcze w środę. Wciąż są ranni."),
    ("cp1250", "Ministerstvo uvedlo, že při útoku zahynulo nejméně 40 lidí. Evakuace obyvatel města byla dokončena."),
    ("iso8859_2", "Ministerstvo uvedlo, že při útoku zahynulo nejméně 40 lidí. Mluvčí to řekl v neděli."),
    ("cp1254", "Bakanlık sözcüsü, saldırıda en az 40 kişinin öldüğünü açıkladı."),
    ("cp1251", RUSSIAN),
    ("koi8_r", RUSSIAN),
    ("iso8859_5", RUSSIAN),
    ("koi8_u", "Міністерство заявило, що внаслідок удару загинуло щонайменше 40 осіб. За її словами, евакуацію завершено."),
    ("cp1256", "قالت الوزارة إن ما لا يقل عن 40 شخصا قتلوا في الهجوم، وأضاف المتحدث أن عملية الإجلاء انتهت."),
    ("iso8859_6", "قالت الوزارة إن ما لا يقل عن 40 شخصا قتلوا في الهجوم، وأضاف المتحدث أن عملية الإجلاء انتهت."),
    ("cp1253", "Το υπουργείο ανακοίνωσε ότι τουλάχιστον 40 άνθρωποι σκοτώθηκαν στην επίθεση."),
    ("cp1255", "דובר המשרד מסר כי לפחות 40 בני אדם נהרגו בתקיפה, וכי הפינוי הסתיים."),
    ("gb18030", "该部表示，袭击造成至少四十人死亡。发言人说，撤离行动已经结束。"),
    ("big5", "該部表示，襲擊造成至少四十人死亡。發言人說，撤離行動已經結束。"),
    ("shift_jis", JAPANESE),
    ("euc_jp", JAPANESE),
    ("euc_kr", "국방부는 이번 공격으로 최소 40명이 숨졌다고 밝혔다. 대변인은 대피가 끝났다고 말했다."),
]


@pytest.mark.parametrize(("encoding", "text"), LEGACY)
def test_a_legacy_encoding_is_recognised(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(("encoding", "text"), LEGACY)
def test_it_is_recognised_in_a_long_text_in_english_as_well(encoding: str, text: str) -> None:
    long = "Plain words without any accents, line after line.\n" * 200 + text
    assert decode(long.encode(encoding), "a.txt") == long


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_dropped(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding), "a.txt") == RUSSIAN
    assert decode("\ufeffx".encode(encoding), "a.txt") == "\ufeffx"  # the second one is a character of the text


BROKEN = [
    ("one bad byte", RUSSIAN.encode()[:40] + b"\xff" + RUSSIAN.encode()[40:], 40),
    ("cut in the middle of a character", RUSSIAN.encode()[:38], 37),
    ("one bad byte after a single good character", "café\nnext line ".encode() + b"\xe9", 16),
    ("after a lot of ASCII", b"x" * 100_000 + "naïve".encode() + b"\x80", 100_006),
    ("a sentence of another encoding in it", (RUSSIAN + "\n" + RUSSIAN).encode() + RUSSIAN.encode("cp1251"), None),
]


@pytest.mark.parametrize(("data", "at"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_broken_utf8_names_the_byte_and_is_not_taken_for_a_legacy_encoding(data: bytes, at: int | None) -> None:
    with pytest.raises(ReportError) as caught:
        decode(data, "a.txt")
    assert "broken UTF-8" in caught.value.problem
    assert at is None or f"offset {at} " in caught.value.problem
    assert "iconv" in caught.value.remedy


def test_broken_utf8_names_the_line() -> None:
    with pytest.raises(ReportError) as caught:
        decode("é\né\né".encode() + b"\xff\n", "a.txt")
    assert caught.value.place == "a.txt:3"


def test_broken_utf16_names_the_byte() -> None:
    with pytest.raises(ReportError, match=r"broken UTF-16-LE: byte 0x\w\w at offset 8"):
        decode("abc".encode("utf-16") + b"\x00\xd8", "a.txt")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"%PDF-1.4\nplain", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip archive or an Office document"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.example/\r\n", "MHTML"),
        (b"\x00\x00\x00\x18ftypmp42", "video"),
        (b"Some words\x00and a zero byte", "byte 10 is zero"),
        ("No byte-order mark".encode("utf-16-le"), "byte 1 is zero"),
    ],
)
def test_a_binary_file_is_named_and_refused(data: bytes, says: str) -> None:
    with pytest.raises(ReportError) as caught:
        decode(data, "a.txt")
    assert says in caught.value.problem
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["ID3 tags are read.", "BZh is short.", "MZ", "GIF is a format.", "RIFF", "PK won."])
def test_a_text_may_begin_like_a_binary_format(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text


def test_too_little_to_tell_the_encoding_is_an_error_and_no_guess() -> None:
    with pytest.raises(ReportError, match="could not be recognised"):
        decode("Погибли 12 человек.".encode("cp1251"), "a.txt")


def test_the_declared_charset_of_a_page_decides_where_its_bytes_fit() -> None:
    data = "Погибли 12 человек.".encode("cp1251")
    assert decode(data, "a.html", "windows-1251") == "Погибли 12 человек."
    assert decode("Погибли 12 человек.".encode(), "a.html", "windows-1251") == "Погибли 12 человек."
    assert decode(JAPANESE.encode("iso2022_jp"), "a.html", "ISO-2022-JP") == JAPANESE


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("ISO-8859-1", "cp1252"),
        ("gb2312", "gb18030"),
        ("x-sjis", "cp932"),
        ("windows-1256", "cp1256"),
        ("UTF-8", "utf-8"),
        ("hex", None),
        ("rot13", None),
        ("utf-7", None),
        ("unicode_escape", None),
        ("no-such", None),
        ("a\0b", None),
    ],
)
def test_only_codecs_of_texts_are_trusted(label: str, codec: str | None) -> None:
    assert trusted_codec(label) == codec


def test_every_candidate_is_a_codec_that_may_be_declared() -> None:
    assert [name for name in CANDIDATES if trusted_codec(name) is None] == []


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_a_megabyte_on_one_line_is_decoded(encoding: str) -> None:
    text = RUSSIAN * (1_000_000 // len(RUSSIAN))
    assert decode(text.encode(encoding), "a.txt") == text
