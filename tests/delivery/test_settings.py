"""Settings of deliveries, and secrets that are shown nowhere."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from xabar.config import Config, ConfigError
from xabar.delivery.settings import DeliverySettings, MailServer, parse_mail_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp+starttls://me@mail.example:587", MailServer("mail.example", 587, "starttls", "me")),
        ("smtps://me%40example.org@mail.example", MailServer("mail.example", 465, "tls", "me@example.org")),
        ("smtp://mail.example", MailServer("mail.example", 25, "plain")),
        ("smtp://me@127.0.0.1:2525", MailServer("127.0.0.1", 2525, "plain", "me")),
    ],
)
def test_a_mail_server_is_read_from_its_address(url: str, server: MailServer) -> None:
    assert parse_mail_server(url) == server


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("smtp+starttls://me:hush@mail.example", "XABAR_SMTP_PASSWORD_FILE"),
        ("smtp://me@mail.example", "unencrypted"),
        ("mail.example:587", "must look like"),
        ("https://mail.example", "must look like"),
        ("smtp://mail.example:0", "must look like"),
        ("smtp://mail.example:x", "must look like"),
    ],
)
def test_another_address_is_refused_and_no_password_is_shown(url: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason) as refused:
        parse_mail_server(url)
    assert "hush" not in str(refused.value)


def test_no_secret_is_in_the_repr() -> None:
    config = Config(webhook_secret="hush", smtp_password="hush", smtp_url="smtp://localhost")
    assert "hush" not in repr(config) + repr(DeliverySettings.from_config(config))


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    settings = DeliverySettings(feeds=tmp_path, secret_file=tmp_path / "new" / "webhook.secret")
    with ThreadPoolExecutor(8) as threads:
        found = {each.result() for each in [threads.submit(settings.read_webhook_secret) for _ in range(16)]}
    assert len(found) == 1
    assert stat.S_IMODE(settings.secret_file.stat().st_mode) == 0o600
    assert [each.name for each in settings.secret_file.parent.iterdir()] == ["webhook.secret"]


def test_a_file_of_a_secret_that_is_missing_or_empty_is_named(tmp_path: Path) -> None:
    settings = DeliverySettings(
        feeds=tmp_path,
        secret_file=tmp_path / "s",
        webhook_secret=tmp_path / "no",
        mail_password=tmp_path / "empty",
    )
    (tmp_path / "empty").touch()
    with pytest.raises(ConfigError, match=r"XABAR_WEBHOOK_SECRET_FILE=.*No such file"):
        settings.read_webhook_secret()
    with pytest.raises(ConfigError, match=r"XABAR_SMTP_PASSWORD_FILE=.*is empty"):
        settings.read_mail_password()
