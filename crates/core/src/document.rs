//! An article as one clean text in reading order: what is searched, set and drawn.
//!
//! Articles hold what newspapers (and strangers) wrote. A document is made from one by sanitizing
//! every field, so whatever is drawn from a document may go to a terminal as it is. Places in an
//! article (hits, the line on top, a selection) are byte ranges of its document's text; they hold
//! at every width.

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::article::{Article, Block as BodyBlock};
use crate::text::conversion::{self, Converted, Places, Script, ShownScript};
use crate::text::sanitize;

/// An article's text in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    text: String,
    blocks: Vec<Block>,
    fields: Vec<Part>,
}

/// A piece of the text that is searched: a hit lies within one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub field: Field,
    /// Its bytes in the document's text.
    pub range: Range<usize>,
}

/// What a searched part of an article is, for those who ask for a text in one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Kicker, headline and subtitle.
    Title,
    /// The byline, and the authors that it does not name.
    Author,
    /// The section or column.
    Section,
    /// The newspaper or agency.
    Source,
    /// The page, as the newspaper numbers it. It is found where it is asked for, never by chance.
    Page,
    /// A subject word.
    Tag,
    /// All else: the text, the captions, the link.
    Body,
}

/// A run of the text that is set in one manner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub role: Role,
    /// Its bytes in the document's text.
    pub range: Range<usize>,
}

/// What a block is in the newspaper's layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The line above the headline (肩题).
    Kicker,
    /// The headline.
    Headline,
    /// A headline drawn from the first sentence, where the newspaper's did not survive.
    DrawnHeadline,
    /// The line below the headline (副题).
    Subtitle,
    /// Source, section, page and date.
    Imprint,
    /// The byline.
    Byline,
    /// A paragraph.
    Paragraph,
    /// A heading between paragraphs (小标题).
    Subhead,
    /// A picture's caption and credit.
    Caption,
    /// The article's address on the web.
    Link,
    /// Subject words.
    Tags,
}

impl Role {
    /// Returns whether it belongs to the head of an article: what stands above the text.
    pub fn is_head(self) -> bool {
        use Role::{Byline, DrawnHeadline, Headline, Imprint, Kicker, Subtitle};
        matches!(
            self,
            Kicker | Headline | DrawnHeadline | Subtitle | Imprint | Byline
        )
    }

    /// Returns whether an empty line parts a block of this role from the one above it.
    ///
    /// Paragraphs follow each other without one (clreq: the indent tells them apart), as do kicker,
    /// headline and subtitle, and source and byline.
    pub fn stands_apart_from(self, above: Self) -> bool {
        use Role::{
            Byline, Caption, DrawnHeadline, Headline, Imprint, Kicker, Link, Paragraph, Subtitle,
            Tags,
        };
        !matches!(
            (above, self),
            (Kicker, _)
                | (Headline | DrawnHeadline, Subtitle)
                | (Imprint, Byline)
                | (Paragraph, Paragraph)
                | (Caption, Caption)
                | (Link, Tags)
        )
    }
}

impl Document {
    /// Lays the article's fields out in reading order.
    pub fn new(article: &Article) -> Self {
        let mut document = Self::default();
        document.field(Role::Kicker, Field::Title, article.kicker.as_deref());
        match headline(article) {
            Headline::Printed(text) => document.field(Role::Headline, Field::Title, Some(&text)),
            Headline::Drawn(text) => document.unsearched(Role::DrawnHeadline, &text),
        }
        document.field(Role::Subtitle, Field::Title, article.subtitle.as_deref());
        document.imprint(article);
        document.field(Role::Byline, Field::Author, article.byline.as_deref());
        document.body(&article.body);
        for image in &article.images {
            let parts = [&image.caption, &image.credit].into_iter().flatten();
            document.line(
                Role::Caption,
                "\u{3000}",
                parts.map(|part| (part.as_str(), Some(Field::Body))),
            );
        }
        document.field(Role::Link, Field::Body, article.url.as_deref());
        let tags = article.tags.iter();
        let tags = tags.map(|tag| (tag.as_str(), Some(Field::Tag)));
        document.line(Role::Tags, "  ", tags);
        document
    }

    /// Returns it in another script, with which bytes stand for which of this one; `None` where it is in that script.
    pub fn converted(&self, script: ShownScript) -> Option<(Self, Places)> {
        if script == ShownScript::Original {
            return None;
        }
        let written = Script::of(&self.text);
        let Converted { text, places } = conversion::convert(&self.text, written, script)?;
        let blocks = self.blocks.iter().map(|block| Block {
            range: places.shown(block.range.clone()),
            ..block.clone()
        });
        let fields = self.fields.iter().map(|part| Part {
            range: places.shown(part.range.clone()),
            ..part.clone()
        });
        let document = Self {
            text,
            blocks: blocks.collect(),
            fields: fields.collect(),
        };
        Some((document, places))
    }

    /// The whole text. Blocks are separated by line breaks.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks in reading order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// How many blocks stand above the first paragraph or subhead, and how many below the last.
    pub fn around_body(&self) -> (usize, usize) {
        let is_body = |block: &Block| matches!(block.role, Role::Paragraph | Role::Subhead);
        let above = self.blocks.iter().take_while(|block| block.role.is_head());
        let below = self.blocks.iter().rev();
        let below = below.take_while(|block| !block.role.is_head() && !is_body(block));
        (above.count(), below.count())
    }

    /// Where the report's own text stands, its subheads too; `None` where it has none. It is one of the
    /// [`fields`](Self::fields).
    pub fn body_range(&self) -> Option<Range<usize>> {
        let is_body = |block: &&Block| matches!(block.role, Role::Paragraph | Role::Subhead);
        let mut blocks = self.blocks.iter().filter(is_body);
        let first = &blocks.next()?.range;
        let last = blocks.next_back().map_or(first, |block| &block.range);
        Some(first.start..last.end)
    }

    /// The pieces that search looks through. The body is one, so that a sentence cut by a line break
    /// in the source is found.
    pub fn fields(&self) -> &[Part] {
        &self.fields
    }

    fn field(&mut self, role: Role, field: Field, text: Option<&str>) {
        if let Some(range) = self.push(role, text.unwrap_or_default()) {
            self.fields.push(Part { field, range });
        }
    }

    fn unsearched(&mut self, role: Role, text: &str) {
        self.push(role, text);
    }

    fn body(&mut self, body: &[BodyBlock]) {
        let mut whole: Option<Range<usize>> = None;
        for block in body {
            let role = match block {
                BodyBlock::Paragraph(_) => Role::Paragraph,
                BodyBlock::Subhead { .. } => Role::Subhead,
            };
            if let Some(range) = self.push(role, block.text()) {
                whole = Some(whole.map_or(range.start, |whole| whole.start)..range.end);
            }
        }
        let field = Field::Body;
        self.fields.extend(whole.map(|range| Part { field, range }));
    }

    /// Source, section, authors that the byline does not name, page and date on one line.
    fn imprint(&mut self, article: &Article) {
        let byline = article.byline.as_deref().unwrap_or_default();
        let names = article.authors.iter().map(|author| author.name.as_str());
        let names: Vec<_> = names.filter(|name| !byline.contains(name)).collect();
        let names = names.join("、");
        let page = article.page.as_deref().and_then(page_label);
        let date = article
            .published
            .as_ref()
            .map(crate::article::Published::label);
        let revised = article.revised.as_ref();
        let revised = revised.map(|revised| format!("{REVISED}{}", revised.label()));
        let parts = [
            (article.source.as_deref(), Some(Field::Source)),
            (article.section.as_deref(), Some(Field::Section)),
            (Some(&*names), Some(Field::Author)),
            (page.as_deref(), Some(Field::Page)),
            (date.as_deref(), None),
            (revised.as_deref(), None),
        ];
        let parts = parts.into_iter();
        let parts = parts.filter_map(|(text, field)| Some((text?, field)));
        self.line(Role::Imprint, "  ", parts);
    }

    /// Sets several texts on one line; those that are searched are a piece each.
    fn line<'a>(
        &mut self,
        role: Role,
        separator: &str,
        parts: impl Iterator<Item = (&'a str, Option<Field>)>,
    ) {
        let start = self.open();
        for (text, field) in parts {
            let clean = sanitize::line(text);
            let clean = clean.trim();
            if clean.is_empty() {
                continue;
            }
            if self.text.len() > start {
                self.text.push_str(separator);
            }
            let at = self.text.len();
            self.text.push_str(clean);
            let range = at..self.text.len();
            self.fields.extend(field.map(|field| Part { field, range }));
        }
        self.close(role, start);
    }

    fn push(&mut self, role: Role, text: &str) -> Option<Range<usize>> {
        let start = self.open();
        self.text.push_str(sanitize::line(text).trim());
        self.close(role, start)
    }

    fn open(&mut self) -> usize {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.len()
    }

    /// Ends the block begun at `start`; one without text leaves no trace.
    fn close(&mut self, role: Role, start: usize) -> Option<Range<usize>> {
        if self.text.len() == start {
            self.text.truncate(start.saturating_sub(1));
            return None;
        }
        let range = start..self.text.len();
        self.blocks.push(Block {
            role,
            range: range.clone(),
        });
        Some(range)
    }
}

/// Stands before the time at which a report was changed, in the language of the reports.
const REVISED: &str = "更新于 ";

/// Stands before a [`Headline::Drawn`] in Chinese.
pub const UNTITLED: &str = "〔无题〕";

/// What stands for an article in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Headline {
    /// The newspaper's headline, sanitized.
    Printed(String),
    /// The article's first sentence, sanitized, where there is no headline.
    Drawn(String),
}

impl Headline {
    /// Returns its text.
    pub fn text(&self) -> &str {
        match self {
            Self::Printed(text) | Self::Drawn(text) => text,
        }
    }
}

/// Returns the article's headline, or its first sentence where it has none.
pub fn headline(article: &Article) -> Headline {
    headline_of(article, article.title.as_deref().unwrap_or_default())
}

/// Returns the headline's beginning, more than a line holds: what a list looks at, of whatever
/// length headlines are.
pub fn headline_in_list(article: &Article) -> Headline {
    headline_of(
        article,
        beginning(article.title.as_deref().unwrap_or_default()),
    )
}

fn headline_of(article: &Article, title: &str) -> Headline {
    match sanitize::line(title).trim() {
        "" => Headline::Drawn(first_sentence(article)),
        title => Headline::Printed(title.to_owned()),
    }
}

/// Returns the beginning of a text of one line, harmless and more than a line of a screen holds.
pub fn beginning_of_line(text: &str) -> String {
    sanitize::line(beginning(text)).trim().to_owned()
}

/// At most some thousand bytes of a text.
fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(2048)).unwrap_or(text)
}

/// The first sentence of the body without its lead (`本报讯（记者郭树勋）`); bounded, for a body may
/// be of any length.
fn first_sentence(article: &Article) -> String {
    const LONGEST: usize = 60;
    let opening = |block: &BodyBlock| {
        let start: String = block.text().chars().take(4 * LONGEST).collect();
        let clean = sanitize::line(&start).trim().to_owned();
        Some(clean).filter(|clean| !clean.is_empty())
    };
    let Some(clean) = article.body.iter().find_map(opening) else {
        return String::new();
    };
    let sentence = strip_lead(&clean);
    let end = sentence
        .find(['。', '！', '？', '；', '!', '?'])
        .unwrap_or(sentence.len());
    sentence
        .char_indices()
        .take_while(|(at, _)| *at < end)
        .map(|(_, c)| c)
        .take(LONGEST)
        .collect()
}

/// Drops a dispatch's opening, which says who reports and not what.
fn strip_lead(sentence: &str) -> &str {
    let leads = ["本报讯", "本报", "新华社", "中新网", "中新社", "央视网消息"];
    if !leads.iter().any(|lead| sentence.starts_with(lead)) {
        return sentence;
    }
    let close = ['）', ')', '：'];
    let near = sentence
        .char_indices()
        .take(30)
        .find(|(_, c)| close.contains(c));
    match near.and_then(|(at, c)| sentence.get(at + c.len_utf8()..)) {
        Some(rest) if !rest.trim().is_empty() => rest.trim_start().trim_start_matches('电').trim(),
        _ => sentence,
    }
}

/// `第3版`, unless the newspaper's own way of numbering already says so.
pub fn page_label(page: &str) -> Option<String> {
    let page = sanitize::line(page);
    match page.trim() {
        "" => None,
        page if page.contains('版') => Some(page.to_owned()),
        page => Some(format!("第{page}版")),
    }
}
