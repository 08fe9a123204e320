"""Structured data of pages for search engines: JSON-LD 1.1 with schema.org's vocabulary."""

from __future__ import annotations

from edblog.outputs.schema_org import Data, organization, present, to_script
from edblog.outputs.templates.sinks import ScriptJson
from edblog.views import HomePage, PageView


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
        "@type": "Blog",
        "name": site.title,
        "description": site.description,
        "url": site.base_url,
        "inLanguage": site.language,
        "publisher": organization(site.title, site.base_url),
    }
