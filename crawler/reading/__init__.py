"""Reading answers; what may take long outside of the crawl's process, bounded in time and memory."""
