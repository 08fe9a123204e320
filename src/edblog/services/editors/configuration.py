"""Generates the configuration of an editor for a site: its repository, and a collection for each kind of content."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from edblog.services.editors.backends import backend
from edblog.services.editors.forms import TEXT, Widget, forms
from edblog.services.editors.service import NAME_LIMIT, Service

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind
    from edblog.settings import Config

PICTURES = "content/images"
"""The folder for pictures that do not belong to a text."""
FILE, BUNDLE = "{{slug}}", "{{slug}}/index"
"""The path of a text as a single file, and as a folder with its pictures."""
_RARE = ("slug", "lang")
"""The first field that few writers need; it and all later ones are shown below the text."""


class Way(NamedTuple):
    """A way to store the texts of a kind in files."""

    name: str
    label: str
    path: str
    is_new: bool
    """Whether new texts are stored in this way."""


def configuration(editor: Service, config: Config, kinds: Iterable[Kind]) -> dict[str, Any]:
    """The configuration of an editor, as values for JSON."""
    kinds = tuple(kinds)
    submit = config.submit
    folder = f"{submit.folder}/" if submit.folder else ""
    told = {kind.stands_by: kind.own_words for kind in kinds if kind.stands_by and editor.translations}
    kinds = tuple(kind for kind in kinds if not kind.stands_by)
    labels = {kind.folder: label_field(kind) for kind in kinds}
    spoken = language(editor, config.language)
    has_workflow = editor.backends[submit.host].has_workflow
    return {
        "backend": backend(editor, config),
        **({"publish_mode": "editorial_workflow"} if has_workflow else {}),
        "media_folder": folder + PICTURES,
        "public_folder": f"/{PICTURES.partition('/')[2]}",
        "site_url": config.base_url,
        "display_url": config.base_url,
        **({"logo_url": config.base_url + config.logo} if config.logo else {}),
        **({editor.language_option: spoken} if spoken and editor.language_option else {}),
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-", **editor.names},
        # A preview in the editor would not look like the page of the site.
        "editor": {"preview": False},
        **editor.settings,
        **(editor.preview_settings if config.preview else {}),
        **({"i18n": _languages(editor, config)} if told else {}),
        "collections": [
            _collection(editor, kind, way, folder, labels, told.get(kind.folder, ()))
            for kind in kinds
            for way in ways(editor, kind)
        ],
    }


def label_field(kind: Kind) -> str:
    """The name of the field with the title or the name of a text."""
    return next(field.name for field in kind.table.fields if field.needed)


def ways(editor: Service, kind: Kind) -> tuple[Way, ...]:
    """The ways to store the texts of a kind. A kind with bundles has two collections, unless one lists all its texts."""
    titles = (text for name, text in kind.english.items() if name.startswith("nav_"))
    label = next(titles, kind.folder.capitalize())
    if not kind.start.bundle:
        return (Way(kind.folder, label, FILE, is_new=True),)
    if editor.has_one_list:
        return (Way(kind.folder, label, BUNDLE, is_new=True),)
    return (
        Way(kind.folder, label, BUNDLE, is_new=True),
        Way(f"{kind.folder}-files", f"{label} (without a folder of their own)", FILE, is_new=False),
    )


def _collection(
    editor: Service,
    kind: Kind,
    way: Way,
    folder: str,
    labels: Mapping[str, str],
    told: Collection[str],
) -> dict[str, Any]:
    """The collection of a kind; `told` are the fields that translations of its texts have, too."""
    label = labels[kind.folder]
    is_dated = kind.start.is_dated
    slug = "{{year}}-{{month}}-{{day}}-{{slug}}" if is_dated else "{{slug}}"
    # A date in a file name is not part of the address.
    last = f"{{{{fields.{label}}}}}" if is_dated else "{{slug}}"
    return {
        "name": way.name,
        "label": way.label,
        "label_singular": kind.table.thing.capitalize(),
        "folder": f"{folder}content/{kind.folder}",
        "create": way.is_new,
        "identifier_field": label,
        "slug": {"template": slug, **editor.slug} if editor.slug else slug,
        **({editor.name_limit: NAME_LIMIT} if editor.name_limit else {}),
        "path": way.path,
        "extension": "md",
        "format": "yaml-frontmatter",
        # Pictures are saved in the same folder as the text.
        "media_folder": "",
        "public_folder": "",
        "preview_path": kind.record.address_of(last),
        **({"i18n": True} if told else {}),
        "fields": [
            widget | ({"i18n": True} if told and widget["name"] in (*told, TEXT) else {})
            for widget in _with_text(forms(kind.table, labels), is_made_here=way.path == BUNDLE)
        ],
    }


def _languages(editor: Service, config: Config) -> dict[str, Any]:
    """The languages of the site, for an editor that writes the files of translations with the names that edblog reads."""
    locales = [config.language, *config.languages]
    return {**editor.translations, "locales": locales, "default_locale": config.language}


def _with_text(widgets: list[Widget], *, is_made_here: bool) -> list[Widget]:
    """The form with the widget for the text.

    It has no default date: an editor would also write it into older texts, whose date is in their file names.
    """
    # A visual editor rewrites the Markdown of a text, so texts that were written by hand open in the plain editor.
    modes = ["rich_text", "raw"] if is_made_here else ["raw", "rich_text"]
    text: Widget = {"name": TEXT, "label": "Text", "widget": "markdown", "modes": modes, "required": False}
    at = next(at for at, widget in enumerate(widgets) if widget["name"] in _RARE)
    return [*widgets[:at], text, *widgets[at:]]


def language(editor: Service, tag: str) -> str:
    """The editor's name for a language; empty if it does not have that language."""
    tag = tag.lower()
    return editor.languages.get(tag) or editor.languages.get(tag.partition("-")[0], "")
