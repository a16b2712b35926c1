from articulator.intelligence.loop import tasks
from articulator.intelligence.loop.models import Account
from articulator.kernel import links
from articulator.kernel.acts import on
from articulator.kernel.models import Event


@on("loop.report_back")
def reported(event: Event) -> None:
    account = links.find(event.made)
    if isinstance(account, Account):
        tasks.write(account)
