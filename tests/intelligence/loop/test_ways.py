"""From what was said to what was done, with the days at each arrow and whose turn it is (R-89)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articulator.identity.programme import acts as programme
from articulator.intelligence.listening.models import AnswerSet
from articulator.intelligence.loop import acts, queries
from articulator.intelligence.loop.arrows import arrows
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Link, Unit
from articulator.methods.suppression import SMALL
from tests.identity.programme.scene import CARRIED
from tests.intelligence.listening.scene import heard, unit
from tests.intelligence.loop import scene
from tests.people import NOON, person


def url(page: str, *args) -> str:
    return reverse(f"loop:{page}", args=args)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def later(days: int):
    return clock.at(NOON + timedelta(days=days))


def way(name: str = "Damp") -> queries.Way:
    [found] = queries.ways(queries.heard([scene.theme(name).pk]))
    return found


def steps(name: str = "Damp") -> list[tuple[str, int | None]]:
    return [(one.words, one.days) for one in way(name).knots]


def test_every_arrow_has_its_days_until_it_has_come_round(federation):
    scene.published()
    with later(8):
        demand = scene.demanded()
    with later(20):
        item = scene.in_programme(demand)
    with later(25):
        scene.moved(item)
    with later(31):
        acts.report_back(person("ada"), scene.theme(), "It is carried.")
        assert steps() == [
            ("What matters here?", None), ("Damp", 0), ("Dry homes", 8),
            ("Programme of Federation, version 1", 12), ("Homes", 0), ("Motion: Repairs", 5),
            ("What became of “Damp”", 6),
        ]  # fmt: skip
        assert way().waiting is None


def test_what_has_not_come_yet_says_how_long_it_waits_and_whose_turn_it_is(federation):
    scene.published()
    with later(3):
        assert way().next == (
            "Nothing yet: no demand has been raised from it. It has waited 3 days. "
            "It is the turn of those who hold a seat in Federation."
        )
        demand = scene.demanded()
    with later(7):
        assert way().next == (
            "Nothing yet: the demand has no answer. It has waited 4 days. "
            "It is the turn of Council."
        )
        item = scene.in_programme(demand)
    with later(8):
        assert way().next == (
            "Nothing yet: nobody has acted on it. It has waited 1 day. "
            "It is the turn of campaigns, and those with a mandate for Federation."
        )
        scene.moved(item)
        assert "nobody has reported back" in way().next


def test_a_no_waits_for_somebody_who_reports_it_back(federation):
    scene.published()
    programme.decline(person("cleo"), scene.demanded(), "The landlord must.")
    assert "was declined, and nobody has reported back why" in way().next
    acts.report_back(person("ada"), scene.theme(), "The council said no, since the landlord must.")
    assert way().waiting is None


def test_a_report_ends_the_way_only_as_long_as_nothing_is_newer(client, federation):
    scene.published()
    with later(2):
        acts.report_back(person("ada"), scene.theme(), "We have heard it and will see.")
        assert way().waiting is None
        assert "We did" not in text(client.get(url("index"))).replace("You said, we did", "")
    with later(4):
        demand = scene.demanded()
        assert "the demand has no answer" in way().next
    with later(6):
        item = scene.in_programme(demand)
        assert "nobody has acted on it" in way().next
    with later(8):
        scene.moved(item)
        assert "nobody has reported back" in way().next
    with later(9):
        acts.report_back(person("ada"), scene.theme(), "It is moved.")
        assert way().waiting is None


def test_a_demand_that_was_withdrawn_is_none(federation):
    scene.published()
    programme.withdraw(person("ada"), scene.demanded())
    assert "no demand has been raised" in way().next


def test_what_was_struck_waits_for_a_demand_and_not_for_somebody_who_acts(federation):
    scene.published()
    item = scene.in_programme(scene.demanded())
    with later(5):
        draft = programme.begin(person("cleo"), unit("federation"))
        programme.strike(person("cleo"), draft.lines.get())
        programme.add(person("cleo"), draft, programme.Words("Work", "Paid."))
        programme.adopt(person("cleo"), draft, CARRIED)
    with later(7):
        assert way().next == (
            "Nothing yet: it was struck from the programme, and no demand has been raised since. "
            "It has waited 2 days. It is the turn of those who hold a seat in Federation."
        )
        decide = next(one for one in arrows() if one.key == "decide")
        assert ("Damp", 2) in [(one.words, one.days) for one in decide.stuck]
        item.refresh_from_db()
        assert not item.in_force


def test_what_was_done_before_the_item_answered_waits_from_the_answer_on(federation):
    item = scene.in_programme()
    scene.moved(item)
    with later(30):
        scene.published()
        demand = scene.demanded()
    with later(40):
        draft = programme.begin(person("cleo"), unit("federation"))
        words = programme.Words("Homes", "Dry, warm and ours.", [demand])
        programme.reword(person("cleo"), draft.lines.get(), words)
        programme.adopt(person("cleo"), draft, CARRIED)
    with later(43):
        assert "nobody has reported back on it. It has waited 3 days." in way().next
        report = next(one for one in arrows() if one.key == "report-back")
        assert [one.days for one in report.stuck] == [3]
        assert [words for words, _ in steps()][-3:-1] != ["Motion: Repairs", "Dry homes"]


def test_nobody_waits_for_the_answer_of_a_closed_unit(federation):
    scene.published()
    demand = scene.demanded()
    Unit.objects.filter(pk=demand.asked_of_id).update(closed_at=NOON)
    assert "no demand has been raised" in way().next
    decide = next(one for one in arrows() if one.key == "decide")
    assert "Dry homes" not in [one.words for one in decide.stuck]


def test_three_themes_take_as_many_questions_as_one(federation, django_assert_num_queries):
    scene.published()
    scene.moved(scene.in_programme(scene.demanded()))
    all_of_them = queries.heard()
    assert len(all_of_them) == 3
    with django_assert_num_queries(10) as asked:
        queries.ways(all_of_them[:1])
    with django_assert_num_queries(len(asked)):
        queries.ways(all_of_them)


# Where it was said


def test_a_place_is_told_from_eight_people_on(federation):
    book = scene.published()
    words, there = "Damp and black mould in the bedroom", {"place": "Ropewalk"}
    heard(book.question.survey, *[words] * (SMALL - 1), **there)
    with later(14):
        published_again(book)
        assert list(queries.said_in(queries.heard(), unit())) == ["", "EH6"]
    heard(book.question.survey, words, **there)
    with later(14):
        found = queries.said_in(queries.heard(), unit())
    assert [one.theme.name for one in found["Ropewalk"]] == ["Damp"]


def test_nobody_sees_by_the_hour_who_answers_in_the_week_of_the_publication(federation):
    book = scene.published()
    words, there = "Damp and black mould in the bedroom", {"place": "Ropewalk"}
    with later(2):
        book.reports.update(published_at=clock.now())
    with later(3):
        heard(book.question.survey, *[words] * SMALL, **there)
        assert list(queries.said_in(queries.heard(), unit())) == [""]


def published_again(book) -> None:
    """What is told is of the day on which it was published."""
    book.reports.update(published_at=NOON + timedelta(days=13))


def test_a_place_in_which_fewer_said_it_is_not_there(client, federation):
    scene.published()
    assert client.get(url("place", "leith", "EH6")).status_code == 404  # said this very week
    assert client.get(url("place", "leith", "Nowhere")).status_code == 404


def test_a_branch_tells_what_was_said_there_and_nothing_of_others(client, federation):
    published_again(scene.published())
    with later(14):
        assert "Damp" in text(client.get(url("of", "leith")))
        assert "Nothing is told of this place yet" in text(client.get(url("of", "govan")))
        assert "Damp" in text(client.get(url("place", "leith", "EH6")))


def test_the_page_of_a_unit_leads_to_what_became_of_what_was_heard_there(federation):
    assert queries.alive(unit()) == []
    scene.published()
    [knot] = queries.alive(unit())
    assert (knot.words, knot.url) == (
        "What Leith heard, and what became of it", url("of", "leith")
    )  # fmt: skip


# Pages


def test_a_theme_page_says_the_share_with_its_bounds_and_the_whole_way(client, federation):
    scene.published()
    scene.demanded()
    said = text(client.get(url("theme", scene.theme().pk)))
    row = way().heard.row
    assert f"About {row['percent']} of 100 people say this" in said
    assert f"at least {row['least']}, at most {row['most']}" in said
    assert "Dry homes" in said
    assert "It is the turn of Council" in said


def test_what_is_not_published_has_no_page(client, federation):
    from tests.intelligence.themes import scene as themes

    themes.themed()
    assert client.get(url("theme", scene.theme().pk)).status_code == 404
    assert "Nothing has been published yet" in text(client.get(url("index")))
    with pytest.raises(Refused, match="has been published"):
        acts.report_back(person("ada"), scene.theme(), "Done.")


def test_a_theme_that_fewer_than_eight_named_is_no_origin_of_a_demand(federation):
    from articulator.intelligence.themes import acts as themes

    book = scene.published()
    small = themes.add(person("ben"), book, "Owls")
    with pytest.raises(Refused, match="not been published"):
        themes.raise_demand(person("ada"), small, "Owls", "Yes.", federation)


def test_a_demand_is_raised_from_the_page_of_what_was_heard(client, federation):
    scene.published()
    client.force_login(person("ada"))
    page = reverse("themes:demand", args=[scene.theme().pk])
    told = reverse("themes:told", args=[scene.theme().codebook_id])
    assert page in text(client.get(told))
    assert "of 100 people say: Damp." in text(client.get(page))
    client.post(page, {"words": "Dry homes", "why": "So.", "asked_of": federation.pk})
    assert [one for one, _ in steps()][-1] == "Dry homes"


def test_whoever_holds_the_key_sees_what_they_said_was_read_as_and_the_way_on(client, federation):
    scene.published()
    with later(8):
        scene.in_programme(scene.demanded())
        said = text(client.get(reverse("listening:thread", args=[scene.KEY])))
    assert "You said: “Damp and black mould in the bedroom”" in said
    assert f'People read it as <a href="{url("theme", scene.theme().pk)}">Damp</a>' in said
    assert "8 days later" in said
    assert "nobody has acted on it" in said


def test_a_slip_whose_answer_is_still_read_says_so(client, federation):
    from tests.intelligence.listening.scene import opened, said

    survey = opened()
    from articulator.intelligence.listening import acts as listening

    listening.receive(None, said(survey, "Owls", thread=scene.KEY))
    shown = text(client.get(reverse("listening:thread", args=[scene.KEY])))
    assert "People read it, and say here what it has in common" in shown
    assert AnswerSet.objects.by_rule("a test").count() == 1


# The front page


def test_each_arrow_says_how_long_it_took_lately_and_what_waits(federation):
    scene.published()
    with later(10):
        scene.in_programme(scene.demanded())
    with later(14):
        found = {one.key: (one.usual, one.waits) for one in arrows()}
    assert found == {
        "make-sense": ("lately 0 days", "nothing waits"),
        "decide": ("lately 10 days", "2 wait, the oldest for 14 days"),
        "act": ("days not recorded", "1 waits, the oldest for 4 days"),
        "report-back": ("days not recorded", "nothing waits"),
    }


def test_days_that_nobody_noted_are_not_recorded_and_never_zero(federation):
    scene.published()
    item = scene.in_programme(scene.demanded())
    scene.moved(item)
    Link.objects.update(made_at=None)
    act = next(one for one in arrows() if one.key == "act")
    assert (act.usual, act.took) == ("days not recorded", [])


def test_the_front_page_asks_no_more_for_many_than_for_few(
    client, federation, django_assert_max_num_queries
):
    scene.published()
    scene.moved(scene.in_programme(scene.demanded()))

    def questions() -> int:
        with django_assert_max_num_queries(60) as asked:
            arrows()
        return len(asked)

    few = questions()
    for name in ("Rents", "Buses"):
        scene.demanded(name)
    assert questions() == few
    assert "the oldest for" not in text(client.get("/")) or "lately" in text(client.get("/"))


def test_each_arrow_leads_to_the_list_of_what_waits_there(client, federation):
    scene.published()
    scene.demanded()
    shown = text(client.get(url("waiting", "decide")))
    for words in ("Dry homes", "Rents", "Buses", "It is the turn of"):
        assert words in shown
    assert client.get(url("waiting", "nothing")).status_code == 404
