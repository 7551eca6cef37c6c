"""What the server's engine costs beside a bare bulk write, and whether it finds what the embedded one finds."""
