#!/usr/bin/env bash
# gne 0.4.3 (PyPI), a reader of Chinese news pages: of <div>作者：王小明</div><p>昨日春雨初歇，… it gives the author
# 王小明昨日春雨初歇.
#
# A guess would be: a name ends where its element ends, on a page without line breaks between its elements, too. Seen
# instead: the texts of all elements are joined with nothing between them, and the name is sought in the result up to
# the first character that is not Chinese. Where a label and a colon follow the name there is no such character: of
# <span>作者：王小明</span><span>来源：晨报</span> the author is not found, and the source is given in its place. A line
# break between the elements mends all of it.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check gne==0.4.3
"$room/venv/bin/python" - <<'PY'
from gne import GeneralNewsExtractor

def author(between, *info):
    parts = [
        "<html><head><title>海棠花开</title></head><body><h1>海棠花开</h1>",
        *info,
        '<div class="content"><p>昨日春雨初歇，城南公园里的海棠开了三百余株。</p>',
        "<p>园方说，今年的花期比往年早了六天，将延长开放到晚上九时。</p></div></body></html>",
    ]
    return GeneralNewsExtractor().extract(between.join(parts))["author"]

BY, FROM = "<span>作者：王小明</span>", "<span>来源：晨报</span>"
for between, info, expected in (
    ("", ["<div>作者：王小明</div>"], "王小明昨日春雨初歇"),
    ("\n", ["<div>作者：王小明</div>"], "王小明"),
    ("", [BY, FROM], "晨报昨日春雨初歇"),
    ("\n", [BY, FROM], "王小明"),
):
    found = author(between, *info)
    print(f"{''.join(info)}, joined by {between!r}: {found}")
    assert found == expected, "this has changed"
PY
