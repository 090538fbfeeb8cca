#!/usr/bin/env bash
# reportlab 5.1.0 (PyPI), with its own typeface for traditional Chinese: 昨日春雨初歇 stands on the page as 鄱湛佩酵巡馳.
#
# A guess would be: MSung-Light, the one traditional face among those that UnicodeCIDFont knows, sets traditional text,
# as STSong-Light sets simplified. Seen instead: the face is of Adobe-CNS1, but its text is written with the character
# map of Adobe-GB1 (UniGB-UCS2-H), so that every number names a glyph of another collection. MuPDF draws and reads those
# other characters, and no error tells of it. pypdf takes the codes for Unicode and reads the text as it was meant, so
# that a test which writes with the one and reads with the other finds nothing. STSong-Light sets traditional text as it
# is; MSung-Light does so, too, once its map is named UniCNS-UCS2-H.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check reportlab==5.1.0 pymupdf==2.0 pypdf==7.1.1
cd "$room"
"$room/venv/bin/python" - <<'PY'
import pymupdf
import pypdf
from reportlab.pdfbase import _cidfontdata, pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

WRITTEN = "昨日春雨初歇"

def read(face):
    pdfmetrics.registerFont(UnicodeCIDFont(face))
    page = canvas.Canvas("page.pdf")
    page.setFont(face, 12)
    page.drawString(72, 700, WRITTEN)
    page.save()
    with pymupdf.open("page.pdf") as pages:
        by_mupdf = pages[0].get_text().strip()
    by_pypdf = pypdf.PdfReader("page.pdf").pages[0].extract_text().strip()
    print(f"{face}: MuPDF reads {by_mupdf}, pypdf {by_pypdf}")
    return by_mupdf, by_pypdf

assert read("STSong-Light") == (WRITTEN, WRITTEN), "this has changed"
assert read("MSung-Light") == ("鄱湛佩酵巡馳", WRITTEN), "this has changed"
_cidfontdata.defaultUnicodeEncodings["MSung-Light"] = ("cht", "UniCNS-UCS2-H")
assert read("MSung-Light") == (WRITTEN, WRITTEN), "this has changed"
PY
