#!/usr/bin/env bash
# pdfminer.six 20260107 (PyPI) puts an empty line behind every line of a Chinese column whose leading is half as
# large again as its type, which is how newspapers and books set Chinese.
#
# A guess would be: an empty line tells a paragraph's end, or a gap that is larger than the gaps around it. Seen instead:
# lines 14 points apart in 10 point type come one below the other; lines 15 points apart all get an empty line between
# them, though all gaps are equal, so that each line reads as a paragraph. pypdf 7.1.1 gives the same page line by line at
# any leading. The default of `line_margin` is 0.5 of a line's height; with LAParams(line_margin=1.0) the empty lines go.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check \
    pdfminer.six==20260107 pypdf==7.1.1 reportlab==5.1.0
cd "$room"
"$room/venv/bin/python" - <<'PY'
import pypdf
from pdfminer.high_level import extract_text
from pdfminer.layout import LAParams
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

LINES = ["昨日春雨初歇，城南公园里的", "海棠开了三百余株，市民扶老", "携幼前往观赏，园方延长开放", "时间至晚上九时。"]
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

def column(leading):
    path = f"{leading}.pdf"
    page = canvas.Canvas(path)
    page.setFont("STSong-Light", 10)
    for at, line in enumerate(LINES):
        page.drawString(72, 700 - at * leading, line)
    page.save()
    return path

for leading, empty in ((12, 0), (14, 0), (15, 3), (18, 3)):
    text = extract_text(column(leading)).strip()
    found = text.count("\n\n")
    print(f"10 point type, {leading} points from line to line: {found} empty lines in {len(LINES)} lines")
    assert found == empty, f"this has changed: {text!r}"
wide = column(18)
assert extract_text(wide, laparams=LAParams(line_margin=1.0)).strip() == "\n".join(LINES)
assert pypdf.PdfReader(wide).pages[0].extract_text().strip() == "\n".join(LINES)
PY
