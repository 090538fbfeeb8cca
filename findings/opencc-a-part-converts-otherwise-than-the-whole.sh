#!/usr/bin/env bash
# OpenCC 1.4.2 (PyPI), traditional to simplified: what a part of a text converts to need not be a part of what the
# text converts to. A search that converts both its query and its text misses the text's own words.
#
# A guess would be: this direction is many characters to one, so each character goes its way whatever stands around it.
# Seen instead: phrases are looked up first. 乾 alone becomes 干, but 乾隆 stays 乾隆, so the query 乾 is sought as 干 and
# not found in the text 乾隆年間.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check OpenCC==1.4.2
"$room/venv/bin/python" - <<'PY'
import opencc

simplified = opencc.OpenCC("t2s").convert
seen = {"乾": "干", "乾隆年間": "乾隆年间", "乾燥": "干燥"}
for written, expected in seen.items():
    found = simplified(written)
    print(f"{opencc.__version__}  {written}  ->  {found}")
    assert found == expected, "this has changed"
assert "乾" in "乾隆年間" and simplified("乾") not in simplified("乾隆年間")
PY
