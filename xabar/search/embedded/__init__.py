"""The index that needs no server: tantivy, fed from the record store."""
