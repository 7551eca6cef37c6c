"""Kazakh endings on the folded form, in the order of their slots, each with what may stand before it.

A noun is root + number + possessor + case, a verb root + voice + negation + tense + person; a participle or verbal
noun may take the endings of a noun again. Which of an ending's forms is right depends on the last sound before it
(after a vowel, a nasal, another voiced sound, a voiceless one), and that tells endings from the ends of roots.
The folded i is ы, і, и and й, so after it stands what follows a vowel and what follows й.
Sources: the rules of Kazakh spelling of 1983 (endings and their assimilation), R. Muhamedowa's grammar (the slots).
"""

from __future__ import annotations

from xabar.language.tables.patterns import any_of, either, one_root, optional, words
from xabar.language.tables.table import Rewrite

_LETTER = "[a-zğñşç]"
_CONSONANT = "[bcdfghjklmnpqrstvzğñşç]"
_AFTER_VOWEL = "(?<=[aei])"
_AFTER_CONSONANT = "(?<=[^aei])"
_AFTER_NASAL = "(?<=[mnñ])"
_AFTER_VOICED = "(?<=[lriuzj])"
_AFTER_VOICELESS = "(?<=[ptkqsşfhçbvgdğ])"
_AFTER_MINE = "(?<=i[mñ])"  # kitab-im-a; after other vowels it is the noun's own end: bağdarlama
_AFTER_HIS = "(?<=i)"  # the possessor of the third

# ---- nouns: bala-lar-imiz-dan, uy-in-de-gi-ler
_PLURAL = either(
    ["(?<=[aeiour])(?:lar|ler)", "(?<=[lzjmnñv])(?:dar|der)", _AFTER_VOICELESS + "(?:tar|ter)"],
)
_POSSESSOR = either(
    [
        _AFTER_CONSONANT + any_of("i im imiz iñ iñiz"),  # kitab-im
        "(?:(?<=[ae])|(?<=[aeou]i)|(?<=şi))" + any_of("m miz ñ ñiz"),  # bala-m, mai-im folded mai-m
        "(?:(?<=[aeo])|(?<=şi))si",  # bala-si, oquşi-si; but jumis-i
    ]
)
_GENITIVE = either(["(?<=[aeiomnñ])niñ", _AFTER_VOICED + "diñ", _AFTER_VOICELESS + "tiñ"])
_ACCUSATIVE = either(
    [
        _AFTER_VOWEL + "ni",
        _AFTER_VOICED + "di",
        _AFTER_NASAL + "di",
        _AFTER_VOICELESS + "ti",
        _AFTER_HIS + "n",
    ]
)
_DATIVE = either(
    [
        "(?<=[aeiolruzjmnñv])(?:ğa|ge)",
        _AFTER_VOICELESS + "(?:qa|ke)",
        _AFTER_HIS + "(?:na|ne)",
        _AFTER_MINE + "(?:a|e)",
    ]
)
_LOCATIVE = either(
    ["(?<=[aeiolruzjmnñ])(?:da|de)", _AFTER_VOICELESS + "(?:ta|te)", _AFTER_HIS + "(?:nda|nde)"],
)
_ABLATIVE = either(
    ["(?<=[aeiolruzj])(?:dan|den)", _AFTER_VOICELESS + "(?:tan|ten)", "(?<=[mnñi])(?:nan|nen)"],
)
_INSTRUMENTAL = either(["(?<=[aeilrumnñ])men(?:en)?", "(?<=[zj])ben(?:en)?", _AFTER_VOICELESS + "pen(?:en)?"])
_LIKENESS = any_of("dai dei tai tei ndai ndei")
_PLAIN_CASE = either([_GENITIVE, _ACCUSATIVE, _DATIVE, _LOCATIVE, _ABLATIVE, _INSTRUMENTAL, _LIKENESS])
_ADJECTIVE = f"{_LOCATIVE}(?:ği|gi)(?:(?:lar|ler)i?)?{_PLAIN_CASE}?"  # uy-de-gi-ler-diñ
_NOUN = f"{_PLURAL}?{_POSSESSOR}?(?:{_ADJECTIVE}|{_PLAIN_CASE})?"

# ---- verbs: jaz-il-ma-ğan-dar-i-n, kel-e-tin-biz, oqi-p-ti
_PERSON = any_of(
    "min bin pin siñ siz miz biz piz dar der tar ter lar ler siñdar siñder sizdar sizder di ti dir tir"
)
_PAST_PERSON = f"(?:(?<!sti)[qk]|{any_of('m ñ ñiz ñdar ñder ñizdar ñizder')})"
_PRESENT_PERSON = any_of("min m siñ siz miz di siñdar siñder sizdar sizder")
_VOICE = either(["il", "in", "is", _AFTER_VOWEL + "[lns]"])
_PRESENT = f"(?:{_AFTER_CONSONANT}[ae]|{_AFTER_VOWEL}i)"
_PAST = f"(?:{_AFTER_VOICELESS}(?:qan|ken)|(?<=[aeiulrzjmnñv])(?:ğan|gen))"
_INTENTION = f"(?:(?<=[aeiurl])(?:maq|mek)|(?<=[zjmnñ])(?:baq|bek)|{_AFTER_VOICELESS}(?:paq|pek))"
_NOMINAL = f"(?:di[kqgğ])?{_NOUN}"  # kel-etin-dig-i
_TENSES = [
    f"(?:(?<=[aeiulrzjmnñv])di|{_AFTER_VOICELESS}ti){_PAST_PERSON}?",  # kel-di-m
    f"(?:sa|se){_PAST_PERSON}?",  # kel-se-ñiz
    f"{_PRESENT}{_PRESENT_PERSON}",  # kel-e-di, oqi-i-min
    f"{_PRESENT}tin(?:{_PERSON}|{_NOMINAL})",  # kel-e-tin-der
    f"{_PAST}(?:{_PERSON}|(?:dai|dei)|(?:şa|şe)|{_NOMINAL})",  # kel-gen-i-n
    f"{_INTENTION}(?:şi)?{_PERSON}?",
    f"(?:{_AFTER_VOICELESS}(?:qa|ke)|(?<=[aeiulrzjmnñv])(?:ğa|ge))li",
    "(?:sin)(?:dar|der)?",
    f"u(?:şi(?:li[kqgğ])?)?{_NOUN}",  # kel-u-i-ne, jaz-u-şi
    "[ğgqk]i(?:m|ñ|si|miz|ñiz)?",  # ait-qi-m keledi
]
_SHORT_TENSES = [
    f"(?:ip|{_AFTER_VOWEL}p){optional(_PERSON)}",  # kel-ip-ti
    f"(?:ar|er|{_AFTER_VOWEL}r){optional(_PERSON)}",  # kel-er-siñ
    "(?:(?:a|e)in|(?:a|e)iq|(?:a|e)ik)",  # kel-eiin
    f"(?:iñ|{_AFTER_VOWEL}ñ)(?:iz|dar|der|izdar|izder)?",  # kel-iñiz
]
_SAFE_PRESENT = f"{_PRESENT}{any_of('min siñ siz di')}"  # but qala-m, qala-miz
_SAFE_PARTICIPLE = f"(?:(?<=l[ae]n|[dl][ae]l)[ae]|(?<=[ae])i)tin(?:{_PERSON}|{_NOMINAL})"  # but memleket-i-n
_SAFE_CONVERB = f"(?:(?<=[lnrs])ip|(?<=[ae])p){optional(_PERSON)}"
_NEGATION = "(?:ma|me|ba|be|pa|pe)"
_NEGATIVE = [
    f"[mbp](?:as|es)(?:tan|ten|{_PERSON})?",
    f"[mbp][ae]di{_PAST_PERSON}?",
    "[mbp](?:ai|ei)(?:nşa|nşe)?",
]


def _verb(tenses: list[str]) -> str:
    return f"{_VOICE}{{0,3}}(?:{_NEGATION}?{either(tenses)}|{either(_NEGATIVE)})"


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
# Endings that are written apart from the word: «Замин»нің, АҚШ-тың, 2021-дегі.
ENCLITICS = words(
    "niñ diñ tiñ ni di ti ğa ge qa ke da de ta te dan den tan ten nan nen men ben pen daği degi taği tegi "
    "lar ler dar der tar ter"
)
# Nouns that are too short for the rules, or end like an inflected word.
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
_OF_TIME = f"(?:{_AFTER_VOICELESS}ki|(?<=[aelnmzñ])(?:ği|gi))"

# Endings that are sure even after a root of two letters: an-der, tu-ğa.
_SURE = "[ldt][ae]r|[ndt]iñ|[ğgqk][ae]|[dt][ae](?!i)n?|[mbp]en|imiz|iñiz|in[ae]|ind[ae]|n[ae]n|inan|inen|iniñ"

_FLEETING = "^(er|koñ|au)i([klz])$"  # erk-i, koñl-i, auz-i

ENDINGS = (
    Rewrite(f"^({one_root(NOUNS_IN_I)})i(?:miz|s(?=i))?{_NOUN}$", "_$1i"),
    Rewrite(f"^({one_root(NOUNS_IN_O)})(?:ni|men|(?:miz)?{_NOUN})$", "_$1"),
    Rewrite(f"^((?:kasip)?or|mur|moi)i?n{_NOUN}$", "_$1n"),
    Rewrite(f"^(hal|qul|qir|bor|kor)i?([qk]){_NOUN}$", "_$1$2"),
    Rewrite(f"^(qau|ar|ğur)i?p{_NOUN}$", "_$1p"),
    Rewrite(f"^(sura|jasa)[qğ]{_NOUN}$", "_$1q"),  # of sura the other endings are a verb's
    Rewrite(f"^({one_root(NOUNS)}){_NOUN}$", "_$1"),
    Rewrite(f"^({one_root(NOUNS_IN_IST)})ist?{_NOUN}$", "_$1ist"),  # turist-i, turis-ter
    Rewrite(f"^({one_root(TIMES)})(?:{_OF_TIME}(?:si)?)?{_NOUN}$", "_$1"),
    # The nouns of verbs: tabis-ti; but oquşi-si, ait-qi-si.
    Rewrite(f"^({_LETTER}{{3,}}is)(?:tiñ?|i(?<![şqkğg]isi)(?:niñ|n)?)$", "_$1"),
    Rewrite(f"^(emes|eken|e(?=d))(?:di{_PAST_PERSON}?|{_PERSON}|{_NOMINAL})$", "_$1"),
    Rewrite(f"^({one_root(ROOTS_IN_P)})(?:p|b|u(?=ip)){_verb(_TENSES + _SHORT_TENSES)}$", "_$1p"),
    Rewrite(f"^({one_root(ROOTS_IN_Q)})(?:q|ğ){_verb(_TENSES + _SHORT_TENSES)}$", "_$1q"),
    Rewrite(f"^({one_root(ROOTS_IN_K)})(?:k|g){_verb(_TENSES + _SHORT_TENSES)}$", "_$1k"),
    Rewrite(
        f"^({one_root(ROOTS_IN_I)})(?:(?:i|(?=u)){_verb(_TENSES + _SHORT_TENSES)}|i{_PRESENT_PERSON}|itin(?:{_PERSON}|{_NOMINAL}))$",
        "_$1i",
    ),
    Rewrite(f"^({one_root(ROOTS_IN_I)})i$", "_$1i"),
    Rewrite(f"^({one_root(OPEN_ROOTS)})(?:il)?{_NEGATION}?{either(_TENSES)}$", "_$1"),
    Rewrite("^(tur|otir|jur|jat)(?:ir)?(?:min|siñ|siz|miz)$", "_$1"),
    Rewrite(f"^({_LETTER}+[^aeiou]stan|undistan|pakistan|dağistan){_NOUN}$", "_$1"),
    Rewrite(f"^({one_root(VERB_ROOTS)})(?:(?:il|in|is|[ln])[ae]|(?<=[ae])i)$", "_$1"),
    Rewrite(f"^({one_root(VERB_ROOTS, shortest=True)}){_verb(_TENSES + _SHORT_TENSES)}$", "_$1"),
    Rewrite(f"^({one_root(SHORT_CONVERBS)})[aei]$", "_$1"),
    Rewrite(f"^({one_root(VERB_ROOTS)})$", "_$1"),
    Rewrite(
        f"^({_LETTER}{{4,}}?|{_LETTER}{{3}}(?=[aei]))[aei]?{_verb([_SAFE_PRESENT, *_TENSES[4:7], _TENSES[8], _SAFE_PARTICIPLE, _SAFE_CONVERB])}$",
        "_$1",
    ),
    Rewrite(f"^([aeiou]{_CONSONANT}|{_CONSONANT}[aeiou])(?={_SURE}){_NOUN}$", "_$1"),
    Rewrite(
        f"^({_LETTER}{{3,}}?)(?:{_AFTER_VOWEL}(?:raq|rek)|{_AFTER_CONSONANT}(?:iraq|irek))$", "$1"
    ),  # the comparative
    Rewrite(f"^({_LETTER}{{3,}}?){_NOUN}$", "$1"),
    Rewrite(f"^([0-9]+){any_of(*ENCLITICS)}$", "$1"),
    Rewrite("^([a-z]{3,}(?:ia|ika))li[qk]$", "$1"),  # himia-liq: loans only
    Rewrite(
        f"^({_LETTER}{{3,}}[rtñspş])[qkğg]i?$|^({_LETTER}{{4,}})[qkğg][ae]$", "$1$2"
    ),  # sirt-qi; koleñke looks like a dative
    Rewrite(f"^({_LETTER}{{3,}})i$", "$1"),  # kisi, kis-i-n
    # sabin, sab-i-n; kilem, kile-m: the noun goes where its likes go.
    Rewrite(f"^({_LETTER}{{3,}})i[mnñ]$|^({_LETTER}{{2,}}[ae])m$", "$1$2"),
    Rewrite(f"^({_LETTER}{{2,}})b$", "$1p"),
    Rewrite(f"^({_LETTER}{{2,}})g$", "$1k"),
    Rewrite(f"^({_LETTER}{{2,}})ğ$", "$1q"),
    Rewrite(_FLEETING, "$1$2"),
    # Longer stems are loans and compounds, told by their heads: their ends are endings that no row knows.
    Rewrite(f"^({_LETTER}{{8}}){_LETTER}+$", "$1"),
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
# Words that only look as if they had endings.
_UNINFLECTED = "uşin basqa qatti osilai solai bulai sondiqtan turali eger ali algi"

OVERRIDES = {form: word for word, forms in (_PRONOUNS | _VARIANTS).items() for form in words(forms)} | {
    word: word for word in words(_UNINFLECTED)
}
