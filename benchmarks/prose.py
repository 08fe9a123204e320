"""What the teachers of the corpus write: words, sentences and whole texts, drawn by a seeded generator."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

FIRST_NAMES = (
    "Ana Bilal Carmen Dmitri Elif Farah Gustavo Hana Ines Jamal Keiko Lena Mateus Nadia Omar "
    "Priya Quentin Renée Sofía Tomás Uma Viktor Wanjiru Ximena Yusuf"
).split()
LAST_NAMES = (
    "Abara Brandt Castillo Dufour Eriksen Ferreira Gupta Haddad Ibáñez Jansen Kowalski Lindqvist "
    "Moreau Nguyen Okafor Peña Quispe Rossi Salazar Tanaka"
).split()
ROLES = (
    "Grade 2 teacher",
    "Grade 5 teacher",
    "Librarian",
    "Middle school science teacher",
    "Algebra teacher",
    "Reading specialist",
    "Counselor",
    "Art teacher",
)
SCHOOLS = (
    "Alder Creek Elementary",
    "Birchwood Middle School",
    "Cedar Hill High School",
    "Dogwood Elementary",
    "Elm Street School",
    "Fern Valley Middle School",
)
SKILLS = ("Asking", "Checking", "Coaching", "Listening", "Modeling", "Noticing", "Planning", "Sorting")
SUBJECTS = ("for Understanding", "in Small Groups", "Student Thinking", "with Families", "with Evidence")
TOPICS = (
    "assessment art attendance belonging coding collaboration curiosity drama families feedback "
    "fractions geography grading history homework inclusion kindergarten libraries literacy mentoring "
    "music outdoors play questions reading routines science technology testing writing"
).split()

_TITLES = (
    "The {thing} {nobody} {noticed}",
    "What {kid_of} {thing} taught me",
    "{number} {things} and one good question",
    "Why I stopped {doing}",
    "Before the bell: {doing} {place_short}",
    "A {thing}, a {thing} and a long silence",
    "They wouldn't stop {doing}",
    'The day "{said_short}" was the answer',
    "How {doing} changed our {weekday}s",
    "Less {doing}, more listening",
)
_HEADINGS = (
    "What I tried",
    "The part that went wrong",
    "What {kid_plain} said",
    "The second week",
    "What the {thing} showed",
    "A smaller version",
    "{number} {things} later",
    "Who was quiet",
    "What I'd do again",
    "A word about {doing}",
    "Evidence, of a kind",
    "The {weekday} after",
)
_SENTENCES = (
    "I had planned {number} minutes for it, and it took {number}.",
    "{Kid} put a hand up and asked why we were {doing} at all.",
    "Nobody said anything for a while, so I counted the {things} {place}.",
    'On {weekday} {kid} looked at the {thing} and said, "{said}"',
    "I don't know what I expected, but it wasn't a {thing}.",
    "The {adjective} group had finished long before the others, and they weren't bored.",
    "{Kid} wrote {number} words, crossed out all but {number} of them, and handed it in with a grin.",
    "My first reaction was to explain -- and for once I kept my mouth shut.",
    "We put the {things} {place}, where everybody had to walk past them.",
    "By {weekday} I'd sorted the {things} into {number} piles, and one of them was a surprise.",
    "A colleague who teaches next door says that {doing} is mostly a matter of waiting.",
    "It's easy to hear the loud half of a room, and I'm not proud of how long I did only that.",
    "Then {kid} found out that the {thing} had been upside down all along...",
    "In my notes from that week there is one line: too much {doing}, not enough time.",
    "The {adjective} version needs no {thing}, no screen and about {number} minutes.",
    "I asked {kid} to show me, and what I saw was better than what I'd asked for.",
    "We tried it again {place}, with fewer {things} and a clearer question.",
    "Some of them nodded; the rest looked at the {thing} as if it might move.",
    'When I asked for reasons, {kid} said, "{said}" and the whole table laughed.',
    "That was the moment when I should have stopped {doing}, and I didn't.",
    "A parent wrote to me on {weekday} evening and wanted to know about the {thing}.",
    "Out of {number} students, {number} could say it in their own words.",
    "I keep a {thing} {place} now, mostly as a reminder to myself.",
    "The {things} cost next to nothing, and half of them came from somebody's kitchen.",
    "It took us until {weekday} to agree on what the question was.",
    "{Kid}, who hadn't spoken since September, read the last line aloud.",
    "There's a kind of quiet that means thinking and another one that means lunch.",
    "I've stopped calling it {doing}; we just say that it is time for the {things}.",
    "What changed wasn't the {thing} but who was holding it.",
    "If I had written this in {month}, it would have been a complaint.",
    "The principal came in, sat down {place}, and was given a {thing} like everybody else.",
    'We had a substitute that day, and the note on my desk began with the word "Well".',
    "For homework they explained it to somebody at home, who had to sign with a drawing.",
    "Half of the answers were right for the wrong reason, and that's exactly what I wanted to see.",
    "A {adjective} question does more than {number} good instructions.",
    "{Kid} carried the {things} to the window and counted them under the breath.",
    "I wrote three names on a slip and talked to those three before the bell rang.",
    "It was a {adjective} idea from a café table in {month}, and it survived the classroom.",
    "Nobody's résumé will ever mention {doing}, but everyone who has done it remembers.",
    "This year I teach {number} of them at once, and the room wasn't built for that.",
)
_MARKED = (
    "The word we ended up with was *{adjective}*, and it stuck.",
    "I wanted them to notice **the {thing}**, not the numbers on it.",
    "What helped most was *waiting*: {number} seconds, counted under the desk.",
    "**Nobody fails a {thing}.** That sentence is on the wall now, {place}.",
    "It's *their* question, so it ought to be their answer, too.",
    "I said it twice, the second time in **very few words**, and that did it.",
    "There is a difference between *hearing* an answer and *using* it on {weekday}.",
    "The rule is simple: **one {thing}, one voice**, and then we switch.",
)
_WEB = (
    "I took the idea from [a page about {doing}](https://example.org/ideas/{slug}) and made it smaller.",
    "There's [a longer description](https://example.com/{slug}/{count}) if you'd like the whole method.",
    "Our district has [a sheet for the {things}](https://district.example/sheets/{slug}) that anyone may copy.",
    "The study everybody quotes is [this one](https://example.edu/papers/{slug}?page={count}), and it's worth an hour.",
)
_POST = (
    "Somebody told it better before me, in [{title}]({link}).",
    "It reminded me of [{title}]({link}), which I'd read the year before.",
    "If you have read [{title}]({link}), you know how this goes on.",
    "We had borrowed the {things} from the class in [{title}]({link}).",
)
_ITEMS = (
    "a {thing} for each table, and one to spare",
    "**{number} {things}**, sorted before the bell",
    "somebody who writes, and somebody who *doesn't*",
    "{number} minutes without my voice",
    "a place for the {things} {place}",
    "the question, in words that {kid} would use",
    "one reason to stop {doing} early",
    "a photo of the {thing}, for the parents' wall",
)
_QUOTES = (
    "{said}",
    "{said} That's what we wrote on the {thing}.",
    "I used to think that {doing} was for other people. Now I ask for it. -- {kid_plain}",
    "Tell me something you heard, not something you said.",
)
_NOTES = (
    "Not counting the {number} {things} that we found behind the shelf in {month}.",
    "The idea is older than I am; see [a history of {doing}](https://example.org/history/{slug}).",
    "It was {number} at first. We counted again.",
)
_CLOSINGS = (
    "On {weekday} we start over with {number} {things}, and I'll listen first.",
    "If you try {doing} with {number} students, write to me {place_short}; I'd like to know.",
    "I still have the {adjective} {thing} from {month}, and {number} slips that say why.",
    "Next {month} it'll be {number} {things}, one {adjective} question and no plan B.",
)
_CODE = (
    "for slip in slips[:{count}]:\n    print(slip.upper())",
    'answers = {{"yes": {count}, "no": {count}}}\nprint(sum(answers.values()))',
    "total = 0\nwhile total < {count}:\n    total += 3  # one for each {thing}",
)

_SLOTS: dict[str, Sequence[str]] = {
    "thing": (
        "jar map clock ruler card bridge button drum shelf lamp puzzle poster notebook seed pencil mirror "
        "ladder bell kite magnet"
    ).split(),
    "things": (
        "slips cards beans stickers maps drafts straws questions pictures blocks letters notes shells words "
        "stones buttons graphs stories"
    ).split(),
    "adjective": (
        "small honest noisy slow patient crooked quiet plain stubborn shared borrowed simple unfinished warm odd"
    ).split(),
    "doing": (
        "counting",
        "grading",
        "asking",
        "turning and talking",
        "sorting drafts",
        "reading aloud",
        "drawing first",
        "waiting",
        "measuring shadows",
        "calling home",
        "swapping seats",
        "retelling",
        "writing on walls",
    ),
    "number": (
        "two three four five six seven eight nine eleven twelve fourteen sixteen nineteen twenty-two thirty"
    ).split(),
    "weekday": "Monday Tuesday Wednesday Thursday Friday".split(),
    "month": "September October November January February March April May".split(),
    "kid": (
        "a boy by the window",
        "one of the twins",
        "the girl who never sits",
        "a new student",
        "somebody in the back row",
        "the quietest child in the room",
        "my most patient reader",
        "a fifth grader",
    ),
    "kid_plain": ("the twins", "a fifth grader", "the back row", "my sixth period", "one mother"),
    "kid_of": ("a second grader's", "my students'", "somebody else's", "a broken", "the custodian's"),
    "nobody": ("nobody", "everyone", "only one student", "the whole class"),
    "noticed": ("noticed", "wanted", "forgot", "took home", "laughed about"),
    "place": (
        "by the door",
        "on the window sill",
        "under the clock",
        "next to the sink",
        "in the hallway",
        "behind the piano",
        "on the rug",
        "at the back of the room",
    ),
    "place_short": ("in the hallway", "after lunch", "at the door", "in room 12"),
    "said": (
        "I can't do it yet, but I know where it starts.",
        "You never told us it could be wrong!",
        "It isn't hard, it's just long.",
        "What if we don't measure it at all?",
        "I knew it, I just didn't want to be first.",
        "My grandmother does it the other way around.",
        "Can we keep the ones that failed?",
    ),
    "said_short": ("not yet", "maybe", "ask her", "it depends", "both"),
}
BIOS = (
    "I teach {number} groups and keep a {thing} {place}.",
    "Before I taught, I repaired {things}. I write when {doing} surprises me.",
    "Ask me about {doing}. I'm usually {place_short}.",
)
_EXTRAS = (*("list",) * 5, *("steps",) * 2, *("quote",) * 4, *("table",) * 2, "code", *("note",) * 2)
"""What may stand in a section besides paragraphs, as often as it is named."""


class Draw(dict[str, str]):
    """A generator of choices; also a mapping: each look-up draws a word for that slot.

    Only `random()` is used, the one method whose sequence Python promises to keep.
    """

    def __init__(self, seed: str) -> None:
        super().__init__()
        self._random = random.Random(seed).random

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1."""
        return int(self._random() * limit)

    def one_of(self, choices: Sequence[T]) -> T:
        """One of several."""
        return choices[int(self._random() * len(choices))]

    def chance(self, share: float) -> bool:
        """True in that share of all cases."""
        return self._random() < share

    def line(self, templates: Sequence[str]) -> str:
        """One of the templates, with its slots filled in."""
        return self.one_of(templates).format_map(self)

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        """All of them in a random order."""
        return sorted(choices, key=lambda _: self._random())

    def __missing__(self, slot: str) -> str:
        if slot == "count":
            return str(2 + self.below(98))
        if slot == "slug":
            return f"{self.one_of(_SLOTS['thing'])}-{self.below(1000)}"
        word = self.one_of(_SLOTS[slot.lower()])
        return word[0].upper() + word[1:] if slot[0].isupper() else word


def title(draw: Draw) -> str:
    """The title of a post."""
    return _capital(draw.line(_TITLES))


class _Writer:
    """Writes one text; `link` gives title and address of another post."""

    def __init__(self, draw: Draw, link: Callable[[], tuple[str, str]]) -> None:
        self._draw, self._link = draw, link
        self._sentences: list[str] = []
        self._notes: list[str] = []

    def story(self) -> tuple[str, str]:
        """The text and its last sentence."""
        draw = self._draw
        words = 410 + draw.below(360)
        blocks = [self._paragraph(), self._paragraph()]
        while sum(len(block.split()) for block in blocks) < words:
            blocks.append(f"## {_capital(draw.line(_HEADINGS))}")
            blocks.extend(self._paragraph() for _ in range(1 + draw.below(3)))
            if draw.chance(0.45):
                blocks.extend(self._extra())
        last = draw.line(_CLOSINGS)
        blocks.append(f"{self._sentence()} {self._sentence()} {last}")
        blocks.extend(f"[^{number}]: {note}" for number, note in enumerate(self._notes, 1))
        return "\n\n".join(blocks) + "\n", last

    def _sentence(self) -> str:
        if not self._sentences:
            self._sentences = self._draw.shuffled(_SENTENCES)
        return self._sentences.pop().format_map(self._draw)

    def _paragraph(self) -> str:
        draw = self._draw
        sentences = [self._sentence() for _ in range(3 + draw.below(4))]
        if draw.chance(0.5):
            sentences.insert(draw.below(len(sentences)), draw.line(_MARKED))
        if draw.chance(0.15):
            sentences.append(draw.line(_WEB))
        if draw.chance(0.12):
            title, address = self._link()
            sentences.append(draw.one_of(_POST).format(title=title, link=address, things=draw["things"]))
        return " ".join(sentences)

    def _extra(self) -> list[str]:
        draw = self._draw
        kind = draw.one_of(_EXTRAS)
        items = [_capital(draw.line(_ITEMS)) for _ in range(3 + draw.below(3))]
        if kind == "list":
            return ["What it takes:", "\n".join(f"- {item}" for item in items)]
        if kind == "steps":
            return ["\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))]
        if kind == "quote":
            return [f"> {_capital(draw.line(_QUOTES))}"]
        if kind == "table":
            rows = [f"| {draw['weekday']} | {draw['number']} | *{draw['adjective']}* |" for _ in items]
            return ["\n".join(["| Day | Slips | In a word |", "|---|---|---|", *rows])]
        if kind == "code":
            return [f"```python\n{draw.line(_CODE)}\n```"]
        self._notes.append(draw.line(_NOTES))
        return [f"{self._sentence()}[^{len(self._notes)}] {self._sentence()}"]


def story(draw: Draw, link: Callable[[], tuple[str, str]]) -> tuple[str, str]:
    """A text of about 740 words in Markdown, and its last sentence; `link` gives title and address of another post."""
    return _Writer(draw, link).story()


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
