"""Reading printed dates."""
