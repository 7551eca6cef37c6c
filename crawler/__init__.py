"""The Scrapy project: finds pages, fetches them politely, turns each into an Article."""

from xabar.printable_logs import keep_logs_printable

keep_logs_printable()  # here, because every process that meets a page loads this package
