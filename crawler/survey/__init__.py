"""What a site is like, found out from its address alone: from pages to a description. No Scrapy, no clock, no disk."""
