"""Every payload through the sanitizer: what is left is on the list, whatever it was. Browsers have their say in `tests/browser/`."""

from __future__ import annotations

from html.parser import HTMLParser

from tests.payloads.corpus import every

from edblog.services.ids import is_reserved_id
from edblog.sources.markdown.sanitize import ATTRIBUTES, SCHEMES, TAGS, Sanitizer, urlsplit_safe


class Look(HTMLParser):
    """Takes down whatever is not on the list."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) and (tag, name, value) not in (
                ("pre", "tabindex", "0"),
                ("table", "tabindex", "0"),
                ("span", "role", "img"),
            ):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "cite"):
                scheme = urlsplit_safe(value)[0]
                if scheme not in ({"edblog"} if name == "src" else {*SCHEMES, "edblog"}):
                    self.found.append(value)
            if name == "id" and is_reserved_id(value):
                self.found.append(value)

    def handle_comment(self, data):
        self.found.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def test_nothing_is_left_of_a_payload_that_is_not_on_the_list():
    sanitizer, left = Sanitizer(), {}
    for payload in every():
        look = Look()
        look.feed(sanitizer.clean(payload).html)
        look.close()
        if look.found:
            left[payload] = look.found

    assert left == {}
