"""The shape of an address where nothing but a feed is known of a site."""

SLUG = r"[^/]*(?:\d{3}|[-_][^/]*[-_])[^/]*/?$"
"""The last part of a path that can only be one article's: a number of three digits, or a slug of three words."""
