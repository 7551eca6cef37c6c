"""One site a file."""
