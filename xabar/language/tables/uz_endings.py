"""Uzbek endings on the folded form, in the order of their slots.

A noun is root + number + possessor + case + predicate, a verb root + voice + negation + tense + person + particle;
a participle or verbal noun may take the endings of a noun again. Sources: the Cabinet of Ministers' resolution 339
of 24 August 1995 (how endings are written), A. N. Kononov's and A. Bodrogligeti's grammars (the order of slots).
"""

from __future__ import annotations

from xabar.language.tables.patterns import any_of, either, one_root, optional, words
from xabar.language.tables.table import Rewrite

VOWELS = "aeiouö"
_LETTER = "[a-zöğşç]"
_AFTER_VOWEL = f"(?<=[{VOWELS}])"
_AFTER_CONSONANT = f"(?<=[^{VOWELS}])"

# ---- nouns: kitob-lar-imiz-dan, opa-si-niki, uy-dagi-lar
_PLURAL = "lar"
_POSSESSOR = either(
    [
        _AFTER_CONSONANT + any_of("i im ing imiz ingiz"),  # kitob-im
        f"(?:(?<=[aei])si|{_AFTER_VOWEL}(?:miz|ngiz|m(?=[ngd])|ng(?=[ngd])))",  # opa-si, opa-m-ga; opam alone looks like odam
    ]
)
_CASE = either(
    [
        "ning",
        "niki",
        "(?<![ou])ni",  # qonun-i, zavod-i; the nouns in o and u are few
        "(?:ga|(?<=k)ka|(?<=q)qa)(?:ça)?",  # yurak-ka, qişloq-qa, hozir-gaça
        f"da(?:n|gi(?:lar)?{optional(any_of('ning ni ga dan da i'))})?",  # uy-da, uy-dan, uy-dagi-lar-ning
        "dek",
        "day",
        "(?<=[im])ça",  # fikri-ça, menim-ça
    ]
)
_NOUN = f"(?:{_PLURAL})?{_POSSESSOR}?{_CASE}?{optional('dir', 'ku')}"

# ---- verbs: yoz-il-ma-gan-lar-i-ni, kel-a-yotgan-di, öqi-moqçi-miz
_PERSON = any_of("man san siz sizlar miz dir dirlar di dilar lar")
_PAST_PERSON = any_of("m k ng ngiz ngizlar nglar lar")
_PAST_COPULA = f"di{_PAST_PERSON}?"
_PARTICLE = optional("mi(?:kan|di)?", "miş", "çi", "ku", "ki", "yu")
_VOICE = either(["iş", "il", "in", "(?<=e)yil", "(?<=i)l", _AFTER_VOWEL + "[şn]"])
_G = "(?:g|(?<=k)k|(?<=q)q)"
_PRESENT = f"(?:a|{_AFTER_VOWEL}y)"
_NOMINAL = (  # the noun's endings after a participle or verbal noun: kel-gan-lig-i-ni, aytiş-lar-i-ça
    "(?:li[kg])?(?:lar)?"
    + optional("im(?:iz)?", "ing(?:iz)?", "i")
    + optional("ning", "ni", "ga(?:ça)?", "da(?:n|gi(?:lar)?)?", "de[ky]", "day", "ça")
    + optional("dir", "mi(?:kan|di)?", "ku")
)
_TENSES = [
    f"di{_PAST_PERSON}?{_PARTICLE}",  # kel-di-m
    f"sa{_PAST_PERSON}?(?:ydi)?{_PARTICLE}",  # kel-sa-ngiz, kel-sa-ydi
    f"{_PRESENT}{any_of('man san siz sizlar miz di dilar')}{_PARTICLE}",  # kel-a-man, öqi-y-di
    f"a?(?:yap|yotir|ap){optional(any_of('man san siz sizlar miz ti tilar'), _PAST_COPULA)}{_PARTICLE}",  # kel-yap-ti
    f"{_PRESENT}?yotgan{optional(_PAST_COPULA, _PERSON)}{_NOMINAL}",  # kel-a-yotgan
    f"{_PRESENT}?yotib(?:di)?",  # kel-a-yotib-di
    f"moqda{optional(_PERSON, 'y' + _PAST_COPULA)}{_PARTICLE}",  # kel-moqda
    f"moqçi{optional(_PERSON, 'y' + _PAST_COPULA)}{_NOMINAL}",  # kel-moqçi
    f"{_G}an{optional(_PAST_COPULA, _PERSON)}{_NOMINAL}",  # kel-gan-di, çek-kan, çiq-qan-i
    f"{_PRESENT}digan{optional(_PAST_COPULA, _PERSON)}{_NOMINAL}",  # kel-a-digan
    f"{_G}(?:aç|unça|ali)",  # kel-gaç, kel-gunça
    f"(?:iş|(?<=e)yiş|{_AFTER_VOWEL}ş){_NOMINAL}",  # kel-iş-i, de-yiş
    f"moq(?:lik)?(?:qa)?{_NOMINAL}",  # kel-moq
    f"[uo]vçi{_NOUN}",  # qil-uvçi, bahol-ovçi
    "sin(?:lar)?",
    f"(?:a|{_AFTER_VOWEL})ylik",
    "inglar",
]
# Of a root that no list has: zavod-i, hudud-i are no past tenses, gazeta-miz no present.
_SAFE_TENSES = [
    f"(?:(?<=[^oeiu])di|di{_PAST_PERSON}){_PARTICLE}",
    *_TENSES[1:2],
    f"(?:{_PRESENT}{any_of('man san siz sizlar di dilar')}|{_AFTER_VOWEL}ymiz){_PARTICLE}",
    *_TENSES[3:],
]
_SHORT_TENSES = [  # too short to be told from a noun's ending where the root is not known
    f"(?:ib|{_AFTER_VOWEL}b){optional(_PERSON, _PAST_COPULA)}(?:gina|oq)?{_PARTICLE}",  # kel-ib
    f"(?:ar|{_AFTER_VOWEL}r){optional(_PERSON, _PAST_COPULA)}{_PARTICLE}",  # kel-ar-di
    f"(?:ing|{_AFTER_VOWEL}ng)(?:iz|lar|izlar)?",  # kel-ing
]
_SAFE_CONVERB = f"(?<=[ai])b{optional(_PERSON, _PAST_COPULA)}(?:gina|oq)?{_PARTICLE}"
_NEGATIVE = [
    "masdan",
    f"mas{optional(_PERSON, _PAST_COPULA)}{_PARTICLE}",
    f"masli[kg]{_NOMINAL}",
    f"may(?:gina)?{_PARTICLE}",
]
_AUXILIARY = f"(?:{_PRESENT}ver|a?ol)?"  # qil-a-ver-adi, qil-ol-maydi


def _verb(tenses: list[str]) -> str:
    return f"{_VOICE}{{0,3}}{_AUXILIARY}(?:(?:ma)?{either(tenses)}|{either(_NEGATIVE)})"


# Roots so short that only a list can tell them from the first letters of a noun, and common longer ones
# whose last letters look like an ending.
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
# Nouns that are too short for the rules, or end like an inflected word.
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

# Vowels that come and go: şahar, şahr-i; burun, burn-i; köngil, köngl-i.
_FLEETING = "^(şah|zah|bağ|bur|böy|qor|öğ|oğ|ör|sing|köng)[aiu]([rnlz])$"

ENDINGS = (
    Rewrite(f"^({one_root(NOUNS_IN_O)})(?:ni|(?:s(?=i)|y(?=i))?{_NOUN})$", "_$1"),
    Rewrite(f"^({one_root(NOUNS)}){_NOUN}$", "_$1"),
    Rewrite(f"^(?!oldini)({one_root(TIMES)}){optional('n?gi', 'ki')}{_NOUN}$", "_$1"),  # but old-i-ni
    Rewrite(
        f"^(emas|ekan|e(?=d)|yöq)(?:{optional(_PERSON, _PAST_COPULA)}{_PARTICLE}|{_NOMINAL}{_PARTICLE})$",
        "_$1",
    ),
    Rewrite(f"^({one_root(VERB_ROOTS, shortest=True)}){_verb(_TENSES + _SHORT_TENSES)}$", "_$1"),
    Rewrite(f"^({one_root(SHORT_CONVERBS)})[ay]$", "_$1"),
    Rewrite(f"^({one_root(VERB_ROOTS)})$", "_$1"),
    # A root that no list has: its last vowel goes too, since tozaladi may be tozala-di or tozal-adi.
    Rewrite(
        f"^({_LETTER}{{4,}}?|{_LETTER}{{3}}(?=[ai]))[ai]?{_verb([*_SAFE_TENSES, _SAFE_CONVERB])}$", "_$1"
    ),
    Rewrite(f"^({_LETTER}{{3,}}?)roq$", "$1"),  # katta-roq: the comparative
    Rewrite(f"^({_LETTER}{{3,}}?){_NOUN}$", "$1"),
    Rewrite(f"^([0-9]+){_NOUN}$", "$1"),
    Rewrite(_FLEETING, "$1$2"),
    Rewrite(f"^({_LETTER}+[^n_])g$", "$1k"),  # yurag-im, yurak
    Rewrite(f"^({_LETTER}{{2,}})ğ$", "$1q"),  # qişloğ-i, qişloq
    Rewrite(f"^({_LETTER}{{2,}}[ou])y$", "$1"),  # mavzuy-i, mavzu
    Rewrite(f"^({_LETTER}{{3,}})i$|^({_LETTER}{{2,}}l)a$", "$1$2"),  # tarozi, taroz-ni
    # Longer stems are loans and compounds, told by their heads: their ends are endings that no row knows.
    Rewrite(f"^({_LETTER}{{8}}){_LETTER}+$", "$1"),
)


def _pronouns() -> dict[str, str]:
    """The demonstratives in all their cases, the stems of which change too much for rules: bu, bun-ga, bu-lar-da."""
    cases = words("ni ning niki ga da dan dagi dek gaça")
    forms = {"meniki": "men", "seniki": "sen"} | {f"öşan{case}": "öşa" for case in cases}
    for pronoun in ("u", "bu", "şu"):
        parts = (pronoun, f"{pronoun}n", f"{pronoun}lar")
        forms |= {part + case: pronoun for part in parts for case in cases} | {f"{pronoun}lar": pronoun}
    return forms


# Words that only look as if they had endings.
_UNINFLECTED = "yaxşi balki ulug bunday şunday öşanday"

OVERRIDES = _pronouns() | {"yaxşiroq": "yaxşi"} | {word: word for word in words(_UNINFLECTED)}
