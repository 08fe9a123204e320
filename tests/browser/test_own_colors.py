"""Colors of a district that just pass the check, in a real browser: nothing on a page is too pale, of what the theme has fixed, too."""

from __future__ import annotations

import pytest
from tests.accessible import COLORS, violations
from tests.browser.test_themes import served
from tests.conftest import CONFIG, post
from tests.unit.test_colors import A_DARK_LOOK, THEMES, bundled, followed, problems_of

TEXT = """
About [the fair](https://district.example/), *words*, `code`, ++ctrl+s++, ~~gone~~, and a note.[^1]

> A student said it.

- [x] done
- [ ] not yet

| What | How many |
|---|---|
| Jars | 3 |

```python
def jar(slips: int = 30) -> str:
    return f"{slips} slips"  # one for each
```

[^1]: Told at [the school fair](https://district.example/).
"""
BOXES = "".join(
    f"\n!!! {kind}\n    Words, `code` and [a page of the district](https://district.example/{kind}).\n"
    for kind in ("note", "tip", "warning", "danger")
)
PAGES = ("", "posts/jar/", "write/", "follow/", "authors/rosa/")


@pytest.mark.parametrize("theme", THEMES)
def test_what_just_passes_can_be_read_everywhere(make_site, browser, theme):
    light = {**A_DARK_LOOK, **({"header": "#777777", "header_text": "#777777"} if theme == "civic" else {})}
    dark = dict.fromkeys(light, "#777777")
    assert set(light) == set(bundled(theme).colors) - {"accent"}
    light, dark = followed(problems_of(theme, light, dark), light, dark)
    tables = "".join(
        f"\n[{table}]\n" + "".join(f'{name} = "{color}"\n' for name, color in colors.items())
        for table, colors in (("colors", light), ("dark_colors", dark))
    )
    announcement = '\n[announcement]\ntext = "The [fair](https://district.example/fair) is on Friday."\n'
    site = make_site(
        {
            "edblog.toml": f'{CONFIG}theme = "{theme}"\n{announcement}{tables}',
            "content/posts/jar.md": post(body=TEXT + BOXES),
        }
    )
    assert site.build().problems == ()

    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(120_000)
    found = {}
    for address in served(site.folder / "site"):
        for path in PAGES:
            page.goto(address + path)
            for scheme, background in (("light", light["background"]), ("dark", dark["background"])):
                page.emulate_media(color_scheme=scheme)
                shown = page.evaluate("getComputedStyle(document.body).backgroundColor")
                assert [int(part) for part in shown[4:-1].split(",")] == list(bytes.fromhex(background[1:]))
                if wrong := violations(page, COLORS):
                    found[path, scheme] = wrong
    assert found == {}
    context.close()
