"""Tell by the form of a line whether it is text, and how often a site must repeat it before it is boilerplate.

What is boilerplate by its nature (an address, a call, a label, a notice) is learned from few articles. A sentence needs
far stronger evidence, because laws, obituaries and columns have their fixed sentences, which are text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from xabar.extraction.bylines import read_byline
from xabar.extraction.datelines import dateline_end
from xabar.extraction.plain import plain

MAX_LENGTH: Final = 200  # characters of a line or sentence; a longer repeated one is most often background
MAX_COUNTER: Final = 80  # characters of a line that may differ in a number
MAX_TITLE: Final = 90  # characters; a longer line without a full stop is no label
ARTICLES: Final = 3  # different articles of a site that must repeat a line

_NUMBERED: Final = re.compile(r"\d[\d.,:/–-]{0,20}\s?(?:°|м/с|m/s|daraja|даража|градус)")
_QUOTED: Final = re.compile(
    r"[«“\"„](?:[^\s»”\"]{1,60}\s+){4,100}[^\s»”\"]{1,60}[»”\"]|^[–—-]\s|^[«“\"„](?:[^\s»”\"]+\s+)+[^\s»”\"]+[»”\"]\W*$"
)
_BACKGROUND: Final = re.compile(
    r"eslatib o'tamiz|eslatma|avvalroq|ma'lumot uchun|эслатиб ўтамиз|эслатма|аввалроқ|маълумот учун|xabar qilingan|айтиб ўтамиз"
    r"|еске салайық|еске сала кетейік|бұған дейін|айта кетейік|бұдан бұрын|eske salai?yq|bugan dei?in|aita kete?i?ik"
    r"|ەسكە سالا|بۇعان دەيىن|ايتا كەتەيىك|напомн|ранее|как сообщалось|отметим|справк"
)
_ATTRIBUTION: Final = re.compile(
    r"(?:xabar (?:berdi|qildi|bermoqda)|ma'lum qildi|deb yozdi|dedi u|dedi|хабар (?:берди|қилди|бермоқда)|маълум қилди|деди"
    r"|деп хабарлайды|хабарлады|хабарлайды|мәлімдеді|мәлім етті|деді|dep habarlaidy|habarlady|habarlaidy|malimdedi|dedi"
    r"|сообщ(?:ил|ила|или|ает|ают)|передает|передаёт|دەپ حابارلايدى|حابارلايدى|مالىمدەدى|دەدى)\W*$"
    r"|^(?:об этом|bu haqda|бу ҳақда|бұл туралы|bul turaly|بۇل تۋرالى)\b.*"
    r"(?:сообщ|переда|xabar|хабар|habar|ma'lum|маълум|мәлім|malim|айтты|aitty|айтди|aytdi|حابار|ءمالىم)"
)
# Verbs of report anywhere in a sentence.
_REPORT: Final = re.compile(
    r"ma'lum qil|xabar (?:ber|qil|tarqat)|e'lon qil|qayd et|ta'kidla|aytib o't|aytdi|so'zlab|bildirdi|tergov|tekshiruv|jabrlan"
    r"|маълум қил|хабар (?:бер|қил|тарқат)|эълон қил|қайд эт|таъкидла|айтиб ўт|айтди|сўзлаб|билдирди|тергов|текширув|жабрлан"
    r"|мәлім|хабарла|жариялад|жарияланған|атап өт|айтты|баяндад|тергеу|тексер|зардап|malim|habarla|jari?ialad|atap ot|aitty"
    r"|baiandad|tergeu|tekseru|zardap|ءمالىم|مالىم|حابارلا|جاريالاد|اتاپ ءوت|ايتتى|بايانداد|تەرگەۋ|تەكسەرۋ|زارداپ"
    r"|сообщ|заявил|расследован|пострадав"
)
_ADDRESS: Final = re.compile(
    r"(?<!\w)@[a-z]\w{3}|\w@\w|https?://|\bt\.me/|\bwww\.|©|\+998|\(\d{2,5}\) ?\d[\d -]{4}|\b\d{3}[- ]\d\d[- ]\d\d\b"
)
_OWN_VOICE: Final = re.compile(
    r"tahririyat|таҳририят|редакц|redak[ts]s?i|رەداكتسيا|mualliflik huquq|муаллифлик ҳуқуқ|авторлық құқы|avtorlyq q[uū]qy|اۆتورلىق"
    r"|авторск\w+ прав|huquqlari? himoya|ҳуқуқлари? ҳимоя|құқықтары? қорғал|все права|guvohnoma|гувоҳнома|куәлік|kualik|كۋالىك"
    r"|(?:bizning|бизнинг|біздің|b[iı]zd[iı]n|ءبىزدىڭ|ٴبىزدىڭ|بىزدىڭ|наш(?:е[йм]|их|ем)?)\s(?:\w{1,20}\s)?(?:kanal|sahifa|ilova|guruh|sayt|gazeta|nashr|ұжым|[uū]jym|ۇجىم"
    r"|канал|саҳифа|илова|гуруҳ|сайт|газет|нашр|портал|арна|парақша|қосымша|басылым|arna|paraqsha|paraqsa|qosymsha|qosymsa|basylym"
    r"|ارنا|پاراقشا|قوسىمشا|باسىلىم)"
    r"|\b(?:kanal|sahifa|ilova|guruh|sayt|gazeta|portal|канал|саҳифа|илова|гуруҳ|сайт|газета|портал)(?:i|и)?(?:miz|миз)"
    r"|\b(?:арна|парақша|қосымша|басылым|сайт|газет|портал)(?:ы|і)?м[ыі]з|\b(?:arna|qosymsha|qosymsa|basylym|sai?t|gazet)[yi]?m[yi]z"
    r"|(?:ارنا|پاراقشا|قوسىمشا)مىز"
    # the opinion is the author's
    r"|(?:muallif|муаллиф|автор|avtor|اۆتور)\w{0,9} (?:fikr|nuqtai nazar|фикр|нуқтаи назар|пікір|көзқарас|pikir|kozqaras|پىكىر|كوزقاراس)"
    # where the pictures are from
    r"|^(?:foto|surat|фото|сурат|сурет|suret|سۋرەت)\w{0,9} .{0,60}(?:arxiv|архив|мұрағат|muragat|مۇراعات)"
)
# Sentences with which laws and obituaries end.
_GENRE: Final = re.compile(
    r"ta'ziya|таъзия|соболезн|кө?ңіл айт|konil ait|كوڭىل ايت|көңіл білдір|rahmat(?:i|lari)ga olsin|раҳмат(?:и|лари)га олсин"
    r"|jannat|жаннат|жәннат|جاننات|imandy bolsyn|иманды болсын|يماندى بولسىن|sabr tila|сабр тила|xotirasi|хотираси"
    r"|kuchga kir|кучга кир|күшіне ен|kushine en|كۇشىنە ەن|қолданысқа енгіз|qoldanysqa engiz|قولدانىسقا ەنگىز|вступает в силу"
)
# A sentence of four words or more ends with its verb, with or without a full stop.
_VERB_ENDS: Final = (
    *("di", "dy", "dı", "ti", "ty", "tı", "gan", "gen", "qan", "ken", "miz", "myz", "sin", "syn"),
    *(
        "ди",
        "ді",
        "ды",
        "ти",
        "ті",
        "ты",
        "ган",
        "ған",
        "ген",
        "қан",
        "кен",
        "миз",
        "міз",
        "мыз",
        "син",
        "сін",
        "сын",
    ),
    *("دى", "تى", "عان", "گەن", "قان", "كەن", "مىز", "سىن"),
)
_DIGIT: Final = re.compile(r"\d")
# what a number names: a day, a year, a paragraph of a law, a picture, money
_DATED: Final = re.compile(
    r"№|\b(?:19|20)\d\d\b|\d[- ]?(?:yil|йил|жыл|jyl|год|г\.|modda|модда|бап|bap|стать|rasm|расм|сурет|bob|боб|тарау"
    r"|so'm|сўм|теңге|tenge|руб|dollar|доллар|foiz|фоиз|пайыз|процент|%)|%|\d[.:/]\d"
    r"|yanvar|fevral|mart(?!a)|aprel|iyun|iyul|avgust|sentyabr|oktyabr|noyabr|dekabr"
    r"|январ|феврал|март(?!а)|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр"
    r"|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
)
_CALL: Final = re.compile(
    r"(?<!\w)(?<!\w')(?=\w)(?!\w*(?:митинг|рейтинг|брифинг|тренинг|мониторинг|холдинг|маркетинг|miting|reyting|brifing|trening|monitoring|xolding|marketing))"
    r"[\w']{2,60}(?<![nн])(?:ing|инг)(?:iz|из)?\b|\w{3}(?:ңыз|ңіз|nyz|niz)(?:дар|дер|dar|der)?\b|ڭىز(?:دار|دەر)?\b|(?:йте|йтесь|итесь)\b"
)


def is_counter(line: str) -> bool:
    """Return whether a short line has a number that may differ in each article, and is no text or date by its form."""
    return (
        len(line) <= MAX_COUNTER
        and _DIGIT.search(line) is not None
        and not _is_sentence(line)
        and _DATED.search(plain(line)) is None
        and not is_text(line)
    )


def is_call(line: str) -> bool:
    """Return whether a line calls on the reader or gives an address."""
    return has_address(line) or _CALL.search(plain(line)) is not None


def has_address(line: str) -> bool:
    """Return whether a line gives an address, a telephone number or a copyright notice."""
    return _ADDRESS.search(plain(line)) is not None


def is_text(line: str) -> bool:
    """Return whether a line is text by its form.

    That is a quotation, background, a dateline, a byline, an attribution, values, or the end of a law or an obituary.
    """
    simple = plain(line)
    return bool(
        _QUOTED.search(line)
        or _BACKGROUND.match(simple)
        or dateline_end(line) == len(line)
        or read_byline(line)
        or _ATTRIBUTION.search(simple)
        or _NUMBERED.search(simple)
        or _GENRE.search(simple)
    )


Where = Literal["text", "mark", "box"]
"""Where a line stands: in the place of the text, beside it with a mark of its own, or in a box of its own."""


@dataclass(frozen=True, slots=True)
class Need:
    """In how many of the site's last articles a line must stand to be boilerplate."""

    least: int  # articles
    share: float  # of the last articles, at least


@dataclass(frozen=True, slots=True)
class LineType:
    """A type of line, and what it needs to be boilerplate, by where it stands. None: it is never boilerplate there."""

    name: str
    fits: Callable[[str], bool]  # takes the printed line
    text: Need | None
    mark: Need | None
    box: Need | None


def _is_sentence(line: str) -> bool:
    if line.rstrip(' »”")').endswith((".", "!", "?", "…", "؟")) or len(line) > MAX_TITLE:
        return True
    words = plain(line).split()
    return (
        len(words) >= 4 and words[-1].endswith(_VERB_ENDS) and ":" not in line and _DIGIT.search(line) is None
    )


def is_own_voice(line: str) -> bool:
    """Return whether a newspaper speaks of itself: of its editors, its rights, its licence."""
    return _OWN_VOICE.search(plain(line)) is not None


def _names_someone(line: str) -> bool:
    """Return whether a name stands inside of a sentence: a capital letter where no sentence begins."""
    words = line.split()
    return any(
        word.lstrip('«“"(')[:1].isupper() and not before.endswith((".", "!", "?", ":", "…"))
        for before, word in pairwise(words)
    )


def _reports(line: str) -> bool:
    """Return whether a line tells what happened: it names someone, or has a verb of report."""
    return _names_someone(line) or _REPORT.search(plain(line)) is not None


def _is_sentence_with(fits: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda line: _is_sentence(line) and fits(line)


_FEW: Final = Need(ARTICLES, 0.05)
_SOME: Final = Need(4, 0.1)
_MANY: Final = Need(5, 0.17)
_MOST: Final = Need(15, 0.6)
_NEARLY_ALL: Final = Need(16, 0.8)

# The first type that fits a line counts. What is boilerplate by its nature (an address, a call, a label, a notice) is
# learned from few articles. Any other sentence may be text: laws, obituaries and columns have their fixed sentences, and
# every third report of a site may end alike.
# fmt: off
LINE_TYPES: Final = (
    #        name                     fits                             text           mark           box
    LineType("text",                  is_text,                         None,          None,          None),
    LineType("sentence with address", _is_sentence_with(has_address),  _SOME,         _SOME,         _SOME),
    LineType("address",               has_address,                     _FEW,          _FEW,          _FEW),
    LineType("own voice",             is_own_voice,                    Need(4, 0.17), Need(4, 0.17), _SOME),
    LineType("sentence with a call",  _is_sentence_with(is_call),      _MANY,         _MANY,         _SOME),
    LineType("call",                  is_call,                         _FEW,          _FEW,          _FEW),
    LineType("report",                _is_sentence_with(_reports),     _NEARLY_ALL,   _MOST,         _SOME),
    LineType("sentence",              _is_sentence,                    _MOST,         Need(8, 0.35), _SOME),
    LineType("label",                 lambda line: True,               _FEW,          _FEW,          _FEW),
)
# fmt: on
_OF_THE_SITE: Final = ("sentence with address", "address", "own voice", "sentence with a call", "call")
_MAY_BE_TEXT: Final = ("text", "report", "sentence")


def may_be_text(line: str) -> bool:
    """Return whether a line may be a sentence of an article, though many of the site have it."""
    return _type_of(line).name in _MAY_BE_TEXT


def is_of_the_site(line: str) -> bool:
    """Return whether a newspaper speaks in a line of itself or to its readers, so that it is no part of an article."""
    return _type_of(line).name in _OF_THE_SITE


def is_label(line: str) -> bool:
    """Return whether a line is neither a sentence, a call nor an address: the title of a column, or a signature."""
    return _type_of(line).name == "label"


def articles_needed(line: str, articles: int, where: Where = "text") -> int | None:
    """Return in how many of a site's last `articles` articles a line must stand to be boilerplate; None for never."""
    need: Need | None = getattr(_type_of(line), where)
    return None if need is None else max(need.least, round(need.share * articles))


# Only frequent lines are looked up here, and each of them stands in the site's next article again.
@lru_cache(maxsize=1024)
def _type_of(line: str) -> LineType:
    return next(line_type for line_type in LINE_TYPES if line_type.fits(line))
