"""What the software keeps about people: for each field its class, its legal basis, how long, who.

Every model carries `personal`: a dict from field to `Personal`, empty where a row says nothing of
anybody. From it come the record of processing, a person's own export, and what is deleted when. A
test walks all models, so that a field about people cannot be forgotten.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.apps import AppConfig, apps
from django.db import models


class Kind(StrEnum):
    IDENTITY = "who somebody is"
    CONTACT = "how to reach somebody"
    BELONGING = "that somebody belongs to the organisation (political opinion, Article 9)"
    OPINION = "what somebody thinks (political opinion, Article 9)"
    TRAIT = "gender, age band, ethnicity, disability (Article 9)"
    DEED = "what somebody did"
    ACCESS = "keys, devices and sessions"


class Basis(StrEnum):
    MEMBERS = "members and people in regular contact: Article 6(1)(f) and Article 9(2)(d) UK GDPR"
    CONSENT = "explicit consent: Article 6(1)(a) and Article 9(2)(a) UK GDPR"
    PUBLIC = "made public by the person, who holds or seeks an office: Article 9(2)(e) UK GDPR"
    DUTY = "needed to show that decisions are valid: Article 6(1)(f) and Article 9(2)(d) UK GDPR"
    SAFETY = "needed to keep accounts safe: Article 6(1)(f) UK GDPR"


class Keep(StrEnum):
    MEMBERSHIP = "until two years after leaving"
    CONTACT = "until two years after the last contact"
    CONSENT = "until the consent is withdrawn"
    PROOF = "six years, as proof"
    RECORD = "for ever: the record of who held office"
    YEAR = "twelve months"
    SHORT = "ninety days"
    WEEK = "seven days"

    @property
    def span(self) -> timedelta | None:
        """How long that is, where a calendar can tell; None where a person or nobody decides."""
        return SPANS.get(self)


SPANS = {
    Keep.WEEK: timedelta(days=7),
    Keep.SHORT: timedelta(days=90),
    Keep.YEAR: timedelta(days=365),
    Keep.MEMBERSHIP: timedelta(days=730),
    Keep.CONTACT: timedelta(days=730),
    Keep.PROOF: timedelta(days=6 * 365 + 2),
}


class Audience(StrEnum):
    SELF = "the person alone"
    UNIT = "those who keep the roll of the unit, as the data charter says"
    OFFICE = "the officers who run the matter"
    PUBLIC = "everyone"
    NOBODY = "nobody: only the software itself"


@dataclass(frozen=True, slots=True)
class Personal:
    """One field about people. `words` is what it is, as one would tell the person."""

    words: str
    kind: Kind
    basis: Basis
    keep: Keep
    audience: Audience


type Register = Mapping[str, Personal]

# Secrets that are not about one person (ballots, keys) stand in a model's `sealed`: from field to
# the condition under which it may leave the database in an export.
type Seals = Mapping[str, models.Q]
NEVER = models.Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Registered:
    model: type[models.Model]
    field: str
    says: Personal


# Models of other people's packages cannot carry the attribute: `site/personal.py` registers them.
FOREIGN: dict[str, Register] = {}
# And why their features keep it; ours say it as `purpose` of their AppConfig: "So that …".
PURPOSES: dict[str, str] = {}
TITLES: dict[str, str] = {}


def declared(model: type[models.Model]) -> Register | None:
    """What a model says of its fields; None if it says nothing, which a test refuses."""
    own: Register | None = model.__dict__.get("personal")
    return own if own is not None else FOREIGN.get(model._meta.label)  # noqa: SLF001 - documented


def purpose(app: AppConfig) -> str:
    """Why a feature keeps anything of people; empty if it does not say, which a test refuses."""
    said: str = getattr(app, "purpose", "")
    return said or PURPOSES.get(app.label, "")


def title(app: AppConfig) -> str:
    """What a feature is called where people read of it."""
    return TITLES.get(app.label) or str(app.verbose_name)


def register() -> Iterator[Registered]:
    """Every personal field of the house, model by model."""
    for model in apps.get_models():
        for field, says in (declared(model) or {}).items():
            yield Registered(model, field, says)
