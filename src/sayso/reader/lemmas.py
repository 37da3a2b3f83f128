"""A word's form → its dictionary form (lemma), by its part of speech and its relation.

Small named scripts make a lemma of a form. Rules, learnt from a treebank and kept in the bundle, say which script to take: the
first of the keys of a word, from the whole word down to its part of speech, that has a rule. Scripts:
"lower", "keep" and "title" only set the case; "digits" takes the commas out of a number; "irregular" looks the word up;
"=be" gives that word; "lower:ies>y" takes "ies" off the lower-cased word and adds "y". A "+" before the ending stands
for a doubled consonant that goes too: "lower:+ing>" makes "stop" of "stopping".
"""

import re
from collections.abc import Iterable
from functools import lru_cache

IRREGULAR = "irregular"
VOWELS = re.compile("[aeiouy]+")
LONGEST_ENDING = 6  # letters of a word's end that a rule can be about
LONGEST_WORD = 60  # characters; longer ones (addresses) have no rules
KNOWN = 50_000  # lemmas that are remembered
SCRIPTS = (
    *("lower", "keep", "title", "digits", IRREGULAR),
    *("lower:s>", "lower:es>", "lower:ies>y", "lower:ed>", "lower:d>", "lower:ied>y", "lower:+ed>"),
    *("lower:ing>", "lower:ing>e", "lower:+ing>", "lower:er>", "lower:r>", "lower:ier>y", "lower:+er>"),
    *("lower:est>", "lower:st>", "lower:iest>y", "lower:+est>", "lower:n>", "lower:en>", "lower:es>is", "lower:'s>", "lower:'s>s"),
    *("keep:s>", "keep:es>", "keep:ies>y", "keep:'s>", "keep:ed>", "keep:ing>", "keep:er>", "title:s>"),
    *("=be", "=have", "=would", "=we", "='s", "=good", "=well", "=to", "=of", "=they", "=their", "=there", "=your", "=will", "=a.m."),
)

# Forms by their lemma. Where a form has two lemmas the commoner one has it, or a script of its own chooses.
_FORMS = """
be: am are is was were been being; have: has had; do: did done does; go: went gone gon; can: ca; will: wo
not: n't n’t nt 't ’t; I: me; he: him; she: her; they: them; we: us; this: these; that: those; my: mine; a: an
arise: arose arisen; awake: awoke awoken; bear: bore born borne; beat: beaten; become: became; befall: befell befallen
beget: begot begotten; begin: began begun; behold: beheld; bend: bent; beset: beset; bid: bade bidden; bind: bound
bite: bit bitten; bleed: bled; blow: blew blown; break: broke broken; breed: bred; bring: brought; build: built
burn: burnt; buy: bought; catch: caught; choose: chose chosen; cling: clung; come: came; creep: crept; deal: dealt
dig: dug; dive: dove; draw: drew drawn; dream: dreamt; drink: drank drunk; drive: drove driven; dwell: dwelt
eat: ate eaten; fall: fell fallen; feed: fed; feel: felt; fight: fought; find: found; flee: fled; fling: flung
fly: flew flown; forbid: forbade forbidden; foresee: foresaw foreseen; foretell: foretold; forget: forgot forgotten
forgive: forgave forgiven; forgo: forwent forgone; forsake: forsook forsaken; freeze: froze frozen; get: got gotten
give: gave given; grind: ground; grow: grew grown; hang: hung; hear: heard; hide: hid hidden; hold: held; keep: kept
kneel: knelt; know: knew known; lay: laid; lead: led; lean: leant; leap: leapt; learn: learnt; leave: left; lend: lent
lie: lain lying; light: lit; lose: lost; make: made; mean: meant; meet: met; mistake: mistook mistaken; mislead: misled
misunderstand: misunderstood; outdo: outdid outdone; outgrow: outgrew outgrown; overcome: overcame
overdo: overdid overdone; overhear: overheard; override: overrode overridden; oversee: oversaw overseen
overtake: overtook overtaken; overthrow: overthrew overthrown; pay: paid; partake: partook; plead: pled; prove: proven
rebuild: rebuilt; repay: repaid; resell: resold; retell: retold; rethink: rethought; rewrite: rewrote rewritten
ride: rode ridden; ring: rang rung; rise: rose risen; run: ran; say: said; see: saw seen; seek: sought; sell: sold
send: sent; sew: sewn; shake: shook shaken; shine: shone; shoot: shot; show: shown; shrink: shrank shrunk; sing: sang sung
sink: sank sunk; sit: sat; slay: slew slain; sleep: slept; slide: slid; sling: slung; slink: slunk; smell: smelt
sow: sown; speak: spoke spoken; speed: sped; spell: spelt; spend: spent; spill: spilt; spin: spun; spit: spat; spoil: spoilt
spring: sprang sprung; stand: stood; steal: stole stolen; stick: stuck; sting: stung; stink: stank stunk
stride: strode stridden; strike: struck stricken; string: strung; strive: strove striven; swear: swore sworn
sweep: swept; swell: swollen; swim: swam swum; swing: swung; take: took taken; teach: taught; tear: tore torn; tell: told
think: thought; throw: threw thrown; tread: trod trodden; undergo: underwent undergone; understand: understood
undertake: undertook undertaken; undo: undid undone; uphold: upheld; wake: woke woken; wear: wore worn; weave: wove woven
weep: wept; win: won; wind: wound; withdraw: withdrew withdrawn; withhold: withheld; withstand: withstood; wring: wrung
write: wrote written; bad: worse worst; far: further farther furthest farthest; much: more; little: less least
child: children; foot: feet; goose: geese; louse: lice; mouse: mice; ox: oxen; tooth: teeth; man: men; woman: women
gunman: gunmen; policeman: policemen; policewoman: policewomen; fireman: firemen; spokesman: spokesmen
spokeswoman: spokeswomen; fisherman: fishermen; businessman: businessmen; congressman: congressmen; chairman: chairmen
guardsman: guardsmen; salesman: salesmen; serviceman: servicemen; tribesman: tribesmen; statesman: statesmen
countryman: countrymen; gentleman: gentlemen; layman: laymen; militiaman: militiamen; grandchild: grandchildren
calf: calves; elf: elves; half: halves; hoof: hooves; knife: knives; leaf: leaves; life: lives; loaf: loaves
scarf: scarves; self: selves; sheaf: sheaves; shelf: shelves; thief: thieves; wife: wives; wolf: wolves; housewife: housewives
midwife: midwives; analysis: analyses; axis: axes; basis: bases; crisis: crises
criterion: criteria; money: monies; diagnosis: diagnoses; emphasis: emphases; hypothesis: hypotheses; oasis: oases
parenthesis: parentheses; phenomenon: phenomena; synthesis: syntheses; thesis: theses; alumnus: alumni; bacterium: bacteria
cactus: cacti; fungus: fungi; nucleus: nuclei; radius: radii; stimulus: stimuli; medium: media; memorandum: memoranda
stratum: strata; appendix: appendices; index: indices; matrix: matrices; vertex: vertices; quiz: quizzes; bus: buses busses
movie: movies; cookie: cookies; calorie: calories; zombie: zombies; rookie: rookies; selfie: selfies; prairie: prairies
sortie: sorties; junkie: junkies; hippie: hippies; brownie: brownies; veggie: veggies; smoothie: smoothies; genie: genies
tie: ties tied; pie: pies; lie: lies lied; die: dies died; vie: vies vied vying; species: species; series: series
gas: gases; die: dying; tie: tying; etc.: etc; through: thru; versus: vs vs.; with: w/ w; you: u ya; your: ur
and: & n 'n; want: wan; p.m.: pm; a.m.: am; million: m mn; billion: b bn; thousand: k; year: yr yrs
minute: min mins; hour: hr hrs; second: sec secs; doctor: dr; because: cuz cos coz 'cause; about: 'bout; them: 'em ’em
January: jan jan.; February: feb feb.; March: mar mar.; April: apr apr.; June: jun jun.; July: jul jul.; August: aug aug.
September: sep sep. sept sept.; October: oct oct.; November: nov nov.; December: dec dec.; Monday: mon mon.
Tuesday: tue tue. tues tues.; Wednesday: wed wed.; Thursday: thu thu. thur thur. thurs thurs.; Friday: fri fri.
Saturday: sat.; Sunday: sun sun.; TV: tv t.v.; DVD: dvd; ": “ ” ``; ': ‘ ’; -: – — −; '': ’’ ‘’
"""


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in _FORMS.replace("\n", ";").split(";"):
        lemma, parted, forms = entry.strip().partition(": ")
        if parted:
            table |= {form: lemma for form in forms.split() if form not in table}
    return table


_IRREGULAR = _table()


def lemma(script: str, form: str) -> str | None:
    """What a script makes of a form; None where it doesn't apply."""
    if script == "lower":
        return form.lower()
    if script == "keep":
        return form
    if script == IRREGULAR:
        return _IRREGULAR.get(form.lower())
    if script == "digits":
        return form.replace(",", "") if form[0].isdigit() else None
    if script[0] == "=":
        return script[1:]
    case, _, edit = script.partition(":")
    word = form.lower() if case == "lower" else form if case == "keep" else form[0].upper() + form[1:].lower()
    return _edited(word, edit) if edit else word


def _edited(word: str, edit: str) -> str | None:
    ending, _, added = edit.partition(">")
    doubled = ending[0] == "+"
    ending = ending.lstrip("+")
    stem = word.removesuffix(ending)
    if len(stem) in (0, len(word)) or (doubled and stem[-1:] != stem[-2:-1]):
        return None
    if doubled and stem[-1] in "lsfz" and len(VOWELS.findall(stem)) < 2:
        return None  # "shelled" comes from "shell"; a short word has its two letters from the start
    return stem[: len(stem) - doubled] + added


def script(form: str, wanted: str) -> str | None:
    """The first of the scripts that makes the wanted lemma of a form."""
    return next((one for one in SCRIPTS if lemma(one, form) == wanted), None)


def keys(form: str, tag: str, relation: str) -> list[str]:
    """What a rule can be about, from narrow to wide: the word, its last letters or none, with its tag, relation and case."""
    word, case = form.lower(), _case(form)
    wide = [f"^{word} {tag} {relation} {case}", f"^{word} {tag} * {case}", f"^{word} {tag} * *"]
    if word in _IRREGULAR:
        wide.append(f"{IRREGULAR} {tag} * *")
    for length in range(min(LONGEST_ENDING, len(word) - 1), -1, -1):
        ending = word[len(word) - length :]
        wide += [f"-{ending} {tag} * {case}", f"-{ending} {tag} * *"]
    return wide


def _case(form: str) -> str:
    if form.islower() or not form[0].isalpha():
        return "lower"
    return "upper" if form.isupper() and len(form) > 1 else "capital" if form[0].isupper() else "mixed"


class Rules:
    """Rules as lines "key script", and the lemmas that they make."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.scripts = dict(line.rsplit(" ", 1) for line in lines)
        self._known: dict[tuple[str, str, str], str] = {}

    def lemma(self, form: str, tag: str, relation: str) -> str:
        """The lemma of a form; itself in lower case where no rule applies."""
        found = self._known.get((form, tag, relation))
        if found is None:
            if len(self._known) >= KNOWN:
                self._known.clear()
            found = self._known[form, tag, relation] = self._made(form, tag, relation)
        return found

    def _made(self, form: str, tag: str, relation: str) -> str:
        if len(form) <= LONGEST_WORD:
            for key in keys(form, tag, relation):
                named = self.scripts.get(key)
                if named is not None and (found := lemma(named, form)):
                    return found
        return form.lower()


@lru_cache(maxsize=4)
def rules(lines: tuple[str, ...]) -> Rules:
    """The rules of an opened bundle, made once."""
    return Rules(lines)
