"""The table of all checks: one line for each code of a problem."""

from __future__ import annotations

from typing import Literal

import msgspec

from edblog.problems import Problem, Severity

LooksAt = Literal["file", "front matter", "source text", "document tree", "HTML", "whole site", "theme", "settings", "run"]  # fmt: skip
"""The input of a check. "run" means the environment of a build: folders, ports, helper processes, the cache."""

CRITERIA = {
    "1.1.1": "Non-text Content", "1.2.1": "Audio-only and Video-only (Prerecorded)", "1.2.2": "Captions (Prerecorded)",
    "1.3.1": "Info and Relationships", "2.4.4": "Link Purpose (In Context)", "2.4.6": "Headings and Labels",
}  # fmt: skip
"""Success criteria of WCAG 2.1, levels A and AA, which bind districts in the United States."""
GUIDELINES = {"3.1": "Readable"}
"""Guidelines of WCAG 2.1 for advice that no criterion of levels A and AA requires."""
PRIVACY_LAWS = ("FERPA", "COPPA")
"""Laws whose names are part of the messages themselves."""


class Check(msgspec.Struct, frozen=True):
    """One check: the code of its problems, and how to report them."""

    code: str
    """A kebab-case name that never changes, because people use it in filters and in `--fail-on`."""
    looks_at: LooksAt
    severity: Severity
    test: str
    """A case in `tests/cases/faults/` that provokes the problem, or a function: `unit/test_home.py::test_…`."""
    basis: str = ""
    """The rule that requires it: a criterion of WCAG 2.1, such as `1.1.1`, or laws, separated by commas; may be empty."""
    sometimes: Severity | None = None
    """Another severity that its problems can have, for example in drafts."""
    is_secret: bool = False
    """Whether the line holds a secret, so that messages must not show it: logs and comments may be public."""


def law(basis: str) -> str:
    """The text about a criterion or guideline of WCAG 2.1 for messages; empty if the message itself names the law."""
    if basis in CRITERIA:
        return f"(WCAG 2.1, {basis} {CRITERIA[basis]}; ADA Title II, 28 CFR 35 subpart H)"
    return f"(advice of WCAG 2.1, guideline {basis} {GUIDELINES[basis]})" if basis in GUIDELINES else ""


def problem_of(
    code: str,
    path: str,
    message: str,
    help_: str = "",
    line: int = 0,
    column: int = 0,
    *,
    text: str = "",
    key: tuple[str, ...] = (),
    severity: Severity | None = None,
) -> Problem:
    """A problem of the check `code`, with its severity (unless another is given) and the law that requires it."""
    check = CHECKS[code]
    if because := law(check.basis):
        # If the help has several lines, the last ones are for copying, so the law is added to the message.
        if "\n" in help_:
            message = f"{message} {because}"
        else:
            help_ = f"{help_} {because}"
    return Problem(path, severity or check.severity, code, message, help_, line, column, key, text)


# fmt: off
_TABLE = (
    # Files: names, bytes, and the content of pictures, recordings and documents
    Check("author-removed", "file", "notice", "unit/test_pdfs.py::test_a_site_publishes_the_copy_that_was_looked_at"),
    Check("damaged-file", "file", "error", "same_target_elsewhere"),
    Check("damaged-picture", "file", "error", "unit/test_phones.py::test_a_damaged_photo_is_refused"),
    Check("document-remarks", "file", "warning", "unit/test_office.py::test_names_that_comments_and_changes_keep_are_a_warning"),
    Check("document-too-slow", "file", "error", "unit/test_pdfs.py::test_a_pdf_that_takes_too_long_is_not_remembered"),
    Check("drawing-left-out", "file", "notice", "unit/test_drawings.py::test_the_notice_says_where_and_what_to_do"),
    Check("empty-file", "file", "error", "empty_file"),
    Check("file-name", "file", "error", "invariants/test_paths.py::test_a_file_name_is_one_that_every_computer_can_keep"),
    Check("file-too-large", "file", "error", "unit/test_limits.py::test_a_text_of_too_many_bytes"),
    Check("heavy-picture", "file", "notice", "unit/test_arrivals.py::test_a_large_animation_would_be_a_tenth_as_a_video"),
    Check("left-out", "file", "notice", "unit/test_office.py::test_a_video_from_elsewhere_is_left_out_and_its_slide_is_named"),
    Check("lfs-pointer", "file", "error", "unit/test_arrivals.py::test_a_pointer_among_the_districts_own_files_is_not_published"),
    Check("location-removed", "file", "notice", "unit/test_arrivals.py::test_a_few_such_photos_are_told_one_by_one"),
    Check("names-its-author", "file", "notice", "unit/test_office.py::test_a_name_that_a_page_shows_stays"),
    Check("not-a-folder", "file", "error", "unit/test_cli.py::test_a_file_in_the_place_of_a_folder_is_an_error"),
    Check("not-published", "file", "notice", "not_markdown"),
    Check("not-text", "file", "error", "invariants/test_nothing_vanishes.py::test_one_run_names_every_file_that_is_in_the_way_and_the_site_stays"),
    Check("outcomes-file", "file", "error", "unit/test_outcomes.py::test_what_is_wrong_is_told_at_its_place", sometimes="warning"),
    Check("small-group", "file", "warning", "unit/test_outcomes.py::test_a_group_of_fewer_than_five_is_a_warning", "FERPA"),
    Check("not-utf-8", "file", "error", "invariants/test_nothing_vanishes.py::test_one_run_names_every_file_that_is_in_the_way_and_the_site_stays"),
    Check("other-kind", "file", "error", "unit/test_kinds_of_files.py::test_the_message_says_what_it_is_and_what_to_do"),
    Check("picture-too-large", "file", "error", "unit/test_limits.py::test_a_picture_of_too_many_pixels_or_bytes"),
    Check("picture-too-slow", "file", "error", "unit/test_phones.py::test_one_that_takes_all_time_or_memory_is_refused"),
    Check("symbolic-link", "file", "error", "invariants/test_paths.py::test_a_symbolic_link_is_refused"),
    Check("unknown-recording", "file", "error", "unit/test_phones.py::test_a_video_that_browsers_cannot_play_is_refused"),
    Check("unreadable-file", "file", "error", "invariants/test_paths.py::test_what_is_no_file_is_refused"),
    Check("unsafe-document", "file", "error", "unit/test_papers.py::test_a_cell_that_a_spreadsheet_would_run_is_refused"),
    Check("unsafe-picture", "file", "error", "unit/test_drawings.py::test_what_could_run_or_load_something_is_refused_at_its_place"),
    Check("video-hevc", "file", "notice", "unit/test_phones.py::test_a_video_that_some_browsers_cannot_show_gets_a_notice"),
    # Front matter
    Check("bad-alias", "front matter", "error", "bad_alias"),
    Check("bad-slug", "front matter", "error", "bad_slug"),
    Check("bad-url", "front matter", "error", "wrong_types"),
    Check("calendar-time", "front matter", "warning", "event_in_a_zone_without_a_rule"),
    Check("colon-in-value", "front matter", "error", "colon_in_title"),
    Check("curly-quotes", "front matter", "error", "curly_quotes"),
    Check("draft-name", "front matter", "warning", "draft_names"),
    Check("duplicate-key", "front matter", "error", "duplicate_key"),
    Check("flyer-without-words", "front matter", "error", "notice_mistakes", "1.1.1"),
    Check("foreign-date", "front matter", "error", "foreign_draft"),
    Check("foreign-draft", "front matter", "error", "foreign_draft", sometimes="warning"),
    Check("foreign-protection", "front matter", "error", "foreign_draft"),
    Check("front-matter-syntax", "front matter", "error", "front_matter_is_prose"),
    Check("front-matter-too-large", "front matter", "error", "unit/test_limits.py::test_front_matter_of_too_many_characters"),
    Check("hash-in-value", "front matter", "error", "hash_in_value"),
    Check("hashtag", "front matter", "warning", "hashtag"),
    Check("missing-author", "front matter", "error", "missing_author"),
    Check("missing-authority", "front matter", "error", "credential_without_issuer"),
    Check("missing-field", "front matter", "error", "unit/test_kinds.py::test_a_field_that_is_needed"),
    Check("missing-date", "front matter", "error", "missing_date"),
    Check("missing-issuer", "front matter", "error", "credential_without_issuer"),
    Check("missing-name", "front matter", "error", "credential_without_issuer"),
    Check("missing-space", "front matter", "error", "missing_space"),
    Check("missing-title", "front matter", "error", "missing_title"),
    Check("no-front-matter", "front matter", "error", "missing_front_matter"),
    Check("old-date", "front matter", "warning", "doubtful_dates"),
    Check("special-character", "front matter", "error", "special_character"),
    Check("tab-indentation", "front matter", "error", "tab_indentation"),
    Check("too-long", "front matter", "error", "long_title"),
    Check("unclosed-front-matter", "front matter", "error", "unclosed_front_matter"),
    Check("unclosed-quote", "front matter", "error", "unclosed_quote"),
    Check("unescaped-apostrophe", "front matter", "error", "unescaped_apostrophe"),
    Check("unescaped-quote", "front matter", "error", "unescaped_quote"),
    Check("unknown-license", "front matter", "warning", "resource_mistakes"),
    Check("unknown-key", "front matter", "warning", "misspelt_key", sometimes="error"),
    Check("unreadable-date", "front matter", "error", "unreadable_date"),
    Check("updated-before-date", "front matter", "warning", "doubtful_dates"),
    Check("wrong-type", "front matter", "error", "wrong_types"),
    Check("wrong-value", "front matter", "error", "wrong_types"),
    # Texts as they were written
    Check("address-as-words", "source text", "warning", "access_links", "2.4.4"),
    Check("all-capitals", "source text", "warning", "access_tables_and_lists", "3.1"),
    Check("audio-without-transcript", "source text", "warning", "embed_without_captions", "1.2.1", "error"),
    Check("bare-address", "source text", "warning", "bare_addresses"),
    Check("bold-heading", "source text", "warning", "access_headings", "1.3.1"),
    Check("comments-denied", "source text", "warning", "unit/test_starter.py::test_a_page_that_says_there_are_no_comments_is_found_where_there_are"),
    Check("diagram-as-code", "source text", "warning", "other_programs"),
    Check("embed-address", "source text", "error", "embed_addresses", sometimes="warning"),
    Check("embed-no-address", "source text", "error", "embed_blocks"),
    Check("embed-not-open", "source text", "error", "embed_blocks"),
    Check("embed-same-field", "source text", "error", "embed_blocks"),
    Check("embed-unclosed", "source text", "error", "embed_blocks"),
    Check("embed-unknown-field", "source text", "error", "embed_blocks"),
    Check("embed-unknown-host", "source text", "error", "embed_addresses"),
    Check("embed-unknown-kind", "source text", "error", "embed_blocks"),
    Check("embed-unknown-line", "source text", "error", "embed_blocks"),
    Check("embed-without-title", "source text", "warning", "embed_without_captions", "1.1.1"),
    Check("embed-wrong-kind", "source text", "error", "embed_blocks"),
    Check("embed-wrong-value", "source text", "error", "embed_blocks"),
    Check("empty-heading", "source text", "warning", "access_headings", "2.4.6"),
    Check("empty-story", "source text", "error", "empty_file"),
    Check("empty-term", "source text", "error", "term_mistakes"),
    Check("empty-words", "source text", "error", "access_pictures", "1.1.1"),
    Check("fake-list", "source text", "warning", "access_tables_and_lists", "1.3.1"),
    Check("first-level-heading", "source text", "warning", "access_headings", "1.3.1"),
    Check("gone-link", "source text", "warning", "gone_and_moved_links"),
    Check("hard-to-read", "source text", "notice", "plain_language"),
    Check("heading-skip", "source text", "warning", "access_headings", "1.3.1"),
    Check("heading-without-space", "source text", "warning", "markdown_slips"),
    Check("invisible-character", "source text", "warning", "markdown_slips"),
    Check("less-than", "source text", "warning", "other_programs"),
    Check("list-in-paragraph", "source text", "warning", "markdown_slips"),
    Check("long-sentence", "source text", "notice", "plain_language"),
    Check("merge-conflict", "source text", "error", "merge_conflicts"),
    Check("missing-alt", "source text", "error", "access_pictures", "1.1.1"),
    Check("missing-footnote", "source text", "warning", "markdown_slips"),
    Check("missing-reference", "source text", "warning", "unit/test_ahead.py::test_a_reference_without_an_address_is_told"),
    Check("moved-link", "source text", "notice", "gone_and_moved_links"),
    Check("no-break-space", "source text", "warning", "markdown_slips"),
    Check("paragraph-as-heading", "source text", "warning", "markdown_slips"),
    Check("shallow-list", "source text", "warning", "markdown_slips"),
    Check("stars-shown", "source text", "warning", "markdown_slips"),
    Check("starter-text", "source text", "warning", "unit/test_starter.py::test_each_mark_is_on_one_line_of_the_starter_and_is_enough"),
    Check("table-without-headers", "source text", "warning", "access_tables_and_lists", "1.3.1"),
    Check("text-too-complex", "source text", "error", "unit/test_limits.py::test_a_text_that_becomes_a_page_of_many_megabytes"),
    Check("text-too-slow", "source text", "error", "unit/test_deadline.py::test_a_text_that_is_refused_says_what_to_look_for_and_the_next_one_is_read"),
    Check("text-unreadable", "source text", "error", "unit/test_hostile.py::test_a_text_that_a_library_cannot_take_is_a_problem_of_that_text"),
    Check("unclosed-code", "source text", "warning", "markdown_slips"),
    Check("unclosed-comment", "source text", "error", "unclosed_comments"),
    Check("unknown-box", "source text", "warning", "markdown_slips"),
    Check("unknown-formula", "source text", "warning", "other_programs"),
    Check("unused-footnote", "source text", "warning", "unused_footnote"),
    Check("vague-link", "source text", "warning", "access_links", "2.4.4"),
    Check("video-without-captions", "source text", "warning", "embed_without_captions", "1.2.2"),
    Check("wiki-link", "source text", "warning", "other_programs"),
    # Texts after conversion: the tree of elements, and the sanitized HTML
    Check("embed-in-paragraph", "document tree", "error", "embed_blocks"),
    Check("too-many-players", "document tree", "error", "unit/test_players.py::test_so_many_players_are_enough"),
    Check("html-from-word", "HTML", "warning", "html_from_word"),
    Check("html-removed", "HTML", "warning", "removed_html"),
    Check("pasted-embed", "HTML", "error", "pasted_embed_codes"),
    Check("picture-elsewhere", "HTML", "warning", "picture_elsewhere"),
    # Files beside each other
    Check("address-gone", "whole site", "notice", "unit/test_vanished.py::test_who_asks_for_it_takes_it_for_an_error", sometimes="error"),
    Check("address-taken", "whole site", "error", "reserved_address"),
    Check("author-differs", "whole site", "warning", "unit/test_ahead.py::test_one_name_with_two_schools_is_told"),
    Check("broken-anchor", "whole site", "error", "broken_anchor", sometimes="warning"),
    Check("broken-link", "whole site", "error", "broken_link", sometimes="warning"),
    Check("draft", "whole site", "notice", "draft"),
    Check("duplicate-address", "whole site", "error", "same_address"),
    Check("email-address", "whole site", "warning", "privacy_in_a_story", "FERPA"),
    Check("far-date", "whole site", "warning", "doubtful_dates"),
    Check("identifier", "whole site", "warning", "privacy_in_a_story", "FERPA"),
    Check("likely-copy", "whole site", "warning", "unit/test_duplicates.py::test_a_copy_is_a_warning"),
    Check("link-to-unpublished", "whole site", "error", "link_to_unpublished", sometimes="warning"),
    Check("missing-media", "whole site", "error", "embed_missing_file", sometimes="warning"),
    Check("missing-picture", "whole site", "error", "missing_picture", sometimes="warning"),
    Check("no-content", "whole site", "notice", "unit/test_cli.py::test_an_empty_site_is_built_and_told_where_stories_go", sometimes="error"),
    Check("not-on-board", "whole site", "warning", "order_of_a_board"),
    Check("over", "whole site", "notice", "invariants/test_due.py::test_what_is_not_on_the_site_is_named_with_the_reason"),
    Check("podcast-cover", "whole site", "warning", "unit/test_podcast.py::test_a_cover_that_directories_refuse_is_a_warning"),
    Check("podcast-format", "whole site", "notice", "unit/test_podcast.py::test_a_file_that_podcast_programs_do_not_play_is_not_in_it"),
    Check("phone-number", "whole site", "warning", "privacy_in_a_story", "FERPA"),
    Check("photo-release", "whole site", "warning", "photo_release", "FERPA", sometimes="error"),
    Check("column-hidden", "whole site", "warning", "column_that_nobody_sees"),
    Check("list-in-itself", "whole site", "warning", "list_mistakes"),
    Check("same-column", "whole site", "warning", "column_that_nobody_sees"),
    Check("same-feed-id", "whole site", "error", "same_feed_id"),
    Check("same-name", "whole site", "error", "unit/test_spaces.py::test_two_files_whose_names_differ_only_in_their_spaces_are_an_error"),
    Check("same-number", "whole site", "warning", "goal_mistakes"),
    Check("same-part", "whole site", "error", "series_mistakes"),
    Check("same-school", "whole site", "warning", "subjects_with_one_address"),
    Check("same-series", "whole site", "warning", "series_mistakes"),
    Check("same-subject", "whole site", "warning", "subjects_with_one_address"),
    Check("same-term", "whole site", "warning", "term_mistakes"),
    Check("same-topic", "whole site", "warning", "topics_with_a_dash"),
    Check("series-gap", "whole site", "notice", "series_mistakes"),
    Check("scheduled", "whole site", "notice", "future_date"),
    Check("site-too-large", "whole site", "error", "unit/test_limits.py::test_a_site_of_too_many_files_or_bytes_is_refused_before_anything_is_read"),
    Check("street-address", "whole site", "warning", "privacy_in_a_story", "FERPA"),
    Check("student-name", "whole site", "warning", "privacy_in_a_story", "FERPA, COPPA"),
    Check("translation-differs", "whole site", "warning", "translation_mistakes"),
    Check("translation-language", "whole site", "error", "translation_mistakes"),
    Check("translation-of-nothing", "whole site", "error", "translation_mistakes"),
    Check("translation-without-alt", "whole site", "warning", "translation_mistakes", "1.1.1"),
    Check("too-many-pinned", "whole site", "warning", "unit/test_home.py::test_three_stories_can_be_pinned_and_a_fourth_is_told"),
    Check("unknown-id", "whole site", "error", "unit/test_kinds.py::test_an_id_that_nobody_has"),
    Check("unexplained-acronym", "whole site", "notice", "acronyms"),
    Check("unknown-author", "whole site", "error", "unknown_author"),
    Check("unknown-credential", "whole site", "error", "unknown_credential"),
    Check("unpublished-type", "whole site", "error", "unit/test_kinds_of_files.py::test_office_documents_are_published_where_the_district_allows_them", sometimes="warning"),
    Check("unused-file", "whole site", "notice", "missing_picture"),
    # Themes
    Check("blocked-by-policy", "theme", "warning", "unit/test_theme_checks.py::test_a_stylesheet_that_loads_from_elsewhere_is_told"),
    Check("date-format", "theme", "error", "unit/test_theme.py::test_whatever_is_wrong_with_a_template_is_a_problem_with_its_place"),
    Check("html-in-attribute", "theme", "error", "unit/test_contexts.py::test_what_would_open_a_hole_is_refused_with_its_place"),
    Check("missing-count", "theme", "error", "theme_text_without_number"),
    Check("missing-parameter", "theme", "error", "unit/test_theme.py::test_whatever_is_wrong_with_a_template_is_a_problem_with_its_place"),
    Check("missing-policy", "theme", "warning", "theme_text_without_number"),
    Check("missing-template", "theme", "error", "unit/test_theme.py::test_a_theme_without_a_template_says_so"),
    Check("missing-translation", "theme", "error", "unit/test_theme.py::test_whatever_is_wrong_with_a_template_is_a_problem_with_its_place"),
    Check("template-circle", "theme", "error", "unit/test_theme.py::test_whatever_is_wrong_with_a_template_is_a_problem_with_its_place"),
    Check("template-error", "theme", "error", "unit/test_theme.py::test_whatever_is_wrong_with_a_template_is_a_problem_with_its_place"),
    Check("template-syntax", "theme", "error", "unit/test_theme.py::test_whatever_is_wrong_with_a_template_is_a_problem_with_its_place"),
    Check("theme-circle", "theme", "error", "unit/test_theme.py::test_themes_that_extend_each_other_are_refused"),
    Check("theme-encoding", "theme", "error", "unit/test_theme.py::test_a_template_that_is_not_utf8_is_a_problem"),
    Check("theme-contrast", "theme", "error", "theme_contrast"),
    Check("theme-font", "theme", "error", "theme_font"),
    Check("theme-missing-file", "theme", "error", "theme_missing_file"),
    Check("theme-plural", "theme", "error", "theme_translation"),
    Check("theme-syntax", "theme", "error", "unit/test_theme.py::test_an_unreadable_theme_toml_is_a_problem"),
    Check("theme-unknown-key", "theme", "error", "unit/test_theme.py::test_everything_wrong_in_theme_toml_and_translations_comes_in_one_run"),
    Check("theme-value", "theme", "error", "theme_translation"),
    Check("translation-formats", "theme", "warning", "unit/test_translations.py::test_a_language_that_unicode_does_not_know_is_asked_for_its_formats"),
    Check("translation-markup", "theme", "warning", "unit/test_translations.py::test_quotes_without_partners_and_html_are_told"),
    Check("translation-place", "theme", "warning", "unit/test_translations.py::test_words_in_braces_are_those_of_english"),
    Check("translation-plural", "theme", "warning", "unit/test_translations.py::test_forms_are_those_of_the_language"),
    Check("translation-same", "theme", "notice", "unit/test_translations.py::test_texts_that_are_still_english_are_one_notice"),
    Check("translation-unknown", "theme", "warning", "unit/test_translations.py::test_a_text_that_no_page_has_is_told_with_the_name_that_was_meant"),
    Check("undefined-variable", "theme", "error", "theme_undefined_variable"),
    Check("unknown-block", "theme", "warning", "unit/test_theme_checks.py::test_a_misspelled_block_is_a_warning_with_its_line_and_the_name_that_was_meant"),
    Check("unquoted-value", "theme", "error", "unit/test_contexts.py::test_what_would_open_a_hole_is_refused_with_its_place"),
    Check("unsafe-address", "theme", "error", "unit/test_contexts.py::test_an_address_that_runs_or_leads_into_the_computer_is_refused"),
    Check("unsafe-template", "theme", "error", "unit/test_contexts.py::test_what_would_open_a_hole_is_refused_with_its_place"),
    Check("unseen-template-text", "theme", "warning", "unit/test_theme_checks.py::test_words_outside_of_all_blocks_are_told_once"),
    Check("untranslated", "theme", "notice", "unit/test_theme_checks.py::test_a_translation_that_lacks_texts_is_a_notice_with_their_names"),
    Check("value-in-script", "theme", "error", "unit/test_contexts.py::test_what_would_open_a_hole_is_refused_with_its_place"),
    # Settings
    Check("announcement-over", "settings", "notice", "unit/test_frame.py::test_an_announcement_is_shown_until_its_end_and_not_after"),
    Check("config-comments-insecure", "settings", "warning", "unit/test_comments.py::test_a_server_that_browsers_do_not_ask"),
    Check("config-comments-language", "settings", "warning", "unit/test_comments.py::test_a_choice_that_a_district_may_regret"),
    Check("config-comments-off", "settings", "warning", "unit/test_comments.py::test_a_service_that_is_set_up_but_not_chosen"),
    Check("config-comments-tracking", "settings", "warning", "unit/test_comments.py::test_a_choice_that_a_district_may_regret"),
    Check("config-comments-unstable", "settings", "warning", "unit/test_comments.py::test_a_choice_that_a_district_may_regret"),
    Check("config-editor-sign-in", "settings", "warning", "config_editor"),
    Check("config-missing", "settings", "error", "config_missing"),
    Check("color-contrast", "settings", "error", "config_colors"),
    Check("config-syntax", "settings", "error", "config_syntax"),
    Check("config-unknown-key", "settings", "error", "config_comments"),
    Check("config-value", "settings", "error", "config_base_url"),
    Check("editor-integrity", "settings", "error", "unit/test_editor.py::test_the_program_must_be_the_one_in_the_settings"),
    Check("issuers-file", "settings", "error", "unit/test_badge_commands.py::test_a_pin_that_somebody_changed_is_an_error"),
    Check("links-file", "settings", "error", "unit/test_link_states.py::test_what_is_wrong_with_an_entry_is_told_at_its_line"),
    Check("missing-file", "settings", "error", "unit/test_frame.py::test_a_picture_that_is_not_there_is_an_error_at_its_line"),
    Check("no-site", "settings", "error", "unit/test_cli.py::test_no_site"),
    Check("placeholder-address", "settings", "warning", "unit/test_config.py::test_an_address_that_nobody_else_can_open_is_a_warning"),
    Check("unknown-color", "settings", "error", "config_colors_names"),
    Check("unknown-menu-entry", "settings", "error", "unit/test_frame.py::test_an_entry_that_the_menu_does_not_have_is_an_error_with_the_name_that_was_meant"),
    Check("unknown-theme", "settings", "error", "config_theme"),
    # Runs: folders, ports, helper processes, and the cache
    Check("award", "run", "error", "unit/test_award.py::test_a_key_lies_outside"),
    Check("build-crashed", "run", "error", "unit/test_serve.py::test_an_exception_in_a_build_is_a_problem_like_any_other"),
    Check("build-running", "run", "error", "unit/test_publish.py::test_a_second_build_is_told_to_wait"),
    Check("issuer-not-found", "run", "error", "unit/test_badge_commands.py::test_an_address_without_an_issuer_pins_nothing"),
    Check("cannot-listen", "run", "error", "unit/test_serve.py::test_an_address_that_this_computer_does_not_have"),
    Check("changed-meanwhile", "run", "error", "unit/test_resized.py::test_a_photo_that_changes_while_it_is_made_is_a_problem"),
    Check("cluster", "run", "error", "cluster/test_cluster.py::test_a_scheduler_without_workers"),
    Check("cluster-version", "run", "error", "cluster/test_cluster.py::test_versions_that_differ_are_told"),
    Check("file-system", "run", "error", "unit/test_cli.py::test_the_output_folder_is_a_file"),
    Check("folder-closed", "run", "error", "unit/test_publish.py::test_an_output_folder_that_is_closed_is_named"),
    Check("no-connection", "run", "error", "unit/test_links_command.py::test_without_a_connection_nothing_is_written"),
    Check("no-repository", "run", "error", "unit/test_review.py::test_what_is_no_repository_is_said"),
    Check("not-started", "run", "error", "unit/test_cli.py::test_a_title_without_letters"),
    Check("unread-document", "run", "error", "unit/test_word.py::test_where_one_document_cannot_be_read_nothing_is_written"),
    Check("lost-words", "run", "error", "unit/test_word.py::test_a_lost_word_is_named_and_is_an_error"),
    Check("output-conflict", "run", "error", "unit/test_publish.py::test_a_folder_full_of_somebody_elses_files_is_not_taken_over"),
    Check("output-in-git", "run", "warning", "unit/test_planted.py::test_files_that_git_has_in_the_output_are_told", sometimes="error"),
    Check("output-missing", "run", "error", "unit/test_publish.py::test_a_missing_output_stops_the_commit"),
    Check("output-taken", "run", "error", "unit/test_cli.py::test_the_list_of_what_is_gone_takes_the_place_of_no_file_of_the_site"),
    Check("port-taken", "run", "error", "unit/test_serve.py::test_when_no_port_is_free_the_command_says_so"),
    Check("publish-conflict", "run", "error", "unit/test_deploy.py::test_what_somebody_else_has_published_is_not_replaced"),
    Check("publish-failed", "run", "error", "unit/test_deploy.py::test_a_folder_that_cannot_be_written_is_named"),
    Check("publish-in-the-way", "run", "error", "unit/test_deploy.py::test_files_of_somebody_else_are_not_replaced"),
    Check("publish-not-ready", "run", "error", "unit/test_deploy.py::test_a_site_with_drafts_is_not_published"),
    Check("publish-program", "run", "error", "unit/test_targets.py::test_a_missing_program_is_named"),
    Check("publish-secret", "settings", "error", "unit/test_deploy.py::test_a_password_in_the_settings_is_refused", is_secret=True),
    Check("publish-target", "run", "error", "unit/test_deploy.py::test_a_site_without_a_target_says_what_to_write"),
    Check("state-in-git", "run", "error", "unit/test_planted.py::test_a_state_that_came_with_a_commit_is_refused"),
    Check("store", "run", "error", "unit/test_store.py::test_a_store_in_use_by_another_build_is_named"),
    Check("unknown-revision", "run", "error", "unit/test_review.py::test_a_base_that_there_is_not"),
    Check("unquotable-folder", "run", "error", "unit/test_headers.py::test_a_folder_that_a_configuration_cannot_name_is_refused"),
    Check("worker-ended", "run", "error", "cluster/test_map_in_workers.py::test_a_process_that_the_system_ends_is_a_problem"),
)
# fmt: on
CHECKS = {check.code: check for check in _TABLE}
"""Every check, by its code."""
