"""Searching the other way round: one article comes, and the queries that find it are told. Pure."""
