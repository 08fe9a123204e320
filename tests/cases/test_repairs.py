"""The lines that a comment proposes: where one is pasted, its problem is gone, and no error comes instead."""

from __future__ import annotations

from collections import Counter

from edblog.problems.repair import repair

from .test_faults import FOLDER, check, read_case


def test_a_proposed_line_ends_its_problem(make_site):
    """All the sites of `faults/` that need no settings of their own, in one; in each file the first line that has a repair."""
    files = {}
    for path in sorted(FOLDER.glob("*.md")):
        case = read_case(path.read_text(encoding="utf-8"))
        if all(name.startswith("content/") for name in case.files):
            files |= {
                name.replace("content/posts/", f"content/posts/{path.stem}/"): text
                for name, text in case.files.items()
            }
    site = make_site(files)
    before, repaired = check(site)[1], {}
    for problem in before:
        found = repair(problem)
        if found is None or problem.path in repaired or problem.path not in files:
            continue
        lines = files[problem.path].split("\n")
        at = problem.line if found.do == "add" else problem.line - 1
        lines[at : problem.line] = [] if found.do == "delete" else [found.line]
        site.write(problem.path, "\n".join(lines))
        repaired[problem.path] = problem

    after = check(site)[1]
    left = Counter((p.path, p.code, p.message) for p in after)
    were = Counter((p.path, p.code, p.message) for p in before)
    errors = [Counter((p.path, p.code) for p in some if p.severity == "error") for some in (before, after)]

    assert [
        p for p in repaired.values() if left[p.path, p.code, p.message] >= were[p.path, p.code, p.message]
    ] == []
    # A line may name a file that its writer still has to save.
    assert {code for _, code in errors[1] - errors[0]} <= {"missing-media"}
    assert len({p.code for p in repaired.values()}) > 20
