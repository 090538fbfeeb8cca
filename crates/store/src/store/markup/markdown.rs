//! Markdown to paragraphs, subheads and pictures.

use std::borrow::Cow;

use memchr::memmem;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Rich, html, leads_elsewhere, tags, tidy};
use crate::article::{Block, Image};

/// Whether a text is plainly Markdown: it links, shows a picture, has headings, or words between double stars.
pub(super) fn is_markdown(text: &str) -> bool {
    let mut links = memmem::find_iter(text.as_bytes(), "](");
    let mut has_link = || links.any(|at| is_link(text, at));
    let is_head = |line: &str| {
        let rest = line.trim_start_matches('#');
        let depth = line.len() - rest.len();
        (1..=6).contains(&depth) && rest.starts_with(' ') && !rest.trim().is_empty()
    };
    let has_heading = || text.contains('#') && text.lines().any(is_head) && text.contains('\n');
    has_link() || has_heading() || has_strong(text)
}

/// Whether `](` at a place is within a link.
fn is_link(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let behind = text.get(at + 2..).unwrap_or_default();
    let address = behind.split_once(')').map_or("", |(address, _)| address);
    let begins = before
        .rfind('[')
        .is_some_and(|open| !before.get(open..).unwrap_or_default().contains(']'));
    let is_address = address.contains("://") || address.starts_with(['/', '.', '#']);
    begins && is_address && !address.contains('\n')
}

/// Whether double stars stand around words, and none stand otherwise.
fn has_strong(text: &str) -> bool {
    if memmem::find(text.as_bytes(), b"**").is_none() {
        return false;
    }
    let parts: Vec<&str> = text.split("**").collect();
    let is_strong = |part: &&str| {
        !part.is_empty() && part.trim().len() == part.len() && !part.contains(['\n', '*'])
    };
    parts.len() > 2 && parts.len() % 2 == 1 && parts.iter().skip(1).step_by(2).all(is_strong)
}

/// Reads Markdown.
pub(super) fn read(text: &str) -> Rich {
    let mut sections = sections(text);
    let mut rich = Rich::default();
    for section in &mut sections {
        if let Some((_, heading)) = section.heading.take() {
            rich.blocks.push(Block::Subhead { subhead: heading });
        }
        rich.blocks.append(&mut section.rich.blocks);
        rich.images.append(&mut section.rich.images);
        rich.links.append(&mut section.rich.links);
    }
    rich
}

/// What stands from one heading to the next.
#[derive(Debug, Default)]
pub(in super::super) struct Section {
    /// The heading's level and text; none before the first.
    pub(in super::super) heading: Option<(u8, String)>,
    /// Where it begins, in bytes.
    pub(in super::super) at: usize,
    pub(in super::super) rich: Rich,
}

/// What of Markdown is read.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES);

/// Reads Markdown in the parts that its headings make.
pub(in super::super) fn sections(text: &str) -> Vec<Section> {
    let mut reader = Reader::default();
    let mut addresses = Vec::new();
    let mut notes = Vec::new();
    let parser = Parser::new_ext(text, OPTIONS);
    for (_, definition) in parser.reference_definitions().iter() {
        if is_address(&definition.dest) {
            addresses.push(definition.dest.to_string());
        } else {
            notes.push(definition.span.start);
        }
    }
    notes.sort_unstable();
    let escaped = escaped(text, &notes);
    let parser = match &escaped {
        Cow::Borrowed(_) => parser,
        Cow::Owned(escaped) => Parser::new_ext(escaped, OPTIONS),
    };
    for (event, range) in parser.into_offset_iter() {
        if let Event::Start(Tag::Heading { level, .. }) = event {
            reader.end_line();
            let counted = (1..).zip(&notes);
            let before = counted.filter(|(count, note)| *note + count <= range.start);
            reader.sections.push(Section {
                heading: Some((level as u8, String::new())),
                at: range.start - before.count(),
                ..Section::default()
            });
            reader.is_heading = true;
        } else {
            reader.event(event);
        }
    }
    reader.end_line();
    reader.add_links(addresses);
    reader
        .sections
        .retain(|section| section.heading.is_some() || !section.rich.blocks.is_empty());
    reader.sections
}

/// Whether what a link leads to is an address: a definition of anything else is a note, `[注]: 有删节`.
fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with(['/', '.', '#']) || text.starts_with("mailto:")
}

/// Returns a text in which the brackets at places are brackets and begin no definition.
fn escaped<'t>(text: &'t str, places: &[usize]) -> Cow<'t, str> {
    if places.is_empty() {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + places.len());
    let mut copied = 0;
    for place in places {
        escaped.push_str(text.get(copied..*place).unwrap_or_default());
        escaped.push('\\');
        copied = *place;
    }
    escaped.push_str(text.get(copied..).unwrap_or_default());
    escaped.into()
}

#[derive(Default)]
struct Reader {
    sections: Vec<Section>,
    line: String,
    is_heading: bool,
    /// The number of the next item of the list that is read.
    number: Option<u64>,
    image: Option<Image>,
    html: String,
}

impl Reader {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                self.text(&text);
            }
            Event::FootnoteReference(note) => self.text(&format!("[{note}]")),
            Event::SoftBreak => {
                // A sentence that ends with its line ends a paragraph.
                if self
                    .line
                    .ends_with(['。', '！', '？', '”', '；', '：', '…', '」', '）'])
                    && !self.is_heading
                {
                    self.end_line();
                } else {
                    super::add_text(&mut self.line, "\n");
                }
            }
            Event::HardBreak if !self.is_heading => self.end_line(),
            Event::Html(text) => self.html.push_str(&text),
            Event::InlineHtml(text) => {
                if matches!(&*text.to_ascii_lowercase(), "<br>" | "<br/>" | "<br />") {
                    self.end_line();
                } else if tags::tagged(&text).is_none() {
                    self.line.push_str(&text);
                }
            }
            _ => {}
        }
    }

    fn section(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            self.sections.push(Section::default());
        }
        let last = self.sections.len() - 1;
        &mut self.sections[last]
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::List(number) => self.number = number,
            Tag::Item => {
                self.end_line();
                if let Some(number) = &mut self.number {
                    self.line = format!("{number}. ");
                    *number += 1;
                }
            }
            Tag::Link { dest_url, .. } if leads_elsewhere(&dest_url) => {
                self.section().rich.links.push(dest_url.into_string());
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                self.image = Some(Image {
                    src: Some(dest_url.into_string()),
                    caption: Some(title.into_string()).filter(|title| !title.is_empty()),
                    ..Image::default()
                });
            }
            Tag::FootnoteDefinition(note) => {
                self.end_line();
                self.line = format!("[{note}] ");
            }
            Tag::TableCell if !self.line.is_empty() => self.line.push('\u{3000}'),
            Tag::Paragraph if self.line.ends_with(". ") || self.line.ends_with("] ") => {}
            Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::TableRow
            | Tag::TableHead => {
                self.end_line();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let text = std::mem::take(&mut self.line);
                self.is_heading = false;
                if let Some((_, heading)) = &mut self.section().heading {
                    *heading = tidy(text).unwrap_or_default();
                }
            }
            TagEnd::Image => {
                let image = self.image.take();
                self.section().rich.images.extend(image);
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                let tagged = tags::tagged(&html).unwrap_or_else(|| tags::Tagged {
                    html: Cow::Borrowed(&html),
                    has_blocks: false,
                });
                let Rich {
                    blocks,
                    images,
                    links,
                } = html::read(&tagged.html, tagged.has_blocks);
                let rich = &mut self.section().rich;
                rich.blocks.extend(blocks);
                rich.images.extend(images);
                rich.links.extend(links);
            }
            TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::FootnoteDefinition
            | TagEnd::BlockQuote(_) => self.end_line(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(image) = &mut self.image {
            image.caption.get_or_insert_default().push_str(text);
            return;
        }
        let mut lines = text.split('\n');
        self.line.push_str(lines.next().unwrap_or_default());
        for line in lines {
            self.end_line();
            self.line.push_str(line);
        }
    }

    /// Adds addresses that links are defined to lead to, where no link does.
    fn add_links(&mut self, addresses: Vec<String>) {
        for address in addresses
            .into_iter()
            .filter(|address| address.contains("://"))
        {
            let mut sections = self.sections.iter();
            if !sections.any(|section| section.rich.links.contains(&address)) {
                self.section().rich.links.push(address);
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        // Stars that the marks of Chinese beside them keep from being markup.
        let line = if line.contains("**") {
            line.replace("**", "")
        } else {
            line
        };
        if let Some(text) = tidy(line) {
            self.section().rich.blocks.push(Block::Paragraph(text));
        }
    }
}
