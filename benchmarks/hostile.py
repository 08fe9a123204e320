"""Texts of 64 kB made to be slow, each by its name: what somebody would send who wants a build to hang.

Each aims at one thing that a reader of Markdown, HTML or YAML does again and again. Nothing in them is random.
"""

from __future__ import annotations

from collections.abc import Iterable

SIZE = 64_000
"""Characters, and bytes where a text is plain ASCII."""


def _fill(unit: str, end: str = "") -> str:
    """The unit as often as there is room for it."""
    return unit * ((SIZE - len(end)) // len(unit)) + end


def _until(units: Iterable[str], joint: str = "") -> str:
    """As many of the units as there is room for."""
    taken, size = [], 0
    for unit in units:
        size += len(unit) + len(joint)
        if size > SIZE:
            break
        taken.append(unit)
    return joint.join(taken)


def _count(form: str, joint: str = "\n", start: int = 1, step: int = 1) -> str:
    """A form with rising numbers for its `{n}`."""
    return _until((form.replace("{n}", str(n)) for n in range(start, SIZE, step)), joint)


def _halves(first: str, second: str) -> str:
    return first[: SIZE // 2] + "\n\n" + second[: SIZE // 2]


def _stairs(mark: str, indent: str = "    ") -> str:
    return _until((f"{indent * n}{mark}" for n in range(SIZE)), "\n")


MARKDOWN: dict[str, str] = {
    # Brackets, links and pictures
    "opening brackets": _fill("["),
    "closing brackets": _fill("]"),
    "brackets in brackets": "[" * (SIZE // 2) + "]" * (SIZE // 2),
    "links without an end": _fill("[a]("),
    "links in links": _fill("[a](b", ")"),
    "brackets and parentheses": _fill("[]("),
    "an address of parentheses": "[a](" + "(" * (SIZE - 4),
    "an address of brackets": "[a](<" + "<" * (SIZE - 5),
    "titles without an end": _fill('[a](b "c'),
    "pictures without an end": _fill("!["),
    "pictures in pictures": _fill("![a", "](b)"),
    "many links": _fill("[a](b) "),
    "many broken links": _count("[a](b{n}.md)", " "),
    "many pictures": _count("![a](b{n}.jpg)", " "),
    "many pictures elsewhere": _count("![a](https://x.example/{n}.jpg)", " "),
    "one link to a long address": f"[a]({'b' * (SIZE - 6)})",
    "one reference again and again": _halves(_fill("[a][b] "), "[b]: https://x.example/"),
    "references to nothing": _fill("[a][b] "),
    "short references to nothing": _fill("[a] "),
    "references without an end": "[x]: y\n\n" + _fill("[a]["),
    "definitions of references": _count("[a{n}]: https://x.example/{n}"),
    "a definition again and again": _fill("[a]: b\n"),
    "definitions without an end": _fill("[a]:\n"),
    "definitions with long titles": _fill('[a]: b "', "\n"),
    "definitions with titles on the next line": _fill('[a]: b\n"c\n'),
    "references and definitions": _halves(_count("[a{n}][]", " "), _count("[a{n}]: b{n}")),
    # Emphasis and code
    "stars": _fill("*"),
    "stars with spaces": _fill("* "),
    "words with a star before": _fill("*a "),
    "words with two stars before": _fill("**a "),
    "words with a star behind": _fill("a* "),
    "stars and underscores": _fill("*_"),
    "stars, words and underscores": _fill("*a_ "),
    "emphasis in emphasis": _fill("*a **a ", "a* a**"),
    "three stars": _fill("***a* "),
    "three stars and one": _fill("***a b*c "),
    "runs of stars that grow": _until("*" * n + "a " for n in range(1, SIZE)),
    "underscores in words": _fill("a_"),
    "underscores": _fill("_"),
    "words with two underscores": _fill("__a "),
    "three underscores": _fill("___a_ "),
    "nested emphasis": "*a **b " * (SIZE // 14) + "** *" * (SIZE // 14),
    "struck out": _fill("~~a "),
    "struck out without an end": "~~" + _fill("a~ "),
    "tildes": _fill("~"),
    "backticks": _fill("`"),
    "backticks with words": _fill("`a"),
    "runs of backticks that grow": _until("`" * n + " " for n in range(1, SIZE)),
    "runs of backticks that shrink": " ".join("`" * n for n in range(356, 0, -1)),
    "runs of backticks of two lengths": _fill("`a``b"),
    "two backticks and words": _fill("``a "),
    "backslashes": _fill("\\"),
    "escaped backticks": _fill("\\`"),
    "escaped signs": _fill("\\*\\_\\[\\]"),
    "backslashes before backticks": "\\" * (SIZE // 2) + "`" * (SIZE // 2),
    # Blocks
    "quotes in quotes": "> " * (SIZE // 2),
    "quotes in quotes, line by line": _until((">" * n + " a" for n in range(1, SIZE)), "\n"),
    "forty quotes deep, many lines": _fill("> " * 40 + "a\n"),
    "quotes and lists": _fill("> - "),
    "lines of a quote": _fill("> a\n"),
    "quotes with lazy lines": _fill("> a\nb\n"),
    "lists in lists": _stairs("- a"),
    "lists in lists by numbers": _stairs("1. a"),
    "lists in one line": _fill("- "),
    "lists in one line by numbers": _fill("1. "),
    "lists of eight levels": _fill("".join(f"{'    ' * n}- a\n" for n in range(8))),
    "lists in loose lists": _until((f"{'    ' * n}- a\n" for n in range(SIZE)), "\n"),
    "list items": _fill("- a\n"),
    "loose list items": _fill("- a\n\n"),
    "empty list items": _fill("-\n"),
    "list items of two kinds": _fill("- a\n1. b\n"),
    "lists by turns": _fill("- a\n\n1. b\n\n"),
    "shallow lists": _fill("- a\n  - b\n"),
    "words and list items": _fill("a\n- b\n"),
    "tasks": _fill("- [ ] a\n"),
    "long numbers of items": _fill("1" * 50 + ". a\n"),
    "indented deeper and deeper": _stairs("a"),
    "indented code": _fill("    a\n"),
    "pieces of indented code": _fill("    a\n\n"),
    "blank lines": _fill("\n"),
    "spaces": _fill(" ", "a"),
    "lines of spaces": _fill(" " * 60 + "\n", "a"),
    "tabs": _fill("\t", "a"),
    "tabs and words": _fill("a\t"),
    "lines with tabs": _fill("\ta\n"),
    "rules": _fill("---\n"),
    "rules with spaces": _fill("- - -\n"),
    "a long rule that is none": "* " * (SIZE // 2 - 1) + "a",
    "headings": _fill("# a\n"),
    "headings of seven signs": _fill("####### a\n"),
    "underlined headings": _fill("a\n===\n\n"),
    "headings that close": "# " + _fill("#"),
    "headings with one id": _fill("# a {: #b }\n"),
    "headings that end in numbers": _count("# a_{n}\n\n# a_{n}"),
    "headings with links": _fill("# [a](b) *c*\n"),
    "paragraphs": _fill("a\n\n"),
    "lines of a paragraph": _fill("a\n"),
    "line breaks": _fill("a  \n"),
    # Tables
    "a table of many columns": "|" * 32_000 + "\n" + "|-" * 16_000,
    "a table of many columns and rows": "|" * 500 + "\n" + "|-" * 500 + "\n" + ("|" * 500 + "\n") * 124,
    "a table of wide rows": "a|b\n-|-\n" + _fill("|" * 100 + "\n"),
    "a table of many rows": "a|b\n-|-\n" + _fill("a|b\n"),
    "columns once, rows without end": "|" * 8_000 + "\n" + "|-" * 8_000 + "\n" + "a\n" * 16_000,
    "tables": _fill("a|b\n-|-\nc|d\n\n"),
    "columns of backticks": "|`" * 8_000 + "\n" + "|-" * 8_000 + "\n" + "|`" * 8_000,
    "columns of backslashes": "a|b\n-|-\n" + _fill("\\|"),
    "a header of a table": _fill("-|"),
    # Definitions, footnotes, abbreviations, attributes
    "definition lists": _fill("a\n: b\n\n"),
    "terms": _fill("a\n: b\n"),
    "definitions in definitions": _until((f"{'    ' * n}a\n{'    ' * n}:   b" for n in range(SIZE)), "\n"),
    "colons": _fill(": "),
    "definitions of one term": "a\n" + _fill(": b\n"),
    "footnotes": _count("[^{n}]: a"),
    "footnotes and their marks": _halves(_count("[^{n}]", " "), _count("[^{n}]: a")),
    "one footnote again and again": _fill("[^1]", "\n\n[^1]: a"),
    "footnotes that are not there": _fill("[^1] "),
    "many footnotes that are not there": _count("[^{n}]", " "),
    "footnotes in footnotes": _until((f"[^{n}]: [^{n + 1}]\n" for n in range(1, SIZE)), "\n"),
    "a footnote of many blocks": "[^1]\n\n[^1]: a\n" + _fill("\n    b\n"),
    "marks of footnotes without an end": _fill("[^"),
    "abbreviations": _halves(_count("*[A{n}]: x"), _fill("A1 ")),
    "abbreviations that start alike": _halves(
        "\n".join(f"*[{'A' * n}]: x" for n in range(1, 240)), "A" * 32_000
    ),
    "one abbreviation again and again": "*[A]: x\n\n" + _fill("A "),
    "abbreviations without an end": _fill("*["),
    "attributes": _fill("a {: .b }\n"),
    "attributes without an end": _fill("a {: "),
    "attributes of one element": "a {: " + _fill('b="c" ', "}"),
    "braces": _fill("{"),
    "braces and colons": _fill("{:"),
    "attributes on emphasis": _fill("*a*{: .b }"),
    "attributes of equals": "a {: " + _fill("=", " }"),
    "attributes with quotes": "a {: " + _fill('"', " }"),
    "notes": _fill("!!! note\n    a\n\n"),
    "notes in notes": _until((f"{'    ' * n}!!! note\n" for n in range(SIZE)), "\n"),
    "notes without an end": _fill("!!! "),
    "notes with long kinds": "!!! " + _fill("a "),
    "notes with open titles": _fill('!!! a "b\n'),
    # HTML
    "elements in elements": "<div>" * (SIZE // 11) + "</div>" * (SIZE // 11),
    "elements without an end": _fill("<div>"),
    "inline elements in elements": "<b>" * (SIZE // 7) + "</b>" * (SIZE // 7),
    "inline elements without an end": _fill("<b>"),
    "elements on lines": _fill("<div>\n\n"),
    "ends of elements": _fill("</div>"),
    "elements left open, each another one": _until((f"<s id=x{n}><p>" for n in range(SIZE)), ""),
    "elements left open above paragraphs": "".join(f"<s id=x{n}>" for n in range(2_000))
    + "\n\n"
    + "a\n\n" * 10_000,
    "elements left open in cells": _until((f"<s id=x{n}><table><td>" for n in range(SIZE)), ""),
    "emphasis left open in cells": _until(
        (f'*<table><td>*{{: title="{"x" * 900}{n}" }}\n\n' for n in range(60)), ""
    )
    + "a\n\n" * 2_500,
    "elements left open, far apart": _until((f"<u id=x{n}>\n\na\n\n" for n in range(SIZE)), ""),
    "classes of short words": f'<b class="{"tip " * 15_000}!">',
    "crossing elements": _fill("<b><i></b></i>"),
    "crossing links": _fill("<a><b>"),
    "tables in tables": _fill("<table><tr><td>"),
    "elements with Markdown in them": _fill('<div markdown="1">\n'),
    "signs of tags": _fill("<"),
    "ends of tags": _fill(">"),
    "tags without an end": _fill("<a "),
    "end tags without an end": _fill("</a "),
    "tags with open quotes": _fill("<a b='"),
    "attributes of a tag": "<a " + _fill("b=c ", ">"),
    "a tag of one attribute": "<a b" + _fill("=", ">"),
    "signs of attributes": "<a " + _fill("/", ">"),
    "removed elements": _count("<x{n}>a</x{n}>"),
    "removed attributes": _until((f"<b onx{n}=1>" for n in range(SIZE)), ""),
    "removed classes": _count('<b class="x{n}">a</b>'),
    "ids": _count('<b id="x{n}">a</b>'),
    "comments without an end": _fill("<!--"),
    "comments": _fill("<!-- -->"),
    "a comment of hyphens": "<!" + _fill("-"),
    "declarations": _fill("<!a "),
    "marked sections": _fill("<![CDATA["),
    "instructions": _fill("<?"),
    "instructions with words": _fill("<?a "),
    "scripts without an end": _fill("<script>"),
    "styles without an end": _fill("<style>"),
    "text areas without an end": _fill("<textarea>"),
    "drawings in elements": _fill("<svg><p>"),
    "formulas in elements": _fill("<math><mi>"),
    "templates in templates": _fill("<template>"),
    "selections": _fill("<select><option>"),
    "pictures as tags": _fill("<img src=a>"),
    "pictures as tags without an end": _fill("<img "),
    "addresses in angle brackets": _fill("<https://a.b> "),
    "addresses without an end": _fill("<https://a"),
    "e-mail addresses": _fill("<a@b.c> "),
    "e-mail addresses without an end": _fill("<a@"),
    "a long e-mail address": "<" + _fill("a.", "@b>"),
    "a long e-mail address that is none": "<" + _fill("a."),
    "signs of entities": _fill("&"),
    "entities": _fill("&amp;"),
    "entities without an end": _fill("&amp"),
    "numbers of characters": _fill("&#1"),
    "a long number of a character": "&#" + _fill("1", ";"),
    "unknown entities": _fill("&a;"),
    # Code
    "fences": _fill("```\n"),
    "fences of tildes": _fill("~~~\n"),
    "fences that grow": _until(("`" * n for n in range(3, SIZE)), "\n"),
    "fences of tildes that grow": _until(("~" * n for n in range(3, SIZE)), "\n"),
    "a fence without an end": "```python\n" + _fill("a = 1\n"),
    "fences without an end": _fill("``` a\n"),
    "blocks of code": _fill("```\na\n```\n\n"),
    "blocks of code with attributes": _fill('``` {.a #b hl_lines="1" }\na\n```\n'),
    "attributes of a fence": "``` {" + _fill(".a ", "}\nb\n```"),
    "marked lines": '``` {.py hl_lines="' + _fill("1 ", '" }\nb\n```'),
    "code in many languages": _until(
        f"```{name}\n{'a' * 50}\n```\n"
        for _ in range(99)
        for name in [
            "c",
            "js",
            "py",
            "html",
            "css",
            "perl",
            "ruby",
            "php",
            "sql",
            "bash",
            "yaml",
            "json",
            "xml",
            "rst",
            "tex",
            "diff",
            "java",
            "go",
            "rust",
            "swift",
            "kotlin",
            "lua",
            "r",
            "matlab",
            "haskell",
            "erlang",
            "lisp",
            "vim",
            "nginx",
            "ini",
        ]
    ),
    "code in no language": _count("```x{n}\na\n```"),
    "code of Perl": "```perl\n" + _fill("/", "\n```"),
    "code of Perl, quoted": "```perl\n" + _fill("s{", "\n```"),
    "code of Python": "```python\n" + _fill("'''a", "\n```"),
    "code of Python, formatted": "```python\n" + _fill('f"{', "\n```"),
    "code of JavaScript": "```js\n" + _fill("`${", "\n```"),
    "code of JavaScript, patterns": "```js\n" + _fill("/a[", "\n```"),
    "code of C": "```c\n" + _fill("a ", "\n```"),
    "code of C, functions": "```c\n" + _fill("a(", "\n```"),
    "code of C++": "```cpp\n" + _fill("a<", "\n```"),
    "code of Java": "```java\n" + _fill("a.", "\n```"),
    "code of HTML": "```html\n" + _fill("<a ", "\n```"),
    "code of PHP": "```php\n" + _fill("<?php $", "\n```"),
    "code of Ruby": "```ruby\n" + _fill("<<A ", "\n```"),
    "code of Bash": "```bash\n" + _fill("$((", "\n```"),
    "code of YAML": "```yaml\n" + _fill("- ", "\n```"),
    "code of JSON": "```json\n" + _fill('{"a":[', "\n```"),
    "code of SQL": "```sql\n" + _fill("/*", "\n```"),
    "code of reStructuredText": "```rst\n" + _fill("a`", "\n```"),
    "code of Markdown": "```md\n" + _fill("*a _", "\n```"),
    "code of TeX": "```tex\n" + _fill("\\begin{", "\n```"),
    "code of Haskell": "```haskell\n" + _fill("{-", "\n```"),
    "code of Scala": "```scala\n" + _fill("a[", "\n```"),
    "code of a session": "```pycon\n" + _fill(">>> a\n", "\n```"),
    "code of spaces": "```python\n" + _fill(" ", "\n```"),
    "code of one word": "```python\n" + _fill("a", "\n```"),
    "code of lines": "```python\n" + _fill("\n", "a\n```"),
    # Words and signs
    "one long word": _fill("a"),
    "one long line": _fill("a "),
    "stops in a word": _fill("a."),
    "hyphens in a word": _fill("a-"),
    "hyphens": _fill("-", "a"),
    "stops": _fill("."),
    "single quotes": _fill("'"),
    "double quotes": _fill('"'),
    "quotes of both kinds": _fill("'\""),
    "quotes and words": _fill('"a '),
    "apostrophes": _fill("a'"),
    "apostrophes and digits": _fill("'12"),
    "combining accents": "e" + "\u0301" * (SIZE - 1),
    "letters with accents": _fill("e\u0301"),
    "marks of direction": _fill("\u202e\u2066"),
    "joined signs": _fill("\U0001f469\u200d"),
    "letters of four bytes": _fill("\U0001f600")[: SIZE // 4],
    "spaces of typesetters": _fill("\u2003a"),
    "line ends of Windows": _fill("a\r\n"),
    "line ends of three kinds": _fill("a\r\nb\rc\n\r"),
    "separators of lines": _fill("a\u2028"),
    "dollar signs": _fill("$"),
    "formulas": _fill("$a_b$"),
    "colons in threes": _fill(":::\n"),
    "blocks of colons": _fill("::: a\n"),
    "blocks of colons in blocks": _until((":" * n + " a" for n in range(3, SIZE)), "\n"),
    "marks of a table of contents": _fill("[TOC]\n\n"),
    "a table of contents and headings": "[TOC]\n\n" + _fill("# a\n"),
    "places of footnotes": _fill("///Footnotes Go Here///\n\n"),
    "marks of the converter": _fill("wzxhzdk:0 "),
    "marks of its pieces": _fill("klzzwxh:0000 "),
    "everything in turn": _fill('*a [b](c) `d` <b> &amp; \\* ![e](f) [^1] {: .g } | ~~h~~ "i" -- '),
}
"""Bodies of stories."""

_LONG = 31_000
"""Characters of front matter, just below the limit that holds unless a district sets another."""


def _fields(unit: str, end: str = "") -> str:
    return unit * ((_LONG - len(end)) // len(unit)) + end


FRONT_MATTER: dict[str, str] = {
    "aliases of aliases": "a0: &a0 [x, x]\n"
    + "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)),
    "an alias again and again": "a: &a [x]\nb: [" + _fields("*a, ", "*a]"),
    "an alias to itself": "a: &a [*a, *a]",
    "anchors": "a: [" + "".join(f"&a{n} x, " for n in range(3_000)) + "x]",
    "merges": "a: &a {b: c}\n" + "\n".join(f"a{n}: {{<<: *a}}" for n in range(1_500)),
    "merges of merges": "a0: &a0 {b: c}\n"
    + "\n".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 800)),
    "opening brackets": "a: " + _fields("["),
    "brackets in brackets": "a: " + "[" * 15_000 + "]" * 15_000,
    "opening braces": "a: " + _fields("{"),
    "braces in braces": "a: " + _fields("{a: ")[:20_000] + "}" * 5_000,
    "questions": "a:\n  " + _fields("? "),
    "lists in lists": "a:\n  " + _fields("- ", "x"),
    "indented deeper and deeper": "\n".join(f"{' ' * n}a:" for n in range(240)),
    "a long key": _fields("a", ": x"),
    "many keys": "\n".join(f"a{n}: x" for n in range(3_500)),
    "one key again and again": _fields("a: x\n"),
    "lines without a key": _fields("a\n"),
    "indented lines": "a: [\n" + _fields("  a\n"),
    "words over many lines": "a: 'b\n" + _fields("  b\n"),
    "a colon and blanks": "a:" + _fields(" ", "b: c: d"),
    "blank lines": "a: b: c\n" + _fields("\n", "d"),
    "quotes": "a: " + _fields("'"),
    "double quotes": "a: " + _fields('"'),
    "backslashes": 'a: "' + _fields("\\"),
    "a tag of Python": "a: !!python/object/apply:os.system [ls]",
    "tags": "a: [" + _fields("!!str x, ", "x]"),
    "a directive": "%TAG ! tag:x,2000:\n---\na: b",
    "directives": _fields("%TAG !a! tag:x:\n"),
    "several documents": _fields("a: b\n...\n"),
    "a long number": "title: A\norder: 1\nauthor: rosa\ndate: " + _fields("9"),
    "a long fraction": "title: A\nauthor: rosa\ndate: 1." + _fields("9"),
    "a day that is none": "title: A\nauthor: rosa\ndate: 9999-99-99",
    "a date of blanks": "title: A\nauthor: rosa\ndate: 2026-01-01" + _fields(" ", "x"),
    "a date of words": "title: A\nauthor: rosa\ndate: " + _fields("may 1 "),
    "a long word": "author: rosa\ndate: 2026-01-02\ntitle: " + _fields("a"),
    "many topics": "title: A\nauthor: rosa\ndate: 2026-01-02\ntopics: ["
    + "".join(f"a{n}, " for n in range(4_000))
    + "x]",
    "many authors": "title: A\ndate: 2026-01-02\nauthors: ["
    + "".join(f"a{n}, " for n in range(4_000))
    + "x]",
    "many introductions": "title: A\ndate: 2026-01-02\nauthors: ["
    + "".join(f"{{name: a{n}}}, " for n in range(1_700))
    + "x]",
    "many aliases": "title: A\nauthor: rosa\ndate: 2026-01-02\naliases: ["
    + "".join(f"/a{n}/, " for n in range(3_000))
    + "/x/]",
    "remarks": "title: A b # c\n" + _fields("a: b # c\n"),
    "tabs": "a:\n" + _fields("\t\n", "\tb"),
    "hyphens": _fields("- "),
    "curly quotes": "a: b: c\n" + _fields("b: “x”\n"),
    "more than may be": "a: " + _fields("a") * 2,
}
"""Front matter of stories; each is wrong."""
