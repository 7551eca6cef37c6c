"""The project's sites, which the tests of this room give to the demo."""

from __future__ import annotations

from xabar.app.project import all_sites, project_settings
from xabar.demo.editions import editions_of

SITES = all_sites(project_settings())
EDITIONS = editions_of(*SITES.values())
