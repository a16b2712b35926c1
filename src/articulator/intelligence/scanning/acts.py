"""Putting up sources, taking in what they say, placing and sorting it, trying wordings."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from articulator.identity.bodies.rules import by_law
from articulator.intelligence.scanning import queries
from articulator.intelligence.scanning.models import (
    Article,
    Hit,
    Mention,
    Sample,
    Site,
    Source,
    Story,
    Tag,
    Tap,
    Trial,
    Watch,
)
from articulator.intelligence.scanning.places import OURS, gazetteer
from articulator.intelligence.scanning.queries import Look
from articulator.intelligence.scanning.reading import Item
from articulator.intelligence.scanning.rules import (
    may_close,
    may_end,
    may_place,
    may_scan,
    may_sort,
    may_tap,
    may_tend,
    not_a_person,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Unit
from articulator.methods.gazetteer import Found
from articulator.methods.stories import sampled, shingles

BETWEEN = timedelta(seconds=5)  # two questions to one site
A_FALL = timedelta(hours=1)  # after which a look that was never finished is tried again
LONGEST_WAIT = timedelta(days=7)  # between two looks at a source that fails


@act(allow=may_scan)
def add_source(
    actor: Actor, unit: Unit, name: str, kind: str, address: str, home: str, hours: int
) -> Source:
    if address and unit.sources.filter(address=address).exists():
        raise Refused(Refusal(f"{unit} reads this address already."))
    return Source.objects.create(
        unit=unit, name=name, kind=kind, address=address, home=home, hours=hours, by=actor,
        added_at=clock.now(), next_at=clock.now(),
    )  # fmt: skip


@act(allow=may_tend)
def stop(_actor: Actor, source: Source) -> None:
    """Read no more of it. What was read stays."""
    source.stopped_at = clock.now()
    source.save(update_fields=["stopped_at"])


@act(allow=may_tend)
def go_on(_actor: Actor, source: Source) -> None:
    source.stopped_at, source.failures, source.next_at = None, 0, clock.now()
    source.save(update_fields=["stopped_at", "failures", "next_at"])


@act(allow=by_law)
def set_out(_actor: Actor, source: Source) -> None:
    """A worker goes to look: nobody else does meanwhile, and after a fall it is tried again."""
    source.next_at = clock.now() + A_FALL
    source.save(update_fields=["next_at"])


@act(allow=by_law)
def heed(_actor: Actor, _source: Source, host: str, robots: str) -> Site:
    """Keep what a site wishes, for a day."""
    said = {"robots": robots, "robots_at": clock.now()}
    return Site.objects.update_or_create(host=host, defaults=said)[0]


@act(allow=by_law)
def take_turn(_actor: Actor, _source: Source, host: str) -> bool:
    """Whether the site may be asked now; if so, nobody asks it again for a while."""
    Site.objects.get_or_create(host=host)
    free = Site.objects.filter(host=host, next_at__lte=clock.now())
    return bool(free.update(next_at=clock.now() + BETWEEN))


# What was read


@act(allow=by_law)
def take_in(_actor: Actor, source: Source, look: Look) -> int:
    """Keep what is new in a look, and say how it went; returns how many articles were new."""
    new = [one for one in look.items if _is_new(source, one)]
    for one in new:
        _keep(source, one)
    source.looked_at, source.health = clock.now(), look.words[:300]
    source.failures = source.failures + 1 if look.failed else 0
    source.etag, source.modified = look.etag[:200], look.modified[:100]
    source.next_at = clock.now() + _wait(source)
    source.save()
    return len(new)


def _wait(source: Source) -> timedelta:
    """The longer a source has failed, the later it is asked again."""
    longer: int = 2 ** min(source.failures, 6)
    return min(timedelta(hours=source.hours) * longer, LONGEST_WAIT)


def _is_new(source: Source, one: Item) -> bool:
    return not source.articles.filter(key=one.key).exists()


@act(allow=may_tend)
def hand_in(_actor: Actor, source: Source, items: Sequence[Item]) -> None:
    """What stands in a file that an officer brought."""
    for one in items:
        if _is_new(source, one):
            _keep(source, one)
    source.looked_at, source.health = clock.now(), f"{len(items)} mails were read."
    source.save(update_fields=["looked_at", "health"])


def _keep(source: Source, one: Item) -> None:
    runs = shingles(f"{one.title} {one.text}")
    story = queries.story_like(runs) or _begun(source, one)
    article = Article.objects.create(
        source=source, story=story, key=one.key, link=one.link, title=one.title,
        excerpt=one.excerpt, published_at=one.published_at, read_at=clock.now(),
        shingles=runs.astype(np.uint32).tobytes(),
    )  # fmt: skip
    Sample.objects.bulk_create(
        Sample(article=article, number=number) for number in sampled(runs).tolist()
    )


def _begun(source: Source, one: Item) -> Story:
    story = Story.objects.create(title=one.title, first_at=one.published_at)
    words = f"{one.title}. {one.text}"
    for found in gazetteer().read(words, source.home):
        _mention(story, found)
    for watch in queries.watches():
        if queries.holds(words, watch.words):
            Hit.objects.get_or_create(watch=watch, story=story)
    return story


def _mention(story: Story, found: Found) -> None:
    ours = found.place.key.removeprefix(OURS) if found.place.key.startswith(OURS) else None
    answer = Mention.Answer.YES if found.sure else Mention.Answer.OPEN
    Mention.objects.get_or_create(
        story=story, place=found.place.name,
        defaults={"area": found.place.area, "unit_id": ours, "answer": answer},
    )  # fmt: skip


@act(allow=may_place)
def place(_actor: Actor, mention: Mention, *, speaks_of_it: bool) -> None:
    """A person says whether a story speaks of a place."""
    mention.answer = Mention.Answer.YES if speaks_of_it else Mention.Answer.NO
    mention.save(update_fields=["answer"])


@act(allow=may_sort)
def tag(_actor: Actor, story: Story, word: str) -> Tag:
    return Tag.objects.get_or_create(story=story, word=word.strip().casefold())[0]


@act(allow=may_sort)
def untag(_actor: Actor, story: Story, word: str) -> None:
    story.tags.filter(word=word).delete()


# Watch lists


@act(allow=may_scan)
def watch(actor: Actor, unit: Unit, name: str, kind: str, words: list[str]) -> Watch:
    """Begin to watch for words. What was read before is looked through by title and first lines."""
    if refusal := not_a_person([name, *words]):
        raise Refused(refusal)
    if unit.watches.filter(name__iexact=name, ended_at=None).exists():
        raise Refused(Refusal(f"{unit} watches for {name} already."))
    made = Watch.objects.create(
        unit=unit, name=name, kind=kind, words=words, by=actor, begun_at=clock.now()
    )
    Hit.objects.bulk_create(
        Hit(watch=made, story_id=story) for story in queries.stories_with(words)
    )
    return made


@act(allow=may_end)
def end(_actor: Actor, watch: Watch) -> None:
    watch.ended_at = clock.now()
    watch.save(update_fields=["ended_at"])


# Wordings


@act(allow=may_scan)
def try_out(actor: Actor, unit: Unit, title: str, one: str, other: str) -> Trial:
    """Show two wordings of a message to people by lot."""
    return Trial.objects.create(
        unit=unit, title=title, one=one, other=other, by=actor, begun_at=clock.now()
    )


@act(allow=may_close)
def close(_actor: Actor, trial: Trial) -> None:
    trial.closed_at = clock.now()
    trial.save(update_fields=["closed_at"])


@act(allow=may_tap, secret=True)
def tap(_actor: Actor, trial: Trial, token: str, *, speaks: bool) -> None:
    """Whether the wording that a browser was shown speaks to somebody; said again, it changes."""
    mark = queries.tap_mark(trial, token)
    Tap.objects.update_or_create(
        trial=trial, mark=mark,
        defaults={"first": queries.shown_first(trial, token), "speaks": speaks},
        create_defaults={
            "first": queries.shown_first(trial, token), "speaks": speaks, "at": clock.now(),
        },
    )  # fmt: skip
