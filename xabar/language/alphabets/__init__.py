"""The alphabets of Uzbek and Kazakh: letter tables, rules of spelling, and the words that follow none."""
