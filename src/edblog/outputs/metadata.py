"""Structured data of pages for search engines: JSON-LD 1.1 with schema.org's vocabulary."""

from __future__ import annotations

from edblog.outputs.schema_org import Data, address, present, publisher, to_script
from edblog.outputs.templates.sinks import ScriptJson
from edblog.views import HomePage, PageView, Site


def script(page: PageView) -> ScriptJson:
    """The structured data of a page for a `script` element; empty for pages without any."""
    return to_script(json_ld(page))


def script_data(page: PageView) -> ScriptJson:
    """The data for the script of a page, for a `script` element; empty for pages without one."""
    return to_script(page.script_data())


def json_ld(page: PageView) -> Data | None:
    """The structured data of a page as JSON-LD; None for pages that have only lists or plain text."""
    data = _home(page) if isinstance(page, HomePage) else page.structured_data()
    return {"@context": "https://schema.org", **present(data)} if data else None


def _home(page: HomePage) -> Data:
    site = page.site
    return {
        "@type": "WebSite",
        "name": site.title,
        "url": site.base_url,
        "description": site.description,
        "inLanguage": site.language,
        "publisher": publisher(site),
        "potentialAction": _search(site),
        "mainEntity": {"@type": "Blog", "name": site.title, "url": site.base_url},
    }


def _search(site: Site) -> Data:
    if not site.search:
        return {}
    target = {"@type": "EntryPoint", "urlTemplate": f"{address(site, site.search)}?q={{search_term_string}}"}
    return {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
