"""Reporting back to those who spoke, one letter each."""

from articulator.identity.bodies.rules import by_law
from articulator.intelligence.listening.acts import forget_contact
from articulator.intelligence.listening.models import Contact
from articulator.intelligence.loop import letters
from articulator.intelligence.loop.models import Account, Told
from articulator.intelligence.loop.queries import REPORTS, published_name, to_be_told
from articulator.intelligence.loop.rules import may_report, may_stop
from articulator.intelligence.themes.models import Theme
from articulator.kernel import clock
from articulator.kernel.acts import Actor, act
from articulator.kernel.links import join

AT_ONCE = 200  # letters of one transaction


@act(allow=may_report)
def report_back(actor: Actor, theme: Theme, words: str) -> Account:
    """Tell those who said it what was done, or why not. A worker writes the letters."""
    assert actor, "the rule has refused a visitor"
    made = Account.objects.create(theme=theme, words=words, by=actor, at=clock.now())
    join(made, REPORTS, theme)
    return made


@act(allow=by_law, secret=True)
def write(_actor: Actor, account: Account) -> None:
    """Write to those who are to hear of it and have not; a part of them, if they are many.

    The letter and the note that it was written are one transaction: both or neither.
    """
    read_as = published_name(account.theme)
    for contact in to_be_told(account)[:AT_ONCE]:
        Told.objects.create(account=account, contact=contact, at=clock.now())
        letters.report(account, contact, read_as)


@act(allow=may_stop, secret=True)
def stop(actor: Actor, contact: Contact) -> None:
    """No more letters: the address is forgotten."""
    forget_contact(actor, contact)
