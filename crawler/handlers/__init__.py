"""The download handlers of the crawl, one in each file."""
