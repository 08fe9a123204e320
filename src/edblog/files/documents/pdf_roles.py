"""The allowed keys of each object in a PDF (ISO 32000-2), by the role of the object.

A PDF can act only at certain keys: when it opens, when a page is displayed, when somebody clicks. So the role of an
object follows from the keys that lead to it. A word such as JavaScript in a text, an address, or a chosen name has no role.
"""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Stream

UNLISTED = "unlisted"
"""The role of everything that is left out of the published copy."""

# A line for each role: its keys, and after "=" the role of their values, unless those are only drawn.
_TABLE = """
catalog: Type Version Lang Pages PageLabels PageLayout PageMode ViewerPreferences OCProperties OutputIntents MarkInfo Names=names Dests=places Outlines=outline OpenAction=opening AA=triggers AcroForm=form StructTreeRoot=tags URI=base
page: Type Resources=resource-lists MediaBox CropBox BleedBox TrimBox ArtBox BoxColorInfo Contents Rotate Group Annots=annotation StructParents Tabs UserUnit VP Trans Dur AA=triggers
names: Dests=place JavaScript=script
script: Kids=script Names=action Limits
outline: Type Title Parent=outline Prev=outline Next=outline First=outline Last=outline Count Dest=place A=action SE=tags C F
place: Kids=place Names=place Limits D=place SD=tags
base: Base=address
action start: Type S D=place SD=tags URI=address IsMap N T=annotation H State PreserveRB Trans Fields=annotation Flags Next=next
form: Fields=annotation NeedAppearances DR=resource-lists DA Q
annotation: Type Subtype Rect Contents P=page-reference NM F AP=looks AS Border C StructParent OC Lang BM CA ca Dest=place A=action AA=triggers PA=action H QuadPoints BS RC DS DA Q CL BE IT LE RD CP LL LLE LLO Cap Measure CO Vertices Path Name InkList Open State StateModel T Popup=annotation IRT=annotation RT Subj MK L IC Sy DR=resource-lists OverlayText Repeat RO FixedPrint FT Parent=annotation Kids=annotation TU TM Ff V=value DV Opt MaxLen TI I RV
looks: N=map R=map D=map
tags: Type S P=tags ID Pg=page-reference K=tags A C R T Lang Alt E ActualText NS=tags Phoneme PhoneticAlphabet Ref=tags IDTree=tags ParentTree=tags ParentTreeNextKey RoleMap=map ClassMap=map Namespaces=tags RoleMapNS=map Kids=tags Nums=tags Names=tags Limits MCID Stm StmOwn=object Obj=object
resource-lists: ExtGState=map ColorSpace=map Pattern=map Shading=map XObject=map Font=map ProcSet Properties=map
"""
_ROLES = {
    role: {f"/{key}": to or "drawn" for key, _, to in (word.partition("=") for word in keys.split())}
    for roles, _, keys in (line.partition(":") for line in _TABLE.strip().splitlines())
    for role in roles.split()
}
_CHOSEN = {"map": "drawn", "places": "place", "triggers": "start"}
"""Roles whose keys are chosen by the writing program, and the roles of their values."""
_IN_DRAWINGS = {
    "/Resources": "resource-lists",
    "/CharProcs": "map",
    "/Colorants": "map",
    "/FontMatrix": "numbers",
}
"""Roles within drawn objects. A viewer once ran text in a font's matrix as a program (CVE-2024-4367)."""
_LEFT_OVER = frozenset(
    """
    /Metadata /PieceInfo /LastModified /AF /EF /OPI /Ref /CreatorInfo /User /Author /Creator /Producer /Keywords
    /CreationDate /ModDate /PTEX.InfoDict /PTEX.FileName
    """.split()
)
"""Keys that programs leave in drawn objects: authors, programs and source files."""
_OF_STREAMS = frozenset("/Length /Filter /DecodeParms".split())


def role_within(role: str, key: str, value: Any, *, is_stream: bool) -> str:
    """The role of the value of a key."""
    if role == "triggers" and key in ("/D", "/U"):
        # Mouse button down and up.
        return "action"
    if role in _CHOSEN and not is_stream:
        return _CHOSEN[role]
    if role == "drawn" or role in _CHOSEN:
        return UNLISTED if key in _LEFT_OVER else _IN_DRAWINGS.get(key, "drawn")
    if is_stream and key in _OF_STREAMS:
        return "drawn"
    found = _ROLES[role].get(key, UNLISTED)
    if found == "opening":
        return "place" if isinstance(value, Array) else "start"
    if found == "next":
        return role
    if found == "object":
        return "drawn" if isinstance(value, Stream) else "annotation"
    return found
