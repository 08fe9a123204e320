"""What looks like a mistake and is none: it just works, without a word."""

from __future__ import annotations

import unicodedata

import pytest


@pytest.fixture
def publish(make_site):
    """A site with a story of this text, built without a problem."""

    def publish(text, path="content/posts/jar.md"):
        site = make_site({path: text})
        report = site.build()
        assert report.problems == ()
        return site

    return publish


def story(title="The jar", body="It filled up.", more=""):
    return f"---\ntitle: {title}\ndate: 2026-01-02\nauthor: rosa\n{more}---\n{body}\n"


@pytest.mark.parametrize(
    "body",
    [
        "Type {{1..3}} into the shell.",
        "Jekyll writes {% foo %} and Hugo {{< bar >}}.",
        "{{ config }} and {# no comment #} and ${HOME}",
        "🎉 👩‍🏫 🇲🇽 and a family: 👨‍👩‍👧",
        "Price: $5 <3 & more; 3 < 4 > 2",
        "100 % of us [really] asked (a lot): why?",
        "A price of 3 @ 4 dollars, or C:\\temp\\new",
    ],
)
def test_signs_in_prose_stay_as_they_are(publish, body):
    page = publish(story(body=body)).output("posts/jar/index.html")

    escaped = body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"<p>{escaped}</p>" in page


@pytest.mark.parametrize(
    "title",
    ["2026", "No", "null and void", "12:30", "Meeting at 12:30", "1e3", "0x1F", "~5 jars", "3/4", "Yes!", "a:b", "100%",
     "Who?", "It's Rosa's", "-5 degrees", "C# for all", "Año nuevo", "日々"],
)  # fmt: skip
def test_a_title_is_text_whatever_yaml_thinks_of_it(publish, title):
    page = publish(story(title=title)).output("posts/jar/index.html")

    shown = title.replace("'", "’")
    assert f"<title>{shown} " in page


def test_windows_line_ends_and_a_byte_order_mark(make_site):
    text = story(body="One line.\n\nTwo lines.")
    plain = make_site({"content/posts/jar.md": text})
    windows = make_site({"content/posts/jar.md": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()})
    mac = make_site({"content/posts/jar.md": text.replace("\n", "\r").encode()})

    assert [site.build().problems for site in (plain, windows, mac)] == [(), (), ()]
    assert plain.outputs() == windows.outputs() == mac.outputs()


def test_a_settings_file_with_windows_line_ends_and_a_byte_order_mark(make_site):
    site = make_site(
        {"edblog.toml": b'\xef\xbb\xbftitle = "Stories"\r\nbase_url = "https://district.example/"\r\n'},
    )

    assert site.build().problems == ()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_and_spaces_in_file_names_whichever_way_they_are_stored(make_site, form):
    files = {
        "content/posts/Mi año.md": story(
            body="![Un frasco](<Mi frasco más bonito.svg>)\n\n[Otra](<Otra más.md>)"
        ),
        "content/posts/Otra más.md": story(title="Otra", body="Sí."),
        "content/posts/Mi frasco más bonito.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
    }
    site = make_site({unicodedata.normalize(form, path): text for path, text in files.items()})

    assert site.build().problems == ()
    page = site.output("posts/mi-ano/index.html")
    assert 'href="/stories/posts/otra-mas/"' in page
    assert 'src="/stories/media/posts/Mi%20frasco%20' in page


@pytest.mark.parametrize(
    "body",
    [
        "[a](https://example.org/), [b](<https://example.org/>), [c]( https://example.org/ 'jar') and <https://example.org/>.",
        "[https://example.org/](https://example.org/) and [see\nhttps://example.org/][jar]\n\n[jar]: https://example.org/",
        "[jar], [pot] and [mug]\n\n[jar]: https://example.org/\n[pot]: <https://example.org/>\n[mug]:\n    https://example.org/ 'mug'",
        "> [jar]\n>\n> [jar]: https://example.org/",
        '<a href="https://example.org/">https://example.org/</a> and <b><a title="x" href=\'https://example.org/\'>https://example.org/</a></b>',
        '<blockquote cite="https://example.org/">A jar.</blockquote>',
        "<!-- https://example.org/\n\nyoutu.be/abcdefghijk\n-->\n\nA jar.",
        "<pre>\nhttps://example.org/\n</pre>\n\nA <code>https://example.org/</code> in HTML.",
        "`https://example.org/` and ``https://example.org/``\n\n```\nhttps://example.org/\n```\n\n~~~ text\nyoutu.be/abcdefghijk\n~~~",
        "A jar:\n\n    https://example.org/\n\n    youtu.be/abcdefghijk\n\n>     https://example.org/",
        "- a jar\n\n        https://example.org/\n\n    ```\n    https://example.org/\n    ```",
        "The HTML team\n\n*[HTML]: https://example.org/",
        "An address starts with https:// or https://…, and http://localhost:8000/ is this computer.",
        "and/or\n\nvimeo.example/x, e.g./x, not.known.com/at-all",
        "[The jar](https://www.youtube.com/watch?v=abcdefghijk) and a film in [words](https://vimeo.com/123456789).",
        "::: video\nhttps://youtu.be/abcdefghijk\ntitle: A jar\ncaptions: yes\ntranscript: https://example.org/\n:::",
        "- a jar\n\n    ::: video\n    https://youtu.be/abcdefghijk\n    captions: yes\n    :::\n\n!!! note\n    ::: video\n    https://youtu.be/abcdefghijk\n    captions: yes\n    :::",
    ],
)  # fmt: skip
def test_addresses_that_are_links_or_players_or_mere_words_on_purpose(publish, body):
    publish(story(body=body))


@pytest.mark.parametrize("word", ["off", "no", "false", "OFF", "'no'"])
def test_comments_can_be_turned_off_in_any_word(make_site, word):
    config = (
        'title = "Stories"\nbase_url = "https://district.example/"\n'
        '[comments]\nservice = "isso"\n[comments.isso]\nhost = "https://comments.district.example/"\n'
    )
    site = make_site({
        "edblog.toml": config,
        "content/posts/on.md": story(),
        "content/posts/off.md": story(more=f"comments: {word}\n"),
    })  # fmt: skip

    assert site.build().problems == ()
    assert "isso-thread" in site.output("posts/on/index.html")
    assert "isso-thread" not in site.output("posts/off/index.html")


def test_a_date_in_the_file_name_and_none_in_the_file(publish):
    text = "---\ntitle: The jar\nauthor: rosa\n---\nIt filled up.\n"

    page = publish(text, "content/posts/2026-1-2 the jar.md").output("posts/the-jar/index.html")

    assert 'datetime="2026-01-02T00:00:00-06:00"' in page


def test_an_author_without_a_page_of_their_own(publish):
    site = publish(story(more="").replace("author: rosa", "author: {name: Ana Ruiz, school: Lincoln}"))

    assert "Ana Ruiz" in site.output("authors/ana-ruiz/index.html")


def test_an_empty_site(make_site):
    site = make_site({})

    assert site.build().problems == ()
    assert "index.html" in site.outputs()


def test_remarks_and_blank_lines_in_front_matter(publish):
    publish(
        "\n\n---\n# A remark\n\ntitle: The jar # another\n\ndate: 2026-01-02\nauthor: rosa\n\n---\n\nIt filled up.\n"
    )


def test_a_ruler_in_a_story(publish):
    site = publish(story(body="Before.\n\n---\n\nAfter: it went on.\n\n---\n"))

    assert site.output("posts/jar/index.html").count("<hr>") == 2


NOBODY = """
ISBN 978-0-13-468599-1, ISBN 0306406152 and 9780306406157
In 2014-2015 we had 120 students, in 2015–2016 another 1,204.
3 + 4 = 7, 1234567 / 3 and 0.123456789
The bell rings 8:05-8:52, 8:56-9:43 and 9:47-10:34.
CCSS.MATH.CONTENT.4.NF.A.1 and CCSS.ELA-LITERACY.RL.5.2
Room 204, Building 12, Period 3
Grade 4 Math starts at nine, Grade 5 Science at ten.
Students read Maya Angelou, and third graders read Judy Blume.
Grade 5 Martin Luther King project
Lincoln Elementary School students at Maple Street Elementary
Student Teacher Jane Miller led the class.
My students Google Docs all day.
The Student Council President spoke to the Student Success Team.
I gave my students Carol Dweck's book, and we read Maya Angelou in our class.
Rosa Parks, a seamstress, and her students
Ruby Bridges, a first grader in 1960, walked in.
Jane Goodall, a student of Louis Leakey
Carol Larca's class of fourth grade students
Mrs. Silver's class, Grade 4, and Ms. Ana Ruiz, Grade 4
Dr. Jane Smith, a graduate student at State University
Jane Smith, a fourth grade teacher
Jane Smith, Grade 4 teacher at Maple
Jane Smith, a teacher of students, or a veteran student teacher
Student Information System, student Chromebook Carts
Each student Apple Pencil cost 99 dollars; every student Reads Well.
Our students, Black History Month and all
students in New York City
In 1965 Main Street was empty; in 2019 Main Street Elementary opened.
4 Reading Street units, 3 Way Street, 10 Food Drive boxes
I ran 26 miles down Ocean Drive.
Population 8400000; 1000000 stars; 1234567890
20260131, 2026-01-31, the code 404 and 123456
DOI 10.1145/362384.362685, version 3.141592653
9 AM - 3 PM, 12.5 %, $1,234,567, a score of 21-14-7
Write to <info@library.example> or <noreply@school.example>; <user@example.com> stands for you.
@teachers; \\#edchat on Tuesdays
[a page](https://example.org/u/1234567890?id=987654321)
Zoom meeting 8412345678
Kid President, kids at Boys and Girls Club
La clase de Historia de México
Los estudiantes leyeron a Gabriela Mistral; mis alumnos y Don Quijote.
Calle 13 sings in la Plaza Mayor de Madrid en 1812.
El grado 4 y la Casa Blanca; la Avenida Central en 1999 cambió.
Senior Advisor Jane Doe, child Development Center
Her son Ben and her daughter Mia
Chapter 4: Number the Stars
Student of the Month Award, Students United Way, the pupil Teacher Ratio
National Board Certified Teacher, Grade 3
Fountas and Pinnell, Level M, Grade 3
Charlotte's Web, Grade 3; Esperanza Rising, Grade 6; Tuck Everlasting, Grade 6
Wonder by R. J. Palacio, Grade 5; Island of the Blue Dolphins, Grade 5
Bridge to Terabithia, a fifth grade novel; Freak the Mighty, a sixth grade read
Common Core, Grade 4; Eureka Math, Grade 2; Khan Academy, grade 6; Number Talks, Grade 1
Junie B. Jones, a first grader; Judy Moody, a third grader; Percy Jackson, Grade 6
Harry Potter is one of my students' favorites.
Rosa Okafor, a fourth grader once, writes this. My student Rosa Okafor was never me.
Fourth grade students in Carol Larca's class wrote about Dr. Martin Luther King Jr.
Each pupil at 42% with 100,000,000 steps, and 600000 of 700000 people
Pi is 3.14159265358979 and e is 2.718281828.
1/2, 3/4 and 5/8; 12 x 12; 6 7 8 9 10 11 12
The Grade 3 Team, the Grade 5 Play, the Class of 2027
For students, Robert Marzano writes, goals matter.
In her book for kids, Ana Gomez writes.
the book for children, Peter Brown, visited
the book for children, Peter Braun, visited
In her book for young kids, Ana Gomez writes.
The co-teacher, Maria Lopez, kindergarten, said.
Lucy Calkins, grade 3
Harper Lee, grade 8; Mary Pope Osborne, grade 3; Laura Ingalls Wilder (grade 4)
Jack London, grade 8, Oscar Wilde, grade 8
Cynthia Rylant, grade 2; Jane Yolen (grade 2)
Louis Braille was a student in Paris.
My colleague Maria Lopez from third grade
Emma Johnson, who is forty, said
Jane Smith, a lifelong learner
For my students, Robert Marsh writes
My student teacher, Emma Johnson, led the lesson.
I read Carol Dweck with my students.
Our students love Dav Pilkey and Mo Willems.
Author Kate DiCamillo visited our third graders.
My mentor, Linda Brooks, taught fourth grade for years.
Principal Ana Ruiz told the students to wait.
Mr. Daniel Cho, Grade 5 teacher, helped.
Our fifth grade team, Maria Lopez and Ann Smith, planned it.
My co-teacher Maria Lopez and I teach third grade.
The parents of my students, Google Translate in hand, smiled.
Students use Google Classroom, Seesaw and Book Creator.
My students, First Nations and settlers alike
Students in Room Twelve, Lincoln Elementary
We wrote to Senator Tammy Duckworth about our students.
Children's author Grace Lin spoke to grade 4.
Students: Please Read Carefully
Students: Khan Academy, Brain Pop, Epic Books
For third graders, Jen Serravallo suggests goals.
A girl named Esperanza, a boy named Auggie
Read Because of Winn-Dixie in fourth grade.
Charlotte Huck, the researcher, wrote of children.
The Boy Who Harnessed the Wind, grade 6
Girl Scout Cookies and Boys and Girls Club
Senior Project Night and Junior Achievement
Ron Clark's students and Rafe Esquith's class
Thanks to Donors Choose, my students have books.
Students of the Month Assembly on Friday
My class, Room Nine, Maple Street School
Jane Smith, who is a principal, visited.
Dr. Maria Lopez from fifth grade.
I taught with Maria Lopez in third grade.
Grade 4: Maria Lopez and Ann Smith
Contact Maria Lopez, Grade 4 Chair
Student Services, Student Senate and Student Leaders
Paterson, New Jersey (grade 4 pilot)
Our students were born in Puerto Rico and New York.
My students are English Learners and Newcomers.
The student is New American.
My students are Steph Curry fans.
In my class, Number Talks are daily.
In our class, Black Lives Matter is discussed.
Students named Lincoln Elementary after him.
The students named Abraham Lincoln, then George Washington.
The students named Marie Curie and Ada Lovelace as heroes.
Kids know Taylor Swift.
The kids met Chef Ana Gomez.
Boys: Blue Team. Girls: Red Team.
The student body, Phillips Academy, and others
the learner, Lev Vygotsky argued, needs help
In third grade, Maria Lopez was my teacher.
Susan Hill is a teacher of students in grade 4.
Thanks go to parent Maria Lopez, grade 3 volunteer.
Presenter: Maria Lopez, Grade 5 teacher
Maria Lopez, kindergarten teacher
Our seniors, Class of 2027
Seniors Read Shakespeare
A learner, Carol Dweck says, can grow.
Teens like Malala Yousafzai
Boys like Harry Potter
Twins Cities Zoo
7 x 1428571 = 9999997 and 7×1428571=9999997
The calculator said 142857142857
Kahoot PIN 4829137
Game pin: 5512345
issue #1234567, \\#112233 and 12345678:3
24 Red Square tiles, 15 Yellow Place Value disks, 12 Peace Circle sessions
1-2-3-4 and 12-312-847-1928; pages 312–847 and 2010–2015
Part number 555-0142
We teach the whole child (Robert Ruiz), every day and each student — Maria Lopez
"""


def test_what_only_looks_as_if_it_gave_somebody_away(publish):
    publish(story(title="Grade 4 Math", body="\n\n".join(NOBODY.strip().splitlines())))


@pytest.mark.parametrize(
    "body",
    [
        "## First\n\n### Second\n\n#### Third\n\n## Fourth",
        "### All headings are\n\n### of one level",
        "Title\n-----\n\nWords.\n\n---\n\nMore.",
        "| Day | Slips |\n|-----|------:|\n| Monday | 2 |",
        "|     | Monday |\n|-----|--------|\n| Slips | 2 |",
        "<table><thead><tr><th>Day</th></tr></thead><tr><td>Monday</td></tr></table>",
        "The NASA, NOAA and USGS pages; the IEP, ELA, STEM and PBIS teams; GRADE 4 ELA.",
        "The NASA JPL USGS NOAA pages; AND, THE, YOUR: three words; THE JAR IS ours.",
        "1) Only one, and\n\n2) another that stands apart.\n\n(see 1) or\n2) or 3)",
        '[Photo 51](https://www.youtube.com/watch?v=abcdefghijk)\n\n<a href="https://example.org/"><b>What</b> happened here</a>'.replace("[Photo", "::: video\nhttps://youtu.be/abcdefghijk\ntitle: Photo 51\ncaptions: yes\n:::\n\nSee [Photo"),
        "![Jar 2](jar.svg) ![Photos (2 jars)](jar.svg) ![jar](jar.svg)",
        "`PLEASE WRITE THIS IN CAPITALS NOW` and FERPA, COPPA, ADA.",
        "**Look:** this is bold.\n\n**What did you see?**\n\nA wall.\n\n**This is a whole sentence, and it is bold.**\n\nWords.",
        "[what happened here](https://example.org/), [more of these](https://example.org/) and <https://example.org/robin>",
        "[read more about jars](https://example.org/) and [1](https://example.org/)",
        "A • between words, and ✅ done.",
        "#hashtags are no headings here: \\#edchat",
        "    # a comment in code\n    #### another",
        "```\n# a comment\n#### another\n![](x)\n```",
        '![](jar.svg){.decorative}\n\n<img src="jar.svg" alt="">\n\n![Photo of a jar](jar.svg) ![A picture book](jar.svg)',
    ],
)  # fmt: skip
def test_what_only_looks_as_if_it_kept_people_out(make_site, body):
    body = body.replace("#hashtags are", "Some \\#hashtags are")
    site = make_site(
        {
            "content/posts/jar.md": story(body=body),
            "content/posts/jar.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        }
    )

    # Some of these acronyms nobody explains.
    others = {"unused-file", "unexplained-acronym"}
    assert [p for p in site.build().problems if p.code not in others] == []


def test_a_picture_that_decorates_says_nothing_to_those_who_hear_the_page(make_site):
    body = "![](jar.svg){.decorative} ![A jar](jar.svg){.wide .decorative}"
    site = make_site(
        {
            "content/posts/jar.md": story(body=body),
            "content/posts/jar.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        }
    )

    assert site.build().problems == ()
    assert 'alt=""' in site.output("posts/jar/index.html")
    assert "decorative" not in site.output("posts/jar/index.html")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("The \\u202ejar", "The \u202ejar\u202c"),
        ("\\u2067\\u202bThe\\u202c jar", "\u2067\u202bThe\u202c jar\u2069"),
        ("The \\u202dj\\u2066ar\\u2069\\u202c", "The \u202dj\u2066ar\u2069\u202c"),
        ("The\\a\\e[31m\\u0085\\u200d jar", "The[31m \u200d jar"),
    ],
)
def test_a_sign_that_turns_the_direction_turns_no_more_than_its_field(publish, typed, shown):
    page = publish(story(title=f'"{typed}"')).output("posts/jar/index.html")

    assert f">{shown}</h1>" in page
