"""Words typed while the keyboard was in another layout: njirtyn is тошкент, ещырлуте is toshkent.

Sources: the layouts Russian, Kazakh and Uzbek Cyrillic of Windows (kbdru, kbdkaz, kbduzb) over the American one.
"""

from __future__ import annotations

from xabar.language.characters import pair_letters

_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN = pair_letters(_KEYS, "йцукенгшщзхъфывапролджэячсмитьбюё")
_LAYOUTS = (
    _RUSSIAN,
    _RUSSIAN | pair_letters("234589=0-", "әіңғүұһқө"),
    _RUSSIAN | pair_letters("os-=", "ўқғҳ"),
)


def other_layouts(text: str) -> tuple[str, ...]:
    """Return what the text is when its keys are pressed in another layout, in small letters.

    A text in Latin letters is read as Russian, Kazakh and Uzbek Cyrillic, one in Cyrillic letters as Latin.
    """
    typed = text.lower()
    latin = any("a" <= letter <= "z" for letter in typed)
    readings = []
    for layout in _LAYOUTS:
        table = layout if latin else {letter: key for key, letter in layout.items()}
        readings.append("".join(table.get(letter, letter) for letter in typed))
    return tuple(dict.fromkeys(reading for reading in readings if reading != typed))
