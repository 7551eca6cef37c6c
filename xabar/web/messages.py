"""Every sentence of the interface in its languages: one table. Uzbek in Cyrillic letters is made from the Latin ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from xabar.language.conversion import convert_text

LANGUAGES: Final[Mapping[str, str]] = {
    "uz": "Oʻzbekcha",
    "uz-Cyrl": "Ўзбекча",
    "kk": "Қазақша",
    "ru": "Русский",
    "en": "English",
}
"""The languages of the interface by their codes (BCP 47), as each calls itself."""


_KEPT: Final = re.compile(
    r"(\{\w+\}|JSON-LD|\b(?:meta|time)\b)"
)  # in Cyrillic too: places for values, names of code


class Message(NamedTuple):
    """One sentence in every language that somebody has to write."""

    uz: str
    kk: str
    ru: str
    en: str


M = Message
MESSAGES: Final[Mapping[str, Message]] = {
    # the frame of every page
    "search": M("Qidirish", "Іздеу", "Найти", "Search"),
    "search_label": M("Nimani qidiramiz?", "Не іздейміз?", "Что ищем?", "What are you looking for?"),
    "skip": M("Matnga oʻtish", "Мәтінге өту", "К содержанию", "Skip to the content"),
    "settings": M("Koʻrinish", "Көрініс", "Вид", "Appearance"),
    "interface": M("Interfeys tili", "Интерфейс тілі", "Язык интерфейса", "Language of the interface"),
    "theme": M("Rang", "Түс", "Цвета", "Colours"),
    "theme_auto": M("Tizimdagidek", "Жүйедегідей", "Как в системе", "As the system"),
    "theme_light": M("Yorugʻ", "Ашық", "Светлые", "Light"),
    "theme_dark": M("Qorongʻi", "Қараңғы", "Тёмные", "Dark"),
    "text_script": M("Matnlar yozuvi", "Мәтіндердің жазуы", "Письмо текстов", "Script of the texts"),
    "as_printed": M("Bosmadagidek", "Баспадағыдай", "Как напечатано", "As printed"),
    "script_Latn": M("Lotin", "Латын", "Латиница", "Latin"),
    "script_Cyrl": M("Kirill", "Кирилл", "Кириллица", "Cyrillic"),
    "script_Arab": M("Arab", "Төте жазу", "Арабица", "Arabic"),
    "saved": M("Saqlangan qidiruvlar", "Сақталған іздеулер", "Сохранённые поиски", "Saved searches"),
    "log_out": M("Chiqish", "Шығу", "Выйти", "Log out"),
    "keys": M("Tugmalar", "Пернелер", "Клавиши", "Keys"),
    "key_slash": M("qidiruv qatoriga", "іздеу жолына", "к строке поиска", "to the search box"),
    "key_jk": M("keyingi va oldingi maqola", "келесі және алдыңғы мақала", "следующая и предыдущая статья", "the next and the last article"),
    "key_enter": M("maqolani ochish", "мақаланы ашу", "открыть статью", "open the article"),
    "key_question": M("shu roʻyxat", "осы тізім", "этот список", "this list"),
    "close": M("Yopish", "Жабу", "Закрыть", "Close"),
    "same_as_json": M("Shu sahifa dasturlar uchun", "Осы бет бағдарламалар үшін", "Эта страница для программ", "This page for programs"),
    "feed": M("Qidiruv tasmasi", "Іздеу таспасы", "Лента поиска", "Feed of this search"),
    # what is asked for
    "filters": M("Saralash", "Сүзгілер", "Фильтры", "Filters"),
    "apply": M("Qoʻllash", "Қолдану", "Применить", "Apply"),
    "site": M("Sayt", "Сайт", "Сайт", "Site"),
    "language": M("Til", "Тіл", "Язык", "Language"),
    "script": M("Yozuv", "Жазу", "Письмо", "Script"),
    "section": M("Rukn", "Айдар", "Раздел", "Section"),
    "tag": M("Teg", "Тег", "Тег", "Tag"),
    "author": M("Muallif", "Автор", "Автор", "Author"),
    "since": M("Shu kundan", "Осы күннен", "С", "From"),
    "until": M("Shu kungacha", "Осы күнге дейін", "По", "To"),
    "days_example": M("2026-11-24, 7 kun", "2026-11-24, 7 күн", "2026-11-24, 7 дней", "2026-11-24, 7d"),
    "sort": M("Tartib", "Реті", "Порядок", "Order"),
    "sort_relevance": M("Avval eng mosi", "Алдымен ең сәйкесі", "Сначала подходящие", "Best first"),
    "sort_newest": M("Avval yangisi", "Алдымен жаңасы", "Сначала новые", "Newest first"),
    "sort_oldest": M("Avval eskisi", "Алдымен ескісі", "Сначала старые", "Oldest first"),
    "exact": M("Faqat yozilganidek", "Тек жазылғандай", "Только как набрано", "Only as typed"),
    "any": M("hammasi", "бәрі", "все", "any"),
    "remove_filter": M("Olib tashlash: {value}", "Алып тастау: {value}", "Убрать: {value}", "Remove: {value}"),
    "clear_filters": M("Hammasini olib tashlash", "Бәрін алып тастау", "Убрать все", "Remove all"),
    # what was found
    "latest": M("Soʻnggi maqolalar", "Соңғы мақалалар", "Последние статьи", "Latest articles"),
    "found": M("{count} ta maqola topildi", "{count} мақала табылды", "Найдено статей: {count}", "Articles found: {count}"),
    "in_all": M("Jami {count} ta maqola", "Барлығы {count} мақала", "Всего статей: {count}", "Articles in all: {count}"),
    "page_of": M("{page}-sahifa", "{page}-бет", "Страница {page}", "Page {page}"),
    "looser": M("Ulardan {count} tasi boshqacharoq yozilgan", "Оның {count} басқаша жазылған", "Из них в ином написании: {count}", "Of them in a looser spelling: {count}"),
    "lacking": M("Ulardan {count} tasida ayrim soʻzlar yoʻq", "Оның {count} мақаласында кейбір сөздер жоқ", "Из них не со всеми словами: {count}", "Of them without some of the words: {count}"),
    "partial": M("Hamma soʻz bor maqola yoʻq; bularda koʻpchiligi bor.", "Барлық сөзі бар мақала жоқ; мұнда көпшілігі бар.", "Нет статей со всеми словами; здесь большинство из них.", "No article has all the words; these have most of them."),
    "ignored": M("Soʻrovda oʻrni yoʻq belgilar hisobga olinmadi: {marks}", "Сұрауда орны жоқ белгілер ескерілмеді: {marks}", "Знаки, которые ничего не значат в запросе, не учтены: {marks}", "Ignored, since it means nothing where it stands: {marks}"),
    "without": M("busiz:", "мынасыз:", "без:", "without:"),
    "did_you_mean": M("Balki {query} demoqchidirsiz? ({count})", "Мүмкін, {query} дегіңіз келген шығар? ({count})", "Возможно, вы имели в виду {query}? ({count})", "Did you mean {query}? ({count})"),
    "corrected": M("«{typed}» boʻyicha 0 ta maqola; {query} natijalari koʻrsatilmoqda.", "«{typed}» бойынша 0 мақала; {query} нәтижелері көрсетілуде.", "Статей с «{typed}»: 0; показано найденное по запросу {query}.", "0 articles with “{typed}”; showing {query}."),
    "nothing": M("Hech narsa topilmadi.", "Ештеңе табылмады.", "Ничего не найдено.", "Nothing was found."),
    "nothing_advice": M("Kamroq soʻz yozing yoki saralashni olib tashlang.", "Азырақ сөз жазыңыз немесе сүзгілерді алып тастаңыз.", "Напишите меньше слов или уберите фильтры.", "Type fewer words, or remove filters."),
    "try_author": M("Muallif sifatida: {query} ({count})", "Автор ретінде: {query} ({count})", "Как автор: {query} ({count})", "As an author: {query} ({count})"),
    "try_tag": M("Teg sifatida: {query} ({count})", "Тег ретінде: {query} ({count})", "Как тег: {query} ({count})", "As a tag: {query} ({count})"),
    "try_words": M("Alohida soʻzlar: {query} ({count})", "Жеке сөздер: {query} ({count})", "Отдельные слова: {query} ({count})", "As single words: {query} ({count})"),
    "empty_store": M("Hali bitta ham maqola yoʻq. Terminalda yozing: {command}", "Әзірге бірде-бір мақала жоқ. Терминалда теріңіз: {command}", "Пока нет ни одной статьи. Наберите в терминале: {command}", "There are no articles yet. Type in a terminal: {command}"),
    "previous": M("Oldingi", "Алдыңғы", "Назад", "Previous"),
    "next": M("Keyingi", "Келесі", "Дальше", "Next"),
    "last_page": M("Bundan nariga oʻtilmaydi: qidiruvni soʻz yoki kun bilan toraytiring.", "Бұдан әрі өтпейді: іздеуді сөзбен не күнмен тарылтыңыз.", "Дальше не показать: сузьте поиск словом или днями.", "This is as far as pages go: narrow the search by a word or by days."),
    "no_date": M("sanasi yoʻq", "күні жоқ", "без даты", "no date"),
    "untitled": M("Sarlavhasiz", "Тақырыпсыз", "Без заголовка", "Untitled"),
    "timeline": M("Vaqt boʻyicha", "Уақыт бойынша", "По времени", "Over time"),
    "timeline_help": M("Ustunni bosing yoki oraliqni surib belgilang.", "Бағанды басыңыз немесе аралықты сүйреп белгілеңіз.", "Нажмите на столбец или протяните по отрезку.", "Click a bar, or drag over a span."),
    # words over time
    "trend": M("Soʻzlar vaqt boʻyicha", "Сөздер уақыт бойынша", "Слова во времени", "Words over time"),
    "trend_of_this": M("Shu qidiruv boshqa soʻzlar yonida, vaqt boʻyicha", "Осы іздеу басқа сөздермен қатар, уақыт бойынша", "Этот поиск во времени, рядом с другими словами", "This search over time, beside other words"),
    "trend_help": M("Koʻpi bilan oltita soʻz yoki soʻrov: har qanday yozuvda va shaklda sanaladi.", "Ең көбі алты сөз не сұрау: кез келген жазуда және тұлғада саналады.", "Не больше шести слов или запросов: они считаются на любом письме и в любой форме.", "Six words or queries at most: they are counted in every script and form."),
    "trend_word": M("{number}-soʻz", "{number}-сөз", "Слово {number}", "Word {number}"),
    "trend_draw": M("Chizish", "Сызу", "Нарисовать", "Draw"),
    "trend_by": M("Vaqt birligi", "Уақыт бірлігі", "По", "Span of time"),
    "trend_by_fit": M("mos kelgani", "сәйкесі", "как подходит", "what fits"),
    "trend_by_day": M("kun", "күн", "дням", "day"),
    "trend_by_week": M("hafta", "апта", "неделям", "week"),
    "trend_by_month": M("oy", "ай", "месяцам", "month"),
    "trend_by_year": M("yil", "жыл", "годам", "year"),
    "trend_unit_day": M("Har 1000 maqolada, kunlar boʻyicha", "Әр 1000 мақалада, күндер бойынша", "На 1000 статей, по дням", "In every 1,000 articles, by day"),
    "trend_unit_week": M("Har 1000 maqolada, haftalar boʻyicha", "Әр 1000 мақалада, апталар бойынша", "На 1000 статей, по неделям", "In every 1,000 articles, by week"),
    "trend_unit_month": M("Har 1000 maqolada, oylar boʻyicha", "Әр 1000 мақалада, айлар бойынша", "На 1000 статей, по месяцам", "In every 1,000 articles, by month"),
    "trend_unit_year": M("Har 1000 maqolada, yillar boʻyicha", "Әр 1000 мақалада, жылдар бойынша", "На 1000 статей, по годам", "In every 1,000 articles, by year"),
    "trend_line": M("jami {count} ta; eng koʻpi {span}: {share}", "барлығы {count}; ең көбі {span}: {share}", "всего {count}; больше всего {span}: {share}", "{count} in all; most in {span}: {share}"),
    "trend_never": M("uchramaydi", "кездеспейді", "не встречается", "never"),
    "trend_none": M("Bu kunlarda maqola yoʻq: kunlarni kengaytiring yoki saralashni olib tashlang.", "Бұл күндерде мақала жоқ: күндерді кеңейтіңіз не сүзгілерді алып тастаңыз.", "За эти дни статей нет: расширьте дни или уберите фильтры.", "There are no articles in these days: widen them, or remove filters."),
    # an article
    "source": M("Manbadagi sahifa", "Дереккөздегі бет", "Страница источника", "Page at the source"),
    "published": M("Eʼlon qilingan", "Жарияланған", "Опубликовано", "Published"),
    "fetched": M("Olingan", "Алынған", "Получено", "Fetched"),
    "modified": M("Oʻzgartirilgan", "Өзгертілген", "Изменено", "Changed"),
    "date_json-ld": M("dasturlar uchun maʼlumotdan (JSON-LD)", "бағдарламаларға арналған деректен (JSON-LD)", "из данных для программ (JSON-LD)", "read from the data for machines (JSON-LD)"),
    "date_meta": M("sahifa tavsifidan (meta)", "бет сипаттамасынан (meta)", "из описания страницы (meta)", "read from the description of the page (meta)"),
    "date_time": M("vaqt belgisidan (time)", "уақыт белгісінен (time)", "из отметки времени (time)", "read from the mark of time (time)"),
    "date_printed": M("bosilgan sanadan", "басылған күннен", "из напечатанной даты", "read from the printed date"),
    "date_url": M("sahifa manzilidan", "бет мекенжайынан", "из адреса страницы", "read from the address"),
    "date_feed": M("sayt tasmasidan", "сайт таспасынан", "из ленты сайта", "read from the site’s feed"),
    "to_the_minute": M("daqiqasigacha", "минутына дейін", "с точностью до минуты", "to the minute"),
    "to_the_day": M("kunigacha", "күніне дейін", "с точностью до дня", "to the day"),
    "authors": M("Mualliflar", "Авторлар", "Авторы", "Authors"),
    "tags": M("Teglar", "Тегтер", "Теги", "Tags"),
    "copies": M("Boshqa nashrlarda va yozuvlarda", "Басқа басылымдар мен жазуларда", "В других изданиях и на другом письме", "In other papers and scripts"),
    "versions": M("Matnning koʻrinishlari", "Мәтін нұсқалары", "Версии текста", "Versions of the text"),
    "version": M("{number}-koʻrinish", "{number}-нұсқа", "Версия {number}", "Version {number}"),
    "what_changed": M("nima oʻzgargan", "не өзгерді", "что изменилось", "what changed"),
    "between": M("{old}- va {new}-koʻrinish orasida", "{old} және {new}-нұсқа арасында", "Между версиями {old} и {new}", "Between versions {old} and {new}"),
    "back_to_text": M("Matnga qaytish", "Мәтінге оралу", "Вернуться к тексту", "Back to the text"),
    "added": M("qoʻshilgan", "қосылған", "добавлено", "added"),
    "removed": M("olib tashlangan", "алынып тасталған", "удалено", "removed"),
    "show_cuts": M("Kesilganlari bilan koʻrsatish ({count})", "Қиылғандарымен көрсету ({count})", "Показать вырезанное ({count})", "Show what was cut ({count})"),
    "hide_cuts": M("Kesilganlarini yashirish", "Қиылғандарын жасыру", "Скрыть вырезанное", "Hide what was cut"),
    "cut": M("kesilgan", "қиылған", "вырезано", "cut"),
    "show_pictures": M("Rasmlarni saytdan yuklash ({count})", "Суреттерді сайттан жүктеу ({count})", "Загрузить картинки с сайта ({count})", "Load the pictures from the site ({count})"),
    "pictures_note": M("Shunda sayt siz uning sahifasini koʻrayotganingizni biladi.", "Сонда сайт оның бетін көріп отырғаныңызды біледі.", "Тогда сайт узнает, что вы смотрите его страницу.", "The site then learns that you look at its page."),
    "back_to_search": M("Qidiruvga", "Іздеуге", "К поиску", "To the search"),
    # saved searches
    "save": M("Saqlash", "Сақтау", "Сохранить", "Save"),
    "save_this": M("Qidiruvni saqlash", "Іздеуді сақтау", "Сохранить поиск", "Save this search"),
    "name": M("Nomi", "Атауы", "Название", "Name"),
    "delete": M("Oʻchirish", "Өшіру", "Удалить", "Delete"),
    "no_saved": M("Hali saqlangan qidiruv yoʻq. Qidirib, natijalar ostidagi tugmani bosing.", "Әзірге сақталған іздеу жоқ. Іздеп, нәтижелердің астындағы түймені басыңыз.", "Сохранённых поисков пока нет. Найдите что-нибудь и нажмите кнопку под результатами.", "There are no saved searches yet. Search, then use the button below the results."),
    "saved_shared": M("Bu roʻyxat yozuvlar bilan birga turadi va bu sahifani ocha oladigan hammaga koʻrinadi.", "Бұл тізім жазбалармен бірге тұрады және осы бетті аша алатынның бәріне көрінеді.", "Этот список хранится вместе с записями и виден всем, кто может открыть эту страницу.", "This list is kept with the records, and everybody who can open this page sees it."),
    "alerts": M("Ogohlantirishlar", "Хабарламалар", "Оповещения", "Alerts"),
    "alert_runs": M("ishlayapti", "жұмыс істеп тұр", "работает", "active"),
    "alert_paused": M("toʻxtatilgan", "тоқтатылған", "приостановлено", "paused"),
    "alerts_made": M("Ogohlantirish terminalda yaratiladi: {command}", "Хабарлама терминалда жасалады: {command}", "Оповещения создаются в терминале: {command}", "Alerts are made in a terminal: {command}"),
    # access and errors
    "token": M("Kirish kaliti", "Кіру кілті", "Ключ доступа", "Access token"),
    "log_in": M("Kirish", "Кіру", "Войти", "Log in"),
    "token_where": M("Kalit serverda shu faylda turadi: {file}", "Кілт серверде мына файлда тұр: {file}", "Ключ лежит на сервере в файле {file}", "The token is in this file on the server: {file}"),
    "wrong_token": M("Bu kalit toʻgʻri kelmadi.", "Бұл кілт сәйкес келмеді.", "Этот ключ не подошёл.", "This token is not the right one."),
    "error_400": M("Soʻrovni tushunib boʻlmadi", "Сұрауды түсіну мүмкін болмады", "Запрос не понят", "The request cannot be read"),
    "error_403": M("Ruxsat berilmagan", "Рұқсат етілмеген", "Запрещено", "Not allowed"),
    "error_404": M("Bunday sahifa yoʻq", "Мұндай бет жоқ", "Такой страницы нет", "There is no such page"),
    "error_405": M("Bunday qilib boʻlmaydi", "Бұлай істеуге болмайды", "Так нельзя", "This cannot be done here"),
    "error_413": M("Soʻrov juda uzun", "Сұрау тым ұзын", "Запрос слишком длинный", "The request is too long"),
    "error_500": M("Sahifani yasab boʻlmadi", "Бетті жасау мүмкін болмады", "Страница не получилась", "The page could not be made"),
    "error_503": M("Indeks hozir javob bermayapti", "Индекс қазір жауап бермей тұр", "Индекс сейчас не отвечает", "The index does not answer now"),
    "try_again": M("Qayta urinish", "Қайта көру", "Повторить", "Try again"),
}  # fmt: skip


@cache
def text_of(name: str, language: str) -> str:
    """Return a message in one of LANGUAGES, with its places for values."""
    if language == "uz-Cyrl":
        return _in_cyrillic(MESSAGES[name].uz)
    return str(getattr(MESSAGES[name], language))


def _in_cyrillic(text: str) -> str:
    """Return an Uzbek message in Cyrillic letters."""
    return "".join(
        part if number % 2 else convert_text(part, language="uz", to="Cyrl")
        for number, part in enumerate(_KEPT.split(text))
    )
