"""The body of a page: sanitized HTML whose placeholders become addresses once the site is known.

A text is rendered and remembered without knowing where anything on the site is. Its links and pictures
are written `href="edblog:N"` and `src="edblog:N"`, where N counts its references from 0. The HTML is as the
sanitizer serialises it: attributes in double quotes, `<` in text escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from edblog.markup import CleanHtml, SafeHtml
from edblog.views import NO_PICTURE, Body

# Text and the values of other attributes are matched too, so that a placeholder that somebody writes about
# in their story is passed over. Each character is looked at once.
_OTHER = r'="[^"]*"|>[^<]*|\A[^<]+'
_PLACEHOLDER = re.compile(rf'(?<=\s)(href|src)="edblog:([0-9]{{1,9}})"|{_OTHER}')
_SURE = re.compile(r'(href|src)="edblog:([0-9]{1,9})"')
"""Where there are as many as there should be, each is one."""


def resolve(html: CleanHtml, body: Body, sizes: str, players: Sequence[SafeHtml] = ()) -> SafeHtml:
    """The HTML with every placeholder replaced by its URL from `body.urls`.

    Pictures of known size get `width` and `height` in CSS pixels, and load when they are needed. Of those with
    several sizes, a browser chooses one by `sizes`: how wide pictures are shown. Placeholders without a URL
    stay as they are. `players` has the HTML of each player in `body.embeds`; a link stands for one that is empty.
    """
    if not body.urls:
        return SafeHtml(html)
    rest: str = html
    parts = []
    for embed, player in zip(body.embeds, players, strict=False):
        # The sanitizer writes this for no other placeholder, and in no attribute: quotes are escaped there.
        before, found, after = rest.partition(f'<p><a href="edblog:{embed.place}">')
        if player and found:
            parts += [_filled(before, body, sizes), player.html]
            rest = after.partition("</a></p>")[2]
    return SafeHtml("".join((*parts, _filled(rest, body, sizes))))


def _filled(html: str, body: Body, sizes: str) -> str:

    def replace(match: re.Match[str]) -> str:
        attribute, number = match[1], match[2]
        if attribute is None or int(number) >= len(body.urls):
            return match[0]
        index = int(number)
        picture = body.pictures[index] if attribute == "src" and index < len(body.pictures) else NO_PICTURE
        text = f'{attribute}="{escape(body.urls[index])}"'
        if picture == NO_PICTURE:
            return text
        width, height, srcset = picture
        if srcset:
            text += f' srcset="{escape(srcset)}" sizes="{escape(sizes)}"'
        return f'{text} width="{width}" height="{height}" loading="lazy" decoding="async"'

    sure = html.count('="edblog:') == len(body.urls)
    return (_SURE if sure else _PLACEHOLDER).sub(replace, html)
