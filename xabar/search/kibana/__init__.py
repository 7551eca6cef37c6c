"""Kibana's view of the news: data views, saved searches and a dashboard, as one file that Kibana imports."""
