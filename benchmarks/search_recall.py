"""How many of the best stories a search still finds if its index has only the strongest words of each.

Questions are the texts of links from one post to another, and headings that ask something. The measure is full text: the ten best posts with
all words of a question, by BM25 and Snowball's stemmer. Recall is the part of these that a smaller index finds with the rules of `search.js`.

$ pip install snowballstemmer && python benchmarks/search_recall.py FOLDER-OF-POSTS
"""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from collections import Counter, defaultdict
from functools import reduce
from pathlib import Path

from edblog.catalog.search.index import table_start
from edblog.web.terms import COMMON, words_of

SCRIPT = Path(__file__).parents[1] / "themes/common/static/search.js"
SIZES = (60, 100, 200, 300, 400, 500, 1000)
_POST = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\([^)]*/\d{4}/\d\d/\d\d/[^)]*\)")
_MARKUP = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\]\([^)]*\)|<[^>]+>|https?://\S+", re.DOTALL)


def main(folder: Path) -> None:
    """Prints the recall by the number of words of each post, with the script's rules and with the starts of words alone."""
    import snowballstemmer  # type: ignore[import-not-found]

    texts, heads, questions = _read(folder)
    vocabulary = sorted({word for text in texts for word in text})
    snowball = dict(zip(vocabulary, snowballstemmer.stemmer("english").stemWords(vocabulary), strict=True))
    wanted = [found for question in questions if (found := _best(question, texts, snowball))]
    asked = [question for question in questions if _best(question, texts, snowball)]
    print(f"{len(texts)} posts, {len(asked)} questions")
    own = _stems(vocabulary)
    for name, stems in (("forms of words", own), ("starts alone", {word: (word,) for word in vocabulary})):
        for size in SIZES:
            index = defaultdict(set)
            for post, text in enumerate(texts):
                for word in {*heads[post], *_strongest(text, size)}:
                    index[word].add(post)
            starts = defaultdict(list)
            for word in index:
                starts[table_start(word)].append(word)
            recall = 0.0
            for question, best in zip(asked, wanted, strict=True):
                found = reduce(set.intersection, (_match(word, index, starts, stems) for word in question))
                recall += len(found & best) / len(best)
            print(f"{name:16} {size:5} words a post: recall {recall / len(asked):.3f}")


def _read(folder: Path) -> tuple[list[list[str]], list[set[str]], list[tuple[str, ...]]]:
    texts, heads, questions = [], [], dict.fromkeys(())
    for path in sorted(folder.rglob("*.md")):
        if not (parts := _POST.match(path.read_text(errors="replace"))):
            continue
        front, body = parts.groups()
        headings = re.findall(r"^#{2,4}\s+(.*)$", body, re.MULTILINE)
        for asked in (*_LINK.findall(body), *(each for each in headings if each.strip().endswith("?"))):
            words = tuple(word for word in words_of(asked) if word not in COMMON)
            if 1 <= len(words) <= 5:
                questions[words] = None
        top = [
            line
            for line in front.splitlines()
            if line.startswith(("title:", "excerpt:", "description:", "- "))
        ]
        heads.append(set(words_of(" ".join([*top, *headings]))))
        texts.append(words_of(_MARKUP.sub(" ", " ".join([*top, body]))))
    return texts, heads, list(questions)


def _best(question: tuple[str, ...], texts: list[list[str]], stems: dict[str, str]) -> set[int]:
    """The ten best posts with all words of a question."""
    counts = _counts(texts, stems)
    words = [stems.get(word, word) for word in question]
    found = [post for post, count in enumerate(counts) if all(word in count for word in words)]
    average = sum(map(len, texts)) / len(texts)

    def score(post: int) -> float:
        length = 0.25 + 0.75 * len(texts[post]) / average
        return sum(
            math.log(1 + len(texts) / (1 + sum(word in count for count in counts)))
            * counts[post][word] * 2.2 / (counts[post][word] + 1.2 * length)
            for word in words
        )  # fmt: skip

    return set(sorted(found, key=score, reverse=True)[:10])


_COUNTED: list[Counter[str]] = []


def _counts(texts: list[list[str]], stems: dict[str, str]) -> list[Counter[str]]:
    if not _COUNTED:
        _COUNTED.extend(Counter(stems[word] for word in text) for text in texts)
    return _COUNTED


def _strongest(text: list[str], size: int) -> list[str]:
    counts = Counter(word for word in text if word not in COMMON)
    return sorted(counts, key=lambda word: -counts[word])[:size]


def _match(
    word: str, index: dict[str, set[int]], starts: dict[str, list[str]], stems: dict[str, tuple[str, ...]]
) -> set[int]:
    own = set(stems.get(word, (word,)))
    found: set[int] = set()
    for other in starts[table_start(word)]:
        if (
            other == word
            or not own.isdisjoint(stems.get(other, (other,)))
            or (len(word) > 2 and other.startswith(word))
        ):
            found |= index[other]
    return found


def _stems(words: list[str]) -> dict[str, tuple[str, ...]]:
    """The stems that the script of the search page makes."""
    code = f"const s = require({json.dumps(str(SCRIPT))}); const w = JSON.parse(require('fs').readFileSync(0)); console.log(JSON.stringify(w.map(s.stems)))"
    answer = subprocess.run(
        ["node", "-e", code], input=json.dumps(words), capture_output=True, text=True, check=True
    )
    return {word: tuple(stems) for word, stems in zip(words, json.loads(answer.stdout), strict=True)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
