"""Which columns of other systems' files mean what here, and which are never taken."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# What we take from a file; everything else is left out. The order is that of the choices shown.
FIELDS: Mapping[str, str] = {
    "": "Leave out",
    "name": "Name",
    "first": "First name",
    "last": "Last name",
    "email": "Mail address",
    "phone": "Phone",
    "phone2": "Another phone",
    "branch": "Branch",
    "postcode": "Postcode (its district is kept)",
    "number": "Number there",
    "kind": "Kind of membership",
    "joined": "Joined on",
    "status": "Whether the membership runs",
    "mail_status": "Mail: yes or no",
    "phone_status": "Calls and texts: yes or no",
    "no_mail": "Wants no mail",
    "no_phone": "Wants no calls or texts",
    "no_contact": "Wants neither",
    "deceased": "Has died",
    "consent:contact": "Agreed to mail about what goes on",
    "consent:phone": "Agreed to calls and texts",
    "consent:invitations": "Agreed to be invited by lot",
    "trained_until": "Trained until",
    "gender": "Gender",
    "age_band": "Age band",
    "ethnicity": "Ethnicity",
    "disability": "Disability",
}
ATTRIBUTES = ("gender", "age_band", "ethnicity", "disability")
SILENCES = ("mail_status", "phone_status", "no_mail", "no_phone", "no_contact", "deceased")
NEED_A_YES = tuple(key for key in FIELDS if key.startswith("consent:")) + ATTRIBUTES
# Words in the name of a column that would make somebody more than a name on a list.
RIGHTS = frozenset({
    "admin", "admins", "administrator", "superuser", "sudo", "root", "staff", "role", "roles",
    "permission", "permissions", "privilege", "privileges", "right", "rights", "password",
    "passwd", "pwd", "token", "secret", "apikey", "otp", "totp", "mfa", "power", "powers", "seat",
    "officer", "office", "superadmin", "is_active", "last_login",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preset:
    """A system whose files are known: how to recognise them, and what their columns mean."""

    key: str
    title: str
    scheme: str  # whose numbers these are
    menu: str  # how to get the file out of there
    marks: tuple[frozenset[str], ...]  # any of these sets of columns tells it
    means: Mapping[str, str]
    voting: bool = False  # whether the people in it are members, as a rule


def plain_header(name: str) -> str:
    """`No Bulk Emails (User Opt Out)` is `no_bulk_emails_user_opt_out`."""
    return re.sub(r"[^\w]+", "_", name.casefold()).strip("_")


def grants_rights(column: str) -> bool:
    plain = plain_header(column)
    return plain in RIGHTS or bool(RIGHTS & set(plain.split("_")))


def doubled(columns: Iterable[str]) -> list[str]:
    plain = [plain_header(one) for one in columns]
    return sorted({one for one in plain if one and plain.count(one) > 1})


COMMON = {
    "name": "name", "full_name": "name", "display_name": "name", "member_name": "name",
    "first_name": "first", "firstname": "first", "given_name": "first", "forename": "first",
    "last_name": "last", "lastname": "last", "surname": "last", "family_name": "last",
    "email": "email", "email_address": "email", "e_mail": "email", "mail": "email",
    "phone": "phone", "phone_number": "phone", "telephone": "phone", "mobile": "phone2",
    "mobile_number": "phone2", "mobile_phone": "phone2", "cell": "phone2",
    "branch": "branch", "chapter": "branch", "unit": "branch", "local": "branch",
    "postcode": "postcode", "post_code": "postcode", "zip": "postcode", "zip_code": "postcode",
    "postal_code": "postcode", "joined": "joined", "join_date": "joined", "member_since": "joined",
    "id": "number", "number": "number", "member_number": "number", "membership_number": "number",
    "class": "kind", "membership_class": "kind", "trained_until": "trained_until",
    "unsubscribed": "no_mail", "bounced": "no_mail", "do_not_email": "no_mail",
    "email_opt_out": "no_mail", "opt_out": "no_contact", "opted_out": "no_contact",
    "do_not_call": "no_phone", "do_not_phone": "no_phone", "do_not_sms": "no_phone",
    "do_not_text": "no_phone", "do_not_contact": "no_contact", "deceased": "deceased",
    "is_deceased": "deceased", "email_opt_in": "mail_status", "subscribed": "mail_status",
    "subscription_status": "mail_status", "email_status": "mail_status",
    "sms_opt_in": "phone_status", "mobile_opt_in": "phone_status", "sms_status": "phone_status",
    "unsubscribed_at": "no_mail", "is_bounced": "no_mail", "no_email": "no_mail",
    "gender": "gender", "age_band": "age_band", "ethnicity": "ethnicity",
    "disability": "disability",
}  # fmt: skip
_TRAITS = {"gender": "", "ethnicity": "", "disability": "", "age_band": ""}

PRESETS: tuple[Preset, ...] = (
    Preset(
        "actionnetwork", "Action Network", "actionnetwork",
        "Start Organizing → Reports → New report → choose the columns → Download.",
        (frozenset({"can2_subscription_status"}), frozenset({"can2_user_tags"}),
         frozenset({"can2_phone"}), frozenset({"can2_user_address"})),
        {**COMMON, **_TRAITS, "uuid": "number", "can2_phone": "phone",
         "can2_subscription_status": "mail_status", "can2_sms_status": "phone_status"},
    ),
    Preset(
        "nationbuilder", "NationBuilder", "nationbuilder",
        "People → Export → All people → download the CSV from Finances & exports.",
        (frozenset({"nationbuilder_id"}), frozenset({"signup_nationbuilder_id"})),
        {**COMMON, **_TRAITS, "nationbuilder_id": "number", "signup_nationbuilder_id": "number",
         "membership_level_name": "kind", "membership_started_at": "joined",
         "address_zip": "postcode", "primary_zip": "postcode", "is_deceased": "deceased",
         "federal_donotcall": "no_phone", "email1_is_bad": "no_mail", "email_is_bad": "no_mail",
         "email1_is_bouncing": "no_mail", "legal_name": ""},
    ),
    Preset(
        "civicrm-memberships", "CiviCRM, memberships", "civicrm",
        "Memberships → Find Memberships → select all → Export Members. "
        "Import the contacts first.",
        (frozenset({"membership_id", "contact_id"}),
         frozenset({"contact_id", "membership_type", "membership_status"})),
        {**COMMON, **_TRAITS, "contact_id": "number", "membership_start_date": "",
         "member_since": "joined", "membership_status": "status", "status": "status"},
        voting=True,
    ),
    Preset(
        "civicrm", "CiviCRM, contacts", "civicrm",
        "Search → Find Contacts → select all → Export Contacts → all primary fields.",
        (frozenset({"contact_id", "contact_type"}), frozenset({"contact_id", "do_not_email"}),
         frozenset({"internal_contact_id"})),
        {**COMMON, **_TRAITS, "contact_id": "number", "internal_contact_id": "number",
         "no_bulk_emails_user_opt_out": "no_mail", "on_hold": "no_mail", "group_s": "branch",
         "contact_is_deceased": "deceased", "deceased_flag": "deceased",
         "do_not_mail": "", "do_not_trade": ""},
    ),
    Preset(
        "plain", "A plain CSV file", "roll",
        "In any spreadsheet: File → Save as → CSV UTF-8. The first line names the columns.",
        (frozenset(),), COMMON, voting=True,
    ),
)  # fmt: skip


def recognise(columns: Sequence[str]) -> Preset:
    """The system that a file comes from, by its columns; the last of all takes any file."""
    there = {plain_header(one) for one in columns}
    return next(preset for preset in PRESETS if any(marks <= there for marks in preset.marks))


def guess(preset: Preset, columns: Sequence[str]) -> list[str]:
    """For each column the field it seems to mean. Each field that is one of a kind is taken once.

    A column that would grant rights, and one whose meaning is not known, is left out.
    """
    found: list[str] = []
    for column in columns:
        field = "" if grants_rights(column) else preset.means.get(plain_header(column), "")
        taken = field in found and field not in SILENCES
        found.append("phone2" if taken and field == "phone" else "" if taken else field)
    if "first" in found and "name" in found:  # the parts say more than the whole
        found[found.index("name")] = ""
    return found
