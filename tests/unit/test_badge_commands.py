"""`edblog verify` and `edblog issuers`, as people use them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests import badge_makers as make
from tests.badge_makers import LIST, MAPLE, SCHOOL, badge, baked_text, key_of, png, sign, status_list

import edblog
from edblog.badges.gathering import MOST, did_of_address, did_web_address, gather
from edblog.badges.pins import pin_text, read_pin, with_fingerprints
from edblog.cli.commands import main
from edblog.links.connection import Answer, NoAnswerError
from edblog.pipeline import issuers as pipeline
from edblog.problems import EdblogError

TODAY = date(2026, 12, 1)
MAPLE_URL = "https://badges.maple.example/.well-known/did.json"
WEB = {
    MAPLE_URL: make.document_of(MAPLE),
    LIST: status_list(7),
    SCHOOL: make.profile(),
    make.SCHOOL_KEY: make.key_document(),
    make.REVOKED: {"type": "RevocationList", "id": make.REVOKED, "revokedAssertions": ["urn:uuid:1"]},
    make.BADGE_CLASS["id"]: make.BADGE_CLASS,
}


def run(*args: str, text: str = ""):
    result = CliRunner().invoke(main, args, input=text, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def web(monkeypatch):
    """The pages that other sites have; an address in it that is missing does not exist."""
    pages = {url: json.dumps(page).encode() for url, page in WEB.items()}
    asked = []

    def ask(method, target, agent, network, *, body, accept):
        url = f"{target.scheme}://{target.host_header}{target.path}"
        asked.append(url)
        found = pages.get(url)
        if isinstance(found, Answer | NoAnswerError):
            if isinstance(found, NoAnswerError):
                raise found
            return found
        return Answer(200, body=found[:body]) if found is not None else Answer(404)

    monkeypatch.setattr(pipeline, "ask", ask)
    return pages, asked


@pytest.fixture
def site(tmp_path):
    return tmp_path / "site"


def badge_file(folder: Path, document=None, name: str = "badge.json") -> str:
    path = folder / name
    data = document if isinstance(document, bytes) else json.dumps(document or sign(badge())).encode()
    path.write_bytes(data)
    return str(path)


def pinned(site: Path) -> Path:
    folder = site / "data/issuers"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "maple.json"
    path.write_text(pin_text(with_fingerprints(make.pin("issuer", make.document_of(MAPLE), name=MAPLE))))
    (folder / "list.json").write_text(pin_text(make.pin("status-list", status_list())))
    return path


# edblog verify


def lasting(**changes):
    """A badge that is valid whenever the test runs."""
    return sign(
        badge(validFrom="2020-01-01T00:00:00Z", validUntil="2999-01-01T00:00:00Z", **changes),
        created="2020-01-01T00:00:00Z",
    )


def test_a_badge_of_a_pinned_issuer(tmp_path, site):
    pinned(site)

    code, out, err = run("verify", badge_file(tmp_path, lasting()), "--site", str(site))

    fingerprint = key_of(MAPLE, "Ed25519").fingerprint
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "badge.json: verified",
        "  Formative assessment",
        f"  from Maple District · {MAPLE}",
        "  since 2020-01-01, until 2999-01-01",
        "  This badge is real: Maple District signed it, and nobody has changed it since.",
        f"  for engineers: eddsa-rdfc-2022 verifies with the pinned key {fingerprint}; status: good in the snapshot of 2026-11-20",
    ]


def test_a_badge_of_a_stranger(tmp_path):
    code, out, _ = run("verify", badge_file(tmp_path, lasting()), "--site", str(tmp_path))

    assert code == 1
    assert out.splitlines()[0] == "badge.json: not verified"
    assert out.splitlines()[2] == f"  says it is from Maple District · {MAPLE}"


def test_a_picture_and_its_record_as_json(tmp_path, site):
    pinned(site)
    path = badge_file(tmp_path, png(baked_text(json.dumps(lasting()))), "badge.png")

    code, out, _ = run("verify", path, "--site", str(site), "--format", "json")

    found = json.loads(out)
    assert code == 0
    assert (found["state"], found["verified"], found["container"]) == ("verified", True, "png")
    assert found["teacher"].startswith("This badge is real: ")
    assert found["engineer"].startswith("eddsa-rdfc-2022 verifies")


def test_a_record_with_badges_within(tmp_path, site):
    from tests.unit.test_badges import record

    pinned(site)
    document = {**record(lasting()), "validFrom": "2020-01-01T00:00:00Z"}
    signed = sign(document)

    code, out, _ = run("verify", badge_file(tmp_path, signed), "--site", str(site))

    assert code == 0
    assert "  1 of 1: verified" in out.splitlines()
    _, out, _ = run("verify", badge_file(tmp_path, signed), "--site", str(site), "--format", "json")
    assert json.loads(out)["inside"][0]["teacher"].startswith("This badge is real")


def test_the_person(tmp_path, site):
    pinned(site)
    path = badge_file(tmp_path, lasting())

    code, out, _ = run("verify", path, "--site", str(site), "--recipient", "rosa@school.example")

    assert code == 1
    assert "It does not say who it was given to" in out


@pytest.mark.parametrize(
    "args", [["verify"], ["verify", "missing.json"], ["verify", "setup.py", "--format", "xml"]]
)
def test_wrong_usage(args):
    assert run(*args)[0] == 2


def test_no_badge_at_all(tmp_path):
    code, out, _ = run("verify", badge_file(tmp_path, b"Hello"), "--site", str(tmp_path))

    assert code == 1
    assert out.splitlines()[:2] == [
        "badge.json: INVALID",
        "  This file is no badge, or it is damaged. Download it again from your badge page.",
    ]


def test_a_pin_that_somebody_changed_is_an_error(tmp_path, site):
    path = pinned(site)
    path.write_text(path.read_text().replace("SHA256:", "SHA256:x", 1))

    code, _, err = run("verify", badge_file(tmp_path), "--site", str(site))

    assert code == 2
    assert err.startswith(
        "error data/issuers/maple.json:1:1  this file cannot be used: its keys do not have the fingerprints"
    )
    assert "help: undo the change to this file, or delete it and run: edblog issuers add" in err
    with pytest.raises(EdblogError) as refused:
        pipeline.read_pins(site)
    assert [problem.code for problem in refused.value.problems] == ["issuers-file"]


def test_without_the_libraries_the_command_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("edblog.cli.verify.find_spec", lambda _name: None)

    for args in (["verify", badge_file(tmp_path)], ["issuers", "list"], ["issuers", "add", MAPLE]):
        code, _, err = run(*args)
        assert code == 2
        assert 'pip install "edblog[badges]"' in err


def test_a_site_without_badges_loads_none_of_it():
    code = "import sys, edblog.cli.commands, edblog.pipeline; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    names = done.stdout.split()

    assert {"pyld", "cryptography", "joserfc", "rfc8785", "base58"} & set(names) == set()
    assert not any(name.startswith("edblog.badges") for name in names)


def test_a_build_knows_the_files(make_site):
    """They are neither published nor called unknown; other files beside them are."""
    site = make_site({"data/issuers/notes.txt": "Maple: call Jo."})
    site.post("jar", "The jar", "2026-01-02")
    pinned(site.folder)

    told = [problem.path for problem in site.build().problems if problem.code == "not-published"]

    assert told == ["data/issuers/notes.txt"]


# edblog issuers


def test_an_issuer_is_pinned_even_if_its_list_cannot_be_read(tmp_path, site, web):
    del web[0][LIST]

    code, out, _ = run("issuers", "add", badge_file(tmp_path, lasting()), "--site", str(site), "--yes")

    assert code == 0
    assert f"note: a list of badges that were taken back could not be read: {LIST} answers 404" in out
    assert run("verify", badge_file(tmp_path, lasting()), "--site", str(site))[0] == 0


def test_an_issuer_is_shown_and_pinned_after_a_yes(site, web):
    code, out, _ = run("issuers", "add", MAPLE, "--site", str(site), text="n\n")
    assert code == 1
    assert key_of(MAPLE, "Ed25519").fingerprint in out
    assert not site.exists()

    code, out, _ = run("issuers", "add", MAPLE, "--site", str(site), text="y\n")
    [path] = (site / "data/issuers").iterdir()
    assert code == 0
    assert out.endswith(f"Wrote data/issuers/{path.name}\n")
    assert re.fullmatch(r"issuer-did-web-badges-maple-example-[0-9a-f]{8}\.json", path.name)
    assert read_pin(path.read_bytes()).id == MAPLE

    code, out, _ = run("issuers", "list", "--site", str(site))
    assert (code, out.splitlines()[0]) == (0, f"issuer: {MAPLE}")
    _, out, _ = run("issuers", "list", "--site", str(site), "--format", "json")
    assert [key["fingerprint"] for key in json.loads(out)[0]["keys"]] == [
        key_of(MAPLE, kind).fingerprint for kind in ("Ed25519", "P-256", "P-384", "RSA")
    ]


def test_a_badge_names_all_that_it_needs(tmp_path, site, web):
    path = badge_file(tmp_path, lasting())

    code, _, _ = run("issuers", "add", path, "--site", str(site), "--yes")

    _, asked = web
    assert (code, asked) == (0, [MAPLE_URL, LIST])
    code, out, _ = run("verify", path, "--site", str(site))
    assert (code, out.splitlines()[0]) == (1, "badge.json: revoked")


def test_an_issuer_of_version_two_with_its_key_and_its_list(site, web):
    code, out, _ = run("issuers", "add", make.BADGE_CLASS["id"], "--site", str(site), "--yes")

    assert code == 0
    assert [line for line in out.splitlines() if not line.startswith((" ", "Wrote", "Compare"))] == [
        f"badge class: Question jar · {make.BADGE_CLASS['id']}",
        f"issuer: Sample School · {SCHOOL}",
        f"list of badges taken back: {make.REVOKED}",
    ]
    text = make.signed_assertion(
        make.assertion(issuedOn="2020-01-01T00:00:00Z", expires="2999-01-01T00:00:00Z")
    )
    (site / "a.jwt").write_text(text)
    assert run("verify", str(site / "a.jwt"), "--site", str(site))[0] == 0


def test_changed_keys_are_pointed_out(site, web):
    pages, _ = web
    run("issuers", "add", MAPLE, "--site", str(site), "--yes")
    pages[MAPLE_URL] = json.dumps(make.document_of(MAPLE, "P-256")).encode()

    _, out, _ = run("issuers", "add", MAPLE, "--site", str(site), "--yes")

    assert "  ITS KEYS HAVE CHANGED since " in out
    assert len(list((site / "data/issuers").iterdir())) == 1


def test_a_did_key_needs_nobody(site, web):
    code, _, _ = run("issuers", "add", make.did_key("alice"), "--site", str(site), "--yes")

    assert (code, web[1]) == (0, [])
    assert run("issuers", "list", "--site", str(site))[1].startswith(f"issuer: {make.did_key('alice')}")


ELSEWHERE = {
    "an address that is not secure": ("http://badges.maple.example/", b"", "is not an address that starts with https://"),
    "nothing there": ("https://nobody.example/", None, "answers 404"),
    "no answer": ("https://silent.example/", NoAnswerError("there is no such host"), "does not answer: there is no such host"),
    "a private host": ("https://printer.example/", NoAnswerError("the host is in a private network"), "private network"),
    "to a place that is not secure": ("https://moved.example/", Answer(302, "http://moved.example/x"), "is not an address that starts with https://"),
    "to itself": ("https://circle.example/", Answer(302, "https://circle.example/"), "redirects too often"),
    "a page": ("https://page.example/", b"<html></html>", "this is a web page, not a badge"),
    "another issuer": ("https://liar.example/", json.dumps(make.document_of(MAPLE)).encode(), f'calls itself "{MAPLE}"'),
    "another did": ("did:web:liar.example", None, "answers 404"),
    "no keys": ("https://keyless.example/", b'{"type": "Issuer", "id": "https://keyless.example/"}', "names no key"),
    "other keys": ("https://odd.example/", b'{"id": "https://odd.example/", "publicKey": "https://odd.example/key"}', "answers 404"),
    "anything": ("https://any.example/", b'{"id": "https://any.example/"}', "neither an issuer nor a badge"),
    "very much": ("https://much.example/", b"{" + b" " * 2_000_000, "bytes or more"),
}  # fmt: skip


@pytest.mark.parametrize("name", ELSEWHERE)
def test_an_address_without_an_issuer_pins_nothing(name, site, web):
    """The code is `issuer-not-found`."""
    what, answer, expected = ELSEWHERE[name]
    if answer is not None:
        web[0][what] = answer

    code, _, err = run("issuers", "add", what, "--site", str(site), "--yes")

    assert code == 1
    assert expected in err
    assert "nothing was pinned: " in err
    assert not site.exists()


def test_what_is_neither_a_file_nor_an_address(site):
    code, _, err = run("issuers", "add", "maple.example", "--site", str(site))

    assert code == 2
    assert "there is no file 'maple.example', and it is no address that starts with https://" in err


def test_a_badge_cannot_make_edblog_ask_for_many_addresses():
    statuses = [
        {**make.status_entry(n, address=f"https://x{n}.example/"), "id": f"urn:x:{n}"} for n in range(60)
    ]
    document = badge(issuer={"id": make.did_key("a")}, credentialStatus=statuses)
    asked = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return json.dumps(status_list(7, address=url)).encode()

    found = gather("badge.json", json.dumps(document).encode(), fetch, TODAY)

    assert len(asked) == MOST
    assert found.missed[-1].endswith(f"this would need more than {MOST} addresses")


@pytest.mark.parametrize(
    ("did", "address"),
    [
        ("did:web:maple.example", "https://maple.example/.well-known/did.json"),
        ("did:web:maple.example:badges:2026", "https://maple.example/badges/2026/did.json"),
        ("did:web:maple.example%3A8443", "https://maple.example:8443/.well-known/did.json"),
    ],
)
def test_the_address_of_a_did(did, address):
    assert did_web_address(did) == address
    assert did_of_address(address) == did


@pytest.mark.parametrize("did", ["did:web:", "did:web:a::b", "did:web:a/b", "did:key:z", "https://x/", ""])
def test_what_is_no_did_web(did):
    assert did_web_address(did) == ""


def test_a_link_in_the_place_of_the_folder(site, tmp_path):
    (site / "data").mkdir(parents=True)
    (site / "data/issuers").symlink_to(tmp_path)

    with pytest.raises(EdblogError):
        pipeline.read_pins(site)


def test_the_version_of_the_program_is_told(web, site, monkeypatch):
    agents = []
    monkeypatch.setattr(pipeline, "ask", lambda m, t, agent, *a, **k: agents.append(agent) or Answer(404))

    run("issuers", "add", MAPLE, "--site", str(site), "--yes")

    assert agents == [f"edblog/{edblog.__version__}"]


def test_the_commands_are_there():
    assert isinstance(main.commands["issuers"], click.Group)
    assert sorted(main.commands["issuers"].commands) == ["add", "list"]
