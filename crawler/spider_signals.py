"""The signals by which a spider informs its extensions, as Scrapy's own signals do."""

from __future__ import annotations

from typing import Final

run_begun: Final = object()
"""A spider begins a run. `scrapy parse` begins none: it only parses one page."""

page_refused: Final = object()
"""A page came and gave no article. It is sent, with the response, when the reason is remembered."""

page_confirmed: Final = object()
"""A site said that the page of an article has not changed. It is sent, with the response, when that is remembered."""

address_refused: Final = object()
"""An address became no article. It is sent with the reason, the request, and the response if one came."""
