"""What the commands cannot do. A front end shows the message and ends with the code that fits the class."""

from __future__ import annotations


class AppError(Exception):
    """What was asked for cannot be done. The message says why, and what to do about it."""


class WrongUse(AppError):
    """What was asked for makes no sense: a site that does not exist, a file that is not a page."""


class UnknownSite(WrongUse):
    """There is no such site, or no site has the address."""


class NoRecords(AppError):
    """There are no records where the settings say, and this work needs some."""
