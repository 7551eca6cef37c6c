"""Site furniture inside a text: promotion lines, typo-report widgets, credits, related-article blocks.

Pure: paragraphs in, paragraphs out, and every cut with the name of the rule that made it. The rules know no
site; what one site glues to its articles is learned from repetition (`xabar.extraction.repetition`). Precision
comes first: a rule matches a whole paragraph, or whole sentences at the very end of the text, never a part of a
sentence of the article.

Sources: boilerplate lines seen on kun, zamin, daryo, gazeta, egemen, inform, tengrinews, zakon, Sputnik and
RFE/RL. Every row has an example row in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from xabar.extraction.meta_line import meta_lines

MAX_LINE: Final = 200  # characters; no furniture line was seen longer, and a longer one may hold real text
MAX_LABEL: Final = 60  # characters of a label or a counter
MAX_CREDIT: Final = 120  # characters of a picture credit
MAX_HEADLINE: Final = 160  # characters of a related article's title
MIN_REPEATED: Final = 40  # characters; a shorter line may be repeated on purpose
MAX_BLOCK: Final = 8  # related articles under one heading

# One character for one, so that a place in the plain text is the same place in the printed text.
_PLAIN: Final = (
    *((mark, "'") for mark in "`´ʹʻʼʽʾʿˈ‘’‛′‵＇ꞌ"),
    *((space, " ") for space in "\u00a0\u2007\u202f\t"),
    ("İ", "i"),  # its lower case is two characters
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of text that was taken out, and the rule that took it."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of the paragraphs, and what went."""

    paragraphs: tuple[str, ...]
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern for text in lower case with one kind of apostrophe.

    `needs` are words of which the text must hold one: looking for them first makes a rule cheap.
    """

    name: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...] = ()

    def applies(self, plain: str) -> bool:
        """Whether the rule may match at all."""
        return not self.needs or any(word in plain for word in self.needs)


def _rule(name: str, pattern: str, needs: Iterable[str] = ()) -> Rule:
    return Rule(name, re.compile(pattern, re.VERBOSE), tuple(needs))


_NETWORKS: tuple[str, ...] = (
    *("telegram", "телеграм", "instagram", "инстаграм", "facebook", "фейсбук", "youtube", "ютуб"),
    *("twitter", "твиттер", "whatsapp", "tiktok", "тикток", "вконтакте", "google", "дзен", "threads"),
    *("@", "t.me/", "تەلەگرام"),
)
_NETWORK = rf"(?: (?:{'|'.join(_NETWORKS[:-3])}|تەلەگرام)\w* | @[a-z]\w{{3,}} | t\.me/\w+ )"

# What a reader is asked to do: the verb ends an Uzbek or Kazakh sentence and opens a Russian one.
_CALL = r"""(?: o'qing | ўқинг | o'qib\sboring | ўқиб\sборинг | kuzating | кузатинг | kuzatib\sboring | кузатиб\sборинг
    | obuna\sbo'ling | обуна\sбўлинг | a'zo\sbo'ling | аъзо\sбўлинг | qo'shiling | қўшилинг | ulaning | уланинг
    | жазылыңыз(?:дар)? | оқыңыз(?:дар)? | қосылыңыз(?:дар)? | тіркеліңіз(?:дер)? | бақылаңыз(?:дар)?
    | jazyl[yı][ńñ][yı]z(?:dar)? | oq[yı][ńñ][yı]z(?:dar)? | qosyl[yı][ńñ][yı]z(?:dar)?
    | جازىلىڭىز(?:دار)? | وقىڭىز(?:دار)? | قوسىلىڭىز(?:دار)? )"""
_CALL_RU = r"(?: подписывайтесь | подпишитесь | читайте\sнас | следите\sза | присоединяйтесь )"

_INSIDE = r"(?: [^.!?…] | \.(?=\w) )"  # inside a sentence: the dot of kun.uz ends none
_START = r"""(?: ^ | (?<=[.!?…])\s+ | (?<=[.!?…][»”")])\s+ | (?<=[.!?…])(?=[«“"@]) )"""
_END = r"[\s!.❗👇👉)]*$"

_PROMOTION = rf"""(?: {_INSIDE}{{0,60}} \b{_NETWORK} {_INSIDE}{{0,60}} \b{_CALL} (?:\s?[:—-]?\s?{_NETWORK})*
    | {_INSIDE}{{0,60}} (?<!\w){_NETWORK} {_INSIDE}{{0,60}} \b{_CALL}
    | {_CALL_RU}\b {_INSIDE}{{0,80}} (?<!\w){_NETWORK} {_INSIDE}{{0,60}} )"""

# A whole paragraph, wherever it stands: labels and counters are short.
LABELS: Final = (
    _rule("advertisement", r"(?: reklama | реклама | жарнама | jarnama | advertisement )[.:]?"),
    _rule(
        "reading-time",
        r"""~?\d{1,3}\s(?: daqiqa(?:da)?\so'qiladi | дақиқа(?:да)?\sўқилади | мин\.?\sоқу\sүшін | мин(?:ут(?:а|ы)?)?\.?\sчтения )""",
    ),
    _rule(
        "view-counter",
        r"""[\d\s.,]{1,12}\s?(?: рет\s(?:көрсетілді|қаралды|оқылды) | marta\s(?:ko'rildi|o'qildi) | марта\s(?:кўрилди|ўқилди)
        | просмотр(?:а|ов)? | қаралым | views? )""",
    ),
    _rule(
        "view-counter",
        r"(?: ko'rishlar(?:\ssoni)? | кўришлар(?:\sсони)? | қаралды | просмотров | қаралым(?:\sсаны)? )\s?[:—–-]?\s?[\d\s]{1,12}",
    ),
    _rule(
        "share-label",
        r"""(?: ulashish | улашиш | do'stlaringizga\sulashing | дўстларингизга\sулашинг | бөлісу | bólis[úý] | bölisu | поделиться
        | поделитесь\sновостью | достарыңмен\sбөліс | достарыңызбен\sбөлісіңіз | copy\slink | havolani\snusxalash
        | ҳаволани\sнусхалаш | скопировать\sссылку )[:!]?""",
    ),
    _rule(
        "date-label",
        r"(?: жарияланған\sкүні | e'lon\sqilingan\ssana | эълон\sқилинган\sсана | дата\sпубликации )\s?:",
    ),
    _rule(
        "comments",
        r"""(?: izoh\sqoldirish | изоҳ\sқолдириш | пікір\sқалдыру | чтобы\sоставить\sкомментарий )
        \s(?: uchun | учун | үшін )?,?\s?(?:saytda\s|сайтда\s|сайтқа\s)?
        (?: ro'yxatdan\so'ting | рўйхатдан\sўтинг | тіркеліңіз | kiring | киринг | кіріңіз | авторизуйтесь )[.!]?""",
    ),
    _rule(
        "player-label",
        r"""(?: no\smedia\ssource\scurrently\savailable | медиадерек\sқолжетімсіз | медиаманба\sмавжуд\sэмас | mediamanba\smavjud\semas | iltimos,\skuting\W* | embed(?:\sshare)? | 0:00(?:\s\d[\d:]+)* | 16x9\simage
        | xs\ssm\smd\slg | the\scode\shas\sbeen\scopied\sto\syour\sclipboard\.? )""",
    ),
)

_RELATED = r"""mavzuga\soid | мавзуга\sоид | shuningdek,?\so'qing | шунингдек,?\sўқинг | buni\sham\so'qing | буни\sҳам\sўқинг
    | оқи\sотырыңыз | тағы\sоқыңыз | сондай-ақ,?\sоқыңыз(?:дар)? | oq[iıy]\sot[yı]r[yı][ńñ][yı]z | читайте\sтакже | читать\sтакже"""

# A whole paragraph of any length up to MAX_LINE.
LINES: Final = (
    _rule("template", r"(?: none\snone | <\?php .* | \{\{ .* \}\} | spot_img )"),
    _rule("related-articles", rf"(?: {_RELATED} )\s?: .+", (":",)),  # the heading and the title in one line
    _rule("promotion", rf"{_PROMOTION}{_END}", _NETWORKS),
)

CREDIT: Final = _rule(
    "picture-credit",
    r"""(?: foto(?:surat|lavha)? | фото(?:сурат|лавҳа)? | surat | сурат | сурет | s[uúý]ret | سۋرەت | иллюстрация | il+[yu]+stratsiya
        | коллаж | kollaj | скриншот | skrinshot )\s?(?: [:©] | манбаси\s?: | manbasi\s?: ) .*""",
)

# The heading of a block of links to other articles.
RELATED: Final = _rule(
    "related-articles",
    rf"""(?: {_RELATED} | мавзуга\sоид\s(?:янгиликлар|мақолалар|хабарлар) | mavzuga\soid\s(?:yangiliklar|maqolalar|xabarlar)
    | mavzu\sbo'yicha | мавзу\sбўйича | o'qing | ўқинг | bu\sham\sqiziq | бу\sҳам\sқизиқ | o'xshash\s(?:yangiliklar|maqolalar)
    | ўхшаш\s(?:янгиликлар|мақолалар) | so'nggi\syangiliklar | сўнгги\sянгиликлар | ko'p\so'qilgan(?:lar)? | кўп\sўқилган(?:лар)?
    | тақырып\sбойынша | осы\sтақырыпта | ұқсас\s(?:жаңалықтар|мақалалар) | соңғы\sжаңалықтар | so[ńñ]ǵ?ğ?[yı]\s[jж]a[ńñ]al[yı]qtar
    | سوڭعى\sجاڭالىقتار | по\sтеме | материалы\sпо\sтеме | похожие\s(?:новости|материалы) | you\smight\salso\slike )\s?[:👇]*""",
)

# The heading of the readers' comments, under which nothing else stands.
COMMENTS: Final = _rule(
    "comments", r"(?: izohlar | изоҳлар | пікірлер | комментарии )(?:\s?\(\d+\)|\s\d+)?\s?:?"
)

_TYPO = r"(?: xato\w* | хато\w* | imlo\w* | имло\w* | matn\w* | матн\w* | қате\w* | мәтін\w* | егер | agar | агар | если | нашли | заметили | ошибк\w+ )"

# The end of the text: whole sentences glued behind the last one, or the words of a widget.
TAILS: Final = (
    _rule(
        "typo-report",
        rf"""(?: (?: ^ | \s+ )(?: иборани\s(?:ажратиб|белгилаб) | iborani\s(?:ajratib|belgilab) | выделите | оны\sбелгілеп )
        | {_START}{_TYPO}\b ) {_INSIDE}{{0,120}} \bctrl\s?\+\s?enter\b {_INSIDE}{{0,40}}[.!)]*$""",
        ("ctrl",),
    ),
    _rule(
        "typo-report",
        r"""(?: ^ | \s+ )(?: (?:матнда\s)?хато(?:лик)?(?:ни)?\sтопдингизми | (?:matnda\s)?xato(?:lik)?(?:ni)?\stopdingizmi
        | нашли\sошибку(?:\sв\sтексте)? | (?:мәтіннен\s)?қате\sтаптыңыз\sба | беттегі\sқате )\s?[?!.]*$""",
        ("топ", "top", "ошибку", "қате"),
    ),
    _rule("keyboard-label", r"(?: ^ | \s+ )ctrl\s?\+?\s?enter$", ("ctrl",)),
    _rule("keyboard-label", r"^(?: ctrl | enter | \+ )$"),
    _rule(
        "share-label",
        r"^(?: share | tweet | улашинг | ulashing | (?: (?:\b|@){_NETWORK}[\s|,/·•]* )+ )$".replace(
            "{_NETWORK}", _NETWORK
        ),
    ),
    _rule("promotion", rf"{_START}{_PROMOTION}{_END}", _NETWORKS),
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
    _cut_comments(kept, cuts)
    _cut_related_blocks(kept, cuts)
    _cut_meta_lines(kept, cuts)
    _cut_tail(kept, cuts)
    if not kept:
        return Cleaned(tuple(paragraphs), ())
    return Cleaned(tuple(kept), tuple(cuts))


def paragraph_key(text: str) -> int:
    """A 63-bit hash of the words of a paragraph, blind to case, spacing, punctuation and apostrophes."""
    words = " ".join(re.findall(r"\w+", _plain(text).replace("'", "")))
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big") >> 1


def _plain(text: str) -> str:
    for printed, plain in _PLAIN:  # many times faster than str.translate on Cyrillic
        if printed in text:
            text = text.replace(printed, plain)
    return text.lower()


def _line_rule(text: str, before: Sequence[str], title: str) -> str | None:
    """The rule that calls a whole paragraph furniture, or None."""
    if before and before[-1] == text and len(text) >= MIN_REPEATED:
        return "repeated-paragraph"
    if len(text) > max(MAX_LINE, len(title)):
        return None
    if not before and title and paragraph_key(text) == paragraph_key(title):
        return "repeated-title"
    plain = _plain(text).strip()
    if len(plain) <= MAX_CREDIT and CREDIT.pattern.fullmatch(plain):
        return CREDIT.name
    for rule in (*LABELS, *LINES) if len(plain) <= MAX_LABEL else LINES:
        if rule.applies(plain) and rule.pattern.fullmatch(plain):
            return rule.name
    return None


def _cut_related_blocks(kept: list[str], cuts: list[Cut]) -> None:
    """Cut each heading of related articles, and the titles under the last one where nothing but titles follows."""
    for at in range(len(kept) - 1, 0, -1):
        if len(kept[at]) > 60 or not RELATED.pattern.fullmatch(_plain(kept[at]).strip()):
            continue
        below = kept[at + 1 :]
        end = len(kept) if len(below) <= MAX_BLOCK and all(map(_is_headline, below)) else at + 1
        cuts.extend(Cut(text, RELATED.name) for text in kept[at:end])
        del kept[at:end]


def _is_headline(text: str) -> bool:
    return len(text) <= MAX_HEADLINE and not text.rstrip(" »”\")'").endswith((".", "!", "…", ";", ",", ":"))


def _cut_comments(kept: list[str], cuts: list[Cut]) -> None:
    """Cut the readers' comments, which are the end of the page; a heading that leaves no text above is none."""
    for at in range(len(kept) - 1, 0, -1):
        if COMMENTS.pattern.fullmatch(_plain(kept[at]).strip()[: MAX_LABEL + 1]):
            cuts.extend(Cut(text, COMMENTS.name) for text in kept[at:])
            del kept[at:]


def _cut_meta_lines(kept: list[str], cuts: list[Cut]) -> None:
    for at in reversed(meta_lines([_plain(text) for text in kept])):
        cuts.append(Cut(kept.pop(at), "meta-line"))


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
    window = max(0, len(text.rstrip()) - MAX_LINE)
    plain = _plain(text[window:]).rstrip()
    for rule in TAILS:
        found = rule.pattern.search(plain) if rule.applies(plain) else None
        if found and found.group().strip() and (window == 0 or found.start() > 0):
            return window + found.start(), rule.name
    return None
