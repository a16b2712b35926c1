"""SQLite whose writers look again soon.

SQLite lets one transaction write at a time. Whoever comes meanwhile asks again after growing waits
of up to a tenth of a second, although a writer is done in a few thousandths: in a room of 500
phones that vote, the waits and not the writing were what people felt. Here a writer that waits asks
every two thousandths, until the same time limit.
"""

import random
import time

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

LOOK_AGAIN = 0.002  # seconds
PATIENCE = 5.0  # seconds, where the settings name none


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self) -> None:
        patience = float(self.settings_dict["OPTIONS"].get("timeout", PATIENCE))
        until = time.monotonic() + patience
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._begun(last=time.monotonic() > until):
                time.sleep(LOOK_AGAIN * (0.5 + random.random()))  # noqa: S311 - a wait, no secret
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")

    def _begun(self, *, last: bool) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # no stub
        except OperationalError as error:
            if last or "locked" not in str(error):
                raise
            return False
        return True
