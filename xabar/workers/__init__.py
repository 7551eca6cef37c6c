"""Bounded work in other processes: a task that takes too long ends at its limits, and everything else goes on."""
