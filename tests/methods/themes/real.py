"""Nine real conversations: what people wrote, and in which one."""

import gzip
import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[2] / "data" / "opinion" / "statements.json.gz"


@cache
def conversations() -> dict[str, list[str]]:
    return json.loads(gzip.decompress(FILE.read_bytes()))


def texts_and_topics() -> tuple[list[str], list[str]]:
    pairs = [(text, topic) for topic, texts in conversations().items() for text in texts]
    return [text for text, _ in pairs], [topic for _, topic in pairs]
