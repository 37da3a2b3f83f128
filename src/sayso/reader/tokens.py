"""Text → tokens as the English Web Treebank of Universal Dependencies has them.

"don't" is do|n't, "Orvest's" is Orvest|'s and "cannot" is can|not; hyphens part words, but not a prefix from its word
("US-led" is three tokens, "non-stop" is one); addresses, names of files, times, dates and numbers stay whole.
"""

import re
from unicodedata import category

from sayso.model.evidence import Span

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # soft hyphen, joiners, marks of direction

# Longer runs than these bounds are no addresses; without bounds a long line of dashes or dots would be read over and over.
_ADDRESS = r"""
    (?:https?|ftp)://[^\s<>"“”]{1,2000} | (?<![^\W_])www\.[^\s<>"“”]{1,2000}
  | (?<![\w.+-])(?:mailto:)?[\w.+-]{1,64}@[^\W_][\w-]{0,63}(?:\.[\w-]{1,63}){0,8}        # e-mail
  | (?<![\w@])@[^\W\d_][\w.]{0,63}\w | (?<![\w\#])\#[^\W\d]\w{0,139}
"""
# Not in capitals: "un-done" is one token, "UN-led" is three.
_PREFIXES = "|".join(
    f"[{word[0].upper()}{word[0]}]{word[1:]}"
    for word in (
        "anti arch bi co counter cross de e ex extra hyper infra inter intra mega micro mid mini mis multi neo non over pan"
        " post pre pro proto pseudo psycho quasi re semi socio sub super trans tri ultra un under"
    ).split()
)
_TITLES = (
    "Mr|Mrs|Ms|Dr|Prof|Rev|Gen|Col|Lt|Maj|Capt|Cpl|Sgt|Adm|Cmdr|Gov|Sen|Sens|Rep|Reps|Hon|Pres|Msgr|Messrs|Supt|Insp|St|Ste|Ft|Mt"
    "|Drs|Sts|PVT|LTD|Attn|Spec|Para|Vol|Conf|Mob|Fax|Blvd|Ave"
)
_SHORTENED = (
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun|Inc|Corp|Ltd|Co|Cos|Jr|Sr|Bros|Esp|Est"
    "|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Kan|Ky|La|Mass|Md|Mich|Minn|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo"
    "|etc|vs|eg|ie|cf|al|approx|ext|arrv|dept|est|lbs?|oz|[^\\W\\d_]"
)
# What ends a sentence parts the stop from a shortened word; only then does a stop stand for two.
_LAST = r"""["”'’)\]]*(?:\s*\Z|[^\S\n]*\n|\s+["“]?(?:
    The|This|That|These|Those|An?|It|He|She|They|We|I|You|But|And|Or|In|On|At|If|When|After|There
    |However|For|As|His|Her|Their|My|Our|Its|So|Thanks?|Please)(?!\w))"""
_ABBREVIATED = rf"""
    (?<![\w.])[^\W\d_](?:\.[^\W\d_]){{1,9}}(?!\w)(?:\.(?!{_LAST}))?      # U.S., p.m.
  | (?<!\w)(?:Ph\.D\.|(?:{_TITLES})\.(?=\s*\w)|(?:{_SHORTENED})\.(?=\s+[\w&(\#]|[,;:)])(?!{_LAST})|Nos?\.(?=\s?\d))
"""
_NUMBER = r"""
    (?<![\w.])(?:1-)?(?:\d{3}[-/])?\d{3}-\d{4}(?!\w)                      # telephone
  | (?<![\w/])(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|(?!1/[2-9]\b|2/3\b|3/4\b)(?:0?\d|1[0-2])/\d{1,2})(?![\w/])      # dates
  | (?<![\w.])\.\d+(?!\w)
  | \d*0['’]s(?!\w)
  | \d+(?:[.,:]\d+)*+(?:(?:st|nd|rd|th|s|d)?(?!\w)
      |(?=(?:[ap]\.?m|[kmb]|bn|mn|tn|mm|cm|km|kg|g|lbs?|ft|mph|kph|gb|mb|hrs?|mins?|yrs?)(?!\w)))      # 20th; 5 of "5pm"
  | \d+(?:[.,:]\d+)++
"""
_EMOTICON = r"(?<![\w:;])(?:[:;=8][-'^o]?[()\[\]DPpO/\\|*3](?![\w/])|[(][-']?[:;](?!\w)|<3|\^_+\^)"
_TOKEN = re.compile(
    rf"""
    (?=\S)(?:
    (?P<plain>[^\W\d_]++(?=[\s,;)"]|\Z))                              # most tokens, out of the way
  | (?!(?:etc|ext|dept|approx|arrv|est|lbs)\.)[a-z]{{3,}}+(?=\.(?:\s|\Z))
  | [.,;?!()"“”](?=\s|\Z)
  | (?P<address>{_ADDRESS})
  | (?i:{_NUMBER})
  | {_EMOTICON}
  | {_ABBREVIATED}
  | (?<!\w)['’](?:\d0s|\d\d|em|n|til|cause|bout|s)(?!\w)
  | (?<!\w)(?:US|U|A|C|HK|NZ|AU)\$
  | (?<!\w)[^\W\d_]{{1,3}}&[^\W\d_]{{1,2}}(?!\w)
  | (?<![\w/])[^\W\d_]/[^\W\d_](?![\w/])
  | (?<!\w)(?:{_PREFIXES})-(?!the-)[^\W_]+
  | (?<=[\w.])['’](?:s|m|re|ve|ll|d)(?!\w)
  | \w[\w-]{{0,63}}(?:\.(?![A-Z][a-z])[^\W_][\w-]{{0,63}}){{1,20}}(?:/[^\s<>"]{{0,2000}})?
  | (?<!\S)\.[a-z]{{2,4}}(?!\w)
  | (?P<word>[^\W_]+(?:['’`´_][^\W_]+)*+)
  | [.!?][.!?]+ | [-–—=*+|<>~_]{{3,}} | (?P<same>[-–—=*_~\#$<>«»'’‘`+^|%/\\,])(?P=same)+
  | \S)
    """,
    re.VERBOSE,
)
_ENDING = re.compile(r"n['’´`]t$|['’´`](?:s|m|re|ve|ll|d)$", re.IGNORECASE)
_TAIL = ".,;:!?'’\"”*>]"  # signs that end an address aren't part of it
# Words in which two or three tokens are written together, by the length of all but the last.
_JOINED = {
    word.replace("|", ""): word.split("|")
    for word in (
        "can|not gon|na wan|na got|ta gim|me lem|me out|ta du|n|no a|lot i|m i|ve that|s what|s there|s here|s let|s"
        " you|re they|re you|ve we|ve they|ve he|s she|s who|s where|s y'|all d'|you"
        " do|nt ca|nt wo|nt did|nt does|nt is|nt was|nt were|nt are|nt have|nt has|nt had|nt could|nt would|nt should|nt ai|nt"
    ).split()
}
_LONGEST_JOINED = max(map(len, _JOINED))


def tokenise(text: str) -> list[Span]:
    """The tokens of a text, in order, white space left out."""
    if not text.isascii():
        text = _smoothed(text)
    tokens: list[Span] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind in ("plain", "word") and end - start <= _LONGEST_JOINED and (parts := _JOINED.get(match.group().lower())):
            for part in parts:
                tokens.append(Span(start, start + len(part)))
                start += len(part)
        elif kind == "word":
            tokens += _parted(text, start, end)
        elif kind == "address":
            tokens += _trimmed(match.group(), start)
        else:
            tokens.append(Span(start, end))
    return tokens


def _smoothed(text: str) -> str:
    """The text with letters for the combining and invisible signs inside of words, and blanks for other invisible signs."""
    odd = "".join(sign for sign in set(text) if sign in INVISIBLE or category(sign) == "Mn")
    if not odd:
        return text
    text = re.sub(rf"(?<=[^\W_])[{re.escape(odd)}]+", lambda match: "x" * len(match.group()), text)
    return text.translate(dict.fromkeys(map(ord, INVISIBLE), " "))


def _trimmed(found: str, start: int) -> list[Span]:
    """An address, of which the signs that end it are no part."""
    end = start + len(found)
    cut = start + len(found.rstrip(_TAIL if "(" in found else _TAIL + ")"))
    return [Span(start, cut), *(Span(at, at + 1) for at in range(cut, end))]


def _parted(text: str, start: int, end: int) -> list[Span]:
    """A word with what is written together with it: "they'd've" is they|'d|'ve."""
    ends: list[Span] = []
    while (ending := _ENDING.search(text, max(start, end - 3), end)) and ending.start() > start:
        ends.append(Span(ending.start(), end))
        end = ending.start()
    return [Span(start, end), *reversed(ends)]
