"""The egg that `scrapyd-deploy` sends to a scrapyd server: it only names the settings of the project (docs/schedule.md).

The code is the package that is installed beside scrapyd, with its libraries. Everything else builds with hatchling.
"""

from setuptools import setup

from xabar.version import __version__

setup(version=__version__, packages=[])
