"""Uzbek suffixes on the folded form, in the order of their slots.

A noun is root + number + possessor + case + predicate, a verb root + voice + negation + tense + person + particle;
a participle or verbal noun may take the suffixes of a noun again. Sources: the Cabinet of Ministers' resolution 339
of 24 August 1995 (how suffixes are written), A. N. Kononov's and A. Bodrogligeti's grammars (the order of slots).
"""

from __future__ import annotations

from xabar.language.pattern_builders import (
    after,
    any_of,
    before,
    either,
    group,
    maybe,
    none_of,
    not_after,
    not_before,
    one_of,
    one_root,
    optional,
    repeated,
)
from xabar.language.patterns import END, START, Pattern, Range, sequence
from xabar.language.tables.table import rule, suffix_rule, words

_VOWELS = "aeiouö"
_LETTER = one_of(Range("a", "z"), "öğşç")
_AFTER_VOWEL = after(one_of(_VOWELS))
_AFTER_CONSONANT = after(none_of(_VOWELS))

# ---- nouns: kitob-lar-imiz-dan, opa-si-niki, uy-dagi-lar
_POSSESSOR = either(
    _AFTER_CONSONANT + any_of("i im ing imiz ingiz"),  # kitob-im
    either(  # opa-si, opa-m-ga; opam without a case looks like odam
        after(one_of("aei")) + "si",
        _AFTER_VOWEL + either("miz", "ngiz", "m" + before(one_of("ngd")), "ng" + before(one_of("ngd"))),
    ),
)
_CASE = either(
    "ning",
    "niki",
    not_after(one_of("ou")) + "ni",  # qonun-i, zavod-i; the nouns in o and u are few
    either("ga", after("k") + "ka", after("q") + "qa") + optional("ça"),  # yurak-ka, qişloq-qa, hozir-gaça
    # uy-da, uy-dan, uy-dagi-lar-ning
    "da" + optional("n", "gi" + optional("lar") + optional(any_of("ning ni ga dan da i"))),
    "dek",
    "day",
    after(one_of("im")) + "ça",  # fikri-ça, menim-ça
)
_NOUN = optional("lar") + maybe(_POSSESSOR) + maybe(_CASE) + optional("dir", "ku")

# ---- verbs: yoz-il-ma-gan-lar-i-ni, kel-a-yotgan-di, öqi-moqçi-miz
_PERSON = any_of("man san siz sizlar miz dir dirlar di dilar lar")
_PAST_PERSON = any_of("m k ng ngiz ngizlar nglar lar")
_PAST_COPULA = "di" + maybe(_PAST_PERSON)
_PARTICLE = optional("mi" + optional("kan", "di"), "miş", "çi", "ku", "ki", "yu")
_VOICE = either("iş", "il", "in", after("e") + "yil", after("i") + "l", _AFTER_VOWEL + one_of("şn"))
_G = either("g", after("k") + "k", after("q") + "q")
_PRESENT = either("a", _AFTER_VOWEL + "y")
_NOMINAL = (
    sequence(  # the noun's suffixes after a participle or verbal noun: kel-gan-lig-i-ni, aytiş-lar-i-ça
        optional("li" + one_of("kg")),
        optional("lar"),
        optional("im" + optional("iz"), "ing" + optional("iz"), "i"),
        optional(
            "ning",
            "ni",
            "ga" + optional("ça"),
            "da" + optional("n", "gi" + optional("lar")),
            "de" + one_of("ky"),
            "day",
            "ça",
        ),
        optional("dir", "mi" + optional("kan", "di"), "ku"),
    )
)
_COPULA_OR_PERSON = optional(_PAST_COPULA, _PERSON)
_PERSON_OR_COPULA = optional(_PERSON, _PAST_COPULA)
_PAST_TENSE = "di" + maybe(_PAST_PERSON) + _PARTICLE  # kel-di-m
_CONDITION = "sa" + maybe(_PAST_PERSON) + optional("ydi") + _PARTICLE  # kel-sa-ngiz, kel-sa-ydi
_PRESENT_TENSE = _PRESENT + any_of("man san siz sizlar miz di dilar") + _PARTICLE  # kel-a-man, öqi-y-di
_OTHER_TENSES = (
    sequence(  # kel-yap-ti
        maybe("a"),
        either("yap", "yotir", "ap"),
        optional(any_of("man san siz sizlar miz ti tilar"), _PAST_COPULA),
        _PARTICLE,
    ),
    maybe(_PRESENT) + "yotgan" + _COPULA_OR_PERSON + _NOMINAL,  # kel-a-yotgan
    maybe(_PRESENT) + "yotib" + optional("di"),  # kel-a-yotib-di
    "moqda" + optional(_PERSON, "y" + _PAST_COPULA) + _PARTICLE,  # kel-moqda
    "moqçi" + optional(_PERSON, "y" + _PAST_COPULA) + _NOMINAL,  # kel-moqçi
    _G + "an" + _COPULA_OR_PERSON + _NOMINAL,  # kel-gan-di, çek-kan, çiq-qan-i
    _PRESENT + "digan" + _COPULA_OR_PERSON + _NOMINAL,  # kel-a-digan
    _G + either("aç", "unça", "ali"),  # kel-gaç, kel-gunça
    either("iş", after("e") + "yiş", _AFTER_VOWEL + "ş") + _NOMINAL,  # kel-iş-i, de-yiş
    "moq" + optional("lik") + optional("qa") + _NOMINAL,  # kel-moq
    one_of("uo") + "vçi" + _NOUN,  # qil-uvçi, bahol-ovçi
    "sin" + optional("lar"),
    either("a", _AFTER_VOWEL) + "ylik",
    "inglar",
)
_SHORT_TENSES = (  # too short to tell from a noun's suffix where the root is not known
    either("ib", _AFTER_VOWEL + "b") + _PERSON_OR_COPULA + optional("gina", "oq") + _PARTICLE,  # kel-ib
    either("ar", _AFTER_VOWEL + "r") + _PERSON_OR_COPULA + _PARTICLE,  # kel-ar-di
    either("ing", _AFTER_VOWEL + "ng") + optional("iz", "lar", "izlar"),  # kel-ing
)
# Of a root that no list has: zavod-i, hudud-i are no past tenses, gazeta-miz no present.
_SAFE_TENSES = (
    either(after(none_of("oeiu")) + "di", "di" + _PAST_PERSON) + _PARTICLE,
    _CONDITION,
    either(_PRESENT + any_of("man san siz sizlar di dilar"), _AFTER_VOWEL + "ymiz") + _PARTICLE,
    *_OTHER_TENSES,
    after(one_of("ai")) + "b" + _PERSON_OR_COPULA + optional("gina", "oq") + _PARTICLE,
)
_NEGATIVE = (
    "masdan",
    "mas" + _PERSON_OR_COPULA + _PARTICLE,
    "masli" + one_of("kg") + _NOMINAL,
    "may" + optional("gina") + _PARTICLE,
)
_AUXILIARY = optional(_PRESENT + "ver", maybe("a") + "ol")  # qil-a-ver-adi, qil-ol-maydi


def _verb(*tenses: Pattern | str) -> Pattern:
    negated = either(optional("ma") + either(*tenses), either(*_NEGATIVE))
    return repeated(_VOICE, 0, 3) + _AUXILIARY + negated


_ANY_VERB = _verb(_PAST_TENSE, _CONDITION, _PRESENT_TENSE, *_OTHER_TENSES, *_SHORT_TENSES)

# Roots so short that only a list can tell them from the first letters of a noun, and common longer ones
# whose last letters look like a suffix.
VERB_ROOTS = """
ol ot oç oş oq öt öl ös öp ör öç eg ek et ez eş em es iç ur uç uq de ye ayt art ort qayt
bor ber bil bos bot bit boq buz bur buk böl biç çal çop çat çaq çek çiz çiq çök çid dön kel ket kes keç kez kiy
kir kut kul kuy köm kör köç köy qol qoç qop qorq qot qon qoq qur quv quy qus quç qis qiy qil qir qaz qoy qöy qöş
qön min sot sol suz sur sun sev sez sep siq siğ söy sök sön soç soy sil top tort tot tur tut tuş tuğ tuy tuz
töxta tik tiz tin tiq tit ter tep teg tök töq tön töy töl tuşun yoz yon yot yoy yop yor yut yur yuv yuq yum yul
yet yeç yeng yiğ yiq
öqi qara boşla işla uxla sözla söyla kuyla anla söra öyla öyna sayra yara yaşa yasa ula una sina sura ista ayla alda
asra ata aya beza bura qama qana qona qayna quri kuza kura maqta oqla ora öra tara tila tuga tuza uza yama yala yori
tani tati taşla tekşir tayyorla tasdiqla tarqa taqiqla yiğla uyla izla
yubor yugur çaqir kötar qutqar öşar öqit örgan örgat ağdar ayir ajra ajrat ajral almaş bekit buyur çiqar çöz ergaş
erit eşit gapir isbotla işon jönat kuzat ketkaz kirit kutqaz qaytar qizi qoşil qözğal qutul ortir oşir osil otlan
otir ötir oyna saqla tarqat tözit tugat tuşir toşi tiril urin uyal uyğon unut uğra uçra ulğay yarat yaral
yetkaz yengil yiqil yoqtir yuksal yuvin yöqot yöqol yönal ötkaz özgar öldir uzat aniqla yaşir
"""
SHORT_CONVERBS = "bor ber ol tur kör ayt yet ket çiq öt boşla"  # kela, qila; but keça is a noun
# Nouns that are too short for the rules, or that end like an inflected word.
NOUNS = """
uy iş oy öz ot ön on oç ip iç el ov maktab sabab talab xotin oltin yaqin zamin kelin majlis ofis qöşni
xodim tizim iqlim taqdim bilim bosim odam qadam
hokim talim rejim terim muallim olim kirim çiqim ölim oqim yordam bayram rassom inom darom ikrom salom kalom
tomon taslim muqim azim yetim umum malum mahkum
dollar yer dengiz söz qiz ota köça oila xonanda poyga brigada komanda
tuman vatan roman oxan okean ekran bayon qahramon dasturxon osmon plan klan bostan burn böyn
öyin yonğin muovin ekin uzum benzin vitamin magazin qarindoş ustun butun
farzand maqsad daromad iqtisod sanad madad samarqand savod hasad
rais mutaxassis tennis servis polis nafas
poyezd poezd velosiped masjid
tuproq bayroq yaproq qönğiroq
hodisa muassasa madrasa trassa qissa modda foyda piyoda obida
bitim yeçim forum mavsum hakam tuxum ğolib durang biznes rekord boş toş
"""
# Nouns in o and u: of the rest, what looks like -oni, -uni is -on, -un with a possessor.
NOUNS_IN_O = """
duno savdo kino video radio foto avto yevro bino daryo baho mano duo xato sado davo metro buro pianino jazo havo
muammo obro nido imlo bobo ibtido xudo
fuqaro buxoro podşo xomaşyo dzudo
mavzu orzu qayğu uyqu tuyğu kulgu jodu
"""

# Nouns of time, which take -gi without a case: bugun-gi, erta-n-gi, qiş-ki.
TIMES = """
bugun keça hozir keyin oldin avval yil yoz kuz qiş bahor tun erta bultur
"""

SUFFIX_RULES = (
    suffix_rule(
        group(one_root(NOUNS_IN_O)),
        either("ni", optional("s" + before("i"), "y" + before("i")) + _NOUN),
        becomes="_$1",
    ),
    suffix_rule(group(one_root(NOUNS)), _NOUN, becomes="_$1"),
    suffix_rule(  # but old-i-ni
        not_before("oldini"),
        group(one_root(TIMES)),
        optional(maybe("n") + "gi", "ki"),
        _NOUN,
        becomes="_$1",
    ),
    suffix_rule(
        group("emas", "ekan", "e" + before("d"), "yöq"),
        either(_PERSON_OR_COPULA + _PARTICLE, _NOMINAL + _PARTICLE),
        becomes="_$1",
    ),
    suffix_rule(group(one_root(VERB_ROOTS, shortest=True)), _ANY_VERB, becomes="_$1"),
    suffix_rule(group(one_root(SHORT_CONVERBS)), one_of("ay"), becomes="_$1"),
    suffix_rule(group(one_root(VERB_ROOTS)), becomes="_$1"),
    # A root that no list has: its last vowel goes too, since tozaladi may be tozala-di or tozal-adi.
    suffix_rule(
        group(repeated(_LETTER, 4, lazy=True), repeated(_LETTER, 3, 3) + before(one_of("ai"))),
        maybe(one_of("ai")),
        _verb(*_SAFE_TENSES),
        becomes="_$1",
    ),
    # The comparative: katta-roq.
    suffix_rule(group(repeated(_LETTER, 3, lazy=True)), "roq", becomes="$1"),
    suffix_rule(group(repeated(_LETTER, 3, lazy=True)), _NOUN, becomes="$1"),
    suffix_rule(group(repeated(one_of(Range("0", "9")), 1)), _NOUN, becomes="$1"),
    # Vowels that come and go: şahar, şahr-i; burun, burn-i; köngil, köngl-i.
    suffix_rule(
        group("şah", "zah", "bağ", "bur", "böy", "qor", "öğ", "oğ", "ör", "sing", "köng"),
        one_of("aiu"),
        group(one_of("rnlz")),
        becomes="$1$2",
    ),
    suffix_rule(group(repeated(_LETTER, 1) + none_of("n_")), "g", becomes="$1k"),  # yurag-im, yurak
    suffix_rule(group(repeated(_LETTER, 2)), "ğ", becomes="$1q"),  # qişloğ-i, qişloq
    suffix_rule(group(repeated(_LETTER, 2) + one_of("ou")), "y", becomes="$1"),  # mavzuy-i, mavzu
    rule(  # tarozi, taroz-ni
        START + group(repeated(_LETTER, 3)) + "i" + END,
        START + group(repeated(_LETTER, 2) + "l") + "a" + END,
        becomes="$1$2",
    ),
    # Longer stems are loans and compounds, known by their heads; what ends them is a suffix that no rule has.
    suffix_rule(group(repeated(_LETTER, 8, 8)), repeated(_LETTER, 1), becomes="$1"),
)


def _pronouns() -> dict[str, str]:
    """Return the cases of the demonstratives, whose stems change too much for rules: bu, bun-ga, bu-lar-da."""
    cases = words("ni ning niki ga da dan dagi dek gaça")
    forms = {"meniki": "men", "seniki": "sen"} | {f"öşan{case}": "öşa" for case in cases}
    for pronoun in ("u", "bu", "şu"):
        parts = (pronoun, f"{pronoun}n", f"{pronoun}lar")
        forms |= {part + case: pronoun for part in parts for case in cases} | {f"{pronoun}lar": pronoun}
    return forms


# Words that only look as if they had suffixes.
_UNINFLECTED = "yaxşi balki ulug bunday şunday öşanday"

OVERRIDES = _pronouns() | {"yaxşiroq": "yaxşi"} | {word: word for word in words(_UNINFLECTED)}
