"""Russian: its letters and its suffixes. Russian is printed in one alphabet, so the folded form stays Cyrillic.

The suffixes are those of nouns, adjectives, participles and verbs as school grammar lists them. The longest one that
leaves three letters is taken off; derivation (-ость, -ский) stays.
"""

from xabar.language.pattern_builders import after, any_of, either, group, maybe, one_of, optional, repeated
from xabar.language.patterns import Range
from xabar.language.tables.table import LanguageTable, build_mapping, suffix_rule, words

LETTERS = {"ё": "е", "й": "й"}

_LETTER = one_of(Range("а", "я"))
_AFTER_A = after(one_of("ая"))
_ADJECTIVE = any_of("ими ыми его ого ему ому ее ие ые ое ей ий ый ой ем им ым ом их ых ую юю ая яя ою ею")
_PARTICIPLE = either(  # строи-вш-ий
    "ивш", "ывш", "ующ", "ейш", "айш", _AFTER_A + either("ем", "нн", "вш", "ющ", "щ")
)
# The suffixes that adjectives have too (-ой, -ем, -ие) are not repeated.
_NOUN = any_of(
    "а ев ов ье е иями ями ами еи ии и ией й иям ям ием ам о у ах иях ях ы ь ию ью ю ия ья я"
    " ьи ьем ьей ьям ьями ьях ея еем еев еям еями еях"
)
_VERB = either(
    _AFTER_A + any_of("ла на ете йте ли л н ло но ет ют ны ть ешь нно"),
    any_of("ила ыла ена ейте уйте ите или ыли уй ил ыл ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь"),
    _AFTER_A + any_of("в вши вшись"),
    any_of("ив ивши ившись ыв ывши ывшись"),
)

SUFFIX_RULES = (
    suffix_rule(
        group(repeated(_LETTER, 3, lazy=True)),
        either(maybe(_PARTICIPLE) + _ADJECTIVE, _VERB, _NOUN),
        optional("ся", "сь"),
        becomes="$1",
    ),
    suffix_rule(group(repeated(_LETTER, 3) + "н"), "н", becomes="$1"),
)

# Words that ask and name nothing.
_STOP_WORDS = words("""
какой какая какое какие какого какую каким каком каких какими когда где куда откуда почему зачем сколько
кто кого кому кем чей чья чье чьи
""")

TABLE = LanguageTable(
    "ru", build_mapping(LETTERS), suffix_rules=SUFFIX_RULES, stop_words=frozenset(_STOP_WORDS)
)
