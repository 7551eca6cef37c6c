"""Targets as users write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xabar.delivery.targets import Command, Feed, Mail, TargetError, Webhook, is_loopback, parse_target


@pytest.mark.parametrize(
    ("text", "target", "label"),
    [
        (
            "https://hooks.example/T1/secret",
            Webhook("https://hooks.example/T1/secret"),
            "https://hooks.example/…",
        ),
        ("https://10.0.0.5:8443/", Webhook("https://10.0.0.5:8443/"), "https://10.0.0.5:8443/"),
        ("http://127.0.0.1:80/x?token=1", Webhook("http://127.0.0.1:80/x?token=1"), "http://127.0.0.1:80/…"),
        ("mailto:a@b", Mail("a@b"), "mailto:a@b"),
        ("command:notify --key 'two words'", Command(("notify", "--key", "two words")), "command:notify …"),
        ("feed", Feed(), "feed"),
    ],
)
def test_a_target_is_read_and_shown_without_secrets(text: str, target: object, label: str) -> None:
    found = parse_target(text)
    assert found == target
    assert found.label == label
    assert parse_target(found.text) == found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("http://example.org/hook", "unencrypted"),
        ("https://user:hush@example.org/", "password"),
        ("https:///path", "no address of a webhook"),
        ("https://example.org:99999/", "no address of a webhook"),
        ("https://example.org/a b", "space"),
        ("https://example.org/a\r\nX-Evil:1", "control"),
        ("a@b", "write mailto:a@b"),
        ("mailto:", "name@host"),
        ("mailto:a@b,c@d", "again for another"),
        ("mailto:a@b?bcc=c@d", "name@host"),
        ("mailto:a@b\nBcc: c@d", "name@host"),
        ("mailto:хабар@пошта.уз", "ASCII"),
        ("command:", "needs a program"),
        ("command:notify 'open", "cannot be split"),
        ("ftp://example.org", "must be https://"),
        ("", "must be https://"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_is_allowed(text: str, reason: str) -> None:
    with pytest.raises(TargetError, match=reason) as refused:
        parse_target(text)
    assert "hush" not in str(refused.value)


@given(st.text(max_size=60) | st.text("htps:/@[].mailtocmnd\n\r ", max_size=40))
@settings(max_examples=40)
def test_any_text_is_a_target_that_reads_back_or_an_error(text: str) -> None:
    try:
        target = parse_target(text)
    except TargetError:
        return
    assert parse_target(target.text) == target


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        ("localhost", True),
        ("127.8.0.1", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("localhost.example", False),
    ],
)
def test_loopback_is_this_machine_alone(host: str, answer: bool) -> None:
    assert is_loopback(host) is answer
