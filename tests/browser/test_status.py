"""The write page's reading of `status.json`: what is published, and what appears by itself."""

from __future__ import annotations

import json
from hashlib import blake2b
from random import Random

import pytest

from edblog.deploy.status import waiting_id

STATUS = {
    "published_at": "2026-11-30T16:22:08Z",
    "commit": "0123456789abcdef0123456789abcdef01234567",
    "waiting": [
        {"id": waiting_id("content/posts/2026-12-04-a-jar/index.md"), "when": "2026-12-04T06:00:00Z"}
    ],
}
ASK = """
    const { published, appears, idsOf } = await use("status");
    const status = await published(argument);
    return status && [status.at.toISOString(), status.commit, status.waiting.length,
        appears(status, idsOf("2026-12-04-a-jar"))?.toISOString(), appears(status, idsOf("2026-12-05-a-jar"))];
"""


@pytest.fixture
def answering(modules):
    """Asks for the status of a site at `/stories/` that answers with a body."""

    def ask(body: str, status: int = 200, base: str = "/stories/"):
        asked = []

        def answer(route):
            asked.append(route.request.url)
            route.fulfill(status=status, body=body)

        modules.page.route("**/status.json", answer)
        found = modules.run(ASK, base)
        modules.page.unroute("**/status.json")
        assert [url.partition("/stories/")[2] for url in asked] == ["status.json"]
        return found

    return ask


def test_ids_are_those_that_python_computes(modules):
    # RFC 7693, appendix A.
    abc = "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"
    drawn = Random(7693)
    inputs = [
        [list(b"abc"), 64],
        *(
            [list(drawn.randbytes(n)), drawn.randint(1, 64)]
            for n in (0, 1, 127, 128, 129, 255, 256, 257, 900)
        ),
    ]

    found = modules.run(
        "const { blake2b } = await use('status'); return argument.map(([bytes, size]) => blake2b(new Uint8Array(bytes), size))",
        inputs,
    )

    assert found[0] == abc
    assert found == [blake2b(bytes(data), digest_size=size).hexdigest() for data, size in inputs]
    assert modules.call("status", "idOf", "content/posts/2026-11-30-él.md") == waiting_id(
        "content/posts/2026-11-30-él.md"
    )


def test_a_scheduled_story_is_found_whether_it_has_a_folder_or_not(answering):
    assert answering(json.dumps(STATUS)) == [
        "2026-11-30T16:22:08.000Z",
        "0123456789abcdef0123456789abcdef01234567",
        1,
        "2026-12-04T06:00:00.000Z",
        None,
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Welcome</h1>",
        "[]",
        "null",
        '{"published_at": 7, "waiting": []}',
        '{"published_at": "2026-11-30T16:22:08Z"}',
        "",
    ],
)
def test_what_is_no_status_says_nothing(answering, body):
    assert answering(body) is None


def test_without_the_file_nobody_knows(answering, modules):
    assert answering("Page not found", 404) is None
    # The browser itself notes a file that is not there.
    assert [said for said in modules.said if "404" not in said] == []
    modules.said.clear()
