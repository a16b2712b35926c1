from articulator.identity.privacy.acts import fill
from articulator.identity.privacy.models import Copy
from articulator.kernel import links
from articulator.kernel.acts import on
from articulator.kernel.models import Event


@on("privacy.ask_for_copy")
def make_copy(event: Event) -> None:
    """Safe to repeat: a copy that is made, or gone again, is left alone."""
    copy = links.find(event.made)
    if isinstance(copy, Copy) and copy.ready_at is None:
        fill(None, copy)
