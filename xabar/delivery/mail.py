"""E-mails, by the SMTP server of XABAR_SMTP_URL."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from threading import Timer

from xabar.delivery.message import DeliveryFailed, Message
from xabar.delivery.settings import DeliverySettings, MailServer
from xabar.delivery.targets import Mail


def compose(target: Mail, message: Message, sender: str, now: datetime) -> EmailMessage:
    """Return the e-mail. Its Message-ID is made of the message's key: one that is sent again has the same."""
    mail = EmailMessage(policy=SMTP_POLICY)
    mail["From"] = sender
    mail["To"] = target.address
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.at or now)
    mail["Message-ID"] = f"<{message.key}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answers of holidays to us
    mail.set_content(message.text, cte="quoted-printable")
    if message.html is not None:
        mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return mail


def send_mail(target: Mail, message: Message, settings: DeliverySettings, now: datetime) -> None:
    """Send a message once, within `settings.seconds`. Raise DeliveryFailed unless the server has taken it."""
    server = settings.mail_server
    if server is None:
        raise DeliveryFailed(
            target.label,
            "no mail server is set: give XABAR_SMTP_URL, such as smtp+starttls://user@host:587",
            permanent=True,
        )
    mail = compose(target, message, sender_of(settings), now)
    password = settings.read_mail_password()
    if server.user and password is None:
        raise DeliveryFailed(
            target.label,
            f"XABAR_SMTP_URL names the user {server.user}; name the file of the password in XABAR_SMTP_PASSWORD_FILE",
            permanent=True,
        )
    try:
        with _connected(server, settings.seconds) as client:
            if server.user and password is not None:
                client.login(server.user, password)
            client.send_message(mail)
    except (smtplib.SMTPException, OSError) as error:
        raise _failure(target, server, error) from None


def sender_of(settings: DeliverySettings) -> str:
    """Return the address in From: the one that is set, the user's if it is one, or xabar at this machine."""
    user = settings.mail_server.user if settings.mail_server else None
    return settings.mail_from or (user if user and "@" in user else f"xabar@{socket.gethostname()}")


@contextmanager
def _connected(server: MailServer, seconds: float) -> Iterator[smtplib.SMTP]:
    """Yield a client. After so many seconds its connection is cut, however slowly the server speaks."""
    context = ssl.create_default_context()
    name = socket.gethostname()  # smtplib would ask the DNS for it, which may take long
    client = (
        smtplib.SMTP_SSL(local_hostname=name, timeout=seconds, context=context)
        if server.security == "tls"
        else smtplib.SMTP(local_hostname=name, timeout=seconds)
    )
    client._host = server.host  # type: ignore[attr-defined]  # STARTTLS compares the certificate with it
    cut = Timer(seconds, _cut, [client])
    cut.start()
    try:
        client.connect(server.host, server.port)
        if server.security == "starttls":
            client.starttls(context=context)
        yield client
        client.quit()
    finally:
        cut.cancel()
        client.close()


def _cut(client: smtplib.SMTP) -> None:
    if client.sock is not None:
        try:
            client.sock.shutdown(socket.SHUT_RDWR)
        except OSError:  # it is closed already
            return


def _failure(target: Mail, server: MailServer, error: Exception) -> DeliveryFailed:
    where = f"{server.host}:{server.port}"
    code, said = getattr(error, "smtp_code", None), getattr(error, "smtp_error", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    if code is not None and code > 0:
        text = said.decode(errors="replace") if isinstance(said, bytes) else str(said or "")
        return DeliveryFailed(
            target.label, f"{where} answered {code} {text}", permanent=code >= 500, answered=True
        )
    is_final = isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError)
    return DeliveryFailed(target.label, f"{where}: {error or type(error).__name__}", permanent=is_final)
