"""How much of an article is found on the pages of real papers, and how fast.

    python benchmarks/extraction.py FOLDER

FOLDER is that of the article extraction benchmark of Zyte (MIT): `ground-truth.json` and
`html/*.html.gz`; the pages are their publishers', so they are not part of this project. Its metric:
runs of four words a page, counted; precision and recall are averaged over pages, and F1 is that of
the averages. Ours (`reading.page`, which asks trafilatura to be fast) stands beside trafilatura as
it comes and beside all the text of the page, in one run and one thread.
"""

import argparse
import gzip
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "DJANGO_SETTINGS_MODULE": "articulator.site.settings"}
import django

django.setup()
import trafilatura  # noqa: E402

from articulator.intelligence.scanning import reading  # noqa: E402

type Extract = Callable[[bytes, str], str]

GOAL, WORDS, RUN = 0.96, re.compile(r"\w+"), 4


def runs(text: str) -> Counter[tuple[str, ...]]:
    words = WORDS.findall(text)
    whole = [tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))]
    return Counter(whole if words else [])


def ours(page: bytes, address: str) -> str:
    found = reading.page(page, address, None)
    return found.text if found else ""


def as_it_comes(page: bytes, address: str) -> str:
    return trafilatura.extract(page, url=address, include_comments=False) or ""


def everything(page: bytes, _address: str) -> str:
    return reading.plain(
        re.sub(r"(?is)<(script|style).*?</\1>", " ", page.decode(errors="replace"))
    )


def shares(found: str, true: str) -> tuple[float, float]:
    """Precision and recall of one page."""
    got, wanted = runs(found), runs(true)
    both = (got & wanted).total()
    return both / (got.total() or 1), both / (wanted.total() or 1)


def measured(
    extract: Callable[[bytes, str], str], folder: Path
) -> tuple[float, float, float, float]:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {key: gzip.decompress((folder / f"html/{key}.html.gz").read_bytes()) for key in truth}
    start = time.process_time()
    found = {key: extract(page, truth[key].get("url", "")) for key, page in pages.items()}
    took = (time.process_time() - start) / len(pages)
    each = [shares(found[key], told["articleBody"]) for key, told in truth.items()]
    precision, recall = (sum(part) / len(each) for part in zip(*each, strict=True))
    return 2 * precision * recall / (precision + recall), precision, recall, took * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print(f"{'':24}  F1   precision  recall  ms of CPU a page")
    best = 0.0
    for name, extract in (("ours", ours), ("trafilatura as it comes", as_it_comes),
                          ("all the text", everything)):  # fmt: skip
        score, precision, recall, took = measured(extract, folder)
        best = best or score
        print(f"{name:24}{score:.3f}   {precision:.3f}     {recall:.3f}     {took:.1f}", flush=True)
    print(f"Goal {GOAL}: {'reached' if best >= GOAL else 'missed'}.")
    return 0 if best >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
