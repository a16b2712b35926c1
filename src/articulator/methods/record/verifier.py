"""Check the record of a filled body with nothing but Python: `python verifier.py record.json`.

One file, no libraries, written from the texts and not from Articulator's own counting code, so
that an outsider can read it from top to bottom and trust it. It
  1. checks every fingerprint (SHA-256 of canonical JSON);
  2. counts the ballots again by the Scottish rule (SSI 2007/42, Schedule 1, rules 45 to 52);
  3. draws the ticket again from the published book and the seed, and with it the lot;
  4. compares the seats.
It does not prove that the lottery is as fair as it can be; `articulator verify` does that.
Prints what differs and leaves with 1, or says that all is well and leaves with 0.
"""

import hashlib
import hmac
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

UNIT = 100_000  # rule 48(4): votes to five decimal places, here as whole hundred-thousandths


Record = dict[str, Any]
Paper = tuple[int, list[int], int]  # how many alike, candidates best first, value of each


def main(path: str) -> int:
    record = json.loads(Path(path).read_text(encoding="utf-8"))
    differences = list(check(record))
    whole = f"Whole: {len(record['seats'])} seats follow from the ballots, the book and the seed."
    sys.stdout.write("\n".join(differences or [whole]) + "\n")
    return 1 if differences else 0


def check(record: Record) -> Iterator[str]:
    """Everything that is wrong with a record, as sentences that name the place."""
    try:
        yield from fingerprints(record)
        yield from election(record)
        yield from lot(record)
        yield from seats(record)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        yield f"record: something is missing or of the wrong kind: {error!r}"


# 1. Fingerprints


def sha256(data: object) -> str:
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprints(record: Record) -> Iterator[str]:
    whole = {key: value for key, value in record.items() if key != "record_hash"}
    seed, lottery = record["seed"], record["lot"]["lottery"]
    checks = [
        (
            "constitution.version_id",
            record["constitution"]["data"],
            record["constitution"]["version_id"],
        ),
        ("roll.hash", record["roll"]["members"], record["roll"]["hash"]),
        ("seed.hash", [seed["value"], seed["source"]], seed["hash"]),
        ("election.hash", record["election"]["ballots"], record["election"]["hash"]),
        ("lot.lottery.book_hash", lottery["book"], lottery["book_hash"]),
        (
            "lot.lottery.book.pool",
            sorted([p, t] for p, t in lottery["type_of"].items()),
            lottery["book"]["pool"],
        ),
        ("record_hash", whole, record["record_hash"]),
    ]
    for where, data, given in checks:
        if sha256(data) != given:
            yield f"{where}: the fingerprint does not fit what it stands for"


# 2. The election


class Count:
    """A count by the Scottish rule: papers lie in piles, one for each candidate."""

    def __init__(
        self,
        candidates: list[str],
        withdrawn: list[int],
        rankings: list[tuple[int, list[int]]],
        places: int,
        seed: str,
    ) -> None:
        self.places = places
        self.names = {n: name for n, name in enumerate(candidates, 1) if n not in withdrawn}
        self.hopeful = list(self.names)
        self.piles: dict[int, list[Paper]] = {n: [] for n in self.names}
        self.elected: list[int] = []
        self.surpluses: list[int] = []
        self.stages: list[dict[int, int]] = []  # votes of everyone after each stage, in units
        self.order = sorted(self.names, key=lambda n: (self.mark(seed, n), n))
        self.deal((many, ranking, UNIT) for many, ranking in rankings)
        self.papers = sum(many for pile in self.piles.values() for many, _, _ in pile)
        self.quota = (self.papers // (places + 1) + 1) * UNIT  # rule 46
        self.kept: dict[int, int] = {}  # what a winner keeps after their surplus has moved

    def mark(self, seed: str, number: int) -> str:
        text = f"articulator lot 1\n{seed}\n{self.names[number]}"
        return hashlib.sha256(text.encode()).hexdigest()

    def deal(self, papers: Iterable[Paper]) -> None:
        """Each paper goes to the next hopeful on it; papers without one are out (rule 45)."""
        for many, ranking, value in papers:
            to = next((n for n in ranking if n in self.hopeful), None)
            if to is not None:
                self.piles[to].append((many, ranking, value))

    def votes(self, number: int) -> int:
        if number in self.kept:
            return self.kept[number]
        return sum(many * value for many, _, value in self.piles[number])

    def run(self) -> None:
        self.end_stage()
        while len(self.elected) < self.places and self.hopeful:
            if self.surpluses:
                self.move_surplus()
            else:
                self.exclude()
            self.end_stage()

    def pick(self, numbers: list[int], *, most: bool) -> int:
        """One of these by votes; equal ones by looking back, then by lot (rules 49(3), 51(2))."""
        wanted = max if most else min
        level = wanted(self.votes(n) for n in numbers)
        tied = [n for n in numbers if self.votes(n) == level]
        now = len(self.stages) - (1 if self.stages_hold_now() else 0)
        for votes in reversed(self.stages[:now]):
            level = wanted(votes[n] for n in tied)
            tied = [n for n in tied if votes[n] == level]
        tied.sort(key=self.order.index)
        return tied[0] if most else tied[-1]

    def stages_hold_now(self) -> bool:
        """Whether the last recorded stage is the present one: it cannot tell equals apart."""
        return bool(self.stages) and self.stages[-1] == self.table()

    def table(self) -> dict[int, int]:
        return {n: self.votes(n) for n in self.names}

    def move_surplus(self) -> None:
        """Rules 48 and 49: the largest surplus; each paper at surplus x value / total, cut off."""
        winner = self.pick(self.surpluses, most=True)
        self.surpluses.remove(winner)
        total = self.votes(winner)
        surplus = total - self.quota
        pile, self.piles[winner] = self.piles[winner], []
        self.kept[winner] = self.quota
        self.deal((many, ranking, surplus * value // total) for many, ranking, value in pile)

    def exclude(self) -> None:
        """Rules 50 and 51: the fewest votes; the papers move at the value they have."""
        loser = self.pick(self.hopeful, most=False)
        self.hopeful.remove(loser)
        pile, self.piles[loser] = self.piles[loser], []
        self.deal(pile)

    def end_stage(self) -> None:
        """Rule 47: whoever has the quota; rule 52: as many as places, and nothing moves."""
        self.stages.append(self.table())
        over = [n for n in self.hopeful if self.votes(n) >= self.quota]
        self.elect(over)
        if self.hopeful and len(self.hopeful) <= self.places - len(self.elected):
            self.elect(list(self.hopeful))
            self.surpluses = []

    def elect(self, winners: list[int]) -> None:
        winners = list(winners)
        while winners:
            winner = self.pick(winners, most=True)
            winners.remove(winner)
            self.hopeful.remove(winner)
            self.elected.append(winner)
            if self.votes(winner) > self.quota:
                self.surpluses.append(winner)


def decimal(units: int) -> str:
    return f"{units // UNIT}.{units % UNIT:05}"


def election(record: Record) -> Iterator[str]:
    part = record["election"]
    ballots, result = part["ballots"], part["result"]
    count = Count(
        ballots["candidates"],
        ballots["withdrawn"],
        ballots["rankings"],
        part["seats"],
        record["seed"]["value"],
    )
    count.run()
    if result["quota"] != count.quota // UNIT or result["valid"] != count.papers:
        yield "election.result: quota or number of valid papers differ"
    if result["elected"] != count.elected:
        yield f"election.result.elected: is {result['elected']}; the ballots give {count.elected}"
    if len(result["stages"]) != len(count.stages):
        yield f"election.result.stages: {len(result['stages'])}, counted {len(count.stages)}"
    for number, (stage, votes) in enumerate(zip(result["stages"], count.stages, strict=False)):
        mine = {str(n): decimal(v) for n, v in votes.items()}
        if stage["votes"] != mine:
            wrong = sorted(n for n in mine if stage["votes"].get(n) != mine[n])
            yield f"election.result.stages[{number}].votes: differ for {', '.join(wrong)}"
        lost = decimal(count.papers * UNIT - sum(votes.values()))
        if stage["non_transferable"] != lost:
            yield f"election.result.stages[{number}].non_transferable: counted {lost}"


# 3. The lot


def mac(key: bytes, message: str) -> bytes:
    return hmac.new(key, message.encode(), hashlib.sha256).digest()


def lot(record: Record) -> Iterator[str]:
    lottery, result = record["lot"]["lottery"], record["lot"]["result"]
    book, fingerprint = lottery["book"], sha256(lottery["book"])
    if sum(book["tickets"]) != 1_000_000:
        yield "lot.lottery.book.tickets: they do not add up to a million"
    key = mac(bytes.fromhex(record["seed"]["value"]), f"articulator sortition 1 {fingerprint}")
    limit, attempt = 2**256 // 1_000_000 * 1_000_000, 0
    while (number := int.from_bytes(mac(key, f"ticket {attempt}"), "big")) >= limit:
        attempt += 1
    ticket = number % 1_000_000
    if result["ticket"] != ticket:
        yield f"lot.result.ticket: is {result['ticket']}; the seed draws {ticket}"
    place, composition = place_of(ticket, bytes.fromhex(fingerprint)), 0
    while place >= book["tickets"][composition]:
        place -= book["tickets"][composition]
        composition += 1
    wanted = dict(book["compositions"][composition])
    selected: list[str] = []
    reserves: list[str] = []
    for person in sorted(lottery["type_of"], key=lambda p: (mac(key, f"rank {p}"), p)):
        kind = lottery["type_of"][person]
        if wanted.get(kind, 0) > 0:
            wanted[kind] -= 1
            selected.append(person)
        else:
            reserves.append(person)
    if result["selected"] != selected:
        yield f"lot.result.selected: is {result['selected']}; the seed draws {selected}"
    if result["reserves"] != reserves:
        yield "lot.result.reserves: not in the order of the lot"


def place_of(ticket: int, key: bytes) -> int:
    """The shuffled book: a Feistel network of eight turns on 1000 x 1000."""
    left, right = divmod(ticket, 1000)
    for turn in range(8):
        step = int.from_bytes(mac(key, f"shuffle {turn} {right}"), "big")
        left, right = right, (left + step) % 1000
    return left * 1000 + right


# 4. The seats


def seats(record: Record) -> Iterator[str]:
    part = record["election"]
    names = part["ballots"]["candidates"]
    elected = [("elected", names[number - 1]) for number in part["result"]["elected"]]
    drawn = [("allotted", person) for person in record["lot"]["result"]["selected"]]
    mine = [
        {"seat": number, "member": member, "route": route}
        for number, (route, member) in enumerate(elected + drawn, 1)
    ]
    if record["seats"] != mine:
        yield "seats: not those whom the count and the lot have chosen"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python verifier.py record.json")
    sys.exit(main(sys.argv[1]))
