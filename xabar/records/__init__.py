"""The one SQLite file: articles and their versions, pages and paragraphs seen, runs. The only room with SQL."""
