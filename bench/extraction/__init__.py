"""How much of a page's text and fields is found, and how much boilerplate is left."""
