"""Measure how long the crawl's event loop waits while hostile pages are read."""
