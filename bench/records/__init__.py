"""How fast crawlers store articles in SQLite and in PostgreSQL."""
