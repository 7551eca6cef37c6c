"""Describe what boilerplate looks like: tables of rules, each with lines it takes and real text it must leave."""
