"""Small newspapers in the layouts of real sites, served on loopback."""
