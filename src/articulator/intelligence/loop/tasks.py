"""What a worker does: write to everyone who is to hear of an account."""

from articulator.intelligence.loop import acts
from articulator.intelligence.loop.models import Account
from articulator.intelligence.loop.queries import to_be_told


def write(account: Account) -> None:
    """In parts, until everyone has a letter; begun again after a crash, it goes on."""
    while to_be_told(account):
        acts.write(None, account)
