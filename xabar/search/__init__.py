"""The derived index: analysis, query and the engines."""
