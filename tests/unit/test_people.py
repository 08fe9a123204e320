"""What gives people away: what is found, what is left alone, and what is meant to be there."""

from __future__ import annotations

import pytest
from tests.conftest import CONFIG, post

from edblog.catalog.privacy import Privacy, allows
from edblog.kinds import KINDS
from edblog.kinds.people.record import Author
from edblog.kinds.stories import KIND as STORIES
from edblog.model import PrivateDetail, SiteLink
from edblog.settings import Config
from edblog.settings import Privacy as Settings
from edblog.sources.front_matter.parsing import Parsed, parse
from edblog.sources.markdown.checked_text import SourceText
from edblog.sources.markdown.checks import source_problems
from edblog.sources.markdown.rendering import EMPTY
from edblog.sources.people.private_details import LIMIT, private_details
from edblog.sources.read import read
from edblog.sources.reading import ReadSettings

PLANTED = """
student | Emma Johnson | My student Emma Johnson wrote a poem.
student | Emma Johnson | Emma Johnson, a fourth grader, asked why.
student | Sofía Ramírez | A student named Sofía Ramírez raised her hand.
student | Emma Johnson | Emma Johnson (Grade 4) drew this.
student | Emma Johnson | By Emma Johnson, grade 4
student | Sofía Ramírez | Sofía Ramírez, alumna de cuarto grado, lo dijo.
student | Ximena Hernández López | La alumna Ximena Hernández López escribió.
student | Diego López | Diego López (5.º grado)
student | Liam Park | One of my third graders, Liam Park, said so.
student | Emma Johnson; Liam Park | Students Emma Johnson and Liam Park presented.
student | Emma Johnson | Student Emma Johnson Wins Spelling Bee
student | Emma J. Johnson | Emma J. Johnson is one of my students.
student | Juan de la Cruz | Juan de la Cruz is in my class.
student | Noah Brown | my kid, Noah Brown, likes it
student | Aaliyah Washington | Aaliyah Washington, age 9, said
student | Thanh Nguyen | Thanh Nguyen, a student in my class, drew it.
student | Emma Johnson | **Emma Johnson**, a fourth grader
student | Emma Johnson | This is Emma Johnson from my class.
student | Jayden Smith | I sat with Jayden Smith, one of my fourth graders, and listened.
student | Ximena Flores | The winner was Ximena Flores, 5th grade.
student | Jamal Carter | Jamal Carter, a sophomore at Lincoln High, coded it.
student | Mia Chen | My daughter Mia Chen asked me.
student | Priya Patel | Our student, Priya Patel, said
student | Mateo Garcia | Mateo Garcia is a student in my second period class.
student | Cameron Durr; Ben Lume; Olivia Gawron | Fourth graders Cameron Durr, Ben Lume and Olivia Gawron stood by.
student | María Fernanda Torres | la estudiante María Fernanda Torres
student | Carlos Ruiz | Carlos Ruiz, mi alumno de quinto grado
student | Valentina Rojas | Valentina Rojas (8 años)
student | Luis Ángel Vega | Un niño, Luis Ángel Vega, dijo
student | Oliver Twistle | A pupil named Oliver Twistle
student | Aaliyah Brooks | "Why?" asked my student Aaliyah Brooks.
student | Emma Johnson | Emma Johnson, who is a fourth grader, said
student | Hannah Lee | the fourth-grader Hannah Lee
student | Trần Minh | Trần Minh, a seventh grader
student | Zoë O'Neill | I taught Zoë O'Neill, a third grader
student | Emma Johnson | ![Emma Johnson, grade 4, holds a jar](a.jpg)
student | Emma Johnson | \\| Emma Johnson \\| Grade 4 \\|
student | Liam Park-Davis | Liam Park-Davis (age 7)
student | Emma Johnson | Emma Johnson wrote this in Ms. Lee's third grade class.
student | Grace Miller | Thanks to my student helper Grace Miller
phone | (217) 555-0142; 217-555-0142 | Call me at (217) 555-0142 or 217-555-0142.
phone | 555-0100 | Call 555-0100 for help.
phone | +52 55 1234 5678 | Her number is +52 55 1234 5678.
phone | 312.867.5309 | My mom: 312.867.5309
phone | +34 912 34 56 78 | tel. +34 912 34 56 78
phone | 312 867 5309 | Text me at 312 867 5309
email | emma.j@gmail.com; mom@family.net | Write to emma.j@gmail.com or [me](mailto:mom@family.net)
street | 12 Oak Street; 1204 N. Maple Ave | They live at 12 Oak Street, Springfield, or 1204 N. Maple Ave.
street | Calle Mayor 12; Avenida de los Insurgentes 1420 | Calle Mayor 12. Vive en la Avenida de los Insurgentes 1420.
street | 45 N Elm Ave | 45 N Elm Ave, Apt 2
street | 221B Baker Street | 221B Baker Street
street | Avenida Juárez 210 | en Avenida Juárez 210
street | calle 5 de Mayo 33 | en la calle 5 de Mayo 33
ssn | 512-34-6789 | It is 512-34-6789.
number | 482913 | student ID 482913
number | 90210 | lunch number: 90210
number | 104738291 | He is 104738291 in the system.
number | S1048293 | Student ID: S1048293
number | 204819375 | OSIS 204819375
number | 20481937 | matrícula 20481937
number | 88213 | Her ID number is 88213
student | Kevin Martinez | The student's name is Kevin Martinez.
student | Emma Johnson | Student name: Emma Johnson
student | Emma Johnson | Student of the month: Emma Johnson
student | Emma Johnson; Liam Smith | My students are Emma Johnson and Liam Smith.
student | Emma Johnson | The student was Emma Johnson.
student | Emma Lopez; Jacob Kim | seniors Emma Lopez and Jacob Kim
student | Emma Johnson | My student—Emma Johnson—wrote
student | Lupita Hernandez | A student of mine, Lupita Hernandez, wrote
student | Emma Johnson | A girl named Emma Johnson
student | Emma Johnson | Emma Johnson from third grade
student | Emma Johnson | Emma Johnson 3rd grade
student | EMMA JOHNSON | EMMA JOHNSON, grade 3
student | Johnson, Emma | Johnson, Emma (grade 3)
student | Emma Johnson | In my class, Emma Johnson is loud
student | Emma Johnson | Emma Johnson, who is in my third period class, said
student | Emma Johnson | Emma Johnson, who is eight, said
student | Zaniyah Brown; Kaiden Lee | Students: Zaniyah Brown, Kaiden Lee
student | Zaniyah Brown | - Zaniyah Brown (5th grade)
student | Xochitl Ramirez; Jaylen O'Neal | Two of my students, Xochitl Ramirez and Jaylen O'Neal
student | DeShawn Carter | DeShawn Carter, grade 5
student | DeShawn Carter | The student, DeShawn Carter, said
student | Sofia Lopez; Ana Ruiz | My students Sofia Lopez y Ana Ruiz
student | Emma Johnson | Drawing by Emma Johnson, grade 4
student | Emma Johnson | Emma Johnson in third grade asked
student | Emma Lopez; Jacob Kim | Seniors Emma Lopez and Jacob Kim led.
student | Zyxa Qworth; Liam Park | My students Zyxa Qworth and Liam Park
student | Emma Johnson; Liam Park | I worked with two students, Emma Johnson and Liam Park, on fractions.
student | Emma Johnson; Liam Park | Written by students: Emma Johnson and Liam Park
student | Zyxa Qworth; Plim Quark | My students, Zyxa Qworth and Plim Quark, said
student | Emma Johnson | Emma Johnson Third Grade
student | Noah Brown | The boy, Noah Brown, ran
student | EMMA JOHNSON; LIAM PARK | EMMA JOHNSON AND LIAM PARK, grade 3
student | EMMA JOHNSON | STUDENT OF THE WEEK: EMMA JOHNSON
student | Emma Johnson | one of my students is named Emma Johnson
student | Emma Johnson | my student (Emma Johnson) said
student | Zaria Holloway | Last spring my student Zaria Holloway built a windmill.
student | Tyrell Banks | Tyrell Banks was the first student to finish.
student | Marisol Vega | I will never forget Marisol Vega, a quiet sixth grader.
student | Emma Johnson | Congratulations to Emma Johnson (Grade 5)!
student | Emma Johnson; Liam Park | Winners: Emma Johnson (4th), Liam Park (5th)
student | Andrea Soto | This poem is by my student Andrea Soto.
student | Hannah Brooks | Our class president, Hannah Brooks, opened the meeting.
student | Aiden Murphy; Chloe Tran | Pictured: fourth graders Aiden Murphy and Chloe Tran
student | Tariq Hassan | One boy, Tariq Hassan, stood up.
student | Noah Bennett | "I did it!" shouted Noah Bennett, a first grader.
student | Leo Marsh | Kindergartner Leo Marsh lost a tooth.
student | Jada Simmons | My eighth graders, including Jada Simmons, led it.
student | Nora Feldman | A shy girl called Nora Feldman whispered.
student | Isabella Rossi | Isabella Rossi is a senior at our school.
student | Mia Tanaka | Mia Tanaka, 10, drew the map.
student | Omar Farouk | Third-grade student Omar Farouk explained it.
student | Ruth Adeyemi | I sat beside a student, Ruth Adeyemi, who counted.
student | Caleb Foster | The student of the week was Caleb Foster.
student | Maya Levin; Josh Patel | Two juniors, Maya Levin and Josh Patel, coded it.
student | Sam Okoro | Here is what Sam Okoro, one of my students, wrote:
student | Lucía Pérez; Hugo Díaz | Our students Lucía Pérez and Hugo Díaz spoke.
student | Diego Fuentes | El alumno se llama Diego Fuentes.
student | Camila Ortiz | Mi alumna, Camila Ortiz, leyó.
student | Daniela Reyes | Daniela Reyes, de cuarto grado, ganó.
student | Mateo Cruz; Ana Silva | Los estudiantes Mateo Cruz y Ana Silva presentaron.
student | Ethan Walsh | My son Ethan Walsh is in third grade.
student | Lily Chen | Lily Chen wrote, "I am in fourth grade."
student | Jasper Quill | Work by Jasper Quill, Grade 2
student | Imani Clarke | Student: Imani Clarke
student | Imani Clarke | Name: Imani Clarke, Grade 3
student | Imani Clarke | Imani Clarke's mother came to the conference.
student | Brianna Scott | Thank you to Brianna Scott's parents.
student | Malik Jones | My fifth grader, Malik Jones, asked.
student | Ava Stone; Eli Wood | Ava Stone (age 7) and Eli Wood (age 8)
student | Ava Reed; Zoe Lang | The girls, Ava Reed and Zoe Lang, ran ahead.
student | Priya Nair | In our classroom, Priya Nair is the plant keeper.
student | Tyler Nguyen | Freshman Tyler Nguyen joined.
student | Fatima Noor; Peter Dunn | Students such as Fatima Noor and Peter Dunn help.
student | Jordan Ellis | Kids like Jordan Ellis need time.
student | Carlos Mendoza | A former student of mine, Carlos Mendoza, visited.
phone | 1-312-847-1928; 1 (312) 847-1928; 1.312.847.1928; 1-800-273-8255 | 1-312-847-1928, 1 (312) 847-1928, 1.312.847.1928 or 1-800-273-8255
phone | (312) 847-1928; 312-847-1929; (312) 847-1930 | (312) 847–1928, 312‑847‑1929 or (312) 847-1930
phone | 847-1928 | My number is 847-1928
phone | 312-847-1928 | 1. 312-847-1928
number | 482913 | student ID #482913
number | 482914 | Student ID: #482914
number | 482914 | Student ID:482914
email | jane.o'neil@gmail.com; jane@mail.example | jane.o'neil@gmail.com or 'jane@mail.example'
street | 24 Oak Square; 12 Blue Spruce Drive | 24 Oak Square, or 12 Blue Spruce Drive this year
"""
"""A kind, what is there, and the text: names, numbers and addresses are made up."""
MISSED = {
    "Emma Johnson wrote this in Ms. Lee's third grade class.",
    "en la calle 5 de Mayo 33",
    "EMMA JOHNSON AND LIAM PARK, grade 3",
    "Tyrell Banks was the first student to finish.",
    "Winners: Emma Johnson (4th), Liam Park (5th)",
    "Our class president, Hannah Brooks, opened the meeting.",
    "Mia Tanaka, 10, drew the map.",
    'Lily Chen wrote, "I am in fourth grade."',
    "Work by Jasper Quill, Grade 2",
    "Imani Clarke's mother came to the conference.",
    "Thank you to Brianna Scott's parents.",
    "Kids like Jordan Ellis need time.",
}
"""What a reader would see and this does not; to find it would cost false alarms."""
CASES = [
    tuple(part.strip().replace("\\|", "|") for part in line.split(" | "))
    for line in PLANTED.strip().replace("\\\\|", "\\|").splitlines()
]


def found(text, region="US", path="content/posts/jar.md"):
    [kind] = [kind for kind in KINDS if path.startswith(f"content/{kind.folder}/")]
    return [
        (detail.kind, detail.text) for detail in private_details(path, Parsed(None, text, 1), region, kind)
    ]


@pytest.mark.parametrize(("kind", "wanted", "text"), CASES, ids=[case[2] for case in CASES])
def test_what_is_planted_is_found(kind, wanted, text):
    expected = [] if text in MISSED else [(kind, piece) for piece in wanted.split("; ")]

    assert found(f"Before.\n\n{text}\n\nAfter.") == expected


def test_most_of_what_is_planted_is_found():
    assert len(MISSED) / len(CASES) < 0.1
    assert {text for _, _, text in CASES} >= MISSED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| Student | Score |\n|---|---|\n| Emma Johnson | 4 |\n| Zyxa Qworth | 3 |\n\nAda", ["Emma Johnson", "Zyxa Qworth"]),
        ("Book | Student name\n--- | ---\nDog Man | Emma Johnson\nHatchet | **Liam Park**", ["Emma Johnson", "Liam Park"]),
        ("| Alumno |\n|---|\n| Zyxa Qworth |", []),
        ("| Students | 2024 |\n|---|---|\n| African American | 3 |\n| Pacific Islander | 4 |", []),
        ("| Teacher | Students |\n|---|---|\n| Emma Johnson | 23 |", []),
        ("| Student | Reads |\n|---|---|\n| Emma Johnson reads | 3 |\n| A", []),
        ("Our students:\n\n- Emma Johnson\n- Zyxa Qworth\n", ["Emma Johnson"]),
        ("Students:\n1. Emma Johnson\n2. Liam Park\n3. Book Club\n", ["Emma Johnson", "Liam Park"]),
        ("1. Johnson, Emma (grade 3)\n2. Park, Liam, 3rd grade", ["Johnson, Emma", "Park, Liam"]),
        ("In Springfield, Emma, grade 3, and the rest", []),
    ],
)  # fmt: skip
def test_names_in_tables_and_lists(text, expected):
    assert [name for _, name in found(text)] == expected


def test_each_find_has_its_place():
    text = "---\ntitle: T\nsummary: Call (217) 555-0142\n---\n\nIt was\nmy student Emma\nJohnson, and 12 Oak Street.\n"

    assert [
        (r.text, r.line, r.column)
        for r in private_details("content/posts/a.md", parse("a.md", text), "US", STORIES)
    ] == [
        ("(217) 555-0142", 3, 10),
        ("12 Oak Street", 8, 14),
        ("Emma Johnson", 7, 12),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`(217) 555-0142` and ``12 Oak Street``",
        "```\nmy student Emma Johnson, emma@mail.example\n```",
        "<https://example.org/my/12345678/217-555-0142?id=104738291>",
        "[words](files/217-555-0142.pdf) <a href='https://example.org/12345678'>words</a>",
    ],
)
def test_code_and_addresses_of_the_web_are_no_prose(text):
    assert found(text) == []


def test_what_stands_on_pages_and_in_fields_that_are_no_text():
    office = "Call (217) 555-0142, write to a@mail.example, come to 12 Oak Street, ask for Emma Johnson, a third grader."
    fields = "---\ntitle: T\nauthor: {name: Emma Johnson, role: a third grader, links: [{url: 'mailto:e@mail.example'}]}\naliases: [/217-555-0142/]\n---\n"

    assert (
        found(office, path="content/pages/office.md")
        == found(office, path="content/credentials/c.md")
        == [("student", "Emma Johnson")]
    )
    assert len(found(office, path="content/authors/a.md")) == 4
    assert private_details("content/posts/a.md", parse("a.md", fields), "US", STORIES) == ()


CAPTIONS = """\
WEBVTT - Our jar

NOTE
Checked by Ms. Lee, (217) 555-0142

STYLE
::cue(.student) { color: lime }

1
00:00:00.000 --> 00:00:04.000 line:0
<v Ms. Okafor>So <i>my student</i> <c.name>Emma</c>

2175550142
00:00:04.000 --> 00:00:07.500
Johnson said
<v.loud Student Liam Park>it is full
at 12 Oak Street.
"""


def of_captions(text, path="content/posts/jar/talk.vtt"):
    reading = read(path, text.encode(), ReadSettings("UTC", "en"), KINDS)
    assert reading.record is not None
    return [(r.kind, r.text, r.line, r.column) for r in reading.record.private_details], reading.problems


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_captions_are_read_as_people_hear_them(ends):
    assert of_captions(CAPTIONS.replace("\n", ends)) == (
        [
            ("phone", "(217) 555-0142", 4, 21),
            ("street", "12 Oak Street", 17, 4),
            ("student", "Emma Johnson", 11, 44),
            ("student", "Liam Park", 16, 17),
        ],
        (),
    )


def test_captions_of_an_office_and_their_file_name():
    path = "content/pages/emma-johnson-grade-4.vtt"

    assert of_captions(CAPTIONS, path)[0] == [
        ("student", "Emma Johnson", 11, 44),
        ("student", "Liam Park", 16, 17),
        ("file-name", "emma johnson", 1, 1),
    ]


def test_what_captions_show_is_a_warning_at_its_place_unless_the_district_allows_it(make_site):
    story = post(body="::: video\nfile: talk.mp4\ncaptions: talk.vtt\n:::")
    files = {"content/posts/jar/index.md": story, "content/posts/jar/talk.vtt": CAPTIONS}
    site = make_site(files)
    told = [line for line in site.problems() if ".vtt" in line]
    site.write("edblog.toml", f'{CONFIG}[privacy]\nallow = ["Emma Johnson", "555-0142", "12 Oak Street"]\n')

    assert told == [
        "warning content/posts/jar/talk.vtt:4:21 phone-number",
        "warning content/posts/jar/talk.vtt:11:44 student-name",
        "warning content/posts/jar/talk.vtt:16:17 student-name",
        "warning content/posts/jar/talk.vtt:17:4 street-address",
    ]
    assert [line for line in site.problems() if ".vtt" in line] == [told[2]]


def test_captions_in_capital_letters_are_told_once_and_sounds_are_left_alone():
    text = "WEBVTT\n\n00:00.000 --> 00:04.000\n{}\n\n00:04.000 --> 00:09.000\n{}\n"
    loud, sound = "- WE FILLED THE JAR TODAY", "[CHILDREN LAUGH AND SHOUT AROUND THE JAR]"

    assert of_captions(text.format(sound, "Listen!"))[1] == ()
    (problem,) = of_captions(text.format(sound, f"{loud}\n{loud}"))[1]
    assert (problem.code, problem.line, problem.column) == ("all-capitals", 7, 3)
    assert problem.help.startswith('write "We filled the jar today" (advice of WCAG 2.1')


def test_fields_in_capital_letters_are_told(make_site):
    fields = {"title": "HOW WE FILLED THE JAR", "summary": '"MY STEM, PLC and IEP notes"', "topics": "[STEM]"}
    site = make_site({"content/posts/jar.md": post(**fields)})

    assert site.problems() == ["warning content/posts/jar.md:2:8 all-capitals"]


def test_numbers_of_another_region():
    assert found("Llama al 55 1234 5678 o al 912 34 56 78.", "MX") == [("phone", "55 1234 5678")]
    assert found("Llama al 55 1234 5678 o al 912 34 56 78.", "ES") == [("phone", "912 34 56 78")]
    assert found("Call 020 7946 0958.", "GB") == [("phone", "020 7946 0958")]
    assert found("Call 020 7946 0958.", "US") == []


def test_a_text_full_of_numbers_is_remarked_on_within_bounds():
    text = "\n".join(f"Call (217) 555-{number:04}." for number in range(100, 300))

    assert len(found(text)) == LIMIT


@pytest.mark.parametrize(
    "text",
    [
        "Aa " * 20_000, "Aaaa" * 15_000, "1 Aaaa" * 10_000, "1 A " * 15_000, "a@a." * 15_000, "a@" * 30_000, "a." * 30_000,
        "+1" * 30_000, "(1" * 30_000, "12 34 " * 10_000, "1" * 60_000, "1-" * 30_000, "Calle A " * 7_500, "Calle A de " * 5_000 + "1",
        "student Ann " * 5_000, "Ann Lee, a " * 5_000, "![" * 30_000, "](" * 30_000, "[a" * 30_000, "\n#" * 30_000, "<h2>" * 15_000,
        "<a >" * 15_000, "<img " * 12_000, "<table>" * 8_000, "AA " * 20_000, "A" * 60_000, "\n\n**a" * 12_000, "\n• a" * 15_000, "|\n-" * 20_000,
        "\na\n--" * 12_000, "http://" * 8_000, 'href="' * 10_000, "``` " * 15_000, "AA-AA" * 12_000,
        "`a@b.cc` " * 7_000, "a@b.cc " * 8_000, "217-555-0142 " * 4_600, "12 Oak Street " * 4_000, "student Ann Lee " * 4_000, "![students](a.jpg)" * 3_000,
        "12345678 " * 6_000, "a'" * 30_000 + "@b.cc", "Ann, Lee (grade " * 4_000, "| Student |\n|-|\n" + "| Ann Lee |\n" * 6_000, "|" * 30_000 + "\n-|", "ANN LEE grade " * 4_000,
        "a" * 30_000 + "Ann Lee, grade 3 ", "1–" * 30_000, "my students Ann Lee" + " y Ann Lee" * 5_000, "Ann Lee y " * 6_000, "| " * 30_000, "students: Ann Lee\n- " * 3_000, "é" + "\u00a0" * 60_000, "](" + "a(" * 30_000, "Ann Lee and " * 5_000,
    ],
    ids=lambda text: text[:12].strip() or "A",
)  # fmt: skip
def test_the_time_grows_no_faster_than_the_text(text):
    """A bound that only something worse than linear breaks: these take some milliseconds."""
    from time import process_time

    started = process_time()
    found(text)
    source_problems(SourceText.of("a.md", text, 1))

    assert process_time() - started < 6


# What is meant to be there


@pytest.mark.parametrize(
    ("word", "kind", "text", "expected"),
    [
        ("555-0100", "phone", "555-0100", True),
        ("555-0100", "phone", "(217) 555-0100", True),
        ("217 555 0100", "phone", "+1 (217) 555-0100", True),
        ("555-0100", "phone", "+1 217-555-0100", True),
        ("0100", "phone", "555-0100", False),
        ("555-0101", "phone", "555-0100", False),
        ("20481937", "number", "20481937", True),
        ("481937", "number", "20481937", False),
        ("Office@District.example", "email", "office@district.example", True),
        ("*@district.example", "email", "office@district.example", True),
        ("*@district.example", "email", "office@mail.district.example", False),
        ("*@district.example", "email", "office@otherdistrict.example", False),
        ("Jane Q. Public", "student", "Jane Q. Public", True),
        ("jane q public", "student", "Jane Q. Public", True),
        ("Maria Lopez", "student", "María López", True),
        ("Maria", "student", "María López", False),
        ("12 oak street", "street", "12 Oak Street", True),
        ("Emma Example", "file-name", "emma example", True),
    ],
)
def test_an_allowlist_takes_what_is_the_same(word, kind, text, expected):
    assert allows(word, PrivateDetail(kind, text, 1, 1)) == expected


def author(name="Rosa Okafor", url="", slug="rosa", text=()):
    links = (SiteLink("E-mail", url),) if url else ()
    return Author(
        source=f"content/authors/{slug}.md",
        slug=slug,
        text=EMPTY,
        name=name,
        links=links,
        private_details=text,
    )


def said(*texts, authors=(), allow=(), base_url="https://blog.district.example/stories/"):
    """The private details that are reported on a person's page."""
    page = author("Li Wei", slug="li", text=tuple(PrivateDetail(kind, text, 1, 1) for kind, text in texts))
    config = Config("Stories", base_url, privacy=Settings(allow=allow))
    known = {"authors": authors}
    return [problem.message.split('"')[1] for problem in Privacy(config, known).problems([page])]


def test_people_who_write_may_be_named_and_written_to():
    known = [author(url="mailto:Rosa@Home.example?subject=Hello")]
    texts = [
        ("student", "Rosa M. Okafor"),
        ("email", "rosa@home.example"),
        ("student", "Rosa Parker"),
        ("email", "li@home.example"),
    ]

    assert said(*texts, authors=known) == ["Rosa Parker", "li@home.example"]
    assert said(*texts) == [text for _, text in texts]
    assert said(*texts, allow=("*@home.example", "Rosa Parker")) == ["Rosa M. Okafor"]


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("office@district.example", False),
        ("office@blog.district.example", False),
        ("office@other.example", True),
        ("office@students.district.example", True),
        ("ejohnson2031@district.example", True),
        ("31johnson@district.example", True),
        ("room12b@district.example", False),
    ],
)
def test_addresses_of_the_site_itself(address, is_told):
    assert said(("email", address)) == ([address] if is_told else [])


def test_the_fields_of_a_story_say_what_is_meant(make_site):
    site = make_site(
        {
            "edblog.toml": 'title = "S"\nbase_url = "https://district.example/"\n[privacy]\nallow = ["12 Oak Street"]\n'
        }
    )
    body = "My student Emma Example lives at 12 Oak Street, (312) 555-0199."
    site.post("jar", "The jar", "2026-01-02", body, privacy_ok='["Emma Example", "312 555 0199"]')
    site.post("jar-too", "The jar", "2026-01-02", body, privacy_ok="Emma Example")

    assert site.problems() == ["warning content/posts/jar-too.md:7:49 phone-number"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"people_in_photo": "no"}, []),
        ({"people_in_photo": "yes"}, ["warning"]),
        ({"people_in_photo": "yes", "photo_release": "no"}, ["warning"]),
        ({"people_in_photo": "yes", "photo_release": "yes"}, []),
        ({"photo_release": "yes"}, []),
    ],
)
@pytest.mark.parametrize("is_required", [False, True])
@pytest.mark.parametrize("is_draft", [False, True])
def test_a_photo_of_people_needs_a_release(make_site, fields, expected, is_required, is_draft):
    from io import BytesIO

    from PIL import Image

    photo = BytesIO()
    Image.new("RGB", (4, 3)).save(photo, "JPEG")
    config = 'title = "S"\nbase_url = "https://district.example/"\n' + (
        '[privacy]\nphoto_release = "required"\n' if is_required else ""
    )
    site = make_site({"edblog.toml": config, "content/posts/jar.jpg": photo.getvalue()})
    site.post(
        "jar",
        "The jar",
        "2026-01-02",
        "![A jar](jar.jpg)",
        **fields,
        **({"draft": "true"} if is_draft else {}),
    )
    if is_required:
        expected = ["warning"] if not fields else expected
        expected = ["error" for _ in expected] if not is_draft else expected

    assert [p.severity for p in site.build(dry=True).problems if p.code == "photo-release"] == expected


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("Three students around a balance", True),
        ("A student holds a jar", True),
        ("Two fourth graders build a bridge", True),
        ("Niños leen en el patio", True),
        ("Una alumna con un frasco", True),
        ("A girl with a violin", True),
        ("Students' posters on a wall", False),
        ("The students’ bridge", False),
        ("Student work on a wall", False),
        ("A wall of slips from students", False),
        ("Posters by students", False),
        ("Empty desks for students", False),
        ("A drawing of children", False),
        ("Children's books on a shelf", False),
        ("A kid-sized table", False),
        ("A glass jar half full of paper slips", False),
        ("Two students draw a graph on the whiteboard", True),
        ("Students present their posters", True),
        ("Students painting a mural", True),
        ("Three fourth graders look at a laptop screen", True),
        ("Children point at a map on the wall", True),
        ("A student without a coat holds a snowball", True),
        ("The students hold up their jars", True),
        ("Our kids at the science fair", True),
        ("A fifth grader reads", True),
        ("Fifth-grader at the microphone", True),
        ("A first-grade student at the board", True),
        ("Girl in a red coat", True),
        ("The teacher and her students", True),
        ("In front of a poster, students smile", True),
        ("Students' faces in the sun", True),
        ("Las alumnas presentan un cartel", True),
        ("Posters by our students", False),
        ("Posters by the students of two rooms", False),
        ("A letter from one of my students", False),
        ("The work of our students", False),
        ("Bar graph of students per grade", False),
        ("A bar chart shows how many students walk to school", False),
        ("Screenshot of a form that students fill in", False),
        ("Percentage of students who read daily", False),
        ("How students travel to school", False),
        ("A sign that says: students only", False),
        ("The student council poster", False),
        ("No students, only chairs", False),
        ("A classroom without students", False),
        ("An empty room after the students left", False),
        ("Un dibujo de una niña", False),
    ],
)
def test_words_for_a_photo_that_say_that_it_shows_students(alt, expected):
    assert found(f"![{alt}](jar.jpg)") == ([("photo", alt)] if expected else [])
    assert found(f"![{alt}](jar.png)") == ([("photo", alt)] if expected else [])
    assert found(f"![{alt}](jar.svg)") == []
    assert found(f"![{alt}](jar.jpg)", path="content/authors/a.md") == found(f"![{alt}](jar.jpg)")
