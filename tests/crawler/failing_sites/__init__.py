"""Sites whose own code fails."""
