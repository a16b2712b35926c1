"""One form for each content: canonical JSON, and the version id that is its SHA-256."""

import hashlib
import json
from typing import Any


def canonical_json(data: Any) -> str:
    """JSON with sorted keys and no spaces, so that layout and order of keys do not matter.

    Fractions and durations are text. A float is written in the shortest form that reads back as
    the same number, a whole one without its point (as in RFC 8785, 3.2.2.3). ValueError for NaN
    and infinities, TypeError for what JSON does not have.
    """
    return json.dumps(
        _plain(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def version_id(data: Any) -> str:
    """The SHA-256 of the canonical JSON in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()


def _plain(data: Any) -> Any:
    if isinstance(data, float) and data.is_integer():
        return int(data)
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    return [_plain(value) for value in data] if isinstance(data, list | tuple) else data
