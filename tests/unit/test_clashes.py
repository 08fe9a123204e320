from __future__ import annotations


def test_a_file_of_the_district_where_the_theme_has_one_is_told(make_site):
    site = make_site({"static/assets/icon.svg": "<svg/>"})

    report = site.build()

    assert [(p.path, p.code, p.message) for p in report.problems if p.severity == "error"] == [
        (
            "static/assets/icon.svg",
            "duplicate-address",
            'this file would be published as "/assets/icon.svg", and so is theme marigold: static/icon.svg',
        )
    ]
