"""What is true of every comment service. A new one is held to it by its line in the registry."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
from tests.comments import THREAD, choice, needed

import edblog
from edblog.options import settings_of
from edblog.services.comments import SERVICES, read_options
from edblog.services.ids import is_reserved_id

ROOT = Path(edblog.__file__).parents[2]
GUIDE = (ROOT / "docs/district.md").read_text(encoding="utf-8")
HOSTILE = msgspec.structs.replace(THREAD, path='/a"b/', title="\"'</template></script><b>&")
every_service = pytest.mark.parametrize("key", list(SERVICES))


class Elements(HTMLParser):
    """The elements of an embed, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), "an attribute is there twice"
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def values(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.found if name in attributes]


def loaded(elements: Elements) -> list[str]:
    """Addresses that an embed loads itself."""
    return elements.values("src") + elements.values("href")


def compared(key: str) -> dict[str, str]:
    """What the guide says of a service beside the others, by the column."""
    table = re.search(r"^\| comments by \|.*\n\|---.*\n(?:\|.*\n)+", GUIDE, re.MULTILINE)
    assert table is not None
    names, _, *lines = (
        [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in table[0].splitlines()
    )
    return next(dict(zip(names, row, strict=True)) for row in lines if row[0].casefold() == key)


def sources(policy: dict[str, tuple[str, ...]]) -> set[str]:
    return {source for sources in policy.values() for source in sources}


@every_service
def test_each_option_is_said_whole(key):
    for row in settings_of(SERVICES[key].options):
        assert row.option.meaning, row.name
        # An example that is the default would show nothing.
        assert row.is_needed or row.option.example not in ("", row.default), row.name
        assert bool(row.option.default_text) == (row.default == ""), row.name


@every_service
def test_each_example_of_an_option_is_good(key):
    for row in settings_of(SERVICES[key].options):
        _, problems = read_options({"service": key, key: needed(key) | {row.name: row.option.example}})
        assert [p for p in problems if p.key != ("comments", "service")] == [], row.name


@every_service
def test_the_view_and_the_policy_of_a_page_are_always_the_same(key):
    first, second = choice(key), choice(key)

    assert msgspec.msgpack.encode(first.view(THREAD)) == msgspec.msgpack.encode(second.view(THREAD))
    assert first.policy(THREAD) == second.policy(THREAD)


@every_service
def test_the_markup_has_no_code_of_its_own_and_loads_only_from_the_service_and_the_site(key):
    view = choice(key).view(THREAD)
    elements = Elements(view.markup.html)

    assert elements.text == ""
    assert [tag for tag, attributes in elements.found if tag == "script" and not attributes.get("src")] == []
    names = {name for _, attributes in elements.found for name in attributes}
    assert not any(name == "style" or name.startswith("on") for name in names)
    for address in loaded(elements):
        assert address.startswith(THREAD.assets) or urlsplit(address).netloc == view.host


@every_service
def test_the_files_of_a_service_are_shipped_and_are_in_its_markup(key):
    view = choice(key).view(THREAD)
    own = {address for address in loaded(Elements(view.markup.html)) if address.startswith(THREAD.assets)}

    assert own == {THREAD.assets + name for name in SERVICES[key].files}
    for name in SERVICES[key].files:
        assert name.startswith(f"{key}.")
        assert files("edblog.services.comments").joinpath(name).is_file()


@every_service
def test_no_title_and_no_address_leaves_its_attribute(key):
    elements = Elements(choice(key).view(HOSTILE).markup.html)

    assert [(tag, set(attributes)) for tag, attributes in elements.found] == [
        (tag, set(attributes)) for tag, attributes in Elements(choice(key).view(THREAD).markup.html).found
    ]
    assert elements.text == ""


@every_service
def test_the_comments_of_a_story_stay_with_its_address_when_its_title_changes(key):
    def markup(title: str) -> str:
        return choice(key).view(msgspec.structs.replace(THREAD, title=title)).markup.html

    assert markup("Old words").replace("Old words", "New words") == markup("New words")
    address = {THREAD.path, THREAD.path[1:], THREAD.url}
    values = {value for _, attributes in Elements(markup("T")).found for value in attributes.values()}
    assert values & address


@every_service
def test_the_policy_allows_the_hosts_of_the_service_and_no_other(key):
    chosen = choice(key)
    policy, host = chosen.policy(THREAD), chosen.view(THREAD).host

    allowed = {source for source in sources(policy) if not source.startswith("'")}
    assert {source.split(":")[0] for source in allowed} <= {"https", "wss"}
    hosts = {urlsplit(source).netloc.removeprefix("*.") for source in allowed}
    assert hosts == {host, *re.findall(r"[a-z]+(?:\.[a-z]+)+", compared(key)["loaded, when asked for"])}
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "'unsafe-eval'" not in sources(policy)
    for address in loaded(Elements(chosen.view(THREAD).markup.html)):
        if not address.startswith(THREAD.assets):
            assert f"https://{urlsplit(address).netloc}" in policy["script-src"]


@every_service
def test_the_guide_has_the_policy_of_a_page_word_for_word(key):
    policy = choice(key).policy(THREAD)
    added = {name: [s for s in sources if s != "'self'"] for name, sources in policy.items()}
    words = "; ".join(f"{name} {' '.join(sources)}" for name, sources in added.items() if sources)

    assert re.search(rf"^\| {key} \| `{re.escape(words)}`", GUIDE, re.MULTILINE | re.IGNORECASE), words


@every_service
def test_the_guide_compares_the_service_with_the_others_and_has_a_section_for_it(key):
    assert all(compared(key).values())
    assert re.search(rf"^### {key}$", GUIDE, re.MULTILINE | re.IGNORECASE)
    assert f'service = "{key}"' in GUIDE


@every_service
def test_the_buttons_speak_the_language_of_the_story(key):
    spanish = msgspec.structs.replace(THREAD, lang="es")
    texts = {row.name for row in settings_of(SERVICES[key].options)} & {"lang", "locale"}

    markup = choice(key).view(spanish).markup.html
    assert ("es" in {v for _, a in Elements(markup).found for v in a.values()}) == bool(texts)
    for name in texts:
        assert choice(key, **{name: "es"}).view(THREAD).markup == choice(key).view(spanish).markup


@every_service
def test_light_or_dark_is_left_to_the_system_of_the_reader(key):
    markup = choice(key).view(THREAD).markup.html

    assert not {"light", "dark"} & {v for _, a in Elements(markup).found for v in a.values()}


@every_service
def test_no_text_can_have_an_id_that_the_script_looks_for(key):
    for name in Elements(choice(key).view(THREAD).markup.html).values("id"):
        assert is_reserved_id(name)
    assert not is_reserved_id("x")


@every_service
def test_nothing_else_names_the_service(key):
    """Its name and its host are in its own files, and in the registry once. Translations are prose."""
    names = {key, choice(key).view(THREAD).host} - {"comments.district.example"}
    word = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    own = {f"src/edblog/services/comments/{key}.{ending}" for ending in ("py", "js", "css")}
    named = {}
    for folder in ("src/edblog", "themes"):
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix not in (".py", ".js", ".css", ".html", ".toml") or "/translations/" in name:
                continue
            if found := word.findall(path.read_text(encoding="utf-8")):
                named[name] = len(found)

    assert {name for name in named if name in own} == {
        f"src/edblog/services/comments/{name}" for name in (f"{key}.py", *SERVICES[key].files)
    }
    assert named.pop("src/edblog/services/comments/__init__.py") == 1
    # The settings of a new site show one service as an example, and so does the made-up site that shows a theme.
    for example in ("template/edblog.toml", "showcase/site/edblog.toml"):
        named.pop(f"src/edblog/scaffold/{example}", None)
    assert named.keys() <= own
