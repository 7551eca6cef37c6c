"""The index that needs no server: tantivy, derived from the record store."""
