"""The draw: byte for byte as documented, uniform, and the same for everybody who runs it."""

import hashlib
import hmac
import math
import subprocess
import sys
from collections import Counter
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.sortition import (
    TICKETS,
    Pool,
    PoolFileError,
    Quota,
    SeedError,
    draw,
    lottery,
)
from articulator.methods.sortition.draw import (
    draw_by_hash,
    draw_from_book,
    draw_key,
    drawn_ticket,
    place_of,
    sha256,
    ticket_at,
)
from tests.methods.sortition.pools import FIVE, ONE_OF_EACH, stored

SEED = "6d0f4f0e2b1c4a7790d3c0ffee5eed0123456789abcdef00112233445566778f"
BOOK = {
    "seats": 2,
    "quotas": [["gender", "man", 1, 1], ["gender", "woman", 1, 1]],
    "types": [[["man"], 2], [["woman"], 3]],
    "compositions": [[[0, 1], [1, 1]]],
    "tickets": [1000000],
    "pool": "",
}
CAST = {"ada": 1, "ben": 0, "cleo": 1, "dev": 0, "ewa": 1}


def by_the_page(book, book_hash, type_of, seed):
    """The draw written again from docs/methods/sortition.md alone."""

    def mac(key, message):
        return hmac.new(key, message.encode(), hashlib.sha256).digest()

    key = mac(bytes.fromhex(seed), "articulator sortition 1 " + book_hash)
    attempt, limit = 0, 2**256 - 2**256 % 10**6
    while True:
        number = int.from_bytes(mac(key, f"ticket {attempt}"), "big")
        if number < limit:
            break
        attempt += 1
    ticket = number % 10**6
    a, b = ticket // 1000, ticket % 1000
    for turn in range(8):
        step = int.from_bytes(mac(bytes.fromhex(book_hash), f"shuffle {turn} {b}"), "big")
        a, b = b, (a + step) % 1000
    place = 1000 * a + b
    ends = list(accumulate(book["tickets"]))
    wanted = dict(book["compositions"][next(i for i, end in enumerate(ends) if place < end)])
    lot = sorted(type_of, key=lambda person: (mac(key, f"rank {person}"), person))
    seen, selected = Counter(), []
    for person in lot:
        kind = type_of[person]
        seen[kind] += 1
        if seen[kind] <= wanted.get(kind, 0):
            selected.append(person)
    return ticket, selected, [person for person in lot if person not in selected]


def test_the_worked_example_of_the_documentation():
    book_hash = sha256(BOOK)
    key = draw_key(SEED, book_hash)
    drawn = draw_from_book(BOOK, CAST, SEED)
    assert (book_hash, key.hex(), drawn.ticket, place_of(drawn.ticket, book_hash)) == EXAMPLE
    assert (drawn.selected, drawn.reserves) == (("ada", "ben"), ("ewa", "dev", "cleo"))


EXAMPLE = (
    "2a13fbc75ee686eaf9296a0e2a0cb9095626297021c8e52e5bbbde19857a3653",
    "1b175f2ab2879d980f4865c7e6ea3363de657d3bb6b1b3606d621d9c325f830d",
    160096,
    480767,
)


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=16, max_size=40))
def test_a_second_implementation_draws_the_same_people(secret):
    result = lottery(*stored("example_small_20"))
    ours = draw_by_hash(result.book, result.book_hash, result.type_of, secret.hex())
    theirs = by_the_page(result.book, result.book_hash, result.type_of, secret.hex())
    assert (ours.ticket, list(ours.selected), list(ours.reserves)) == theirs


def test_the_tickets_are_a_permutation_of_the_places():
    book_hash = sha256(BOOK)
    places = {place_of(ticket, book_hash) for ticket in range(0, TICKETS, 97)}
    assert len(places) == len(range(0, TICKETS, 97))
    assert all(ticket_at(place_of(t, book_hash), book_hash) == t for t in range(0, TICKETS, 9973))


def test_neighbouring_places_hold_tickets_from_all_over():
    """No composition has a block of numbers, nor all its numbers with the same first digit."""
    first_digits = Counter(ticket_at(place, sha256(BOOK)) // 100_000 for place in range(2000))
    assert min(first_digits.values()) > 140
    assert max(first_digits.values()) < 260


def test_a_draw_satisfies_the_quotas_and_lists_everybody_once():
    pool, quotas, seats = stored("sf_fixture_150")
    result = lottery(pool, quotas, seats)
    drawn = draw(result, pool, SEED)
    assert len(drawn.selected) == seats
    assert Counter(drawn.selected + drawn.reserves) == Counter(pool.ids)
    rows = dict(zip(pool.ids, pool.rows, strict=True))
    for quota in quotas:
        count = sum(rows[person][quota.feature] == quota.value for person in drawn.selected)
        assert quota.min <= count <= quota.max


def test_twenty_thousand_draws_show_the_stated_chances():
    """Each of 150 people within 5 standard deviations (1 in 10,000 for the whole test)."""
    result = lottery(*stored("sf_fixture_150"))
    times, counts, tickets = 20_000, Counter(), Counter()
    for number in range(times):
        seed = hashlib.sha256(str(number).encode()).hexdigest()
        drawn = draw_by_hash(result.book, result.book_hash, result.type_of, seed)
        counts.update(drawn.selected)
        tickets[drawn.ticket // 100_000] += 1
    for person, chance in result.probabilities.items():
        spread = math.sqrt(times * chance * (1 - chance))
        assert abs(counts[person] - times * chance) <= 5 * spread, person
    assert all(abs(tickets[d] - times / 10) < 5 * math.sqrt(times * 0.09) for d in range(10))


def test_json_of_a_draw_has_stable_names_and_exact_chances():
    drawn = draw(lottery(FIVE, ONE_OF_EACH, 2), FIVE, SEED)
    data = drawn.to_json()
    assert list(data) == [
        "method", "seats", "selected", "reserves", "probabilities", "min_probability",
        "excluded", "ticket", "composition", "seed", "book_hash",
    ]  # fmt: skip
    assert data["probabilities"] == {"ada": 0.0, "ben": 0.0, "cleo": 0.0, "dev": 1.0, "ewa": 1.0}
    assert (sorted(data["selected"]), data["min_probability"]) == (["dev", "ewa"], 0.0)


def test_text_of_a_draw_names_ticket_seed_and_people():
    drawn = draw(lottery(FIVE, ONE_OF_EACH, 2), FIVE, SEED, reserves=1)
    lines = drawn.to_text().splitlines()
    assert lines[0] == "2 of 5 people drawn by lot (leximin)."
    assert lines[1] == f"Ticket {drawn.ticket:06d} of 1,000,000; seed {SEED}."
    assert lines[-4] == f"Reserves in the order of the lot: {drawn.reserves[0]}."


@pytest.mark.parametrize("seed", ["", "xyz", "abcd", "g" * 64])
def test_a_seed_that_is_no_seed_is_refused(seed):
    with pytest.raises(SeedError):
        draw(lottery(FIVE, ONE_OF_EACH, 2), FIVE, seed)


def test_another_pool_than_the_frozen_one_is_refused():
    result = lottery(FIVE, ONE_OF_EACH, 2)
    other = Pool(("ada", "ben", "cleo", "dev", "finn"), FIVE.rows)
    with pytest.raises(PoolFileError, match="not the one"):
        draw(result, other, SEED)


def test_the_same_seed_means_something_else_for_another_book():
    other = sha256({**BOOK, "seats": 3})
    assert drawn_ticket(draw_key(SEED, sha256(BOOK))) != drawn_ticket(draw_key(SEED, other))


def test_the_draw_needs_the_standard_library_alone():
    code = "import sys, importlib.util as u; s = u.spec_from_file_location('d', sys.argv[1]);\n"
    code += "m = u.module_from_spec(s); sys.modules['d'] = m; s.loader.exec_module(m);\n"
    code += "print(sorted(n for n in sys.modules if n.split('.')[0] in ('numpy', 'articulator')))"
    path = sys.modules["articulator.methods.sortition.draw"].__file__
    run = subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=True)
    assert run.stdout == b"[]\n"


def test_making_a_lottery_prints_nothing():
    """The solver greets on standard output unless told not to, which would spoil JSON."""
    code = (
        "from articulator.methods.sortition import *;"
        "lottery(Pool(('a', 'b'), ({'x': '1'}, {'x': '1'})), (Quota('x', '1', 1, 1),), 1)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert run.stdout + run.stderr == b""
    assert Quota("x", "1", 1, 1).label == "x = 1"
