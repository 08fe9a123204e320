"""Writes the page of an editor in the browser, and text files."""

from __future__ import annotations

from html import escape

from edblog.views import EditorPage, Text


def render_text(view: Text) -> bytes:
    """A text file in UTF-8."""
    return view.text.encode()


def render_page(view: EditorPage) -> bytes:
    """The HTML page that starts the editor. Its only text from the site is the title, which is escaped."""
    icon = f'<link rel="icon" href="{escape(view.icon)}">\n' if view.icon else ""
    styles = "".join(f'<link rel="stylesheet" href="{escape(name)}">\n' for name in view.styles)
    scripts = "".join(f'<script src="{escape(name)}"></script>\n' for name in view.scripts)
    return f"""\
<!doctype html>
<html lang="{escape(view.lang)}" data-language="{escape(view.language)}" data-reload="never">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(view.policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="same-origin">
<title>{escape(view.title)}</title>
{icon}<link rel="cms-config-url" type="{escape(view.config_type)}" href="{escape(view.config)}">
{styles}</head>
<body>
<noscript><p>This editor needs JavaScript. Without it, write in the repository: <a href="{escape(view.repository)}">{escape(view.repository)}</a></p></noscript>
{scripts}<script src="{escape(view.script)}" integrity="{escape(view.integrity)}"></script>
</body>
</html>
""".encode()
