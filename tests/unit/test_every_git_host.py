"""What is true of every git host. A new one is held to it by its line in the registry."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from edblog.services.hosts import ADDRESSES, HOSTS, address, guess
from edblog.settings import read_config

every_host = pytest.mark.parametrize("key", list(HOSTS))
REPOSITORY = "https://git.district.example/group/office/stories"
TEXT = "---\ntitle: \"50% más & {branch}\"\n---\nA line #1 + 2 = '3'?\n"
VALUES = {
    "branch": "release/2026",
    "folder": "site/content/posts",
    "path": "site/content/posts/2026-11-30-a-jar.md",
    "name": "2026-11-30-a-jar.md",
    "text": TEXT,
}
PLACEHOLDERS = {"{repository}", "{origin}", *(f"{{{name}}}" for name in VALUES)}


def settings(lines: str):
    config, problems = read_config(
        f'title = "Stories"\nbase_url = "https://stories.school/"\n[submit]\n{lines}\n'
    )
    return config and config.submit, [(problem.key, problem.message, problem.help) for problem in problems]


@every_host
def test_a_host_is_known_by_each_of_its_public_domains(key):
    for domain in HOSTS[key].domains:
        for form in (domain, f"www.{domain}", domain.upper()):
            assert guess(f"https://{form}/sample-district/stories") == key


@every_host
def test_the_templates_have_only_places_that_are_filled_in(key):
    for field in ADDRESSES:
        template = getattr(HOSTS[key], field)
        rest = template
        for placeholder in PLACEHOLDERS:
            rest = rest.replace(placeholder, "")
        assert not {"{", "}"} & {*rest}, field
        assert not template or template.startswith(("{repository}", "{origin}")), field


@every_host
def test_every_address_stays_on_the_host_and_gives_the_values_back(key):
    for field in ADDRESSES:
        template = getattr(HOSTS[key], field)
        url = address(template, REPOSITORY, **VALUES)
        if not template:
            assert url == ""
            continue
        parts = urlsplit(url)
        assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "git.district.example", "")
        assert url.isascii()
        assert not set(' "<>\n{}') & {*url}
        filled = unquote(parts.path) + "".join(f"{k}={v[0]}" for k, v in parse_qs(parts.query).items())
        for name, value in VALUES.items():
            assert (value in filled) or f"{{{name}}}" not in template, (field, name)


@every_host
def test_a_writer_can_always_paste_and_always_knows_the_buttons(key):
    host = HOSTS[key]

    assert host.new_empty_file
    assert host.fork
    assert host.runs
    assert host.edit
    assert host.sign_in
    assert host.buttons
    assert host.request in ("pull request", "merge request")
    assert bool(host.upload) == bool(host.upload_buttons)
    assert host.fork_button
    assert 2_000 <= host.max_address <= 8_000


def test_no_domain_belongs_to_two_hosts():
    domains = [domain for host in HOSTS.values() for domain in host.domains]

    assert len(domains) == len({*domains})


@pytest.mark.parametrize(
    "url", ["", "https://", "https://[", "github.com/a/b", "https://github.com.example/a/b"]
)
def test_what_no_host_is_guessed_from(url):
    assert guess(url) == ""


ADDRESSES_OF_NEW_FILES = {
    "github": "https://git.district.example/group/office/stories/new/main?filename=content/posts/a-jar.md&value=%23%20A%20jar%0A",
    "gitlab": "https://git.district.example/group/office/stories/-/new/main/content/posts?file_name=a-jar.md&content=%23%20A%20jar%0A",
    "gitea": "https://git.district.example/group/office/stories/_new/main/content/posts?filename=a-jar.md&value=%23%20A%20jar%0A",
    "forgejo": "https://git.district.example/group/office/stories/_new/main/content/posts?filename=a-jar.md&value=%23%20A%20jar%0A",
    "bitbucket": "",
}


@every_host
def test_the_editor_for_a_new_file(key):
    values = {"folder": "content/posts", "path": "content/posts/a-jar.md", "name": "a-jar.md"}

    assert (
        address(HOSTS[key].new_file, REPOSITORY, branch="main", text="# A jar\n", **values)
        == ADDRESSES_OF_NEW_FILES[key]
    )


@pytest.mark.parametrize(
    ("written", "kept", "host"),
    [
        (
            "https://github.com/sample-district/stories",
            "https://github.com/sample-district/stories",
            "github",
        ),
        (
            "https://github.com/sample-district/stories.git/",
            "https://github.com/sample-district/stories",
            "github",
        ),
        ("https://gitlab.com/a/b/stories.git", "https://gitlab.com/a/b/stories", "gitlab"),
        ("https://codeberg.org/a/stories/", "https://codeberg.org/a/stories", "forgejo"),
        ("https://gitea.com/a/stories", "https://gitea.com/a/stories", "gitea"),
        ("https://bitbucket.org/a/stories", "https://bitbucket.org/a/stories", "bitbucket"),
    ],
)
def test_the_host_of_a_public_repository_needs_no_setting(written, kept, host):
    submit, problems = settings(f'repository = "{written}"')

    assert problems == []
    assert (submit.repository, submit.host, submit.branch, submit.folder) == (kept, host, "main", "")


def test_a_server_of_ones_own_needs_its_host():
    assert settings('repository = "https://git.district.example/a/b"') == (
        None,
        [
            (
                ("submit", "repository"),
                'edblog cannot tell from "https://git.district.example/a/b" which git host this is',
                'add a line below [submit], such as: host = "forgejo"; the hosts are: '
                + ", ".join(f'"{key}"' for key in HOSTS),
            )
        ],
    )
    submit, problems = settings('repository = "https://git.district.example/a/b"\nhost = "gitea"')
    assert (submit.host, problems) == ("gitea", [])


@pytest.mark.parametrize(
    "line",
    [
        'repository = "sample-district/stories"',
        'repository = "git@github.com:sample-district/stories.git"',
        'repository = "https://github.com/stories"',
        'repository = "https://token@github.com/sample-district/stories"',
        'repository = "https://github.com/sample-district/stories?tab=readme"',
        'repository = "javascript:alert(1)//a/b"',
        'branch = "a b"',
        'branch = ""',
        'branch = "x\\"><script>"',
        'host = "sourcehut"',
        'folder = "../other"',
        'folder = "a{text}"',
        'email = "office"',
        'email = "a@b.example?cc=c@d.example"',
        'form = "no"',
    ],
)
def test_a_wrong_setting_is_an_error_with_advice(line):
    submit, [problem] = settings(line)

    assert submit is None
    assert problem[0] == ("submit", line.partition(" ")[0])
    assert problem[2]


@pytest.mark.parametrize("folder", ["site", "/site/", "./site", "site\\"])
def test_the_folder_has_one_form(folder):
    submit, problems = settings(f"folder = '{folder}'")

    assert (submit.folder, problems) == ("site", [])
