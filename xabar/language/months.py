"""The names of the months, in every language and alphabet that printed dates come in."""

from __future__ import annotations

from typing import NamedTuple


class MonthNames(NamedTuple):
    """The names of one month."""

    full: tuple[str, ...]  # the usual name first; each may carry a case suffix
    short: tuple[str, ...] = ()


def _months(*entries: str) -> tuple[MonthNames, ...]:
    """Read twelve entries: full names, and short ones after a `|`."""
    halves = (entry.partition("|") for entry in entries)
    return tuple(MonthNames(tuple(full.split()), tuple(short.split())) for full, _, short in halves)


# By language and script, from January on.
MONTHS: dict[str, tuple[MonthNames, ...]] = {
    "uz-Latn": _months(
        "yanvar | yan yanv",
        "fevral | fev fevr",
        "mart | mar",
        "aprel | apr",
        "may",
        "iyun | iyn",
        "iyul | iyl",
        "avgust | avg",
        "sentabr sentyabr | sen sent",
        "oktabr oktyabr | okt",
        "noyabr | noy noyab",
        "dekabr | dek",
    ),
    "uz-Cyrl": _months(
        "январ январь | ян янв",
        "феврал февраль | фев февр",
        "март | мар",
        "апрел апрель | апр",
        "май",
        "июн июнь",
        "июл июль",
        "август | авг",
        "сентябр сентябрь | сен сент",
        "октябр октябрь | окт",
        "ноябр ноябрь | ной ноя нояб",
        "декабр декабрь | дек",
    ),
    "kk-Cyrl": _months(
        "қаңтар кантар | қаң қаңт",
        "ақпан акпан | ақп",
        "наурыз | нау наур",
        "сәуір сауір сауир | сәу",
        "мамыр | мам",
        "маусым | мау маус",
        "шілде шилде | шіл",
        "тамыз | там",
        "қыркүйек кыркуйек | қыр қырк",
        "қазан казан | қаз",
        "қараша караша | қар",
        "желтоқсан желтоксан | жел желт",
    ),
    "kk-Latn": _months(
        "qańtar qangtar | qań qańt",
        "aqpan | aqp",
        "nauryz naýryz naurız nawryz nawrız | nau naý naur naýr",
        "säuır sáýir sawir | säu sáý",
        "mamyr mamır | mam",
        "mausym maýsym mausım mawsym mawsım | mau maus maýs",
        "şılde silde | şıl",
        "tamyz tamız | tam",
        "qyrküiek qyrkúıek qyrkýiek qyrkuyek qırküyek | qyr qyrk",
        "qazan | qaz",
        "qaraşa qarasa | qar",
        "jeltoqsan zheltoqsan | jel jelt",
    ),
    "kk-Arab": _months(
        "قاڭتار | قاڭ قاڭت",
        "اقپان | اقپ",
        "ناۋرىز | ناۋ ناۋر",
        "ساۋىر | ساۋ",
        "مامىر | مام",
        "ماۋسىم | ماۋ ماۋس",
        "شىلدە | شىل",
        "تامىز | تام",
        "قىركۇيەك | قىر قىرك",
        "قازان | قاز",
        "قاراشا | قار",
        "جەلتوقسان | جەل جەلت",
    ),
    "kaa-Latn": _months(
        "yanvar | yan",
        "fevral | fev",
        "mart | mar",
        "aprel | apr",
        "may",
        "iyun",
        "iyul",
        "avgust | avg",
        "sentyabr | sen sent",
        "oktyabr | okt",
        "noyabr | noy",
        "dekabr | dek",
    ),
    "kaa-Cyrl": _months(
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
    ),
    "ru-Cyrl": _months(
        "январь января | янв",
        "февраль февраля | фев февр",
        "март марта | мар",
        "апрель апреля | апр",
        "май мая",
        "июнь июня | июн",
        "июль июля | июл",
        "август августа | авг",
        "сентябрь сентября | сен сент",
        "октябрь октября | окт",
        "ноябрь ноября | ноя нояб",
        "декабрь декабря | дек",
    ),
    "en-Latn": _months(
        "january | jan",
        "february | feb",
        "march | mar",
        "april | apr",
        "may",
        "june | jun",
        "july | jul",
        "august | aug",
        "september | sep sept",
        "october | oct",
        "november | nov",
        "december | dec",
    ),
}


def full_month_names(*tables: str) -> tuple[str, ...]:
    """Return every full name in these tables of MONTHS, each once.

    Raise KeyError for a table that does not exist.
    """
    names = (name for table in tables for month in MONTHS[table] for name in month.full)
    return tuple(dict.fromkeys(names))
