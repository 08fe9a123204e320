"""Names of elements and attributes in drawings: allowed, left out, or refused."""

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
"""Elements of drawing programs that browsers do not know."""
ANIMATIONS = frozenset("animate animateColor animateTransform set discard".split())
IGNORED_INSTRUCTIONS = frozenset(["xpacket", "adobe-xap-filters", "plantuml", "plantuml-src"])
"""Processing instructions that programs write for themselves."""
REPORTED = frozenset(["foreignObject", "font-face-uri", "font-face-format", *ANIMATIONS])
"""Elements that are left out and reported, because the drawing may look different without them."""
ACTIVE = frozenset(
    """script handler listener iframe frame frameset object embed applet link meta base form video audio source track
    portal""".split()
)
"""Elements that run or load something in SVG or HTML, in lower case: the drawing is refused, wherever they are."""
HTML, MATHML = "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"
ACTIVE_NAMESPACES = (
    "http://www.w3.org/2001/xml-events",
    "http://www.w3.org/2001/XInclude",
    "http://www.w3.org/1999/XSL/",
    "http://www.mozilla.org/",
)
NAMESPACE_NAMES = {HTML: "HTML", MATHML: "MathML", "": "elements without a namespace"}
"""Names of namespaces in messages."""
LINK_ATTRIBUTES = frozenset("href target download rel hreflang type referrerpolicy".split())
TEXTS = frozenset(["text", "tspan", "textPath"])
TRANSFORMS = frozenset(["transform", "gradientTransform", "patternTransform"])
PLAIN_ATTRIBUTES = frozenset(
    "id class d points role lang title alt name transform viewBox in in2 result".split()
)
"""Attributes that never contain a style; neither do `aria-*` and `data-*`."""
DROPPED_ATTRIBUTES = frozenset(["ping", "attributionsrc", "content"])
"""Attributes that report clicks to a server, and the one in which draw.io stores its own file with all pages and old texts."""
