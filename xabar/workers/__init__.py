"""Bounded work in other processes, and in this one: a task that takes too long ends at its limits, and everything else goes on."""
