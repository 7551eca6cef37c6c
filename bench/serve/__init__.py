"""The pages of `xabar serve` under load."""
