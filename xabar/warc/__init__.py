"""The answers of sites as they came, in WARC 1.1 files beside the records: written, read again, and mended after a kill."""
