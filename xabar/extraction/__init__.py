"""HTML in, metadata and text out. Pure."""
