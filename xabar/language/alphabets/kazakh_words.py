"""Kazakh words that the letter rules cannot spell.

`LOAN_STEMS` need Cyrillic letters back that Latin and Arabic do not show (ц, ч, ь, ъ, э, ё, һ);
`DISHARMONIC_STEMS` mix front and back vowels, which Arabic script marks once a word.
"""

SUFFIXES = "[а-яәғқңөұүһіё]*"
LOAN_STEMS = ""
DISHARMONIC_STEMS = ""
