"""Bounded work in other processes: what may take long ends by its limits, and the crawl goes on."""
