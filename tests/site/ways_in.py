"""How tests sign in, and what they carry in their pockets."""

import re
import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.urls import reverse

PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_password(person, password=PASSWORD):
    person.set_password(password)
    person.save()
    return person


def with_authenticator(person):
    """A person with an authenticator app and recovery codes."""
    TOTP.activate(person, SECRET)
    return RecoveryCodes.activate(person).generate_codes()


def digits(secret: str = SECRET) -> str:
    """What the authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time() // 30)))


def by_password(client, person, password=PASSWORD, **more):
    form = {"login": person.email, "password": password}
    return client.post(reverse("account_login"), form, follow=True, **more)


def ask_for_code(client, address):
    return client.post(reverse("account_request_login_code"), {"email": address}, follow=True)


def code_of_letter() -> str:
    """The code in the letter that was sent last."""
    return re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0]


def by_code(client, person):
    ask_for_code(client, person.email)
    form = {"code": code_of_letter()}
    return client.post(reverse("account_confirm_login_code"), form, follow=True)
