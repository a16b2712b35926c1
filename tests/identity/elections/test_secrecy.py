"""Nothing that anybody can look at tells how someone voted: two different votes, the same pages.

Everything is read twice: once after Ewa voted one way, once after Finn voted another way. Whoever
looks (a visitor, a candidate, the returning officer) must find every page, every line of the log
and every table except the box and the list of names ticked off exactly the same.
"""

import logging
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from itertools import product

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter

from articulator.identity.constitution.queries import in_force
from articulator.identity.elections.models import Ballot, Election, Mark
from articulator.kernel import clock, log
from articulator.kernel.models import Unit
from tests.identity.elections import scene
from tests.identity.elections.scene import OVER, VOTING
from tests.people import person

CAST = ("ben", "cleo", "dev", "gita", "hugo", "ewa", "finn")
CANARY, OTHER = (4, 2, 5, 1, 3), (3, 5)
VIEWERS = (None, "cleo", "ada")
KEY = str(uuid.UUID(int=7))
CHANGING = re.compile(  # new on each page by nature: tokens against forgery, keys of labels
    rb'name="(csrfmiddlewaretoken|_key)" value="[^"]*"|"x-csrftoken": "[^"]*"|nonce="[^"]*"'
    rb'|"p[0-9a-f]{8}"'
)
IDS = re.compile(
    rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}|<code>[0-9a-f]{12}"
)

# Samples of components, the way out, a new secret for an authenticator; looks at who knows whom,
# each of which writes a line of its own into the log.
OTHER_EACH_TIME = {
    "/ui", "/account/logout/", "/account/authenticator/activate/",
    *(f"/intelligence/movement/{page}" for page in ("brokerage", "network", "introductions")),
}  # fmt: skip
type Pages = dict[tuple[str | None, str], tuple[int, bytes]]


@pytest.fixture
def election(federation) -> Election:
    return scene.opened(CAST, candidates=5)


@pytest.fixture
def clients(election) -> Mapping[str | None, Client]:
    """Everyone signs in before anybody votes."""
    signed_in = {name: Client(raise_request_exception=False) for name in (*CAST, "ada", None)}
    with clock.at(VOTING):
        for name, client in signed_in.items():
            if name:
                client.force_login(person(name))
    return signed_in


def addresses(election: Election) -> list[str]:
    """Every address of the site, with every id that a reader could put into it."""
    group = election.group
    ids = [election.pk, group.pk, group.body.pk, in_force().pk, person("ewa").pk]
    values = {  # a slug is a string too: the narrower kind stands first
        UUIDConverter: list(map(str, ids)),
        IntConverter: ["1"],
        SlugConverter: list(Unit.objects.values_list("slug", flat=True)),
        StringConverter: [election.clause],
    }
    found: set[str] = set()
    for route, converters in routes(get_resolver().url_patterns):
        known = [
            next(value for kind, value in values.items() if isinstance(converter, kind))
            for converter in converters.values()
        ]
        for chosen in product(*known):
            found.add(filled(route, dict(zip(converters, chosen, strict=True))))
    return sorted(found)


def routes(patterns, before: str = "/", around=()) -> Iterator[tuple[str, dict]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        converters = {**dict(around), **getattr(pattern.pattern, "converters", {})}
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route, converters)
        elif isinstance(pattern, URLPattern) and not re.search(r"[\\^$(]", route):
            yield route, converters


def filled(route: str, values: Mapping[str, str]) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values[found[1]], route)


def read(clients: Mapping[str | None, Client], paths: list[str]) -> Pages:
    return {
        (viewer, path): (answer.status_code, CHANGING.sub(b"", answer.getvalue()))
        for viewer in VIEWERS
        for path in paths
        if path not in OTHER_EACH_TIME
        for answer in [clients[viewer].get(path)]
    }


def everything_else() -> str:
    """Every table but the box, the list of names ticked off, and the sessions."""
    hidden = {Ballot, Mark, apps.get_model("sessions", "Session")}
    rows = (
        row
        for model in apps.get_models()
        if model not in hidden
        for row in model._base_manager.order_by("pk")
    )
    return serializers.serialize("json", rows, indent=0)


def votes(clients, election: Election, name: str, ranking: tuple[int, ...], key: str = KEY) -> None:
    ranks = {f"c{number}": rank for rank, number in enumerate(ranking, 1)}
    path = reverse("elections:vote", args=[election.pk])
    answer = clients[name].post(path, {**ranks, "_key": key})
    assert answer["Location"] == reverse("elections:voted", args=[election.pk])


def undone[T](story: Callable[[], T]) -> T:
    """What the story returns; what it did is taken back."""
    with transaction.atomic():
        told = story()
        transaction.set_rollback(True)
    return told


def differing(one: Pages, other: Pages) -> list[tuple[str | None, str]]:
    return [place for place in other if one[place] != other[place]]


def answering(pages: Pages) -> list[str]:
    """The addresses at which anybody finds anything, and every tenth of those where nobody does."""
    found = {path for (_, path), (status, _) in pages.items() if status != 404}
    return sorted(found | set(sorted({path for _, path in pages} - found)[::10]))


def test_while_voting_is_open_all_that_can_be_read_is_the_same_whoever_voted_and_how(
    election, clients
):
    """And no public page names a voter or shows a ranking."""
    paths = addresses(election)

    def after(name: str, ranking: tuple[int, ...]):
        def story():
            with clock.at(VOTING):
                votes(clients, election, name, ranking)
                return everything_else(), list(log.export()), read(clients, paths)

        return undone(story)

    tables, lines, pages = after("ewa", CANARY)
    other_tables, other_lines, other_pages = after("finn", OTHER)
    assert pages.keys() == other_pages.keys()
    assert differing(pages, other_pages) == []
    assert (tables, lines) == (other_tables, other_lines)
    read_well = [path for (_, path), (status, _) in pages.items() if status == 200]
    assert {f"/api/elections/{election.pk}", f"/identity/elections/{election.pk}", "/log"} <= set(
        read_well
    )
    assert [path for (_, path), (status, _) in pages.items() if status >= 500] == []
    assert [place for place, (_, text) in pages.items() if shows_a_ranking(text)] == []
    assert [place for place, page in pages.items() if place[0] != "ada" and names_ewa(*page)] == []


def shows_a_ranking(text: bytes) -> bool:
    return any(way in text for way in (b"4, 2, 5, 1, 3", b"4,2,5,1,3", b"4 2 5 1 3", b"42513"))


def names_ewa(status: int, text: bytes) -> bool:
    names = (b"Ewa Nowak", b"ewa@example.org", str(person("ewa").pk).encode())
    return status == 200 and any(name in text for name in names)


def test_after_the_count_nothing_joins_a_ballot_to_who_cast_it(election, clients):
    """Ewa and Finn exchange their ballots: what is published stays the same to the last letter."""

    def after(ballots: dict[str, tuple[int, ...]], paths: list[str]) -> Pages:
        def story():
            for number, (name, ranking) in enumerate(ballots.items()):
                with clock.at(VOTING):
                    votes(clients, election, name, ranking, str(uuid.UUID(int=number)))
            scene.declared(election)
            with clock.at(OVER):
                pages = read(clients, paths or addresses(election))
            return {place: (code, IDS.sub(b"", text)) for place, (code, text) in pages.items()}

        return undone(story)

    pages = after({"ewa": CANARY, "finn": OTHER}, [])
    assert differing(pages, after({"ewa": OTHER, "finn": CANARY}, answering(pages))) == []
    published = pages[None, f"/identity/elections/{election.pk}/ballots.blt"]
    assert published[0] == 200
    assert b"1 4 2 5 1 3 0" in published[1]


def test_the_server_writes_no_vote_into_its_own_log(election, clients, caplog):
    with caplog.at_level(logging.DEBUG), clock.at(VOTING):
        votes(clients, election, "ewa", CANARY)
    for trace in ("4, 2, 5, 1, 3", "c4=1", "Ewa", "ewa@", str(person("ewa").pk)):
        assert trace not in caplog.text


def test_nobody_sees_a_result_before_it_is_declared(election, clients):
    names = ("elections:result", "elections:result_json", "elections:ballots")
    paths = [reverse(name, args=[election.pk]) for name in names]
    paths.append(f"/api/elections/{election.pk}/result")
    scene.vote(election, person("ewa"), CANARY)
    for moment in (VOTING, OVER):
        with clock.at(moment):
            codes = {clients[viewer].get(path).status_code for viewer in VIEWERS for path in paths}
        assert codes == {404}
    scene.declared(election)
    assert {clients[None].get(path).status_code for path in paths} == {200}
