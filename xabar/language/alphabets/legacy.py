"""What typing, fonts and print leave in Uzbek and Kazakh texts: the tables of repair."""

from __future__ import annotations

import re

from xabar.language.characters import LOOK_ALIKES, RARE_LOOK_ALIKES, pair_letters

# Fonts of the one-byte age drew their letters on Serbian, Macedonian and Ukrainian ones:
# Ќазаќстанныѕ жјне ўлттыќ, тўѓрисида ћуќуќ.
LEGACY_LETTERS = {
    "kk": str.maketrans(pair_letters("ќѓєјїўґѕћЌЃЄЈЇЎҐЅЋ", "қғғәүұөңһҚҒҒӘҮҰӨҢҺ")),
    "uz": str.maketrans(pair_letters("ќѓћЌЃЋ", "қғҳҚҒҲ")),
}
# What proves such a font; ї, є or ў alone may stand in a foreign name.
LEGACY_PROOF = {"kk": re.compile("[ЌќЅѕЈј]"), "uz": re.compile("[ЌќЃѓЋћ]")}

COMMA_FOR_CEDILLA = re.compile('(?<=[\\w»”")])\u00b8(?=\\s|$)')

# Letters that look alike, in the words where one script's letter stands among the other's.
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

# A Latin name and its Cyrillic suffix are no mixed word: BMXда, Xни.
SUFFIX_AFTER_NAME = re.compile(
    "[A-Z]{2,}[а-яёўқғҳәіңүұөһ]+"
    "|[BCHKMPTX](?:нинг|ни|га|да|дан|даги|лар|нің|ның|ді|ды|ні|ны|ге|де|те|ден|тен|дің|тің|тың|мен|пен|бен|ке)"
)

# Tails that are a suffix and never a word: a hyphen before them is of a line break. The particles -da, -ku,
# -chi, -тін and their like are rightly hyphenated and not here. An ending of a noun may follow an abbreviation (аум-ның) and
# proves a break only behind a vowel; an ending of a verb proves one anywhere.
_UZ_ENDINGS = "(?:lar|i|imiz|ingiz|si|ni|ning|ga|da|dan|dagi|dek|cha|lik|mi|dir)*"
_UZ_ENDINGS_CYRILLIC = "(?:лар|и|имиз|ингиз|си|ни|нинг|га|да|дан|даги|дек|ча|лик|ми|дир)*"
_KK_ENDINGS = (
    "(?:[лдт][ае]р|ы|і|ын|ін|ымыз|іміз|[ндт][ыі]|[ндт][ыі]ң|[ғқгк][ае]|[дт][ае]|[дтн][ае]н|ына|іне|[мбп]ен)*"
)
NOUN_TAILS = {
    "uz": re.compile(f"(?:lar|ning|dagi|gacha){_UZ_ENDINGS}|(?:лар|нинг|даги|гача){_UZ_ENDINGS_CYRILLIC}"),
    "kk": re.compile(f"(?:[лдт][ае]р|[ндт][ыі]ң|д[ае]ғы){_KK_ENDINGS}"),
}
VERB_TAILS = {
    "uz": re.compile(
        "(?:moqda|moqchi|ladi|lgan|gan|gandi|lishi|lib|linadi|lingan|linmoqda|lanadi|langan|lanish|lashgan|lashtirish"
        f"|lashtirilgan|digan|yotgan|dilar){_UZ_ENDINGS}"
        "|(?:моқда|моқчи|лади|лган|ган|ганди|лиши|либ|линади|линган|линмоқда|ланади|ланган|ланиш|лашган|лаштириш"
        f"|лаштирилган|диган|ётган|дилар){_UZ_ENDINGS_CYRILLIC}"
    ),
    "kk": re.compile(f"(?:лады|леді|ы?лған|і?лген|ылды|ілді|ынды|інді|ған|ген){_KK_ENDINGS}"),
}

# Open syllables that are words or first parts of words by themselves.
_SHORT = """
ga ru bu shu na ha de re xo hu tu mi ni ku bi ti do no hi lo si ko ma va yo ya ta to po mo su sa be pe ba
га ру бу шу на ҳа де ре хо ту ми ни ку би ти до но хи ло си ко ма ва та то по мо су са бе пе ба ше же не ме ду гу жу қу те ки ке
"""
SHORT_WORDS = frozenset(_SHORT.split())
