"""Checks the translations of a theme."""

from __future__ import annotations

from pathlib import Path

from edblog.catalog.site import stream_of
from edblog.catalog.words import english_texts
from edblog.kinds import KINDS
from edblog.model import FALLBACK_LANGUAGE, Phrase
from edblog.outputs.templates.installed import theme_folder
from edblog.outputs.templates.theme import load_theme
from edblog.outputs.templates.translation_checks import Translation, checked_translation
from edblog.pipeline.configuration import bundled_themes, configure
from edblog.problems import Problem
from edblog.sources.front_matter.rules import table_rules
from edblog.sources.rules import WORDINGS
from edblog.start import within


def check_translations(
    site: Path, name: str = "", language: str = ""
) -> tuple[str, list[str], list[Problem]]:
    """The name of the checked theme, the languages of its files, and what is wrong with them.

    Without a name, it is the theme of the site's settings. A theme without translations takes its words from those that it
    extends, so the nearest one that has some is checked. Without a language, all its translations are.
    """
    name = name or configure(site)[0].theme
    theme, problems = load_theme(name, site, bundled_themes())
    if theme is None:
        return name, [], problems
    folders = [(each, theme_folder(each, site, bundled_themes())) for each in theme.chain]
    worded = [(each, folder) for each, folder in folders if folder and (folder / "translations").is_dir()]
    if worded and worded[0][0] != name:
        return check_translations(site, worded[0][0], language)
    folder = theme_folder(name, site, bundled_themes())
    assert folder is not None, "the theme was loaded from it"
    theme = theme.with_fallbacks(all_english())
    english: dict[str, Phrase] = theme.translations[FALLBACK_LANGUAGE]
    above = theme.chain[1] if len(theme.chain) > 1 else ""
    parent = load_theme(above, site, bundled_themes())[0] if above else None
    shown = f"themes/{name}/" if folder.parent == site / "themes" else f"theme {name}: "
    broken = {problem.path for problem in problems if problem.code in ("theme-syntax", "theme-encoding")}
    languages: list[str] = []
    for path in sorted(within.files_below(folder / "translations")):
        tag = path.removesuffix(".toml")
        is_other = language and tag.lower() != language.lower()
        if not path.endswith(".toml") or tag.lower() == FALLBACK_LANGUAGE or is_other:
            continue
        languages.append(tag)
        if f"{shown}translations/{path}" in broken:
            continue
        text = within.read(folder, f"translations/{path}").decode("utf-8-sig").replace("\r\n", "\n")
        found = Translation(f"{shown}translations/{path}", tag, text)
        shorter = tag.rpartition("-")[0]
        inherited = {key: phrase for key, (phrase, _) in parent.phrases(tag).items()} if parent else {}
        if shorter:
            inherited |= {key: phrase for key, (phrase, _) in theme.phrases(shorter).items()}
        problems += checked_translation(found, english, inherited)
    return name, languages, problems


def all_english() -> dict[str, Phrase]:
    """The English texts of all kinds, of the form and of what the form finds, by their keys in a translation."""
    rules = {
        f"form.{part}.{code}": getattr(wording, part).replace(":,}", "}").replace("{what}", "story")
        for code, wording in WORDINGS.items()
        for part in ("message", "help")
    }
    named = {other.folder: other.unknown for other in KINDS}
    fields = table_rules(stream_of(KINDS).table).values()
    for code in filter(None, (named.get(rule.get("ids_of", "")) for rule in fields)):
        rules |= {
            f"form.message.{code}": 'there is nothing "{id}"',
            f"form.help.{code}": "choose one from the list",
        }
    return english_texts(KINDS) | rules
