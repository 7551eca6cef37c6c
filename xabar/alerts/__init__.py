"""Alerts: queries that every article is compared with when it is stored, and whom to tell what they find."""
