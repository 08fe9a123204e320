"""The modules of the write page's script, in Chromium and with the policy of that page."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image, PngImagePlugin
from tests.payloads.corpus import every

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


def photo(width: int, height: int, kind: str = "JPEG", mode: str = "RGB", **options: object) -> str:
    """A picture, red on its left half and blue on its right, in base64."""
    image = Image.new(mode, (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    data = io.BytesIO()
    image.save(data, kind, **options)
    return base64.b64encode(data.getvalue()).decode()


def opened(found: dict[str, str]) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(found["data"])))


def test_a_photo_is_upright_and_says_nothing_of_its_place(modules):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "Emma at the jar"
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 52.0, 0.0), 3: "W", 4: (87.0, 37.0, 0.0)})
    data = photo(400, 200, exif=exif, comment=b"Room 12")
    assert b"Emma" in base64.b64decode(data)

    found = modules.run(PREPARE, [data, "Emma's photo.jpeg", []])
    image = opened(found)

    assert (image.size, (found["width"], found["height"])) == ((200, 400), (200, 400))
    red, blue = image.convert("RGB").getpixel((100, 50)), image.convert("RGB").getpixel((100, 350))
    assert red[0] > 200 > blue[0]
    assert blue[2] > 200 > red[2]
    assert dict(image.getexif()) == {}
    assert not any(
        word in base64.b64decode(found["data"])
        for word in (b"Exif", b"Emma", b"Room 12", b"GPS", b"http://ns.adobe.com")
    )
    assert found["name"] == "emmas-photo.jpg"


def test_what_is_transparent_stays_transparent(modules):
    image = Image.new("RGBA", (40, 20), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (20, 0, 40, 20))
    data = io.BytesIO()
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Emma")
    image.save(data, "PNG", pnginfo=info)

    found = modules.run(PREPARE, [base64.b64encode(data.getvalue()).decode(), "badge.png", []])

    made = opened(found).convert("RGBA")
    assert found["name"] in ("badge.png", "badge.webp")
    assert made.getpixel((2, 2))[3] == 0
    assert made.getpixel((30, 10)) == (0, 0, 255, 255)
    assert b"Emma" not in base64.b64decode(found["data"])


def test_a_picture_of_a_few_colors_stays_sharp(modules):
    found = modules.run(PREPARE, [photo(300, 200, "PNG"), "Screen Shot 2026-11-30 at 1.05.12 PM.png", []])

    assert (found["name"], found["type"]) == ("screen-shot-2026-11-30-at-1-05-12-pm.png", "image/png")


def test_a_small_picture_is_not_made_larger_and_its_thumbnail_is_small(modules):
    found = modules.run(
        """const {prepare} = await use('pictures');
        const bytes = Uint8Array.from(atob(argument), (letter) => letter.charCodeAt(0));
        const {width, height, thumbnail} = await prepare(new File([bytes], '漢字.jpg'));
        const image = new Image();
        image.src = thumbnail;
        await image.decode();
        return [width, height, image.naturalWidth, image.naturalHeight, thumbnail.slice(0, 15)];""",
        photo(800, 400),
    )

    assert found == [800, 400, 160, 80, "data:image/jpeg"]


def test_a_damaged_photo_is_named(modules):
    data = base64.b64decode(photo(300, 200))[:60]

    assert modules.run(PREPARE, [base64.b64encode(data).decode(), "jar.jpg", []]) == "damaged"


def test_a_file_that_no_phone_could_open_is_named(modules):
    found = modules.run(
        """const {prepare} = await use('pictures');
        return prepare(new File([new Uint8Array(11)], 'jar.jpg'), {bytes: 10}).catch((error) => [error.code, error.file]);"""
    )

    assert found == ["too-large", "jar.jpg"]


def test_a_preview_shows_what_markdown_says(modules):
    text = """It *was* **full**, ~~empty~~, ***both***: H~2~O, x^2^, ==marked== and `a*b`. See [the *jar*](https://example.org/a_(b)), <https://example.org/> or ![A jar](jar.jpg).[^1]

# First

1. one
2. two
   - inner

     more

- [x] done

> quoted
goes on

| a | b \\| c |
|:-:|--:|
| 1 | `2` |

```js
<b>code</b>
```

***

One\\
two \\*stars\\* snake_case &amp; 3 * 4

![A jar](jar.jpg "By December")

[^1]: A *note*."""
    shown = modules.run(
        """const place = document.createElement('div');
        const pictures = [{name: 'jar.jpg', alt: 'A jar', blob: new Blob(['x'], {type: 'image/jpeg'})}];
        place.append((await use('preview')).preview(argument, pictures));
        return place.innerHTML.replaceAll(/blob:[^"]+/g, 'blob');""",
        text,
    )

    link = 'target="_blank" rel="noopener noreferrer"'
    assert shown == (
        "<p>It <em>was</em> <strong>full</strong>, <del>empty</del>, <strong><em>both</em></strong>: H<sub>2</sub>O, x<sup>2</sup>, "
        f'<mark>marked</mark> and <code>a*b</code>. See <a href="https://example.org/a_(b)" {link}>the <em>jar</em></a>, '
        f'<a href="https://example.org/" {link}>https://example.org/</a> or <img src="blob" alt="A jar">.<sup>1</sup></p>'
        "<h2>First</h2>"
        "<ol><li>one</li><li><p>two</p><ul><li><p>inner</p><p>more</p></li></ul></li></ol>"
        "<ul><li>☑ done</li></ul>"
        "<blockquote><p>quoted\ngoes on</p></blockquote>"
        '<table><thead><tr><th align="center">a</th><th align="right">b | c</th></tr></thead>'
        '<tbody><tr><td align="center">1</td><td align="right"><code>2</code></td></tr></tbody></table>'
        "<pre><code>&lt;b&gt;code&lt;/b&gt;</code></pre>"
        "<hr>"
        "<p>One<br>two *stars* snake_case &amp; 3 * 4</p>"
        '<figure><img src="blob" alt="A jar" title="By December"><figcaption>By December</figcaption></figure>'
        '<div class="footnote"><hr><ol><li>A <em>note</em>.</li></ol></div>'
    )


def test_no_payload_runs_in_a_preview(modules):
    """Payloads of many collections, each as text, as a link, as a picture, and as its words."""
    payloads = [payload for payload in every() if len(payload) < 5_000][::4]
    texts = [
        form.replace("{}", payload)
        for payload in payloads
        for form in ("{}", "[x]({})", "![{}]({})", "<{}>", "[{}](https://example.org/)")
    ]

    found = modules.run(
        """const {preview} = await use('preview');
        const known = new Set('p h2 h3 h4 h5 h6 ul ol li blockquote pre code hr br em strong del sub sup mark a img span table thead tbody tr th td figure figcaption div'.split(' '));
        const odd = new Set();
        const place = document.body.appendChild(document.createElement('div'));
        for (const text of argument) {
            place.replaceChildren(preview(text, [{name: 'x', blob: new Blob(['x'])}]));
            for (const element of place.querySelectorAll('*')) {
                if (!known.has(element.localName)) odd.add(element.localName);
                for (const {name, value} of element.attributes) {
                    if (!['href', 'src', 'alt', 'title', 'class', 'start', 'align', 'target', 'rel', 'data-target'].includes(name)) odd.add(name);
                    if (name === 'href' && !/^(https?|mailto):/i.test(element.href)) odd.add(element.href);
                    if (name === 'src' && !value.startsWith('blob:')) odd.add(value);
                }
            }
        }
        place.remove();
        return [...odd];""",
        texts,
    )

    assert len(texts) > 500
    assert found == []


def test_several_drafts_the_newest_first(modules):
    found = modules.run(
        """const {open} = await use('drafts');
        const drafts = await open('/several/');
        const elsewhere = await open('/elsewhere/');
        const saved = [];
        for (const title of ['One', 'Two', '']) {
            saved.push(await drafts.save({title, date: '2026-11-30'}));
            // Moments differ by a millisecond at least.
            while (new Date().toISOString() === saved.at(-1).saved);
        }
        const named = await drafts.save({...saved[2], title: 'Three at last'});
        await drafts.remove(saved[0].id);
        const listed = (await drafts.list()).map(({title, file}) => [title, file]);
        const there = await elsewhere.list();
        const gone = await drafts.load(saved[0].id);
        await drafts.removeAll();
        await elsewhere.removeAll();
        return {listed, there, gone: gone ?? null, file: saved[2].file, ids: new Set(saved.map(({id}) => id)).size};"""
    )

    assert found == {
        "listed": [["Three at last", "2026-11-30-three-at-last"], ["Two", "2026-11-30-two"]],
        "there": [],
        "gone": None,
        "file": "",
        "ids": 3,
    }


@pytest.mark.parametrize(
    "broken",
    [
        "throw new DOMException('private', 'SecurityError')",
        "const request = {error: new DOMException('full', 'QuotaExceededError')}; setTimeout(() => request.onerror()); return request",
    ],
)
def test_a_browser_that_keeps_nothing_says_so_and_goes_on(modules, broken):
    found = modules.run(
        f"""const usual = IDBFactory.prototype.open;
        IDBFactory.prototype.open = () => {{ {broken} }};
        const drafts = await (await use('drafts')).open('/private/');
        IDBFactory.prototype.open = usual;
        const saved = await drafts.save({{title: 'A jar', date: '2026-11-30'}});
        const listed = await drafts.list();
        await drafts.removeAll();
        return [drafts.kept, drafts.reason, listed.length, (await drafts.list()).length, saved.file];"""
    )

    assert found == [
        False,
        "SecurityError" if "private" in broken else "QuotaExceededError",
        1,
        0,
        "2026-11-30-a-jar",
    ]


def test_all_drafts_go_even_while_another_tab_has_them_open(modules):
    found = modules.run(
        """const {open} = await use('drafts');
        const [one, other] = [await open('/tabs/'), await open('/tabs/')];
        const story = await other.save({title: 'A jar', date: '2026-11-30'});
        await one.removeAll();
        const left = (await (await open('/tabs/')).list()).length;
        // Who goes on writing there keeps what is written from now on.
        await other.save(story);
        const again = (await one.list()).length;
        await other.removeAll();
        return [left, again, (await indexedDB.databases()).filter(({name}) => name.includes('elsewhere')).length];"""
    )

    assert found == [0, 1, 0]
