"""The template of a new site, for `scrapy genspider` and `xabar record`."""
