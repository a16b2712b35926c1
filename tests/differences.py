"""Which tests PostgreSQL has to pass again: those whose answer could be another one there.

Everything runs on SQLite. What is left for the second database is what databases do each in their
own way: constraints and how they are reported, locks and threads, plans (the number of questions),
types and lengths (the demo's story does every deed once, the permission matrix opens every page),
aggregates, JSON, the order of what is equal, and a process killed in the middle.
"""

import inspect
import re

import pytest

WHOLE = re.compile(
    r"tests/kernel/(?!test_ui|test_markdown)"
    r"|tests/site/(?!test_canaries|test_cli|test_headers)"
    r"|test_(kill|acts|queries|secrecy|sight|scope|retention|package|results|coverage|growth)\.py"
    r"|test_(deletion|merges|sprints|standing|draws|family|writing|handing_over)\.py"
)
WORDS = re.compile(
    r"IntegrityError|DataError|vendor|connection|num_queries|CaptureQueries|ThreadPool"
    r"|constraint|twice|once|same_moment|search|\?q="
)
FIXTURES = {"on_disk", "transactional_db", "told"}


def could_differ(item: pytest.Item) -> bool:
    if WHOLE.search(item.path.as_posix()):
        return True
    if FIXTURES & set(getattr(item, "fixturenames", ())) and "browser" not in item.fixturenames:
        return True
    return bool(WORDS.search(inspect.getsource(item.function)))


def keep_what_could_differ(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept = {item for item in items if could_differ(item)}
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]
