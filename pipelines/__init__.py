"""What happens to every article, one step a file; crawler.settings names the order."""
