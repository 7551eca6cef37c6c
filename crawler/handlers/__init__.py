"""Scrapy download handlers, one a file."""
