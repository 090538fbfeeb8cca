//! A small writer of PDF: text in a font that is not embedded, lines and nothing else.

use std::fmt::Write as _;

/// A page that is being written. Places are in points from the upper left corner.
pub(super) struct Writer {
    width: f32,
    height: f32,
    content: String,
}

impl Writer {
    pub(super) fn new(width: f32, height: f32) -> Self {
        Self {
            width,
            height,
            content: String::new(),
        }
    }

    /// Sets a line of text, its upper left corner at a place.
    pub(super) fn line(&mut self, left: f32, top: f32, size: f32, text: &str) {
        let foot = self.height - top - 0.88 * size;
        let codes = codes(text);
        // The size is in the matrix, as composing programs have it.
        let shown = format!("BT /F1 1 Tf {size} 0 0 {size} {left} {foot} Tm <{codes}> Tj ET\n");
        self.content.push_str(&shown);
    }

    /// Sets a text glyph by glyph, one below the other.
    pub(super) fn column(&mut self, left: f32, top: f32, size: f32, text: &str) {
        for (at, c) in (0_u16..).zip(text.chars()) {
            self.line(left, top + size * f32::from(at), size, &c.to_string());
        }
    }

    /// Draws a line.
    pub(super) fn rule(&mut self, from: (f32, f32), to: (f32, f32)) {
        let (from_y, to_y) = (self.height - from.1, self.height - to.1);
        let _ = writeln!(self.content, "{} {from_y} m {} {to_y} l S", from.0, to.0);
    }

    /// Returns the document.
    pub(super) fn document(pages: &[Self]) -> Vec<u8> {
        let font = "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UTF16-H \
                    /DescendantFonts [4 0 R] >>";
        let descendant = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 \
                          /W [814 939 500] \
                          /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> >>";
        let kids: Vec<String> = (0..pages.len())
            .map(|at| format!("{} 0 R", 5 + 2 * at))
            .collect();
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!(
                "<< /Type /Pages /Kids [{}] /Count {} >>",
                kids.join(" "),
                pages.len()
            ),
            font.to_owned(),
            descendant.to_owned(),
        ];
        for (at, page) in pages.iter().enumerate() {
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents {} 0 R \
                 /Resources << /Font << /F1 3 0 R >> >> >>",
                page.width,
                page.height,
                6 + 2 * at
            ));
            let content = &page.content;
            objects.push(format!(
                "<< /Length {} >>\nstream\n{content}\nendstream",
                content.len()
            ));
        }
        file(&objects)
    }
}

fn codes(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |mut codes, unit| {
        let _ = write!(codes, "{unit:04x}");
        codes
    })
}

/// Puts objects into a file, with the table of where they stand.
fn file(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(
        file,
        "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        places.len() + 1
    );
    file.into_bytes()
}
