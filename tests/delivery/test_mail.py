"""E-mails against a real SMTP server on loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from xabar.delivery.mail import compose, send_mail
from xabar.delivery.message import DeliveryFailed, Message
from xabar.delivery.sending import deliver, explain_unready
from xabar.delivery.settings import DeliverySettings, MailServer
from xabar.delivery.targets import Mail

MESSAGE = Message("Тоқаев\r\nBcc: all@example.org", "Матн: oʻzbek", html="<p>Матн</p>", key="k1")
TARGET = Mail("editor@example.org")


class Handler:
    """Keeps what comes, and answers as a test says."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.answers: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.got.append(message_from_bytes(envelope.content, policy=default))
        return answer


def _check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, login: LoginPassword) -> AuthResult:
    return AuthResult(success=login.password == b"right", handled=False)


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def port(handler: Handler) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    controller = Controller(
        handler, "127.0.0.1", number, authenticator=_check, auth_require_tls=False, auth_required=False
    )
    controller.start()
    yield number
    controller.stop()


@pytest.fixture
def mailing(settings: DeliverySettings, port: int) -> DeliverySettings:
    return replace(settings, mail_server=MailServer("127.0.0.1", port, "plain"), mail_from="x@example.org")


def test_an_email_arrives_with_one_subject_and_no_injected_header(
    handler: Handler, mailing: DeliverySettings
) -> None:
    deliver(TARGET, MESSAGE, mailing)
    [mail] = handler.got
    assert mail["Subject"] == "Тоқаев Bcc: all@example.org"
    assert mail["Bcc"] is None
    assert (mail["From"], mail["To"], mail["Message-ID"]) == (
        "x@example.org",
        "editor@example.org",
        "<k1@example.org>",
    )
    plain, html = mail.iter_parts()
    assert plain.get_content().strip() == "Матн: oʻzbek"
    assert html.get_content().strip() == "<p>Матн</p>"


def test_a_busy_server_is_tried_again_and_a_refusal_is_not(
    handler: Handler, mailing: DeliverySettings
) -> None:
    handler.answers = ["451 busy", "250 OK"]
    deliver(TARGET, MESSAGE, mailing)
    assert len(handler.got) == 1
    handler.answers = ["554 no spam", "250 OK"]
    with pytest.raises(DeliveryFailed, match="answered 554 no spam") as failed:
        deliver(TARGET, MESSAGE, mailing)
    assert failed.value.permanent
    assert len(handler.got) == 1


def test_a_user_logs_in_with_the_password_of_a_file(
    handler: Handler, mailing: DeliverySettings, port: int, tmp_path: Path
) -> None:
    (tmp_path / "password").write_text("right\n")
    server = MailServer("127.0.0.1", port, "plain", "me")
    deliver(TARGET, MESSAGE, replace(mailing, mail_server=server, mail_password=tmp_path / "password"))
    assert len(handler.got) == 1
    with pytest.raises(DeliveryFailed, match="answered 535") as failed:
        deliver(TARGET, MESSAGE, replace(mailing, mail_server=server, mail_password="hush"))
    assert "hush" not in str(failed.value)


def test_a_server_without_starttls_is_given_nothing(
    handler: Handler, mailing: DeliverySettings, port: int
) -> None:
    server = MailServer("127.0.0.1", port, "starttls")
    with pytest.raises(DeliveryFailed, match="STARTTLS"):
        deliver(TARGET, MESSAGE, replace(mailing, mail_server=server))
    assert handler.got == []


def test_a_server_that_drips_is_cut_off(settings: DeliverySettings) -> None:
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def drip() -> None:
            with listening.accept()[0] as connection:
                try:
                    while not stop.wait(0.01):
                        connection.sendall(b"2")
                except OSError:
                    return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        dripping = replace(settings, mail_server=MailServer("127.0.0.1", port, "plain"), seconds=0.2)
        with pytest.raises(DeliveryFailed):
            send_mail(TARGET, MESSAGE, dripping, datetime.now(UTC))
        stop.set()
        thread.join()


def test_a_server_that_dies_while_it_receives_is_tried_again_with_the_same_id(
    handler: Handler, mailing: DeliverySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive, begun = handler.handle_DATA, []

    async def die_once(server: Any, session: Any, envelope: Any) -> str:
        begun.append(message_from_bytes(envelope.content, policy=default)["Message-ID"])
        if len(begun) == 1:
            server.transport.abort()
        return await receive(server, session, envelope)

    monkeypatch.setattr(handler, "handle_DATA", die_once)
    deliver(TARGET, MESSAGE, mailing)
    assert begun == ["<k1@example.org>"] * 2


def test_what_is_missing_is_told_before_anything_is_sent(settings: DeliverySettings) -> None:
    assert "XABAR_SMTP_URL" in (explain_unready(TARGET, settings) or "")
    with pytest.raises(DeliveryFailed, match="XABAR_SMTP_URL"):
        deliver(TARGET, MESSAGE, settings)
    named = replace(settings, mail_server=MailServer("127.0.0.1", 1, "plain", "me"))
    assert "XABAR_SMTP_PASSWORD_FILE" in (explain_unready(TARGET, named) or "")
    with pytest.raises(DeliveryFailed, match="XABAR_SMTP_PASSWORD_FILE"):
        deliver(TARGET, MESSAGE, named)
    assert explain_unready(TARGET, replace(named, mail_password="p")) is None


def test_the_same_message_has_the_same_id_whenever_it_is_sent() -> None:
    first, second = (
        compose(TARGET, MESSAGE, "x@y", datetime(2026, 11, day, tzinfo=UTC))["Message-ID"] for day in (1, 2)
    )
    assert first == second == "<k1@y>"
