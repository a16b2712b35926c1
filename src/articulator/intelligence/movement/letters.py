"""What groups are written about the map, and those who bring them together."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from articulator.intelligence.ecology.letters import to_group
from articulator.intelligence.ecology.models import Partner
from articulator.intelligence.ecology.queries import email_of
from articulator.intelligence.movement.models import Introduction, Spot
from articulator.kernel.mail import link

DESK = "movement:desk"


def placed(spot: Spot) -> bool:
    """An officer put the group on the map: it can put that right, or take itself off."""
    return _to(spot.partner, "placed", "Your place on our map of the movement", spot=spot)


def refresh(spot: Spot) -> bool:
    return _to(spot.partner, "refresh", "Does this still hold?", spot=spot)


def asked(introduction: Introduction) -> None:
    for one, other in _sides(introduction):
        subject = f"May we introduce you to {other}?"
        _to(one, "asked", subject, other=other, introduction=introduction)


def agreed(introduction: Introduction) -> None:
    """Both said yes: each gets the other's address, and whoever asked is told."""
    for one, other in _sides(introduction):
        subject = f"{other} would like to meet you, too"
        _to(one, "agreed", subject, other=other, email=email_of(other), introduction=introduction)
    told(introduction, "Both said yes")


def told(introduction: Introduction, words: str) -> None:
    """Whoever asked hears how it stands. It is about their own deed."""
    if introduction.by.email:
        context = {"introduction": introduction, "words": words,
                   "link": link(introduction.get_absolute_url())}  # fmt: skip
        text = render_to_string("movement/letters/told.txt", context)
        subject = " ".join(f"{words}: {introduction}".split())
        EmailMessage(subject, text, to=[introduction.by.email]).send()


def _sides(introduction: Introduction) -> list[tuple[Partner, Partner]]:
    one, other = introduction.one, introduction.other
    return [(one, other), (other, one)]


def _to(partner: Partner, name: str, subject: str, **context: object) -> bool:
    text = f"movement/letters/{name}.txt"
    return to_group(partner, text, " ".join(subject.split()), DESK, **context)
