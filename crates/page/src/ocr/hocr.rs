//! hOCR: HTML whose classes say what its elements are and whose titles where they stand. It is read as HTML, for
//! not every program writes it as XML.

use super::lines::{self, Known, Word};
use super::number;
use crate::html::{Event, OpenElements, Tag, xml_events};
use crate::placed::{Area, PlacedPage, Region};

/// Reads the pages of a file.
pub(super) fn read(html: &str) -> Vec<PlacedPage> {
    let mut reader = Reader::default();
    xml_events(html, |event| reader.event(event));
    reader.end_line();
    reader.end_loose();
    reader.pages
}

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Line,
    Word,
    /// What has a place of its own and lines in it, or text.
    Block,
    Other,
}

#[derive(Default)]
struct Reader {
    pages: Vec<PlacedPage>,
    open: OpenElements<Role>,
    line: Option<(Known, Vec<Word>)>,
    word: Option<Word>,
    /// Where the blocks stand that are open.
    blocks: Vec<Area>,
    /// Text of a block that stands in none of its lines.
    loose: String,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => {
                let ended = self.open.before(tag);
                self.end(&ended);
                let role = self.role(tag);
                self.open.begin(tag, role);
            }
            Event::End(name) => {
                let ended = self.open.end(name);
                self.end(&ended);
            }
            Event::Text(text) => self.text(text),
            Event::Comment(_) => {}
        }
    }

    /// Begins what an element's class says that it is.
    fn role(&mut self, tag: &Tag) -> Role {
        if matches!(tag.name(), "br" | "p" | "div") {
            self.loose.push('\n');
        }
        let title = tag.attribute("title").unwrap_or_default();
        let area = area(title);
        match tag.classes().next().unwrap_or_default() {
            "ocr_page" => {
                self.end_loose();
                let area = area.unwrap_or_default();
                self.pages.push(PlacedPage {
                    width: area.right,
                    height: area.bottom,
                    ..PlacedPage::default()
                });
            }
            "ocr_carea" | "ocrx_block" => {
                self.end_loose();
                self.page().regions.push(Region {
                    area: area.unwrap_or_default(),
                    ..Region::default()
                });
                self.blocks.push(area.unwrap_or_default());
                return Role::Block;
            }
            "ocr_separator" => self.page().rules.extend(area),
            "ocr_photo" | "ocr_image" | "ocr_linedrawing" => self.page().pictures.extend(area),
            "ocr_line" | "ocr_header" | "ocr_footer" | "ocr_caption" | "ocr_textfloat"
            | "ocrx_line" => {
                self.end_line();
                self.end_loose();
                let region = self.page().regions.len().checked_sub(1);
                let known = Known {
                    area,
                    size: value(title, "x_size").and_then(number::parse),
                    region,
                    ..Known::default()
                };
                self.line = Some((known, Vec::new()));
                return Role::Line;
            }
            "ocrx_word" => {
                self.end_word();
                let confidence = value(title, "x_wconf").and_then(number::parse);
                self.word = Some(Word {
                    area,
                    confidence: confidence.map(|confidence| confidence / 100.0),
                    ..Word::default()
                });
                return Role::Word;
            }
            // A paragraph, a headline: its lines stand in it, or its text does.
            name if name.starts_with("ocr_") && self.line.is_none() => {
                if let Some(area) = area {
                    self.end_loose();
                    self.blocks.push(area);
                    return Role::Block;
                }
            }
            _ => {}
        }
        Role::Other
    }

    fn end(&mut self, ended: &[(String, Role)]) {
        for (_, role) in ended.iter().rev() {
            match role {
                Role::Word => self.end_word(),
                Role::Line => self.end_line(),
                Role::Block => {
                    self.end_loose();
                    self.blocks.pop();
                }
                Role::Other => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(word) = &mut self.word {
            word.text.push_str(text.trim_matches(['\n', '\r', '\t']));
        } else if let Some((_, words)) = &mut self.line
            && !text.trim().is_empty()
        {
            // Some programs give lines and no words.
            words.push(Word {
                text: text.trim_matches(['\n', '\r', '\t', ' ']).to_owned(),
                ..Word::default()
            });
        } else if !self.blocks.is_empty() {
            self.loose.push_str(text.trim_matches(['\n', '\r', '\t']));
        }
    }

    /// Makes lines of the text of a block that stands in none.
    fn end_loose(&mut self) {
        let text = std::mem::take(&mut self.loose);
        let Some(area) = self.blocks.last().copied() else {
            return;
        };
        if text.trim().is_empty() {
            return;
        }
        let page = self.page();
        let region = page.regions.len();
        page.regions.push(Region {
            area,
            ..Region::default()
        });
        page.lines
            .extend(lines::of_block(&text, area, region, None));
    }

    fn end_word(&mut self) {
        let word = self.word.take().filter(|word| !word.text.trim().is_empty());
        if let (Some(word), Some((_, words))) = (word, &mut self.line) {
            words.push(word);
        }
    }

    fn end_line(&mut self) {
        self.end_word();
        let Some((known, words)) = self.line.take() else {
            return;
        };
        // A program that says how large a line's type is has told lines apart.
        let lines = match known.size {
            Some(_) => vec![words.as_slice()],
            None => lines::rows(&words),
        };
        let known = if lines.len() > 1 {
            // Its place and its size are those of all that it holds.
            Known {
                region: known.region,
                ..Known::default()
            }
        } else {
            known
        };
        let lines = lines.into_iter();
        let lines = lines.filter_map(|words| lines::of_words(words, known));
        self.page().lines.extend(lines);
    }

    /// Returns the page that is open; a file without any has one.
    fn page(&mut self) -> &mut PlacedPage {
        if self.pages.is_empty() {
            self.pages.push(PlacedPage::default());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }
}

/// Returns a property of a title: `bbox 0 0 10 10; x_size 12`.
fn value<'t>(title: &'t str, name: &str) -> Option<&'t str> {
    let mut properties = title.split(';').map(str::trim);
    let found = properties.find_map(|property| property.strip_prefix(name))?;
    found.starts_with(' ').then(|| found.trim())
}

fn area(title: &str) -> Option<Area> {
    // The name of a picture may seem to be one more.
    let boxes = title
        .split(';')
        .filter_map(|property| property.trim().strip_prefix("bbox "));
    let corners = |numbers: &str| -> Option<[f32; 4]> {
        let numbers: Option<Vec<f32>> = numbers.split_whitespace().map(number::parse).collect();
        numbers?.try_into().ok()
    };
    boxes.filter_map(corners).map(number::between).next()
}
