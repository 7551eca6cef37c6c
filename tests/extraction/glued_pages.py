"""Whole pages that naive crawlers stored as one text, and true texts that look like them. All texts are our own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GluedPage:
    """The lines of an article, and the lines that stood above and below it on its page."""

    above: tuple[str, ...]
    own: tuple[str, ...]
    below: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """Return the page as it was stored."""
        return (*self.above, *self.own, *self.below)


UZ = (
    "Guldara daryosi ustida yangi koʻprik ochildi, u ikki qishloqni bogʻlaydi.",
    "Ochilish marosimida qishloq oqsoqollari va quruvchilar soʻzga chiqdi.",
)
UZ_NEW = (
    "Guldara daryosi ustida yangi köprik oçildi, u ikki qişloqni boğlaydi.",
    "Oçiliş marosimida qişloq oqsoqollari va quruvçilar sözga çiqdi.",
)
UZ_CYRL = (
    "Самарқандда болалар учун янги кутубхона очилди. Унда ўн мингга яқин китоб бор.",
    "Бинода компьютер хонаси ва ҳунар тўгараклари ҳам ишлайди.",
)
KK = (
    "Облыстағы шағын ауылда үш жүз орындық жаңа мектеп ашылды.",
    "Мектеп директорының айтуынша, енді балалар бір ауысымда оқиды.",
)
KK_LATN = (
    "Oblystaǵy shaǵyn aýylda úsh júz oryndyq jańa mektep ashyldy.",
    "Mektep dırektorynyń aıtýynsha, endi balalar bir aýysymda oqıdy.",
)
KK_ARAB = (
    "وبلىستاعى شاعىن اۋىلدا ءۇش ءجۇز ورىندىق جاڭا مەكتەپ اشىلدى.",
    "مەكتەپ ديرەكتورىنىڭ ايتۋىنشا، ەندى بالالار ءبىر اۋىسىمدا وقيدى.",
)

GLUED = {
    "uz: a path, languages and a counter": GluedPage(
        (
            "Bosh sahifa / Siyosat / Iqtisodiyot / Jamiyat / Sport / Oʻz | Ўз | Рус",
            "20.11.2026, 14:30 | 1254 marta koʻrildi",
        ),
        UZ,
        ("Ulashish: Telegram Facebook X Nusxa olish",),
    ),
    "uz: one label a line": GluedPage(
        ("Menyu", "Qidiruv", "Siyosat", "Jamiyat", "Fotolavha", "Sport"),
        UZ,
        ("Telegram", "Facebook", "Nusxa olish"),
    ),
    "uz: a logo above the menu": GluedPage(
        ("Guldara xabarlari", "Bosh sahifa", "Mahalliy", "Madaniyat", "Biz haqimizda"),
        UZ,
        ("Oʻqish uchun tavsiya etamiz:", "Togʻ qishlogʻiga gaz keldi", "Tumanda maktab qurilmoqda"),
    ),
    "uz: other articles with a counter and the menu again": GluedPage(
        ("Bosh sahifa » Jamiyat » Guldarada koʻprik ochildi",),
        UZ,
        ("Mavzuga oid", "Togʻ qishlogʻiga gaz keldi", "👁 845", "Bosh sahifa | Siyosat | Sport | Aloqa"),
    ),
    "uz: the letters of 2026": GluedPage(
        ("Boş sahifa", "Siyosat", "Jamiyat", "Taʼlim", "Öz | Ўз | Рус"),
        UZ_NEW,
        ("Ulaşiş: Telegram Facebook", "Öqiş uçun tavsiya etamiz:", "Toğ qişloğiga gaz keldi"),
    ),
    "uz: only a part of the menu has line breaks": GluedPage(
        ("Bosh sahifa Siyosat Iqtisodiyot", "Jamiyat Sport | Oʻz | Ру | En", "20-noyabr 2026, 14:30"),
        UZ,
        ("Bizni kuzatib boring: Telegram, Instagram, YouTube", "Izoh qoldirish"),
    ),
    "uz-Cyrl: two labels": GluedPage(
        ("Бош саҳифа / Иқтисодиёт",), UZ_CYRL, ("Улашиш: Телеграм Фейсбук Нусха олиш",)
    ),
    "uz-Cyrl: tools": GluedPage(("Меню", "Қидирув"), UZ_CYRL, ("Мавзуга оид:", "Янги театр қурилмоқда")),
    "uz-Cyrl: a counter proves the sections": GluedPage(
        ("Жамият", "Маданият", "20.11.2026, 14:30 | 77 марта кўрилди"), UZ_CYRL, ("Фикр билдириш", "👁 77")
    ),
    "uz-Cyrl: languages only": GluedPage(
        ("Ўз | Oʻz | Рус",),
        UZ_CYRL,
        ("Ўқиш учун тавсия этамиз", "Театр биноси битди", "Телеграм", "Нусха олиш"),
    ),
    "kk: a menu and titles": GluedPage(
        ("Басты бет", "Саясат", "Қоғам", "Әлем", "ҚАЗ | QAZ | РУС"),
        KK,
        ("Тағы оқыңыз:", "Аудан орталығына су құбыры тартылды", "Жас ұстаздарға үй берілді"),
    ),
    "kk: a share bar": GluedPage(("Мәзір", "Іздеу", "Кіру"), KK, ("Бөлісу: Facebook WhatsApp Telegram",)),
    "kk: a call and the comments": GluedPage(
        ("Басты бет > Қоғам",), KK, ("Бізге жазылыңыз: Telegram, Instagram", "Пікір қалдыру", "👁 845")
    ),
    "kk: lone labels": GluedPage(
        ("Басты бет • Руханият • Тарих", "20 қараша 2026, 10:15"), KK, ("Telegram", "Сілтемені көшіру")
    ),
    "kk-Latn: one label a line": GluedPage(
        ("Basty bet", "Saıasat", "Qoǵam", "Izdeý"), KK_LATN, ("Bólisý: Facebook WhatsApp", "Pikir qaldyrý")
    ),
    "kk-Latn: a path": GluedPage(
        ("Basty bet | Qoǵam | Mádenıet",),
        KK_LATN,
        ("Taǵy oqyńyz:", "Aýdan ortalyǵyna sý qubyry tartyldy", "Bizge jazylyńyz: Telegram"),
    ),
    "kk-Arab: one label a line": GluedPage(
        ("باستى بەت", "ساياسات", "قوعام"), KK_ARAB, ("ءبولىسۋ: Facebook Telegram", "پىكىر قالدىرۋ")
    ),
    "kk-Arab: a path and languages": GluedPage(
        ("باستى بەت / قوعام / سپورت", "Қаз | Qaz | توتە"),
        KK_ARAB,
        ("تاعى وقىڭىز:", "اۋدان ورتالىعىنا سۋ قۇبىرى تارتىلدى"),
    ),
    "uz-Cyrl with Russian labels": GluedPage(
        ("Главная", "Политика", "Общество", "Поиск по сайту", "Войти"),
        UZ_CYRL,
        (
            "Поделиться: ВКонтакте Telegram",
            "Рекомендуем почитать:",
            "Открыт новый мост",
            "Оставить комментарий",
        ),
    ),
    "kk with Russian labels": GluedPage(
        ("Меню", "Новости", "Происшествия", "Контакты"), KK, ("Читайте также", "Открыт новый мост", "👁️ 1,2K")
    ),
}
"""By language, script and what is on the page."""

IN_ONE_LINE = {
    "uz": (
        "Bosh sahifa / Siyosat / Jamiyat Oʻz | Ўз | Рус 20.11.2026, 14:30 | 1254 marta koʻrildi ",
        " ".join(UZ),
        " Ulashish: Telegram Facebook X Nusxa olish",
    ),
    "uz, spaces only": ("Bosh sahifa Siyosat Iqtisodiyot Jamiyat ", " ".join(UZ), " 👁 845"),
    "uz-Cyrl": (
        "Бош саҳифа | Сиёсат | Спорт | Қидирув ",
        " ".join(UZ_CYRL),
        " Мавзуга оид: Янги театр биноси қурилмоқда",
    ),
    "kk": (
        "Басты бет / Саясат / Қоғам 20.11.2026, 14:30 ",
        " ".join(KK),
        " Бөлісу: Facebook WhatsApp Telegram",
    ),
    "kk-Latn": ("Basty bet | Saıasat | Qoǵam ", " ".join(KK_LATN), " Pikir qaldyrý"),
    "kk-Arab": ("باستى بەت / قوعام / 20.11.2026, 14:30 ", " ".join(KK_ARAB), " ءبولىسۋ: Telegram"),
}
"""What stands before the text, the text, and what stands behind it, all in one paragraph."""

TRUE = {
    "a poem": ("Bahor", "Daraxtlar gulladi bogʻda", "Qushlar qaytdi uzoqdan", "Onam kutar ayvonda", UZ[0]),
    "a poem called home": ("Uy", "Bosh sahifamda sen borsan", "Dunyo keng", "Bizga yoʻl tor", UZ[0]),
    "laureates under sections": (
        "Madaniyat",
        "Nodira Qosimova",
        "Sport",
        "Jasur Tohirov",
        "Taʼlim",
        "Ozoda Rahimova",
        UZ[0],
    ),
    "a list of names": ("Серік Оспан", "Айгүл Нұрлан", "Дәурен Сапар", KK[0]),
    "an interview": (
        "Савол: Кутубхона қачон очилади?",
        "Жавоб: Келаси ҳафта.",
        "Савол: Ким учун?",
        UZ_CYRL[0],
    ),
    "an interview in dashes": ("— Nega Telegram?", "— Chunki qulay.", "— X-chi?", "— Yoʻq.", UZ[0]),
    "a law": (
        "1-модда",
        "Умумий қоидалар",
        "2-модда",
        "Тил",
        "Ушбу қонун кутубхоналар фаолиятини тартибга солади.",
    ),
    "contents of a book": ("Mundarija", "Kirish", "Siyosat", "Iqtisodiyot", "Xulosa", UZ[0]),
    "an obituary": ("Марҳума", "Ойша Каримова", "1931 — 2026", "Устоз бугун вафот этди.", UZ_CYRL[1]),
    "results": (
        "Sport",
        "Futbol",
        "Guldara — Chinor 2:1",
        "Bulbul — Lola 0:0",
        "Ikkala oʻyin ham kech tugadi.",
    ),
    "a recipe": ("Меню", "Палов", "Норин", "Масаллиқлар: гуруч, сабзи, ёғ.", "Сабзини тўғранг."),
    "a census": ("Ўзбек", "Рус", "Қозоқ", "Рўйхатга уч миллат киритилди.", UZ_CYRL[0]),
    "a lone section": ("Жамият", UZ_CYRL[0], UZ_CYRL[1]),
    "a lone search": ("Қидирув", "Икки кун давом этди", "Болани тоғда топишди.", UZ_CYRL[1]),
    "a short first paragraph": ("Nihoyat", UZ[0], UZ[1]),
    "rights in a list": (UZ[0], "Fikr bildirish", "Maʼlumot olish", UZ[1]),
    "services in a sentence": ("Qidiruv, yangiliklar, video Google xizmatlarida tekin.", UZ[0]),
    "advice": (
        UZ_CYRL[0],
        "Сизга тавсия этамиз: кўпроқ сув ичинг.",
        "Рекомендуем: больше гулять.",
        UZ_CYRL[1],
    ),
    "names of networks in a sentence": (UZ[0], "Ulashish: Telegram foydalanuvchilari soni oshdi.", UZ[1]),
    "a sentence about comments": (KK[0], "Пікір қалдыру әркімнің құқығы екенін еске салды.", KK[1]),
    "a list at the end": (UZ[0], "Gʻoliblar", "Nodira Qosimova", "Jasur Tohirov"),
    "a sentence that begins like a menu": ("Sport, madaniyat va jamiyat haqida gap ketdi.", UZ[0]),
    "a sentence about a site": ("Bosh sahifa Siyosat boʻlimi bilan birlashdi, dedi muharrir.", UZ[0]),
    "a page of a book": ("Бош саҳифа", "Сиёсат", "Спорт"),
    "an address": ("وقۋ", "قوعام", "مەكتەپ", KK_ARAB[0]),
}
"""Of these nothing may go."""
