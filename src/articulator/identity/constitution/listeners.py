from articulator.identity.constitution.acts import set_up
from articulator.identity.constitution.queries import in_force
from articulator.kernel.acts import on
from articulator.kernel.links import find
from articulator.kernel.models import Event, Unit


@on("units.open_unit")
def give_it_its_bodies(event: Event) -> None:
    """A new branch has the bodies that the constitution gives to branches."""
    unit, version = find(event.made), in_force()
    if isinstance(unit, Unit) and version:
        set_up(unit, version)
