"""Counts as pictures: spans of time, bars and lines of characters, and SVG. Pure; it knows nothing of news."""
