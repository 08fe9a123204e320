"""The modules of the write page's script, in Chromium and with the policy of that page."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

GITHUB = {
    "new_file": "{repository}/new/{branch}?filename={path}&value={text}",
    "new_empty_file": "{repository}/new/{branch}?filename={path}",
    "upload": "{repository}/upload/{branch}/{folder}",
    "fork": "{repository}/fork",
    "view": "{repository}/blob/{branch}/{path}",
    "request": "pull request",
    "buttons": ["Propose changes"],
    "upload_buttons": ["Commit changes"],
    "fork_button": "Create fork",
    "max_address": 7_500,
}
SUBMIT = {"repository": "https://github.com/example/stories", "branch": "main", "folder": "", "host": GITHUB}


def story(**fields: object) -> dict[str, object]:
    given = {
        "title": "A jar",
        "date": "2026-11-30",
        "author": {"id": "rosa"},
        "text": "It filled up.",
        "file": "2026-11-30-a-jar",
    }
    return {**given, **fields}


def test_a_name_has_a_date_and_plain_letters(modules):
    assert (
        modules.call("names", "fileName", "Una pregunta más: Łódź!", "2026-11-30")
        == "2026-11-30-una-pregunta-mas-lodz"
    )


def test_a_story_as_a_file(modules):
    assert modules.call(
        "markdown",
        "toFile",
        story(topics=["a: b"], answers=[{"question": "What was it?", "answer": "A jar."}]),
    ) == (
        '---\ntitle: "A jar"\ndate: 2026-11-30\nauthor: rosa\ntopics: ["a: b"]\n---\nIt filled up.\n\n## What was it?\n\nA jar.\n'
    )


def test_what_google_docs_puts_on_the_clipboard(modules):
    html = """<b style="font-weight:normal;" id="docs-internal-guid-1"><h1><span style="font-weight:700">Planes</span></h1>
    <p><span style="font-weight:400">Our </span><span style="font-weight:700">forty</span><span> planes.</span></p></b>"""

    assert modules.call("paste", "markdownFromHtml", html)["markdown"] == "## Planes\n\nOur **forty** planes."


def test_a_short_story_is_filled_in_at_the_host(modules):
    [first, *_] = modules.run(
        "return (await use('send')).ways(...argument).map(({files, ...way}) => way)", [story(), SUBMIT]
    )

    assert first["way"] == "new-file"
    assert first["url"].startswith(
        "https://github.com/example/stories/new/main?filename=content/posts/2026-11-30-a-jar.md&value=---%0Atitle"
    )


def test_drafts_are_kept_and_deleted(modules):
    found = modules.run(
        """const drafts = await (await use('drafts')).open('/here/');
        const saved = await drafts.save({...argument, file: '', pictures: [{name: 'a.jpg', alt: 'A jar', blob: new Blob(['jar'])}]});
        const again = await drafts.save({...saved, title: 'Another title'});
        const loaded = await drafts.load(saved.id);
        const listed = await drafts.list();
        await drafts.removeAll();
        return {kept: drafts.kept, file: again.file, title: loaded.title, picture: await loaded.pictures[0].blob.text(),
                listed: listed.length, left: (await indexedDB.databases()).length};""",
        story(),
    )

    assert found == {
        "kept": True,
        "file": "2026-11-30-a-jar",
        "title": "Another title",
        "picture": "jar",
        "listed": 1,
        "left": 0,
    }


def picture(width: int, height: int, kind: str = "JPEG", **options: object) -> str:
    data = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(data, kind, **options)
    return base64.b64encode(data.getvalue()).decode()


PREPARE = """
const [data, name, taken] = argument;
const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
const pictures = await use('pictures');
try {
    const {blob, thumbnail, ...made} = await pictures.prepare(new File([bytes], name), {}, taken);
    return {...made, type: blob.type, data: btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())))};
} catch (error) {
    return error.code ?? String(error);
}
"""


def test_a_photo_becomes_smaller(modules):
    found = modules.run(PREPARE, [picture(3200, 1600), "IMG 2034.JPG", ["img-2034.jpg"]])

    assert (found["name"], found["width"], found["height"], found["type"]) == (
        "img-2034-2.jpg",
        1600,
        800,
        "image/jpeg",
    )
    assert Image.open(io.BytesIO(base64.b64decode(found["data"]))).size == (1600, 800)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (base64.b64encode(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").decode(), "jar.jpg", "heic"),
        (base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"/>').decode(), "jar.svg", "drawing"),
        (picture(4, 4, "GIF"), "jar.gif", "animation"),
        (base64.b64encode(b"hello").decode(), "jar.jpg", "no-picture"),
    ],
)
def test_what_is_no_photo_is_named(modules, data, name, code):
    assert modules.run(PREPARE, [data, name, []]) == code


def test_a_preview_has_no_html_of_the_text(modules):
    shown = modules.run(
        """const place = document.createElement('div');
        place.append((await use('preview')).preview(argument));
        return place.innerHTML;""",
        "## Hi\n\n**b** <img src=x onerror=alert(1)> [j](javascript:alert(1))",
    )

    assert shown == (
        "<h2>Hi</h2><p><strong>b</strong> &lt;img src=x onerror=alert(1)&gt; "
        '<a data-target="javascript:alert(1)">j</a></p>'
    )
