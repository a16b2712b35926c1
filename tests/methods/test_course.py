"""Courses as people write them: a good one is read, a bad one is told where, why and what to do."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.course import (
    LARGEST,
    OPENING,
    CourseError,
    count_words,
    fingerprint,
    minutes_words,
    over_hours,
    read_course,
    with_change,
)

HEAD = "---\ntitle: Who decides\nlead: In an hour you know.\n---\nWelcome to all.\n"
QUESTION = """### Question

Who decides?

- [ ] The chair
  > The chair only speaks.
- [x] The members
  > Nobody stands above them.
- [ ] Nobody
  > Then somebody does, unseen.
"""
MODULE = f"""---
title: Power
exercise_minutes: 10
---
Read **this** in [the constitution](/identity/constitution/).

## Exercise

Ask a neighbour.

{QUESTION}
{QUESTION}"""
FILES = {OPENING: HEAD, "01-power.md": MODULE}


def faults(files):
    with pytest.raises(CourseError) as caught:
        read_course(files)
    return [str(fault) for fault in caught.value.faults]


def fault(text, name="01-power.md"):
    (only,) = faults(FILES | {name: text})
    return only


def test_a_course_is_read():
    course = read_course(FILES)
    (module,) = course.modules
    assert (course.title, course.lead) == ("Who decides", "In an hour you know.")
    assert course.introduction == "Welcome to all."
    assert (module.slug, module.title, module.exercise_minutes) == ("power", "Power", 10)
    assert module.text.endswith("## Exercise\n\nAsk a neighbour.")
    assert [answer.right for answer in module.questions[0].answers] == [False, True, False]
    assert module.questions[0].answers[2].reply == "Then somebody does, unseen."
    assert course.module("power") is module
    assert course.module("money") is None


def test_time_is_words_and_questions_and_the_exercise():
    (module,) = read_course(FILES).modules
    assert count_words(module.text) == 9
    assert module.minutes == Fraction(9, 180) + 2 * Fraction(3, 2) + 10
    assert read_course(FILES).minutes == module.minutes + Fraction(3, 180)


def test_signs_and_addresses_are_not_words():
    assert count_words("## Who - *we* are\n\n- [us](/a/b-c) | 1 | --- |") == 5


def test_an_answer_may_run_over_lines_and_so_may_its_reply():
    text = MODULE.replace("- [ ] The chair\n", "- [ ] The chair,\n  alone\n")
    text = text.replace("  > The chair only speaks.", "  > The chair\n  > only speaks.")
    answer = read_course(FILES | {"01-power.md": text}).modules[0].questions[0].answers[0]
    assert (answer.text, answer.reply) == ("The chair,\nalone", "The chair\nonly speaks.")


def test_a_question_is_solved_by_all_right_answers_and_no_other():
    question = read_course(FILES).modules[0].questions[0]
    assert question.solved_by(frozenset({1}))
    assert not question.several
    assert not any(question.solved_by(frozenset(chosen)) for chosen in ((), {0}, {0, 1}))


def test_a_module_is_solved_when_every_question_is():
    (module,) = read_course(FILES).modules
    right, wrong = frozenset({1}), frozenset({0})
    assert module.solved_by([right, right])
    assert not any(module.solved_by(given) for given in ([], [right], [right, wrong], [right] * 3))


def test_a_title_may_stand_in_quotes():
    quoted = MODULE.replace("title: Power", 'title: "Power: who has it"')
    assert read_course(FILES | {"01-power.md": quoted}).modules[0].title == "Power: who has it"


def test_several_may_be_right_where_the_question_says_so():
    text = MODULE.replace("- [ ] Nobody", "- [x] Nobody")
    said = text.replace("Who decides?", "Who decides? Choose all that apply.")
    assert fault(text.replace("- [x] Nobody", "- [ ] Nobody", 1)).startswith(
        "01-power.md:22: 2 answers are right. Say “Choose all that apply”"
    )
    question = read_course(FILES | {"01-power.md": said}).modules[0].questions[0]
    assert question.several
    assert question.solved_by(frozenset({1, 2}))


def test_a_module_that_moves_keeps_its_name():
    assert read_course({OPENING: HEAD, "07-power.md": MODULE}).modules[0].slug == "power"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("---\ntitle", "title", "1: The head is missing. Begin with a line ---, then title:, "
         "exercise_minutes: then ---."),
        ("title: Power\n", "", "1: The head does not say title. Add a line “title: …” before ---."),
        ("minutes: 10", "minutes: ten", "1: exercise_minutes is ten. Write whole minutes, such as "
         "15."),
        ("title: Power", "title: Power\nauthor: Me", "3: “author: Me” cannot stand in the head. "
         "Write title and exercise_minutes once each, as in “title: Who decides”."),
        ("## Exercise", "## Task", "1: The exercise and its minutes do not go together. Write it "
         "under the heading “## Exercise”, or set exercise_minutes to 0."),
        ("## Exercise", "## Exercise\n\n#### Deep", "9: This heading does not fit. Use ## for "
         "parts, and ### inside a part."),
        ("Read **this**", "Read <b>this", "5: HTML is not shown. Say it in Markdown; write < in "
         "words or as \\<."),
        ("Read **this**", "![](/a.png)", "5: Pictures are not shown. Say what the picture shows."),
        ("/identity/c", "https://c", "5: This link leads away. Link to a page of the platform, "
         "such as /identity/constitution/, or name the book."),
        ("/identity/c", "//c", "5: This link leads away. Link to a page of the platform, such as "
         "/identity/constitution/, or name the book."),
        (QUESTION + "\n", "", "11: The module has 1 questions. Ask 2 to 4."),
        ("- [x] The members", "- [ ] The members", "11: No answer is right. Mark the right one "
         "with - [x]."),
        ("- [ ] Nobody\n  > Then somebody does, unseen.\n", "", "11: The question has 2 answers. "
         "Give 3 or 4, each as “- [ ] …” with its reply “  > …” below."),
        ("  > The chair only speaks.\n", "", "15: This answer has no reply. Say why, below it, as "
         "“  > …”."),
        ("  > The chair only speaks.\n", "  > It speaks.\n\nSo there.\n", "18: This line belongs "
         "to no answer. Under an answer stands its reply alone, each line as “  > …”."),
        ("Who decides?\n\n- [ ]", "## Who decides?\n\n- [ ]", "13: A heading stands among the "
         "questions. Put it before them."),
        ("Ask a neighbour.", "Ask a \x00 neighbour.", "9: This line has a sign that is no text. "
         "Save the file as plain text."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line_and_its_remedy(before, after, said):
    assert fault(MODULE.replace(before, after, 1)) == f"01-power.md:{said}"


def test_every_fault_is_told_at_once():
    text = MODULE.replace("title: Power\n", "").replace("Ask", "<i>Ask")
    assert [f.split(" ")[0] for f in faults(FILES | {"01-power.md": text})] == [
        "01-power.md:1:", "01-power.md:8:",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"01-power.md": MODULE}, "course.md:1: This file is missing."),
        ({OPENING: HEAD}, "course.md:1: The course has no module."),
        (FILES | {"power.md": MODULE}, "power.md:1: This name does not say where"),
        (FILES | {"02-power.md": MODULE}, "02-power.md:1: 01-power.md has the same name."),
        (FILES | {OPENING: HEAD.rpartition("W")[0]}, "course.md:1: There is no text."),
        (FILES | {"01-power.md": "x" * (LARGEST + 1)}, "01-power.md:1: The file has 60,001"),
    ],
)
def test_what_is_wrong_with_the_files_as_a_whole_is_told(files, said):
    assert faults(files)[0].startswith(said)


def test_a_file_is_replaced_added_and_taken_out():
    assert with_change(FILES, OPENING, "New\r\ntext") == FILES | {OPENING: "New\ntext\n"}
    assert with_change(FILES, "02-more.md", "More") == FILES | {"02-more.md": "More\n"}
    assert with_change(FILES, "01-power.md", " \n") == {OPENING: HEAD}


def test_the_fingerprint_is_of_names_and_texts_in_any_order():
    assert fingerprint(FILES) == fingerprint(dict(reversed(FILES.items())))
    assert fingerprint(FILES) != fingerprint(with_change(FILES, "01-power.md", MODULE + "!"))


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 minutes"), (1, "1 minute"), (Fraction(49, 2), "25 minutes"), (60, "1 hour"),
     (Fraction(1249, 10), "2 hours 5 minutes"), (180, "3 hours")],
)  # fmt: skip
def test_time_is_told_in_words(minutes, said):
    assert minutes_words(minutes) == said


def test_a_budget_is_kept_to_the_minute():
    assert over_hours("It", Fraction(120), 2) == ""
    assert over_hours("It", Fraction(500), None) == ""
    assert over_hours("It", Fraction(90), 1.5) == ""
    assert over_hours("Power", Fraction(1201, 10), 2) == (
        "Power: 2 hours 1 minute, and the constitution allows 2 hours."
    )


PIECES = st.sampled_from([*MODULE.splitlines(), HEAD, QUESTION, "", "---", "## a", "> b", "```"])


@settings(max_examples=300, deadline=None)
@given(st.text() | st.lists(PIECES | st.text(max_size=20)).map("\n".join), st.text(max_size=9))
def test_no_text_breaks_the_reader_and_every_fault_says_where(text, name):
    for files in ({OPENING: text}, {OPENING: HEAD, "01-power.md": text}, {name: text}):
        try:
            course = read_course(files)
        except CourseError as error:
            assert all(fault.line >= 1 and fault.remedy for fault in error.faults)
        else:
            assert course.minutes > 0


LINE = st.text("abcdefgh ijk", min_size=1, max_size=30).map(lambda t: f"w{t}".strip())
CHOICE = st.tuples(LINE, LINE)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            LINE, LINE, st.integers(1, 240),
            st.lists(
                st.tuples(LINE, st.lists(CHOICE, min_size=3, max_size=4), st.sets(
                    st.integers(0, 2), min_size=1)),
                min_size=2, max_size=4,
            ),
        ),
        min_size=1, max_size=5,
    )
)  # fmt: skip
def test_what_is_written_is_what_is_read(modules):
    files = {OPENING: HEAD}
    for number, (title, text, minutes, questions) in enumerate(modules, 1):
        asked = "\n".join(
            f"### Question\n\n{question}. Choose all that apply.\n\n"
            + "".join(
                f"- [{'x' if n in right else ' '}] {answer}\n  > {reply}\n"
                for n, (answer, reply) in enumerate(answers)
            )
            for question, answers, right in questions
        )
        head = f"---\ntitle: {title}\nexercise_minutes: {minutes}\n---\n"
        files[f"{number:02}-m{number}.md"] = f"{head}{text}\n\n## Exercise\n\n{text}\n\n{asked}"
    course = read_course(files)
    for module, (title, text, minutes, questions) in zip(course.modules, modules, strict=True):
        assert (module.title, module.exercise_minutes) == (title, minutes)
        assert module.text == f"{text}\n\n## Exercise\n\n{text}"
        for question, (_, answers, right) in zip(module.questions, questions, strict=True):
            assert [(a.text, a.reply) for a in question.answers] == answers
            assert question.solved_by(frozenset(right))
