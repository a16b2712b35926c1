"""An evening as a whole: what hangs on a step opens and closes with it; phones open one address."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.methods.kits import Kit, Step
from articulator.operations.decisions import acts as decisions
from articulator.operations.decisions.models import Question
from articulator.operations.gatherings import acts as gatherings
from articulator.operations.gatherings.models import Gathering
from articulator.operations.gatherings.tickets import ticket_of
from articulator.operations.statements import acts as statements
from articulator.operations.statements.models import Conversation
from articulator.operations.steps import acts
from articulator.operations.steps.models import Order
from articulator.operations.steps.queries import told
from articulator.operations.steps.rules import may_run
from articulator.operations.tables import acts as tables
from articulator.operations.tables.models import Floor
from tests.operations.gatherings.scene import DAY, EVENING, HOUR, NOTICE, comes, leith
from tests.operations.gatherings.scene import url as gathering_url
from tests.operations.statements.scene import council, room
from tests.operations.tables.scene import POINTS, laid, people, table
from tests.people import NOON, member, person

KIT = Kit(
    key="whole", title="A whole evening", method="fishbowl", minutes=60, people="us", lead="All.",
    when="Now.", prepare="Nothing.", sources=("us",),
    steps=(
        Step("welcome", "Come in", 10, "Say hello.", "Smile."),
        Step("statements", "Say it", 15, "Say it in a sentence.", "Read them out."),
        Step("tables", "Talk", 15, "Talk at your table.", "Walk around."),
        Step("decide", "What first", 10, "Say how warm you are.", "Count."),
        Step("harvest", "They tell", 10, "Listen.", "Equal time."),
    ),
)  # fmt: skip


@pytest.fixture
def order(gathering) -> Order:
    return gatherings.draw_up(person("ada"), gathering, KIT)


@pytest.fixture
def evening(order):
    """All that hangs on it, on the evening itself."""
    return hung(order)


def asked(gathering: Gathering) -> Conversation:
    plan = statements.Plan(
        "What hurts here?",
        gathering.ends_at + DAY,
        council(),
        (gathering.ends_at + 9 * DAY).date(),
        seeds=POINTS,
    )
    return statements.ask(person("ada"), gathering.unit, plan)


def hung(order: Order) -> dict[int, object]:
    ada, talks = person("ada"), asked(order.gathering)
    floor = laid(order.gathering, 2)
    way = Question.Way.TEMPERATURE
    question = decisions.prepare(ada, talks, way, "A rent strike?")
    things = {2: talks, 3: floor, 4: question, 5: floor}
    for number, thing in things.items():
        acts.hang(ada, order, order.steps.get(number=number), thing)
    return things


def step(order: Order) -> None:
    """The desk presses once."""
    fresh = Order.objects.get(pk=order.pk)
    if fresh.on is None:
        acts.start(person("ada"), fresh)
    else:
        acts.go_on(person("ada"), fresh, fresh.on.number)


def now(gathering: Gathering, client: Client | None = None) -> str:
    return (client or Client()).get(gathering_url("now", gathering.pk)).text


def wall(order: Order) -> str:
    return Client().get(reverse("steps:screen", args=[order.pk])).text


# The gathering and its order


def test_hosts_draw_up_the_order_of_their_gathering_and_run_it(gathering):
    ben = member("ben", gathering.unit)
    gatherings.name_host(person("ada"), gathering, ben)
    order = gatherings.draw_up(ben, gathering, KIT)
    assert (order.title, order.begins_at) == (gathering.title, gathering.starts_at)
    assert may_run(ben, order) is None
    with pytest.raises(Refused, match="There is a running order already"):
        gatherings.draw_up(ben, gathering, KIT)


def test_whoever_hosts_nothing_runs_nothing(order):
    assert may_run(member("ben", order.unit), order).reason.startswith("Those who keep the roll")


def test_the_order_moves_with_the_gathering_until_it_has_begun(order):
    later = {"starts_at": EVENING + HOUR, "ends_at": EVENING + 3 * HOUR, "title": "Another"}
    said = gatherings.Notice(**{**NOTICE.fields(), **later})
    gatherings.change(person("ada"), order.gathering, said)
    order.refresh_from_db()
    assert (order.title, order.begins_at) == ("Another", EVENING + HOUR)


def test_everyone_reads_the_programme_before_and_on_the_poster(client, order):
    for name in ("gathering", "poster"):
        page = client.get(gathering_url(name, order.gathering.pk)).text
        assert "Say it" in page
        assert "They tell" in page


def test_the_page_of_the_gathering_leads_to_the_evening_when_it_is_near(client, order):
    address = gathering_url("gathering", order.gathering.pk)
    assert "What is on now" not in client.get(address).text
    with clock.at(EVENING - HOUR / 2):
        assert "What is on now" in client.get(address).text


def test_an_evening_without_an_order_says_so_and_leads_on_nowhere(client, gathering):
    assert "No running order is shown here" in now(gathering)
    assert client.get(gathering_url("go", gathering.pk)).url == gathering_url("now", gathering.pk)


def test_a_kit_is_chosen_on_the_hosts_page(client, gathering):
    client.force_login(person("ada"))
    assert "Draw it up" in client.get(gathering_url("hosting", gathering.pk)).text
    client.post(gathering_url("draw_up", gathering.pk), {"kit": "fishbowl-60"})
    gathering.refresh_from_db()
    assert gathering.order.kit == "fishbowl-60"
    assert "The desk of the evening" in client.get(gathering_url("hosting", gathering.pk)).text
    assert client.post(gathering_url("draw_up", gathering.pk), {"kit": "x"}).status_code == 403


# What hangs on the steps


def test_what_hangs_opens_when_its_step_begins_and_closes_when_it_ends(order, evening):
    talks, floor, question = evening[2], evening[3], evening[4]
    with clock.at(EVENING):
        people(order.gathering, 5)
        states = []
        for _ in range(6):
            for one in (talks, floor, question):
                one.refresh_from_db()
            states.append((talks.is_open, floor.is_open, question.is_open))
            step(order)
    off = (False, False, False)
    said, talked, chose = (True, False, False), (False, True, False), (False, False, True)
    assert states == [off, off, said, talked, chose, off]
    question.refresh_from_db()
    assert question.result["words"].startswith("Fewer than eight answered")


def test_the_phone_has_one_address_that_leads_on_to_what_is_on(client, order, evening):
    with clock.at(EVENING):
        people(order.gathering, 5)
        labels, targets = [], []
        for _ in range(5):
            step(order)
            go = client.get(gathering_url("go", order.gathering.pk)).url
            targets.append(go)
            page = now(order.gathering, client)
            labels.append(
                [one for one in ("Say it, and vote", "Your table", "Decide") if f">{one}<" in page]
            )
    assert labels == [[], ["Say it, and vote"], ["Your table"], ["Decide"], []]
    assert targets == [
        gathering_url("now", order.gathering.pk),
        *(evening[number].get_absolute_url() for number in (2, 3, 4, 5)),
    ]


def test_a_phone_with_a_ticket_comes_to_its_table_by_it(client, order, evening):
    nell = comes(order.gathering, "Nell")
    client.get(gathering_url("ticket", order.gathering.pk, ticket_of(nell)))
    with clock.at(EVENING):
        people(order.gathering, 5)
        for _ in range(3):
            step(order)
        go = client.get(gathering_url("go", order.gathering.pk)).url
    assert go == reverse("tables:enter", args=[evening[3].pk, ticket_of(nell)])


def test_the_wall_shows_the_question_the_tables_and_in_words_what_was_decided(order, evening):
    with clock.at(EVENING):
        people(order.gathering, 5)
        seen = []
        for _ in range(5):
            step(order)
            seen.append(wall(order))
            if len(seen) == 3:
                tables.bring(None, table(evening[3]), POINTS)
    assert "What hurts here?" in seen[1]
    assert "Your table stands on your phone" in seen[2]
    assert "A rent strike?" in seen[3]
    assert "Table 1 brings back" in seen[4]
    assert POINTS[1] in seen[4]


def test_the_wall_tells_in_words_what_the_room_said(order, evening):
    harvest = order.steps.get(number=5)
    acts.hang(person("ada"), order, harvest, evening[2])
    with clock.at(EVENING):
        people(order.gathering, 5)
        step(order)
        step(order)
        room(evening[2], 10, 1, -1)
        for _ in range(3):
            step(order)
        shown = wall(order)
    assert "What hurts here?" in shown
    assert "Most agree" in shown
    assert POINTS[0] in shown


def test_too_early_closes_what_opened_and_opens_again_what_closed(order, evening):
    talks, floor = evening[2], evening[3]
    with clock.at(EVENING):
        people(order.gathering, 5)
        for _ in range(3):
            step(order)
        fresh = Order.objects.get(pk=order.pk)
        acts.go_back(person("ada"), fresh, 3)
        talks.refresh_from_db()
        floor.refresh_from_db()
        assert (talks.is_open, floor.is_open) == (True, False)
        step(order)
        talks.refresh_from_db()
        assert not talks.is_open
        assert talks.releases.filter(final=True).count() == 1


def test_an_evening_goes_on_even_where_a_thing_cannot(order, evening):
    """Nobody is checked in, so no table can be given out."""
    with clock.at(EVENING):
        for _ in range(4):
            step(order)
        assert Order.objects.get(pk=order.pk).on.number == 4


def test_pages_follow_when_what_hangs_changes(order, evening):
    with clock.at(EVENING):
        people(order.gathering, 5)
        for _ in range(3):
            step(order)
        before = told(Order.objects.select_related("on").get(pk=order.pk)).mark
        tables.bring(None, table(evening[3]), POINTS)
        assert told(Order.objects.select_related("on").get(pk=order.pk)).mark != before


def test_a_point_of_a_table_is_put_to_the_whole_room(client, order, evening):
    talks, floor = evening[2], evening[3]
    with clock.at(EVENING):
        people(order.gathering, 5)
        tables.open_now(person("ada"), floor)
        tables.bring(None, table(floor), ("Light on the stairs.", POINTS[0]))
        client.force_login(person("ada"))
        desk = reverse("statements:desk", args=[talks.pk])
        assert "From the tables" in client.get(desk).text
        key = table(floor).harvest.pk
        for _ in range(2):
            client.post(reverse("statements:put", args=[talks.pk]), {"point": f"{key}.1"})
        wrong = client.post(reverse("statements:put", args=[talks.pk]), {"point": "x"})
    assert wrong.status_code == 404
    assert [one.text for one in talks.statements.all()] == [*POINTS, "Light on the stairs."]


# Hanging, from the desk


def test_hosts_choose_what_hangs_and_take_it_off(client, order):
    client.force_login(person("ada"))
    talks, step_2 = asked(order.gathering), order.steps.get(number=2)
    address = reverse("steps:hang", args=[order.pk, step_2.pk])
    assert "What hurts here?" in client.get(address).text
    client.post(address, {"thing": f"statements.conversation:{talks.pk}"})
    step_2.refresh_from_db()
    assert step_2.what == talks
    assert "Take it off this step" in client.get(address).text
    client.post(address, {"thing": ""})
    step_2.refresh_from_db()
    assert step_2.what is None


def test_nothing_hangs_that_is_not_offered(client, order):
    client.force_login(person("ada"))
    address = reverse("steps:hang", args=[order.pk, order.steps.get(number=2).pk])
    for thing in (f"kernel.unit:{order.unit.pk}", "statements.conversation:1", "x"):
        assert client.post(address, {"thing": thing}).status_code == 404


@pytest.mark.parametrize(
    ("key", "said", "kind"),
    [
        ("statements", {"question": "Ours?", "answer_due": "2099-01-01", "speakers": "anyone",
                        "moderation": "after"}, Conversation),
        ("tables", {"number": 3, "by": "size"}, Floor),
        ("decisions", {"words": "Ours?", "way": "consent"}, Question),
    ],
)  # fmt: skip
def test_something_new_is_made_and_hung_in_one_form(client, order, key, said, kind):
    client.force_login(person("ada"))
    talks, part = asked(order.gathering), order.steps.get(number=2)
    said |= {"answered_by": council().pk, "conversation": talks.pk}
    address = reverse("steps:make", args=[order.pk, part.pk, key])
    assert client.get(address).status_code == 200
    assert client.post(address, said).status_code == 302
    part.refresh_from_db()
    assert isinstance(part.what, kind)


def test_tables_need_a_gathering(client, federation):
    order = acts.draw_up(person("ada"), leith(), KIT, "Alone", NOON + DAY)
    client.force_login(person("ada"))
    address = reverse("steps:make", args=[order.pk, order.steps.get(number=1).pk, "tables"])
    answer = client.post(address, {"number": 3, "by": "size"})
    assert answer.status_code == 422
    assert "Tables belong to a gathering" in answer.text
    wrong = reverse("steps:make", args=[order.pk, order.steps.get(number=1).pk, "incubator"])
    assert client.get(wrong).status_code == 404


def test_who_is_at_something_that_hangs_finds_the_way_back(order, evening):
    page = Client().get(evening[2].get_absolute_url()).text
    assert f"Back to the evening: {order.title}" in page
    with clock.at(EVENING + timedelta(minutes=1)):
        people(order.gathering, 5)
        step(order)
        strip = Client().get(reverse("steps:pulse", args=[order.pk, "strip"])).text
    assert "Now: Come in" in strip
    assert gathering_url("now", order.gathering.pk) in strip
