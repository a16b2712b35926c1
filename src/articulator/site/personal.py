"""What other people's packages keep of people here, said for them (see `kernel/personal.py`)."""

from articulator.kernel.personal import FOREIGN, Audience, Basis, Keep, Kind, Personal

_SIGN_IN = (Kind.ACCESS, Basis.SAFETY)

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
