"""What an imported and an exported article cost, beside a bare loop that only reads, packs and stores."""
