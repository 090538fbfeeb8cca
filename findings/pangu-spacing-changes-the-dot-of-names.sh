#!/usr/bin/env bash
# pangu 6.1.0 (PyPI), which puts spaces between Chinese and Latin: 约翰·史密斯 (John Smith) becomes 约翰・史密斯.
#
# A guess would be: a function space_text adds spaces and changes nothing else, so that a text of Chinese alone comes
# back as it is. Seen instead: the dot of foreign names (U+00B7; U+2022 and U+2027, too) is replaced by the katakana's
# (U+30FB) wherever no space stands beside it, in the titles of books as well, and has_proper_spacing says of such a
# text, which needs no space, that it is spaced wrongly. The hyphen of a designation is set apart as if it were a
# dash: 歼-20 (an aeroplane) becomes 歼 - 20, while that of 1-3月 is left. A search for the names and designations as
# they were written no longer finds them.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check pangu==6.1.0
"$room/venv/bin/python" - <<'PY'
import pangu

seen = {
    "约翰\u00b7史密斯": "约翰\u30fb史密斯",
    "约翰\u2022史密斯": "约翰\u30fb史密斯",
    "约翰\u2027史密斯": "约翰\u30fb史密斯",
    "《论语\u00b7学而》": "《论语\u30fb学而》",
    "约翰\u30fb史密斯": "约翰\u30fb史密斯",
    "歼-20首飞": "歼 - 20 首飞",
    "1-3月": "1-3 月",
}
for written, expected in seen.items():
    found = pangu.space_text(written)
    print(f"{written}  ->  {found}")
    assert found == expected, "this has changed"
assert not pangu.has_proper_spacing("约翰\u00b7史密斯"), "this has changed"
assert pangu.has_proper_spacing("约翰\u30fb史密斯"), "this has changed"
PY
