"""One form for each content: canonical JSON, and the version id that is its SHA-256."""

import hashlib
import json
from typing import Any


def canonical_json(data: Any) -> str:
    """JSON with sorted keys and no spaces, so that layout and order of keys do not matter.

    Fractions and durations are text; a float is written in Python's shortest exact form, which
    IEEE 754 makes the same everywhere (as in RFC 8785).
    """
    return json.dumps(
        data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def version_id(data: Any) -> str:
    """The SHA-256 of the canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()
