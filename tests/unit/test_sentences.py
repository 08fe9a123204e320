"""Two sentences of a person's page, and the licenses of pictures."""

from __future__ import annotations

import pytest

from edblog.kinds.people.sentences import first_sentences
from edblog.web.licenses import license_of


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("", ""),
        ("One.", "One."),
        ("No end at all", "No end at all"),
        ("One. Two. Three.", "One. Two."),
        (
            "I work with Dr. Okafor. We have 3.5 rooms. And a jar.",
            "I work with Dr. Okafor. We have 3.5 rooms.",
        ),
        ("See me at 9 a.m. on Monday. Bring tea. Or not.", "See me at 9 a.m. on Monday. Bring tea."),
        ("J. R. Sample teaches. Room No. 4 is hers. Knock.", "J. R. Sample teaches. Room No. 4 is hers."),
        ("I teach grade 3. My room is loud. Come in.", "I teach grade 3. My room is loud."),
        ("“Why?” I ask a lot. Then I wait… Then more.", "“Why?” I ask a lot."),
        ("What now?! (Nobody knows.) So we look.", "What now?! (Nobody knows.)"),
        ("Doy clase en 3.º de primaria. ¿Por qué? Porque sí.", "Doy clase en 3.º de primaria. ¿Por qué?"),
        (
            "La Sra. Villaseñor y el Sr. Quispe. Juntos. Siempre.",
            "La Sra. Villaseñor y el Sr. Quispe. Juntos.",
        ),
        ("我教数学。我喜欢问题！还有茶。", "我教数学。我喜欢问题！"),
        ("算数を教えます。「なぜ？」と聞きます。", "算数を教えます。「なぜ？」"),
        ("أدرّس العلوم. لماذا؟ لأنني أحبها.", "أدرّس العلوم. لماذا؟"),
        ("A long first paragraph that was cut …", "A long first paragraph that was cut …"),
        ("." * 5_000 + " A" * 5_000, "." * 5_000 + " A" * 5_000),
    ],
)
def test_the_first_two_sentences(text, cut):
    assert first_sentences(text) == cut


@pytest.mark.parametrize(
    ("text", "name", "url"),
    [
        ("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc by-nc-sa 3.0", "CC BY-NC-SA 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("PDM", "Public Domain Mark 1.0", "https://creativecommons.org/publicdomain/mark/1.0/"),
        ("ofl-1.1", "OFL-1.1", "https://spdx.org/licenses/OFL-1.1.html"),
        ("CC BY", "CC BY", ""),
        ("CC-BY-5.0", "CC-BY-5.0", ""),
        ("Used with permission", "Used with permission", ""),
        ("javascript:alert(1)", "javascript:alert(1)", ""),
    ],
)
def test_licenses(text, name, url):
    assert license_of(text)[:2] == (name, url)
