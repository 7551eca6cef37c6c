"""The errors of the commands. A front end shows the message and chooses its exit code by the class."""

from __future__ import annotations


class AppError(Exception):
    """What was asked for cannot be done. The message says why, and what to do about it."""


class WrongUse(AppError):
    """What was asked for makes no sense, such as a site that does not exist or a file that is not a page."""


class UnknownSite(WrongUse):
    """There is no such site, or no site has the address."""


class NoRecords(AppError):
    """There are no records where the settings say, and this work needs some."""
