"""Fills in the placeholders of a text's HTML, for the body of a page.

The HTML of a text is stored before any address on the site is known. Its links and pictures
are written `href="edblog:N"` and `src="edblog:N"`, where N counts its references from 0. The HTML is in the
sanitizer's form: attributes in double quotes, `<` in text escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from html import escape

from edblog.views import NO_PICTURE, Body
from edblog.web.markup import CleanHtml, SafeHtml

# Text and the values of other attributes are matched too, to skip a placeholder that a story only writes about.
# Linear: each character is read once.
_OTHER = r'="[^"]*"|>[^<]*|\A[^<]+'
_PLACEHOLDER = re.compile(rf'(?<=\s)(href|src)="edblog:([0-9]{{1,9}})"|{_OTHER}')
START = 1000
"""The characters of HTML at the start of a text that most readers see at once: a picture there is loaded at once, too."""
_TAG = re.compile(r'<(?:[^"<>]++|"[^"]*+")*+>')
"""Text and values of attributes are within no match. Linear: no tag goes beyond the next one, and nothing is given back."""
_OWN = re.compile(r'\ssrc="edblog:([0-9]{1,9})"')
_SURE = re.compile(r'(href|src)="edblog:([0-9]{1,9})"')
"""Faster: used if a text has exactly as many matches as references."""


NO_NOTES = SafeHtml("")
_ID = re.compile(r'<[a-z][^<>]*? id="')
"""The start of an id. Linear: no tag goes beyond the next one. In sanitized HTML, neither `<` nor `>` stands in an attribute."""


def resolve(
    html: CleanHtml,
    body: Body,
    sizes: str,
    players: Sequence[SafeHtml] = (),
    notes: SafeHtml = NO_NOTES,
    *,
    start: int = START,
) -> SafeHtml:
    """The HTML with every placeholder replaced by its URL from `body.urls`.

    Pictures of known size get `width` and `height` in CSS pixels, and load lazily unless they stand
    among the first `start` characters. If a picture has several files,
    browsers choose one by `sizes`, the display width of pictures. Placeholders without a URL
    stay as they are. `players` has the HTML of each player in `body.embeds`; an empty one stays a link. `notes` follow the text.
    """
    rest: str = _ID.sub(rf"\g<0>{escape(body.ids)}", html) if body.ids else html
    if not body.urls:
        return SafeHtml(rest + notes.html)
    parts = []
    for embed, player in zip(body.embeds, players, strict=False):
        # In sanitized HTML, only the placeholder of a player has this form; in attributes, quotes are escaped.
        before, found, after = rest.partition(f'<p><a href="edblog:{embed.place}">')
        if player and found:
            parts += [_filled(before, body, sizes, start), player.html]
            rest = after.partition("</a></p>")[2]
    return SafeHtml("".join((*parts, _filled(rest, body, sizes, start), notes.html)))


def _filled(html: str, body: Body, sizes: str, start: int) -> str:
    if body.webp:
        html = _TAG.sub(partial(_with_webp, body=body, sizes=sizes), html)

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
        lazy = "" if match.start() < start else ' loading="lazy"'
        return f'{text} width="{width}" height="{height}"{lazy} decoding="async"'

    sure = html.count('="edblog:') == len(body.urls)
    return (_SURE if sure else _PLACEHOLDER).sub(replace, html)


def _with_webp(match: re.Match[str], body: Body, sizes: str) -> str:
    """A tag; that of a picture stands in a `picture` element with its WebP files, if it has any."""
    tag = match[0]
    if not tag.startswith("<img ") or not (own := _OWN.search(tag)):
        return tag
    number = int(own[1])
    webp = body.webp[number] if number < len(body.webp) else ""
    if not webp:
        return tag
    return (
        f'<picture><source type="image/webp" srcset="{escape(webp)}" sizes="{escape(sizes)}">{tag}</picture>'
    )
