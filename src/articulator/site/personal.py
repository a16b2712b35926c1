"""What other people's packages keep of people here, said for them (see `kernel/personal.py`)."""

from articulator.kernel.personal import (
    FOREIGN,
    PURPOSES,
    TITLES,
    Audience,
    Basis,
    Keep,
    Kind,
    Personal,
)

_SIGN_IN = (Kind.ACCESS, Basis.SAFETY)

TITLES |= {
    "account": "Signing in: your address",
    "mfa": "Signing in: your second factor",
    "usersessions": "Signing in: your devices",
    "sessions": "Signing in: staying signed in",
}
PURPOSES |= {
    "account": "So that you can sign in by an address of your own.",
    "mfa": "So that nobody else can sign in as you.",
    "usersessions": "So that you see where you are signed in, and can end it.",
    "sessions": "So that you stay signed in from one page to the next.",
}

FOREIGN |= {
    "account.EmailAddress": {
        "user": Personal(
            "whose address it is", Kind.CONTACT, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.SELF
        ),
        "email": Personal(
            "an address you sign in with",
            Kind.CONTACT, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.SELF,
        ),
    },
    "account.EmailConfirmation": {
        "email_address": Personal(
            "that an address waits for your yes", *_SIGN_IN, Keep.SHORT, Audience.SELF
        ),
    },
    "mfa.Authenticator": {
        "user": Personal(
            "that you use a second factor", *_SIGN_IN, Keep.MEMBERSHIP, Audience.SELF
        ),
        "data": Personal(
            "the public half of a passkey and the name you gave it; the sealed seed of your "
            "authenticator or of your recovery codes, and which codes are used",
            *_SIGN_IN, Keep.MEMBERSHIP, Audience.NOBODY,
        ),
        "created_at": Personal("since when you use it", *_SIGN_IN, Keep.MEMBERSHIP, Audience.SELF),
        "last_used_at": Personal(
            "when you last used it", *_SIGN_IN, Keep.MEMBERSHIP, Audience.SELF
        ),
    },
    "usersessions.UserSession": {
        "user": Personal("that a device is signed in", *_SIGN_IN, Keep.SHORT, Audience.SELF),
        "session_key": Personal("which session it is", *_SIGN_IN, Keep.SHORT, Audience.NOBODY),
        "ip": Personal(
            "the network it came from, never the full address", *_SIGN_IN, Keep.SHORT, Audience.SELF
        ),
        "user_agent": Personal(
            "what its browser calls itself", *_SIGN_IN, Keep.SHORT, Audience.SELF
        ),
        "created_at": Personal("when it signed in", *_SIGN_IN, Keep.SHORT, Audience.SELF),
        "last_seen_at": Personal("when it was last used", *_SIGN_IN, Keep.SHORT, Audience.SELF),
    },
    "sessions.Session": {
        "session_data": Personal(
            "that a device of yours is signed in", *_SIGN_IN, Keep.SHORT, Audience.NOBODY
        ),
    },
    "django_ox.OxTask": {},  # arguments are ids and event numbers, never what they stand for
    "django_ox.OxSchedule": {},
    "django_ox.OxScheduleChange": {},
    "django_ox.OxScheduleTick": {},
    "auth.Group": {},  # not used: authority comes from seats
    "auth.Permission": {},
    "contenttypes.ContentType": {},
}  # fmt: skip
