"""Work out from some articles of a site where its pages have text, title, date and authors. Pure.

Articles come in, read by the generic layer; a place is believed when it holds on nearly all of them what the page tells
machines, and when it repeats as a place and not as a text.
"""
