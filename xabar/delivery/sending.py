"""Delivering one message to one target, with a bounded number of attempts."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_random_exponential

from xabar.config import ConfigError
from xabar.delivery.atom import Entry, add_entry
from xabar.delivery.command import run_command
from xabar.delivery.mail import send_mail
from xabar.delivery.message import DeliveryFailed, Message
from xabar.delivery.settings import DeliverySettings
from xabar.delivery.targets import Command, Feed, Mail, Target, Webhook

logger = logging.getLogger(__name__)


def deliver(target: Target, message: Message, settings: DeliverySettings) -> None:
    """Deliver a message. Raise DeliveryFailed if it was not delivered, or if nobody knows.

    It waits for the other side, so that a running event loop calls it in a thread (`asyncio.to_thread`). A webhook and
    a mail server are tried `settings.attempts` times, with pauses that grow or that the receiver asks for; a command
    once, since it may have done half of its work. A receiver may get a message twice, with the same key: when its
    answer was lost.
    """
    attempts = settings.attempts if isinstance(target, Webhook | Mail) else 1
    retrying = Retrying(
        stop=stop_after_attempt(attempts),
        wait=lambda state: _pause(state, settings),
        retry=retry_if_exception(lambda error: _may_pass(error, settings.longest_wait)),
        before_sleep=_log_attempt,
        reraise=True,
    )
    retrying(_attempt, target, message, settings)


def explain_unready(target: Target, settings: DeliverySettings) -> str | None:
    """Return why nothing could be delivered with these settings, and what to do; None if nothing speaks against it.

    The secret of webhooks is made where there is none.
    """
    try:
        if isinstance(target, Webhook):
            settings.read_webhook_secret()
        if not isinstance(target, Mail):
            return None
        password = settings.read_mail_password()
    except ConfigError as error:
        return str(error)
    server = settings.mail_server
    if server is None:
        return (
            f"{target.label} needs a mail server: set XABAR_SMTP_URL, such as smtp+starttls://user@host:587, and"
            " XABAR_SMTP_PASSWORD_FILE"
        )
    if server.user and password is None:
        return f"XABAR_SMTP_URL names the user {server.user}: name the file of the password in XABAR_SMTP_PASSWORD_FILE"
    return None


def _attempt(target: Target, message: Message, settings: DeliverySettings) -> None:
    now = datetime.now(UTC)
    try:
        match target:
            case Webhook():
                from xabar.delivery.webhook import post_webhook  # with aiohttp, a third of a second of CPU

                secret = settings.read_webhook_secret()
                asyncio.run(post_webhook(target, message, secret=secret, seconds=settings.seconds, now=now))
            case Mail():
                send_mail(target, message, settings, now)
            case Command():
                asyncio.run(run_command(target, message, seconds=settings.seconds))
            case Feed():
                _add_to_feed(message, settings, now)
    except ConfigError as error:
        raise DeliveryFailed(target.label, str(error), permanent=True) from None
    except OSError as error:  # of our own files: full, read-only
        raise DeliveryFailed(target.label, f"{error.filename or ''}: {error.strerror or error}") from error


def _add_to_feed(message: Message, settings: DeliverySettings, now: datetime) -> None:
    entry = Entry(
        f"urn:xabar:{message.key}",
        message.subject,
        message.at or now,
        message.text,
        html=message.html,
        link=message.link,
    )
    path = settings.feeds / "messages.atom"
    add_entry(path, "Xabar", "urn:xabar:messages", entry, most=settings.feed_entries)


def _may_pass(error: BaseException, longest_wait: float) -> bool:
    return (
        isinstance(error, DeliveryFailed)
        and not error.permanent
        and (error.retry_after or 0.0) <= longest_wait
    )


def _pause(state: RetryCallState, settings: DeliverySettings) -> float:
    """Return the seconds before the next attempt: what the receiver asked for, or ever longer ones, at random."""
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, DeliveryFailed) and error.retry_after is not None:
        return error.retry_after
    return wait_random_exponential(settings.first_wait, max=settings.longest_wait)(state)


def _log_attempt(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    logger.info("%s; attempt %d, trying again", error, state.attempt_number)
