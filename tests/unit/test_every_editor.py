"""What is true of every editor in the browser. A new one is held to it by its line in the registry."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
import yaml
from jsonschema import Draft7Validator

from edblog.kinds import KINDS, kinds_in
from edblog.kinds.translations.fields import OWN
from edblog.services.editors import SERVICES, command, service
from edblog.services.editors.backends import SERVERS
from edblog.services.editors.configuration import configuration, ways
from edblog.services.editors.forms import TEXT
from edblog.services.editors.page import policy
from edblog.services.hosts import HOSTS
from edblog.settings import read_config
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.parsing import parse

ROOT = Path(__file__).parents[2]
SCHEMA = Path(__file__).parent / "samples/sveltia-cms/sveltia-cms.json"
SHA256 = "8c2f55a6e788b2430858cb6e86fac1c95008168e775a9559851d05c520e59ef6"
"""Of the schema in version 0.221.1 of @sveltia/cms."""
REPOSITORIES = {
    "github": "https://github.com/sample-district/stories",
    "gitlab": "https://gitlab.com/sample-district/office/stories",
    "gitea": "https://gitea.com/sample-district/stories",
    "forgejo": "https://git.district.example:8443/sample-district/stories",
    "bitbucket": "https://bitbucket.org/sample-district/stories",
}
PAIRS = [(name, host) for name in SERVICES for host in HOSTS if host in service(name).backends]
every_editor = pytest.mark.parametrize("name", SERVICES)
every_pair = pytest.mark.parametrize(("name", "host"), PAIRS)


def settings(name, host, more="", language="en", folder=""):
    config, problems = read_config(
        f'title = "Stories"\nbase_url = "https://stories.school/blog/"\nlanguage = "{language}"\n'
        f'[submit]\nrepository = "{REPOSITORIES[host]}"\nhost = "{host}"\nfolder = "{folder}"\n[editor]\nservice = "{name}"\n{more}'
    )
    return config, [problem.code for problem in problems]


def configured(name, host, more=""):
    return configuration(service(name), settings(name, host, more)[0], KINDS)


def widgets(fields):
    """Every widget of a form, also within groups."""
    for widget in fields:
        yield widget
        yield from widgets(widget.get("fields", ()))


@every_editor
def test_its_hosts_are_those_that_edblog_knows(name):
    assert service(name).backends.keys() <= HOSTS.keys() == SERVERS.keys()


@every_editor
def test_the_guide_has_its_command_its_version_and_its_hosts(name):
    editor, guide = service(name), (ROOT / "docs/district.md").read_text(encoding="utf-8")

    assert f"npm pack {editor.package}@{editor.version}" in command(editor)
    for part in command(editor).split(" && "):
        assert part in guide
    for host in HOSTS:
        [row] = [line for line in guide.splitlines() if line.startswith(f"| {HOSTS[host].name} | ")]
        said = row.split(" | ")[1 + SERVICES.index(name)].strip(" |")
        backend = editor.backends.get(host)
        wanted = "no" if not backend else "proposals" if backend.has_workflow else "saves at once"
        assert said.startswith((wanted, "the same"))


@every_pair
def test_the_configuration_names_the_repository_and_asks_nobody_else(name, host):
    config = configured(name, host)
    parts = urlsplit(REPOSITORIES[host])

    assert config["backend"]["repo"] == parts.path.strip("/")
    assert config["backend"]["branch"] == "main"
    assert ("publish_mode" in config) == service(name).backends[host].has_workflow
    allowed = dict(line.split(" ", 1) for line in policy(service(name), settings(name, host)[0]).split("; "))
    hosts = {
        urlsplit(source).hostname
        for sources in allowed.values()
        for source in sources.split()
        if "//" in source
    }
    own = {
        "github": {"api.github.com", "*.githubusercontent.com"},
        "bitbucket": {"api.bitbucket.org", "bitbucket.org"},
    }
    assert hosts == own.get(host, {parts.hostname})
    assert allowed["default-src"] == allowed["base-uri"] == allowed["form-action"] == "'none'"
    assert allowed["font-src"] == "'self'"


@every_pair
def test_every_kind_has_a_collection_with_each_of_its_fields(name, host):
    collections = {collection["name"]: collection for collection in configured(name, host)["collections"]}

    assert list(collections) == [way.name for kind in KINDS for way in ways(service(name), kind)]
    for kind in KINDS:
        own = [c for c in collections.values() if c["folder"] == f"content/{kind.folder}"]
        assert [c["create"] for c in own] == [True, *(False for _ in own[1:])]
        for collection in own:
            names = [widget["name"] for widget in collection["fields"]]
            left_out = {f.name for f in kind.table.fields if f.instead}
            assert sorted(names) == sorted({*kind.table.by_name, TEXT} - left_out)
            for widget in collection["fields"]:
                field = kind.table.by_name.get(widget["name"])
                assert field is None or "`" not in widget["hint"]
                assert field is None or not field.needed or widget["required"]


@every_editor
def test_a_relation_leads_to_the_kind_whose_ids_it_holds(name):
    collections = {collection["name"]: collection for collection in configured(name, "github")["collections"]}
    relations = [
        (kind.folder, widget)
        for kind in KINDS
        for widget in widgets(collections[kind.folder]["fields"])
        if widget.get("widget") == "relation"
    ]

    assert {(folder, widget["name"], widget["collection"]) for folder, widget in relations} == {
        (kind.folder, field.name, field.ids_of)
        for kind in KINDS
        for table in (kind.table, *(each.reader.groups for each in kind.table.fields if each.reader.groups))
        for field in table.fields
        if field.ids_of and not field.instead
    }
    for _, widget in relations:
        shown = {field["name"] for field in collections[widget["collection"]]["fields"]}
        assert {*widget["display_fields"], *widget["search_fields"]} <= shown


def of_one_thing(fields):
    """The fields of a group without all that choose among: an entry of a list is one thing."""
    relations = [field for field in fields if field.get("widget") == "relation"]
    others = relations[1:] and [*relations[1:], *(field for field in fields if field["name"] == "url")]
    return [field for field in fields if field not in others]


def saved(widget):
    """Something that an editor saves for a widget."""
    forms = {"YYYY-MM-DD": "2026-01-31", "YYYY-MM-DD HH:mm": "2026-01-31 16:00"}
    return {
        "string": lambda: (
            "https://a.example/"
            if "https?" in str(widget.get("pattern"))
            else "es"
            if widget["name"] == "lang"
            else "SampleTag"
            if widget["name"] == "hashtag"
            else "@robin@social.example"
            if widget["name"] == "fediverse"
            else "2:41"
            if widget["name"] == "at"
            else "CC BY 4.0"
            if widget["name"] == "license"
            else "The exit ticket, 2"
            if widget["name"] == "series"
            else "some-words"
        ),
        "text": lambda: "Some words.\nAnd a second line.",
        "number": lambda: 7 if widget["value_type"] == "int" else 7.5,
        "datetime": lambda: forms[widget["format"]],
        "image": lambda: "jar-photo.jpg",
        "file": lambda: "flyer.pdf",
        "boolean": lambda: False,
        "select": lambda: widget["options"][:2] if widget.get("multiple") else widget["options"][0],
        "relation": lambda: ["rosa", "li"] if widget["multiple"] else "rosa",
        "list": lambda: (
            [{each["name"]: saved(each) for each in of_one_thing(widget["fields"])}]
            if "fields" in widget
            else ["2026-04-02"]
            if widget["name"] == "except"
            else ["/old/", "/older, and more/"]
        ),
    }[widget["widget"]]()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
@every_editor
def test_edblog_reads_what_a_form_saves(name, kind):
    [form, *_] = [c for c in configured(name, "github")["collections"] if c["name"] == kind.folder]
    values = {widget["name"]: saved(widget) for widget in form["fields"] if widget["name"] != TEXT}
    if "file" in values:
        # A file is in place of an address elsewhere.
        del values["url"]
    parsed = parse(
        f"content/{kind.folder}/x.md", f"---\n{yaml.safe_dump(values, sort_keys=False)}---\nWords.\n"
    )
    read = kind.table.read(Fields("x", parsed.fields, parsed.problems))

    assert parsed.problems == []
    assert read.keys() == {field.name for field in kind.table.read_in_turn}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_patterns_of_a_form_take_what_its_example_says(kind):
    [form, *_] = [c for c in configured("sveltia", "github")["collections"] if c["name"] == kind.folder]
    for widget in widgets(form["fields"]):
        if "pattern" in widget:
            pattern, message = widget["pattern"]
            assert re.search(pattern, message.removeprefix("Write it like this: "))


@every_editor
def test_the_site_may_be_in_a_folder_of_the_repository(name):
    config, _ = settings(name, "github", folder="office/site")
    found = configuration(service(name), config, KINDS)

    assert {c["folder"] for c in found["collections"]} == {
        f"office/site/content/{kind.folder}" for kind in KINDS
    }
    assert (found["media_folder"], found["public_folder"]) == ("office/site/content/images", "/images")


def test_the_schema_is_that_of_the_version_in_the_registry():
    assert hashlib.sha256(SCHEMA.read_bytes()).hexdigest() == SHA256


@pytest.mark.parametrize("host", [host for name, host in PAIRS if name == "sveltia"])
@pytest.mark.parametrize("more", ["", 'app_id = "1a2b"\n', 'sign_in = "https://sign-in.district.example"\n'])
def test_sveltias_own_schema_finds_nothing_wrong(host, more):
    validator = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))

    assert [error.message for error in validator.iter_errors(configured("sveltia", host, more))] == []


@every_editor
def test_an_editor_for_a_host_that_it_cannot_use_is_refused_with_what_to_do(name):
    for host in HOSTS.keys() - service(name).backends.keys():
        text = f'title = "Stories"\nbase_url = "https://stories.school/"\n[submit]\nrepository = "{REPOSITORIES[host]}"\n'
        config, [problem] = read_config(f'{text}[editor]\nservice = "{name}"\n')
        assert config is None
        assert (problem.key, problem.message) == (
            ("editor", "service"),
            f"{service(name).name} cannot save texts on {HOSTS[host].name}",
        )
        assert problem.help == 'write: service = "decap"'


@every_pair
def test_who_could_not_sign_in_gets_a_warning(name, host):
    needs = service(name).backends[host].needs

    assert settings(name, host)[1] == (["config-editor-sign-in"] if needs else [])
    assert settings(name, host, 'sign_in = "https://sign-in.district.example"\n')[1] == []


def translated(name):
    config, problems = settings(name, "github", 'sign_in = "https://sign-in.district.example"\n', "en")
    assert problems == []
    return configuration(
        service(name), msgspec.structs.replace(config, languages=("es", "vi")), kinds_in("en", ("es", "vi"))
    )


def test_sveltia_writes_translations_beside_their_stories():
    found = translated("sveltia")
    Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(found)

    assert found["i18n"] == {
        "structure": "multiple_files",
        "omit_default_locale_from_filename": True,
        "initial_locales": "default",
        "locales": ["en", "es", "vi"],
        "default_locale": "en",
    }
    told = {
        collection["name"]: [widget["name"] for widget in collection["fields"] if widget.get("i18n")]
        for collection in found["collections"]
        if collection.get("i18n")
    }
    fields = ["title", "summary", "asks", "image_alt", "image_caption", "updated", "draft", TEXT]
    assert {name: sorted(names) for name, names in told.items()} == {
        "posts": sorted(fields),
        "posts-files": sorted(fields),
    }


def test_decap_cannot_name_their_files_and_leaves_them_alone():
    kinds = {collection["folder"] for collection in translated("decap")["collections"]}

    assert kinds == {f"content/{kind.folder}" for kind in KINDS}
    assert "i18n" not in json.dumps(translated("decap"))


def test_the_fields_of_a_translation_are_those_that_it_does_not_take_from_its_story():
    [kind] = set(kinds_in("en", ("es",))) - set(KINDS)

    assert kind.own_words == {field.name for field in OWN}
