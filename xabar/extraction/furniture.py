"""Site furniture inside a text: promotion lines, typo-report widgets, credits, related-article blocks.

Pure: paragraphs in, paragraphs out, and every cut with the name of the rule that made it. The rules know no
site; what a single site glues to its articles is learned elsewhere, from repetition. Precision comes first:
a rule matches whole paragraphs, or whole sentences at the very end of the text, never a part of a sentence.

Sources of the rules: boilerplate lines seen on Uzbek and Kazakh sites (kun, zamin, daryo, gazeta, egemen,
inform, tengrinews, zakon, Sputnik, RFE/RL), written down with an example each in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

MAX_LINE = 200  # characters; no furniture line was seen longer, and a longer one may hold real text
MAX_CREDIT = 120  # characters of a picture credit
MAX_HEADLINE = 160  # characters of a related article's title
TAIL = 8  # paragraphs from the end in which widgets stand

_APOSTROPHES = dict.fromkeys(map(ord, "'`´ʹʻʼʽʾʿˈ‘’‛′‵＇ꞌ"), "'")
# One character for one, so that a place in the plain text is the same place in the printed text.
_PLAIN = {**_APOSTROPHES, ord("İ"): "i", **dict.fromkeys(map(ord, "\u00a0\u2007\u202f\t"), " ")}


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of text that was taken out, and the rule that took it."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of the paragraphs, and what went, in the order of the text."""

    paragraphs: tuple[str, ...]
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern, matched against text in lower case with one kind of apostrophe."""

    name: str
    pattern: re.Pattern[str]


def _rule(name: str, pattern: str) -> Rule:
    return Rule(name, re.compile(pattern, re.VERBOSE))


_NETWORK = r"""(?: telegram | телеграм\w* | instagram | инстаграм\w* | facebook | фейсбук\w* | youtube | ютуб\w*
    | twitter | твиттер\w* | whatsapp | tiktok | тикток\w* | vkontakte | вконтакте | google\s?news | google\sжаңалықтар
    | threads | яндекс[.\s]?дзен\w* | @[a-z]\w{3,} | t\.me/\w+ )"""

# What a reader is asked to do; the verb ends an Uzbek or Kazakh sentence and opens a Russian one.
_CALL = r"""(?: o'qing | ўқинг | o'qib\sboring | ўқиб\sборинг | kuzating | кузатинг | kuzatib\sboring | кузатиб\sборинг
    | obuna\sbo'ling | обуна\sбўлинг | a'zo\sbo'ling | аъзо\sбўлинг | qo'shiling | қўшилинг | ulaning | уланинг
    | жазылыңыз(?:дар)? | оқыңыз(?:дар)? | қосылыңыз(?:дар)? | тіркеліңіз(?:дер)? | бақылаңыз(?:дар)?
    | jazylyńyz(?:dar)? | oqyńyz(?:dar)? | qosylyńyz(?:dar)? | jazylyñyz(?:dar)? | oqyñyz(?:dar)? | qosylyñyz(?:dar)?
    | جازىلىڭىز(?:دار)? | وقىڭىز(?:دار)? | قوسىلىڭىز(?:دار)? )"""
_CALL_RU = r"(?: подписывайтесь | подпишитесь | читайте\s(?:нас|также\sнас) | следите\sза | присоединяйтесь )"

# A whole paragraph, wherever it stands.
LINES = (
    _rule(
        "advertisement",
        r"(?: reklama | реклама | жарнама | jarnama | advertisement | реклама\sхуқуқи\sасосида )[.:]?",
    ),
    _rule(
        "reading-time",
        r"(?: ~?\d{1,3}\s(?: daqiqa\so'qiladi | дақиқа\sўқилади | мин\.?\sоқу\sүшін | мин(?:ут(?:а|ы)?)?\.?\s(?:чтения|оқылады) ) )",
    ),
    _rule(
        "view-counter",
        r"""(?: [\d\s.,]{1,12}\s?(?: рет\s(?:көрсетілді|қаралды|оқылды) | marta\s(?:ko'rildi|o'qildi) | марта\s(?:кўрилди|ўқилди)
        | просмотр(?:а|ов)? | қаралым | ko'rildi | кўрилди | views? )
        | (?: ko'rishlar(?:\ssoni)? | кўришлар(?:\sсони)? | қаралды | просмотров | қаралым(?:\sсаны)? )\s?[:—–-]?\s?[\d\s]{1,12} )""",
    ),
    _rule(
        "share-label",
        r"""(?: ulashish | улашиш | do'stlaringizga\sulashing | дўстларингизга\sулашинг | бөлісу | bólisý | bölisu | поделиться
        | поделитесь\sновостью | достарыңмен\sбөліс(?:іңіз)? | share | tweet | telegram | facebook | instagram | twitter | whatsapp
        | vkontakte | вконтакте | copy\slink | havolani\snusxalash | ҳаволани\sнусхалаш | скопировать\sссылку )[:!]?""",
    ),
    _rule("keyboard-label", r"(?: ctrl | enter | ctrl\s?\+\s?enter )"),
    _rule(
        "player-label",
        r"""(?: no\smedia\ssource\scurrently\savailable | iltimos,\skuting\W* | embed(?:\sshare)? | auto | 0:00(?:\s\d[\d:]+)* | 16x9\simage
        | xs\ssm\smd\slg | the\scode\shas\sbeen\scopied\sto\syour\sclipboard\.? )""",
    ),
    _rule("template", r"(?: none\snone | (?:foto|фото)\s?:\s?none | <\?php .* | \{\{ .* \}\} | spot_img )"),
    _rule(
        "promotion",
        rf"""(?: .* \b{_NETWORK} .* \b{_CALL}[\s!.❗👇👉:)»"]*(?:{_NETWORK}[\s!.]*)? | {_CALL_RU}\b .* {_NETWORK} .* )""",
    ),
)

CREDIT = _rule(
    "picture-credit",
    r"(?: foto(?:surat|lavha|)? | фото(?:сурат|лавҳа|)? | surat | сурет | suret | sýret | súret | سۋرەت | иллюстрация | illyustratsiya | illustratsiya | коллаж | kollaj | скриншот | skrinshot )\s?(?: [:©] | манбаси: | manbasi: ) .*",
)

# The heading of a block of links to other articles.
RELATED = _rule(
    "related-articles",
    r"""(?: mavzuga\soid(?:\s(?:yangiliklar|maqolalar|xabarlar))? | мавзуга\sоид(?:\s(?:янгиликлар|мақолалар|хабарлар))?
    | mavzu\sbo'yicha | мавзу\sбўйича | shuningdek,?\so'qing | шунингдек,?\sўқинг | o'qing | ўқинг | buni\sham\so'qing | буни\sҳам\sўқинг
    | bu\sham\sqiziq | бу\sҳам\sқизиқ | o'xshash\s(?:yangiliklar|maqolalar) | ўхшаш\s(?:янгиликлар|мақолалар)
    | so'nggi\syangiliklar | сўнгги\sянгиликлар | ko'p\so'qilgan(?:lar)? | кўп\sўқилган(?:лар)?
    | оқи\sотырыңыз | oqı\sotyryńyz | oqi\sotyrińiz | тағы\sоқыңыз | сондай-ақ,?\sоқыңыз(?:дар)? | тақырып\sбойынша | осы\sтақырып(?:та|қа)(?:\sқатысты)?
    | ұқсас\s(?:жаңалықтар|мақалалар) | соңғы\sжаңалықтар | sońǵy\sjańalyqtar | soñğy\sjañalyqtar | سوڭعى\sجاڭالىقتار
    | читайте\sтакже | читать\sтакже | по\sтеме | материалы\sпо\sтеме | похожие\s(?:новости|материалы) | you\smight\salso\slike )\s?[:\U0001f447]?""",
)

# An inline reference to another article: the heading and its title in one paragraph.
RELATED_INLINE = _rule(
    "related-articles",
    r"(?: mavzuga\soid | мавзуга\sоид | shuningdek,?\so'qing | шунингдек,?\sўқинг | buni\sham\so'qing | буни\sҳам\sўқинг | оқи\sотырыңыз | тағы\sоқыңыз | сондай-ақ,?\sоқыңыз(?:дар)? | читайте\sтакже | читать\sтакже )\s?: .+",
)

_SENTENCE_END = r"""(?: ^ | (?<=[.!?…»”"]) \s+ | (?<=[.!?…]) )"""

# The end of the text: whole sentences glued behind the last one, or the words of a widget.
TAILS = (
    _rule("typo-report", r"""(?: ^ | \s )(?: ctrl\s?\+?\s?enter )$"""),
    _rule(
        "typo-report",
        r"""(?: ^ | \s )(?: хато(?:лик)?(?:ни)?\sтопдингизми | xato(?:lik)?(?:ni)?\stopdingizmi | нашли\sошибку(?:\sв\sтексте)?
        | қате\sтаптыңыз\sба | qate\staptyńyz\sba | беттегі\sқате )\s?[?!.]*$""",
    ),
    _rule(
        "typo-report",
        rf"""{_SENTENCE_END}
        (?: [^.!?]*\b(?: xato | хато | ibora | ибора | matn | матн | қате | ошибк | выделите | белгіле | belgila )\w*\b [^.!?]* [?:,]?\s? )?
        (?: [^.!?]*\b(?: ibora | ибора | matn | матн | xato | хато | қате | мәтін | ошибк | выделите | ее | её )\w*\b [^.!?]*)?
        ctrl\s?\+\s?enter (?: [^.!?\n]{{0,60}} )? [.!)]*$""",
    ),
    _rule(
        "promotion",
        rf"""(?: ^ | (?<=[.!?…»”")])\s+ | (?<=[.!?…]) )
        (?: [^.!?\n]{{0,120}} \b{_NETWORK} [^.!?\n]{{0,60}} \b{_CALL}(?:\s?[:—-]?\s?{_NETWORK})?
          | {_CALL_RU}\b [^.!?\n]{{0,80}} {_NETWORK} [^.!?\n]{{0,60}} )[\s!.❗👇👉]*$""",
    ),
)


def cut_furniture(paragraphs: Sequence[str], *, title: str = "") -> Cleaned:
    """Take general site furniture out of the paragraphs of an article.

    `title` lets a first paragraph that only repeats it go. A text that would lose everything is returned
    whole: a page of nothing but furniture is for the validation to judge.
    """
    kept: list[str] = []
    cuts: list[Cut] = []
    for text in paragraphs:
        rule = _line_rule(text, kept, title)
        if rule is None:
            kept.append(text)
        else:
            cuts.append(Cut(text, rule))
    _cut_related_block(kept, cuts)
    _cut_tail(kept, cuts)
    if not kept:
        return Cleaned(tuple(paragraphs), ())
    return Cleaned(tuple(kept), tuple(cuts))


def paragraph_key(text: str) -> int:
    """A 63-bit hash of the words of a paragraph, blind to case, spacing, punctuation and apostrophes."""
    plain = _plain(text).replace("'", "")
    words = " ".join(re.findall(r"\w+", plain))
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big") >> 1


def _plain(text: str) -> str:
    return text.translate(_PLAIN).lower()


def _line_rule(text: str, before: Sequence[str], title: str) -> str | None:
    """The rule that calls a whole paragraph furniture, or None."""
    if not before and title and paragraph_key(text) == paragraph_key(title):
        return "repeated-title"
    if before and len(text) >= 60 and before[-1] == text:
        return "repeated-paragraph"
    if len(text) > MAX_LINE:
        return None
    plain = _plain(text).strip()
    if len(plain) <= MAX_CREDIT and CREDIT.pattern.fullmatch(plain):
        return CREDIT.name
    if RELATED_INLINE.pattern.fullmatch(plain):
        return RELATED_INLINE.name
    return next((rule.name for rule in LINES if rule.pattern.fullmatch(plain)), None)


def _cut_related_block(kept: list[str], cuts: list[Cut]) -> None:
    """Cut a heading of related articles, and the titles under it where nothing but titles follows."""
    for at in range(len(kept) - 1, -1, -1):
        if len(kept[at]) > 60 or not RELATED.pattern.fullmatch(_plain(kept[at]).strip()):
            continue
        end = len(kept) if all(map(_is_headline, kept[at + 1 :])) else at + 1
        cuts.extend(Cut(text, RELATED.name) for text in kept[at:end])
        del kept[at:end]


def _is_headline(text: str) -> bool:
    return len(text) <= MAX_HEADLINE and not text.rstrip().endswith((".", "!", "…", ";", ","))


def _cut_tail(kept: list[str], cuts: list[Cut]) -> None:
    """Cut widgets and promotion sentences from the end, until a sentence of the article ends the text."""
    while kept:
        found = _tail(kept[-1])
        if found is None:
            return
        start, rule = found
        cuts.append(Cut(kept[-1][start:].strip(), rule))
        kept[-1] = kept[-1][:start].rstrip()
        if not kept[-1]:
            kept.pop()


def _tail(text: str) -> tuple[int, str] | None:
    """Where furniture begins at the end of a paragraph, and the rule that says so."""
    window = max(0, len(text) - 2 * MAX_LINE)
    plain = _plain(text[window:]).rstrip()
    for rule in TAILS:
        found = rule.pattern.search(plain)
        if found and found.group().strip() and (window == 0 or found.start() > 0):
            return window + found.start(), rule.name
    return None
