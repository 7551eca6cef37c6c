"""The library under crawler and pipelines; knows no Scrapy."""
