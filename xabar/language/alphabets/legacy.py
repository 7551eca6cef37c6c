"""The tables of repair: what typing, fonts and print leave in Uzbek and Kazakh texts."""

from __future__ import annotations

import re

from xabar.language.characters import LOOK_ALIKES, RARE_LOOK_ALIKES, pair_letters
from xabar.language.pattern_builders import either, maybe, one_of, repeated
from xabar.language.patterns import Pattern

# Fonts of the one-byte age drew their letters on Serbian, Macedonian and Ukrainian ones:
# Ќазаќстанныѕ жјне ўлттыќ, тўѓрисида ћуќуќ.
LEGACY_LETTERS = {
    "kk": str.maketrans(pair_letters("ќѓєјїўґѕћЌЃЄЈЇЎҐЅЋ", "қғғәүұөңһҚҒҒӘҮҰӨҢҺ")),
    "uz": str.maketrans(pair_letters("ќѓћЌЃЋ", "қғҳҚҒҲ")),
}
# What proves such a font; ї, є and ў by themselves may stand in a foreign name.
LEGACY_PROOF = {"kk": "ЌќЅѕЈј", "uz": "ЌќЃѓЋћ"}

COMMA_FOR_CEDILLA = re.compile('(?<=[\\w»”")])\u00b8(?=\\s|$)')

# Look-alikes of the other script, for words in which its letters stand among those of the first.
LATIN_LOOK_ALIKES = LOOK_ALIKES | pair_letters("ËëƟɵ", "ЁёӨө")
CYRILLIC_LOOK_ALIKES = {
    **{cyrillic: latin for latin, cyrillic in (LOOK_ALIKES | RARE_LOOK_ALIKES).items()},
    **pair_letters("ҺһҮү", "HhYy"),
}
LOOK_ALIKES_BY_LANGUAGE = {
    "kk": pair_letters("IiYhÖö", "ІіҮһӨө"),
    "kaa": pair_letters("Öö", "Өө"),
    "ky": pair_letters("YÖö", "ҮӨө"),
}

# A Latin name with a Cyrillic suffix stays as it is: BMXда, Xни.
SUFFIX_AFTER_NAME = re.compile(
    "[A-Z]{2,}[а-яёўқғҳәіңүұөһ]+"
    "|[BCHKMPTX](?:нинг|ни|га|да|дан|даги|лар|нің|ның|ді|ды|ні|ны|ге|де|те|ден|тен|дің|тің|тың|мен|пен|бен|ке)"
)

# Tails that are suffixes and never words: a hyphen before them comes from a line break. The particles -da, -ku, -chi,
# -тін and their like are rightly hyphenated and not here. A noun's suffix may follow an abbreviation (аум-ның) and proves
# a break behind a vowel only; a verb's suffix proves one anywhere.
_UZ_SUFFIXES = repeated(
    either(
        "lar",
        "i",
        "imiz",
        "ingiz",
        "si",
        "ni",
        "ning",
        "ga",
        "da",
        "dan",
        "dagi",
        "dek",
        "cha",
        "lik",
        "mi",
        "dir",
    ),
    0,
)
_UZ_SUFFIXES_CYRILLIC = repeated(
    either(
        "лар",
        "и",
        "имиз",
        "ингиз",
        "си",
        "ни",
        "нинг",
        "га",
        "да",
        "дан",
        "даги",
        "дек",
        "ча",
        "лик",
        "ми",
        "дир",
    ),
    0,
)
_KK_SUFFIXES = repeated(
    either(
        one_of("лдт") + one_of("ае") + "р",
        *("ы", "і", "ын", "ін", "ымыз", "іміз"),
        one_of("ндт") + one_of("ыі"),
        one_of("ндт") + one_of("ыі") + "ң",
        one_of("ғқгк") + one_of("ае"),
        one_of("дт") + one_of("ае"),
        one_of("дтн") + one_of("ае") + "н",
        "ына",
        "іне",
        one_of("мбп") + "ен",
    ),
    0,
)
NOUN_TAILS: dict[str, Pattern] = {
    "uz": either(
        either("lar", "ning", "dagi", "gacha") + _UZ_SUFFIXES,
        either("лар", "нинг", "даги", "гача") + _UZ_SUFFIXES_CYRILLIC,
    ),
    "kk": either(
        one_of("лдт") + one_of("ае") + "р",
        one_of("ндт") + one_of("ыі") + "ң",
        "д" + one_of("ае") + "ғы",
    )
    + _KK_SUFFIXES,
}
_UZ_VERBS = """
moqda moqchi ladi lgan gan gandi lishi lib linadi lingan linmoqda lanadi langan lanish lashgan lashtirish lashtirilgan
digan yotgan dilar
"""
_UZ_VERBS_CYRILLIC = """
моқда моқчи лади лган ган ганди лиши либ линади линган линмоқда ланади ланган ланиш лашган лаштириш лаштирилган
диган ётган дилар
"""
VERB_TAILS: dict[str, Pattern] = {
    "uz": either(
        either(*_UZ_VERBS.split()) + _UZ_SUFFIXES,
        either(*_UZ_VERBS_CYRILLIC.split()) + _UZ_SUFFIXES_CYRILLIC,
    ),
    "kk": either(
        *("лады", "леді", maybe("ы") + "лған", maybe("і") + "лген"),
        *("ылды", "ілді", "ынды", "інді", "ған", "ген"),
    )
    + _KK_SUFFIXES,
}

# Open syllables that are words or first parts of words by themselves.
_SHORT = """
ga ru bu shu na ha de re xo hu tu mi ni ku bi ti do no hi lo si ko ma va yo ya ta to po mo su sa be pe ba
га ру бу шу на ҳа де ре хо ту ми ни ку би ти до но хи ло си ко ма ва та то по мо су са бе пе ба ше же не ме ду гу жу қу те ки ке
"""
SHORT_WORDS = frozenset(_SHORT.split())
