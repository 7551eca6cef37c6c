"""An article's way: what every article goes through, in one order, up to its commit in the records. Knows no Scrapy."""
