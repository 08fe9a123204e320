from __future__ import annotations

import json

import pytest

from edblog.settings import address, read_config

NEEDED = 'title = "Stories"\nbase_url = "https://district.example/"\n'


def output(folder):
    """The folder that a build writes to, and what is wrong with it."""
    config, problems = read_config(f"{NEEDED}output = {json.dumps(folder)}\n")
    return config and config.output, [problem.message for problem in problems]


GOOD_FOLDERS = ["site", "public", "_site", "build/site", "my site", "site/static", "./site/"]
TAKEN_FOLDERS = [
    "content", "data", "static", "themes", "data/x", "Data", "static/x", "Static", "./themes/site", "content\\posts", "static.", "edblog.toml", ".edblog",
    ".edblog-schema", ".git", ".github/x", ".venv", "src", "tests", "con", "site/NUL",
]  # fmt: skip
NO_FOLDERS = ["", ".", "..", "../site", "site/../x", "/site", "C:/site", "a\0b", "a\nb", ". /x"]


@pytest.mark.parametrize("folder", GOOD_FOLDERS)
def test_a_folder_for_the_site_alone(folder):
    assert output(folder) == (folder.removeprefix("./").rstrip("/"), [])


@pytest.mark.parametrize("folder", TAKEN_FOLDERS)
def test_a_folder_that_holds_something_else(folder):
    assert output(folder) == (None, [f'"{folder}" is already used for something else'])


@pytest.mark.parametrize("folder", NO_FOLDERS)
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


def of_address(url):
    """What is wrong with an address of a site."""
    _, problems = read_config(f'title = "Stories"\nbase_url = {json.dumps(url)}\n')
    return [(p.severity, p.code, p.message, p.help) for p in problems]


PAGES = [
    ("https://stories.school/index.html", "index.html", "https://stories.school/"),
    ("https://stories.school/blog/index.html/", "index.html", "https://stories.school/blog/"),
    ("https://stories.school/blog/Default.ASPX", "Default.ASPX", "https://stories.school/blog/"),
    ("https://stories.school/stories.htm", "stories.htm", "https://stories.school/"),
    ("http://localhost/index.php", "index.php", "http://localhost/"),
]


@pytest.mark.parametrize(("url", "page", "folder"), PAGES)
def test_an_address_that_is_a_page_is_an_error(url, page, folder):
    message = f'"base_url" must be the address of a folder, and {page} is a page'

    assert of_address(url) == [("error", "config-value", message, f'write: base_url = "{folder}"')]


MADE_UP, OURS = "is a made-up address", "is an address that only this computer can open"


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("district.example", MADE_UP),
        ("Stories.District.EXAMPLE", MADE_UP),
        ("example.com", MADE_UP),
        ("www.example.org", MADE_UP),
        ("stories.test", MADE_UP),
        ("stories.invalid.", MADE_UP),
        ("localhost", OURS),
        ("localhost:8000", OURS),
        ("stories.localhost", OURS),
        ("127.0.0.1:8000", OURS),
        ("127.1.2.3", OURS),
        ("0.0.0.0", OURS),
        ("[::1]:8000", OURS),
    ],
)
def test_an_address_that_nobody_else_can_open_is_a_warning(monkeypatch, host, why):
    monkeypatch.setattr(address, "PLACEHOLDER_DOMAINS", address.PLACEHOLDER_DOMAINS | {"example"})
    name = host.lower().rpartition(":8000")[0] or host.lower()
    message = (
        f"{name.strip('[].')} {why}, so links in feeds, emails and posts about your stories would not work"
    )
    help_ = "before you publish, write the address at which people will find the site"

    assert of_address(f"https://{host}/stories/") == [("warning", "placeholder-address", message, help_)]


GOOD_HOSTS = [
    "example.school", "myexample.com", "localhost.school", "127.school", "10.1.2.3", "intranet", "[2001:db8::1]", "test.k12.us",
]  # fmt: skip


@pytest.mark.parametrize("host", GOOD_HOSTS)
def test_an_address_that_somebody_may_open(host):
    assert of_address(f"https://{host}/") == []


def test_an_entry_that_a_list_has_twice_counts_once():
    config, problems = read_config(
        f'{NEEDED}[feeds]\nformats = ["atom", "rss", "atom"]\n[pictures]\nwidths = [960, 480, 960]\n'
    )

    assert problems == []
    assert (config.feeds.formats, config.pictures.widths) == (("atom", "rss"), (480, 960))


def test_every_wrong_entry_of_a_list_is_reported_by_itself():
    _, problems = read_config(
        f'{NEEDED}[privacy]\nallow = ["", 8471]\n[pictures]\nwidths = [48, "960", 1.5]\n'
    )

    assert [problem.message for problem in problems] == [
        'each of "widths" must be a whole number from 100 to 4000, not 48',
        'each of "widths" must be a whole number from 100 to 4000, not the text "960"',
        'each of "widths" must be a whole number from 100 to 4000, not 1.5',
        'each of "allow" must be a name, a number or an address, not ""',
        'each of "allow" must be a name, a number or an address, not 8471',
    ]


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('theme = "a\\u0001"', '"theme" contains an invisible character, which is not allowed on pages'),
        (
            '[menu]\nnames = { x = "a\\u0001" }',
            '"x" contains an invisible character, which is not allowed on pages',
        ),
        (
            '[privacy]\nallow = ["a\\u0001"]',
            '"allow" contains an invisible character, which is not allowed on pages',
        ),
    ],
)
def test_a_character_that_nobody_sees_is_found_in_every_text(toml, message):
    assert [problem.message for problem in read_config(f"{NEEDED}{toml}\n")[1]] == [message]
