"""Saved pages as outlets make them: templates, texts and encodings, all invented."""

from dataclasses import dataclass

ENGLISH = [
    "PORT SARN — At least 31 people were killed when a rocket struck the grain market on Wednesday, the director of Orvel hospital said.",
    "“We have nine children among the dead,” he told the agency, adding that more than 60 others were being treated for wounds.",
    "The defence ministry of Velmark denied the strike & blamed the Orvel Front, whose spokesman called the charge “a lie”.",
    "The monitor, which counts on volunteers, put the toll at 34; it couldn’t say who had fired.",
]
RUSSIAN = [
    "Министерство обороны Вельмарка отвергло обвинения в ударе по рынку, назвав их «выдумкой», и сообщило о начале проверки.",
    "По словам полковника Альдо Брандта, ракеты выпустили боевики Орвельского фронта — погибли не менее 12 человек.",
    "Наблюдатели не смогли подтвердить эти сведения; перемирие было объявлено 10 мая и нарушалось не раз.",
]
ARABIC = [
    "قال مدير مستشفى أورفيل إن 31 شخصا على الأقل قتلوا يوم الأربعاء في قصف صاروخي استهدف سوق الحبوب وسط المدينة، بينهم تسعة أطفال.",
    "ونفت وزارة الدفاع في فيلمارك مسؤوليتها عن القصف، وقال المتحدث باسمها إن «جبهة أورفيل» هي التي أطلقت الصواريخ.",
    "وأضاف المرصد أن عدد الجرحى تجاوز 60 شخصا، وأنه لم يتمكن من تأكيد الجهة المسؤولة عن الهجوم.",
]
FRENCH = [
    "Près de 1 500 civils ont quitté la ville assiégée, a annoncé le ministère, qui évoque « une évacuation achevée » à l’aube.",
    "Le maire, René Castaño, a déclaré qu’au moins douze enfants étaient morts dans l’hôpital où l’électricité manquait.",
    "L’ONG a démenti ce bilan : selon elle, quarante personnes ont été tuées près de la gare de Lume.",
]
CHINESE = [
    "该部表示，袭击造成至少四十人死亡，其中包括九名儿童，另有六十多人在奥维尔医院接受治疗，医院院长星期三对记者说。",
    "韦尔马克国防部否认发动袭击，并指责奥维尔阵线发射了火箭弹，该阵线发言人称这一指控是谎言，要求进行独立调查。",
]


def _plain(paragraph: str) -> str:
    return paragraph.replace("&", "&amp;")


def _entities(paragraph: str) -> str:
    named = {"&": "&amp;", "“": "&ldquo;", "”": "&rdquo;", "’": "&#8217;", "—": "&#x2014;", "é": "&eacute;", "ñ": "&#241;", "«": "&laquo;"}
    return "".join(named.get(letter, letter) for letter in paragraph)


def _linked(paragraph: str) -> str:
    """Words in links and bold type, a comment and a script within, folded lines."""
    words = _plain(paragraph).split(" ")
    if len(words) > 6:
        words[2] = f'<a href="/t?x=1&amp;y=2">{words[2]}</a>'
        words[4] = f"<b>{words[4]}</b><!-- ad slot -->"
        words[5] = f"\r\n      {words[5]}"
    return " ".join(words)


def _blog(title: str, paragraphs: list[str]) -> str:
    body = "\n".join(f"    <p>{_linked(one)}</p>" for one in paragraphs)
    return (
        f"<body>\n<div id=wrap><h1>{title}</h1>\n<div class='entry-content'>\n{body}\n</div><div id=footer>All rights reserved</div></div>"
    )


def _wire(title: str, paragraphs: list[str]) -> str:
    body = "".join(f"<p>{_entities(one)}" for one in paragraphs)  # paragraphs that are never closed
    return (
        f"<body><nav><ul><li><a href=/>Home</a><li>World</ul></nav><main><article><h1>{title}</h1>{body}</article></main>"
        f"<aside><h3>Related</h3><p>Ferry sinks off Cape Dor</aside>"
    )


def _portal(title: str, paragraphs: list[str]) -> str:
    body = "\r\n\r\n".join(f"<p>\r\n{_plain(one)}\r\n</p>" for one in paragraphs)
    share = "<ul class=share><li>Share</li><li>Print</li></ul>"
    return f"<body>\r\n{share}\r\n<article>\r\n<header><h1>{title}</h1></header>\r\n<div class=article-body>{body}</div></article>"


def _listed(title: str, paragraphs: list[str]) -> str:
    first, *rest = paragraphs
    points = "".join(f"<li>{_plain(one)}</li>\n" for one in rest)
    return f"<body><article><h1>{title}</h1><p>{_plain(first)}</p><ul>\n{points}</ul><blockquote>{_entities(first)}</blockquote></article>"


def _marked(title: str, paragraphs: list[str]) -> str:
    """Marks that set the direction, soft hyphens and no-break spaces, as content systems put them in."""
    marked = [_plain(one).replace(" 3", "&nbsp;3").replace("، ", "،&#8207; ").replace("ation", "a&shy;tion") for one in paragraphs]
    body = "".join(f"<p dir=auto>&rlm;{one}&#x202C;</p>\n" for one in marked)
    return f"<body><article><h1>{title}</h1><section>{body}</section></article>"


TEMPLATES = {"blog": _blog, "wire": _wire, "portal": _portal, "list": _listed, "marks": _marked}
TEXTS = [
    ("en", ENGLISH, ["utf-8", "utf-8-sig", "utf-16", "windows-1252"]),
    ("ru", RUSSIAN, ["utf-8", "windows-1251", "koi8-r"]),
    ("ar", ARABIC, ["utf-8", "windows-1256"]),
    ("fr", FRENCH, ["utf-8", "iso-8859-1", "utf-16-be"]),
    ("zh", CHINESE, ["utf-8", "gb18030"]),
]


@dataclass(frozen=True)
class Page:
    name: str
    data: bytes
    paragraphs: list[str]


def pages() -> list[Page]:
    """Each template in each language and encoding."""
    found = []
    for template, make in TEMPLATES.items():
        for language, paragraphs, encodings in TEXTS:
            for encoding in encodings:
                charset = "" if encoding.startswith("utf-") else f'<meta http-equiv=Content-Type content="text/html; charset={encoding}">'
                head = f"<!DOCTYPE html>\n<html lang={language}><head>{charset}<title>1&amp;2</title><script>var a='<p>'</script></head>\n"
                page = head + make("Toll &amp; truce", paragraphs) + "</body></html>"
                mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
                found.append(Page(f"{template} {language} {encoding}", mark + _encoded(page, encoding), paragraphs))
    return found


def _encoded(page: str, encoding: str) -> bytes:
    """What the encoding lacks is written as an entity, as browsers do it."""
    return page.encode("cp1252" if encoding == "iso-8859-1" else encoding, "xmlcharrefreplace")
