"""Rules for links to other articles, picture credits, comments and bylines, which are whole paragraphs."""

from __future__ import annotations

from typing import Final

from xabar.extraction.rules.rule import Rule, one_of
from xabar.extraction.stems import spell_stems

ALSO: Final = (
    *("mavzuga oid", "мавзуга оид", "mavzuga doir", "мавзуга доир", "sh?u mavzuda", "шу мавзуда"),
    *(
        r"sh?uningdek,? o'?qing",
        r"шунингдек,? ўқинг",
        r"o'?qing,? sh?uningdek",
        r"ўқинг,? шунингдек",
        "buni ham o'?qing",
        "буни ҳам ўқинг",
        "o'?qish?ni tavsiya qilamiz",
    ),
    *("ўқишни тавсия қиламиз", "avvalroq o'?qing"),
    *(r"(?:o'?qish?(?:ni| uch?un) )?tavsiya etamiz", r"(?:ўқиш(?:ни| учун) )?тавсия этамиз"),
    *("оқуға (?:кеңес береміз|ұсынамыз)", "oquga (?:kenes beremiz|usynamyz)", "وقۋعا كەڭەس بەرەمىز"),
    "рекомендуем (?:почитать|прочитать|к прочтению)",
    *("оқи отырыңыз", "тағы оқыңыз", r"сондай-ақ,? оқыңыз(?:дар)?", "осыған қатысты", "бұған дейін оқыңыз"),
    *("oqi otyrynyz", "tagy oqynyz", r"sondai-aq,? oqynyz(?:dar)?", "osygan qatysty"),
    *("وقي وتىرىڭىز", "وقىي وتىرىڭىز", "تاعى وقىڭىز", "سونداي-اق وقىڭىز"),
    *(
        "читайте также",
        "читать также",
        "читайте ещё",
        "читайте еще",
        "смотрите также",
        "по теме",
        "see also",
        "read also",
    ),
)
_OTHERS: Final = (
    *(r"(?:мавзуга оид|ўхшаш|сўнгги|бошқа|асосий|қизиқарли) (?:янгиликлар|мақолалар|хабарлар)",),
    *(r"(?:mavzuga oid|o'?xsh?ash?|so'?nggi|bosh?qa|asosiy|qiziqarli) (?:yangiliklar|maqolalar|xabarlar)",),
    *(
        r"mavzu bo'?yich?a",
        r"мавзу бўйича",
        "o'?qing",
        "ўқинг",
        "bu ham qiziq",
        "бу ҳам қизиқ",
        "bular ham qiziq",
    ),
    *(
        r"ko'?p o'?qilgan(?:lar)?",
        r"кўп ўқилган(?:лар)?",
        r"eng ko'?p o'?qilgan(?:lar)?",
        r"энг кўп ўқилган(?:лар)?",
    ),
    *("тақырып бойынша", "осы тақырыпта", "осы тақырып бойынша", r"ең көп оқылған(?:дар)?"),
    *(r"(?:ұқсас|соңғы|басқа|өзге|басты) (?:жаңалықтар|мақалалар|материалдар)",),
    *("taqyryp boiynsh?a", "taqyryp boiynsa", "osy taqyrypta", r"en kop oqylgan(?:dar)?"),
    *(r"(?:uqsas|songy|basqa|ozge|basty) (?:janalyqtar|maqalalar|materialdar)",),
    *("سوڭعى جاڭالىقتار", "تاقىرىپ بويىنشا", "وسى تاقىرىپتا", "ەڭ كوپ وقىلعان"),
    *(
        r"материалы по теме",
        r"(?:похожие|последние|другие|главные) (?:новости|материалы)",
        "популярное",
        "самое читаемое",
    ),
    *("sizga tavsiya etamiz", "сизга тавсия этамиз", "сізге ұсынамыз", "sizge usynamyz"),
    *("рекомендуем", "вам может быть интересно"),
    *("you might also like", "most read", "latest news"),
)

# The heading and the other article's title in one line. A title has no full stop, so a line that has one is a sentence.
RELATED_LINE: Final = Rule(
    "related-articles",
    rf"[👉▶►•\s-]*{one_of(*ALSO)}\s?[:：👉►»](?!.*[^.]\.$).+",
    goes=(
        "Mavzuga oid: Chilonzorda yangi bog‘ ochiladi",
        "Шунингдек, ўқинг: Янги йўл қурилмоқда",
        "Оқи отырыңыз: Алматыда жаңа мектеп ашылды",
        "Oqı otyryńyz: Almatyda jańa mektep ashyldy",
        "وقي وتىرىڭىز: الماتىدا جاڭا مەكتەپ اشىلدى",
        "Читайте также: Открыт новый мост",
    ),
    stays=(
        "Мавзуга оид саволларга вазир жавоб берди.",
        "Осыған қатысты министрлік түсініктеме берді.",
        "Shuningdek oʻqing: bu kitobni ham, uning davomini ham, dedi u.",
        "Mavzuga oid: soliqlar toʻgʻrisidagi qaror ham qabul qilindi.",
    ),
    needs=(":", "👉", "►", "»"),
)

# The heading above a block of links to other articles.
RELATED: Final = Rule(
    "related-articles",
    rf"[👉▶►•\s-]*{one_of(*ALSO, *_OTHERS)}\s?[:👇…\s]*",
    goes=(
        "\nМавзуга оид\nЯнги кўприк очилди\nБозорда нарх тушди",
        "\nMavzuga oid yangiliklar\nYangi ko‘prik ochildi",
        "\nТақырып бойынша\nАлматыда жаңа мектеп ашылды",
        "\nSońǵy jańalyqtar\nAlmatyda jańa mektep ashyldy",
        "\nSoñğy jañalyqtar\nAlmatyda jaña mektep aşyldy",
        "\nوقي وتىرىڭىز:\nالماتىدا جاڭا مەكتەپ اشىلدى",
        "\nЧитайте также\nОткрыт новый мост",
        "\nOʻqish uchun tavsiya etamiz:\nYangi koʻprik ochildi\nBozorda narx tushdimi?",
        "\nЎқиш учун тавсия этамиз\nЯнги кўприк очилди",
        "\nТағы оқыңыз:\nАлматыда жаңа мектеп ашылды",
        "\nOqýǵa keńes beremiz:\nAlmatyda jańa mektep ashyldy",
        "\nРекомендуем почитать:\nОткрыт новый мост",
    ),
    stays=("Сўнгги янгиликлар орасида шу хабар ҳам бор.", "Тақырып бойынша пікірталас болды."),
)

# The headings of which nobody makes the title of a part of his text: what follows in short lines is other articles.
ALSO_HEADING: Final = Rule(
    "related-articles",
    rf"[👉▶►•\s-]*{one_of(*ALSO)}\s?[:👇…\s]*",
    goes=("\nМавзуга оид\nЯнги кўприк очилди", "\nТағы оқыңыз:\nАлматыда жаңа мектеп ашылды"),
    stays=("Мавзуга оид адабиётлар рўйхати:", "Тағы оқыңыз, деді ұстаз."),
)

CREDIT: Final = Rule(
    "picture-credit",
    one_of(
        *(
            r"foto(?:surat(?:lar)?|lavha|lar)?",
            r"фото(?:сурат(?:лар)?|лавҳа|лар)?",
            r"surat(?:lar|da)?",
            r"сурат(?:лар|да)?",
        ),
        *(
            r"сурет(?:тер|те)?",
            r"suret(?:ter|te)?",
            "سۋرەت",
            "فوتو",
            "иллюстрация",
            r"il+[yu]+stratsiya",
            "коллаж",
        ),
        *(
            "kollaj",
            "скриншот",
            "skrinsh?ot",
            "кадр",
            "kadr",
            "infografika",
            "инфографика",
            "изображение",
            "photo",
        ),
        *("image", "видео манбаси", "video manbasi", "видеодан кадр", "videodan kadr"),
    )
    + r"\s?(?:[:©]|манбаси\s?:|manbasi\s?:|автор[ыи]?\s?:|muallifi\s?:|муаллифи\s?:) ?"
    # no sentence follows the name, and it is not itself a sentence of six words or more
    r"(?!.{0,60}\w\w[.!?]\s\S+\s\S+\s\S)(?!\s?(?:\S+\s+){5,}\S+[.!?]$).*",
    goes=(
        "Foto: None",
        "Фото: Давлат статистика қўмитаси",
        "Foto: A. Karimov / «Yangi kun»",
        "Сурет: Жаңа күн",
        "Súret: Jańa kún",
        "سۋرەت: جاڭا كۇن",
        "Коллаж: Жаңа күн / А. Серік",
        "Иллюстрация: «Янги кун»",
        "Фото © Янги кун",
    ),
    stays=(
        "Фото: Reuters. Президент Тошкентда халқаро саммитни очиб берди.",
        "Сурат: рассом Аҳмад Олимовнинг энг машҳур асари музейга қайтарилди.",
        "Видео: дарвозабон тўпни қўлдан чиқарди.",
        "Фото кўргазмаси январга қадар давом этади.",
        "Сурет салу үйірмесіне 40 бала қатысады.",
    ),
    needs=(":", "©"),
)
GENERATED: Final = Rule(
    "picture-credit",
    one_of(
        r"(?:изображение|иллюстрация|картинка|фото) (?:\w+ ){0,2}(?:сгенерирован|создан|сделан)\w* (?:\w+ ){0,3}"
        r"(?:нейросет\w*|(?:искусственн\w+ )?интеллект\w*|ии)",
        r"(?:surat|сурат|сурет|suret|rasm|расм)\w* (?:\w+ ){0,2}"
        r"(?:sun'iy intellekt|сунъий интеллект|жасанды интеллект|jasandy intellekt)\w*(?: \w+){0,2}"
        r" (?:yarat|ярат|tayyorla|тайёрла|ch?iz|чиз|ish?la|ишла|жаса|jasa|сыз|syz)\w*(?:gan|ган|ған|ген|di|ди|ды|dy)",
    )
    + r"\W*",
    goes=(
        "Изображение сгенерировано нейросетью",
        "Сурет жасанды интеллект көмегімен жасалған",
        "Rasm sun'iy intellekt yordamida yaratilgan.",
    ),
    stays=(
        "Сунъий интеллект расм чизишни ўрганди.",
        "Rasm va videolarni sun'iy intellekt yordamida yaratishni oʻrgatadigan kurs ochildi.",
        "Сурет салатын жасанды интеллект оқушыларға ұнады.",
    ),
    needs=("нейросет", "intellekt", "интеллект"),
)

# The heading of the readers' comments. Nothing else stands below it.
COMMENTS: Final = Rule(
    "comments",
    one_of(
        *(
            "izohlar",
            "изоҳлар",
            "fikrlar",
            "фикрлар",
            "пікірлер",
            "pikirler",
            "پىكىرلەر",
            "комментарии",
            "comments",
        )
    )
    + r"(?:\s?\(\d+\)|\s\d+)?\s?:?",
    goes=(
        "\nИзоҳлар\nЖуда яхши янгилик, раҳмат!\nҚачон очилади?",
        "\nПікірлер (2)\nӨте жақсы жаңалық екен, рақмет!",
        "\nPikirler: \nJaqsy eken!",
    ),
    stays=("Изоҳлар кўп бўлди, деди муаллиф.",),
)

# The byline: its name is added to the authors.
_NAME: Final = r"(?P<name>[^\W\d_][\w'.-]*(?: [^\W\d_][\w'.-]*){0,3}(?:(?:,| va| ва| және| jane| и) [^\W\d_][\w'.-]*(?: [^\W\d_][\w'.-]*){1,3})?)"
OUR_REPORTERS: Final = "|".join(
    (
        spell_stems("uz", "muxbirimiz", "jurnalistimiz", "sharhlovchimiz"),
        spell_stems("kk", "тілшіміз", "журналисіміз", "шолушымыз"),
        "tilshimiz|sholushymyz",
    )
)
BYLINES: Final = (
    Rule(
        "byline",
        one_of(
            *(
                "muallif(?:lar)?",
                "муаллиф(?:лар)?",
                "maqola muallifi",
                "мақола муаллифи",
                "автор(?:ы|лары)?",
                "avtor(?:y|lary)?",
            ),
            *(
                "авторы?(?: текста)?",
                "tayyorladi",
                "тайёрлади",
                "tayyorlagan",
                "тайёрлаган",
                "дайындаған",
                "daiyndagan",
            ),
            *(
                "әзірлеген",
                "azirlegen",
                "журналист",
                "jurnalist",
                "мухбир",
                "muxbir",
                "тілші",
                "tilsh?i",
            ),
            *(
                "сұхбаттасқан",
                "жазған",
                "matn",
                "матн",
                "мәтін",
                "текст",
                "подготовил[аи]?",
                "اۆتور",
                "author",
            ),
        )
        + rf"\s?[:—–]\s?{_NAME}[.]?",
        goes=(
            "Муаллиф: Нигора Каримова",
            "Muallif: Ali Valiyev",
            "Автор: Серік Ахметов",
            "Дайындаған: Айгүл Ахмет",
            "Avtor: Aıgúl Ahmet",
            "Тайёрлади — Али Валиев",
            "اۆتور: ايگۇل احمەت",
        ),
        stays=(
            "Муаллиф: «Мен бу китобни ўн йил ёздим».",
            "Suhbatdosh: Nodira Karimova.",  # who is interviewed, not who asks
            "Суҳбатдош: Нодира Каримова",
            "Автор: деген сөз жоқ, дейді ол бізге берген сұхбатында.",
        ),
        needs=(":", "—", "–"),
    ),
    Rule(
        "byline",
        rf"{_NAME},? ?[«“\"]?"
        + one_of(
            *(
                "o'?za",
                "ўза",
                "uza",
                "dunyo",
                "«дунё»",
                "kazinform",
                "қазақпарат",
                "qazaqparat",
                "egemen qazaqstan",
            ),
            *(r"[\w.-]{1,40}\.(?:uz|kz|org)",),
        )
        + r"[»”\"]?( muxbiri| мухбири| тілшісі| tilsh?isi)?[.]?",
        goes=(
            "Nazokat Usmonova, O‘zA",
            "Айгүл АХМЕТ, «Egemen Qazaqstan»",
            "Али Валиев, Kun.uz",
            "Н.Усмонова, ЎзА мухбири",
        ),
        stays=("Бу ҳақда ЎзА хабар берди.", "Манба Kun.uz"),
        needs=(",",),
    ),
    # The newspaper's own reporter, not one whom it quotes. The line has no full stop.
    Rule(
        "byline",
        rf"{_NAME}\s?[,،–—-]\s?(?:[\w'-]{{1,20}} ){{0,3}}(?:{OUR_REPORTERS})",
        goes=(
            "Nigora Karimova, oʻz muxbirimiz",
            "Нигора Каримова — Бухоро вилоятидаги мухбиримиз",
            "Айгүл Ахмет, меншікті тілшіміз",
            "Aigül Ahmet, menşiktı tılşımız",
            "ايگۇل احمەت، ٴوز ٴتىلشىمىز",
        ),
        stays=(
            "Буни Али Валиев, мухбиримиз аниқлади",
            "Nigora Karimova, oʻz muxbirimiz.",
            "Айгүл Ахмет, облыстық газеттің тілшісі",
        ),
        needs=(",", "،", "—", "–", "-"),
    ),
)
