import re
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory

from articulator.kernel import clock
from articulator.kernel.acts import Refusal
from articulator.kernel.links import Knot
from articulator.kernel.templatetags import ui
from articulator.site.samples import Candidacy
from tests.people import NOON

STATIC = Path(ui.__file__).parents[1] / "static" / "ui"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")


def render(source: str, path: str = "/", **context):
    return Template(source).render(Context({"request": RequestFactory().get(path), **context}))


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


# Properties


def test_an_unknown_property_is_an_error():
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'colour'"):
        render('{% button "Vote" colour="red" %}')


def test_what_members_write_is_escaped_everywhere():
    evil = "<script>alert(1)</script>"
    html = render(
        "{% page_head evil evil evil %}{% endpage_head %}{% panel evil %}{% endpanel %}"
        "{% notice title=evil %}{{ evil }}{% endnotice %}{% button evil name=evil value=evil %}"
        "{% person evil evil %}{% figure evil evil evil %}{% clause evil %}{% refusal why %}"
        "{% bars rows evil 1 evil evil %}{% steps stages evil %}{% strand knots knots evil %}"
        "{% way knots evil evil %}"
        "{% ranking candidates evil %}{% table evil %}{% endtable %}{% progress 1 2 evil %}"
        "{% prose evil %}{{ evil|line }}{% question asked %}",
        evil=evil,
        asked={
            "name": evil,
            "question": {"text": evil},
            "verdict": evil,
            "words": evil,
            "rows": [{"value": evil, "text": evil, "chosen": True, "reply": evil}],
        },
        why=Refusal(evil, evil, evil),
        rows=[{"label": evil, "value": 1, "note": evil, "tone": evil}],
        stages=[{"name": evil, "state": "now"}],
        knots=[Knot(evil, evil, evil)],
        candidates=[{"name": evil, "label": evil, "note": evil, "value": evil}],
    )
    assert "<script>alert" not in html


def test_no_component_carries_a_style_or_a_handler_of_its_own(client, db):
    html = client.get("/ui").content.decode()
    assert re.findall(r"<[^>]*\s(?:style|on\w+)=", html) == []


# Where am I


def test_the_address_says_which_system_a_page_belongs_to():
    assert render("{% here %}", "/identity/elections/") == "identity"
    assert render("{% here %}", "/log") == ""


def test_a_page_head_shows_the_system_one_title_and_the_next_step():
    html = render(
        '{% page_head "Elections" lead="Who sits where." %}<a href="/x">Vote</a>{% endpage_head %}',
        "/identity/elections/",
    )
    assert words(html) == "Identity Elections Who sits where. Vote"
    assert html.count("<h1>") == 1
    assert "icons.svg#identity" in html


def test_tabs_hide_a_system_without_an_address_and_mark_the_current_one():
    systems = [
        {"key": "identity", "name": "Identity", "url": "/identity/"},
        {"key": "steering", "name": "Steering", "url": "/steering/"},
        {"key": "operations", "name": "Operations", "url": None},
    ]
    html = render('{% tabs systems "steering" "The five systems" %}', systems=systems)
    assert words(html) == "Identity Steering"
    assert re.findall(r'<a href="([^"]*)" aria-current', html) == ["/steering/"]


def test_an_icon_nobody_drew_is_an_error():
    with pytest.raises(ValueError, match="There is no icon 'rocket'"):
        ui.icon("rocket")


def test_every_icon_is_in_the_sheet():
    drawn = re.findall(r'<symbol id="(\w+)"', (STATIC / "icons.svg").read_text(encoding="utf-8"))
    assert sorted(drawn) == sorted(ui.ICONS)


# Asking something


def test_a_question_has_its_reply_beside_what_was_chosen():
    html = render("{% question asked %}", asked={
        "name": "q1", "question": {"text": "Who *decides*?", "several": False},
        "verdict": "wrong", "words": "Not yet.", "rows": [
            {"value": 0, "text": "The chair", "chosen": True, "reply": "It only speaks."},
            {"value": 1, "text": "The members", "chosen": False, "reply": ""},
        ],
    })  # fmt: skip
    assert words(html) == "Who decides ? Not yet. The chair It only speaks. The members"
    assert re.findall(r'<input type="(\w+)" id="(q1-\d)"', html) == [
        ("radio", "q1-0"), ("radio", "q1-1"),
    ]  # fmt: skip
    assert 'checked aria-describedby="q1-0-reply"' in html


# Saying something


def test_a_refusal_says_why_what_helps_and_by_which_rule():
    why = Refusal("You joined nine weeks ago.", "5.council", "Ask Ewa Nowak.")
    assert words(ui.refusal(why)) == (
        "Not now. You joined nine weeks ago. What helps: Ask Ewa Nowak. The rule: § 5.council"
    )


def test_where_nothing_is_refused_nothing_is_said():
    assert ui.refusal(None) == ""


def test_a_message_of_django_becomes_a_notice():
    html = render('{% notice "success" %}Done.{% endnotice %}')
    assert 'class="notice good"' in html


def test_something_tied_to_nothing_has_no_thread():
    assert ui.strand([], [], "A motion") == ""


def test_the_thread_runs_from_origins_through_the_thing_to_outcomes():
    html = ui.strand(
        [Knot("gathers", "A theme", "/t")], [Knot("answers", "A letter", None)], "This"
    )
    assert words(html) == "gathers A theme This answers this A letter"


def test_a_thread_says_when_each_arrow_was_made_and_the_days_between():
    then = NOON
    html = ui.strand(
        [Knot("raised-from", "A theme", "/t", then)],
        [Knot("answers", "An item", "/i", then + timedelta(days=12), 12)], "This",
    )  # fmt: skip
    assert words(html) == (
        "raised from 2 March 2026 A theme This answers this 14 March 2026 , 12 days later An item"
    )


def test_a_way_has_its_days_and_says_what_comes_next():
    then = NOON
    knots = [
        Knot("we asked", "A survey", None, then),
        Knot("a demand was raised", "A demand", "/d", then + timedelta(days=1), 1),
        Knot("it was decided", "An item", "/i"),
    ]  # fmt: skip
    assert words(ui.way(knots, "Nobody has acted.")) == (
        "we asked, 2 March 2026 A survey 1 day later a demand was raised, 3 March 2026 A demand "
        "days not recorded it was decided An item what comes next Nobody has acted."
    )


# Doing something


def test_a_form_key_is_new_each_time():
    keys = [re.search('name="_key" value="([^"]*)"', ui.form_key())[1] for _ in range(2)]
    assert len({UUID(key) for key in keys}) == 2


def test_a_wrong_field_is_tied_to_its_help_and_its_error():
    html = ui.field(Candidacy({})["statement"])
    told = re.search('<textarea[^>]*aria-describedby="([^"]*)"', html)[1].split()
    assert told == ["id_statement_helptext", "id_statement_error"]
    assert re.findall('id="(id_statement_[a-z]*)"', html) == told


def test_a_form_shows_its_questions_and_what_is_wrong_with_it_as_a_whole():
    form = Candidacy({"statement": "Rents", "meeting": "hall", "agreed": "on"})
    form.add_error(None, "Nominations are closed.")
    assert words(ui.fields(form)).startswith("Nominations are closed. What do you want to change?")


def test_a_ballot_is_numbers_to_type():
    html = ui.ranking([{"name": "c7", "label": "Ada Okafor", "value": 2}], "Who?")
    assert re.findall(r'type="number".* name="(\w+)" value="(\d)"', html) == [("c7", "2")]
    assert '<label for="rank-c7">Ada Okafor</label>' in html


# Showing something


@pytest.mark.parametrize(
    ("away", "expected"),
    [
        (timedelta(seconds=10), "now"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=-59), "59 minutes ago"),
        (timedelta(hours=5), "today at 17:00"),
        (timedelta(hours=13), "tomorrow at 01:00"),
        (timedelta(hours=-24), "yesterday at 12:00"),
        (timedelta(days=12), "in 12 days"),
        (timedelta(days=-31), "30 January 2026"),
    ],
)
def test_a_moment_is_told_in_words_with_its_exact_date_on_demand(away, expected):
    with clock.at(NOON):
        html = ui.when(NOON + away)
    moment = (NOON + away).isoformat()
    assert words(html) == expected
    assert f'datetime="{moment}"' in html
    assert 'title="' in html


def test_a_moment_that_has_not_come_is_not_yet():
    assert ui.when(None) == "not yet"


def test_the_exact_date_can_stand_in_the_text():
    assert words(ui.when(datetime(2026, 7, 1, 18, 30, tzinfo=NOON.tzinfo), exact=True)) == (
        "1 July 2026, 18:30"
    )


def test_a_person_is_initials_and_a_name():
    assert words(ui.person("Ada Lovelace Okafor", "chair")) == "AO Ada Lovelace Okafor chair"


def test_bars_are_a_table_whose_longest_bar_is_full():
    html = ui.bars([{"label": "Ada", "value": 4}, {"label": "Ben", "value": 1}], "Votes", line=2)
    assert re.findall(r'class="bar" width="([\d.]+)"', html) == ["100.00", "25.00"]
    assert re.findall(r'class="mark" x1="([\d.]+)"', html) == ["50.00", "50.00"]
    assert words(html) == "Votes Name Share votes Ada 4 Ben 1"


def test_bars_of_nothing_are_no_division_by_zero():
    html = ui.bars([{"label": "Ada", "value": 0}], "Votes")
    assert re.findall(r'class="bar" width="([\d.]+)"', html) == ["0.00"]


def test_steps_say_in_words_what_the_picture_says():
    stages = [
        {"name": "Called", "state": "done"},
        {"name": "Voting", "state": "now"},
        {"name": "Count", "state": "next"},
    ]
    html = ui.steps(stages, "Life")
    assert words(html) == "Called (done) Voting (now) Count (to come)"
    assert html.count('aria-current="step"') == 1


def test_one_page_needs_no_pages_and_three_do():
    assert ui.pages(Paginator(range(5), 5).page(1)) == ""
    assert words(ui.pages(Paginator(range(15), 5).page(2))) == "Earlier Page 2 of 3 Later"


# Colour: WCAG 2.2 AA, computed from the tokens themselves


def tokens(scheme: int) -> dict[str, str]:
    pairs = re.findall(r"--([a-z-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS)
    return {name: (light, dark)[scheme] for name, light, dark in pairs}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


TEXTS = [
    *((text, ground) for text in ("ink", "soft", "wrong") for ground in ("paper", "sheet", "sunk")),
    *((system, "paper") for system in ui.SYSTEMS),
    *((tone, f"{tone}-wash") for tone in ("good", "warn", "wrong")),
    *(("ink", f"{tone}-wash") for tone in ("good", "warn", "wrong")),
    ("on-accent", "accent"),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_stands_out_from_its_ground(text, ground, scheme):
    colours = tokens(scheme)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("line", ["gold", "accent", *ui.SYSTEMS])
def test_lines_and_edges_stand_out_from_the_paper(line, scheme):
    colours = tokens(scheme)
    assert contrast(colours[line], colours["paper"]) >= 3


# The typeface


def test_the_fonts_are_the_ones_that_were_vendored():
    from hashlib import sha256

    listed = (STATIC / "fonts" / "README.md").read_text(encoding="utf-8")
    wanted = dict(re.findall(r"([0-9a-f]{64})  (\S+\.woff2)", listed))
    found = {sha256(f.read_bytes()).hexdigest(): f.name for f in STATIC.glob("fonts/*.woff2")}
    assert found == wanted


# When something goes wrong


def test_the_page_for_our_own_faults_needs_neither_request_nor_database():
    assert "Something broke" in render_to_string("500.html")


def test_a_refused_page_says_the_rule_and_an_unknown_address_leads_back(client, db):
    why = Refusal("Voting has closed.", appeal="Ask the returning officer.")
    refused = render_to_string("403.html", {"refusal": why}, RequestFactory().get("/"))
    assert "Not now. Voting has closed. What helps: Ask the returning officer." in words(refused)
    missing = client.get("/nothing-here")
    assert missing.status_code == 404
    assert "There is nothing at this address" in missing.content.decode()
