"""Tables of characters that several rooms need: apostrophes, unseen characters, look-alikes, ranges of letters."""

from __future__ import annotations

# Every sign that stands for an apostrophe in the press: ' ` ´ ʹ ʻ ʼ ʽ ʾ ʿ ˈ ˊ ˋ ‘ ’ ‛ ′ ‵ ＇ ꞌ and its capital.
APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u2018\u2019\u201b\u2032\u2035\uff07\ua78b\ua78c"

# The two official ones of Uzbek: the first belongs to oʻ and gʻ, the second is the tutuq belgisi of sanʼat.
OKINA, TUTUQ = "\u02bb", "\u02bc"

# What nobody sees and nobody types: soft hyphen, zero-width space, word joiner, byte order mark, marks of direction.
HIDDEN = "\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# These are not seen either, but they shape their neighbours: Arabic letters and emoji.
JOINERS = "\u200c\u200d"
VARIATION_SELECTORS = "\ufe0e\ufe0f"
INVISIBLE = HIDDEN + JOINERS + VARIATION_SELECTORS

# Combining marks: Latin and Cyrillic ones, Arabic vowel points and hamzas.
COMBINING = "".join(map(chr, [*range(0x300, 0x370), *range(0x64B, 0x660), 0x670]))

# The letters of a script, to stand between the brackets of a regular expression.
LATIN_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
CYRILLIC_LETTERS = "\u0400-\u052f"
COMBINING_MARKS = "\u0300-\u036f"  # those of both scripts


def pair_letters(letters: str, others: str) -> dict[str, str]:
    """Return each letter of the first string with its partner in the second.

    Raise ValueError if one string is longer than the other.
    """
    return dict(zip(letters, others, strict=True))


# Latin letters and the Cyrillic ones of the same shape; the second table has those of few Cyrillic alphabets.
LOOK_ALIKES = pair_letters("AaBCcEeHKkMOoPpTXxYyƏə", "АаВСсЕеНКкМОоРрТХхУуӘә")
RARE_LOOK_ALIKES = pair_letters("IiJjSs", "ІіЈјЅѕ")

# In a word that was put into lower case the shapes of its capitals count too: b stands for В.
LOWER_LOOK_ALIKES = {
    latin.lower(): cyrillic.lower() for latin, cyrillic in (LOOK_ALIKES | RARE_LOOK_ALIKES).items()
}
