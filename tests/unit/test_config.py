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


@pytest.mark.parametrize("sign", ["\\u0001", "\\uFFFE", "\uffff", "\\u007f", "\\u001b"])
@pytest.mark.parametrize("key", ["title", "description"])
def test_signs_that_no_page_may_hold_are_told(key, sign):
    more = 'title = "Stories"\n' if key == "description" else ""
    config, [problem] = read_config(
        f'{more}{key} = "Sto{sign}ries"\nbase_url = "https://district.example/"\n'
    )

    assert config is None
    assert (problem.code, problem.key) == ("config-value", (key,))
