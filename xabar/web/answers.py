"""The same page for programs."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.responses import Response


def json_answer(values: Any, status: int = 200) -> Response:
    """Return JSON."""
    return Response(orjson.dumps(values, option=orjson.OPT_INDENT_2), status, media_type="application/json")
