"""The content of a new story from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Option, Start

START = Start(
    about="""Starts a story called TITLE.

    Somebody without a file in content/authors/ is introduced in the story itself: leave --author out,
    and fill in the line "author:" there.
    """,
    done="Your story starts in {path}. See it while you write: {serve}",
    # Without an id, the story introduces its author, so that a first story needs one file.
    values={"date": "{day}", "author": "{name: Your Name, school: Your School}"},
    options=(
        Option(
            "--author",
            "authors",
            "Id of a file in content/authors/; repeat it for several.",
            replaces="author",
            otherwise="leave --author out, and introduce the person in the story",
        ),
        Option("--credential", "credentials", "Id of a file in content/credentials/; may be repeated."),
        Option("--topic", "topics", "A topic in a word or two; may be repeated."),
    ),
    text="""Tell colleagues what happened, as you would at the end of a long table.

## What I tried

What did you want to find out, and what did you do on Monday?

## What happened

Say what went wrong, too. Leave out the names of students.

## What you could try

One thing that somebody could do tomorrow.
""",
    is_dated=True,
    bundle="Make a folder for the story, with room for its pictures.",
    documents="Begin with a Word document (.docx), as Word, Google Docs and LibreOffice save it; may be repeated. "
    "The story is a draft in a folder of its own, with its pictures.",
)
