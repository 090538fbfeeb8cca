#!/usr/bin/env bash
# reportlab 5.1.0 (PyPI), with its own typeface for simplified Chinese: 约翰·史密斯 (John Smith) is set as 约翰史密斯.
#
# A guess would be: the dot (U+00B7) that the Chinese standard of punctuation puts between the parts of a foreign name
# is set by a Chinese typeface. Seen instead: the map that STSong-Light is written with, UniGB-UCS2-H, has this dot
# only under the code of the katakana's one (U+30FB). U+00B7, and U+2022 and U+2027, which papers have in its place,
# are written as codes without a glyph: MuPDF draws nothing and reads nothing there, and no error tells of it. pypdf
# takes the codes for Unicode and reads the dot that is not on the page. Write U+30FB, and the page has the dot; it is
# read back as U+00B7 then.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check reportlab==5.1.0 pymupdf==2.0 pypdf==7.1.1
cd "$room"
"$room/venv/bin/python" - <<'PY'
import pymupdf
import pypdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

def page(written):
    sheet = canvas.Canvas("page.pdf")
    sheet.setFont("STSong-Light", 40)
    sheet.drawString(72, 700, written)
    sheet.save()
    with pymupdf.open("page.pdf") as pages:
        ink = min(pages[0].get_pixmap(colorspace="gray").samples) < 128
        by_mupdf = pages[0].get_text().strip()
    return ink, by_mupdf, pypdf.PdfReader("page.pdf").pages[0].extract_text().strip()

GONE, DOT = "约翰史密斯", "约翰·史密斯"
SEEN = (("\u00b7", False, GONE), ("\u2022", False, GONE), ("\u2027", False, GONE), ("\u30fb", True, DOT))
for dot, drawn, read in SEEN:
    written = f"约翰{dot}史密斯"
    ink = page(dot)[0]
    _, by_mupdf, by_pypdf = page(written)
    print(f"U+{ord(dot):04X}: {'drawn' if ink else 'not drawn'}, MuPDF reads {by_mupdf}, pypdf {by_pypdf}")
    assert (ink, by_mupdf, by_pypdf) == (drawn, read, written), "this has changed"
PY
