"""Every entry of the repair tables has an example that needs it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

import pytest

from tests.language.alternatives import Alternative, Watched
from xabar.language import repair
from xabar.language.alphabets import legacy
from xabar.language.patterns import Pattern
from xabar.language.repair import repair_text
from xabar.language.tables.table import suffix_rule, words


@pytest.fixture(autouse=True)
def _forget_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what was remembered with other entries."""
    monkeypatch.setattr(repair, "_repair_word", repair._repair_word.__wrapped__)
    monkeypatch.setattr(repair, "_is_broken", repair._is_broken.__wrapped__)


# Printed with an old font, and as it was meant; capitals and small letters.
LEGACY = {
    "kk": words(
        "Ќазаќ:Қазақ Ѓалам:Ғалам саѓат:сағат Јлем:Әлем сјт:сәт Ќазаќєа:Қазақға ЌЄ:ҚҒ Їй:Үй ќїн:қүн Ўлт:Ұлт ќўс:құс"
        " ЌҐМІР:ҚӨМІР ќґл:қөл заѕ:заң ЗАЅ:ЗАҢ ќаћарман:қаһарман ЌАЋАР:ҚАҺАР"
    ),
    "uz": words("Ќуш:Қуш ваќт:вақт Ѓалаба:Ғалаба тоѓ:тоғ Ћаво:Ҳаво баћор:баҳор"),
}


@pytest.mark.parametrize("language", LEGACY)
def test_every_legacy_letter_has_an_example_that_needs_it(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [pair.split(":") for pair in LEGACY[language]]
    if language == "kk":  # Ї, Є, Ў and Ґ by themselves prove nothing
        pairs = [[f"{printed} ќ", f"{meant} қ"] for printed, meant in pairs]

    def holds() -> bool:
        return all(repair_text(printed, language).text == meant for printed, meant in pairs)

    assert holds()
    assert unneeded(legacy.LEGACY_LETTERS[language], holds, monkeypatch) == []


# A letter of the other script inside a word, and the word as it was meant.
LATIN_INSIDE = words(
    "бaла:бала Aла:Ала Bатан:Ватан cан:сан Cан:Сан eл:ел Eл:Ел Hан:Нан Kөл:Көл kөл:көл Mал:Мал oрман:орман Oрман:Орман pас:рас Pас:Рас"
    " Tау:Тау Xан:Хан xан:хан қyс:қус Yсен:Усен бëш:бёш Ëлка:Ёлка əлем:әлем Əлем:Әлем Ɵмір:Өмір ɵмір:өмір"
)
CYRILLIC_INSIDE = words(
    "bоla:bola gаl:gal Аdl:Adl Вil:Bil Сil:Cil сil:cil lеgl:legl Еgl:Egl Нud:Hud Кil:Kil кil:kil Мil:Mil Оdl:Odl Рil:Pil рil:pil"
    " Тil:Til Хuf:Xuf хuf:xuf Уil:Yil уil:yil dіl:dil Іdl:Idl јil:jil Јil:Jil Ѕil:Sil ѕil:sil Һil:Hil һil:hil dәl:dəl Әdl:Ədl"
    " dүl:dyl Үdl:Ydl"
)
BY_LANGUAGE = {
    "kk": words("Iлім:Ілім бiлiм:білім Yйлер:Үйлер қаhар:қаһар öнер:өнер Öнер:Өнер"),
    "kaa": words("öзен:өзен Öзен:Өзен"),
    "ky": words("Yйлөр:Үйлөр öзөн:өзөн Öзөн:Өзөн"),
}


@pytest.mark.parametrize(
    ("table", "pairs", "language"),
    [
        (legacy.LATIN_LOOK_ALIKES, LATIN_INSIDE, "ru"),
        (legacy.CYRILLIC_LOOK_ALIKES, CYRILLIC_INSIDE, "en"),
        *(
            (legacy.LOOK_ALIKES_BY_LANGUAGE[language], pairs, language)
            for language, pairs in BY_LANGUAGE.items()
        ),
    ],
)
def test_every_look_alike_has_an_example_that_needs_it(
    table: dict[str, str], pairs: tuple[str, ...], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repaired = {pair.split(":")[0]: pair.split(":")[1] for pair in pairs}
    assert {printed: repair_text(printed, language).text for printed in repaired} == repaired

    def holds() -> bool:
        return all(repair_text(printed, language).text == meant for printed, meant in repaired.items())

    assert unneeded(table, holds, monkeypatch) == []


def unneeded(
    table: dict[str, str] | dict[int, str], holds: Callable[[], bool], monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Return the entries without which everything still holds."""
    entries: dict[Any, str] = dict(table)
    found = []
    for entry in entries:
        with monkeypatch.context() as patch:
            patch.delitem(cast(dict[Any, str], table), entry)
            if holds():
                found.append(entry if isinstance(entry, str) else chr(entry))
    return found


# What a lost hyphen stands before, and what it does not break.
TAILS = {
    ("uz", "VERB_TAILS"): words(
        "moqda moqchi ladi lgan gan gandi lishi lib linadi lingan linmoqda lanadi langan lanish lashgan lashtirish"
        " lashtirilgan digan yotgan dilar моқда моқчи лади лган ган ганди лиши либ линади линган линмоқда ланади"
        " ланган ланиш лашган лаштириш лаштирилган диган ётган дилар"
        " ganlar ganlari gani ganimiz ganingiz gansi ganni ganning ganga ganda gandan gandagi gandek gangacha gancha"
        " ganlik ganmi gandir ганлар ганлари гани ганимиз ганингиз ганси ганни ганнинг ганга ганда гандан гандаги"
        " гандек гангача ганча ганлик ганми гандир"
    ),
    ("uz", "NOUN_TAILS"): words(
        "lar ning dagi gacha лар нинг даги гача larlari lari larimiz laringiz larsi larni larning larga larda lardan lardagi"
        " lardek largacha larcha larlik larmi lardir лари ларимиз ларингиз ларси ларни ларнинг ларга ларда лардан лардаги"
        " лардек ларгача ларча ларлик ларми лардир ларлари larlar ларлар"
    ),
    ("kk", "VERB_TAILS"): words(
        "лады леді лған ылған лген ілген ылды ілді ынды інді ған ген"
        " ғандар ғаны ғані ғанын гені генін ғанымыз генімізге ғанны ғанның ғанға ғанда ғаннан ғанына геніне ғанында гегінде"
        " генінде ғанмен"
    ),
    ("kk", "NOUN_TAILS"): words(
        "лар ның дағы лары ларі ларын леріні лерін ларымыз лерімізге ларды лардың ларға ларда лардан ларына лерін лерінде ларында"
        " леріне лермен лартар"
    ),
}


@pytest.mark.parametrize(("language", "table"), TAILS)
def test_every_tail_has_an_example(language: str, table: str) -> None:
    tails: Pattern = getattr(legacy, table)[language]
    pattern = re.compile(tails.regex())
    watched = Watched(suffix_rule(tails, becomes=""))
    seen: set[Alternative] = set()
    for tail in TAILS[language, table]:
        seen |= watched.taking_part(tail)
    assert set(watched.alternatives.values()) - seen == set()
    head = {"VERB_TAILS": {"uz": "yashil", "kk": "жасыл"}, "NOUN_TAILS": {"uz": "bola", "kk": "бала"}}[table][
        language
    ]
    for tail in TAILS[language, table]:
        if pattern.fullmatch(tail):
            whole = ("боши" if tail > "z" and language == "uz" else head) + tail
            broken = f"{whole.removesuffix(tail)}-{tail}"
            assert repair_text(broken, language).text == whole


SUFFIXES_AFTER_NAMES = words(
    "нинг ни га да дан даги нің ның ді ды ні ны ге де те ден тен дің тің тың мен пен бен ке"
)


@pytest.mark.parametrize("suffix", SUFFIXES_AFTER_NAMES)
def test_a_name_of_one_letter_keeps_its_suffix(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert repair_text(f"X{suffix}", "kk").text == f"X{suffix}"
    monkeypatch.setattr(repair, "SUFFIX_AFTER_NAME", re.compile("(?!)"))
    assert repair_text(f"X{suffix}", "kk").text == f"Х{suffix}"


@pytest.mark.parametrize("short", sorted(legacy.SHORT_WORDS))
def test_a_short_word_may_begin_a_compound(short: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rest = "foyda" if short.isascii() else "фойда"
    language = "uz"
    assert repair_text(f"{short}-{rest}", language).text == f"{short}-{rest}"
    monkeypatch.setattr(repair, "SHORT_WORDS", legacy.SHORT_WORDS - {short})
    assert repair_text(f"{short}-{rest}", language).text == f"{short}{rest}"
