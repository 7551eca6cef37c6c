"""Messages that quote strangers."""

from __future__ import annotations

import pytest

from xabar.delivery.message import LONGEST_SUBJECT, DeliveryFailed, Message


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Metro\r\nBcc: all@example.org", "Metro Bcc: all@example.org"),
        ("\x1b]0;own\x07Metro\u202e", "Metro"),
        ("Metro\u2028X: y\x85z", "Metro X: y z"),
        (" \n ", "(no subject)"),
        ("a" * 500, "a" * (LONGEST_SUBJECT - 1) + "…"),
    ],
)
def test_a_subject_is_one_printable_line(title: str, subject: str) -> None:
    assert Message(title, "text").subject == subject


def test_each_message_has_a_key_of_its_own_unless_it_is_sent_again() -> None:
    assert Message("a", "b").key != Message("a", "b").key
    assert Message("a", "b", key="k").key == "k"


def test_the_error_names_target_and_reason_in_one_line() -> None:
    error = DeliveryFailed("https://host/…", "HTTP 500\r\nX", retry_after=3)
    assert str(error) == "https://host/…: HTTP 500 X"
    assert (error.permanent, error.retry_after) == (False, 3)
