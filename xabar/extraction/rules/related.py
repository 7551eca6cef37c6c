"""Rules for links to other articles and for the readers' comments, which are whole paragraphs."""

from __future__ import annotations

from typing import Final

from xabar.extraction.rules.rule import Rule, one_of

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
