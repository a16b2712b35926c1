"""What a coherence rule is, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from articulator.methods.constitution.checks.reading import Reading
from articulator.methods.constitution.loader import Path

type Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding beside its clause: `path` and `line` point into the file, `ref` to the clause.

    error: the constitution contradicts itself or the law. warning: it works, with a known danger.
    info: worth knowing, or "Not recorded": the file does not say, so the rule could not judge.
    """

    code: str
    severity: Severity
    path: Path
    ref: str
    line: int
    message: str
    remedy: str
    title: str


@dataclass(frozen=True, slots=True)
class Issue:
    """What a rule yields, before its place in the file is looked up."""

    severity: Severity
    path: Path
    message: str
    remedy: str


type Judge = Callable[[Reading], Iterator[Issue]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A coherence rule. `needs` names the sections without which it cannot judge."""

    code: str
    title: str
    source: str
    needs: tuple[str, ...]
    judge: Judge

    def findings(self, reading: Reading) -> Iterator[Finding]:
        for issue in self._issues(reading):
            yield Finding(
                self.code,
                issue.severity,
                issue.path,
                reading.ref(issue.path),
                reading.line(issue.path),
                issue.message,
                issue.remedy,
                self.title,
            )

    def _issues(self, reading: Reading) -> Iterator[Issue]:
        absent = [need for need in self.needs if not reading.known(need)]
        if absent:
            message = f"the file has no {' and no '.join(absent)}, so this could not be checked"
            yield not_recorded((), message, f"Record {' and '.join(absent)}.")
        else:
            yield from self.judge(reading)


def rule(code: str, title: str, source: str, *needs: str) -> Callable[[Judge], Rule]:
    """Turn a function over a `Reading` into a `Rule`."""
    return lambda judge: Rule(code, title, source, needs, judge)


def error(path: Path, message: str, remedy: str) -> Issue:
    return Issue("error", path, message, remedy)


def warning(path: Path, message: str, remedy: str) -> Issue:
    return Issue("warning", path, message, remedy)


def info(path: Path, message: str, remedy: str) -> Issue:
    return Issue("info", path, message, remedy)


def not_recorded(path: Path, message: str, remedy: str) -> Issue:
    """Silence of a partial file is no evidence of absence."""
    return Issue("info", path, f"Not recorded: {message}.", remedy)


def missing(reading: Reading, section: str, issue: Issue) -> Issue:
    """`issue` where the file claims to cover `section`; where it does not, "Not recorded"."""
    if reading.covers(section):
        return issue
    message = f"{section} is not covered; if no more is laid down than this file says: "
    return not_recorded(issue.path, message + issue.message.rstrip("."), issue.remedy)
