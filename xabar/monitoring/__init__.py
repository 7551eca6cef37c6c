"""The health of what the records hold: judged, kept as alarms, and told. Shared by the commands and by Scrapy's own."""
