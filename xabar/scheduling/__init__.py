"""What is due when: each site by how often it publishes, heavy work at night, and nobody before his turn. No clock."""
