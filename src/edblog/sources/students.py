"""What looks like the full name of a student: two or more names in a row, and beside them words that say who it is.

Names alone say nothing: stories are full of authors, colleagues and schools. So a name counts only where it stands in apposition
to a word for a student ("my student Emma Example", "Emma Example, a fourth grader", "Ana Ejemplo (4.º grado)").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

# In the shape of a text: two words with capital letters, with no more between them than an initial or two short words.
# Each match begins at a capital letter and reads one word, and nothing twice, so it is linear.
_PAIR = re.compile(rb"Aa++(?:-aa?a(?=-)){0,2}+-{1,2}+(?:A-{1,2}+)?+(?=Aa)")
# Without first letters, which may be capital.
_CUES = (
    "tud", "rad", "lass", "lase", "upil", "lumn", "kid", "inder", "hil", "iñ", "hij", "son ", "aughter", "age", "year", "años", "chool",
    "ophom", "resh", "unior", "enior", "omer", "grupo", "salón",
)  # fmt: skip
_TOKEN = re.compile(r"[^\W\d_](?:\w|['’-](?=\w)){0,40}")
_PARTICLES = frozenset("de del la las los y van von bin al el da dos du st".split())
_SIGNS = str.maketrans(dict.fromkeys('*_“”"', ""))

_NOUN = (
    r"(?:(?:[\w.º-]+[ -])?graders?|students?|pupils?|kinder(?:gart[ne]+rs?)?|pre-?schoolers?|freshm[ae]n|sophomores?|schoolboys?|schoolgirls?|classmates?"
    r"|kids?|child|children|sons?|daughters?|alumn[oa]s?|estudiantes?|niñ[oa]s?|hij[oa]s?)"
)
# Each of these looks at no more than the few dozen characters beside a name.
_BEFORE = re.compile(
    rf"(?:^|[\s(|–—-])(?P<noun>{_NOUN})(?P<link>[,:]|,? (?:named|called|including|llamad[oa]|se llama))? ?$",
    re.IGNORECASE,
)
_GIVING = re.compile(
    r"\b(?:g[ia]v(?:e|es|ing)|teach(?:es|ing)?|taught|show(?:s|ed|ing)?|read(?:s|ing)?|hand(?:s|ed)?|told|tell(?:s|ing)?|offer(?:s|ed)?|assign(?:s|ed)?|sent|send(?:s|ing)?|ask(?:s|ed)?)(?: \w+){0,3} \w+ $",
    re.IGNORECASE,
)
_NO_CHILD = re.compile(
    r"\b(?:graduate|grad|doctoral|phd|ph\.d\.|college|university|law|medical|nursing|exchange|student|adult|whiz|foster)[ -]$",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:Mrs?|Ms|Mx|Dr|Prof|Sra?|Srta|Coach|Principal|President|Senator|Judge|Professor|Superintendent|Teacher|author|poet|Dra|director|teacher|librarian|counselor|maestr[oa]|docente|director[a]?|by|por)\.? $"
)
_END = r"(?=\s*(?:$|[,.;:!?)|\]–—\n]| (?:in|at|from|here|who|whose|this|last|and|with|y|en|del?|que|con|wrote|said|asked|told|made|was|is|has|had)\b))"
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
_GRADO = r"(?:(?:primer|segundo|tercer|cuarto|quinto|sexto|séptimo|octavo|noveno|décimo)|\d{1,2}\.? ?[º°o])"
_JOIN = r"\s{0,2}[,(|:–—-]{1,3}\s{0,2}"
# What also stands after the title of a book or of a lesson, so that only a name in the list counts.
_GRADE = re.compile(
    rf"{_JOIN}(?:(?:in|from|of|de|del) )?(?:(?:grade|grado|gr\.) (?:k|\d{{1,2}}|[a-z]{{3,8}})|{_ORDINAL}[ -]grade(?:r)?|(?:de |del )?{_GRADO} (?:de )?grado|(?:de )?kinder(?:garten)?){_END}",
    re.IGNORECASE,
)
_AFTER = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_JOIN}(?:(?:age[ds]?|de) )?\d{{1,2}}(?: years? old|-year-old| años)\b",
        rf"{_JOIN}aged? (?:[4-9]|1\d)\b",
        rf"{_JOIN}(?:(?:un|una|mi|nuestr[oa]) )?(?P<es>alumn[oa]|estudiante|niñ[oa])\b",
        rf"(?:{_JOIN}(?:who (?:is|was) )?| (?:is|was) | es | era )(?:an? |my |our |one of (?:my|our|the) )(?P<gap>(?:[\w’'-]+ ){{0,3}})(?:{_NOUN}|junior|senior|kindergartner){_END}",
        rf"(?:{_JOIN}| es | era )(?:un|una|mi|nuestr[oa]|un[oa] de mis) (?:[\w]+ ){{0,1}}{_NOUN}\b",
        rf"(?:,? | (?:is|was|sits|sat|es|está|estaba) )(?:in|from|of|en|de) (?:my|our|mi|nuestr[oa]) (?P<room>(?:[\w-]+ ){{0,2}})(?:class|classroom|homeroom|clase|grupo|salón|grado|grade){_END}",
    )
)
_ANY = re.compile(r"\b(?:each|every|per|any|no|cada|ning[úu]n|todo) (?:\w+ )?$", re.IGNORECASE)
_IS_NOUN = re.compile(_NOUN, re.IGNORECASE)
_JOINT = re.compile(r"[*_]{0,2}(?:, and |, y |, | and | y | e )[*_]{0,2}(?=[^\W\d_])")
_BREAK = re.compile(r"[*_]{0,3}(?: {1,2}|\n(?!\n)(?:> ?)?)[*_]{0,3}")
_GAP = frozenset(
    "graduate grad doctoral phd college university law medical nursing former ex teacher teachers whose who that for of with on where and but "
    "parent parents mother father graduated at in to is was not as exchange student adult fan friend classmate".split()
)
_IN_CLASS = re.compile(r",? (?:in|of|en|de) ", re.IGNORECASE)

_NOT_NAMES = frozenset(
    """
    a about academy access achievement active activities activity administration administrator advisor advisory affairs afternoon agency ai aid
    all also alternative america american an and annual app apps april arabic art arts as asian assembly assessment assessments assistant assistants associate association at
    august award awards back band based black blog blue board book books boot boys brown building but by calculus campus canvas canyon care career
    case center central centre ceremony champion champions charter check chemistry chess chief chinese choice choir christmas chromebook chromebooks
    city civics class classes classroom clinic club coach coalition code coding college collective committee common community compact company computer
    conference congress connect connection connections contest core council counselor country county course creek crew culture curriculum daily
    dashboard data day days december dental department design development digital director disability discipline discovery district division doc docs drama
    dreamers drive dual early earth east edition education educational educator educators eighth elementary eleventh empowerment engagement engineering english equity
    european every everyone exchange excellence expectations experience explorers fair fall families family february federal feedback festival field fifth film fine first florida focus
    for forum foundation four fourth free french friday from full fund future gallery game garden geography geometry german gifted girls global go goals
    golden good google government governor grade graders grades graduate grand grant great green group growth guard guidance guide guild habits hall handbook
    harbor head health heights help her heritage high hill hills his hispanic history home honor honors hour house how human humanities i ideas if impact in independent
    indian individual information initiative innovation inquiry inside institute instruction international internship interview is island it its january
    japanese journal journalism journey judge july june junior justice key kids kindergarten kits knowledge lab laboratory lake language latin latina latino latinx law lead leader leaders leadership
    league learner learners learning led lesson lessons letter levels liaison library life literacy literature loan loans local lunch magazine magnet
    maker management many march mars math mathematics may medal media meeting member members memorial mental microsoft middle minecraft minister ministry mission model monday more morning mother mount
    mountain museum music my national native network new news next night ninth no north northern northwest not notebook november now observer october of office officer olympics on one online
    open opera orchestra organization orientation other our outcomes outreach oversight owl pacific pacing paper parent parents park partners partnership pathways patrol peer people performance
    personal physical physics place plan plans play point policy portal portfolio portfolios poster power practice pre president press primary prime principal principals prize
    problem professional professor program programs progress project projects protection public quality question questions quiz reader reading readings records recovery red report
    republic research resource resources respect response responsibility review reviews rights river road robotics room rotary rubric safety saint san  saturday scholars scholarship school schools science
    sciences  season second secretary section self seminar senate senator senior september series service services seventh she show sixth skills so social society solutions some sophomore south southern
    space spanish special spirit sports spring staff standards star state states station statistics statue stem steam story street student students studies study success  summit sunday
    superintendent support survey system systems talk task teach teacher teachers teaching team teams tech technology tenth test testing thanksgiving the theater theatre their then theory these they third this
    three thursday time to today together tools town toolkit training transition travel trip trust tuesday tutor tutoring twelfth two under union united universal university
    unit upper us use valley video village virtual visit vocabulary voice voices volunteer walk war ward we weather website wednesday week weekly welcome wellness west western what when where while white who
    why winter with women word wonders work workshop world writer writers writing yard year yearbook yes yesterday you young your youth zone zoom
     agosto alumna alumnas alumno alumnos año aprendizaje arte biblioteca calle casa centro ciencia ciencias clase colegio consejo cuando de después diciembre distrito domingo
    durante educación el ella ellos en enero escuela español esta este estudiante estudiantes estudios febrero feria grado historia hoy inglés instituto jueves  junio la las lectura lengua los lunes
    maestra maestro martes marzo matemáticas mayo mi mis miércoles música nacional noviembre nuestra nuestro octubre para pero plaza por preparatoria primaria primer profesor profesora programa proyecto pueblo
    sala san secundaria semana septiembre servicios si su sábado también todos tercer un una universidad viernes y
    apple pencil pencils ipad ipads laptop laptops tablet chromecast kindle number numbers talks rising everlasting web pages chapters novel novels nonfiction fiction poem poems poetry essay essays
    reads writes learns makes builds wins shares creates explores presents meets visits celebrates discovers earns leads helps shows gets goes takes named honored teaches speaks sings plays draws paints
    matter matters better best choice board ready set strong happy blue bright future-ready real things ways rules steps tips lessons ideas challenge challenges fun bridge shop sense hour minute hero heroes
    african hispanic english-language mexican-american african-american asian-american k-12
    alabama alaska arizona arkansas california colorado connecticut delaware georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada  mexico york carolina dakota ohio oklahoma oregon pennsylvania rhode tennessee texas utah vermont virginia washington wisconsin wyoming
       chicago boston houston dallas denver seattle  puerto rico
    """.split()
)
"""Words that are part of the names of things where they are written with a capital letter."""
_FAMILY_NAMES = frozenset(
    """
    banks best bird bishop black blue bond brook brooks brown bush carpenter case chambers church coach cook cross day dean english field fields fisher ford forest fox french
    gardener german glass gold good grant green hall hart head hill house hunt judge key king knight lake law little long love march may mayo miller moon moore park parks
    parker plaza post pope potter price prince read reed rich rivers rose shepherd short star street summers taylor trust valley walker ward waters weaver west white wolf wood woods
    washington houston boston dallas denver austin lincoln jackson york virginia carolina dakota georgia montana young calle casa rico cuevas montes flores rios campos principal
    """.split()
)
"""Those of them, and more words, that are family names as well: after a given name they are."""
_FAMOUS = frozenset(
    name.strip()
    for name in """
    ruby bridges, anne frank, malala yousafzai, greta thunberg, helen keller, emmett till, rosa parks, maya angelou, martin luther king, harry potter,
    hermione granger, ron weasley, huck finn, tom sawyer, charlie brown, nancy drew, anne shirley, scout finch, percy jackson, katniss everdeen, matilda wormwood,
    junie jones, judy moody, sadako sasaki, amelia bedelia, ramona quimby, beverly cleary, roald dahl, charlie bucket, stanley yelnats, auggie pullman, august pullman, amelia earhart, jackie robinson, harriet tubman, greg heffley, sylvia mendez, linda brown, claudette colvin, sophie cruz, amanda gorman, jane goodall, marie curie, albert einstein, abraham lincoln,
    george washington, frida kahlo, cesar chavez, dolores huerta, sonia sotomayor, barack obama, michelle obama, ana frank, robert frost, langston hughes, sandra cisneros, emily dickinson, judy blume, kate dicamillo, gary soto, pam munoz ryan, jason reynolds,
    christopher paul curtis, jerry spinelli, louis sachar, lois lowry, katherine paterson, gary paulsen, walter dean myers, jacqueline woodson, kwame alexander, sharon creech,
    patricia polacco, eric carle, laura numeroff, mo willems, maria montessori, john dewey, william shakespeare, mark twain, jane austen, pablo neruda, gabriela mistral,
    gabriel garcia marquez, walt whitman, jane addams, florence nightingale, neil armstrong, sally ride, mae jemison, katherine johnson, rachel carson, thomas edison,
    pippi longstocking, peter pan, alice liddell
    """.replace("\n", " ").split(",")
)
"""Children of history and of books, and people whom classes read and read about."""


class Student(NamedTuple):
    """A name that looks like that of a student."""

    start: int
    end: int


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def students(text: str, shape: bytes) -> Iterator[Student]:
    """The full names in a text that words beside them make those of students; `shape` is that of the text."""
    done = 0
    for pair in _PAIR.finditer(shape):
        start = pair.start()
        if start < done:
            continue
        near = text[max(0, start - 45) : start + 110]
        if not any(cue in near for cue in _CUES):
            continue
        tokens = _run(text, start)
        done = tokens[-1].end if tokens else start
        found = _student(text, tokens)
        while found:
            yield found
            done = found.end
            found = _next(text, found)


def _run(text: str, start: int) -> list[_Token]:
    """The words of names from a place on: capitalised ones, with initials and short words between them."""
    tokens: list[_Token] = []
    particles: list[_Token] = []
    at = start
    while len(tokens) < 7 and (found := _TOKEN.match(text, at)):
        word = _Token(found[0], *found.span())
        if word.text[0].isupper() and (len(word.text) == 1 or any(map(str.islower, word.text))):
            tokens += [*particles, word]
            particles = []
        elif word.text.lower() in _PARTICLES and tokens and len(particles) < 2:
            particles.append(word)
        else:
            break
        at = word.end
        if len(word.text) == 1 and text[at : at + 1] == ".":
            at += 1
        gap = _BREAK.match(text, at)
        if gap is None:
            break
        at = gap.end()
    return tokens


def _student(text: str, run: list[_Token]) -> Student | None:
    """The student whose name is in a run of words, if the words beside it say so."""
    # "Student Emma Example": the word for a student has a capital letter of its own.
    nouns = [at for at, token in enumerate(run[:-2]) if _IS_NOUN.fullmatch(token.text)]
    if nouns:
        name, noun = _name(run[nouns[-1] + 1 :]), run[nouns[-1]]
        is_one = (
            name
            and _fold(name[0].text) in _given()
            and not _NO_CHILD.search(text[max(0, noun.start - 12) : noun.start])
        )
        return _spot(name) if is_one else None
    while run and (_fold(run[0].text) in _NOT_NAMES or run[0].text.lower() in _PARTICLES):
        run = run[1:]
    name = _name(run)
    if not name:
        return None
    before = text[max(0, name[0].start - 60) : name[0].start].translate(_SIGNS).replace("\n", " ")
    if _TITLED.search(before):
        return None
    after = re.sub(r"\n(?!\n)(?:> ?)?", " ", text[name[-1].end : name[-1].end + 80].translate(_SIGNS))
    if _is_introduced(before, after, name) or (name[-1] is run[-1] and _is_described(after, name)):
        return _spot(name)
    return None


def _is_introduced(before: str, after: str, name: list[_Token]) -> bool:
    """Whether a word for a student stands before a name."""
    found = _BEFORE.search(before)
    if found is None:
        return False
    head = before[: found.start("noun")]
    if _NO_CHILD.search(head):
        return False
    if not found["noun"].lower().endswith(("s", "children")):
        return not _ANY.search(head) or _fold(name[0].text) in _given()
    # "I gave my students Emma Example's book": what is given is no student.
    return (
        _fold(name[0].text) in _given()
        and not after.startswith(("'s", "’s"))
        and not _GIVING.search(f"{head}x ")
    )


def _is_described(after: str, name: list[_Token]) -> bool:
    """Whether the words after a name say that it is that of a student."""
    if _GRADE.match(after):
        return _fold(name[0].text) in _given()
    for form in _AFTER:
        found = form.match(after)
        if found is None:
            continue
        groups = found.groupdict()
        gap = (groups.get("gap") or "").lower().split()
        # "We read Emma Example in our class" says nothing of who she is; "Emma Example is in our class" does.
        elsewhere = "room" in groups and _IN_CLASS.match(found[0])
        if _GAP.isdisjoint(gap) and not elsewhere:
            return True
    return False


def _next(text: str, last: Student) -> Student | None:
    """The name that is listed after another one: "Emma Example and Liam Sample"."""
    joint = _JOINT.match(text, last.end)
    name = _name(_run(text, joint.end())) if joint else []
    return _spot(name) if 0 < len(name) <= 4 else None


def _name(run: list[_Token]) -> list[_Token]:
    """The full name with which a run of words begins, if it does: two to five words, of which none is another word."""
    name: list[_Token] = []
    for token in run:
        word = _fold(token.text)
        if (
            word in _NOT_NAMES
            and word not in _PARTICLES
            and not (name and word in _FAMILY_NAMES and _fold(name[0].text) in _given())
        ):
            break
        name.append(token)
    while name and name[-1].text.lower() in _PARTICLES | {"i", "a"}:
        name.pop()
    if any(token.text.endswith(("'s", "’s")) for token in name[:-1]):
        return []
    full = [token for token in name if len(token.text) > 1 and token.text.lower() not in _PARTICLES]
    if len(full) > 4 and _fold(full[0].text) in _given():
        # A headline, in which every word has a capital letter.
        full = full[:2]
        name = name[: name.index(full[1]) + 1]
    if not 2 <= len(full) <= 4 or " ".join(_fold(token.text) for token in full) in _FAMOUS:
        return []
    return name


def _spot(name: list[_Token]) -> Student:
    return Student(name[0].start, name[-1].end)


def _fold(word: str) -> str:
    word = word.lower().removesuffix("'s").removesuffix("’s")
    return (
        word
        if word.isascii()
        else "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    )


def _given() -> frozenset[str]:
    from edblog.sources.given_names import GIVEN_NAMES

    return GIVEN_NAMES


_SCHOOL_SIGNS = (
    "tud",
    "upil",
    "rad",
    "RAD",
    "lass",
    "CLASS",
    "lumn",
    "LUMN",
    "inder",
    "lase",
    "niñ",
    "kid",
    "Kid",
    "TUD",
)
_SCHOOL_WORD = re.compile(
    r"stud(?:ent|iante)|pupil|grade|class|alumn|grado|kinder|clase|niñ|kid", re.IGNORECASE
)
_IN_A_NAME = re.compile(r"[^\W\d_]{2,}")


def student_in_file_name(path: str) -> str:
    """The name in a path that looks like that of a student, such as `emma-example` in `IMG_emma-example-grade-4.jpg`, or nothing."""
    if not any(sign in path for sign in _SCHOOL_SIGNS):
        return ""
    for part in path.split("/"):
        if not _SCHOOL_WORD.search(part):
            continue
        words = [
            (found[0], _fold(found[0])) for found in _IN_A_NAME.finditer(part.rpartition(".")[0] or part)
        ]
        for (first, given), (last, family) in pairwise(words):
            is_word = family in _NOT_NAMES or family in _FILE_WORDS or _SCHOOL_WORD.search(family)
            if given in _given() and not is_word and f"{given} {family}" not in _FAMOUS:
                return f"{first} {last}"
    return ""


_FILE_WORDS = frozenset(
    "and y img photo picture pic image foto drawing poem essay report pdf jpg final copy draft portrait s story presents reads writes".split()
)
