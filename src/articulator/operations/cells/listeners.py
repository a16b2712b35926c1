from articulator.kernel.acts import on
from articulator.kernel.links import find
from articulator.kernel.models import Event
from articulator.operations.campaigns.models import Campaign
from articulator.operations.cells.acts import end_all


@on("campaigns.end")
def end_its_cells(event: Event) -> None:
    """A campaign that ends leaves no list of places behind."""
    campaign = find(event.subject)
    if isinstance(campaign, Campaign):
        end_all(None, campaign)
