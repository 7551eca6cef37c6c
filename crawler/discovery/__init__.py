"""Where article addresses come from: sitemaps, feeds and list pages."""
