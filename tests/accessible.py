"""What axe finds wrong with a page: of the many thousand things that it finds right, a test needs none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
"""All that the law asks for, and good practice."""
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""Whatever depends on colors alone."""
SCREENS = ((1280, "light"), (1280, "dark"), (360, "light"), (360, "dark"))
"""The width of a window in pixels, and the color scheme."""
FEW = (SCREENS[0], SCREENS[-1])
"""Each width and each scheme once."""
_RUN = """async ([options, outside]) => {
    const found = await axe.run(outside ? { exclude: outside } : document, { ...options, resultTypes: ["violations"] })
    return found.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.target)])
}"""


def violations(page: Any, options: dict[str, object] = WCAG, *, outside: str = "") -> list[list[Any]]:
    """The rules of axe that a page in a browser breaks: for each its id, and the CSS selectors of what breaks it.

    `outside` is a selector of what is left out. A page can be looked at several times, such as light and dark.
    """
    # It is half a megabyte.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[list[Any]] = page.evaluate(_RUN, [options, outside])
    return found


class Reader:
    """A browser that opens the pages of a site one after another, on a phone and on a desk, light and dark."""

    def __init__(self, browser: Any, address: str) -> None:
        """A reader of the site at an address, to which it asks everything."""
        self._address = address
        self._context = browser.new_context()
        self._page = self._context.new_page()
        self._said: list[str] = []
        self._page.on("request", lambda request: self._asked(request.url))
        self._page.on(
            "console", lambda message: self._said.extend([message.text] * (message.type == "error"))
        )
        self._page.on("pageerror", lambda error: self._said.append(str(error)))

    def _asked(self, url: str) -> None:
        if not url.startswith((self._address, "data:")):
            self._said.append(url)

    def wrong(self, path: str, screens: Sequence[tuple[int, str]] = SCREENS) -> list[object]:
        """All that is wrong with a page: what axe finds, what is wider than 320 pixels, sources of pictures that take a place of their own in a grid, errors of scripts, and addresses of other hosts that it asks."""
        page, found = self._page, []
        self._said.clear()
        for width, schemes in groupby(screens, itemgetter(0)):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(self._address + path)
            options = WCAG
            for _, scheme in schemes:
                page.emulate_media(color_scheme=scheme)
                found += [(width, scheme, *each) for each in violations(page, options)]
                # In the dark the same elements have other colors.
                options = COLORS
        page.set_viewport_size({"width": 320, "height": 600})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if page.evaluate(
            "[...document.querySelectorAll('source')].some((each) => each.getClientRects().length)"
        ):
            found.append("a source of a picture has a place")
        return [*found, *([f"{wide} pixels wide"] if wide > 320 else []), *self._said]

    def close(self) -> None:
        """Ends all that the browser has of this reader."""
        self._context.close()
