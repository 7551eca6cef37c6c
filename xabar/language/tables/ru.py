"""Russian: its letters and its endings. Russian is printed in one alphabet, so the folded form stays Cyrillic.

The endings are those of nouns, adjectives, participles and verbs as school grammar lists them; the longest that leaves
three letters goes. Derivation (-ость, -ский) stays.
"""

from xabar.language.tables.patterns import any_of, either, words
from xabar.language.tables.table import LanguageTable, Rewrite, build_mapping

LETTERS = {"ё": "е", "й": "й"}

_ADJECTIVE = any_of("ими ыми его ого ему ому ее ие ые ое ей ий ый ой ем им ым ом их ых ую юю ая яя ою ею")
_PARTICIPLE = either(["ивш", "ывш", "ующ", "ейш", "айш", "(?<=[ая])(?:ем|нн|вш|ющ|щ)"])  # строи-вш-ий
# Endings that adjectives have too (-ой, -ем, -ие) are not repeated.
_NOUN = any_of(
    "а ев ов ье е иями ями ами еи ии и ией й иям ям ием ам о у ах иях ях ы ь ию ью ю ия ья я"
    " ьи ьем ьей ьям ьями ьях ея еем еев еям еями еях"
)
_VERB = either(
    [
        "(?<=[ая])" + any_of("ла на ете йте ли л н ло но ет ют ны ть ешь нно"),
        any_of("ила ыла ена ейте уйте ите или ыли уй ил ыл ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь"),
        "(?<=[ая])" + any_of("в вши вшись"),
        any_of("ив ивши ившись ыв ывши ывшись"),
    ]
)

ENDINGS = (
    Rewrite(f"^([а-я]{{3,}}?)(?:{_PARTICIPLE}?{_ADJECTIVE}|{_VERB}|{_NOUN})(?:ся|сь)?$", "$1"),
    Rewrite("^([а-я]{3,}н)н$", "$1"),
)

# Words that ask and name nothing.
_STOPS = words("""
какой какая какое какие какого какую каким каком каких какими когда где куда откуда почему зачем сколько
кто кого кому кем чей чья чье чьи
""")

TABLE = LanguageTable("ru", build_mapping(LETTERS), endings=ENDINGS, stops=frozenset(_STOPS))
