"""Reads one source file into one record. The result is cached by the digest of the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from edblog.files.languages import language_in
from edblog.files.signatures import is_lfs_pointer
from edblog.files.types import draft_name, extension, read_as
from edblog.model import Document, Text
from edblog.model.outcomes import is_of_outcomes
from edblog.problems import Problem, bounded, only_a_pointer
from edblog.sources.decode import decode
from edblog.sources.free_texts import capitals_in_fields, free_texts
from edblog.sources.front_matter.addresses import id_of, slug_and_former
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.parsing import Parsed, Scalar, parse
from edblog.sources.limits import file_too_large
from edblog.sources.markdown.rendering import EMPTY, render_text
from edblog.sources.people import private_details as people
from edblog.sources.reading import Reading, ReadSettings, TextFile
from edblog.sources.starter import sample_text
from edblog.web.markup import NO_HTML

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind


def read(path: str, data: bytes, settings: ReadSettings, kinds: Iterable[Kind]) -> Reading:
    """The record of one source file; a pure function.

    A file that cannot be used gives no record, and at least one problem of severity `error`.
    """
    limits = settings.limits
    if (large := file_too_large(path, len(data), limits)) is not None:
        return Reading(None, NO_HTML, (large,))
    if is_lfs_pointer(data):
        return Reading(None, NO_HTML, (only_a_pointer(path),))
    if is_of_outcomes(path):
        from edblog.sources.outcomes import read_outcomes

        outcomes, problems = read_outcomes(path, data, settings.region)
        return Reading(outcomes, NO_HTML, tuple(problems))
    kinds = tuple(kinds)
    by_folder = {kind.folder: kind for kind in kinds}
    kind = by_folder.get(read_as(path, settings.types, by_folder, settings.beside(kinds)))
    if kind is None:
        return _read_media(path, data, settings, by_folder[path.split("/")[1]])
    return _read_text(path, data, settings, kind)


def _read_media(path: str, data: bytes, settings: ReadSettings, beside: Kind) -> Reading:
    """The record of a media file in the folder of a kind."""
    # Imported late: an edit of a story does not need it.
    from edblog.sources.media import read_media

    media, problems = read_media(path, data, settings.limits.megapixels)
    private_details = people.in_file_name(path)
    if media and extension(path) == ".vtt":
        from edblog.files.recordings.cues import pack, read_cues
        from edblog.sources.people.captions import Captions

        captions = Captions(path, data)
        private_details = (
            *captions.private_details(settings.region, is_official=beside.is_official),
            *private_details,
        )
        problems += captions.problems()
        media = replace(media, words=pack(read_cues(data)))
    if media and private_details:
        media = replace(media, private_details=private_details)
    return Reading(media, NO_HTML, tuple(problems))


def _read_text(path: str, data: bytes, settings: ReadSettings, kind: Kind) -> Reading:
    text, problems = decode(path, data)
    if text is None:
        return Reading(None, NO_HTML, tuple(problems))
    limits = settings.limits
    parsed = parse(path, text, limits.front_matter_kb * 1_000)
    if parsed.fields is None:
        return Reading(None, NO_HTML, tuple(bounded(parsed.problems)))
    rendered: Text | None = EMPTY
    html = NO_HTML
    of_text: list[Problem] = []
    if parsed.body.strip():
        lang = _language(parsed, kind, path) or settings.language
        rendered, html, of_text = render_text(
            path, parsed.body, parsed.body_line, lang, limits.seconds, settings.asked
        )
    if settings.links:
        from edblog.sources.outside_links import with_known_links

        lang = _language(parsed, kind, path) or settings.language
        known = with_known_links(path, parsed, rendered or EMPTY, html, dict(settings.links), lang)
        rendered, html = known[0] if rendered else rendered, known[1]
        of_text += known[2]
    record = _record(path, parsed, rendered or EMPTY, kind, settings)
    if record and html:
        record = kind.with_html(record, html)
    if record and (private_details := people.private_details(path, parsed, settings.region, kind)):
        record = replace(record, private_details=private_details)
    of_file = [*capitals_in_fields(path, free_texts(parsed, kind))]
    if record is None or not record.draft:
        # A body with only comments or link definitions shows nothing.
        is_blank = rendered is not None and not html.strip()
        of_file += kind.problems_of(TextFile(path, text, parsed, settings, is_blank))
        if (sample := sample_text(path, text)) is not None:
            of_file.append(sample)
    return Reading(record, html, tuple(bounded([*parsed.problems, *of_text, *of_file])))


def _record(path: str, parsed: Parsed, text: Text, kind: Kind, settings: ReadSettings) -> Document | None:
    """The record of a text; None if no field can be read."""
    if parsed.fields is None or (parsed.problems and not parsed.fields.items):
        return None
    zone = ZoneInfo(settings.timezone)
    fields = Fields(
        path, parsed.fields, parsed.problems, zone, settings.old_after_years, weeks=settings.weeks
    )
    values = kind.table.read(fields)
    if not kind.can_be_draft and (name := draft_name(path)):
        message = f'"{name}" seems to be a draft, and only stories can be drafts'
        help_ = "move this file out of content/ until it is ready; or, if it is ready, rename it"
        fields.note((1, 1), "foreign-draft", message, help_)
    if "slug" in kind.table.by_name:
        slug, former = slug_and_former(fields, values["slug"], kind.stem(path))
    else:
        slug, former = id_of(fields), ""
    values |= {"source": path, "text": text, "slug": slug, "former": former}
    return kind.record(**kind.record_values(fields, values))


def _language(parsed: Parsed, kind: Kind, path: str) -> str:
    if kind.stands_by:
        return language_in(path)
    value = parsed.fields.items.get("lang") if parsed.fields else None
    return value.text if isinstance(value, Scalar) else ""
