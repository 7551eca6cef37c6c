"""The Scrapy project: finds pages, fetches them politely, turns each into an Article."""
