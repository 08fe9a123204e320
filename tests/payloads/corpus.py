"""Every payload, and the sites that have each of them in every field."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent


def every() -> list[str]:
    """All payloads, each once."""
    spec = importlib.util.spec_from_file_location("edblog_payloads_ours", FOLDER / "ours.py")
    assert spec
    assert spec.loader
    ours = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(ours)
    found = dict.fromkeys(ours.payloads())
    for file in sorted(FOLDER.glob("*.json")):
        found |= dict.fromkeys(json.loads(file.read_text(encoding="utf-8")))
    return list(found)


def _yaml(text: str) -> str:
    # A JSON text is a YAML one.
    return json.dumps(text)


def files(payloads: list[str], start: int = 0) -> Iterator[tuple[str, str]]:
    """The sources of a site: a story, an author, a credential and a page for each payload, which is in all of their fields."""
    for number, payload in enumerate(payloads, start):
        p, long = _yaml(payload[:300]), _yaml(payload)
        # Names of folders are made of these.
        short = _yaml(payload[:120])
        day = f"2026-{1 + number % 12:02}-{1 + number % 28:02}"
        picture = f"image: dot.png\nimage_alt: {long}\nimage_caption: {long}\n"
        yield (
            f"content/posts/s{number}.md",
            (
                f"---\ntitle: {p}\ndate: {day}\nsummary: {long}\ntopics: [{short}]\ncredentials: [c{number}]\n{picture}"
                f"authors: [a{number}, {{name: {short}, role: {p}, school: {p}, links: [{{label: {p}, url: {p}}}], photo: dot.png, photo_alt: {p}}}]\n"
                f"---\n{payload}\n"
            ),
        )
        yield (
            f"content/authors/a{number}.md",
            (
                f"---\nname: {p}\nrole: {p}\nschool: {p}\nphoto: dot.png\nphoto_alt: {p}\n"
                f"links: [{{label: {p}, url: {p}}}, {{label: {p}, url: {_yaml('https://a.example/' + payload[:250])}}}]\n---\nI say: {payload}\n"
            ),
        )
        yield (
            f"content/credentials/c{number}.md",
            (
                f"---\nname: {p}\nissuer: {p}\nurl: {_yaml('https://a.example/' + payload[:250])}\nhashtag: {p}\ncompetency: {long}\n"
                f"key_method: {long}\nevidence: [{p}, {p}]\nstack: {p}\nbadge: dot.png\nbadge_alt: {p}\n"
                f"renewal: [{{authority: {p}, amount: 1, unit: ceu}}]\n---\n> {payload}\n"
            ),
        )
        yield (
            f"content/pages/p{number}.md",
            f"---\ntitle: {p}\nsummary: {long}\n{picture}menu: footer\n---\n* {payload}\n\n{payload}\n",
        )


def odd_files(payloads: list[str]) -> Iterator[tuple[str, str]]:
    """Stories with payloads where edblog expects something else than words: slugs, aliases, languages, links, file names."""
    for number, payload in enumerate(payloads):
        p = _yaml(payload[:300])
        short = payload[:120]
        head = f"---\ntitle: Odd {number}\ndate: 2026-02-03\nauthor: "
        yield f"content/posts/odd/slug{number}.md", f"{head}x\nslug: {_yaml(short)}\n---\nx\n"
        yield (
            f"content/posts/odd/alias{number}.md",
            f"{head}x\naliases: [{_yaml(short)}, {_yaml('/old/' + short)}]\n---\nx\n",
        )
        yield (
            f"content/posts/odd/lang{number}.md",
            f"{head}{_yaml(short)}\nlang: {p}\ncredentials: [{_yaml(short)}]\nupdated: {p}\nimage: {p}\nimage_alt: x\n---\nx\n",
        )
        yield (
            f"content/credentials/odd{number}.md",
            f"---\nname: x\nissuer: x\nurl: {p}\ntone: {p}\nstack_order: {p}\nrenewal: [{{authority: x, amount: {p}, unit: {p}}}]\n---\nx\n",
        )
        yield f"content/posts/odd/key{number}.md", f"{head}x\n{p}: {p}\n---\nx\n"
        name = "".join(c for c in payload if c not in "/\0")[:60]
        if name.isprintable() and name.strip(" ."):
            yield f"content/posts/odd/{number} {name}.md", f"{head}x\n---\n![x](<{number} {name}.png>)\n"
            yield f"content/posts/odd/{number} {name}.png", ""
