"""Kazakh suffixes on the folded form, in the order of their slots, each with what may stand before it.

A noun is root + number + possessor + case, a verb root + voice + negation + tense + person; a participle or verbal
noun may take the suffixes of a noun again. Which form of a suffix is right depends on the last sound before it
(a vowel, a nasal, another voiced sound, a voiceless one), and that tells suffixes from the ends of roots.
The folded i is ы, і, и and й, so that what follows a vowel may follow it, and what follows й.
Sources: the rules of Kazakh spelling of 1983 (suffixes and their assimilation), R. Muhamedowa's grammar (the slots).
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
from xabar.language.patterns import END, START, Pattern, Range
from xabar.language.tables.table import rule, suffix_rule, words

_LETTER = one_of(Range("a", "z"), "ğñşç")
_CONSONANT = one_of("bcdfghjklmnpqrstvzğñşç")
_AFTER_VOWEL = after(one_of("aei"))
_AFTER_CONSONANT = after(none_of("aei"))
_AFTER_NASAL = after(one_of("mnñ"))
_AFTER_VOICED = after(one_of("lriuzj"))
_AFTER_VOICELESS = after(one_of("ptkqsşfhçbvgdğ"))
_AFTER_MINE = after("i" + one_of("mñ"))  # kitab-im-a; after other vowels it is the noun's own end: bağdarlama
_AFTER_HIS = after("i")  # the possessor of the third person

# ---- nouns: bala-lar-imiz-dan, uy-in-de-gi-ler
_PLURAL = either(
    after(one_of("aeiour")) + either("lar", "ler"),
    after(one_of("lzjmnñv")) + either("dar", "der"),
    _AFTER_VOICELESS + either("tar", "ter"),
)
_POSSESSOR = either(
    _AFTER_CONSONANT + any_of("i im imiz iñ iñiz"),  # kitab-im
    # bala-m, mai-im folded mai-m
    either(after(one_of("ae")), after(one_of("aeou") + "i"), after("şi")) + any_of("m miz ñ ñiz"),
    either(after(one_of("aeo")), after("şi")) + "si",  # bala-si, oquşi-si; but jumis-i
)
_GENITIVE = either(after(one_of("aeiomnñ")) + "niñ", _AFTER_VOICED + "diñ", _AFTER_VOICELESS + "tiñ")
_ACCUSATIVE = either(
    _AFTER_VOWEL + "ni",
    _AFTER_VOICED + "di",
    _AFTER_NASAL + "di",
    _AFTER_VOICELESS + "ti",
    _AFTER_HIS + "n",
)
_DATIVE = either(
    after(one_of("aeiolruzjmnñv")) + either("ğa", "ge"),
    _AFTER_VOICELESS + either("qa", "ke"),
    _AFTER_HIS + either("na", "ne"),
    _AFTER_MINE + either("a", "e"),
)
_LOCATIVE = either(
    after(one_of("aeiolruzjmnñ")) + either("da", "de"),
    _AFTER_VOICELESS + either("ta", "te"),
    _AFTER_HIS + either("nda", "nde"),
)
_ABLATIVE = either(
    after(one_of("aeiolruzj")) + either("dan", "den"),
    _AFTER_VOICELESS + either("tan", "ten"),
    after(one_of("mnñi")) + either("nan", "nen"),
)
_INSTRUMENTAL = either(
    after(one_of("aeilrumnñ")) + "men" + optional("en"),
    after(one_of("zj")) + "ben" + optional("en"),
    _AFTER_VOICELESS + "pen" + optional("en"),
)
_LIKENESS = any_of("dai dei tai tei ndai ndei")
_PLAIN_CASE = either(_GENITIVE, _ACCUSATIVE, _DATIVE, _LOCATIVE, _ABLATIVE, _INSTRUMENTAL, _LIKENESS)
_ADJECTIVE = (  # uy-de-gi-ler-diñ
    _LOCATIVE + either("ği", "gi") + optional(either("lar", "ler") + maybe("i")) + maybe(_PLAIN_CASE)
)
_NOUN = maybe(_PLURAL) + maybe(_POSSESSOR) + optional(_ADJECTIVE, _PLAIN_CASE)

# ---- verbs: jaz-il-ma-ğan-dar-i-n, kel-e-tin-biz, oqi-p-ti
_PERSON = any_of(
    "min bin pin siñ siz miz biz piz dar der tar ter lar ler siñdar siñder sizdar sizder di ti dir tir"
)
_PAST_PERSON = either(not_after("sti") + one_of("qk"), any_of("m ñ ñiz ñdar ñder ñizdar ñizder"))
_PRESENT_PERSON = any_of("min m siñ siz miz di siñdar siñder sizdar sizder")
_VOICE = either("il", "in", "is", _AFTER_VOWEL + one_of("lns"))
_PRESENT = either(_AFTER_CONSONANT + one_of("ae"), _AFTER_VOWEL + "i")
_AFTER_VOICED_OF_VERB = after(one_of("aeiulrzjmnñv"))
_PAST = either(_AFTER_VOICELESS + either("qan", "ken"), _AFTER_VOICED_OF_VERB + either("ğan", "gen"))
_INTENTION = either(
    after(one_of("aeiurl")) + either("maq", "mek"),
    after(one_of("zjmnñ")) + either("baq", "bek"),
    _AFTER_VOICELESS + either("paq", "pek"),
)
_NOMINAL = optional("di" + one_of("kqgğ")) + _NOUN  # kel-etin-dig-i
_PAST_TENSE = either(_AFTER_VOICED_OF_VERB + "di", _AFTER_VOICELESS + "ti") + maybe(_PAST_PERSON)  # kel-di-m
_CONDITION = either("sa", "se") + maybe(_PAST_PERSON)  # kel-se-ñiz
_PRESENT_TENSE = _PRESENT + _PRESENT_PERSON  # kel-e-di, oqi-i-min
_PRESENT_PARTICIPLE = _PRESENT + "tin" + either(_PERSON, _NOMINAL)  # kel-e-tin-der
_PAST_PARTICIPLE = _PAST + either(_PERSON, either("dai", "dei"), either("şa", "şe"), _NOMINAL)  # kel-gen-i-n
_INTENDED = _INTENTION + optional("şi") + maybe(_PERSON)
_OBLIGATION = either(_AFTER_VOICELESS + either("qa", "ke"), _AFTER_VOICED_OF_VERB + either("ğa", "ge")) + "li"
_WISH = either("sin") + optional("dar", "der")
_VERBAL_NOUN = "u" + optional("şi" + optional("li" + one_of("kqgğ"))) + _NOUN  # kel-u-i-ne, jaz-u-şi
_DESIRE = one_of("ğgqk") + "i" + optional("m", "ñ", "si", "miz", "ñiz")  # ait-qi-m keledi
_TENSES = (
    _PAST_TENSE,
    _CONDITION,
    _PRESENT_TENSE,
    _PRESENT_PARTICIPLE,
    _PAST_PARTICIPLE,
    _INTENDED,
    _OBLIGATION,
    _WISH,
    _VERBAL_NOUN,
    _DESIRE,
)
_SHORT_TENSES = (
    either("ip", _AFTER_VOWEL + "p") + optional(_PERSON),  # kel-ip-ti
    either("ar", "er", _AFTER_VOWEL + "r") + optional(_PERSON),  # kel-er-siñ
    either(either("a", "e") + "in", either("a", "e") + "iq", either("a", "e") + "ik"),  # kel-eiin
    either("iñ", _AFTER_VOWEL + "ñ") + optional("iz", "dar", "der", "izdar", "izder"),  # kel-iñiz
)
# The tenses of a root that no list has.
_SAFE_PRESENT = _PRESENT + any_of("min siñ siz di")  # but qala-m, qala-miz
_SAFE_PARTICIPLE = (  # but memleket-i-n
    either(
        after("l" + one_of("ae") + "n", one_of("dl") + one_of("ae") + "l") + one_of("ae"),
        after(one_of("ae")) + "i",
    )
    + "tin"
    + either(_PERSON, _NOMINAL)
)
_SAFE_CONVERB = either(after(one_of("lnrs")) + "ip", after(one_of("ae")) + "p") + optional(_PERSON)
_SAFE_TENSES = (
    _SAFE_PRESENT,
    _PAST_PARTICIPLE,
    _INTENDED,
    _OBLIGATION,
    _VERBAL_NOUN,
    _SAFE_PARTICIPLE,
    _SAFE_CONVERB,
)
_NEGATION = either("ma", "me", "ba", "be", "pa", "pe")
_NEGATIVE = (
    one_of("mbp") + either("as", "es") + optional("tan", "ten", _PERSON),
    one_of("mbp") + one_of("ae") + "di" + maybe(_PAST_PERSON),
    one_of("mbp") + either("ai", "ei") + optional("nşa", "nşe"),
)


def _verb(*tenses: Pattern) -> Pattern:
    return repeated(_VOICE, 0, 3) + either(maybe(_NEGATION) + either(*tenses), either(*_NEGATIVE))


_ANY_VERB = _verb(*_TENSES, *_SHORT_TENSES)

# Roots so short that only a list can tell them from the first letters of a noun, and common longer ones.
VERB_ROOTS = """
al at aş as ol ot os et es ur uş iş ait art ber bil bar bol bit bas bur boia buz boz dal kel ket kes kir kor kos
kot koş kut kun kul qal qaş qat qas qos qoi qon qor qorq qoriq qur qir qis qil qu quan sal sat sen ser sez sol sor sun
sur suz sui ton tos toi tur tus tut tuz ter tes til tig tart tas tat tal uir ul jaz jat jan jas jar jal jen jet
jer jir jos jon jur jul jum jus şal şaş şeş şom
ata aina ainal ainalis aiqinda aiaqta almas arnal asir anda azait
basta başqar baila bailanis bağala baiqa bekit belgile beril bildir bolis bosat boljam buir boin
dainda damit dalelde
estirt eskert enbekte
iste izde ilges
jasa jariala jarat jasir jetkiz jiber joğalt joğal joldas josparla jumsa jalğas jaqinda jeñ jugir jinal jina jatta
kobei kobeit koter korset kuşei kuşeit kutin kirgiz keltir keñei keñeit kezdes kelis kemi kin
oila oina ozger ozgert oltir ornat ornala ornalas orta otir otkiz orinda
paidalan
qabilda qadağala qalpina qaliptas qara qaita qaitar qalda qatis qolda qoldan qorğa qosil qurmette quttiqta quttila qutqar
qamtamasiz qatti qozğa qozğal
maqta maquld
saila saqta saqtan sana sina soile soiles surasa sura sila sipatta
tağainda tale talapta talqila tamaşala tapsir tarat tarqa tasta teksir tirkel tirke toqta toqtat
tole tolik tudir turğiz tusin tuzet tainda
uimdastir umit usin usta uiren uiret uqsa ulğai
şaqir şarşa şegin şiğar şeşil
"""
NOUNS_IN_O = "kino radio video foto avto metro biuro euro"  # of the rest, -oni is -on-i
# The roots that end in p, q or k, which are voiced before a vowel: tap, tab-u, tau-ip; şiq, şiğ-a; tok, tog-u.
ROOTS_IN_P = "ta ja şa te se ke o ko"
ROOTS_IN_Q = "şi ji ba ta qa so şa si ja ti"
ROOTS_IN_K = "to e şe ti bo so ke"
# The roots that end in i, lost before u: oqi, oq-u.
ROOTS_IN_I = "oq est dam tan qamt er jib qaiğ uiq"
# The roots of one open syllable; their shortest forms look like nouns: жер is earth, not "eats".
OPEN_ROOTS = "de je"
SHORT_CONVERBS = (
    "al bol kel ber tur otir bar et kor jur tus ait kir qaş jet kes korset ozger otkiz jiber koter"
)
# Suffixes that are written apart from the word: «Замин»нің, АҚШ-тың, 2021-дегі.
ENCLITICS = words(
    "niñ diñ tiñ ni di ti ğa ge qa ke da de ta te dan den tan ten nan nen men ben pen daği degi taği tegi "
    "lar ler dar der tar ter"
)
# Nouns that are too short for the rules, or that end like an inflected word.
NOUNS = """
ui ai oi el er et at as is ot ok un ul uş ata qala alem adam kalam qalam zaman qoğam
bilim ğilim bolim kezeñ qazan altin kelin halin qalin otan olen teñge dala sala
jeñil keñes oqiğa jumis soğis iş uim oin bari qatar qadam ademi mektep kitap
an añ iz
paida mağina nukte jağa duğa balğa orda ulğa nusqa qisqa şeke perde ulgi sirğa
keşen brigada komanda planka palatka spravka ukraina argentina palestina maşina meditsina
vaktsina propaganda legenda kanada
roman plan organ okean ekran vulkan kran klan tiran stakan orman qorğan daman maidan dastan sultan
tuman duşpan ekzamen fenomen abiturient alan saban şoban marjan jeltoqsan
aqpan mausim şilde qurim sezim tozim ustem korim
şiğarma bağdarlama tapsirma malimdeme kelisim şeşim tolim toqtam sozlem kurdelem qarapaim
şarap jauap qorap aspap kasip tarap sebep tartip talap
audan ozen maman nisan koşe şiğin tolem turme bağa apta su auejai mekenjai saiajai
jospar aser qater sauda duken ules kures biznes zimiran baluan alañ aqin egin senat meken arman dihan bostan
tulğa keste buin bairaq beine talas qatinas kapitan nauqan alqap qazina ariptes şaiqas kasipodaq intimaq
punkt olimpiada
topiraq japiraq şañiraq zeñbirek jağdai mañdai keden seriktes nauqas akter master lifter register tender kalendar gender minister kompiuter şahter
"""
# Nouns in i that take -si: of the rest, what looks like -isi is -is with a possessor, jumis-i.
NOUNS_IN_I = """
jel jalaq zeinetaq dar otbas qarj
"""

# Loans in -ist, of which -is is left before t; of the rest, what looks like -isti is -is-ti, jumis-ti.
NOUNS_IN_IST = """
tur jurnal terror ekonom aktiv art spetsial alpin programm separat medal optim kommun iur pian gitar final
lingv faş nats ekstrem kapital sotsial velosiped propagand
"""
# Nouns of time, which take -ği without a case: jil-ği, bugin-gi-ler.
TIMES = """
jil bugin keşe kein kuz koktem tun kundiz erteñ soñ keş tañ burin auel
"""
_OF_TIME = either(_AFTER_VOICELESS + "ki", after(one_of("aelnmzñ")) + either("ği", "gi"))

# Suffixes that are sure even after a root of two letters: an-der, tu-ğa.
_SURE = before(
    one_of("ldt") + one_of("ae") + "r",
    one_of("ndt") + "iñ",
    one_of("ğgqk") + one_of("ae"),
    one_of("dt") + one_of("ae") + not_before("i") + maybe("n"),
    one_of("mbp") + "en",
    "imiz",
    "iñiz",
    "in" + one_of("ae"),
    "ind" + one_of("ae"),
    "n" + one_of("ae") + "n",
    "inan",
    "inen",
    "iniñ",
)

SUFFIX_RULES = (
    suffix_rule(group(one_root(NOUNS_IN_I)), "i", optional("miz", "s" + before("i")), _NOUN, becomes="_$1i"),
    suffix_rule(group(one_root(NOUNS_IN_O)), either("ni", "men", optional("miz") + _NOUN), becomes="_$1"),
    suffix_rule(group(optional("kasip") + "or", "mur", "moi"), maybe("i"), "n", _NOUN, becomes="_$1n"),
    suffix_rule(
        group("hal", "qul", "qir", "bor", "kor"), maybe("i"), group(one_of("qk")), _NOUN, becomes="_$1$2"
    ),
    suffix_rule(group("qau", "ar", "ğur"), maybe("i"), "p", _NOUN, becomes="_$1p"),
    # of sura the other suffixes are a verb's
    suffix_rule(group("sura", "jasa"), one_of("qğ"), _NOUN, becomes="_$1q"),
    suffix_rule(group(one_root(NOUNS)), _NOUN, becomes="_$1"),
    # turist-i, turis-ter
    suffix_rule(group(one_root(NOUNS_IN_IST)), "is", maybe("t"), _NOUN, becomes="_$1ist"),
    suffix_rule(group(one_root(TIMES)), optional(_OF_TIME + optional("si")), _NOUN, becomes="_$1"),
    # The nouns of verbs: tabis-ti; but oquşi-si, ait-qi-si.
    suffix_rule(
        group(repeated(_LETTER, 3) + "is"),
        either("ti" + maybe("ñ"), "i" + not_after(one_of("şqkğg") + "isi") + optional("niñ", "n")),
        becomes="_$1",
    ),
    suffix_rule(
        group("emes", "eken", "e" + before("d")),
        either("di" + maybe(_PAST_PERSON), _PERSON, _NOMINAL),
        becomes="_$1",
    ),
    suffix_rule(group(one_root(ROOTS_IN_P)), either("p", "b", "u" + before("ip")), _ANY_VERB, becomes="_$1p"),
    suffix_rule(group(one_root(ROOTS_IN_Q)), either("q", "ğ"), _ANY_VERB, becomes="_$1q"),
    suffix_rule(group(one_root(ROOTS_IN_K)), either("k", "g"), _ANY_VERB, becomes="_$1k"),
    suffix_rule(
        group(one_root(ROOTS_IN_I)),
        either(
            either("i", before("u")) + _ANY_VERB,
            "i" + _PRESENT_PERSON,
            "itin" + either(_PERSON, _NOMINAL),
        ),
        becomes="_$1i",
    ),
    suffix_rule(group(one_root(ROOTS_IN_I)), "i", becomes="_$1i"),
    suffix_rule(
        group(one_root(OPEN_ROOTS)), optional("il"), maybe(_NEGATION), either(*_TENSES), becomes="_$1"
    ),
    suffix_rule(
        group("tur", "otir", "jur", "jat"), optional("ir"), either("min", "siñ", "siz", "miz"), becomes="_$1"
    ),
    suffix_rule(
        group(repeated(_LETTER, 1) + none_of("aeiou") + "stan", "undistan", "pakistan", "dağistan"),
        _NOUN,
        becomes="_$1",
    ),
    suffix_rule(
        group(one_root(VERB_ROOTS)),
        either(either("il", "in", "is", one_of("ln")) + one_of("ae"), after(one_of("ae")) + "i"),
        becomes="_$1",
    ),
    suffix_rule(group(one_root(VERB_ROOTS, shortest=True)), _ANY_VERB, becomes="_$1"),
    suffix_rule(group(one_root(SHORT_CONVERBS)), one_of("aei"), becomes="_$1"),
    suffix_rule(group(one_root(VERB_ROOTS)), becomes="_$1"),
    suffix_rule(
        group(repeated(_LETTER, 4, lazy=True), repeated(_LETTER, 3, 3) + before(one_of("aei"))),
        maybe(one_of("aei")),
        _verb(*_SAFE_TENSES),
        becomes="_$1",
    ),
    suffix_rule(
        group(one_of("aeiou") + _CONSONANT, _CONSONANT + one_of("aeiou")), _SURE, _NOUN, becomes="_$1"
    ),
    suffix_rule(  # the comparative
        group(repeated(_LETTER, 3, lazy=True)),
        either(_AFTER_VOWEL + either("raq", "rek"), _AFTER_CONSONANT + either("iraq", "irek")),
        becomes="$1",
    ),
    suffix_rule(group(repeated(_LETTER, 3, lazy=True)), _NOUN, becomes="$1"),
    suffix_rule(group(repeated(one_of(Range("0", "9")), 1)), any_of(" ".join(ENCLITICS)), becomes="$1"),
    suffix_rule(  # himia-liq: loans only
        group(repeated(one_of(Range("a", "z")), 3) + either("ia", "ika")), "li", one_of("qk"), becomes="$1"
    ),
    rule(  # sirt-qi; koleñke looks like a dative
        START + group(repeated(_LETTER, 3) + one_of("rtñspş")) + one_of("qkğg") + maybe("i") + END,
        START + group(repeated(_LETTER, 4)) + one_of("qkğg") + one_of("ae") + END,
        becomes="$1$2",
    ),
    suffix_rule(group(repeated(_LETTER, 3)), "i", becomes="$1"),  # kisi, kis-i-n
    rule(  # sabin, sab-i-n; kilem, kile-m: the noun goes where its likes go
        START + group(repeated(_LETTER, 3)) + "i" + one_of("mnñ") + END,
        START + group(repeated(_LETTER, 2) + one_of("ae")) + "m" + END,
        becomes="$1$2",
    ),
    suffix_rule(group(repeated(_LETTER, 2)), "b", becomes="$1p"),
    suffix_rule(group(repeated(_LETTER, 2)), "g", becomes="$1k"),
    suffix_rule(group(repeated(_LETTER, 2)), "ğ", becomes="$1q"),
    # A vowel that comes and goes: erk-i, koñl-i, auz-i.
    suffix_rule(group("er", "koñ", "au"), "i", group(one_of("klz")), becomes="$1$2"),
    # Longer stems are loans and compounds, known by their heads; what ends them is a suffix that no rule has.
    suffix_rule(group(repeated(_LETTER, 8, 8)), repeated(_LETTER, 1), becomes="$1"),
)


# The pronouns in those cases that the rules do not reach: their stems change too much.
_PRONOUNS = {
    "olar": "ol olar oniñ aniñ oğan oni onda odan onan onimen onisi ondai olai olardi",
    "bul": "bu bular muniñ buniñ buğan muni buni munda bunda budan munan bunimen munimen mundai bundai"
    " bulardiñ bularğa bulardi bularda bulardan bularmen",
    "sol": "soniñ soğan soni sonda sodan sonimen sonan sondai solardiñ solarğa solarda solardan solarmen",
    "osi": "osiniñ osiğan osinda osindai",
    "men": "meniñ mağan menen meniki ben pen",  # and мен, "with"
    "sen": "sağan senen seniki",
    "oz": "ozi ozin ozinşe ozimen ozim ozimniñ ozimdi ozimde ozimnen ozimmen oziñ oziñniñ oziñdi oziñde oziñnen oziñmen"
    " ozderinşe",
}
# Particles that agree with the vowel and the consonant before them, and verbs that only look like nouns.
_VARIANTS = {"da": "ta te de", "ma": "ba be me pa pe", "jat": "jatir", "de": "dep"}
# Words that only look as if they had suffixes.
_UNINFLECTED = "uşin basqa qatti osilai solai bulai sondiqtan turali eger ali algi"

OVERRIDES = {form: word for word, forms in (_PRONOUNS | _VARIANTS).items() for form in words(forms)} | {
    word: word for word in words(_UNINFLECTED)
}
