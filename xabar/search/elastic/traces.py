"""OpenTelemetry spans of what the search server is asked: its client makes them, and here they get a way out.

Without the package's extra `traces`, or without an address in OpenTelemetry's own variables, nothing is loaded.
"""

from __future__ import annotations

import logging
import os
from functools import cache
from typing import Final

logger = logging.getLogger(__name__)

ADDRESSES: Final = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")


@cache
def start_traces() -> bool:
    """Send spans to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names; return whether this process does now.

    The variables are OpenTelemetry's, which reads the rest of them itself. A program that has set up its own tracing
    keeps it.
    """
    if not any(map(os.environ.get, ADDRESSES)) or os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return False
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        logger.warning("no traces are sent (%s): install the extra, pip install 'xabar[traces]'", error)
        return False
    if isinstance(trace.get_tracer_provider(), TracerProvider):
        return False
    os.environ.setdefault("OTEL_SERVICE_NAME", "xabar")
    provider = TracerProvider(resource=Resource.create())
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)  # its spans are sent when the program ends, too
    return True
