"""The version of the program, which its user agent names too."""

__version__ = "0.1.0"  # without `Final`: the build reads this line by a pattern that knows no other form
