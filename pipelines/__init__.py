"""Scrapy's adapters of an article's steps, one a file. Any other pipeline may be put between two of them."""
