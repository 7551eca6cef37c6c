"""The requests of a first setup, as `xabar index setup --dry-run` shows them."""

from __future__ import annotations

from xabar.search.elastic.keys import ROLES, key_request
from xabar.search.elastic.mapping import index_templates
from xabar.search.elastic.runs import runs_template
from xabar.search.elastic.shape import IndexShape
from xabar.search.engine import INDEX_LANGUAGES, SetupRequest


def setup_requests(name: str, shape: IndexShape, *, keys: bool) -> list[SetupRequest]:
    """Return the requests of a first setup, in order: templates, indexes with their aliases, keys."""
    runs = f"{name}-runs"
    templates = [
        SetupRequest("PUT", f"/_index_template/{template}", body)
        for template, body in {runs: runs_template(runs), **index_templates(name, shape)}.items()
    ]
    indexes = [
        SetupRequest("PUT", f"/{name}-{language}-000001", {"aliases": {name: {}, f"{name}-{language}": {}}})
        for language in INDEX_LANGUAGES
    ]
    key_requests = [
        SetupRequest("POST", "/_security/api_key", key_request(role, name)) for role in ROLES if keys
    ]
    return [*templates, SetupRequest("PUT", f"/{runs}", {}), *indexes, *key_requests]
