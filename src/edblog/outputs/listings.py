"""Writes files for programs: subscriptions (OPML 2.0), the sitemap (sitemaps.org 0.9), robots.txt (RFC 9309).

All are UTF-8 and end with a newline. Their bytes depend on the view alone.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from edblog.outputs.writing import plain_for_html, timestamp, xml_text
from edblog.views import SITEMAP_LIMIT, Opml, Robots, Sitemap, SitemapIndex

_SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml"


def render_opml(view: Opml) -> bytes:
    """A subscription list that feed readers import; every outline has type `rss`, which in OPML includes Atom."""
    root = ET.Element("opml", version="2.0")
    _text(ET.SubElement(root, "head"), "title", view.title)
    body = ET.SubElement(root, "body")
    for group in view.groups:
        title = plain_for_html(xml_text(group.title))
        folder = ET.SubElement(body, "outline", text=title, title=title)
        for outline in group.outlines:
            title = plain_for_html(xml_text(outline.title))
            ET.SubElement(
                folder,
                "outline",
                type="rss",
                text=title,
                title=title,
                xmlUrl=xml_text(outline.feed),
                htmlUrl=xml_text(outline.page),
            )
    return _document(root)


def render_sitemap(view: Sitemap) -> bytes:
    """The list of pages for search engines; times are W3C datetimes with seconds. A page in several languages has links to all of
    them, as in HTML (`xhtml:link`).

    Raises ValueError for more than `SITEMAP_LIMIT` entries, which need several sitemaps.
    """
    if len(view.entries) > SITEMAP_LIMIT:
        raise ValueError(f"a sitemap has room for {SITEMAP_LIMIT} pages, not {len(view.entries)}")
    root = ET.Element("urlset", xmlns=_SITEMAP_NAMESPACE)
    if any(entry.alternates for entry in view.entries):
        root.set("xmlns:xhtml", _XHTML_NAMESPACE)
    for entry in view.entries:
        page = ET.SubElement(root, "url")
        _text(page, "loc", entry.url)
        if entry.modified:
            _text(page, "lastmod", timestamp(entry.modified))
        for language, url in entry.alternates:
            ET.SubElement(page, "xhtml:link", rel="alternate", hreflang=language, href=xml_text(url))
    return _document(root)


def render_sitemap_index(view: SitemapIndex) -> bytes:
    """The list of the sitemaps of a large site (sitemaps.org 0.9)."""
    root = ET.Element("sitemapindex", xmlns=_SITEMAP_NAMESPACE)
    for url in view.sitemaps:
        _text(ET.SubElement(root, "sitemap"), "loc", url)
    return _document(root)


def render_robots(view: Robots) -> bytes:
    """The robots.txt: it allows everything, and names the sitemap."""
    lines = ["User-agent: *", "Allow: /"]
    if view.sitemap:
        # A line break in the URL would start another rule.
        lines += ["", "Sitemap: " + "".join(xml_text(view.sitemap).split())]
    return ("\n".join(lines) + "\n").encode()


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = xml_text(text)


def _document(root: ET.Element) -> bytes:
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
