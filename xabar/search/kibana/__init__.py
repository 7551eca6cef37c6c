"""Kibana's view of the news: data views, saved searches and a dashboard, as tables that become saved objects."""
