from __future__ import annotations

import json

import pytest

from edblog.config import read_config

NEEDED = 'title = "Stories"\nbase_url = "https://district.example/"\n'


def output(folder):
    """The folder that a build writes to, and what is wrong with it."""
    config, problems = read_config(f"{NEEDED}output = {json.dumps(folder)}\n")
    return config and config.output, [problem.message for problem in problems]


@pytest.mark.parametrize(
    "folder", ["site", "public", "_site", "build/site", "my site", "site/static", "./site/"]
)
def test_a_folder_for_the_site_alone(folder):
    assert output(folder) == (folder.removeprefix("./").rstrip("/"), [])


@pytest.mark.parametrize(
    "folder",
    ["content", "static", "themes", "static/x", "Static", "./themes/site", "content\\posts", "static.", "edblog.toml",
     ".edblog", ".git", ".github/x", ".venv", "src", "tests", "con", "site/NUL"],
)  # fmt: skip
def test_a_folder_that_holds_something_else(folder):
    assert output(folder) == (None, [f'"{folder}" is needed for something else'])


@pytest.mark.parametrize(
    "folder", ["", ".", "..", "../site", "site/../x", "/site", "C:/site", "a\0b", "a\nb", ". /x"]
)
def test_what_is_no_folder_of_the_site(folder):
    assert output(folder) == (None, [f'"{folder}" is not a folder inside the site\'s own folder'])
