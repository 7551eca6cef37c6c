"""The record store, one SQLite file: articles and their versions, pages and lines seen, runs. All SQL is here."""
