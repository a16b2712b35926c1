"""A course as text: Markdown modules with questions, read strictly, timed, checked for its hours.

A course is a set of files: `course.md` (title, lead, introduction) and one file per module in the
order of their names, such as `01-what-it-is-for.md`. The format is described in
docs/methods/course.md; `read_course` takes it or names every fault with file, line and remedy.
"""

import hashlib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import dropwhile

from markdown_it import MarkdownIt
from markdown_it.token import Token

from articulator.methods.constitution import canonical_json

WORDS_A_MINUTE = 180  # reading with attention; silent reading of fiction is faster
MINUTES_A_QUESTION = Fraction(3, 2)
LARGEST = 60_000  # characters of one file; about an hour of reading
QUESTIONS, ANSWERS = range(2, 5), range(3, 5)
SEVERAL = "choose all that apply"
OPENING = "course.md"

_NAME = re.compile(r"[0-9]{2}-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_PAIR = re.compile(r"([a-z_]+):(?: +(.*))?")
_ANSWER = re.compile(r"- \[([ xX])\] +(\S.*)")
_REPLY = re.compile(r"\s{2,}> ?(.*)")
_MORE = re.compile(r"\s{2,}(\S.*)")
_TARGET = re.compile(r"\]\([^)]*\)")
_NOTHING = "---\ntitle: -\nlead: -\n---\n-"  # read instead of a missing file
_WITH_HTML = MarkdownIt("commonmark").enable("table")  # finds HTML, so that it can be refused


@dataclass(frozen=True, slots=True)
class Fault:
    """One place that cannot be taken: `line` counts as a text editor does."""

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} {self.remedy}"


class CourseError(ValueError):
    """The files are not a course; `faults` has every place and what to do about it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to choose, whether it is right, and why: Markdown of one paragraph."""

    text: str
    right: bool
    reply: str


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    answers: tuple[Answer, ...]

    @property
    def several(self) -> bool:
        """Whether several answers may be chosen."""
        return SEVERAL in self.text.lower()

    def solved_by(self, chosen: frozenset[int]) -> bool:
        """Whether exactly the right answers were chosen, counted from 0."""
        return chosen == {n for n, answer in enumerate(self.answers) if answer.right}


@dataclass(frozen=True, slots=True)
class Module:
    """One file: a text to read, an exercise in it, and questions."""

    file: str
    slug: str
    title: str
    text: str
    exercise_minutes: int
    questions: tuple[Question, ...]

    @property
    def minutes(self) -> Fraction:
        """Time to read the text, do the exercise and answer the questions."""
        reading = Fraction(count_words(self.text), WORDS_A_MINUTE)
        return reading + self.exercise_minutes + MINUTES_A_QUESTION * len(self.questions)

    def solved_by(self, given: Sequence[frozenset[int]]) -> bool:
        """Whether every question is solved by what was chosen for it."""
        asked = self.questions
        pairs = zip(asked, given, strict=False)
        return len(given) == len(asked) and all(one.solved_by(chosen) for one, chosen in pairs)


@dataclass(frozen=True, slots=True)
class Course:
    title: str
    lead: str
    introduction: str
    modules: tuple[Module, ...]

    @property
    def minutes(self) -> Fraction:
        """Time for the introduction and all modules."""
        reading = Fraction(count_words(self.introduction), WORDS_A_MINUTE)
        return sum((module.minutes for module in self.modules), reading)

    def module(self, slug: str) -> Module | None:
        return next((module for module in self.modules if module.slug == slug), None)


def count_words(text: str) -> int:
    """Words that a reader reads: signs of Markdown and the addresses of links are none."""
    return sum(any(c.isalnum() for c in word) for word in _TARGET.sub("]", text).split())


def minutes_words(minutes: Fraction | int) -> str:
    """`25 minutes`, `1 hour`, `2 hours 5 minutes`; a begun minute counts."""
    hours, rest = divmod(math.ceil(minutes), 60)
    parts = [(hours, "hour"), (rest, "minute")]
    said = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n]
    return " ".join(said) or "0 minutes"


def over_hours(what: str, minutes: Fraction, hours: float | None) -> str:
    """A sentence with the figures where `minutes` are more than `hours` allow; else empty."""
    if hours is None or minutes <= 60 * Fraction(hours):
        return ""
    most = minutes_words(60 * Fraction(hours))
    return f"{what}: {minutes_words(minutes)}, and the constitution allows {most}."


def fingerprint(files: Mapping[str, str]) -> str:
    """SHA-256 of the files' names and texts as canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(dict(files)).encode()).hexdigest()


def with_change(files: Mapping[str, str], name: str, text: str) -> dict[str, str]:
    """The files with one of them replaced, added, or (an empty text) taken out."""
    rest = {known: kept for known, kept in files.items() if known != name}
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return {**rest, name: f"{text}\n"} if text else rest


# Reading


def read_course(files: Mapping[str, str]) -> Course:
    """Read a course from its files, by name. Raises CourseError with every fault that is found."""
    faults: list[Fault] = [*_name_faults(files)]
    read = {name: _File(name, text, faults) for name, text in sorted(files.items())}
    opening = read.pop(OPENING, _File(OPENING, _NOTHING, []))
    head, body = opening.parts(("title", "lead"))
    introduction = opening.prose(body)
    modules = tuple(_read_module(file) for file in read.values())
    if faults:
        raise CourseError(faults)
    return Course(head["title"], head["lead"], introduction, modules)


def _name_faults(files: Mapping[str, str]) -> Iterator[Fault]:
    if OPENING not in files:
        yield Fault(OPENING, 1, "This file is missing.", "Write it: title, lead, introduction.")
    names = sorted(name for name in files if name != OPENING)
    if not names:
        yield Fault(OPENING, 1, "The course has no module.", "Add one, such as 01-begin.md.")
    slugs: dict[str, str] = {}
    for name in names:
        if not _NAME.fullmatch(name) or len(name) > 60:
            remedy = "Use two digits and small letters: 01-what-it-is-for.md."
            yield Fault(name, 1, "This name does not say where the module stands.", remedy)
        elif (slug := _slug(name)) in slugs:
            yield Fault(name, 1, f"{slugs[slug]} has the same name.", "Give one of them another.")
        slugs.setdefault(_slug(name), name)


def _slug(name: str) -> str:
    """The name without its number: a module that moves is still the same module."""
    found = _NAME.fullmatch(name)
    return found[1] if found else name


type Line = tuple[int, str]


class _File:
    """One file while it is read: its lines, and where its faults go."""

    def __init__(self, name: str, text: str, faults: list[Fault]) -> None:
        self.name, self._faults = name, faults
        self.lines: list[Line] = list(enumerate(text.rstrip().split("\n"), 1))
        if len(text) > LARGEST:
            self.fault(1, f"The file has {len(text):,} characters.", f"Keep to {LARGEST:,}.")
            self.lines = []
        elif bad := re.search(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", text):
            at = text.count("\n", 0, bad.start()) + 1
            self.fault(at, "This line has a sign that is no text.", "Save the file as plain text.")

    def fault(self, line: int, message: str, remedy: str) -> None:
        self._faults.append(Fault(self.name, line, message, remedy))

    def parts(self, keys: Sequence[str]) -> tuple[dict[str, str], list[Line]]:
        """What stands between the first two `---`, and the lines after it."""
        ends = [n for n, line in self.lines if line.rstrip() == "---"]
        if ends[:1] != [1] or len(ends) < 2:
            asked = ", ".join(f"{key}:" for key in keys)
            self.fault(1, "The head is missing.", f"Begin with a line ---, then {asked} then ---.")
            return dict.fromkeys(keys, ""), self.lines
        return self._head(self.lines[1 : ends[1] - 1], keys), self.lines[ends[1] :]

    def _head(self, lines: list[Line], keys: Sequence[str]) -> dict[str, str]:
        head: dict[str, str] = {}
        for number, line in lines:
            found = _PAIR.fullmatch(line.rstrip())
            key, value = (found[1], _unquoted(found[2] or "")) if found else ("", "")
            if key not in keys or key in head or not value:
                remedy = f"Write {' and '.join(keys)} once each, as in “title: Who decides”."
                self.fault(number, f"“{line.strip()}” cannot stand in the head.", remedy)
            head[key] = value
        for key in [key for key in keys if key not in head]:
            self.fault(1, f"The head does not say {key}.", f"Add a line “{key}: …” before ---.")
        return dict.fromkeys(keys, "") | head

    def prose(self, lines: Sequence[Line]) -> str:
        """The text of these lines; headings, links and signs that do not belong are faults."""
        said = list(dropwhile(lambda line: not line[1].strip(), lines))
        if not said:
            self.fault(lines[0][0] if lines else 1, "There is no text.", "Write at least a line.")
            return ""
        text = "\n".join(line for _, line in said).rstrip()
        self._check(text, said[0][0])
        return text

    def _check(self, text: str, first: int) -> None:
        """What the renderer would not show is refused, so that nothing is lost in silence."""
        line, level = first, 1
        for token in _WITH_HTML.parse(text):
            line = first + token.map[0] if token.map else line
            for part in (token, *(token.children or ())):
                if wrong := _unwanted(part):
                    self.fault(line, *wrong)
            if token.type == "heading_open":
                if int(token.tag[1]) not in range(2, min(level + 2, 4)):
                    remedy = "Use ## for parts, and ### inside a part."
                    self.fault(line, "This heading does not fit.", remedy)
                level = int(token.tag[1])


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1].strip() if re.fullmatch(r'".*"', value) else value


def _unwanted(token: Token) -> tuple[str, str] | None:
    if token.type in {"html_block", "html_inline"}:
        return "HTML is not shown.", "Say it in Markdown; write < in words or as \\<."
    if token.type == "image":
        return "Pictures are not shown.", "Say what the picture shows."
    if token.type == "link_open" and not re.match(r"/(?![/\\])", str(token.attrs["href"])):
        remedy = (
            "Link to a page of the platform, such as /identity/constitution/, or name the book."
        )
        return "This link leads away.", remedy
    return None


def _read_module(file: _File) -> Module:
    head, body = file.parts(("title", "exercise_minutes"))
    starts = [n for n, (_, line) in enumerate(body) if line.rstrip() == "### Question"]
    text = file.prose(body[: starts[0]] if starts else body)
    ends = [*starts[1:], len(body)]
    questions = [_read_question(file, body[a:b]) for a, b in zip(starts, ends, strict=bool(starts))]
    if len(questions) not in QUESTIONS:
        here = body[starts[0]][0] if starts else len(file.lines)
        file.fault(here, f"The module has {len(questions)} questions.", "Ask 2 to 4.")
    minutes = _exercise_minutes(file, head["exercise_minutes"], text)
    return Module(file.name, _slug(file.name), head["title"], text, minutes, tuple(questions))


def _exercise_minutes(file: _File, said: str, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", said):
        if said:
            file.fault(1, f"exercise_minutes is {said}.", "Write whole minutes, such as 15.")
        return 0
    there = any(line.rstrip() == "## Exercise" for line in text.split("\n"))
    if there != (int(said) > 0):
        remedy = "Write it under the heading “## Exercise”, or set exercise_minutes to 0."
        file.fault(1, "The exercise and its minutes do not go together.", remedy)
    return int(said)


def _read_question(file: _File, lines: Sequence[Line]) -> Question:
    """A question from its heading to the line before the next one."""
    here, answers = lines[0][0], [n for n, (_, line) in enumerate(lines) if _ANSWER.match(line)]
    first = answers[0] if answers else len(lines)
    text = file.prose(lines[1:first] or [(here, "")])
    ends = [*answers[1:], len(lines)]
    read = tuple(
        _read_answer(file, lines[a:b]) for a, b in zip(answers, ends, strict=bool(answers))
    )
    for number, line in lines[1:first]:
        if line.startswith("#"):
            file.fault(number, "A heading stands among the questions.", "Put it before them.")
    _count_answers(file, here, Question(text, read))
    return Question(text, read)


def _count_answers(file: _File, line: int, question: Question) -> None:
    right = sum(answer.right for answer in question.answers)
    if len(question.answers) not in ANSWERS:
        message = f"The question has {len(question.answers)} answers."
        file.fault(line, message, "Give 3 or 4, each as “- [ ] …” with its reply “  > …” below.")
    elif not right:
        file.fault(line, "No answer is right.", "Mark the right one with - [x].")
    elif right > 1 and not question.several:
        remedy = "Say “Choose all that apply” in the question, or mark one."
        file.fault(line, f"{right} answers are right.", remedy)


def _read_answer(file: _File, lines: Sequence[Line]) -> Answer:
    number, line = lines[0]
    found = _ANSWER.match(line)
    assert found, "an answer begins where _ANSWER matched"
    said, replied = [(number, found[2])], list[Line]()
    for at, more in lines[1:]:
        if reply := _REPLY.fullmatch(more):
            replied.append((at, reply[1]))
        elif (rest := _MORE.fullmatch(more)) and not replied:
            said.append((at, rest[1]))
        elif more.strip():
            remedy = "Under an answer stands its reply alone, each line as “  > …”."
            file.fault(at, "This line belongs to no answer.", remedy)
    if not any(text.strip() for _, text in replied):
        file.fault(number, "This answer has no reply.", "Say why, below it, as “  > …”.")
        return Answer(found[2], found[1] != " ", "")
    return Answer(file.prose(said), found[1] != " ", file.prose(replied))
