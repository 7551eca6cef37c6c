"""What a day, a week or a month of news looked like: counted, compared with the time before, and drawn. Pure."""
