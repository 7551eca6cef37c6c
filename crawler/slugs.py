"""The shape of an address where nothing but a feed is known of a site."""

SLUG = r"(?=[^/]*/?$)(?:[^/]*\d{3}|[^/_-]*[_-][^/_-]*[_-])"
"""The last part of a path that can only be one article's: it has a number of three digits, or is a slug of three words.

That it is the last part is looked at first, so that no address makes the pattern go back and forth.
"""
