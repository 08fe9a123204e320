from __future__ import annotations

import sqlite3

import pytest

from edblog import store
from edblog.problems import EdblogError


def story(title="The jar"):
    return f"---\ntitle: {title}\ndate: 2026-01-02\nauthor: rosa\n---\nIt filled up.\n"


def test_a_store_that_is_no_database_is_made_anew(make_site):
    site = make_site({"content/posts/jar.md": story()})
    site.build()
    expected = site.outputs()
    (site.folder / ".edblog/store.db").write_bytes(b"not a database at all" * 1000)
    for name in ("store.db-wal", "store.db-shm"):
        (site.folder / ".edblog" / name).unlink(missing_ok=True)
    site.write("content/posts/jar.md", story("The jar!"))
    site.write("content/posts/jar.md", story())

    assert site.build().ok is True
    assert site.outputs() == expected


def test_a_store_in_use_by_another_build_is_named(make_site, monkeypatch):
    monkeypatch.setattr(store, "_PATIENCE", 0.01)
    site = make_site({"content/posts/jar.md": story()})
    site.build()
    site.write("content/posts/jar.md", story("The other jar"))
    other = sqlite3.connect(site.folder / ".edblog/store.db", isolation_level=None)
    other.execute("begin exclusive")
    try:
        with pytest.raises(EdblogError) as caught:
            site.build()
    finally:
        other.close()

    assert [(p.code, p.message, p.help) for p in caught.value.problems] == [
        (
            "store",
            "what edblog remembers cannot be used: database is locked",
            "let the other build or preview end; if there is none, delete the folder .edblog",
        )
    ]
    assert site.build().ok is True


def test_a_store_found_damaged_halfway_is_dropped(make_site):
    site = make_site({"content/posts/jar.md": story()})
    site.build()
    db = sqlite3.connect(site.folder / ".edblog/store.db")
    db.execute("update readings set record = ?", (b"\x00",))
    db.commit()
    db.close()
    site.write("content/posts/jar.md", story("The other jar"))

    assert site.build().ok is True
