"""The constitutions that these tests read."""

from pathlib import Path

_HERE = Path(__file__).parent
_PRESETS = _HERE.parents[2] / "constitutions"

TENANTS = (_HERE / "samples" / "tenants.yaml").read_text("utf-8")
PRESETS = {path.stem: path.read_text("utf-8") for path in sorted(_PRESETS.glob("*.yaml"))}
MODEL = PRESETS["new-kind-of-party"]
ALL = {**PRESETS, "tenants": TENANTS}


def edited(text, *edits):
    """The text with each (old, new) replaced once; fails where the old is not there."""
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def leaves(value, path=()):
    """Every (path, value) that is no mapping and no list."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*path, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from leaves(one, (*path, number))
    else:
        yield path, value
