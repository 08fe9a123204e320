"""What may be in a drawing, what is left out of it, and what makes it one that is refused: lists of names."""

from __future__ import annotations

SVG, XLINK, XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
ELEMENTS = frozenset(
    """svg a g defs symbol use switch title desc style view path rect circle ellipse line polyline polygon text tspan
    textPath tref image marker pattern mask clipPath linearGradient radialGradient stop meshgradient filter feBlend
    feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
    feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology
    feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence animateTransform animateMotion mpath
    font font-face font-face-src font-face-name glyph missing-glyph hkern vkern color-profile cursor""".split()
)
LEFT_OUT = frozenset(
    "metadata flowRoot flowPara flowRegion flowSpan solidColor hatch hatchpath mesh meshrow meshpatch".split()
)
"""What browsers do not know, and drawing programs write; nobody misses it."""
ANIMATIONS = frozenset("animate animateColor animateTransform set discard".split())
LEFT_BY_PROGRAMS = frozenset(["xpacket", "adobe-xap-filters", "plantuml", "plantuml-src"])
"""Instructions to the programs that wrote them."""
SAID = frozenset(["foreignObject", "font-face-uri", "font-face-format", *ANIMATIONS])
"""What is left out with a word to the writer, since the drawing may look another way without it."""
ACTIVE = frozenset(
    """script handler listener iframe frame frameset object embed applet link meta base form video audio source track
    portal""".split()
)
"""Elements that run or load something in SVG or in HTML, in small letters: wherever they stand, the drawing is refused."""
HTML, MATHML = "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"
ACTIVE_SPACES = (
    "http://www.w3.org/2001/xml-events",
    "http://www.w3.org/2001/XInclude",
    "http://www.w3.org/1999/XSL/",
    "http://www.mozilla.org/",
)
SPACES = {HTML: "HTML", MATHML: "MathML", "": "elements without a namespace"}
"""How a message calls the elements of some namespaces."""
OF_LINKS = frozenset("href target download rel hreflang type referrerpolicy".split())
TEXTS = frozenset(["text", "tspan", "textPath"])
TURNED = frozenset(["transform", "gradientTransform", "patternTransform"])
WORDS = frozenset("id class d points role lang title alt name transform viewBox in in2 result".split())
"""Attributes that are never a style; those of assistive technology and of data are not, either."""
DROPPED = frozenset(["ping", "attributionsrc", "content"])
"""Attributes that name who is told of a click, and the one in which draw.io keeps its own file, with all pages and older texts."""
