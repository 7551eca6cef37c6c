"""Several schedulers on one PostgreSQL and a cluster of Elasticsearch, while any of them is killed."""
