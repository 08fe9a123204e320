"""The HTTP headers of a site, as servers read them: `_headers` by its grammar, and the others by the servers themselves."""

from __future__ import annotations

import html
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from email.message import Message
from fnmatch import fnmatchcase
from http.client import HTTPConnection
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from tempfile import gettempdir
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import pytest
from click.testing import CliRunner
from PIL import Image
from tests.comments import THREAD as STORY
from tests.comments import choice, settings
from tests.conftest import CONFIG, post

from edblog.cli.commands import main
from edblog.deploy.headers import stored_headers
from edblog.pipeline.headers import server_headers
from edblog.problems import EdblogError
from edblog.services.comments import SERVICES as REGISTRY

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
SERVICES = {"none": "", **{key: settings(key) for key in REGISTRY}}


def wide():
    """A picture that is published in smaller sizes as well."""
    data = BytesIO()
    Image.new("RGB", (1200, 8), "teal").save(data, "PNG")
    return data.getvalue()


@pytest.fixture(scope="module", params=["stories/", ""], ids=["below a path", "at the root"])
def site(request, make_site):
    made = make_site(
        {
            "edblog.toml": CONFIG.replace("stories/", request.param)
            + '[feeds]\nformats = ["rss", "atom", "json"]\n[search]\nenabled = true\n',
            "content/posts/jar.md": post(
                body="![A jar](jar.svg)\n\n[Captions](jar.vtt)\n\n![A wide jar](wide.png)\n",
                aliases="[/old/]",
                topics="[jars]",
            ),
            "content/posts/jar.svg": SVG,
            "content/posts/jar.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nA jar.\n",
            "content/posts/wide.png": wide(),
        }
    )
    made.build()
    made.root = f"/{request.param}"
    return made


def rules(text):
    """`_headers` by the grammar that Netlify and Cloudflare Pages document."""
    found, pattern = [], ""
    for line in text.splitlines():
        assert len(line) <= 2000
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            assert line.startswith("/")
            assert line.count("*") <= 1
            pattern = line
        else:
            name, colon, value = line.strip().partition(": ")
            assert colon
            assert re.fullmatch(r"[A-Za-z0-9-]+", name)
            assert value.isascii()
            found.append((pattern, name, value))
    return found


def sent(text, path):
    """The headers of a path: those of all rules that fit, and all values of one name."""
    found: dict[str, list[str]] = {}
    for pattern, name, value in rules(text):
        if fnmatchcase(path, pattern):
            found.setdefault(name.lower(), []).append(value)
    return found


COMMON = {
    "cross-origin-opener-policy": ["same-origin"],
    "permissions-policy": [
        (
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
            "midi=(), payment=(), serial=(), usb=()"
        )
    ],
    "referrer-policy": ["strict-origin-when-cross-origin"],
    "x-content-type-options": ["nosniff"],
}
PAGE = "base-uri 'none'; frame-ancestors 'self'; object-src 'none'"
DRAWING = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"
LASTING = "public, max-age=31536000, immutable"


def test_each_kind_of_file_has_its_headers(site):
    text = site.output("_headers")

    page = COMMON | {"content-security-policy": [PAGE]}
    assert sent(text, f"{site.root}posts/jar/") == page
    for name, type_ in (
        ("atom.xml", "atom+xml"),
        ("topics/jars/rss.xml", "rss+xml"),
        ("feed.json", "feed+json"),
    ):
        assert sent(text, site.root + name) == page | {"content-type": [f"application/{type_}"]}
    assert sent(text, f"{site.root}media/posts/jar.svg") == COMMON | {
        "content-security-policy": [PAGE, DRAWING]
    }
    assert sent(text, f"{site.root}search/0123456789.txt") == page | {"cache-control": [LASTING]}
    assert sent(text, f"{site.root}search/manifest.json") == page
    assert sent(text, f"{site.root}media/resized/0123-480.jpg") == page | {"cache-control": [LASTING]}
    if site.root != "/":
        assert sent(text, "/elsewhere/") == {}


def test_a_file_of_the_district_takes_its_place(make_site):
    site = make_site({"static/_headers": "/*\n  X-Own: 1\n"})

    assert site.build().problems == ()
    assert site.output("_headers") == "/*\n  X-Own: 1\n"


def directives(policy):
    return {name: set(sources) for name, *sources in (part.split() for part in policy.split("; "))}


@pytest.mark.parametrize("service", SERVICES)
def test_every_page_has_a_strict_policy_that_the_header_does_not_contradict(make_site, service):
    """No page allows inline scripts or styles by a word, and what the header forbids, no page needs."""
    site = make_site(
        {
            "edblog.toml": CONFIG + SERVICES[service],
            "content/posts/jar.md": post(
                aliases="[/old/]", topics="[jars]", body="> x\n\n```python\nx = 1\n```\n"
            ),
            "content/posts/off.md": post("Off", comments="false"),
            "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
            "content/credentials/wait.md": "---\nname: Wait\nissuer: Riverside\n---\nWait.\n",
        }
    )
    site.build()
    header = directives(sent(site.output("_headers"), "/stories/")["content-security-policy"][0])
    styles = set() if service == "none" else set(choice(service).policy(STORY).get("style-src", ()))

    seen = set()
    for path, data in site.outputs().items():
        if not path.endswith(".html"):
            continue
        head = re.match(
            r'<!DOCTYPE html>\n<html[^>]*>\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="([^"]*)">',
            data.decode(),
        )
        assert head, path
        policy = html.unescape(head[1])
        meta = directives(policy)
        seen.add(policy)
        assert meta["default-src"] == {"'none'"}
        assert "'unsafe-inline'" not in meta["script-src"]
        assert "'unsafe-eval'" not in policy
        assert "'unsafe-inline'" not in meta["style-src"] - styles
        assert not any(source in ("*", "https:", "http:") for sources in meta.values() for source in sources)
        for name in header.keys() - {"frame-ancestors"}:
            assert meta.get(name, meta["default-src"]) <= header[name]
        text = data.decode()
        assert re.findall(r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))", text) == []
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=", re.sub(r"<template>.*?</template>", "", text)) == []
    # Comments, the form, and scripts that share a story or narrow a list make a page's policy another.
    assert len(seen) == (3 if service == "none" else 4)


@pytest.mark.parametrize("service", ["none", "disqus"])
def test_a_window_to_sign_in_may_answer(make_site, service):
    site = make_site({"edblog.toml": CONFIG + SERVICES[service]})
    site.build()

    assert sent(site.output("_headers"), "/stories/")["cross-origin-opener-policy"] == [
        "same-origin" if service == "none" else "same-origin-allow-popups"
    ]


def snippet(site, server, *options):
    result = CliRunner().invoke(main, ["headers", "--site", str(site.folder), "--server", server, *options])
    assert result.exit_code == 0
    return result.output


def test_the_command_prints_what_the_build_writes(site):
    assert snippet(site, "netlify") == site.output("_headers")


def test_a_folder_that_a_configuration_cannot_name_is_refused(site):
    result = CliRunner().invoke(
        main, ["headers", "--site", str(site.folder), "--server", "nginx", "--folder", '/srv/a"b']
    )

    assert result.exit_code == 2
    assert 'the path /srv/a"b has a character that nginx does not allow' in result.output
    assert "--folder" in result.output
    with pytest.raises(EdblogError) as caught:
        server_headers(site.folder, "caddy", Path('/srv/a"b'))
    assert [problem.code for problem in caught.value.problems] == ["unquotable-folder"]


NGINX = """
daemon off; error_log stderr; pid {work}/pid;
events {{ }}
http {{
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c; uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  server {{
    listen 127.0.0.1:{port};
    root {work}/other;
    location ~ [.]php$ {{ return 403; }}
{snippet}
  }}
}}
"""
CADDY = "{{\n admin off\n auto_https off\n}}\nhttp://127.0.0.1:{port} {{\n{snippet}\n}}\n"
APACHE = """
ServerName x
Listen 127.0.0.1:{port}
PidFile {work}/pid
ErrorLog {work}/log
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule dir_module {modules}/mod_dir.so
TypesConfig /etc/mime.types
DocumentRoot "{top}"
<Directory "{top}">
AllowOverride FileInfo Indexes
Require all granted
</Directory>
"""
CONFIGURATIONS = {"nginx": NGINX, "caddy": CADDY, "apache": APACHE}


@pytest.fixture(params=CONFIGURATIONS)
def served(request, site, tmp_path, require_program):
    """A function that asks the real server, which has what edblog prints for it and no more."""
    server = request.param
    program = require_program("apache2" if server == "apache" else server)
    # The files are elsewhere than where they were built, and their folder's name has a space.
    top = tmp_path / "on the server"
    www = top / site.root.strip("/")
    shutil.copytree(site.folder / "site", www)
    (tmp_path / "other").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = snippet(site, server, "--folder", str(www))
    if server == "apache":
        (www / ".htaccess").write_text(text)
    config = tmp_path / "config"
    modules = "/usr/lib/apache2/modules"
    config.write_text(
        CONFIGURATIONS[server].format(work=tmp_path, top=top, port=port, snippet=text, modules=modules)
    )
    arguments = {
        "nginx": ["-c", str(config), "-p", str(tmp_path), "-e", "stderr"],
        "caddy": ["run", "--config", str(config), "--adapter", "caddyfile"],
        "apache": ["-f", str(config), "-DFOREGROUND"],
    }[server]
    # Where they run as root, nginx and Apache serve as another user.
    for folder in (tmp_path, *takewhile(lambda parent: parent != Path(gettempdir()), tmp_path.parents)):
        if os.access(folder, os.W_OK):
            folder.chmod(folder.stat().st_mode | 0o055)
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    with (tmp_path / "errors").open("wb") as errors:
        process = subprocess.Popen([program, *arguments], stdout=errors, stderr=errors, env=environment)
    try:
        deadline, never = time.monotonic() + 30, threading.Event()
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert process.poll() is None, (tmp_path / "errors").read_text()
                assert time.monotonic() < deadline
                never.wait(0.05)

        def ask(path):
            connection = HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            return Answer(answer.status, answer.headers, body)

        yield server, ask
    finally:
        process.terminate()
        process.wait(20)


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes

    @property
    def rules(self):
        names = {*COMMON, "content-security-policy"}
        return {name: self.headers.get_all(name) for name in names if self.headers.get_all(name)}

    @property
    def cached(self):
        return self.headers.get_all("cache-control")

    @property
    def type(self):
        return self.headers.get_all("content-type")


def test_a_real_server_sends_every_file_as_it_is(site, served):
    """Every file of the site answers under its path, with its type and its time to live."""
    server, ask = served
    types = {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".svg": "image/svg+xml; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        "rss.xml": "application/rss+xml",
        "atom.xml": "application/atom+xml",
        "feed.json": "application/feed+json",
        ".opml": "text/x-opml; charset=utf-8",
        ".vtt": "text/vtt; charset=utf-8",
        ".woff2": "font/woff2",
    }
    seen = set()
    for path, data in site.outputs().items():
        answer = ask(site.root + quote(path))
        assert (path, answer.status, answer.body) == (path, 200, data)
        if known := next((type_ for end, type_ in types.items() if path.endswith(end)), None):
            seen.add(path[path.rfind(".") :])
            assert (path, [value.replace("; ", ";").lower() for value in answer.type]) == (
                path,
                [known.replace("; ", ";")]
                if not (server == "caddy" and path.endswith(".svg"))
                else ["image/svg+xml"],
            )
        lasting = path.startswith(("media/resized/", "assets/write/")) or (
            path.startswith("search/") and path.endswith(".txt")
        )
        assert (path, answer.cached) == (path, [LASTING if lasting else "no-cache"])
        assert answer.rules.keys() == {*COMMON, "content-security-policy"}
    assert seen >= {".html", ".css", ".svg", ".xml", ".json", ".vtt", ".opml"}


def test_a_real_server_sends_the_headers(site, served):
    server, ask = served
    page = COMMON | {"content-security-policy": [PAGE]}

    assert ask(f"{site.root}posts/jar/").rules == page
    # Caddy sends both policies, and both hold; the others send the narrow one in the place of the general.
    assert ask(f"{site.root}media/posts/jar.svg").rules == page | {
        "content-security-policy": [PAGE, DRAWING] if server == "caddy" else [DRAWING]
    }
    assert ask(f"{site.root}assets/marigold.css?v=01234567").cached == [LASTING]
    assert ask(f"{site.root}posts/jar/?v=01234567").cached == ["no-cache"]


def test_a_real_server_has_the_page_of_lost_addresses(site, served):
    _, ask = served
    lost = (site.folder / "site/404.html").read_bytes()

    for path in (
        "nothing/",
        "nothing.html",
        "media/resized/none.jpg",
        "assets/none.css?v=1",
        "posts/none.svg",
    ):
        answer = ask(site.root + path)
        assert (path, answer.status, answer.body) == (path, 404, lost)
        assert (path, answer.cached) == (path, ["no-cache"])
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"listen" not in ask(f"{site.root}%2e%2e/config").body.lower()


def test_a_real_server_finds_a_folder_without_its_last_slash(site, served):
    _, ask = served

    for path in ("posts/jar", *([""] if site.root != "/" else [])):
        address = f"{site.root}{path}".rstrip("/")
        answer = ask(address)
        assert answer.status in (301, 302, 308)
        assert urlsplit(answer.headers["location"]).path == f"{address}/"


def test_a_drawing_in_capitals_has_the_headers_of_a_drawing(make_site):
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
    site = make_site(
        {"content/posts/JAR.SVG": drawing, "content/posts/jar.md": post(body="![A jar](JAR.SVG)\n")}
    )

    assert site.build().ok
    assert '/media/posts/JAR.svg"' in site.output("posts/jar/index.html")
    assert (site.folder / "site/media/posts/JAR.svg").is_file()


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/stories/*", "/stories/index.html", True),
        ("/stories/*", "/other/index.html", False),
        ("/stories/*.js", "/stories/a/b.js", True),
        ("/stories/*.js", "/stories/a.jsx", False),
        ("/stories/feed.xml", "/stories/feed.xml", True),
        ("/stories/feed.xml", "/stories/feed.xml.gz", False),
        ("/a*aa", "/aa", False),
        ("/a*b*c", "/a1b2b3c", True),
        ("/a*b*c", "/a1c2b", False),
    ],
)
def test_headers_of_a_bucket_fit_their_paths(tmp_path, pattern, path, fits):
    lines = f"/*\n  Cache-Control: no-cache\n\n{pattern}\n  Cache-Control: max-age=60\n"
    (tmp_path / "_headers").write_text(lines)

    found = stored_headers(tmp_path)(path.removeprefix("/"))

    assert found == (("cache-control", "max-age=60" if fits else "no-cache"),)
