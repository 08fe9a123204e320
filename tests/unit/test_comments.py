"""The comment services: what each puts into a page, and what edblog.toml may say about them."""

import tomllib

import msgspec
import pytest

from edblog.problems import Problem
from edblog.services.comments import SERVICES, Choice, Thread, read_options
from edblog.services.comments.giscus import LANGUAGES
from edblog.services.comments.github import path_term
from edblog.services.comments.languages import spoken
from edblog.settings import read_config
from edblog.web.policy import content_security_policy

THREAD = Thread(
    path="/stories/posts/jar/",
    url="https://district.example/stories/posts/jar/",
    title="The jar",
    lang="en",
    site_lang="en",
    assets="/stories/assets/comments/",
)
HOSTILE = THREAD.__class__(
    path='/a"b/',
    url="https://d.example/",
    title="\"'</template></script><b>&",
    lang="en",
    site_lang="en",
    assets="/a/",
)

GISCUS = """
    service = "giscus"
    [giscus]
    repo = "district/stories"
    repo_id = "R_kgDOabc"
    category = "Stories & talk"
    category_id = "DIC_kwDOabc"
"""
UTTERANCES = """
    service = "utterances"
    [utterances]
    repo = "district/stories"
"""
DISQUS = """
    service = "disqus"
    [disqus]
    shortname = "district-stories"
"""
ISSO = """
    service = "isso"
    [isso]
    host = "https://comments.district.example"
"""


def read(toml: str) -> tuple[Choice | None, list[Problem]]:
    return read_options(tomllib.loads(toml))


def chosen(toml: str) -> Choice:
    choice, problems = read(toml)
    assert choice is not None, problems
    return choice


def complaints(toml: str) -> list[tuple[tuple[str | int, ...], str, str]]:
    choice, problems = read(toml)
    assert choice is None
    assert {problem.path for problem in problems} == {"edblog.toml"}
    return [(problem.key[1:], problem.code, problem.message) for problem in problems]


class TestMarkup:
    def test_giscus(self):
        view = chosen(GISCUS).view(THREAD)
        assert view.markup.html == (
            '<script src="https://giscus.app/client.js" data-repo="district/stories"'
            ' data-repo-id="R_kgDOabc" data-category="Stories &amp; talk" data-category-id="DIC_kwDOabc"'
            ' data-mapping="specific" data-term="stories/posts/jar/" data-strict="1"'
            ' data-reactions-enabled="1" data-emit-metadata="0" data-input-position="bottom"'
            ' data-theme="preferred_color_scheme" data-lang="en" data-loading="lazy"'
            ' crossorigin="anonymous" async></script>'
        )
        assert (view.service, view.host, view.account) == (
            "GitHub Discussions",
            "giscus.app",
            "a GitHub account",
        )
        assert view.head.html == (
            '<meta name="giscus:backlink" content="https://district.example/stories/posts/jar/">'
        )
        assert view.discussion == (
            "https://github.com/district/stories/discussions"
            "?discussions_q=%22stories%2Fposts%2Fjar%2F%22%20in%3Atitle"
        )

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            ('mapping = "url"', f'data-mapping="specific" data-term="{THREAD.url}"'),
            ('mapping = "title"', 'data-mapping="title" data-strict="1"'),
            ('mapping = "og:title"', 'data-mapping="og:title" data-strict="1"'),
            ('mapping = "specific"\nterm = "Talk"', 'data-mapping="specific" data-term="Talk"'),
            ('mapping = "number"\nterm = "12"', 'data-mapping="number" data-term="12"'),
            ("strict = false", 'data-strict="0"'),
            ("reactions = false", 'data-reactions-enabled="0"'),
            ("emit_metadata = true", 'data-emit-metadata="1"'),
            ('input_position = "top"', 'data-input-position="top"'),
            ('theme = "https://d.example/g.css"', 'data-theme="https://d.example/g.css"'),
            ('lang = "fr"', 'data-lang="fr"'),
        ],
    )
    def test_each_option_of_giscus(self, options, expected):
        assert expected in chosen(GISCUS + options).view(THREAD).markup.html

    def test_giscus_number_leads_to_that_discussion(self):
        view = chosen(GISCUS + 'mapping = "number"\nterm = "12"').view(THREAD)
        assert view.discussion == "https://github.com/district/stories/discussions/12"

    def test_utterances(self):
        view = chosen(UTTERANCES).view(THREAD)
        assert view.markup.html == (
            '<script src="https://utteranc.es/client.js" data-repo="district/stories"'
            ' data-issue-term="stories/posts/jar/" data-theme="preferred-color-scheme"'
            ' crossorigin="anonymous" async></script>'
        )
        assert (view.service, view.host, view.account) == ("GitHub Issues", "utteranc.es", "a GitHub account")
        assert view.discussion == (
            "https://github.com/district/stories/issues"
            "?q=is%3Aissue%20in%3Atitle%20%22stories%2Fposts%2Fjar%2F%22"
        )

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            ('issue_term = "url"', f'issue-term="{THREAD.url}"'),
            ('issue_term = "title"', 'issue-term="title"'),
            ('issue_term = "All stories"', 'issue-term="All stories"'),
            ('label = "💬 story"', 'label="💬 story"'),
            ('theme = "github-dark"', 'theme="github-dark"'),
        ],
    )
    def test_each_option_of_utterances(self, options, expected):
        assert expected in chosen(UTTERANCES + options).view(THREAD).markup.html

    def test_disqus(self):
        choice = chosen(DISQUS)
        view = choice.view(THREAD)
        assert view.markup.html == (
            '<div id="disqus_thread" data-shortname="district-stories"'
            ' data-url="https://district.example/stories/posts/jar/"'
            ' data-identifier="/stories/posts/jar/" data-title="The jar"></div>'
            '<script src="/stories/assets/comments/disqus.js" async></script>'
        )
        assert (view.service, view.host, view.account) == ("Disqus", "disqus.com", "a Disqus account")
        assert view.discussion == "https://district-stories.disqus.com/"
        assert choice.files == ("disqus.js",)

    def test_isso(self):
        view = chosen(ISSO).view(THREAD)
        assert view.markup.html == (
            '<link rel="stylesheet" href="/stories/assets/comments/isso.css">'
            '<section id="isso-thread" data-isso-id="/stories/posts/jar/" data-title="The jar"></section>'
            '<script src="https://comments.district.example/js/embed.min.js"'
            ' data-isso="https://comments.district.example/" data-isso-lang="en"'
            ' data-isso-avatar="false" async></script>'
        )
        assert (view.service, view.host, view.account) == ("Isso", "comments.district.example", "")
        # Isso has no page that shows a discussion without its script.
        assert view.discussion == ""

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            ('lang = "es"', 'data-isso-lang="es"'),
            ("css = false", 'data-isso-css="false"'),
            ("vote = false", 'data-isso-vote="false"'),
            ("max_comments_top = 0", 'data-isso-max-comments-top="0"'),
            ('max_comments_nested = "inf"', 'data-isso-max-comments-nested="inf"'),
            ("reveal_on_click = 20", 'data-isso-reveal-on-click="20"'),
            ('sorting = "newest"', 'data-isso-sorting="newest"'),
        ],
    )
    def test_each_setting_of_isso(self, options, expected):
        assert expected in chosen(ISSO + options).view(THREAD).markup.html

    def test_isso_below_a_path(self):
        choice = chosen('service = "isso"\nisso = {host = "https://district.example:8443/isso/"}')
        markup = choice.view(THREAD).markup.html
        assert 'src="https://district.example:8443/isso/js/embed.min.js"' in markup
        assert 'data-isso="https://district.example:8443/isso/"' in markup
        assert choice.policy(THREAD)["connect-src"] == ("https://district.example:8443",)

    @pytest.mark.parametrize("toml", [GISCUS, UTTERANCES, DISQUS, ISSO])
    def test_a_title_cannot_leave_its_attribute(self, toml):
        markup = chosen(toml).view(HOSTILE).markup.html
        assert "</template" not in markup
        assert "<b>" not in markup
        assert 'a"b' not in markup
        assert markup.count("</script>") == 1

    def test_a_hostile_title_is_escaped_exactly(self):
        assert 'data-title="&quot;&#x27;&lt;/template&gt;&lt;/script&gt;&lt;b&gt;&amp;"' in (
            chosen(ISSO).view(HOSTILE).markup.html
        )


class TestIdentity:
    @pytest.mark.parametrize(
        ("path", "term"),
        [
            ("/", "index"),
            ("/posts/jar/", "posts/jar/"),
            ("/posts/jar.html", "posts/jar"),
            ("/posts/v1.2/", "posts/v1.2/"),
            ("/posts/m%C3%A1s/", "posts/m%C3%A1s/"),
        ],
    )
    def test_terms_are_those_of_the_services_own_scripts(self, path, term):
        assert path_term(path) == term

    @pytest.mark.parametrize(
        ("tag", "expected"),
        [
            ("en-US", "en"),
            ("es-419", "es"),
            ("zh-tw", "zh-TW"),
            ("zh", "zh-CN"),
            ("zh-Hant-TW", "zh-Hant"),
            ("el", "gr"),
            ("cy", ""),
        ],
    )
    def test_languages_of_giscus(self, tag, expected):
        assert spoken(tag, LANGUAGES) == expected

    @pytest.mark.parametrize(
        ("tag", "expected"), [("zh-Hant-TW", "zh-TW"), ("zh-CN", "zh-CN"), ("es-MX", "es-MX"), ("cy", "cy")]
    )
    def test_isso_finds_all_languages_by_their_tags_but_traditional_chinese(self, tag, expected):
        thread = msgspec.structs.replace(THREAD, lang=tag)
        assert f'data-isso-lang="{expected}"' in chosen(ISSO).view(thread).markup.html

    def test_giscus_speaks_the_language_of_the_story_or_else_of_the_site(self):
        welsh = Thread(
            path="/a/", url="https://d.example/a/", title="A", lang="cy", site_lang="es", assets="/"
        )
        assert 'data-lang="es"' in chosen(GISCUS).view(welsh).markup.html


class TestPolicy:
    def test_a_page_without_comments(self):
        assert content_security_policy() == (
            "default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'none'; style-src 'self'; "
            "img-src 'self' data:; font-src 'self'; media-src 'self'; manifest-src 'self'; "
            "connect-src 'none'; frame-src 'none'"
        )

    @pytest.mark.parametrize(
        ("toml", "expected"),
        [
            (
                GISCUS,
                (
                    "script-src 'self' https://giscus.app; style-src 'self' https://giscus.app; "
                    "img-src 'self' data:; font-src 'self'; media-src 'self'; manifest-src 'self'; "
                    "connect-src 'none'; frame-src https://giscus.app"
                ),
            ),
            (
                UTTERANCES,
                (
                    "script-src 'self' https://utteranc.es; "
                    "style-src 'self' 'sha256-9HupEqQsOKAA3TMVtaZh8USULhFpwYGuWFk+44sVSgg='; "
                    "img-src 'self' data:; font-src 'self'; media-src 'self'; manifest-src 'self'; "
                    "connect-src 'none'; frame-src https://utteranc.es"
                ),
            ),
            (
                DISQUS,
                (
                    "script-src 'self' https://disqus.com https://*.disqus.com https://*.disquscdn.com; "
                    "style-src 'self' 'unsafe-inline' https://*.disquscdn.com; "
                    "img-src 'self' data: https://disqus.com https://*.disqus.com https://*.disquscdn.com; "
                    "font-src 'self'; media-src 'self'; manifest-src 'self'; "
                    "connect-src https://disqus.com https://*.disqus.com; "
                    "frame-src https://disqus.com https://*.disqus.com"
                ),
            ),
            (
                ISSO,
                (
                    "script-src 'self' https://comments.district.example; "
                    "style-src 'self' https://comments.district.example; "
                    "img-src 'self' data:; font-src 'self'; media-src 'self'; manifest-src 'self'; "
                    "connect-src https://comments.district.example; frame-src 'none'"
                ),
            ),
            (
                ISSO + "css = false\ngravatar = true",
                (
                    "script-src 'self' https://comments.district.example; style-src 'self'; "
                    "img-src 'self' data: https://www.gravatar.com; "
                    "font-src 'self'; media-src 'self'; manifest-src 'self'; "
                    "connect-src https://comments.district.example; frame-src 'none'"
                ),
            ),
        ],
    )
    def test_a_page_with_comments_allows_just_that_service(self, toml, expected):
        policy = content_security_policy(chosen(toml).policy(THREAD))
        assert policy == f"default-src 'none'; base-uri 'none'; form-action 'none'; {expected}"

    def test_the_patterns_of_isso_need_nine_colors(self):
        sources = chosen(ISSO + "avatar = true").policy(THREAD)["style-src"]
        assert sources[:3] == (
            "https://comments.district.example",
            "'unsafe-hashes'",
            "'sha256-opqR6lkU87Glha98vS1Xyt4/UKmuHxKOf57wGu5SSsI='",
        )
        assert len(sources) == 2 + 9

    def test_the_order_of_the_mapping_makes_no_difference(self):
        extra = {"worker-src": ["'self'"], "img-src": ["data:", "https://a.example"], "child-src": ["'self'"]}
        assert content_security_policy(extra) == content_security_policy(dict(reversed(extra.items())))
        assert content_security_policy(extra).endswith("; child-src 'self'; worker-src 'self'")
        assert "img-src 'self' data: https://a.example;" in content_security_policy(extra)


class TestOptions:
    @pytest.mark.parametrize("toml", ["", 'service = "none"', 'service = "none"\n[giscus]\nrepo = 1'])
    def test_no_comments(self, toml):
        assert read(toml) == (None, [])

    def test_click_is_the_default(self):
        assert chosen(ISSO).load == "click"
        assert chosen('load = "auto"' + ISSO).view(THREAD).load == "auto"

    def test_a_choice_is_frozen(self):
        with pytest.raises(AttributeError):
            chosen(ISSO).load = "auto"

    def test_the_tables_of_other_services_may_hold_anything(self):
        assert chosen(ISSO + "[giscus]\nrepo = 1\nwhatever = true").service == "isso"

    def test_a_service_without_its_table_names_all_that_is_missing(self):
        _, problems = read('service = "giscus"')
        find = 'open https://giscus.app, enter your repository and choose a category; the box "Enable giscus" shows the value'
        assert [(problem.key, problem.code, problem.message, problem.help) for problem in problems] == [
            (
                ("comments", "giscus", "repo"),
                "config-missing",
                '[comments.giscus] needs "repo", a GitHub repository in the form "owner/name"',
                (
                    'add a line repo = "…" below [comments.giscus]; it has to be public, with Discussions turned on '
                    "and the giscus app installed (https://github.com/apps/giscus)"
                ),
            ),
            (
                ("comments", "giscus", "repo_id"),
                "config-missing",
                '[comments.giscus] needs "repo_id", an id that starts with "R_" or "MDEw"',
                f'add a line repo_id = "…" below [comments.giscus]; {find}',
            ),
            (
                ("comments", "giscus", "category"),
                "config-missing",
                '[comments.giscus] needs "category", the name of a category in Discussions',
                f'add a line category = "…" below [comments.giscus]; {find}',
            ),
            (
                ("comments", "giscus", "category_id"),
                "config-missing",
                '[comments.giscus] needs "category_id", an id that starts with "DIC_" or "MDE4"',
                f'add a line category_id = "…" below [comments.giscus]; {find}',
            ),
        ]

    @pytest.mark.parametrize(
        ("service", "option", "message"),
        [
            ("utterances", "repo", 'needs "repo", a GitHub repository in the form "owner/name"'),
            (
                "disqus",
                "shortname",
                'needs "shortname", the short name of your site at Disqus, the part before ".disqus.com"',
            ),
            ("isso", "host", 'needs "host", an address that starts with https:// or http://'),
        ],
    )
    def test_the_one_option_that_a_service_needs(self, service, option, message):
        assert complaints(f'service = "{service}"') == [
            ((service, option), "config-missing", f"[comments.{service}] {message}")
        ]

    def test_every_problem_in_one_go(self):
        assert complaints(
            """
            service = "giscus"
            load = "later"
            lod = "click"
            [giscus]
            repo = "https://github.com/district/stories"
            repo_id = "DIC_kwDOabc"
            category = ""
            mapping = "path"
            term = 12
            strict = "yes"
            theme = "preferred-color-scheme"
            input_position = ["top"]
            categorie = "General"
            """
        ) == [
            (("lod",), "config-unknown-key", 'there is no setting "comments.lod"'),
            (("load",), "config-value", '"load" must be "click" or "auto", not "later"'),
            (
                ("giscus", "categorie"),
                "config-unknown-key",
                'there is no setting "comments.giscus.categorie"',
            ),
            (
                ("giscus", "repo"),
                "config-value",
                (
                    '"repo" must be a GitHub repository in the form "owner/name", '
                    'not "https://github.com/district/stories"'
                ),
            ),
            (
                ("giscus", "repo_id"),
                "config-value",
                '"repo_id" must be an id that starts with "R_" or "MDEw", not "DIC_kwDOabc"',
            ),
            (
                ("giscus", "category"),
                "config-value",
                '"category" must be the name of a category in Discussions, not ""',
            ),
            (
                ("giscus", "category_id"),
                "config-missing",
                '[comments.giscus] needs "category_id", an id that starts with "DIC_" or "MDE4"',
            ),
            (
                ("giscus", "mapping"),
                "config-value",
                '"mapping" must be "pathname", "url", "title", "og:title", "specific" or "number", not "path"',
            ),
            (("giscus", "term"), "config-value", '"term" must be text in quotes, not 12'),
            (("giscus", "strict"), "config-value", '"strict" must be true or false, not the text "yes"'),
            (
                ("giscus", "input_position"),
                "config-value",
                '"input_position" must be "top" or "bottom", not a list',
            ),
            (
                ("giscus", "theme"),
                "config-value",
                (
                    '"theme" must be the name of a giscus theme or the https address of a stylesheet, '
                    'not "preferred-color-scheme"'
                ),
            ),
        ]

    @pytest.mark.parametrize(
        ("toml", "help_"),
        [
            ('service = "gisqus"', 'did you mean "giscus"?'),
            ("service = 3", f"it can be {', '.join(SERVICES)}, none"),
            ('load = "later"' + ISSO, '"click" contacts no other host until the reader asks'),
            (ISSO + "[isos]", 'did you mean "isso"?'),
            (ISSO + "[cusdis]", f"the settings here are: service, load, {', '.join(SERVICES)}"),
            (GISCUS + 'theem = "light"', 'did you mean "theme"?'),
            (GISCUS + 'mapping = "path"', 'did you mean "pathname"?'),
            (GISCUS + "strict = 1", "write: strict = true"),
            (GISCUS + "term = 12", 'write: term = "12"'),
            (
                ISSO + "require_author = true",
                "remove it and set require-author in isso.cfg; Isso passes it to the page itself",
            ),
            (
                'service = "isso"\nisso = "https://comments.district.example"',
                "write [comments.isso] on a line of its own, and its settings below",
            ),
        ],
    )
    def test_every_problem_says_what_to_do(self, toml, help_):
        choice, problems = read(toml)
        assert choice is None
        assert [problem.help for problem in problems] == [help_]

    def test_an_unknown_service_is_answered_with_the_list(self):
        choice, [problem] = read('service = "cusdis"')
        assert choice is None
        assert problem.message == '"service" must be the name of a comment service, not "cusdis"'
        assert problem.help == f"it can be {', '.join(SERVICES)}, none"

    @pytest.mark.parametrize(
        "host",
        [
            "comments.district.example",
            "//comments.district.example",
            "ftp://comments.district.example",
            "https://user@comments.district.example",
            "https://a.example; script-src *",
            "https://a.example/?x",
        ],
    )
    def test_a_host_that_is_no_web_address(self, host):
        assert complaints(f"service = 'isso'\nisso = {{host = '{host}'}}") == [
            (
                ("isso", "host"),
                "config-value",
                f'"host" must be an address that starts with https:// or http://, not "{host}"',
            )
        ]

    @pytest.mark.parametrize("value", ["-1", '"all"', "true", "1.5"])
    def test_a_count_that_is_none(self, value):
        [(key, code, message)] = complaints(ISSO + f"max_comments_top = {value}")
        assert (key, code) == (("isso", "max_comments_top"), "config-value")
        assert message == f'"max_comments_top" must be a whole number from 0, or "inf" for all, not {value}'

    @pytest.mark.parametrize("mapping", ["specific", "number"])
    def test_a_mapping_that_needs_a_term(self, mapping):
        assert complaints(GISCUS + f'mapping = "{mapping}"') == [
            (("giscus", "mapping"), "config-missing", f'the mapping "{mapping}" of giscus needs a "term"')
        ]

    def test_a_number_that_is_none(self):
        assert complaints(GISCUS + 'mapping = "number"\nterm = "#12"') == [
            (("giscus", "term"), "config-value", '"term" must be the number of a discussion, not "#12"')
        ]


class TestWarnings:
    @pytest.mark.parametrize(
        ("toml", "key", "code", "message"),
        [
            (
                DISQUS,
                ("service",),
                "config-comments-tracking",
                "Disqus shows advertising and tracks visitors from site to site",
            ),
            (
                GISCUS + 'mapping = "title"',
                ("giscus", "mapping"),
                "config-comments-unstable",
                "a story whose title changes will lose its comments",
            ),
            (
                UTTERANCES + 'issue_term = "og:title"',
                ("utterances", "issue_term"),
                "config-comments-unstable",
                "a story whose title changes will lose its comments",
            ),
            (
                GISCUS + 'lang = "el"',
                ("giscus", "lang"),
                "config-comments-language",
                'giscus may not have the language "el"; comments may not load',
            ),
        ],
    )
    def test_a_choice_that_a_district_may_regret(self, toml, key, code, message):
        choice, [problem] = read(toml)
        assert choice is not None
        assert (problem.severity, problem.key, problem.code, problem.message) == (
            *("warning", ("comments", *key)),
            *(code, message),
        )

    def test_a_service_that_is_set_up_but_not_chosen(self):
        choice, [problem] = read('[isso]\nhost = "https://comments.district.example"')
        assert choice is None
        assert problem == Problem(
            path="edblog.toml",
            severity="warning",
            code="config-comments-off",
            message="comments are off, although there are settings for isso",
            help='below [comments], write service = "isso"; or service = "none" to keep comments off',
            key=("comments", "isso"),
        )

    @pytest.mark.parametrize("toml", [GISCUS, UTTERANCES, ISSO])
    def test_the_others_need_no_warning(self, toml):
        assert read(toml)[1] == []


@pytest.mark.parametrize(
    ("base_url", "host", "expected"),
    [
        ("https://d.example/", "http://comments.d.example", ["config-comments-insecure"]),
        ("https://d.example/", "https://comments.d.example", []),
        ("http://d.example/", "http://comments.d.example", []),
        ("https://d.example/", "http://127.0.0.1:8081", []),
    ],
)
def test_a_server_that_browsers_do_not_ask(base_url, host, expected):
    text = f'title = "S"\nbase_url = "{base_url}"\n[comments]\nservice = "isso"\n[comments.isso]\nhost = "{host}"\n'

    config, problems = read_config(text)

    assert config is not None
    found = [problem for problem in problems if problem.code != "placeholder-address"]
    assert [problem.code for problem in found] == expected
    assert [problem.key for problem in found] == [("comments", "isso", "host") for _ in expected]
