"""The code of every kind of problem, as `--fail-on` takes them."""

from __future__ import annotations

from collections.abc import Iterable

from edblog.problems import did_you_mean

CODES = frozenset(
    """
    address-as-words
    address-gone
    address-taken
    all-capitals
    announcement-over
    audio-without-transcript
    author-differs
    author-removed
    bad-alias
    bad-slug
    bad-url
    bare-address
    blocked-by-policy
    bold-heading
    broken-anchor
    broken-link
    build-crashed
    build-running
    cannot-listen
    changed-meanwhile
    cluster
    cluster-version
    colon-in-value
    comments-denied
    config-comments-language
    config-comments-off
    config-comments-tracking
    config-comments-unstable
    config-missing
    config-syntax
    config-unknown-key
    config-value
    curly-quotes
    damaged-file
    damaged-picture
    date-format
    diagram-as-code
    document-remarks
    document-too-slow
    draft
    draft-name
    drawing-left-out
    duplicate-address
    duplicate-key
    email-address
    embed-address
    embed-in-paragraph
    embed-no-address
    embed-not-open
    embed-same-field
    embed-unclosed
    embed-unknown-field
    embed-unknown-host
    embed-unknown-kind
    embed-unknown-line
    embed-without-title
    embed-wrong-kind
    embed-wrong-value
    empty-file
    empty-heading
    empty-story
    empty-words
    fake-list
    far-date
    file-name
    file-system
    file-too-large
    first-level-heading
    folder-closed
    foreign-date
    foreign-draft
    foreign-protection
    front-matter-syntax
    front-matter-too-large
    hash-in-value
    heading-skip
    heading-without-space
    heavy-picture
    html-from-word
    html-in-attribute
    html-removed
    identifier
    invisible-character
    left-out
    less-than
    lfs-pointer
    likely-copy
    link-to-unpublished
    list-in-paragraph
    location-removed
    merge-conflict
    missing-alt
    missing-author
    missing-authority
    missing-count
    missing-date
    missing-file
    missing-footnote
    missing-issuer
    missing-media
    missing-name
    missing-parameter
    missing-picture
    missing-policy
    missing-reference
    missing-space
    missing-template
    missing-title
    missing-translation
    names-its-author
    no-break-space
    no-content
    no-front-matter
    no-site
    not-a-folder
    not-published
    not-started
    not-text
    not-utf-8
    old-date
    other-kind
    output-conflict
    output-in-git
    output-missing
    output-taken
    paragraph-as-heading
    pasted-embed
    phone-number
    photo-release
    picture-elsewhere
    picture-too-large
    picture-too-slow
    placeholder-address
    port-taken
    same-feed-id
    same-name
    same-topic
    scheduled
    shallow-list
    site-too-large
    special-character
    stars-shown
    starter-text
    state-in-git
    store
    street-address
    student-name
    symbolic-link
    tab-indentation
    table-without-headers
    template-circle
    template-error
    template-syntax
    text-too-complex
    text-too-slow
    text-unreadable
    theme-circle
    theme-encoding
    theme-missing-file
    theme-plural
    theme-syntax
    theme-unknown-key
    theme-value
    too-long
    too-many-pinned
    too-many-players
    unclosed-code
    unclosed-comment
    unclosed-front-matter
    unclosed-quote
    undefined-variable
    unescaped-apostrophe
    unescaped-quote
    unknown-author
    unknown-block
    unknown-box
    unknown-credential
    unknown-formula
    unknown-key
    unknown-menu-entry
    unknown-recording
    unknown-theme
    unpublished-type
    unquotable-folder
    unquoted-value
    unreadable-date
    unreadable-file
    unsafe-address
    unsafe-document
    unsafe-picture
    unsafe-template
    unseen-template-text
    untranslated
    unused-file
    unused-footnote
    updated-before-date
    vague-link
    value-in-script
    video-hevc
    video-without-captions
    wiki-link
    worker-ended
    wrong-type
    wrong-value
    """.split()
)


class UnknownCodeError(ValueError):
    """A code that no problem has; its text says what to write instead."""


def listed(texts: Iterable[str]) -> tuple[str, ...]:
    """The codes in lists such as `starter-text,placeholder-address`, each once and sorted; raises `UnknownCodeError`."""
    codes = sorted({code.strip() for text in texts for code in text.split(",") if code.strip()})
    for code in codes:
        if code not in CODES:
            hint = did_you_mean(code, CODES)
            hint = f"{hint[:1].upper()}{hint[1:]}" if hint else "Codes are short names such as vague-link"
            hint = (
                hint
                if hint.endswith("?")
                else f"{hint}; edblog check --format json shows that of each problem."
            )
            raise UnknownCodeError(f'no problem has the code "{code}". {hint}')
    return tuple(codes)
