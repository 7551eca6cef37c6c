"""Webhooks against a real server on loopback."""

from __future__ import annotations

import hmac
import socket
from base64 import b64encode
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from threading import Event, Thread

import orjson
import pytest

from tests.delivery.receiver import Receiver
from xabar.delivery.message import DeliveryFailed, Message
from xabar.delivery.sending import deliver
from xabar.delivery.settings import DeliverySettings
from xabar.delivery.targets import Webhook
from xabar.delivery.webhook import read_retry_after, sign

MESSAGE = Message("Metro\r\nX-Evil: 1", "Toshkent metrosi", data={"url": "https://kun.uz/1"}, key="k1")


def test_a_message_is_posted_and_signed_by_the_standard(
    receiver: Receiver, settings: DeliverySettings
) -> None:
    deliver(Webhook(f"{receiver.url}/hook"), MESSAGE, settings)
    [sent] = receiver.got
    body = {
        "id": "k1",
        "subject": "Metro X-Evil: 1",
        "text": "Toshkent metrosi",
        "data": {"url": "https://kun.uz/1"},
    }
    assert (sent.path, orjson.loads(sent.body)) == ("/hook", body)
    signed = f"k1.{sent.headers['webhook-timestamp']}.".encode() + sent.body
    expected = b64encode(hmac.new(b"secret", signed, sha256).digest()).decode()
    assert sent.headers["webhook-signature"] == f"v1,{expected}"
    assert sent.headers["webhook-id"] == "k1"
    assert "x-evil" not in sent.headers


def test_the_signature_is_the_one_of_the_standard() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # the example of the specification
    signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}') == signature


@pytest.mark.parametrize("status", [500, 503, 429, 408])
def test_what_may_pass_is_tried_again_with_the_same_key(
    receiver: Receiver, settings: DeliverySettings, status: int
) -> None:
    receiver.answers = [(status, {"Retry-After": "0"}, b""), (status, {}, b""), (200, {}, b"ok")]
    deliver(Webhook(receiver.url), MESSAGE, settings)
    assert [sent.headers["webhook-id"] for sent in receiver.got] == ["k1"] * 3


@pytest.mark.parametrize(
    ("status", "headers", "attempts", "reason"),
    [
        (500, {}, 3, "HTTP 500 Internal Server Error: oops"),
        (404, {}, 1, "HTTP 404 Not Found: oops"),
        (302, {"Location": "http://127.0.0.1:1/"}, 1, "redirects are not followed"),
        (429, {"Retry-After": "3600"}, 1, "HTTP 429"),
    ],
)
def test_attempts_are_bounded_and_the_reason_is_told(
    receiver: Receiver,
    settings: DeliverySettings,
    status: int,
    headers: dict[str, str],
    attempts: int,
    reason: str,
) -> None:
    receiver.answers = [(status, headers, b"oops")]
    with pytest.raises(DeliveryFailed, match=reason) as failed:
        deliver(Webhook(f"{receiver.url}/secret/path"), MESSAGE, settings)
    assert len(receiver.got) == attempts
    assert failed.value.permanent == (status in (404, 302))
    assert failed.value.retry_after == (3600.0 if status == 429 else None)
    assert "secret" not in str(failed.value)


def test_a_server_that_does_not_answer_costs_its_time_and_no_more(
    receiver: Receiver, settings: DeliverySettings
) -> None:
    receiver.hold = Event()
    with pytest.raises(DeliveryFailed, match=r"no answer within 0\.1 seconds"):
        deliver(Webhook(receiver.url), MESSAGE, replace(settings, seconds=0.1, attempts=1))


@pytest.mark.parametrize(
    ("begins", "drop", "reason"),
    [
        (b"", b"H", "no answer within|400, message"),
        (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", r"no answer within 0\.3 seconds"),
        (b"HTTP/1.1 500 Oops\r\nContent-Length: 1000000\r\n\r\n", b"x", "HTTP 500 Oops|no answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"x", None),
    ],
)
def test_a_server_that_drips_its_answer_for_ever_costs_its_time_and_no_more(
    settings: DeliverySettings, begins: bytes, drop: bytes, reason: str | None
) -> None:
    stop = Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            with listening.accept()[0] as connection, suppress(OSError):
                connection.sendall(begins)
                while not stop.wait(0.02):
                    connection.sendall(drop)

        thread = Thread(target=drip, daemon=True)
        thread.start()
        target = Webhook(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        seconds = 0.3 if reason else 3.0  # in which a busy machine gets a head that comes at once
        dripping = replace(settings, seconds=seconds, attempts=1)
        with pytest.raises(DeliveryFailed, match=reason) if reason else nullcontext():
            deliver(target, MESSAGE, dripping)
        stop.set()
        thread.join()


def test_what_a_server_says_of_the_address_is_hidden(receiver: Receiver, settings: DeliverySettings) -> None:
    receiver.answers = [(403, {}, b"token T1/secret is revoked\x1b[31m")]
    with pytest.raises(DeliveryFailed) as failed:
        deliver(Webhook(f"{receiver.url}/T1/secret"), MESSAGE, settings)
    assert failed.value.reason == "HTTP 403 Forbidden: token … is revoked"


def test_a_server_that_is_not_there_is_named(settings: DeliverySettings) -> None:
    with pytest.raises(DeliveryFailed, match=r"Cannot connect to host 127\.0\.0\.1:1"):
        deliver(Webhook("http://127.0.0.1:1/secret"), MESSAGE, settings)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Thu, 26 Nov 2026 12:00:30 GMT", 30.0),
        ("Thu, 26 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-1", None),
        ("", None),
        ("٣", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    assert read_retry_after({"Retry-After": value}, now) == seconds
