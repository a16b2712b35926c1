"""From answers to themes, with two readers in charge (R-84, R-88, R-138)."""

import pytest
from django.urls import reverse

from articulator.intelligence.listening import acts as listening
from articulator.intelligence.listening.queries import new_key
from articulator.intelligence.themes import acts, queries
from articulator.intelligence.themes.models import Coding, Guess
from articulator.kernel.acts import Refused
from tests.intelligence.listening.scene import heard
from tests.intelligence.themes import scene
from tests.people import person


def url(page: str, *args) -> str:
    return reverse(f"themes:{page}", args=args)


def names(book) -> set[str]:
    return {one.name for one in queries.themes(book)}


# Proposed


def test_the_method_proposes_and_no_text_is_dropped(federation):
    book = scene.begun()
    assert book.proposed_at
    assert Guess.objects.filter(codebook=book, theme__gone_in=None).count() == 42
    words = {word for theme in queries.themes(book) for word in theme.words}
    assert {"rent", "bus", "damp"} <= words
    assert not any(theme.named for theme in queries.themes(book))


def test_only_who_was_asked_to_read_finds_themes(federation):
    survey = scene.surveyed()
    question = survey.questions.get(key="q1")
    with pytest.raises(Refused):
        acts.begin(person("dev"), question)
    acts.begin(person("cleo"), question)
    with pytest.raises(Refused, match="already"):
        acts.begin(person("ben"), question)


# Shaped


def test_every_change_makes_a_version_that_can_be_read(federation):
    book = scene.begun()
    first = queries.themes(book)[0]
    acts.describe(person("ben"), first, "Rents", "What a home costs.")
    added = acts.add(person("cleo"), book, "Homes")
    acts.describe(person("cleo"), first, "Rents", "What a home costs.", added)
    book.refresh_from_db()
    last = book.changes.first()
    assert (last.version, last.by) == (4, person("cleo"))
    assert {"name": "Rents", "within": "Homes"}.items() <= {
        key: one[key] for one in last.themes if one["name"] == "Rents" for key in ("name", "within")
    }.items()
    assert book.changes.count() == 4


def test_two_themes_become_one_with_their_texts_and_codes(federation):
    book = scene.themed()
    scene.reads(person("ben"), book)
    acts.add(person("ben"), book, "Homes")
    acts.merge(person("ben"), scene.called(book, "Rents"), scene.called(book, "Homes"))
    acts.merge(person("ben"), scene.called(book, "Homes"), scene.called(book, "Damp"))
    assert names(book) == {"Buses", "Damp"}
    assert scene.called(book, "Damp").guesses.count() == 28
    damp = str(scene.called(book, "Damp").pk)
    assert sum(one == damp for by in queries.codes(book).values() for one in by.values()) == 28


def test_a_theme_is_divided_by_the_method_into_parts(federation):
    book = scene.themed()
    scene.reads(person("ben"), book)
    acts.merge(person("ben"), scene.called(book, "Buses"), scene.called(book, "Rents"))
    acts.split(person("ben"), scene.called(book, "Rents"))
    parts = list(scene.called(book, "Rents").parts.filter(gone_in=None))
    assert len(parts) >= 2
    assert sum(part.guesses.count() for part in parts) == 28


def test_a_name_stands_once_and_parts_have_no_parts(federation):
    book = scene.themed()
    with pytest.raises(Refused, match="already"):
        acts.add(person("ben"), book, "rents")
    rents, damp = scene.called(book, "Rents"), scene.called(book, "Damp")
    acts.describe(person("ben"), damp, "Damp", "", rents)
    buses = scene.called(book, "Buses")
    with pytest.raises(Refused, match="none of their own"):
        acts.describe(person("ben"), buses, "Buses", "", damp)


# Read


def test_two_readers_read_the_same_texts_by_lot_and_none_reads_one_twice(federation):
    book = scene.themed()
    ben, cleo = person("ben"), person("cleo")
    first = queries.next_ten(book, ben)
    assert queries.next_ten(book, cleo) == first
    acts.code(ben, book, {text: scene.rightly(book, text) for text in first})
    assert not set(queries.next_ten(book, ben)) & set(first)
    assert queries.next_ten(book, cleo) == first


def test_how_far_two_agree_is_shown_and_where_they_differ(federation):
    book = scene.themed()
    for name in ("ben", "cleo"):
        scene.reads(person(name), book, 2)
    assert queries.progress(book).alpha == 1
    text = scene.text(book, next(iter(_read_words(book))))
    acts.code(person("cleo"), book, {text: None})
    progress = queries.progress(book)
    assert (progress.coded, progress.twice) == (20, 20)
    assert 0.8 < progress.alpha < 1
    [doubt] = queries.doubts(book)
    assert doubt.readings[1] == ("Cleo Marsh", "none of these")


def _read_words(book) -> list[str]:
    rows = Coding.objects.by_rule("a test").filter(codebook=book, theme__isnull=False)
    return sorted(one.text.words for one in rows.select_related("text"))


# Told


def test_shares_come_with_bounds_and_hold_what_is_true(federation):
    book = scene.themed()
    for name in ("ben", "cleo"):
        scene.reads(person(name), book, 3)
    told = acts.read_on(person("ben"), book)
    told.refresh_from_db()
    rows = {one["name"]: one for one in told.told["themes"]}
    assert set(rows) == {"Rents", "Buses", "Damp"}
    for one in rows.values():
        assert one["low"] <= 1 / 3 <= one["high"]
        assert one["low"] < one["share"] < one["high"]


def test_what_many_said_in_the_same_words_weighs_as_many(federation):
    book = scene.themed()
    heard(book.question.survey, *["The rent is too high for us"] * 42)
    for name in ("ben", "cleo"):
        scene.reads(person(name), book)
    told = acts.read_on(person("ben"), book)
    told.refresh_from_db()
    rents = next(one for one in told.told["themes"] if one["name"] == "Rents")
    assert rents["share"] == pytest.approx(56 / 84, abs=0.01)


def test_nothing_is_told_of_fewer_than_eight_nor_from_few_texts(federation):
    book = scene.themed("My landlord is rude", "My landlord shouts", "My landlord threatens us")
    theme = acts.add(person("ben"), book, "Landlords")
    scene.reads(person("ben"), book, 1)
    early = acts.read_on(person("ben"), book)
    early.refresh_from_db()
    assert early.told["themes"] == []
    with pytest.raises(Refused, match="Too little"):
        acts.publish(person("ada"), early)
    few = {scene.text(book, f"My landlord {does}"): theme
           for does in ("is rude", "shouts", "threatens us")}  # fmt: skip
    acts.code(person("ben"), book, few)
    scene.reads(person("ben"), book)
    told = acts.read_on(person("ben"), book)
    told.refresh_from_db()
    assert "Landlords" not in {one["name"] for one in told.told["themes"]}


def test_quotes_are_masked_and_only_those_that_a_person_chose_are_told(client, federation):
    book = scene.themed("The rent at 12 Elm Road of Mr Grimes is £900 and too high")
    scene.reads(person("ben"), book)
    report = acts.read_on(person("ben"), book)
    report.refresh_from_db()
    quotes = [words for one in report.rows for words in one["quotes"]]
    assert not any("Grimes" in words or "Elm" in words for words in quotes)
    with pytest.raises(Refused):
        acts.publish(person("ben"), report, quotes)
    acts.publish(person("ada"), report, quotes[:1])
    page = client.get(url("told", book.pk)).content.decode()
    assert page.count("<blockquote>") == 1
    assert "of 100 people say this" in page
    assert str(book.question) in client.get(url("index")).content.decode()


def test_what_was_taken_back_is_no_longer_read(federation):
    book, key = scene.themed(), new_key()
    heard(book.question.survey, "My cat was evicted", thread=key)
    theme = scene.called(book, "Rents")
    acts.code(person("ben"), book, {scene.text(book, "My cat was evicted"): theme})
    listening.take_back(None, book.question.survey, key)
    assert not queries.texts_of(book).filter(words="My cat was evicted").exists()
    assert queries.progress(book).coded == 0


# Pages


def test_a_page_of_ten_is_read_without_a_script(client, federation):
    book = scene.themed()
    client.force_login(person("ben"))
    page = client.get(url("ten", book.pk))
    ten = queries.next_ten(book, person("ben"))
    assert all(text.words in page.content.decode() for text in ten)
    theme = scene.called(book, "Rents")
    sent = {str(text.pk): str(theme.pk) for text in ten[:4]} | {str(ten[4].pk): "none"}
    assert client.post(url("ten", book.pk), sent).status_code == 302
    assert queries.progress(book).coded == 5
    assert client.post(url("ten", book.pk), {str(ten[5].pk): ""}).status_code == 422


def test_the_pages_of_a_codebook_for_readers_alone(client, federation):
    book = scene.themed()
    pages = [url(page, book.pk) for page in ("book", "ten", "doubts", "history")]
    pages += [url("theme", scene.called(book, "Rents").pk), url("survey", book.question.survey_id)]
    client.force_login(person("dev"))
    assert {client.get(page).status_code for page in pages} == {403}
    client.force_login(person("cleo"))
    assert {client.get(page).status_code for page in pages} == {200}


def test_a_codebook_asks_the_database_as_often_for_one_theme_as_for_three(
    client, federation, django_assert_max_num_queries
):
    book = scene.themed()
    client.force_login(person("ben"))
    numbers = []
    for theme in ("Damp", "Buses", None):
        with django_assert_max_num_queries(60) as seen:
            client.get(url("book", book.pk))
        numbers.append(len(seen))
        if theme:
            acts.leave_out(person("ben"), scene.called(book, theme))
    assert len(set(numbers)) == 1
