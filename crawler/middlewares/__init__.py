"""The downloader middlewares of the crawl, one in each file."""
