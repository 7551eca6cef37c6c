"""How soon faults of sites are found, and how often somebody is called for nothing: simulated sites."""
