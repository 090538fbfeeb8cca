#!/usr/bin/env bash
# feedparser 6.0.14 (PyPI), given a publication date as Chinese papers write it, loses the day in silence.
#
# A guess would be: a date that it does not know gives None, as 星期五 or GMT+8 does. Seen instead: of
# "2019年11月22日 07:31", "2019年11月22日" and "2019/11/22 07:31" the year and the month are taken, and the day is the
# first of the month, at midnight, with no error and no `bozo`. Only the form with hyphens keeps its day. A reader that
# trusts `published_parsed` sorts every report of a month into its first night.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14
"$room/venv/bin/python" - <<'PY'
import feedparser

def parsed(written):
    feed = feedparser.parse(
        '<rss version="2.0"><channel><title>晨报</title><item><title>海棠花开</title>'
        f"<pubDate>{written}</pubDate></item></channel></rss>"
    )
    assert not feed.bozo, feed.bozo
    when = feed.entries[0].get("published_parsed")
    return tuple(when[:5]) if when else None

seen = {
    "2019-11-22 07:31:00": (2019, 11, 22, 7, 31),
    "2019年11月22日 07:31": (2019, 11, 1, 0, 0),
    "2019年11月22日": (2019, 11, 1, 0, 0),
    "2019/11/22 07:31": (2019, 11, 1, 0, 0),
    "星期五, 22 十一月 2019 07:31:00 +0800": None,
}
for written, expected in seen.items():
    found = parsed(written)
    print(f"{feedparser.__version__}  {written}  ->  {found}")
    assert found == expected, f"this has changed: {found}"
PY
