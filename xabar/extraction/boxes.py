"""Boxes of currency rates and weather that a page prints beside every article: lines of numbers and units alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

MAX_BOX: Final = 200  # characters
HEAD: Final = 4  # paragraphs at the beginning among which a box is looked for
TAIL: Final = 6  # paragraphs at the end
MAX_NAMES: Final = 2  # words that are neither number nor unit: a city

_NUMBER: Final = re.compile(r"[+\-−–±]?\d[\d.,]*%?(?:°c?)?(?:\.\.+[+\-−–]?\d+°?c?)?")
_FOREIGN: Final = re.compile(
    r"usd|eur|rub|rur|gbp|cny|try|chf|jpy|[$€₽£¥]|dollar[iy]?|доллар[иы]?(?: сша)?|[ey]{0,2}vro|евро|еуро|euro|rubl[i']?|рубл[иья]"
    r"|iuan|yuan|юан[иь]?|دوللار"
)
_LOCAL: Final = re.compile(r"kzt|uzs|₸|so'?m|сўм|сум|теңге|tenge|тенге|тг|سوم|تەڭگە")
_WEATHER: Final = re.compile(
    r"°c?|[cс]|м/с|m/s|bulutli|булутли|ochiq|очиқ|quyoshli|қуёшли|yomg'ir|ёмғир|qor|қор|kechasi|кечаси|kunduzi|кундузи"
    r"|түнде|күндіз|tunde|kundiz|бұлтты|bultty|ашық|ashyq|жаңбыр|janbyr|қар|qar|ночью|дн[её]м|ясно|облачно|дождь|снег"
    r"|ob-havo|об-ҳаво|погода|aua|ауа|raiy|райы|кечқурун|kechqurun|(?<!\w)\w*°c?"
)
_FILLER: Final = re.compile(
    r"aqsh?|ақш|сша|rossiya|россия|российский|ресей|resei|yevropa|xitoy|хитой|қытай|qytai|=|[|·•/:;,()↑↓▲▼→—–-]+"
)
# What a text about the weather speaks of; more of it than of a text about rates stands in other news, too.
_COLD: Final = re.compile(
    r"yog'ingarchilik|ёғингарчилик|yomg'ir|ёмғир|жаңбыр|janbyr|qor yog'|қор ёғ|sovuq|совуқ|суық|suyq|\bаяз|\baiaz|\bayoz|issiq|иссиқ|ыстық"
    r"|ystyq|мороз|дожд|снегопад|\bжара"
)
# A text of which the box is the subject keeps it.
SUBJECT: Final = re.compile(
    r"kurs|курс|dollar|доллар|valyut|валют|valiut|ob-havo|об-ҳаво|harorat|ҳарорат|погод|температур|ауа рай|aua raiy"
    r"|теңге|tenge|تەڭگە|бағам|bagam|باعام|ۆاليۋت|دوللار|اۋا راي|айырбас|aiyrbas|синоптик|sinoptik|gidromet|гидромет|qazgidromet|қазгидромет"
)


def rate_units(plain: str) -> int:
    """How many rates or degrees a line gives, when it gives nothing else; 0 for any other line.

    A rate is of a foreign currency, which names itself: «Metan – 3 800 soʻm» is a price, «1-oʻrin – 500 dollar» a prize.
    """
    if len(plain) > MAX_BOX or plain.endswith((".", "!", "?")) or not any(map(str.isdigit, plain)):
        return 0
    units = 2 * plain.count("°")
    numbers = names = money = foreign = 0
    for token in plain.split():
        bare = token.strip(",;:=")
        if _NUMBER.fullmatch(bare):
            numbers += 1
        elif _FILLER.fullmatch(token):
            continue
        elif _FOREIGN.fullmatch(bare):
            foreign += 1
        elif _LOCAL.fullmatch(bare):
            money += 1
        elif _WEATHER.fullmatch(bare):
            units += 1
        else:
            names += 1
            if names > MAX_NAMES:
                return 0
    if not numbers or (money + foreign and not units and (names or not foreign)):
        return 0
    return units + money + foreign


def box_lines(paragraphs: Sequence[str], subject: str) -> list[int]:
    """Which of the plain paragraphs are lines of such a box, at the head or the tail.

    A line of one rate alone is one only beside another. None where `subject`, the plain title and beginning of the
    text, speaks of rates or weather, and none where little else would stay.
    """
    if SUBJECT.search(subject) or _COLD.search(subject):
        return []
    units = [rate_units(text) for text in paragraphs]
    found = [
        at
        for at, count in enumerate(units)
        if (at < HEAD or at >= len(units) - TAIL) and (count > 1 or (count and any(_beside(units, at))))
    ]
    return found if 2 * len(found) < len(units) else []


def _beside(units: Sequence[int], at: int) -> list[int]:
    return [units[place] for place in (at - 1, at + 1) if 0 <= place < len(units)]
