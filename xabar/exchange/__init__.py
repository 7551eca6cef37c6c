"""Files of articles: those that others stored, and those that are written for other programs."""
