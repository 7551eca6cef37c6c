"""Scrapy's commands that end as ours do."""
