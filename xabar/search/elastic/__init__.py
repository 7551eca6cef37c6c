"""The production engine: Elasticsearch 9, behind the same interface as the embedded index."""
