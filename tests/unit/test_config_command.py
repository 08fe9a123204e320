"""`edblog config`: what is set, where, and what it does."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from tests.conftest import CONFIG

from edblog.cli.commands import main
from edblog.options import settings_of
from edblog.pipeline.settings_list import list_settings
from edblog.settings import Config

TOML = (
    CONFIG
    + """
[feeds]
# How many
size = 7

[comments]
service = "utterances"

[comments.utterances]
repo = "district/stories"
"""
)


@pytest.fixture
def run(make_site):
    site = make_site({"edblog.toml": TOML})
    return lambda *args: CliRunner().invoke(main, ["config", "--site", str(site.folder), *args])


def test_each_setting_that_the_file_names_has_its_value_its_place_and_its_meaning(run):
    shown = run().output

    line = TOML.split("\n").index("size = 7") + 1
    assert (
        f"feeds.size = 7\n    edblog.toml:{line}, default: 20\n    how many of the newest stories each feed has\n"
        in shown
    )
    assert 'comments.utterances.repo = "district/stories"\n' in shown
    assert "page_size" not in shown
    assert shown.endswith("other settings have their defaults; to see all: edblog config --all\n")


def test_one_setting_or_one_table(run):
    assert run("page_size").output == (
        "page_size = 20\n    default\n    how many stories each page of a list has\n"
    )
    assert [line for line in run("feeds").output.splitlines() if line[0] != " "] == [
        'feeds.formats = ["rss", "atom"]',
        "feeds.size = 7",
        'feeds.hub = ""',
    ]


def test_an_option_stands_above_the_file(run):
    shown = run("base_url", "--base-url", "https://trial.example/").output

    assert shown.startswith('base_url = "https://trial.example/"\n    --base-url\n')


def test_a_setting_that_does_not_exist_has_a_suggestion(run):
    found = run("feeds.sise")

    assert found.exit_code == 2
    assert "there is no setting 'feeds.sise'. Did you mean \"feeds.size\"?" in found.output


def test_json_has_all_settings(run, make_site):
    found = {each["name"]: each for each in json.loads(run("--json").output)}

    assert found["feeds.size"] == {
        "name": "feeds.size",
        "value": "7",
        "origin": f"edblog.toml:{TOML.split(chr(10)).index('size = 7') + 1}",
        "default": "20",
        "meaning": "how many of the newest stories each feed has",
        "is_unusual": True,
    }
    assert found["announcement.until"]["value"] == "none"
    names = {name.partition(".")[0] for name in found}
    assert names == {setting.name for setting in settings_of(Config)}


def test_no_meaning_has_marks_of_markdown(make_site):
    site = make_site({})

    assert [
        each.name for each in list_settings(site.folder) if "](" in each.meaning or "`" in each.meaning
    ] == []
