"""From a constitution, a roll and ballots to a filled body, and a record that anyone can run again.

`fill` makes the record, `verify` makes it again from its own inputs and says where it differs;
`verifier.py` does the same for the ballots and the lot as one file that needs nothing but Python.
"""

from articulator.methods.record.fill import FillError, fill
from articulator.methods.record.verify import Difference, verify

__all__ = ["Difference", "FillError", "fill", "verify"]
