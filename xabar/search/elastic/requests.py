"""What setup sends, as plain requests: shown by `xabar index setup --dry-run`, and good for curl as they stand."""

from __future__ import annotations

from typing import Any, NamedTuple

from xabar.search.elastic.keys import ROLES, key_request
from xabar.search.elastic.mapping import index_templates
from xabar.search.elastic.runs import runs_template
from xabar.search.engine import INDEX_LANGUAGES


class Request(NamedTuple):
    """One request to the server."""

    method: str
    path: str
    body: dict[str, Any]


def setup_requests(name: str, *, keys: bool) -> list[Request]:
    """The requests of a first setup, in order: templates, indexes with their aliases, keys."""
    runs = f"{name}-runs"
    templates = [
        Request("PUT", f"/_index_template/{template}", body)
        for template, body in {runs: runs_template(runs), **index_templates(name)}.items()
    ]
    indexes = [
        Request("PUT", f"/{name}-{language}-000001", {"aliases": {name: {}, f"{name}-{language}": {}}})
        for language in INDEX_LANGUAGES
    ]
    key_requests = [Request("POST", "/_security/api_key", key_request(role, name)) for role in ROLES if keys]
    return [*templates, Request("PUT", f"/{runs}", {}), *indexes, *key_requests]
