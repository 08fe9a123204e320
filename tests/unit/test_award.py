"""`edblog award`: a district's own badges, from the key to the list of those that were taken back."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from openbadgeslib.ob3 import OB3Verifier
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from tests.badge_makers import MAPLE, badge, did_key, png, sign

from edblog.badges.gathering import did_web_address
from edblog.badges.issuing import ENTRIES, place
from edblog.badges.keys import loaded
from edblog.badges.pins import Pin, pins_of
from edblog.badges.refusal import RefusedError
from edblog.badges.verifier import verify
from edblog.cli.commands import main
from edblog.pipeline.awarding import new_key
from edblog.problems import EdblogError

DID = "did:web:district.example:stories:badges"
JAR = {
    "id": "https://district.example/stories/credentials/question-jar/",
    "name": "Question jar",
    "description": "Keeps a jar of questions.",
    "criteria": {"narrative": "Collect *ten* questions."},
    "achievementType": "MicroCredential",
}


def run(*args):
    result = CliRunner().invoke(main, ["award", *map(str, args)], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def site(make_site):
    return make_site({}).folder


@pytest.fixture
def key(site, tmp_path):
    path = tmp_path / "maple.pem"
    assert run("key", path, "--site", site)[0] == 0
    return path


@pytest.fixture
def give(site, key, tmp_path):
    """Gives a badge, and returns its bytes."""
    numbers = iter(range(100))

    def made(*options, achievement=JAR):
        (tmp_path / "jar.json").write_text(json.dumps(achievement))
        out = tmp_path / f"badge-{next(numbers)}"
        code, _, err = run(
            "give",
            tmp_path / "jar.json",
            "--to",
            "Rosa@School.example",
            "--key",
            key,
            "--out",
            out,
            "--site",
            site,
            *options,
        )
        assert code == 0, err
        return out.read_bytes()

    return made


def published(site, name="did.json"):
    return json.loads((site / "static/badges" / name).read_text())


def pins(site):
    """What somebody else pins of the site."""
    day = datetime.now(UTC).date()
    status = published(site, "status.json")
    return pins_of([Pin("issuer", DID, day, published(site)), Pin("status-list", status["id"], day, status)])


def look(data, site, **options):
    return verify(data, pins(site), datetime.now(UTC), **options)


def test_a_key_and_what_the_site_publishes_of_it(site, tmp_path):
    path = tmp_path / "maple.pem"

    code, out, _ = run("key", path, "--site", site)

    assert code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert published(site)["id"] == DID
    assert did_web_address(DID) == "https://district.example/stories/badges/did.json"
    assert published(site, "status.json")["id"] == "https://district.example/stories/badges/status.json"
    assert pins_of([Pin("issuer", DID, datetime.now(UTC).date(), published(site))]).issuers[DID].methods
    assert f"Others then run: edblog issuers add {DID}" in out
    secret = "".join(path.read_text().splitlines()[1:-1])
    assert not any(secret in p.read_text(errors="replace") for p in site.rglob("*") if p.is_file())


def test_the_site_publishes_its_identifier_where_it_resolves(make_site, tmp_path):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02")
    run("key", tmp_path / "maple.pem", "--site", site.folder)

    report = site.build()

    assert not [
        problem for problem in report.problems if problem.path.startswith(("static/badges", "data/issuers"))
    ]
    assert json.loads((site.folder / "site/badges/did.json").read_text()) == published(site.folder)


@pytest.mark.parametrize("options", [(), ("--jwt",), ("--until", "2999-01-01")])
def test_a_badge_is_verified_here_and_elsewhere(options, give, site):
    data = give(*options)

    verdict = look(data, site, recipient="rosa@school.example")

    assert (verdict.state, verdict.name, verdict.recipient, verdict.status) == (
        "verified",
        "Question jar",
        "matches",
        "good",
    )
    assert verdict.valid_until == ("2999-01-01T23:59:59Z" if "--until" in options else "")
    assert b"rosa" not in data.lower()
    public = loaded(pins(site).issuers[DID].methods[f"{DID}#key-1"])
    text = data.decode().strip()
    theirs = OB3Verifier(public) if "--jwt" in options else OB3LdpVerifier(public)
    assert theirs.verify(text).achievement.name == "Question jar"


def test_a_badge_in_a_picture(give, site, tmp_path):
    (tmp_path / "jar.png").write_bytes(png())

    verdict = look(give("--picture", tmp_path / "jar.png"), site)

    assert (verdict.state, verdict.container) == ("verified", "png")


def test_a_badge_that_is_taken_back(give, site, key, tmp_path):
    first, second = give(), give("--jwt")
    (tmp_path / "first.json").write_bytes(first)

    code, out, _ = run("revoke", tmp_path / "first.json", "--key", key, "--site", site)

    assert code == 0
    assert "Commit static/badges/status.json" in out
    assert (look(first, site).state, look(second, site).state) == ("revoked", "verified")


def test_a_site_knows_its_own_badges(give, site, key, tmp_path):
    (tmp_path / "badge.json").write_bytes(give())

    def said():
        result = CliRunner().invoke(main, ["verify", str(tmp_path / "badge.json"), "--site", str(site)])
        return result.exit_code, result.stdout.splitlines()[0]

    assert said() == (0, "badge.json: verified")
    run("revoke", tmp_path / "badge.json", "--key", key, "--site", site)
    assert said() == (1, "badge.json: revoked")


def test_badges_are_counted_and_nobody_is_named(give, site):
    give()
    give()

    assert (site / "data/issuers/given.toml").read_text().endswith("given = 2\n")
    assert sorted(p.name for p in (site / "data/issuers").iterdir()) == ["given.toml"]


def test_each_badge_has_a_place_of_its_own():
    assert len({place(number) for number in range(ENTRIES)}) == ENTRIES
    with pytest.raises(RefusedError):
        place(ENTRIES)


def test_a_key_lies_outside(site, tmp_path):
    (tmp_path / "repository/.git").mkdir(parents=True)
    (tmp_path / "repository/deep").mkdir()
    for path in (site / "maple.pem", site / "data/maple.pem", tmp_path / "repository/deep/maple.pem"):
        path.parent.mkdir(exist_ok=True)
        code, _, err = run("key", path, "--site", site)
        assert code == 1
        assert "a key must not lie in a repository or in the folder of a site" in err
        assert not path.exists()
        with pytest.raises(EdblogError) as refused:
            new_key(site, path)
        assert [problem.code for problem in refused.value.problems] == ["award"]


def test_a_key_is_never_replaced(site, key, tmp_path):
    assert run("key", key, "--site", site)[0] == 2
    code, _, err = run("key", tmp_path / "another.pem", "--site", site)
    assert (code, "this site has a key already" in err) == (1, True)
    assert not (tmp_path / "another.pem").exists()


def test_the_key_of_another_site(site, key, make_site, tmp_path):
    other = make_site({}).folder
    run("key", tmp_path / "other.pem", "--site", other)
    (tmp_path / "jar.json").write_text(json.dumps(JAR))

    code, _, err = run("give", tmp_path / "jar.json", "--to", "r@s.example", "--key", tmp_path / "other.pem", "--out", tmp_path / "b", "--site", site)  # fmt: skip

    assert (code, "this key or this address is not that of the site's badges" in err) == (1, True)
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    ("achievement", "expected"),
    [
        ({**JAR, "favorite": "blue"}, '"favorite" is not defined'),
        ({**JAR, "id": "question-jar"}, "an identifier is not defined or not a whole address"),
        ({**JAR, "criteria": None}, '"criteria" is null'),
    ],
)
def test_an_achievement_that_nobody_could_verify(achievement, expected, site, key, tmp_path):
    (tmp_path / "jar.json").write_text(json.dumps(achievement))

    code, _, err = run("give", tmp_path / "jar.json", "--to", "r@s.example", "--key", key, "--out", tmp_path / "b", "--site", site)  # fmt: skip

    assert code == 1
    assert expected in err
    assert not (tmp_path / "b").exists()
    assert not (site / "data/issuers/given.toml").exists()


@pytest.mark.parametrize(
    "document",
    [sign(badge(), owner=MAPLE), sign(badge(issuer={"id": did_key("x")}), owner=did_key("x"), key="x"), {}],
)
def test_a_badge_of_another_cannot_be_taken_back(document, site, key, tmp_path):
    (tmp_path / "badge.json").write_text(json.dumps(document))
    before = (site / "static/badges/status.json").read_bytes()

    code, _, err = run("revoke", tmp_path / "badge.json", "--key", key, "--site", site)

    assert code == 1
    assert "this is not a badge of this site" in err
    assert (site / "static/badges/status.json").read_bytes() == before
