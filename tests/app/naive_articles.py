"""What a naive crawler stores: one string an article, with the page's boilerplate glued on. All texts are our own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class NaiveArticle:
    """An article with what stood above it, in the middle of it and below it on the page."""

    url: str
    title: str
    date: str
    above: tuple[str, ...]
    own: tuple[str, ...]
    middle: str
    below: tuple[str, ...]

    def values(self) -> dict[str, Any]:
        """Return the object that the crawler wrote."""
        first, *rest = self.own
        lines = (*self.above, self.title, first, self.middle, *rest, *self.below)
        return {"url": self.url, "title": self.title, "text": "\n".join(lines), "date": self.date}


NAIVE = {
    "uz-Latn": NaiveArticle(
        url="https://yangi-gazeta.uz/2025/04/25/koprik",
        title="Guldarada yangi koʻprik ochildi",
        date="25.04.2025 14:30",
        above=("Bosh sahifa", "Siyosat", "Iqtisodiyot", "Jamiyat", "Sport", "Oʻzbekcha | Ўзбекча | Русский"),
        own=(
            "Guldara daryosi ustida yangi koʻprik ochildi, u ikki qishloqni bogʻlaydi.",
            "Qurilish ikki yil davom etdi, endi maktabga yoʻl yarim soatga qisqardi.",
            "Ochilish marosimida qishloq oqsoqollari va quruvchilar soʻzga chiqdi.",
        ),
        middle="Mavzuga oid: Guldarada yoʻl taʼmirlanadi",
        below=(
            "Ulashish",
            "Telegram",
            "Facebook",
            "Oʻqing, shuningdek:",
            "Togʻ qishlogʻiga gaz keldi",
            "Tumanda yangi maktab qurilmoqda",
            "© 2025 Yangi gazeta. Barcha huquqlar himoyalangan.",
            "Koʻrishlar soni: 312",
        ),
    ),
    "uz-Cyrl": NaiveArticle(
        url="https://yangi-gazeta.uz/kr/2025/04/25/kutubxona",
        title="Самарқандда болалар кутубхонаси очилди",
        date="2025 йил 25 апрель, 14:30",
        above=("Бош саҳифа", "Сиёсат", "Иқтисодиёт", "Жамият", "Спорт", "Қидирув"),
        own=(
            "Самарқандда болалар учун янги кутубхона очилди. Унда ўн мингга яқин китоб бор.",
            "Кутубхона мудирининг айтишича, ўқувчилар китобларни уйга ҳам олиб кетиши мумкин.",
            "Бинода компьютер хонаси ва ҳунар тўгараклари ҳам ишлайди.",
        ),
        middle="Шунингдек, ўқинг: Янги театр биноси қурилмоқда",
        below=(
            "Улашиш:",
            "Телеграм",
            "Мавзуга оид янгиликлар",
            "Китоб ярмаркаси бошланди",
            "Ўқувчилар танлови ғолиблари аниқланди",
            "© 2025 Янги газета. Барча ҳуқуқлар ҳимояланган",
            "1 204 марта кўрилди",
        ),
    ),
    "kk-Cyrl": NaiveArticle(
        url="https://jana-gazet.kz/2025/04/25/mektep",
        title="Ауылда жаңа мектеп ашылды",
        date="25 сәуір 2025, 14:30",
        above=("Басты бет", "Саясат", "Экономика", "Қоғам", "Спорт", "Іздеу"),
        own=(
            "Облыстағы шағын ауылда үш жүз орындық жаңа мектеп ашылды.",
            "Мұнда оқушыларға арналған спорт залы, кітапхана және асхана бар.",
            "Мектеп директорының айтуынша, енді балалар бір ауысымда оқиды.",
        ),
        middle="Оқи отырыңыз: Қалада балабақша салынады",
        below=(
            "Бөлісу",
            "Telegram",
            "Сондай-ақ оқыңыз:",
            "Аудан орталығына су құбыры тартылды",
            "Жас ұстаздарға үй берілді",
            "© 2025 Жаңа газет. Барлық құқықтар қорғалған.",
            "4236 рет қаралды",
        ),
    ),
    "kk-Latn": NaiveArticle(
        url="https://jana-gazet.kz/qaz/2025/04/25/mektep",
        title="Aýylda jańa mektep ashyldy",
        date="2025-04-25T14:30:00+05:00",
        above=("Basty bet", "Saıasat", "Ekonomıka", "Qoǵam", "Sport", "Izdeý"),
        own=(
            "Oblystaǵy shaǵyn aýylda úsh júz oryndyq jańa mektep ashyldy.",
            "Munda oqýshylarǵa arnalǵan sport zaly, kitaphana jáne ashana bar.",
            "Mektep dırektorynyń aıtýynsha, endi balalar bir aýysymda oqıdy.",
        ),
        middle="Oqı otyryńyz: Qalada balabaqsha salynady",
        below=(
            "Bólisý",
            "Telegram",
            "Sondaı-aq oqyńyz:",
            "Aýdan ortalyǵyna sý qubyry tartyldy",
            "Jas ustazdarǵa úı berildi",
            "© 2025 Jańa gazet. Barlyq quqyqtar qorǵalǵan.",
            "87 ret qaraldy",
        ),
    ),
    "kk-Arab": NaiveArticle(
        url="https://jana-gazet.kz/tote/2025/04/25/mektep",
        title="اۋىلدا جاڭا مەكتەپ اشىلدى",
        date="2025-04-25 14:30",
        above=("باستى بەت", "ساياسات", "ەكونوميكا", "قوعام", "سپورت"),
        own=(
            "وبلىستاعى شاعىن اۋىلدا ءۇش ءجۇز ورىندىق جاڭا مەكتەپ اشىلدى.",
            "مۇندا وقۋشىلارعا ارنالعان سپورت زالى، كىتاپحانا جانە اسحانا بار.",
            "مەكتەپ ديرەكتورىنىڭ ايتۋىنشا، ەندى بالالار ءبىر اۋىسىمدا وقيدى.",
        ),
        middle="وقي وتىرىڭىز: قالادا بالاباقشا سالىنادى",
        below=(
            "ءبولىسۋ",
            "سونداي-اق وقىڭىز:",
            "اۋدان ورتالىعىنا سۋ قۇبىرى تارتىلدى",
            "جاس ۇستازدارعا ءۇي بەرىلدى",
            "٨٧ رەت قارالدى",
        ),
    ),
}
"""By language and script."""
