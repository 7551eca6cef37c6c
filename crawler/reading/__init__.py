"""Reading what may take long outside the crawl's process, bounded in time and memory."""
