"""Inputs that nobody would write: files of a site and settings, grown from a grammar or by damage to real ones.

Each is a pure function of a seed and a number, so that a find is told in two words and made again.
"""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from edblog.services.comments import SERVICES

ROOT = Path(__file__).parents[2]
LONGEST = 6_000
"""Characters of an input; what large texts do to a build is tested elsewhere."""


class Input(NamedTuple):
    """One file as it arrives."""

    path: str
    """In the site: `edblog.toml`, or a file under `content/`."""
    data: bytes


KINDS = ("posts", "posts", "posts", "posts", "posts", "posts", "pages", "authors", "credentials", "config")

WORDS = (
    "jar", "a", "it's", "Ünïcode", "日本", "mañana", "the_word", "x1", "HTML", "12:30", "--", "...", "\u00a0", "\u2028", "\x85", "\u200b", "\ufeff",
    "\u202e", "\u2066x", "e\u0301\u0301", "\U0001f469\u200d\U0001f3eb", "\x00", "\x02", "\x03", "\x0c", "\x1b[31m", "\x7f", "\ufffe", "\ud7ff", "\U0010ffff",
    "ﷺ", "İ", "ß", "ǆ", "K", "１２", "٣", "Ⅳ", "<", "&", '"', "'", "\\", "wzxhzdk:0", "klzzwxh:0001", "edblog:0", "edblog:99", "{{ page }}",
    "{% include 'x' %}", "$(id)", "%s", "%n", "\r", "\t", "constructor", "__proto__", "null", "NaN",
)  # fmt: skip
ADDRESSES = (
    "jar.jpg", "other.md", "../pages/about.md", "/posts/other/", "/", "", "#", "#a", "#eb-x", "?", "//evil.example", "\\\\evil.example", "/\\evil.example",
    "https://a.example/?a=1&b=2", "http://[::1", "http://a:99999999", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java&#10;script:x",
    "&#106;avascript:alert(1)", "\x01javascript:alert(1)", " javascript:alert(1)", "javascript&colon;alert(1)", "data:text/html,<script>alert(1)</script>",
    "vbscript:x", "mailto:a@b.c", "tel:+1", "edblog:0", "edblog:remote:0", "blob:x", "file:///etc/passwd", "../../../../etc/passwd", "a" * 300, "%00", "%2e%2e%2f",
    "%", "con", "nul.jpg", "a\nb", "a b.md", "é.jpg", "<x>", "a(b)c", "posts", ".", "..", "./", "jar.jpg#a", "index.html", "/index.html", "/feed.xml",
)  # fmt: skip
INLINE = (
    "*{i}*", "**{i}**", "***{i}***", "_{i}_", "__{i}__", "*{i}", "**{i}", "{i}*", "~~{i}~~", "~~{i}", "`{w}`", "``{i}`", "`{i}", "\\{w}", "\\", "[{i}]({a})", '[{i}](<{a}> "{w}")',
    "[{i}]({a}", "[{i}", "[{i}][{w}]", "[{w}][]", "[{w}]", "![{w}]({a})", '![{i}]({a} "{w}")', "![]({a})", "![{w}", "<{a}>", "<{w}@{w}.example>", "[^{w}]", "[^1]", "[^1]: {i}",
    "&{w};", "&#x{n};", "&#{n};", "&amp;lt;", '{{: .{w} #{w} {w}="{i}" }}', "{{: #eb-{w} }}", "{{{w}}}", '"{i}"', "'{i}'", "{i}\n{i}", "{i}  \n{i}", "{w} {w} {w}", "$x_{{{w}}}$", "@{w}", "#{w}",
    "{h}", "{h}", "{h}", "[TOC]", "///Footnotes Go Here///", "HTML", "http://{w}.example", "{i}|{i}", "[![{w}]({a})]({a})", "[{h}]({a})", "*{i} **{i}* {i}**",
)  # fmt: skip
TAGS = (
    "a", "b", "p", "div", "span", "img", "table", "tr", "td", "th", "ul", "li", "svg", "math", "script", "style", "iframe", "object", "embed", "form", "input", "button", "template", "noscript",
    "title", "textarea", "select", "option", "details", "summary", "pre", "code", "h1", "h6", "video", "audio", "source", "base", "meta", "link", "body", "html", "head", "frameset", "plaintext", "xmp",
    "listing", "noembed", "noframes", "foreignObject", "mtext", "mglyph", "annotation-xml", "desc", "marquee", "image", "isindex", "x-y", "SCRIPT", "scr\x00ipt", "br", "hr", "col", "caption", "!", "?",
)  # fmt: skip
ATTRIBUTES = (
    "onclick", "onerror", "ONLOAD", "on\x00load", "href", "src", "srcset", "style", "class", "id", "name", "lang", "dir", "title", "alt", "aria-label", "role", "action", "formaction", "xlink:href", "data-x",
    "srcdoc", "background", "poster", "cite", "datetime", "colspan", "headers", "tabindex", "hidden", "open", "start", "type", "value", "markdown", "/", '"', "'", "=", "<", "is", "slot", "target", "rel", "download",
)  # fmt: skip
VALUES = (
    "eb-main", "EB-x", "note tip", "language-python", "l-A", "alert(1)", "expression(alert(1))", "url(//evil.example)", "0", "-1", "1e9", "99999999999", "en", "rtl", "\x00", "]]>", "--><script>alert(1)</script>",
    '"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "</title><svg onload=alert(1)>", "</style>", "&quot;", "&#0;", "`", "${x}",
)  # fmt: skip
HTML = (
    "<{t}>", "</{t}>", "<{t} {b}={q}>", "<{t} {b}={q} {b}={q}>{i}</{t}>", "<{t}>{i}</{t}>", "<{t}/>", "<{t} {b}", '<{t} {b}="{v}', "<{t} {b}='{i}'>", "<!--{i}-->", "<!--{i}", "<!-->", "<!--->", "--!>", "<![CDATA[{i}]]>",
    "<?{w} {i}?>", "<!{w}>", "</{t}", "</ {t}>", "<{t}<{t}>", "<{t}><{t}>{i}</{t}></{t}>", '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">', "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
)  # fmt: skip
BLOCKS = (
    "{i}", "{i}", "{i}", "# {i}", "## {i} ##", "###### {i}", "{i}\n===", "{i}\n---", "- {i}\n- {i}", "1. {i}\n2. {i}", "- {i}\n    - {i}\n        - {i}", "- {i}\n  - {i}", "- [ ] {i}\n- [x] {i}", "{i}\n- {i}", "> {i}\n> {i}",
    "> > {i}\n{i}", "> - {i}\n>     {i}", "    {i}", "\t{i}", "```\n{i}\n```", "```{w}\n{i}\n```", '~~~ {{.{w} hl_lines="{n}" linenums={w} }}\n{i}\n~~~', "```\n{i}", "    :::{w}\n    {i}", "    #!{w}\n    {i}", "---", "***", "| {i} | {i} |\n|---|:-:|\n| {i} | {i} |\n{i}",
    "{i} | {i}\n-|-\n{i}", "|{i}|\n|-|\n", "{w}\n: {i}\n: {i}", "{w}\n\n:   {i}\n\n    {i}", "[^1]: {i}", "[^{w}]: {i}\n    {i}\n\n    {i}", "*[{w}]: {i}", "*[HTML]: {i}", '[{w}]: {a} "{w}"', "[{w}]:\n{a}", "!!! {w}\n    {i}", '!!! note "{i}"\n    {b2}',
    '!!! "{w}"\n    {i}', "{h}\n{i}\n{h}", "<div>\n\n{i}\n\n</div>", '<div markdown="1">\n{i}\n</div>', "{i}\n{{: .{w} #{w} }}", "::: {w}\n{i}\n:::", "[TOC]", '![{w}]({a} "{i}")\n{{: .wide }}', "![{w}]({a})", "{a}", "https://video.example/{w}", "\n\n\n", "---\n{i}\n---", "+++", "% {i}",
)  # fmt: skip
KEYS = {
    "posts": ("title", "date", "author", "authors", "credentials", "credential", "topics", "summary", "image", "image_alt", "image_caption", "updated", "draft", "lang", "slug", "aliases", "comments"),
    "pages": ("title", "summary", "image", "image_alt", "lang", "slug", "aliases", "menu", "order"),
    "authors": ("name", "role", "school", "links", "photo", "photo_alt", "lang", "aliases"),
    "credentials": ("name", "issuer", "url", "hashtag", "competency", "key_method", "evidence", "stack", "stack_order", "renewal", "badge", "badge_alt", "tone", "lang", "aliases"),
}  # fmt: skip
FIELD_VALUES = (
    "2026-01-02", "2026-1-2 9:30 -06:00", "9999-12-31T23:59-14:00", "0001-01-01", "2026-02-30", "99999-01-01", "-1", "1e400", "0x1F", "0o17", "12:30", "1_000", ".inf", ".nan", "No", "null", "~", "true", "=", "<<", "rosa", "nobody", "wait-time",
    "[rosa, ana]", "[a, [b, [c]]]", "{{name: {w}, school: {w}}}", "[{{name: {w}, links: [{{label: {w}, url: '{a}'}}]}}]", "[{{label: {w}, url: {a}}}]", "[{{authority: {w}, amount: {n}, unit: ceu}}]", "{{a: {{b: {{c: {{d: {{e: {{f: {{g: 1}}}}}}}}}}}}}}",
    "&a [*a]", "&a {w}", "*a", "!!python/object/apply:os.system [id]", "!!binary aGk=", "!<tag:x> y", "!{w}", "|\n  {w}\n  {w}", ">-\n  {w}\n\n  {w}", "|2\n    {w}", "'{i}'", '"{i}"', '"{w}', "'{w}", '"\\x00\\u2028\\ud800"', '"\\U0001F600"', "{i}", "{i}", "{w}: {w}", "{w} # {w}", "“{w}”",
    "- {w}\n- {w}", "\n  - {w}\n  - {w}", "\n\t- {w}", "? {w}", "[{w}, {w}", "{{{w}", "@{w}", "`{w}`", "%{w}", "{a}", "'{a}'", "[ '{a}' ]", "en", "es", "xx-Latn-YY", "header", "footer", "gold", "{n}", "true", "jar.jpg", "/old/", "[/old/, /old]", "{v}", "'{v}'", '"{h}"',
)  # fmt: skip
LINES = (
    "{{x: &a [*a, *a]}}",
    "<<: *a",
    "%YAML 1.2",
    "%TAG ! tag:x,2000:",
    "---",
    "...",
    "# {i}",
    "{w}",
    "- {w}",
    "? {w}\n: {w}",
    "{w}:{w}",
    "{i}",
    "\t",
    "   ",
    "title: {w}",
    "“title”: {w}",
    ": {w}",
    "{{}}",
    "[]",
    "!!set {{a}}",
    "&b {w}: {w}",
)
CONFIG_KEYS = (
    "title", "base_url", "description", "language", "timezone", "theme", "page_size", "output", "feeds.formats", "feeds.size", "pictures.widths", "comments.service", "comments.load", *(f"comments.{key}.{field}" for key in SERVICES for field in SERVICES[key].options.__struct_fields__),
    "comments", "feeds", "limits", "limits.seconds", "limits.text", "limits.front_matter", "limits.megapixels",
    "limits.media", "limits.files", "limits.content", "limits.titel", "titel", '"a b"', "a.b.c.d",
)  # fmt: skip
CONFIG_VALUES = (
    '"{w}"', "'{w}'", '"{a}"', "'{a}'", "'{v}'", "{n}", "{n}.5", "true", "[]", "[{n}]", "[480, 960]", '["rss", "atom", "json"]', '["{w}"]', "{{}}", "{{a = 1}}", '{{ service = "isso" }}', "inf", "nan", "-{n}", "1979-05-27", "07:32:00", '"""{i}"""',
    "'''{i}'''", '"https://district.example/"', '"https://district.example/a b/"', *(f'"{key}"' for key in SERVICES), '"America/Chicago"', '"../../etc/passwd"', '"es"', '"marigold"', '"site"', '"\\u0000"', '"\\ud800"', "{w}", '"{i}', "0x{n}", "1_0", "10", "1", "2",
)  # fmt: skip
CONFIG = 'title = "Stories"\nbase_url = "https://district.example/stories/"\ntimezone = "America/Chicago"\n'

_HOLE = re.compile(r"\{(i|w|a|h|t|b|q|v|n|b2)\}|\{\{|\}\}")


class _Grower:
    """Fills the holes of forms."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.depth = 0

    def fill(self, form: str) -> str:
        return _HOLE.sub(self._hole, form)

    def _hole(self, hole: re.Match[str]) -> str:  # noqa: C901 - a case for each kind
        choice = self.dice.choice
        match hole[1]:
            case "w":
                return choice(WORDS)
            case "a":
                # Links that lead somewhere let a site be built.
                return (
                    choice(ADDRESSES)
                    if self.dice.random() < 0.4
                    else choice(
                        ("other.md", "jar.svg", "../pages/about.md", "/", "https://a.example/b?c=d&e")
                    )
                )
            case "t":
                return choice(TAGS)
            case "b":
                return choice(ATTRIBUTES)
            case "v":
                return choice(VALUES)
            case "q":
                quote = choice(("", '"', "'", "`"))
                return quote + choice((choice(VALUES), choice(ADDRESSES), choice(WORDS))) + quote
            case "n":
                return choice(
                    ("0", "1", "7", "32", "65", "960", "2028", "1" * 5, "9" * 30, "d800", "10ffff", "110000")
                )
            case "h":
                return self._deeper(HTML)
            case "i":
                return self._deeper(INLINE)
            case "b2":
                return self._deeper(BLOCKS)
        return hole[0][0]

    def _deeper(self, forms: tuple[str, ...]) -> str:
        if self.depth > 4 or self.dice.random() < 0.3:
            return self.dice.choice(WORDS)
        self.depth += 1
        try:
            return self.fill(self.dice.choice(forms))
        finally:
            self.depth -= 1

    def body(self) -> str:
        blocks = [self.fill(self.dice.choice(BLOCKS)) for _ in range(self.dice.choice((0, 1, 1, 2, 3, 5, 8)))]
        return self.dice.choice(("\n\n", "\n\n", "\n\n", "\n", " ")).join(blocks)

    def front_matter(self, kind: str) -> str:
        need = {
            "posts": ("title", "date", "author"),
            "pages": ("title",),
            "authors": ("name",),
            "credentials": ("name", "issuer"),
        }[kind]
        plain = {"date": "2026-01-02", "author": "rosa"}
        lines = [
            f"{key}: {plain.get(key) or self.dice.choice(('A jar', self.fill('{w} {w}')))}"
            for key in need
            if self.dice.random() < 0.93
        ]
        more = self.dice.choice((0, 0, 0, 0, 1, 1, 2, 4))
        lines += [
            f"{self.dice.choice(KEYS[kind])}: {self.fill(self.dice.choice(FIELD_VALUES))}"
            for _ in range(more)
        ]
        if self.dice.random() < 0.08:
            lines.append(self.fill(self.dice.choice(LINES)))
        self.dice.shuffle(lines)
        return "\n".join(lines)

    def file(self, kind: str) -> str:
        if kind == "config":
            lines = [CONFIG] if self.dice.random() < 0.9 else []
            lines += [
                f"{self.dice.choice(CONFIG_KEYS)} = {self.fill(self.dice.choice(CONFIG_VALUES))}"
                for _ in range(self.dice.choice((1, 1, 2, 3, 6)))
            ]
            if self.dice.random() < 0.1:
                lines.append(
                    self.fill(
                        self.dice.choice(
                            (
                                "[{w}]",
                                "[limits]",
                                "[[feeds]]",
                                "[comments.isso]",
                                "{w} = {n}",
                                "{w}",
                                "# {i}",
                                '"{w}" = 1',
                                '[a."{w}"]',
                            )
                        )
                    )
                )
            return "\n".join(lines) + "\n"
        start, end = (
            self.dice.choices(
                ("---\n", "", "--- \n", "---", "----\n", "+++\n", "\n\n---\n", "\ufeff---\n"),
                (60, 1, 1, 1, 1, 1, 2, 1),
            )[0],
            self.dice.choices(("\n---\n", "\n", "\n...\n", "\n---", "\n--- \n"), (40, 1, 1, 1, 1))[0],
        )
        return start + self.front_matter(kind) + end + self.body()


@cache
def corpus(kind: str) -> tuple[str, ...]:
    """Real files of a kind: those of the sample site and of the tests of mistakes, and texts from the tests of Markdown."""
    if kind == "config":
        texts = [(ROOT / "edblog.toml").read_text(encoding="utf-8"), CONFIG]
    else:
        texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content" / kind).rglob("*.md"))]
        if kind in ("posts", "pages"):
            for path in sorted((ROOT / "tests/cases/markdown").glob("*.md")):
                pieces = path.read_text(encoding="utf-8").split("\n.\n")
                texts += [
                    f"---\ntitle: A jar\ndate: 2026-01-02\nauthor: rosa\n---\n{piece}\n" for piece in pieces
                ]
    name = "edblog.toml" if kind == "config" else f"content/{kind}/"
    for path in sorted((ROOT / "tests/cases/faults").glob("*.md")):
        for part in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
            where, _, text = part.partition("\n")
            if where.startswith(name) and not where.startswith("edblog check"):
                texts.append(text)
    return tuple(text[:LONGEST] for text in texts)


def _damaged(dice: random.Random, text: str, kind: str, grower: _Grower) -> str:
    """A text after a few accidents."""
    for _ in range(dice.choice((1, 1, 2, 3, 6))):
        at = dice.randrange(len(text) + 1)
        to = min(len(text), at + dice.choice((0, 1, 2, 8, 40, 200)))
        match dice.randrange(9):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:at] + text[at:to] * dice.choice((2, 3, 20)) + text[to:]
            case 2:
                text = text[:at] + dice.choice(WORDS) + text[to:]
            case 3:
                text = text[:at] + grower.fill(dice.choice(INLINE)) + text[at:]
            case 4:
                other = dice.choice(corpus(kind))
                start = dice.randrange(len(other) + 1)
                text = text[:at] + other[start : start + 80] + text[to:]
            case 5:
                lines = text.split("\n")
                dice.shuffle(lines)
                text = "\n".join(lines) if dice.random() < 0.3 else text[:at] + "\n" + text[at:]
            case 6:
                text = (
                    text[:at]
                    + "".join(
                        dice.choices("*_`[]()!<>|:-+\\\"'{}&;=^#~ \t\n.,%@?/", k=dice.choice((1, 3, 12)))
                    )
                    + text[at:]
                )
            case 7:
                text = (
                    text[:at]
                    + chr(
                        dice.choice(
                            (dice.randrange(0xD800), dice.randrange(0xE000, 0x110000), dice.randrange(256))
                        )
                    )
                    + text[at:]
                )
            case _:
                text = text[:at] + grower.fill(dice.choice(HTML)) + text[to:]
    return text


NAMES = (
    "any",
    "2026-01-02-any",
    "2026-1-2 any",
    "2026-13-45-x",
    "Any Jar",
    "é",
    "con",
    "a" * 90,
    "-",
    "a.b",
    "index",
    "x y",
    "日",
    "any\u0301",
    "eb-x",
    "%41",
    "a&b",
    "page",
    "feed",
)


def make(seed: int, number: int) -> Input:
    """The input of that number."""
    dice = random.Random(f"{seed}:{number}")
    kind = dice.choice(KINDS)
    grower = _Grower(dice)
    way = dice.random()
    if way < 0.62:
        text = grower.file(kind)
    elif way < 0.97:
        text = _damaged(dice, dice.choice(corpus(kind)), kind, grower)
    else:
        text = "".join(
            chr(dice.choice((dice.randrange(128), dice.randrange(0xD800))))
            for _ in range(dice.randrange(200))
        )
        if kind != "config" and dice.random() < 0.5:
            text = f"---\n{text}\n---\nWords.\n"
    data = text[:LONGEST].encode("utf-8", "surrogatepass")
    accident = dice.random()
    if accident < 0.03 and data:
        at = dice.randrange(len(data))
        data = data[:at] + bytes([dice.randrange(256)]) + data[at + dice.randrange(2) :]
    elif accident < 0.04:
        data = dice.choice(
            (
                data.replace(b"\n", b"\r\n"),
                data.replace(b"\n", b"\r"),
                b"\xef\xbb\xbf" + data,
                text[:LONGEST].encode("utf-16", "surrogatepass"),
                dice.randbytes(dice.randrange(300)),
            )
        )
    if kind == "config":
        return Input("edblog.toml", data)
    name = dice.choice(NAMES) if dice.random() < 0.1 else "any"
    ending = "/index.md" if dice.random() < 0.03 else ".md"
    return Input(f"content/{kind}/{name}{ending}", data)
