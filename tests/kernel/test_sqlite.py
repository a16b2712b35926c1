"""Writers of SQLite take turns, each as soon as the one before is done."""

from collections.abc import Callable
from threading import Event, Thread

import pytest
from django.db.utils import OperationalError

from articulator.kernel.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(tmp_path) -> Callable[[float], DatabaseWrapper]:
    """Opens connections to one database, each with its own patience in seconds."""

    def opened(patience: float) -> DatabaseWrapper:
        settings = {
            "NAME": tmp_path / "one.sqlite3", "ATOMIC_REQUESTS": False, "AUTOCOMMIT": True,
            "CONN_HEALTH_CHECKS": False, "CONN_MAX_AGE": 0, "TIME_ZONE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE", "timeout": patience, "check_same_thread": False,
            },
        }  # fmt: skip
        made = DatabaseWrapper(settings)
        made.inc_thread_sharing()
        made.ensure_connection()
        return made

    return opened


def wait_of(connection: DatabaseWrapper) -> int:
    return connection.connection.execute("PRAGMA busy_timeout").fetchone()[0]


def test_who_waits_writes_when_the_other_is_done(writer):
    first, second = writer(20), writer(20)
    with first.cursor() as cursor:
        cursor.execute("CREATE TABLE said (word)")
    first._start_transaction_under_autocommit()
    tried, done = Event(), Event()

    def write() -> None:
        tried.set()
        second._start_transaction_under_autocommit()
        second.connection.execute("INSERT INTO said VALUES ('second')")
        second.connection.execute("COMMIT")
        done.set()

    thread = Thread(target=write)
    thread.start()
    tried.wait()
    assert not done.wait(0.1)
    first.connection.execute("INSERT INTO said VALUES ('first')")
    first.connection.execute("COMMIT")
    thread.join()
    said = [word for (word,) in first.connection.execute("SELECT word FROM said ORDER BY rowid")]
    assert (said, wait_of(second)) == (["first", "second"], 20_000)
    first.close()
    second.close()


def test_who_has_waited_too_long_is_told_and_can_still_read(writer):
    first, second = writer(20), writer(0.05)
    first._start_transaction_under_autocommit()
    with pytest.raises(OperationalError, match="database is locked"):
        second._start_transaction_under_autocommit()
    assert second.connection.execute("SELECT 1").fetchone() == (1,)
    assert wait_of(second) == 50
    first.connection.execute("ROLLBACK")
    second._start_transaction_under_autocommit()
    second.connection.execute("ROLLBACK")
    first.close()
    second.close()
