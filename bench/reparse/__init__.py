"""What reading a kept page again costs, beside a loop that only reads the WARC files with the library."""
