"""The version of the program, which its user agent names too."""

from typing import Final

__version__: Final = "0.1.0"
