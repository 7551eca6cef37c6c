"""The saved objects in `kibana.ndjson`, and sending them to a Kibana."""

from __future__ import annotations

import ssl
from importlib import resources
from pathlib import Path
from typing import Any

import aiohttp
import orjson

TIMEOUT = aiohttp.ClientTimeout(total=120)


class KibanaRefused(Exception):
    """Kibana does not answer or did not take the objects; the message says which and why."""


def saved_objects() -> bytes:
    """Return the file to import: one object per line, each after those that it refers to."""
    return resources.files("xabar.search.kibana").joinpath("kibana.ndjson").read_bytes()


async def import_objects(url: str, objects: bytes, *, api_key: str | None, ca: Path | None = None) -> int:
    """Import an NDJSON file over what is there and return how many objects Kibana took. Idempotent.

    An answer of 200 may still carry errors, so `success` in its body decides. Raise KibanaRefused if it fails.
    """
    headers = {"kbn-xsrf": "true"} | ({"Authorization": f"ApiKey {api_key}"} if api_key else {})
    form = aiohttp.FormData()
    form.add_field("file", objects, filename="xabar.ndjson", content_type="application/ndjson")
    trust: ssl.SSLContext | bool = ssl.create_default_context(cafile=str(ca)) if ca else True
    address = url.rstrip("/") + "/api/saved_objects/_import"
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT, headers=headers) as session,
            session.post(address, params={"overwrite": "true"}, data=form, ssl=trust) as answer,
        ):
            body = await answer.read()
            return _read_answer(url, answer.status, body)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise KibanaRefused(f"{url}: cannot connect ({error or type(error).__name__})") from error


def _read_answer(url: str, status: int, body: bytes) -> int:
    try:
        answer: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        answer = {"message": body[:200].decode(errors="replace")}
    if status == 401:
        raise KibanaRefused(f"{url}: the API key is missing or wrong (401)")
    if status == 403:
        raise KibanaRefused(f"{url}: the API key may not import saved objects (403)")
    if status != 200 or not isinstance(answer, dict):
        raise KibanaRefused(
            f"{url}: {status}: {answer.get('message') if isinstance(answer, dict) else answer}"
        )
    if answer.get("success") is not True:
        raise KibanaRefused(f"{url}: not everything was taken: {_describe(answer.get('errors', []))}")
    taken: int = answer["successCount"]
    return taken


def _describe(errors: list[dict[str, Any]]) -> str:
    return "; ".join(
        f"{each.get('type')} {each.get('id')}: {each.get('error', {}).get('type', 'unknown')}"
        for each in errors
    )
