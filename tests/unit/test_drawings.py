"""Drawings: what is refused with its place, what is left out, and that the rest is the same drawing."""

from __future__ import annotations

import re
from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image

from edblog.files.drawings import Drawing, DrawingError, read_drawing
from edblog.files.pictures import clean_embedded
from edblog.sources.media import read_media

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="


def svg(inside, more=""):
    return f'<svg {NS}{more} width="40" height="30">{inside}</svg>'


INSIDE = {
    "script": "<script>alert(1)</script>",
    "script src": '<script href="https://evil.example/x.js"/>',
    "script xlink": '<script xlink:href="data:text/javascript,alert(1)"/>',
    "script in a prefix": '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
    "script in a default namespace": '<g xmlns="http://www.w3.org/2000/svg"><script>1</script></g>',
    "script of HTML": f"<h:script {XHTML}>alert(1)</h:script>",
    "script of no namespace": '<g xmlns=""><script>alert(1)</script></g>',
    "script in metadata": "<metadata><script>alert(1)</script></metadata>",
    "script in a foreign element": '<x:y xmlns:x="urn:x"><script>alert(1)</script></x:y>',
    "script in CDATA": "<script><![CDATA[alert(1)]]></script>",
    "script in title": "<title><script>1</script></title>",
    "script in desc": f"<desc><h:img {XHTML} src='x' onerror='alert(1)'/></desc>",
    "iframe": f"<h:iframe {XHTML} src='javascript:alert(1)'/>",
    "embed": f"<h:embed {XHTML} src='x'/>",
    "audio": "<audio href='x'/>",
    "video of HTML": f"<h:video {XHTML} src='https://evil.example/'/>",
    "link of HTML": f"<h:link {XHTML} rel='stylesheet' href='https://evil.example/'/>",
    "meta of HTML": f"<h:meta {XHTML} http-equiv='refresh' content='0;url=https://evil.example/'/>",
    "form of HTML": f"<h:form {XHTML} action='https://evil.example/'/>",
    "base of HTML": f"<h:base {XHTML} href='https://evil.example/'/>",
    "MathML": '<math xmlns="http://www.w3.org/1998/Math/MathML" href="javascript:alert(1)"/>',
    "XSLT": '<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform" version="1.0"/>',
    "XML events": '<e:listener xmlns:e="http://www.w3.org/2001/xml-events" event="load"/>',
    "XBL": '<b:bindings xmlns:b="http://www.mozilla.org/xbl"/>',
    "handler": "<handler type='text/ecmascript'>alert(1)</handler>",
    "listener": "<listener event='load'/>",
    "set": "<set attributeName='onload' to='alert(1)'/>",
    "set href": "<a><set attributeName='href' to='javascript:alert(1)'/></a>",
    "animate href": "<a><animate attributeName='xlink:href' values='javascript:alert(1)'/></a>",
    "animate onclick": "<animate attributeName='onclick' to='alert(1)'/>",
    "animateTransform href": "<a><animateTransform attributeName='href' to='javascript:alert(1)'/></a>",
    "onload": "<g onload='alert(1)'/>",
    "ONLOAD": "<g ONLOAD='alert(1)'/>",
    "onbegin": "<animateMotion onbegin='alert(1)'/>",
    "onfocusin": "<g onfocusin='alert(1)' tabindex='1'/>",
    "onunknown": "<g onanything='alert(1)'/>",
    "a javascript": "<a href='javascript:alert(1)'><text>x</text></a>",
    "a xlink javascript": "<a xlink:href='javascript:alert(1)'/>",
    "a javascript in entities": "<a href='&#106;avascript&#58;alert(1)'/>",
    "a javascript with a tab": "<a href='java&#9;script:alert(1)'/>",
    "a javascript with a line break": "<a href='java&#10;script&#13;:alert(1)'/>",
    "a javascript with a space": "<a href='  javascript:alert(1)'/>",
    "a javascript around a link": "<a href='https://a.example/'><a href='javascript:alert(1)'/></a>",
    "script in a link": "<a href='https://a.example/'><script>alert(1)</script></a>",
    "script in foreignObject": f"<foreignObject><h:div {XHTML}><h:script>alert(1)</h:script></h:div></foreignObject>",
    "SCRIPT in foreignObject": "<foreignObject><SCRIPT>alert(1)</SCRIPT></foreignObject>",
    "script of no namespace in foreignObject": "<foreignObject><b xmlns=''><script/></b></foreignObject>",
    "iframe in foreignObject": f"<foreignObject><h:iframe {XHTML} src='https://evil.example/'/></foreignObject>",
    "onclick in foreignObject": f"<foreignObject><h:p {XHTML} onclick='alert(1)'>x</h:p></foreignObject>",
    "onload of foreignObject": "<foreignObject onload='alert(1)'/>",
    "link in foreignObject": f"<foreignObject><h:a {XHTML} href=' java&#10;script:alert(1)'>x</h:a></foreignObject>",
    "form in foreignObject": f"<foreignObject><h:form {XHTML} action='https://evil.example/'/></foreignObject>",
    "XInclude": "<x:include xmlns:x='http://www.w3.org/2001/XInclude' href='https://evil.example/'/>",
    "animate from a program": "<a><animate attributeName='x' values='javascript:alert(1)'/></a>",
    "animate of a prefix": "<a><animate attributeName='q:href' to='#x'/></a>",
    "style fonts of another kind": "<style>@font-face{src:url(x.woff2)}*{fill:url(https://evil.example/#a)}</style>",
    "style import behind one of fonts": "<style>@import url(https://a.example/font.css);@import 'https://evil.example/x.css';</style>",
    "style with fonts that is escaped": "<style>@font-f\\61 ce{src:url(https://evil.example/x.woff2)}</style>",
    "a JaVaScRiPt": "<a href='JaVaScRiPt:alert(1)'/>",
    "a vbscript": "<a href='vbscript:msgbox(1)'/>",
    "a data": "<a href='data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;'/>",
    "use elsewhere": "<use href='https://evil.example/x.svg#a'/>",
    "use data": "<use href='data:image/svg+xml;base64,PHN2Zy8+#a'/>",
    "use a file": "<use xlink:href='other.svg#a'/>",
    "image elsewhere": "<image href='https://evil.example/x.png'/>",
    "image without a scheme": "<image xlink:href='//evil.example/x.png'/>",
    "image file": "<image href='file:///etc/passwd'/>",
    "image beside": "<image href='x.png'/>",
    "image SVG in data": "<image href='data:image/svg+xml;base64,PHN2Zy8+'/>",
    "image data with a script": "<image href='data:image/png,&lt;script'/>",
    "feImage elsewhere": "<filter id='f'><feImage href='https://evil.example/'/></filter>",
    "mpath elsewhere": "<animateMotion><mpath href='https://evil.example/#a'/></animateMotion>",
    "textPath elsewhere": "<text><textPath href='https://evil.example/#a'/></text>",
    "gradient elsewhere": "<linearGradient href='https://evil.example/#a'/>",
    "fill url": "<rect fill='url(https://evil.example/#a)'/>",
    "fill url quoted": "<rect fill='url(\"https://evil.example/#a\")'/>",
    "filter url": "<rect filter='url(//evil.example/#a)'/>",
    "mask url beside": "<rect mask='url(x.svg#a)'/>",
    "marker url": "<path marker-end='url( https://evil.example/ )'/>",
    "cursor url": "<g cursor='url(https://evil.example/x.cur)'/>",
    "clip-path url": "<g clip-path='URL(https://evil.example/#a)'/>",
    "style attribute": "<g style='background:url(https://evil.example/)'/>",
    "style attribute escaped": "<g style='background:\\75rl(https://evil.example/)'/>",
    "style attribute in entities": "<g style='background:u&#114;l(https://evil.example/)'/>",
    "style attribute with a comment": "<g style='background:u/**/rl(https://evil.example/)'/>",
    "style attribute not closed": "<g style='background:url(https://evil.example/'/>",
    "style attribute image-set": "<g style='background:image-set(\"https://evil.example/\" 1x)'/>",
    "style attribute -webkit-image-set": "<g style='background:-webkit-image-set(\"https://evil.example/\" 1x)'/>",
    "style attribute image": "<g style='background:image(\"https://evil.example/\")'/>",
    "style attribute expression": "<g style='width:expression(alert(1))'/>",
    "style attribute binding": "<g style='-moz-binding:url(#x)'/>",
    "style attribute behavior": "<g style='behavior:url(#x)'/>",
    "style attribute javascript": "<g style='background:url(javascript:alert(1))'/>",
    "style attribute with letters that grow when they are made small": "<g style='--a:{};fill:url(https://evil.example/);--b:{}'/>".format(
        "\u0130" * 40, "#" * 120
    ),
    "style with letters that grow when they are made small": "<style>*{{--a:{};fill:url(https://evil.example/);--b:{}}}</style>".format(
        "\u0130" * 40, "#" * 120
    ),
    "style attribute url escaped before CRLF": "<g style='fill:\\75&#13;&#10;rl(https://evil.example/)'/>",
    "style attribute url escaped before CR": "<g style='fill:\\75&#13;rl(https://evil.example/)'/>",
    "attribute url escaped before CRLF": "<g fill='\\75&#13;&#10;rl(https://evil.example/)'/>",
    "style import escaped before CRLF": "<style>@im\\70&#13;&#10;ort 'https://evil.example/x.css';</style>",
    "style image-set escaped before CRLF": "<style>*{background:\\69&#13;&#10;mage-set('https://evil.example/a.png' 1x)}</style>",
    "style attribute url of a file that begins with a quote": "<g style='fill:url(&#39;#x)'/>",
    "style import": "<style>@import 'https://evil.example/x.css';</style>",
    "style import url": "<style>@import url(https://evil.example/x.css);</style>",
    "style import escaped": "<style>@\\69mport 'https://evil.example/x.css';</style>",
    "style import with a comment": "<style>@im/**/port 'https://evil.example/x.css';</style>",
    "style IMPORT": "<style>@IMPORT 'x.css';</style>",
    "style src function": "<style>@font-face{src:src('https://evil.example/x')}</style>",
    "style in CDATA": "<style><![CDATA[@import 'x.css';]]></style>",
    "style in pieces": "<style>@im&#112;ort 'x.css';</style>",
    "style within a style": "<style><style>a{}</style>@import 'x.css';</style>",
    "element in a style": "<style><g/>@import 'x.css';</style>",
    "cross-fade": '<g style=\'background:cross-fade("a.png", "b.png")\'/>',
    "unknown element": "<blink/>",
}
LAUGHS = "".join(f"<!ENTITY a{n} '" + f"&a{n - 1};" * 10 + "'>" for n in range(1, 10))
USES = "".join(f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 10))
PATTERNS = "".join(
    f"<pattern id='p{n}'>" + f"<rect fill='url(#p{n - 1})'/>" * 10 + "</pattern>" for n in range(1, 9)
)
WHOLE = {
    "no namespace": "<svg><script>alert(1)</script></svg>",
    "another root": f"<h:html {XHTML}><h:script>alert(1)</h:script></h:html>",
    "a page": "<!doctype html><script>alert(1)</script>",
    "onload at the root": f'<svg {NS} onload="alert(1)"/>',
    "onload without a namespace": "<svg onload='alert(1)'/>",
    "stylesheet": f'<?xml-stylesheet href="https://evil.example/x.css"?><svg {NS}/>',
    "stylesheet XSLT": f'<?xml-stylesheet type="text/xsl" href="#x"?><svg {NS}/>',
    "stylesheet data": f'<?xml-stylesheet type="text/css" href="data:text/css,*{{}}"?><svg {NS}/>',
    "instruction": f"<?php system('id') ?><svg {NS}/>",
    "entity": f'<!DOCTYPE svg [<!ENTITY x "y">]><svg {NS}>&x;</svg>',
    "entity of a file": f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg {NS}><text>&x;</text></svg>',
    "entity elsewhere": f'<!DOCTYPE svg [<!ENTITY x SYSTEM "https://evil.example/">]><svg {NS}/>',
    "parameter entity": f'<!DOCTYPE svg [<!ENTITY % x SYSTEM "https://evil.example/"> %x;]><svg {NS}/>',
    "entity with a script": f'<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]><svg {NS}>&x;</svg>',
    "attributes by type": f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]><svg {NS}/>',
    "billion laughs": f"<!DOCTYPE svg [<!ENTITY a0 'ha'>{LAUGHS}]><svg {NS}><text>&a9;</text></svg>",
    "quadratic blowup": f"<!DOCTYPE svg [<!ENTITY a '{'a' * 50_000}'>]><svg {NS}>{'&a;' * 5_000}</svg>",
    "deep": f"<svg {NS}>{'<g>' * 500}{'</g>' * 500}</svg>",
    "laughing use": f"<svg {NS}><g id='a0'><path/></g>{USES}<use href='#a9'/></svg>",
    "laughing pattern behind other letters": "<svg {}>{}</svg>".format(
        NS, PATTERNS.replace("url(", chr(0x130) * 9 + "URL(")
    ),
    "laughing pattern that is escaped": "<svg {}>{}</svg>".format(
        NS, PATTERNS.replace("url(#p", "\\75 rl(\\23 p")
    ),
    "laughing pattern in hundredths": "<svg {}>{}</svg>".format(NS, PATTERNS.replace("(#p", "(#%70")),
    "laughing pattern": f"<svg {NS}>{PATTERNS}<rect fill='url(#p8)'/></svg>",
    "very long": f"<svg {NS}>{'<path/>' * 800_000}</svg>",
    "cut off": f"<svg {NS}><g>",
    "text behind": f"<svg {NS}/>alert(1)",
    "two roots": f"<svg {NS}/><svg {NS}/>",
    "prefix of nothing": "<x:svg/>",
}
ENCODED = {
    "UTF-16": svg("<script/>").encode("utf-16"),
    "UTF-16 that is harmless": svg("<g/>").encode("utf-16-le"),
    "UTF-32": svg("<g/>").encode("utf-32"),
    "UTF-7": b'<?xml version="1.0" encoding="UTF-7"?>'
    + svg("+ADw-script+AD4-alert(1)+ADw-/script+AD4-").replace("<svg", "+ADw-svg").encode(),
    "Latin-1": b'<?xml version="1.0" encoding="ISO-8859-1"?>' + svg("<text>\u00e9</text>").encode("latin-1"),
    "gzip": b"\x1f\x8b\x08\x00" + bytes(40),
    "NUL": svg("<g/>").replace("<g", "<\0g").encode(),
}


def refused(data):
    _, (problem,) = read_media("content/posts/jar.svg", data)
    return problem


@pytest.mark.parametrize("name", INSIDE)
def test_what_could_run_or_load_something_is_refused_at_its_place(name):
    data = svg("\n<rect/>\n" + INSIDE[name]).encode()
    problem = refused(data)

    assert (problem.severity, problem.code) == ("error", "unsafe-picture")
    assert problem.line == 3
    assert problem.help == "save it as a plain SVG, or as PNG"


@pytest.mark.parametrize("name", WHOLE)
def test_a_drawing_that_is_none_is_refused(name):
    problem = refused(WHOLE[name].encode())

    assert (problem.severity, problem.path) == ("error", "content/posts/jar.svg")
    assert problem.code in ("unsafe-picture", "damaged-picture", "other-kind")
    assert problem.line >= 1
    assert problem.column >= 1


@pytest.mark.parametrize("name", ENCODED)
def test_a_drawing_in_another_encoding_is_refused(name):
    problem = refused(ENCODED[name])

    assert problem.severity == "error"
    assert problem.code in ("unsafe-picture", "damaged-picture", "other-kind")


FINE = {
    "shapes": '<g id="a" class="b" transform="scale(2)"><path d="M0 0L9 9z" fill="none"/><circle r="4"/></g>',
    "text": '<text x="1" y="2" xml:space="preserve">A &lt; B  &amp; <tspan>c</tspan></text>',
    "words": "<title>A jar (in a room)</title><desc>See https://district.example/: url(x) @import</desc>",
    "label": '<g aria-label="image (2): url(x)" role="img"/>',
    "gradient": '<linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient><rect fill="url(#g)"/>',
    "style": "<style>.a{fill:url(#g);scroll-behavior:smooth} .b &gt; .c{}</style>",
    "font in data": "<style>@font-face{font-family:x;src:url(data:font/woff2;base64,AAAA)}</style>",
    "picture in data": f'<image width="1" height="1" href="data:image/png;base64,{DOT}"/>',
    "use": '<g id="a"/><use href="#a"/><use href="#a"/>',
    "use of itself": '<g id="a"><use href="#a"/></g>',
    "filter": '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>',
    "turning": '<g><animateTransform attributeName="transform" type="rotate" dur="1s"/></g>',
}


@pytest.mark.parametrize("name", FINE)
def test_a_plain_drawing_stays_as_it_is(name):
    data = f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">{FINE[name]}</svg>\n'.encode()
    drawing = read_drawing(data)

    assert drawing == Drawing(data, 40, 30)
    assert read_drawing(drawing.data) == drawing


def test_what_drawing_programs_leave_is_left_out():
    data = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- made by SECRET -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg {NS} xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 inkscape:export-filename="/home/SECRET/jar.png" viewBox="0 0 40 30"><metadata><rdf:RDF>SECRET</rdf:RDF></metadata>
<inkscape:grid>SECRET</inkscape:grid><rect xlink:href="#a" xlink:title="SECRET" xml:base="https://evil.example/"/></svg>"""

    assert read_drawing(data.encode()) == Drawing(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">\n<rect href="#a"/></svg>\n',
        40,
        30,
    )


def test_who_is_told_of_a_click_is_left_out():
    link = '<a href="#a" ping="https://evil.example/" attributionsrc="https://evil.example/"/>'

    assert (
        read_drawing(svg(link).encode()).data
        == b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><g/></svg>\n'
    )


def left_out(inside, kept=None):
    """What a notice names, and what is published of some elements."""
    media, problems = read_media("content/posts/jar.svg", svg("\n" + inside).encode())
    assert media is not None
    names = [p.message.partition(": ")[2].partition("; ")[0] for p in problems]
    assert all((p.severity, p.code) == ("notice", "drawing-left-out") for p in problems)
    published = read_drawing(svg("\n" + inside).encode()).data.decode()
    start, end = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">\n', "</svg>\n"
    assert published.startswith(start)
    assert published.endswith(end)
    return names, published[len(start) : -len(end)]


LEFT_OUT = {
    "a link": ("<a href='https://a.example/' target='_top' transform='scale(2)'><rect/></a>", ["a"], '<g transform="scale(2)"><rect/></g>'),
    "a link of draw.io": ("<a xlink:href='https://a.example/' xlink:title='x'><rect/></a>", ["a"], "<g><rect/></g>"),
    "a link in words": ("<text>See <a href='/x' fill='red'>this</a>.</text>", ["a"], '<text>See <tspan fill="red">this</tspan>.</text>'),
    "a link in a link": ("<a href='mailto:a@a.example'><a href='//a.example'><path/></a></a>", ["a"], "<g><g><path/></g></g>"),
    "animations": ("<rect><animate attributeName='x' to='9'/><set attributeName='y' to='1'/></rect>", ["animate, set"], "<rect/>"),
    "an animation of another kind": ("<rect><animateTransform attributeName='x'/></rect>", ["animateTransform"], "<rect/>"),
    "old animations": ("<rect><animateColor attributeName='fill'/><discard/></rect>", ["animateColor, discard"], "<rect/>"),
    "words in HTML": (
        f"<switch><foreignObject><h:div {XHTML}>One<h:br/>two <h:img src='https://a.example/'/></h:div></foreignObject><text>One</text></switch>",
        ["foreignObject"],
        "<switch><text>One</text></switch>",
    ),
    "words of no namespace": ("<foreignObject><p xmlns=''>x</p></foreignObject><rect/>", ["foreignObject"], "<rect/>"),
    "HTML": (f"<h:p {XHTML}>x</h:p><rect/>", ["HTML"], "<rect/>"),
    "MathML": ("<m xmlns='http://www.w3.org/1998/Math/MathML'/><rect/>", ["MathML"], "<rect/>"),
    "no namespace": ("<g xmlns=''><b/></g><rect/>", ["elements without a namespace"], "<rect/>"),
    "a web font": (
        "<style>@font-face { font-family: Virgil; src: url('https://a.example/Virgil.woff2'); } a{fill:red}</style>",
        ["@font-face"],
        "<style>  a{fill:red}</style>",
    ),
    "fonts of a service": (
        "<style>.b{}@import url('https://fonts.example/css2?family=A:wght@400;700') screen; @import '//use.fonts.example/x.css';.a{}</style>",
        ["@import of fonts"],
        "<style>.b{}   .a{}</style>",
    ),
    "a rule that would become another": (
        "<style>@im@font-face{src:url(x)}port 'https://a.example/x.css';</style>",
        ["@font-face"],
        "<style>@im port 'https://a.example/x.css';</style>",
    ),
    "a font of SVG": (
        "<font-face><font-face-src><font-face-uri xlink:href='https://a.example/'/></font-face-src></font-face>",
        ["font-face-uri"],
        "<font-face><font-face-src/></font-face>",
    ),
    "several": ("<a/><animate/><a/>", ["a, animate"], "<g/><g/>"),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_cannot_be_shown_is_left_out_and_named(name):
    inside, names, kept = LEFT_OUT[name]

    assert left_out(inside) == (names, kept)


def test_a_namespace_of_a_drawing_program_needs_no_word():
    more = ' xmlns:i="http://www.inkscape.org/namespaces/inkscape" xmlns:c="http://creativecommons.org/ns#"'

    assert read_media("content/posts/jar.svg", svg("<i:grid onclick='x'/><c:Work/>", more).encode())[1] == []


def test_the_notice_says_where_and_what_to_do():
    _, (problem,) = read_media("content/posts/jar.svg", svg("\n <a/>\n<foreignObject/>").encode())

    assert (problem.code, problem.line, problem.column) == ("drawing-left-out", 2, 2)
    assert problem.message == "these parts of the drawing are not published: a, foreignObject"
    assert problem.help == (
        "look at it on the page: words may be missing or look different; "
        "in draw.io, turn off Formatted Text and Word Wrap for them; in Mermaid, set htmlLabels to false; or save it as PNG"
    )


def photo_in_data(kind="JPEG", **options):
    out = BytesIO()
    Image.new("RGB", (4, 3), "#f2a81d").save(out, kind, **options)
    return f"data:image/{kind.lower()};base64,{b64encode(out.getvalue()).decode()}"


@pytest.mark.parametrize("tag", ["image href", "image xlink:href", "feImage href"])
def test_a_photo_within_a_drawing_tells_no_place(make_site, tag):
    exif = Image.Exif()
    exif[0xA431] = "SERIAL-0042"
    exif.get_ifd(0x8825)[1] = "N"
    dirty, plain = photo_in_data(exif=exif), photo_in_data()
    wrapped = "\n".join(dirty[at : at + 76] for at in range(0, len(dirty), 76))
    site = make_site(
        {
            "content/posts/jar.md": "---\ntitle: Jar\ndate: 2026-01-02\nauthor: rosa\n---\n![A jar](jar.svg)\n",
            "content/posts/jar.svg": svg(f"<{tag}='{wrapped}'/>"),
        }
    )

    report = site.build()

    assert [(p.path, p.code) for p in report.problems] == [("content/posts/jar.svg", "location-removed")]
    assert f'<{tag.split()[0]} href="{plain}"/>' in site.output("media/posts/jar.svg")


@pytest.mark.parametrize(
    "inside",
    [
        "<style>svg{{background:url({0})}}</style>",
        '<style>/* a photo */ svg{{background:url("{0}")}}</style>',
        '<rect style="background:url( {0} )"/>',
        "<style>svg{{--photo:'{0}'}}</style>",
    ],
)
def test_a_photo_in_a_style_is_cleaned_too(inside):
    exif = Image.Exif()
    exif[0xA431] = "SERIAL-0042"

    drawing = read_drawing(svg(inside.format(photo_in_data(exif=exif))).encode(), clean_embedded)

    assert drawing.data == read_drawing(svg(inside.format(photo_in_data())).encode()).data


@pytest.mark.parametrize("hidden", ["data:image/jp\\65 g;", "dat\\61:image/jpeg;"])
def test_a_photo_in_a_style_whose_address_is_hidden_is_refused(hidden):
    address = photo_in_data().replace("data:image/jpeg;", hidden)

    problem = refused(svg(f"<style>svg{{background:url({address})}}</style>").encode())

    assert (
        problem.message == "this drawing has a picture in a style whose address is written with backslashes"
    )


def drawing_in_data(inside, more=""):
    return "data:image/svg+xml;base64," + b64encode(svg(inside, more).encode()).decode()


def test_a_drawing_within_a_drawing_is_read_and_written_too():
    address = drawing_in_data("<a href='https://a.example/'><rect/></a><metadata>SECRET</metadata>")
    inner = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><g><rect/></g></svg>\n'

    names, kept = left_out(f"<image xlink:href='{address}'/>")

    assert names == ["a"]
    assert kept == f'<image href="data:image/svg+xml;base64,{b64encode(inner).decode()}"/>'


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script/>", "script"),
        ("<g onload='x'/>", "onload"),
        ("<image href='https://a.example/x.png'/>", "https:"),
        ("<g>", None),
    ],
)
def test_what_could_run_within_it_is_refused(inside, what):
    problem = refused(svg(f"<image href='{drawing_in_data(inside)[: None if what else -20]}'/>").encode())

    said = f'this drawing contains "{what}", which could run or load something in a reader\'s browser'
    assert problem.message == (said if what else "this drawing has an embedded drawing that is damaged")


def test_drawings_within_each_other_and_what_they_repeat_have_an_end():
    deep = "<rect/>"
    for _ in range(5):
        deep = f"<image href='{drawing_in_data(deep)}'/>"
    many = drawing_in_data("<path/>" * 2_000)
    uses = f"<g id='a'><image href='{many}'/></g>" + "<use href='#a'/>" * 600

    assert refused(svg(deep).encode()).message == "this drawing has more than 3 nested drawings"
    assert refused(svg(uses).encode()).message == "this drawing has parts that repeat each other too often"


def test_the_file_that_draw_io_keeps_in_its_drawings_is_left_out():
    drawing = read_drawing(svg("<rect/>", ' content="&lt;mxfile host=&quot;SECRET&quot;&gt;"').encode())

    assert drawing.data == b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect/></svg>\n'
    assert drawing.left_out == ()


def test_the_source_that_plantuml_keeps_in_its_drawings_is_left_out():
    assert left_out("<?plantuml 1.2024.5?><rect/><?plantuml-src SECRET?>") == ([], "<rect/>")


def test_mesh_gradients_of_inkscape_are_left_out():
    mesh = "<meshgradient><meshrow><meshpatch><stop/></meshpatch></meshrow></meshgradient>"

    assert left_out(mesh) == ([], "<meshgradient/>")


@pytest.mark.parametrize(
    "address",
    [
        "data:image/png;base64,AAAA",
        "data:image/png;base64,A",
        photo_in_data("JPEG")[:60],
        photo_in_data("AVIF"),
    ],
)
def test_a_picture_within_a_drawing_that_nobody_can_look_into_is_refused(address):
    problem = refused(svg(f"<image href='{address}'/>").encode())

    assert problem.code == "unsafe-picture"
    assert problem.message == (
        "this drawing has an embedded picture that is damaged, or in a format other than JPEG, PNG, WebP and GIF"
    )


def test_a_byte_order_mark_is_no_harm():
    assert read_drawing(b"\xef\xbb\xbf" + svg("").encode()).width == 40


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="30"', (40, 30)),
        ('width="40px" height="30.4px"', (40, 30)),
        ('viewBox="0 0 84100 59400"', (10000, 7063)),
        ('width="100%" viewBox="0,0,4,3"', (4, 3)),
        ('width="1000000000" height="1"', (0, 0)),
        (f'width="{"9" * 400}" height="{"9" * 400}"', (0, 0)),
        (f'viewBox="0 0 {"9" * 400} 1"', (0, 0)),
        ('viewBox="a b c d"', (0, 0)),
        ('width="-4" height="nan"', (0, 0)),
        ("", (0, 0)),
    ],
)
def test_the_size_is_a_ratio_that_a_page_can_bear(attributes, size):
    drawing = read_drawing(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode())

    assert (drawing.width, drawing.height) == size


def test_a_drawing_is_published_as_it_was_written_anew(make_site):
    drawing = f'<?xml version="1.0"?><!-- SECRET --><svg {NS} width="4" height="3"><metadata>SECRET</metadata></svg>'
    site = make_site(
        {
            "content/posts/jar.md": "---\ntitle: Jar\ndate: 2026-01-02\nauthor: rosa\n---\n![A jar](jar.svg)\n",
            "content/posts/jar.svg": drawing,
        }
    )
    site.build()

    assert (
        site.output("media/posts/jar.svg")
        == '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>\n'
    )


def test_an_error_says_where():
    with pytest.raises(DrawingError) as refused:
        read_drawing(svg("\n  <g>\n    <script/></g>").encode())

    assert (refused.value.what, refused.value.line, refused.value.column) == ("script", 3, 5)


AROUND = [
    "<a href='/x'>{}</a>",
    "<text><a>{}</a></text>",
    "<switch>{}<text>x</text></switch>",
    "<foreignObject>{}</foreignObject>",
    "<animate>{}</animate>",
    "<metadata>{}</metadata>",
    "<g xmlns=''>{}</g>",
    f"<h:div {XHTML}>{{}}</h:div>",
    "<font-face-uri>{}</font-face-uri>",
]
# Each alternative is a fixed word, or one run behind a space.
ACTS = re.compile(
    r"<script|\son\w+=|javascript:|evil\.example|<foreignobject|<animate |<set|@import|<iframe|<a[ />]|<handler|<listener"
)


@pytest.mark.parametrize("around", AROUND)
def test_whatever_is_left_out_takes_along_what_could_run_in_it(around):
    published = []
    for inside in INSIDE.values():
        try:
            published.append(read_drawing(svg(around.format(inside)).encode()).data.decode().lower())
        except DrawingError:
            continue

    assert [drawing for drawing in published if ACTS.search(drawing)] == []
