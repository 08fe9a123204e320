"""A corpus of any size, in the layout that a generator needs.

$ python benchmarks/corpus.py 10000 FOLDER [edblog|hugo|pelican|eleventy]

Post number k is the same in a corpus of every size, on every computer: it depends on k alone. Posts are
numbered from the oldest, and link only to older ones.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import prose

HERE = Path(__file__).resolve().parent
MOST_AUTHORS = 500
PAGE_SIZE = 12
"""Posts on a page of a listing."""
FEED_SIZE = 20
"""Newest posts in a feed."""
BASE_URL = "https://bench.example/"
TITLE = "Stories from every classroom"

_START = datetime(2000, 1, 1, 8, tzinfo=UTC)
_SPAN = int(timedelta(days=25 * 365).total_seconds())
_LINK = re.compile(r"\]\(([\w-]+)\.md\)")


class Term(NamedTuple):
    """An author, a micro-credential or a topic."""

    id: str
    name: str


@dataclass(frozen=True)
class Post:
    """A post, before any generator's layout."""

    slug: str
    title: str
    date: datetime
    authors: tuple[Term, ...]
    credential: Term
    topics: tuple[Term, Term]
    body: str
    """Markdown; links to other posts are written as `[title](slug.md)`."""
    last_sentence: str

    def terms(self) -> Iterator[tuple[str, Term]]:
        """Every term with its kind: `authors`, `credentials` or `topics`."""
        yield from (("authors", author) for author in self.authors)
        yield "credentials", self.credential
        yield from (("topics", topic) for topic in self.topics)

    def text(self, link: str) -> str:
        r"""The body with each link to another post rewritten; in `link`, `\1` is the slug."""
        return _LINK.sub(rf"]({link})", self.body)


def slugify(text: str) -> str:
    """A slug of ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _author(number: int) -> Term:
    first, last = prose.FIRST_NAMES[number % 25], prose.LAST_NAMES[number // 25]
    return Term(slugify(f"{first} {last}"), f"{first} {last}")


AUTHORS = tuple(map(_author, range(MOST_AUTHORS)))
CREDENTIALS = tuple(
    Term(slugify(f"{skill} {subject}"), f"{skill} {subject}")
    for skill in prose.SKILLS
    for subject in prose.SUBJECTS
)
TOPICS = tuple(Term(topic, topic) for topic in prose.TOPICS)


def authors(size: int) -> tuple[Term, ...]:
    """The authors of a corpus: one for 20 posts, at most 500."""
    return AUTHORS[: (size + 19) // 20]


def heading(number: int) -> tuple[str, str]:
    """Title and slug of a post."""
    title = prose.title(prose.Draw(f"title {number}"))
    return title, f"{slugify(title)}-{number}"


def post(number: int) -> Post:
    """The post of that number, from 0."""
    draw = prose.Draw(f"post {number}")
    title, slug = heading(number)
    # Every 20th post is the first one of a new author, so that a larger corpus has the same beginning.
    known = len(authors(number + 1))
    first = known - 1 if number % 20 == 0 and number // 20 < MOST_AUTHORS else draw.below(known)
    people = dict.fromkeys([first, draw.below(known)] if draw.chance(0.12) else [first])
    topic = draw.below(len(TOPICS))
    other = (topic + 1 + draw.below(len(TOPICS) - 1)) % len(TOPICS)

    def link() -> tuple[str, str]:
        # Mostly recent posts, as people do; the very first one links to itself.
        name, address = heading(max(0, number - 1 - draw.below(min(200, max(1, number)))))
        return name, f"{address}.md"

    body, last = prose.story(draw, link)
    return Post(
        slug=slug,
        title=title,
        # Ever more posts in a month, and all of them in the past, whatever the size of the corpus.
        date=_START + timedelta(seconds=_SPAN * number // (number + 8000)),
        authors=tuple(AUTHORS[person] for person in people),
        credential=draw.one_of(CREDENTIALS),
        topics=(TOPICS[topic], TOPICS[other]),
        body=body,
        last_sentence=last,
    )


def posts(size: int) -> Iterator[Post]:
    """The posts of a corpus, oldest first."""
    return map(post, range(size))


def bio(author: Term) -> dict[str, str]:
    """What an author's page says: role, school and a sentence."""
    draw = prose.Draw(f"bio {author.id}")
    return {
        "role": draw.one_of(prose.ROLES),
        "school": draw.one_of(prose.SCHOOLS),
        "text": draw.line(prose.BIOS),
    }


def edblog_post(story: Post) -> str:
    """A post as edblog reads it."""
    return _front_matter(
        {
            "title": story.title,
            "date": f"{story.date:%Y-%m-%d %H:%M:%S}",
            "authors": [author.id for author in story.authors],
            "credentials": [story.credential.id],
            "topics": [topic.name for topic in story.topics],
        }
    ) + story.text(r"\1.md")


def _edblog(folder: Path, size: int) -> None:
    for author in authors(size):
        about = bio(author)
        head = _front_matter({"name": author.name, "role": about["role"], "school": about["school"]})
        _write(folder / f"content/authors/{author.id}.md", head + about["text"] + "\n")
    for credential in CREDENTIALS:
        head = _front_matter({"name": credential.name, "issuer": "Example Learning Institute"})
        _write(folder / f"content/credentials/{credential.id}.md", f"{head}About {credential.name}.\n")
    for story in posts(size):
        _write(folder / f"content/posts/{story.slug}.md", edblog_post(story))


def _plain_post(story: Post) -> str:
    """A post as Hugo and Eleventy read it: its links are addresses."""
    return _front_matter(
        {
            "title": story.title,
            "date": story.date.isoformat(),
            "authors": [author.id for author in story.authors],
            "credentials": [story.credential.id],
            "topics": [topic.id for topic in story.topics],
        }
    ) + story.text(r"/posts/\1/")


def _hugo(folder: Path, size: int) -> None:
    for author in authors(size):
        about = bio(author)
        head = _front_matter({"title": author.name, "role": about["role"], "school": about["school"]})
        _write(folder / f"content/authors/{author.id}/_index.md", head + about["text"] + "\n")
    for credential in CREDENTIALS:
        head = _front_matter({"title": credential.name})
        _write(folder / f"content/credentials/{credential.id}/_index.md", f"{head}About {credential.name}.\n")
    for story in posts(size):
        _write(folder / f"content/posts/{story.slug}.md", _plain_post(story))


def _pelican(folder: Path, size: int) -> None:
    for story in posts(size):
        fields = {
            "Title": story.title,
            "Date": f"{story.date:%Y-%m-%d %H:%M:%S}",
            "Authors": "; ".join(author.name for author in story.authors),
            "Category": story.credential.name,
            "Tags": ", ".join(topic.name for topic in story.topics),
        }
        head = "".join(f"{key}: {value}\n" for key, value in fields.items())
        _write(folder / f"content/{story.slug}.md", head + "\n" + story.text(r"{filename}\1.md"))


def _eleventy(folder: Path, size: int) -> None:
    people = {author.id: {"name": author.name, **bio(author)} for author in authors(size)}
    _write(folder / "_data/people.json", json.dumps(people, ensure_ascii=False, indent=1))
    badges = {term.id: {"name": term.name, "text": f"About {term.name}."} for term in CREDENTIALS}
    _write(folder / "_data/badges.json", json.dumps(badges, ensure_ascii=False, indent=1))
    for story in posts(size):
        _write(folder / f"posts/{story.slug}.md", _plain_post(story))


LAYOUTS: dict[str, Callable[[Path, int], None]] = {
    "edblog": _edblog,
    "hugo": _hugo,
    "pelican": _pelican,
    "eleventy": _eleventy,
}


def write_site(tool: str, folder: Path, size: int) -> None:
    """A whole site for a tool in a new folder: its settings and templates, and `size` posts."""
    shutil.copytree(HERE / "sites" / tool, folder)
    LAYOUTS[tool](folder, size)


def _front_matter(fields: Mapping[str, str | list[str]]) -> str:
    # JSON strings and lists are YAML, too.
    lines = (
        f"{key}: {value if key == 'date' else json.dumps(value, ensure_ascii=False)}\n"
        for key, value in fields.items()
    )
    return f"---\n{''.join(lines)}---\n\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Writes a site with a corpus of posts.")
    parser.add_argument("size", type=int, help="number of posts")
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    parser.add_argument(
        "tool", nargs="?", default="edblog", choices=LAYOUTS, help="whose layout; default: edblog"
    )
    arguments = parser.parse_args()
    write_site(arguments.tool, arguments.folder, arguments.size)
