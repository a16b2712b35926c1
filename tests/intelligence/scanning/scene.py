"""Sources of a branch, and looks at them."""

from datetime import timedelta

from articulator.intelligence.scanning import acts, tasks
from articulator.intelligence.scanning.models import Article, Site, Source
from articulator.intelligence.scanning.reading import Item, item
from articulator.kernel import clock
from articulator.kernel.models import Unit
from tests.identity.elections import scene


def unit() -> Unit:
    return Unit.objects.get(slug="leith")


def source(address: str, kind: str = "feed", name: str = "The Courier") -> Source:
    return acts.add_source(scene.ada(), unit(), name, kind, address, "", 6)


def look(at: Source) -> Source:
    """The clock comes round when the site may be asked again."""
    last = Site.objects.order_by("-next_at").first()
    free = max(clock.now(), last.next_at) if last else clock.now()
    with clock.at(free + timedelta(minutes=1)):
        tasks.look_at.enqueue(str(at.pk))
    at.refresh_from_db()
    return at


def titles() -> list[str]:
    return sorted(Article.objects.values_list("title", flat=True))


def told(title: str, text: str, at=None) -> Item:
    found = item(f"key of {title}", title, "", text, at or clock.now())
    assert found is not None
    return found
