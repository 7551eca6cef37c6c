"""The version of the program, which its user agent names too. Hatch finds it here by its pattern, without a type."""

__version__ = "0.1.0"
