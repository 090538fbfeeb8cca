#!/usr/bin/env bash
# OpenCC 1.4.2 (PyPI), simplified to traditional: 四百多人参加活动 (four hundred people attend) becomes 四百多人蔘加活動,
# with the character of ginseng, and so do 参与, 参选 and 参会 behind 人, which newspapers have every day.
#
# A guess would be: phrases make a conversion better, and 参加, which is in the list of phrases itself, stays whole.
# Seen instead: phrases are taken from the left, the longest first. 人参 begins before 参加, so it is taken, and its
# value is the rare spelling 人蔘. To Taiwan's characters nothing is seen of it, for these turn 蔘 back into 參; to
# Hong Kong's they do not.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check OpenCC==1.4.2
"$room/venv/bin/python" - <<'PY'
import opencc

seen = {
    ("s2t", "四百多人参加活动"): "四百多人蔘加活動",
    ("s2hk", "四百多人参加活动"): "四百多人蔘加活動",
    ("s2tw", "四百多人参加活动"): "四百多人參加活動",
    ("s2t", "领导人参与会谈"): "領導人蔘與會談",
    ("s2t", "参加活动"): "參加活動",
}
for (setting, written), expected in seen.items():
    found = opencc.OpenCC(setting).convert(written)
    print(f"{opencc.__version__}  {setting}  {written}  ->  {found}")
    assert found == expected, "this has changed"
PY
