"""The search in a real browser: what is found, how it is shown, what it loads; and what others have reported of such searches."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.conftest import CONFIG, post

from edblog.catalog.search import index
from edblog.web.terms import words_of

HOME = "https://district.example/stories/"
SEARCHED = f"{CONFIG}\n[search]\nenabled = true\n"
STORIES = {
    "jar": post(
        "The question jar", "2026-01-02", "Thirty slips in a jar. Fractions on some.", topics="[talk]"
    ),
    "chart": post(
        "Fractions on a wall",
        "2026-02-03",
        "## What the chart said\n\nNobody reads a chart.",
        topics="[talk, science]",
    ),
    "senales": post("Señales de humo", "2025-05-06", "Hacíamos preguntas y una canción.", lang="es"),
    "bunsu": post("分数の授業", "2025-06-07", "水を飲む。", lang="ja"),
    "markup": post(
        "'A <b onload=alert(1)>bold</b> & <img src=x> start'",
        "2025-07-08",
        "`<style onload='alert(1)'>` is code.",
    ),
    "studied": post(
        "What I studied",
        "2025-08-09",
        "Inferring, equations, creative Éditeurs. C++ and café. Tier 2 of U.S. schools, dedication.",
    ),
}

STEMS = dict(
    pair.split(":")
    for pair in """
    skis:ski skies:sky sky:sky idly:idl gently:gentl ugly:ugli early:earli only:onli singly:singl andes:andes atlas:atlas bias:bias
    cosmos:cosmos howe:howe news:news classes:class tied:tie ties:tie cries:cri studied:studi gas:gas gaps:gap this:this kiwis:kiwi
    bus:bus agreed:agre agreedly:agre proceed:proceed succeed:succeed exceed:exceed need:need fished:fish repeatedly:repeat
    running:run hoping:hope hopping:hop added:add egged:egg adding:add luxuriated:luxuri troubled:troubl sized:size dying:die
    tying:tie evening:evening canning:canning inning:inning earring:earring herring:herring outing:outing bring:bring ring:ring
    say:say cry:cri by:by enjoy:enjoy yes:yes youth:youth saying:say generate:generat generously:generous communism:communism
    community:communiti arsenal:arsenal emergency:emergenc international:internat interest:interest later:later organization:organiz
    organize:organiz past:past pasted:paste universe:univers university:universiti rational:ration relational:relat
    conditional:condit valence:valenc hesitancy:hesit reasonably:reason differently:differ organizer:organiz digitization:digit
    operator:oper formation:format formalism:formal formality:formal formally:formal hopefulness:hope hopefully:hope
    callousness:callous callously:callous decisiveness:decis creativity:creativ feasibility:feasibl sensibly:sensibl
    biologist:biolog biology:biolog apology:apolog fearlessly:fearless quickly:quick cheaply:cheapli slowly:slowli
    rationalize:ration duplicate:duplic electricity:electr electrical:electr hopeful:hope goodness:good demonstrative:demonstr
    formative:format revival:reviv allowance:allow inference:infer teacher:teacher gyroscopic:gyroscop adjustable:adjust
    defensible:defens irritant:irrit replacement:replac adjustment:adjust dependent:depend adoption:adopt decision:decis
    homologous:homolog activate:activ effective:effect bowdlerize:bowdler rate:rate cease:ceas probate:probat controll:control
    roll:roll experiment:experi experience:experi assessment:assess assessed:assess assessing:assess implementing:implement
    implementation:implement reflections:reflect reflecting:reflect students:student studies:studi grading:grade graded:grade
    fractions:fraction fractional:fraction measured:measur measurement:measur
    """.split()
)
"""Words with what Snowball's stemmer for English, version 3.1.1, makes of them: each of its rules and exceptions."""


class Visit:
    """A browser on a site; notes what it asks for and what it complains of."""

    def __init__(self, site, page):
        self.site, self.page = site, page
        self.asked, self.said = [], []
        self.root = site.folder / "site"
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.route("https://district.example/**", self.answer)

    def answer(self, route):
        name = route.request.url.partition("/stories/")[2].partition("?")[0]
        file = self.root / (f"{name}index.html" if not name or name.endswith("/") else name)
        if name.startswith("search/") and not name.endswith("/"):
            self.asked.append(name)
        route.fulfill(path=file) if file.is_file() else route.fulfill(status=404)

    def find(self, question, **filters):
        """The titles that a question finds, from the address of the page."""
        self.page.goto("about:blank")
        self.asked.clear()
        values = "".join(f"&{name}={value}" for name, value in filters.items())
        self.page.goto(f"{HOME}search/?q={question}{values}")
        return self.titles()

    def titles(self):
        expect(self.page.locator("#eb-status")).not_to_be_empty()
        return self.page.locator(".found-list h3").all_text_contents()


@pytest.fixture(scope="module")
def built(make_site):
    files = {f"content/posts/{name}.md": text for name, text in STORIES.items()}
    site = make_site({"edblog.toml": SEARCHED, **files})
    assert site.build().ok
    return site


@pytest.fixture
def visit(built, page):
    return Visit(built, page)


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("jar", ["The question jar"]),
        ("fractions", ["Fractions on a wall", "The question jar"]),  # a title before a text
        ("fraction jar", ["The question jar"]),
        ("frac", ["Fractions on a wall", "The question jar"]),  # the start of a word
        ("fracttions", ["Fractions on a wall", "The question jar"]),  # one letter too many
        ("rfactions", ["Fractions on a wall", "The question jar"]),  # a slip in the first letters
        ("what the chart", ["Fractions on a wall"]),
        ("RED TOPIC", []),
        ("science", ["Fractions on a wall"]),  # a topic
        ("rosa okafor", ["Rosa Okafor", "Fractions on a wall", "The question jar", "What I studied", "'A <b onload=alert(1)>bold</b> & <img src=x> start'".strip("'"), "分数の授業", "Señales de humo"]),
        ("senales", ["Señales de humo"]),  # mkdocs/mkdocs#2128
        ("canciones pregunta", ["Señales de humo"]),
        ("genéral", []),  # olivernn/lunr.js#269
        ("editeurs", ["What I studied"]),  # McShelby/hugo-theme-relearn#1129
        ("Éditeurs", ["What I studied"]),  # MihaiValentin/lunr-languages#71
        ("infer equation", ["What I studied"]),
        ("tier 2", ["What I studied"]),
        ("tier 3", []),
        ("u.s. dedicated", ["What I studied"]),
        ("what's studying", ["What I studied"]),
        ("reads", ["Fractions on a wall"]),
        ("read nobodies", ["Fractions on a wall"]),
        ("分数", ["分数の授業"]),
        ("授業分数", []),
        ("水", ["分数の授業"]),  # nornagon/cdda-guide#87
        ("__proto__", []),  # sphinx-doc/sphinx#13096
        ("constructor", []),  # the same
        ("%2Bextension (spring", []),  # thegrumpys/odop#676
        ("c%2B%2B [", ["What I studied"]),  # olivernn/lunr.js#12
        ("%3Cb onload%3D", ["A <b onload=alert(1)>bold</b> & <img src=x> start"]),  # squidfunk/mkdocs-material#906
        ("the", ["The question jar", "Fractions on a wall"]),
    ],
)  # fmt: skip
def test_questions_find(visit, question, titles):
    found = visit.find(question)

    assert found == titles
    assert visit.said == []
    if not titles:
        expect(visit.page.get_by_role("heading", name="Nothing found for")).to_be_visible()


def test_words_are_marked_and_texts_stay_texts(visit):
    visit.find("bold start")
    first = visit.page.locator(".found-list li").first

    assert first.locator("mark").all_text_contents() == ["bold", "start"]
    assert first.locator("b, img").count() == 0  # squidfunk/mkdocs-material#2879
    visit.find("分数")
    assert visit.page.locator(".found-list mark").all_text_contents() == ["分数"]
    assert visit.page.locator(".found-list h3").get_attribute("lang") == "ja"


def test_a_question_is_shown_as_text_however_it_is_written(visit):
    # docsifyjs/docsify#1549
    visit.find("%3Cimg src%3Dx onerror%3Dalert(1)%3Eqqqq")

    expect(visit.page.get_by_role("heading", name="<img src=x onerror=alert(1)>qqqq")).to_be_visible()
    assert visit.page.locator("#eb-found img").count() == 0
    assert visit.said == []


def test_filters_narrow_down_come_off_and_the_back_button_undoes_them(visit):
    assert len(visit.find("rosa")) == 7
    page = visit.page
    page.locator("summary", has_text="Narrow down").evaluate("each => each.parentElement.open = true")
    page.get_by_role("link", name="science 1").click()

    expect(page.get_by_role("heading", name="1 found")).to_be_visible()
    assert visit.titles() == ["Fractions on a wall"]
    assert page.url == f"{HOME}search/?q=rosa&topics=science"
    page.get_by_role("link", name="Remove the filter science").click()
    expect(page.get_by_role("heading", name="7 found")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="1 found")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="7 found")).to_be_visible()
    assert visit.find("rosa", kind="authors") == ["Rosa Okafor"]
    assert visit.find("rosa", years="2026") == ["Fractions on a wall", "The question jar"]
    assert visit.find("rosa", languages="es") == ["Señales de humo"]
    assert visit.find("rosa", kind="__proto__") == []
    page.get_by_role("searchbox").last.fill("")
    expect(page.get_by_role("heading", name="Look around")).to_be_visible()
    expect(page).to_have_url(f"{HOME}search/?q=")
    assert visit.said == []


def test_who_finds_nothing_gets_ways_on(visit):
    assert visit.find("fractions canción", years="2025") == []
    page = visit.page

    assert page.locator(".ways h3").all_text_contents() == ["Fewer words", "Look around"]
    page.get_by_role("link", name="cancion").click()
    expect(page.locator(".found-list h3")).to_have_text(["Señales de humo"])
    expect(page.get_by_label("Search the stories")).to_have_value("cancion")
    visit.find("chart", years="2025")
    page.get_by_role("link", name="Without 2025").click()
    expect(page.locator(".found-list h3")).to_have_text(["Fractions on a wall"])


def test_results_come_while_somebody_types_and_the_last_question_counts(visit):
    # mwmbl/front-end-original#14, mjakeman/extension-manager#397
    page = visit.page
    page.goto(f"{HOME}search/")
    expect(page.get_by_role("heading", name="Look around")).to_be_visible()
    field = page.get_by_label("Search the stories")
    expect(field).to_be_focused()
    field.press_sequentially("jar")

    expect(page.get_by_role("status")).to_have_text("1 found")
    field.fill("fractions")
    expect(page.get_by_role("status")).to_have_text("2 found")
    expect(page).to_have_url(f"{HOME}search/?q=fractions")
    field.fill("")
    expect(page.get_by_role("heading", name="Look around")).to_be_visible()
    expect(page.locator("#eb-found")).to_be_empty()
    assert visit.said == []


def test_the_field_of_every_page_is_a_key_away(visit):
    page = visit.page
    page.set_viewport_size({"width": 1200, "height": 800})
    page.goto(f"{HOME}posts/jar/")
    page.keyboard.press("Control+k")
    field = page.get_by_role("searchbox", name="Search the stories")
    expect(field).to_be_focused()
    page.keyboard.type("frac")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{HOME}search/?q=frac")
    assert visit.titles() == ["Fractions on a wall", "The question jar"]
    page.keyboard.press("Control+k")
    expect(page.get_by_label("Search the stories")).to_be_focused()
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(f"{HOME}posts/jar/")
    expect(field).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("link", name="Search the stories")).to_be_focused()
    box = page.get_by_role("link", name="Search the stories").bounding_box()
    assert min(box["width"], box["height"]) >= 44
    page.keyboard.press("Enter")
    page.get_by_label("Search the stories").fill("jar")
    assert visit.titles() == ["The question jar"]
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_new_edition_of_the_site_is_no_trouble_for_an_open_page(built, make_site, page, tmp_path):
    # easyops-cn/docusaurus-search-local#171, observablehq/framework#1557
    sources = built.sources()
    site = make_site(sources, bare=True)
    site.build()
    visit = Visit(site, page)
    assert visit.find("jar") == ["The question jar"]
    site.write(
        "content/posts/jar.md",
        post("The question box", "2026-01-02", "Fractions and a quetzal.", topics="[talk]"),
    )
    site.build()
    page.get_by_label("Search the stories").fill("quetzal")

    expect(page.locator(".found-list h3")).to_have_text(["The question box"])


def test_a_failed_request_is_said_and_the_lists_stay(visit):
    visit.page.route("**/search/manifest.json", lambda route: route.abort())
    visit.page.goto(f"{HOME}search/?q=jar")

    expect(visit.page.get_by_role("status")).to_have_text(
        "The search could not be loaded. Check your connection and try again."
    )
    expect(visit.page.get_by_role("link", name="Topics")).to_be_visible()


def test_the_page_has_lists_without_scripts(built, browser):
    context = browser.new_context(java_script_enabled=False)
    visit = Visit(built, context.new_page())
    visit.page.goto(f"{HOME}search/")

    expect(visit.page.get_by_text("Searching needs JavaScript")).to_be_visible()
    visit.page.get_by_role("link", name="Topics").last.click()
    expect(visit.page.get_by_role("heading", name="Topics")).to_be_visible()
    context.close()


def test_the_script_finds_the_same_words_as_the_builder(visit):
    visit.page.goto(f"{HOME}search/")
    texts = [
        "Señor Núñez’s naïve café", "STRASSE Straße ŒUVRE Łódź İstanbul ΣΊΣΥΦΟΣ", "học sinh tiếng Việt", "수업 이야기", "مُعَلِّم شَمْس",
        "Don't re-read C3PO_2!", "co\u00adop\u200bed", "ﬁne ① ½ ﷺ", "हिन्दी विद्यालय", "שָׁלוֹם", "e\u0301te\u0301", *(text for text in STORIES.values() if text.isascii()),
    ]  # fmt: skip
    found = visit.page.evaluate("texts => texts.map(wordsOf)", texts)

    assert found == [words_of(text) for text in texts]
    assert visit.page.evaluate("['abc', 'señales', '分数'].map(hashed)") == [
        __import__("edblog.catalog.search.codec", fromlist=["hashed"]).hashed(word)
        for word in ("abc", "señales", "分数")
    ]


def test_english_words_have_the_stems_that_snowball_gives_them(visit):
    visit.page.goto(f"{HOME}search/")

    assert visit.page.evaluate("words => words.map(english)", [*STEMS]) == [*STEMS.values()]


@pytest.fixture(scope="module")
def large(make_site):
    """A site of 300 stories whose tables are as small, for its size, as those of a large site."""
    patch = pytest.MonkeyPatch()
    patch.setattr(index, "ENTRIES", 8)
    patch.setattr(index, "SHARE", 2)
    patch.setattr(index, "SMALL", 5)
    corpus = [re.sub(r"\W+", " ", text) for text in STORIES.values()]
    words = [word for text in corpus for word in text.split() if word.isascii() and len(word) > 3]
    files = {}
    for number in range(300):
        day = date(2025, 1, 1) + timedelta(days=number)
        own = " ".join(words[(number * step) % len(words)] for step in range(1, 40))
        files[f"content/posts/s{number}.md"] = post(
            f"Story number {number}",
            f"{day}",
            f"{own} apple pear{number % 9}.",
            topics=f"[topic{number % 5}]",
        )
    site = make_site({"edblog.toml": SEARCHED, **files})
    assert site.build().ok
    patch.undo()
    return site


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("apple", {}),
        ("apple pear3", {}),
        ("appel pear3", {}),
        ("papple", {}),
        ("apple pear3 question", {"topics": "topic2"}),
        ("zzzz qqqq", {}),
    ],
)
def test_a_question_asks_for_few_files(large, page, question, filters):
    visit = Visit(large, page)
    found = visit.find(question, **filters)
    size = sum(len(gzip.compress((visit.root / name).read_bytes())) for name in visit.asked)

    assert len(visit.asked) == len(set(visit.asked)) <= 6
    assert size < 60_000
    assert bool(found) == (question != "zzzz qqqq")
    assert visit.said == []


def test_more_results_are_a_button_away_and_get_the_focus(large, page):
    visit = Visit(large, page)
    shown = visit.find("pear3")
    assert 3 <= len(shown) <= 10
    assert shown == sorted(shown, key=lambda title: -int(title.split()[-1]))
    expect(page.get_by_role("heading", name="33 found")).to_be_visible()
    page.get_by_role("button", name="Show more").click()

    expect(page.locator(".found-list h3").nth(len(shown))).to_be_visible()
    expect(page.locator(".found-list a").nth(len(shown))).to_be_focused()
    assert visit.titles()[: len(shown)] == shown


def test_a_filter_of_a_large_site_loads_when_it_is_opened(large, page):
    visit = Visit(large, page)
    page.set_viewport_size({"width": 1200, "height": 800})
    visit.find("pear3")
    before = list(visit.asked)
    page.locator("details[data-name=topics] summary").click()
    page.get_by_role("link", name="topic2").click()

    expect(page.get_by_role("link", name="Remove the filter topic2")).to_be_visible()
    manifest = json.loads((visit.root / "search/manifest.json").read_text())
    assert f"search/{manifest['filters']['topics']}.txt" in visit.asked
    assert f"search/{manifest['filters']['topics']}.txt" not in before


def test_scripts_have_no_way_to_make_markup():
    folder = Path(__file__).parents[2] / "themes/common/static"
    assert all(
        "innerHTML" not in (folder / name).read_text(encoding="utf-8")
        for name in ("search.js", "results.js", "find.js")
    )
