"""Fills in the placeholders of a text's HTML, for the body of a page.

The HTML of a text is stored before any address on the site is known. Its links and pictures
are written `href="edblog:N"` and `src="edblog:N"`, where N counts its references from 0. The HTML is in the
sanitizer's form: attributes in double quotes, `<` in text escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from edblog.views import NO_PICTURE, Body
from edblog.web.markup import CleanHtml, SafeHtml

# Text and the values of other attributes are matched too, to skip a placeholder that a story only writes about.
# Linear: each character is read once.
_OTHER = r'="[^"]*"|>[^<]*|\A[^<]+'
_PLACEHOLDER = re.compile(rf'(?<=\s)(href|src)="edblog:([0-9]{{1,9}})"|{_OTHER}')
_SURE = re.compile(r'(href|src)="edblog:([0-9]{1,9})"')
"""Faster: used if a text has exactly as many matches as references."""


def resolve(html: CleanHtml, body: Body, sizes: str, players: Sequence[SafeHtml] = ()) -> SafeHtml:
    """The HTML with every placeholder replaced by its URL from `body.urls`.

    Pictures of known size get `width` and `height` in CSS pixels, and load lazily. If a picture has several files,
    browsers choose one by `sizes`, the display width of pictures. Placeholders without a URL
    stay as they are. `players` has the HTML of each player in `body.embeds`; an empty one stays a link.
    """
    if not body.urls:
        return SafeHtml(html)
    rest: str = html
    parts = []
    for embed, player in zip(body.embeds, players, strict=False):
        # In sanitized HTML, only the placeholder of a player has this form; in attributes, quotes are escaped.
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
