"""`edblog theme preview`: a made-up site with every page of a theme, beside the author's own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import CONFIG, SiteFolder
from tests.invariants.test_theme_contract import page_templates

from edblog.catalog import plan as planning
from edblog.cli import theme_preview
from edblog.cli.commands import main
from edblog.pipeline import build
from edblog.pipeline.report import Options
from edblog.scaffold.showcase import EMPTY, INDEX, empty_site, pages, showcase

TODAY = date(2026, 11, 12)
NOW = datetime(2026, 11, 12, 18, tzinfo=UTC)


def made(folder: Path, theme: str) -> tuple:
    """Builds the made-up site; its report, and the outputs by path."""
    theme_preview._write_sites(folder, theme, "en", TODAY)
    build(folder / EMPTY, Options(drafts=True, preview=True, output="site"), now=NOW)
    theme_preview.mirror(folder / EMPTY / "site", folder / "static" / EMPTY)
    outputs = []
    plan = planning.plan

    def watched(*args):
        found, problems = plan(*args)
        outputs[:] = found
        return found, problems

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "plan", watched)
        report = build(folder, Options(drafts=True, preview=True, output="site"), now=NOW)
    return report, {output.path: output for output in outputs}


def test_the_made_up_site_has_every_template_and_nothing_is_wrong_with_it(tmp_path):
    report, outputs = made(tmp_path, "civic")

    assert report.problems == ()
    paths = [path.split("?")[0] for group in pages("en", TODAY).values() for path in group.values()]
    files = [f"{path}index.html" if path.endswith("/") or not path else path for path in paths]
    assert [file for file in files if file not in outputs] == []
    # Every kind has a template of its own here.
    assert page_templates() - {outputs[file].renderer for file in files} == {"list.html", "record.html"}


def test_the_index_has_a_frame_for_each_page_on_each_screen(tmp_path):
    index = showcase("civic", "en", TODAY)[f"static/{INDEX}"].decode()
    paths = [path for group in pages("en", TODAY).values() for path in group.values()]

    assert index.count("<iframe") == 4 * len(paths)
    assert [path for path in paths if f'data-src="/{path}"' not in index] == []
    assert "Every page of civic" in index


def test_the_site_without_stories_is_below_the_other_and_its_links_stay_in_it(tmp_path, monkeypatch):
    def serve(run, **_):
        result = run()
        assert result.problems == ()
        home = (result.output / "empty/index.html").read_text(encoding="utf-8")
        assert 'href="/empty/follow/"' in home
        assert 'href="/follow/' not in home
        assert "No stories yet" in home

    monkeypatch.setattr(theme_preview, "serve", serve)
    for theme in ("civic", "marigold"):
        result = CliRunner().invoke(main, ["theme", "preview", theme, "--site", str(tmp_path)])
        assert result.exit_code == 0, result.output
    assert list(empty_site("civic", "en", TODAY)) == ["edblog.toml"]


def test_a_name_in_the_index_is_no_html():
    assert b"<b>" not in showcase("<b>", "en", TODAY)[f"static/{INDEX}"]


def test_days_are_counted_from_today():
    events = showcase("civic", "en", TODAY)["content/events/chat.md"].decode()

    assert "starts: 2026-11-19 19:00" in events
    assert [
        path for path, data in showcase("civic", "ar", TODAY).items() if b"@+" in data or b"@-" in data
    ] == []


def test_the_command_shows_the_authors_own_theme_and_leaves_the_site_alone(tmp_path, monkeypatch):
    site = SiteFolder(tmp_path)
    site.write("edblog.toml", f'theme = "mine"\n{CONFIG}')
    site.write("themes/mine/theme.toml", 'extends = "civic"\n')
    site.write("themes/mine/templates/404.html", "<p>Mine</p>")
    before = sorted(tmp_path.rglob("*"))
    seen = {}

    def serve(run, *, port, announce, report, ready):
        result = run()
        seen["page"] = (result.output / "404.html").read_text(encoding="utf-8")
        seen["folder"] = result.output
        seen["inputs"] = result.inputs
        # An edit of the theme is on the next page.
        site.write("themes/mine/templates/404.html", "<p>Edited</p>")
        assert run().changed
        seen["edited"] = (result.output / "404.html").read_text(encoding="utf-8")
        report(result)
        ready("http://127.0.0.1:8000/")

    monkeypatch.setattr(theme_preview, "serve", serve)
    result = CliRunner().invoke(main, ["theme", "preview", "--site", str(tmp_path)])

    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == f"Every page of the theme: http://127.0.0.1:8000/{INDEX}"
    assert (seen["page"], seen["edited"]) == ("<p>Mine</p>", "<p>Edited</p>")
    assert seen["inputs"][0] == tmp_path / "themes"
    assert not seen["folder"].exists()
    assert sorted(tmp_path.rglob("*")) == before


def test_a_theme_that_is_not_there_is_said_before_anything_is_made(tmp_path):
    result = CliRunner().invoke(main, ["theme", "preview", "civik", "--site", str(tmp_path)])

    assert result.exit_code == 2
    assert 'there is no theme "civik"' in result.output
    assert 'did you mean "civic"?' in result.output
