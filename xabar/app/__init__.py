"""What the commands do, for any front end: no click, no printing."""
