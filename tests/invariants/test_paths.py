"""Whatever a name says, nothing is written outside of the output folder, and no file takes the place of another.

Each case is a name that a stranger may choose: of a slug, an alias, a picture, a link, a file, a theme, a
folder. It is refused with a problem that has a place, or it leads to a file of its own inside the site.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image

from edblog.files.names import unusable_name
from edblog.problems import EdblogError
from edblog.settings import read_config

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="makes names that Windows cannot keep")

SECRET = b"SECRET-0042"
CONFIG = 'title = "Stories"\nbase_url = "https://district.example/stories/"\n'
OURS = {"site", ".edblog", ".site.shadow"}
"""What a build may write into the folder of a site."""
NFC, NFD = (unicodedata.normalize(form, "más") for form in ("NFC", "NFD"))


def picture():
    out = BytesIO()
    Image.new("RGB", (4, 3), "#f2a81d").save(out, "PNG")
    return out.getvalue()


def story(title="T", more="", body="Words."):
    return f"---\ntitle: {title}\ndate: 2026-01-02\nauthor: rosa\n{more}---\n{body}\n"


class World:
    """A site in a folder with neighbors, all of which are known byte for byte."""

    def __init__(self, folder: Path, make_site) -> None:
        self.folder = folder
        (folder / "outside").mkdir()
        (folder / "outside/secret.png").write_bytes(picture() + SECRET)
        (folder / "outside/secret.md").write_bytes(b"---\ntitle: " + SECRET + b"\n---\n")
        (folder / "outside/theme.toml").write_text('name = "Not a theme of this site"\n')
        self.site = make_site({}, into=folder)

    def write(self, path: str, content: str | bytes) -> None:
        self.site.write(path, content)

    def others(self) -> dict[str, bytes]:
        """Every file but those that a build writes, with what is in it."""
        ours = {self.site.folder / name for name in OURS}
        found = {}
        for root, folders, files in os.walk(self.folder):
            folders[:] = [name for name in folders if Path(root) / name not in ours]
            paths = (Path(root) / name for name in files)
            found |= {
                str(path): path.read_bytes() for path in paths if path.is_file() and not path.is_symlink()
            }
        return found

    def build(self):
        """The report of a build that has touched nothing else, and told nobody a secret."""
        before = self.others()
        try:
            report = self.site.build()
        finally:
            assert self.others() == before
            for path, data in self.site.outputs().items():
                assert SECRET not in data, path
        return report

    def settle(self) -> tuple[dict[str, set[str]], dict[str, bytes]]:
        """The files that are refused, each with the reasons, and what is published without them."""
        first: dict[str, set[str]] = {}
        for problem in self.build().problems:
            if problem.severity == "error":
                first.setdefault(problem.path, set()).add(problem.code)
        for path in first:
            self.site.delete(path)
        assert [p for p in self.build().problems if p.severity == "error"] == []
        return first, self.site.outputs()


@pytest.fixture
def world(tmp_path, make_site):
    return World(tmp_path, make_site)


def quoted(text):
    """A text as YAML and TOML read it."""
    return json.dumps(text)


# Slugs

BAD_SLUGS = [
    "..", ".", "../x", "../../x", "a/../b", "/etc/passwd", "a/b", "a\\b", "..\\x", "C:\\x", "C:x", "con:", "a:b", "x.", "x ", " x",
    ".hidden", "..%2fx", "%2e%2e", "%2e%2e%2fx", "%252e%252e", "a?b", "a#b", "a&b", "a<b>", 'a"b', "a|b", "a*b", "CON", "nul",
    "Nul.txt", "com1", "COM\u00b9", "lpt9", "aux", "prn", "\u202egnp", "a\u200bb", "a\u200db", "a\u00a0b", "\ufeffx", "index.html", "a\tb",
    "A", "\u00c4", "\ufb01sh", "\uff0e\uff0e", "\u2024\u2024", "\u2215etc", "x" * 300, "\u0131\u0130", "~", "$HOME", "`id`", "a;b",
]  # fmt: skip


@pytest.mark.parametrize("folder", ["posts", "pages"])
def test_a_slug_is_one_plain_name_or_refused(world, folder):
    head = "title: T\ndate: 2026-01-02\nauthor: rosa\n" if folder == "posts" else "title: T\n"
    for number, slug in enumerate(BAD_SLUGS):
        world.write(f"content/{folder}/p{number}.md", f"---\n{head}slug: {quoted(slug)}\n---\nWords.\n")
    refused, published = world.settle()

    told = {n: refused.get(f"content/{folder}/p{n}.md", set()) for n in range(len(BAD_SLUGS))}
    # Spaces around a value are no part of it, so these two are plain; but the address is that of others here.
    assert {BAD_SLUGS[n] for n, codes in told.items() if not codes & {"bad-slug", "too-long"}} == {"x ", " x"}
    assert all(codes for codes in told.values())
    assert [
        path
        for path in published
        if path.startswith("posts/") and path.endswith("index.html") and path.count("/") == 2
    ] == []


# Aliases

BAD_ALIASES = [
    "/../x/", "../x", "../../outside/secret.png", "/a/../../b/", "a/./b", "..", ".", "/", "//", "/..", "\\..\\x", "/..\\x/", "/C:/x/", "C:\\x",
    "/con/", "/a/NUL.html", "/com1.txt", "/.git/config", "/.htaccess", "/a/.b/", "/a. /b/", "/a./b/", "/a /b/", "/\u202eab/", "/a\u200bb/",
    "/a?b/", "/a#b/", "/a<b>/", '/a"b/', "/a|b/", "/a*b/", "/" + "x" * 300 + "/", "/" + "x/" * 400, "/\ufeff/",
    "/\u2028/", "/COM\u00b9/", "/a\u00a0/",
]  # fmt: skip
FINE_ALIASES = [
    "/old/",
    "/old/path.html",
    "old",
    "/Old-2/",
    "/a%2e%2e/b/",
    "/%2e%2e/x/",
    "/..%2f/",
    f"/{NFD}/",
    "/a/b/c/",
    "/a,b/",
    "/a&b/",
    "/c\nd/",
]


def test_an_alias_is_a_path_inside_the_site_or_refused(world):
    aliases = [*BAD_ALIASES, *FINE_ALIASES]
    for number, alias in enumerate(aliases):
        world.write(f"content/posts/p{number}.md", story(more=f"aliases: [{quoted(alias)}]\n"))
    refused, published = world.settle()

    assert {aliases[int(path.removesuffix(".md").rpartition("/p")[2])] for path in refused} >= {*BAD_ALIASES}
    redirects = [path for path in published if b'http-equiv="refresh"' in published[path]]
    assert len(redirects) == len(aliases) - len(refused) > 3
    assert all(unusable_name(path) is None for path in redirects)


# Pictures and links

BAD_REFERENCES = [
    "../../../outside/secret.png", "../../../../../../../../etc/passwd", "..%2f..%2f..%2foutside%2fsecret.png", "%2e%2e/%2e%2e/%2e%2e/outside/secret.png",
    "%252e%252e/%252e%252e/outside/secret.png", "..\\..\\..\\outside\\secret.png", "..%5c..%5c..%5coutside%5csecret.png", "....//....//outside/secret.png",
    "/../outside/secret.png", "/../../outside/secret.png", "/content/../../outside/secret.png", "/etc/passwd", "/proc/self/environ", "C:\\secret.png",
    "\\\\server\\share\\secret.png", "./../../../outside/./secret.png", "posts/../../../../outside/secret.png", "linked.png", "linked/secret.png",
    "../../edblog.toml", "../../.edblog/store.db", "..;/secret.png", "secret.png\u0000.png", "\u2025/secret.png", "\uff0e\uff0e/secret.png", "~/secret.png",
    "%00secret.png", "..%c0%af..%c0%afoutside/secret.png", "..%u2216..%u2216secret.png", "{ABSOLUTE}",
]  # fmt: skip
PLACES = {
    "picture": ("posts", story(body="![A jar](<{}>)")),
    "link": ("posts", story(body="[A jar](<{}>)")),
    "image": ("posts", story(more="image: {q}\nimage_alt: A jar\n")),
    "photo": ("authors", "---\nname: Ana\nphoto: {q}\nphoto_alt: Ana\n---\n"),
    "badge": ("credentials", "---\nname: Talk\nissuer: NEA\nbadge: {q}\nbadge_alt: Two people\n---\n"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_file_outside_is_never_reached(world, place):
    folder, text = PLACES[place]
    for number, reference in enumerate(BAD_REFERENCES):
        written = reference.replace("{ABSOLUTE}", str(world.folder / "outside/secret.png"))
        if "\0" in written and place not in ("picture", "link"):
            written = written.replace("\0", "\\0")
        world.write(
            f"content/{folder}/p{number}.md", text.replace("{}", written).replace("{q}", quoted(written))
        )
    (world.site.folder / "content" / folder / "linked.png").symlink_to(world.folder / "outside/secret.png")
    (world.site.folder / "content" / folder / "linked").symlink_to(world.folder / "outside")
    report = world.build()
    told = {p.path for p in report.problems if p.severity in ("error", "warning")}

    assert not (world.site.folder / "site").exists()
    assert [r for n, r in enumerate(BAD_REFERENCES) if f"content/{folder}/p{n}.md" not in told] == []


# Names of files

BAD_NAMES = [
    "CON.png", "con.png", "nul.png", "PRN.png", "aux.png", "COM1.png", "com9.png", "LPT1.png", "com0.png", "COM\u00b9.png", "com\u00b2.png",
    "lpt\u00b3.png", "nul.tar.png", "CON .png", "conin$.png", "a:b.png", "a\\b.png", "C:a.png", 'a"b.png', "a<b.png", "a>b.png", "a|b.png",
    "a*b.png", "a?b.png", "a\nb.png", "a\rb.png", "a\tb.png", "a\x01b.png", "a\x7fb.png", "a\x85b.png", "\u202egnp.a.png", "a\u202eb.png", "a\u2066b\u2069.png",
    "a\u200eb.png", "a\u200bb.png", "a\u200cb.png", "a\u200db.png", "a\u2060b.png", "\ufeffa.png", "a\u00adb.png", "a\u034fb.png", "a\u3164b.png",
    "a\u2800b.png", "\u202fa.png", "a\u00a0/b.png", "con\u2003.png", "a\u2028b.png", "a\ue000b.png", "a\U000e0041b.png", " a.png", "a.png.", "x" * 220 + ".png", "\u00e9" * 110 + ".png",
    "con/a.png", "nul.d/a.png", "a./b.png", "a /b.png", " a/b.png", "a:b/c.png", "a\u200b/c.png", "aux/a.png",
]  # fmt: skip
FINE_NAMES = [
    "a.png", "a b.png", "foto más.jpg.png", f"{NFC}-2.png", "写真.png", "صورة.png", "a-b_c.png", "a.b.c.png", "console.png", "com10.png", "a%2e%2e.png",
    "a&b.png", "a'b.png", "a#b.png", "a(1).png", "100%.png", "a+b=c.png", "~a.png", "-a.png", "a@2x.png", "a,b;c.png", "$a.png", "`a`.png", "emoji-\U0001f4f7\ufe0f.png",
    "folder with spaces/a.png", "a{b}.png", "a[b].png", "!a.png",
]  # fmt: skip


def test_a_file_name_is_one_that_every_computer_can_keep(world):
    for name in [*BAD_NAMES, *FINE_NAMES]:
        world.write(f"content/posts/{name}", picture())
    # As the name of a file of a story, each may be written as in an address.
    body = "\n\n".join(f"![x]({quote(name)})" for name in FINE_NAMES)
    world.write("content/posts/story.md", story(body=body))
    report = world.build()
    refused = {p.path for p in report.problems if p.severity == "error"}

    assert {p.code for p in report.problems if p.severity == "error"} == {"file-name"}
    assert refused == {f"content/posts/{name}" for name in BAD_NAMES}
    assert all(p.line == p.column == 1 and p.message and p.help for p in report.problems)
    for name in BAD_NAMES:
        world.site.delete(f"content/posts/{name}")
    assert world.build().ok
    published = {path for path in world.site.outputs() if path.startswith("media/posts/")}
    assert published == {f"media/posts/{name}" for name in FINE_NAMES}


@pytest.mark.parametrize("folder", ["posts", "pages", "authors", "credentials"])
def test_a_text_has_a_name_of_its_own_too(world, folder):
    text = "---\ntitle: T\nname: N\nissuer: I\nauthor: rosa\ndate: 2026-01-02\n---\nWords.\n"
    names = [name.replace(".png", ".md") for name in BAD_NAMES if name not in ("a.png.", "a\nb.png")]
    for name in names:
        world.write(f"content/{folder}/{name}", text)
    refused = {p.path for p in world.build().problems if p.code == "file-name"}

    assert refused == {f"content/{folder}/{name}" for name in names}


def test_a_name_that_is_no_unicode_is_refused(world):
    world.write("content/posts/a.png", picture())
    folder = os.fsencode(world.site.folder / "content/posts")
    os.rename(folder + b"/a.png", folder + b"/\xff\xfe.png")  # noqa: PTH104  (no text can name it)
    (problem,) = world.build().problems

    assert (problem.code, problem.path) == ("file-name", "content/posts/\ufffd\ufffd.png")


# Two names for one file

COLLISIONS = {
    "posts by slug": {"content/posts/a.md": story(), "content/posts/b.md": story(more="slug: a\n")},
    "posts by date": {"content/posts/2026-01-01-a.md": story(), "content/posts/2026-01-02-a.md": story()},
    "posts by folder": {"content/posts/x/a.md": story(), "content/posts/y/a.md": story()},
    "posts by accent": {"content/posts/mas.md": story(), f"content/posts/{NFC}.md": story()},
    "posts by Unicode form": {f"content/posts/{NFC}.md": story(), f"content/posts/{NFD}.md": story()},
    "posts by ligature": {"content/posts/fish.md": story(), "content/posts/\ufb01sh.md": story()},
    "posts by width": {"content/posts/abc.md": story(), "content/posts/\uff41\uff42\uff43.md": story()},
    "posts by Turkish i": {"content/posts/idea.md": story(), "content/posts/\u0130dea.md": story()},
    "posts by sharp s": {"content/posts/stra\u00dfe.md": story(), "content/posts/strasse.md": story()},
    "posts by case": {"content/posts/Jar.md": story(), "content/posts/jar.md": story()},
    "posts by case alone": {
        "content/posts/Jar.md": story(more="slug: one\n"),
        "content/posts/jar.md": story(more="slug: two\n"),
    },
    "posts by index": {"content/posts/a.md": story(), "content/posts/a/index.md": story()},
    "authors by case": {
        "content/authors/Ana.md": "---\nname: A\n---\n",
        "content/authors/ana.md": "---\nname: B\n---\n",
    },
    "authors by sharp s": {
        "content/authors/wei\u00df.md": "---\nname: A\n---\n",
        "content/authors/weiss.md": "---\nname: B\n---\n",
    },
    "credentials by case": {
        "content/credentials/Talk.md": "---\nname: A\nissuer: I\n---\n",
        "content/credentials/talk.md": "---\nname: B\nissuer: I\n---\n",
    },
    "pictures by case": {
        "content/posts/J.png": picture(),
        "content/posts/j.png": picture(),
        "content/posts/a.md": story(body="![x](J.png) ![x](j.png)"),
    },
    "pictures by Unicode form": {
        f"content/posts/{NFC}.png": picture(),
        f"content/posts/{NFD}.png": picture(),
    },
    "pictures by sharp s": {"content/posts/\u00df.png": picture(), "content/posts/SS.png": picture()},
    "pictures by ligature": {"content/posts/\ufb01.png": picture(), "content/posts/fi.png": picture()},
    "pictures by sigma": {"content/posts/\u03c3.png": picture(), "content/posts/\u03c2.png": picture()},
    "pictures by narrow space": {"content/posts/a b.png": picture(), "content/posts/a\u202fb.png": picture()},
    "pictures by two spaces": {
        "content/posts/a\u00a0b.png": picture(),
        "content/posts/a\u3000b.png": picture(),
    },
    "pictures by space of a folder": {
        "content/posts/a b/c.png": picture(),
        "content/posts/a\u202fb/c.png": picture(),
    },
    "own files by space": {"static/a b.png": picture(), "static/a\u202fb.png": picture()},
    "pictures by Kelvin": {"content/posts/k.png": picture(), "content/posts/\u212a.png": picture()},
    "folders by case": {"content/posts/A/x.png": picture(), "content/posts/a/x.png": picture()},
    "aliases by case": {
        "content/posts/a.md": story(more="aliases: [/Old/]\n"),
        "content/posts/b.md": story(more="aliases: [/old/]\n"),
    },
    "aliases by Unicode form": {
        "content/posts/a.md": story(more=f"aliases: [/{NFC}/]\n"),
        "content/posts/b.md": story(more=f"aliases: [/{NFD}/]\n"),
    },
    "alias and file below it": {
        "content/posts/a.md": story(more="aliases: [/x.html]\n"),
        "content/posts/b.md": story(more="aliases: [/x.html/y/]\n"),
    },
    "alias and folder of a story": {
        "content/posts/a.md": story(more="aliases: [/posts/b/index.html/x/]\n"),
        "content/posts/b.md": story(),
    },
    "alias and index of a story": {
        "content/posts/a.md": story(more="aliases: [/posts/b/index.html]\n"),
        "content/posts/b.md": story(),
    },
    "alias and index of itself": {"content/posts/a.md": story(more="aliases: [/posts/a/index.html]\n")},
    "aliases by index": {"content/posts/a.md": story(more="aliases: [/old/, /old/index.html]\n")},
    "aliases by index of two": {
        "content/posts/a.md": story(more="aliases: [/old/]\n"),
        "content/posts/b.md": story(more="aliases: [/OLD/Index.html]\n"),
    },
    "alias and story": {
        "content/posts/a.md": story(more="aliases: [/posts/B/]\n"),
        "content/posts/b.md": story(),
    },
    "alias and page of edblog": {"content/posts/a.md": story(more="aliases: [/Sitemap.xml]\n")},
    "alias and feed": {"content/posts/a.md": story(more="aliases: [/RSS.xml]\n")},
    "alias and home": {"content/posts/a.md": story(more="aliases: [/index.html]\n")},
    "alias and picture": {
        "content/posts/a.md": story(more="aliases: [/media/posts/j.png]\n", body="![x](j.png)"),
        "content/posts/j.png": picture(),
    },
    "alias and theme": {"content/posts/a.md": story(more="aliases: [/assets/marigold.css]\n")},
    "page and assets": {"content/pages/assets.md": "---\ntitle: T\n---\nWords.\n"},
    "static and home": {"static/index.html": "x"},
    "static and home by case": {"static/INDEX.html": "x"},
    "static and story": {"static/posts/a/index.html": "x", "content/posts/a.md": story()},
    "static and picture": {
        "static/media/posts/j.png": picture(),
        "content/posts/j.png": picture(),
        "content/posts/a.md": story(body="![x](j.png)"),
    },
    "static and theme": {"static/assets/marigold.css": "x"},
    "static by case": {"static/a.txt": "x", "static/A.txt": "x"},
    "static by Unicode form": {f"static/{NFC}.txt": "x", f"static/{NFD}.txt": "x"},
    "static with a reserved name": {"static/con.txt": "x"},
    "static with a colon": {"static/a:b.txt": "x"},
    "static with a sign of direction": {"static/\u202etxt": "x"},
    "static file where a folder belongs": {"static/posts": "x", "content/posts/a.md": story()},
}


@pytest.mark.parametrize("name", COLLISIONS)
def test_no_file_takes_the_place_of_another(world, name):
    files = COLLISIONS[name]
    for path, content in files.items():
        world.write(path, content)
    report = world.build()

    told = {p.path for p in report.problems if p.severity == "error"}
    assert told & files.keys()
    assert not report.ok
    assert not (world.site.folder / "site").exists()


# Links of the file system


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("content/posts/a.png", "{outside}/secret.png"),
        ("content/posts/a.md", "{outside}/secret.md"),
        ("content/posts/deep", "{outside}"),
        ("content/posts/chain.png", "chain2.png"),
        ("content/posts/loop", "loop"),
        ("content/posts/up", ".."),
        ("content/posts/broken.png", "nowhere"),
        ("content/posts/inside.png", "../authors/rosa.md"),
        ("content/posts/null.png", "/dev/zero"),
        ("content/posts", "{outside}"),
        ("content/linked", "{outside}"),
        ("static/a.txt", "{outside}/secret.png"),
        ("static/deep", "{outside}"),
        ("themes/mine", "{outside}"),
    ],
)
def test_a_symbolic_link_is_refused(world, link, target):
    path = world.site.folder / link
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "chain2.png").symlink_to(world.folder / "outside/secret.png")
    path.symlink_to(target.replace("{outside}", str(world.folder / "outside")))
    told = {p.path: p.code for p in world.build().problems if p.severity == "error"}

    assert told[link] == "symbolic-link"
    assert not (world.site.folder / "site").exists()


def test_a_content_folder_that_is_a_link_is_refused(world):
    (world.site.folder / "content").rename(world.folder / "elsewhere")
    (world.site.folder / "content").symlink_to(world.folder / "elsewhere")

    assert [(p.path, p.code) for p in world.build().problems if p.severity == "error"] == [
        ("content", "symbolic-link")
    ]


def test_what_is_no_file_is_refused(world):
    (world.site.folder / "content/posts").mkdir()
    os.mkfifo(world.site.folder / "content/posts/pipe.png")

    assert [(p.path, p.code) for p in world.build().problems] == [
        ("content/posts/pipe.png", "unreadable-file")
    ]


# Themes

BAD_THEMES = [
    "..", ".", "../outside", "../../outside", "./marigold", "marigold/", "marigold/../marigold", "/etc", "{ABSOLUTE}", "..\\outside", "themes\\marigold",
    "C:marigold", "marigold:x", "marigold.", "marigold ", " marigold", "mari\u200bgold", "\u202emarigold", ".hidden", "CON", "nul.x", "", "\0", "Marigold",
    "marigold\n", "~", "$HOME", "%2e%2e%2foutside", "x" * 300,
]  # fmt: skip


@pytest.mark.parametrize("name", BAD_THEMES)
@pytest.mark.parametrize("where", ["theme", "extends"])
def test_a_theme_is_one_folder_in_themes(world, where, name):
    if where == "extends" and not name:
        pytest.skip("a theme may extend none")
    name = name.replace("{ABSOLUTE}", str(world.folder / "outside"))
    theme = "mine" if where == "extends" else name
    world.write("edblog.toml", CONFIG + f"theme = {quoted(theme)}\n")
    world.write("themes/mine/theme.toml", f"extends = {quoted(name if where == 'extends' else 'marigold')}\n")
    if where == "theme" and "\0" in name:
        # An invisible character is refused in the settings before anybody looks for a theme.
        with pytest.raises(EdblogError) as stopped:
            world.build()
        assert [(p.path, p.code) for p in stopped.value.problems] == [("edblog.toml", "config-value")]
        return
    report = world.build()

    found = [(p.path, p.code) for p in report.problems if p.severity == "error"]
    assert found == [("themes/mine/theme.toml" if where == "extends" else "edblog.toml", "unknown-theme")]
    assert not (world.site.folder / "site").exists()


# The output folder

BAD_OUTPUTS = [
    "..", ".", "", "../x", "../../x", "a/../../x", "a/..", "/tmp/x", "/", "{ABSOLUTE}", "~", "C:\\x", "C:x", "\\x", "\\\\server\\x", "..\\x", "a\\..\\x",
    "content", "Content", "content/x", "static", "themes", ".edblog", ".edblog/x", ".git", ".github", "CON", "nul", "x/con", "com1.d", "COM\u00b9", "x:y", "x\u202e",
    "x\u200b", "a\nb", "content.", "content ", "edblog.toml", "src", "x" * 300, ".site.shadow", "content\u200b",
]  # fmt: skip
FINE_OUTPUTS = ["site", "public", "build/html", "docs", "my site"]


@pytest.mark.parametrize("name", BAD_OUTPUTS)
def test_an_output_folder_elsewhere_is_refused(world, name):
    name = name.replace("{ABSOLUTE}", str(world.folder / "outside"))
    world.write("edblog.toml", CONFIG + f"output = {quoted(name)}\n")

    with pytest.raises(EdblogError) as stopped:
        world.build()
    assert [(p.path, p.code) for p in stopped.value.problems] == [("edblog.toml", "config-value")]


@pytest.mark.parametrize("name", FINE_OUTPUTS)
def test_an_output_folder_inside_is_taken(name):
    config, problems = read_config(CONFIG + f"output = {quoted(name)}\n")

    assert problems == []
    assert config.output == name


def test_an_output_folder_that_holds_the_files_of_somebody_keeps_them(world):
    world.write("edblog.toml", CONFIG + 'output = "mine"\n')
    world.write("mine/index.html", "mine")

    with pytest.raises(EdblogError):
        world.site.build()
    assert (world.site.folder / "mine/index.html").read_text() == "mine"


def test_there_are_as_many_cases_as_promised():
    cases = 2 * len(BAD_SLUGS) + len(BAD_ALIASES) + len(BAD_REFERENCES) * len(PLACES) + len(BAD_NAMES) * 5
    cases += len(COLLISIONS) + 14 + 2 * len(BAD_THEMES) + len(BAD_OUTPUTS)

    assert cases > 700
