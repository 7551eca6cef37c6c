"""Rules for bylines, which are whole paragraphs and name the writer."""

from __future__ import annotations

from typing import Final

from xabar.extraction.rules.rule import Rule, one_of
from xabar.extraction.stems import spell_stems

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
