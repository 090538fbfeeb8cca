//! The reports of a page while they are corrected: each piece of text with the lines and rectangles that it has on
//! the page, so that what moves takes them along.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::field::Field;
use crate::article::{Article, Author, Block, Image, Origin, byline};
use crate::page::{Kind, Unplaced};

/// A report as a store has it, with what we do not know of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// What we know.
    #[serde(flatten)]
    pub article: Article,
    /// Fields of other programs.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A piece of a page that is part of no report, as a store has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Aside {
    /// What it is.
    pub kind: String,
    /// Its text.
    pub text: String,
    /// Its lines.
    #[serde(default)]
    pub lines: Vec<[u32; 2]>,
    /// The ids of the reports that it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
    /// Fields of other programs.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl From<Article> for Record {
    fn from(article: Article) -> Self {
        Self {
            article,
            rest: Map::new(),
        }
    }
}

impl From<Unplaced> for Aside {
    fn from(unplaced: Unplaced) -> Self {
        Self {
            kind: unplaced.kind.name().to_owned(),
            text: unplaced.text,
            lines: unplaced.lines,
            articles: unplaced.articles,
            rest: Map::new(),
        }
    }
}

/// The reports of a page, and what is part of none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub(super) reports: Vec<Report>,
    pub(super) unplaced: Vec<Aside>,
}

/// Where a piece of text stands on the page, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Place {
    pub(super) lines: Option<Vec<[u32; 2]>>,
    pub(super) boxes: Option<Vec<[i32; 4]>>,
}

/// A piece of a report and its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece<T> {
    pub(super) content: T,
    pub(super) place: Place,
}

/// A report taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Report {
    /// What is not in pieces.
    pub(super) record: Record,
    pub(super) heads: Heads,
    pub(super) byline: Option<Piece<String>>,
    pub(super) body: Vec<Piece<Block>>,
    pub(super) images: Vec<Piece<Image>>,
    /// Whether its pieces are others than those that it was made of.
    pub(super) is_changed: bool,
}

/// The headline with what stands above and below it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Heads {
    pub(super) kicker: Option<Piece<String>>,
    pub(super) title: Option<Piece<String>>,
    pub(super) subtitle: Option<Piece<String>>,
}

impl Heads {
    pub(super) fn is_empty(&self) -> bool {
        self.kicker.is_none() && self.title.is_none() && self.subtitle.is_none()
    }

    /// Returns its lines from above.
    pub(super) fn into_pieces(self) -> impl Iterator<Item = Piece<String>> {
        [self.kicker, self.title, self.subtitle]
            .into_iter()
            .flatten()
    }
}

/// Returns a text without white space: that is none of the newspaper's characters.
pub(super) fn solid(text: &str) -> String {
    text.chars().filter(|c| is_solid(*c)).collect()
}

pub(super) fn is_solid(c: char) -> bool {
    !c.is_whitespace() && !c.is_control()
}

impl Place {
    fn take(origin: &mut Option<Origin>, field: Field) -> Self {
        let name = field.to_string();
        let Some(origin) = origin else {
            return Self::default();
        };
        Self {
            lines: origin.fields.remove(&name),
            boxes: origin.boxes.remove(&name),
        }
    }

    fn put(self, origin: &mut Option<Origin>, field: Field) {
        let Some(origin) = origin else { return };
        if let Some(lines) = self.lines {
            origin.fields.insert(field.to_string(), lines);
        }
        if let Some(boxes) = self.boxes {
            origin.boxes.insert(field.to_string(), boxes);
        }
    }

    /// Returns the first line, where any is known.
    pub(super) fn first_line(&self) -> Option<u32> {
        let lines = self.lines.as_ref()?;
        lines.iter().map(|[first, _]| *first).min()
    }

    /// Adds another's lines and rectangles.
    pub(super) fn join(&mut self, other: Self) {
        if let Some(lines) = other.lines {
            let own = self.lines.get_or_insert_default();
            own.extend(lines);
            own.sort_unstable();
            own.dedup();
        }
        if let Some(boxes) = other.boxes {
            self.boxes.get_or_insert_default().extend(boxes);
        }
    }
}

impl Page {
    /// Takes a page's records apart.
    pub fn new(records: Vec<Record>, unplaced: Vec<Aside>) -> Self {
        Self {
            reports: records.into_iter().map(Report::new).collect(),
            unplaced,
        }
    }

    /// Puts the records together again.
    pub fn into_records(self) -> (Vec<Record>, Vec<Aside>) {
        let owned: Vec<[u32; 2]> = self.reports.iter().flat_map(Report::lines).collect();
        let records = self.reports.into_iter();
        let records = records.map(|report| report.into_record(&owned)).collect();
        (records, self.unplaced)
    }

    /// Returns the place of the report of an id.
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.reports.iter().position(|report| report.id() == id)
    }

    /// Sets a text aside that is part of no report.
    pub(super) fn set_aside(&mut self, piece: Piece<String>, report: String) {
        self.unplaced.push(Aside {
            kind: Kind::Furniture.name().to_owned(),
            text: piece.content,
            lines: piece.place.lines.unwrap_or_default(),
            articles: vec![report],
            rest: Map::new(),
        });
    }
}

impl Report {
    fn new(mut record: Record) -> Self {
        let article = &mut record.article;
        let mut origin = article.origin.take();
        let mut head = |text: Option<String>, field| {
            text.map(|content| Piece {
                content,
                place: Place::take(&mut origin, field),
            })
        };
        let heads = Heads {
            kicker: head(article.kicker.take(), Field::Kicker),
            title: head(article.title.take(), Field::Title),
            subtitle: head(article.subtitle.take(), Field::Subtitle),
        };
        let byline = head(article.byline.take(), Field::Byline);
        let body = std::mem::take(&mut article.body).into_iter().enumerate();
        let body = body.map(|(at, content)| Piece {
            content,
            place: Place::take(&mut origin, Field::Body(at)),
        });
        let body = body.collect();
        let images = std::mem::take(&mut article.images).into_iter().enumerate();
        let images = images.map(|(at, content)| Piece {
            content,
            place: Place::take(&mut origin, Field::Image(at)),
        });
        let images = images.collect();
        article.origin = origin;
        Self {
            record,
            heads,
            byline,
            body,
            images,
            is_changed: false,
        }
    }

    /// Puts the record together; `owned` are the lines of all pieces of the page.
    fn into_record(self, owned: &[[u32; 2]]) -> Record {
        let lines = self.is_changed.then(|| self.lines().collect::<Vec<_>>());
        let mut record = self.record;
        let article = &mut record.article;
        let mut origin = article.origin.take();
        if let (Some(origin), Some(lines)) = (&mut origin, lines.filter(|lines| !lines.is_empty()))
        {
            origin.lines = united(lines, &origin.lines, owned);
        }
        let mut head = |piece: Option<Piece<String>>, field| {
            piece.map(|piece| {
                piece.place.put(&mut origin, field);
                piece.content
            })
        };
        article.kicker = head(self.heads.kicker, Field::Kicker);
        article.title = head(self.heads.title, Field::Title);
        article.subtitle = head(self.heads.subtitle, Field::Subtitle);
        article.byline = head(self.byline, Field::Byline);
        for (at, piece) in self.body.into_iter().enumerate() {
            piece.place.put(&mut origin, Field::Body(at));
            article.body.push(piece.content);
        }
        for (at, piece) in self.images.into_iter().enumerate() {
            piece.place.put(&mut origin, Field::Image(at));
            article.images.push(piece.content);
        }
        article.origin = origin;
        record
    }

    pub(super) fn id(&self) -> &str {
        &self.record.article.id
    }

    /// Returns the fields that have a text, in reading order.
    pub(super) fn fields(&self) -> Vec<Field> {
        let head = |piece: &Option<Piece<String>>, field| piece.as_ref().map(|_| field);
        let heads = [
            head(&self.heads.kicker, Field::Kicker),
            head(&self.heads.title, Field::Title),
            head(&self.heads.subtitle, Field::Subtitle),
            head(&self.byline, Field::Byline),
        ];
        let body = (0..self.body.len()).map(Field::Body);
        let images = (0..self.images.len()).map(Field::Image);
        heads
            .into_iter()
            .flatten()
            .chain(body)
            .chain(images)
            .collect()
    }

    pub(super) fn head(&mut self, field: Field) -> Option<&mut Option<Piece<String>>> {
        match field {
            Field::Kicker => Some(&mut self.heads.kicker),
            Field::Title => Some(&mut self.heads.title),
            Field::Subtitle => Some(&mut self.heads.subtitle),
            Field::Byline => Some(&mut self.byline),
            Field::Body(_) | Field::Image(_) => None,
        }
    }

    fn known_head(&self, field: Field) -> Option<&Piece<String>> {
        match field {
            Field::Kicker => self.heads.kicker.as_ref(),
            Field::Title => self.heads.title.as_ref(),
            Field::Subtitle => self.heads.subtitle.as_ref(),
            Field::Byline => self.byline.as_ref(),
            Field::Body(_) | Field::Image(_) => None,
        }
    }

    /// Returns the text of a field.
    pub(super) fn text(&self, field: Field) -> Option<String> {
        match field {
            Field::Body(at) => Some(self.body.get(at)?.content.text().to_owned()),
            Field::Image(at) => Some(words(&self.images.get(at)?.content)),
            head => Some(self.known_head(head)?.content.clone()),
        }
    }

    /// Returns where a field stands on the page.
    pub(super) fn place(&self, field: Field) -> Option<&Place> {
        match field {
            Field::Body(at) => Some(&self.body.get(at)?.place),
            Field::Image(at) => Some(&self.images.get(at)?.place),
            head => Some(&self.known_head(head)?.place),
        }
    }

    fn lines(&self) -> impl Iterator<Item = [u32; 2]> {
        let fields = self.fields().into_iter();
        let lines = fields.filter_map(|field| self.place(field)?.lines.as_ref());
        lines.flatten().copied()
    }

    /// Returns whether a name stands in a text of the report.
    fn names(&self, name: &str) -> bool {
        let name = solid(name);
        let mut fields = self.fields().into_iter();
        fields.any(|field| solid(&self.text(field).unwrap_or_default()).contains(&name))
    }

    /// A person has looked at it: a field is uncertain no more.
    pub(super) fn is_settled(&mut self, field: &str) {
        let uncertain = &mut self.record.article.uncertain;
        uncertain.retain(|other| other != field);
    }
}

/// Returns a picture's caption and credit.
pub(super) fn words(image: &Image) -> String {
    let parts = [image.caption.as_deref(), image.credit.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join("\u{3000}")
}

/// Gives the authors of reports to those of them whose text names them. Whom no text names stays.
pub(super) fn settle_authors(reports: &mut [&mut Report]) {
    let all = reports.iter();
    let all: Vec<Author> = all
        .flat_map(|report| report.record.article.authors.clone())
        .collect();
    let named_anywhere = |author: &Author| reports.iter().any(|report| report.names(&author.name));
    let named: Vec<Author> = all.iter().filter(|a| named_anywhere(a)).cloned().collect();
    for report in reports {
        let byline = report.byline.iter();
        let byline = byline.flat_map(|byline| byline::authors(&byline.content));
        let of_byline: Vec<Author> = byline.collect();
        let own = std::mem::take(&mut report.record.article.authors);
        let own = own
            .into_iter()
            .filter(|author| !named.contains(author) || report.names(&author.name));
        let mut authors: Vec<Author> = own.collect();
        let others = named.iter().filter(|author| report.names(&author.name));
        for author in others.cloned().chain(of_byline) {
            if !authors.iter().any(|known| known.name == author.name) {
                authors.push(author);
            }
        }
        report.record.article.authors = authors;
    }
}

/// Line numbers as ranges in order. Lines between two ranges are blank where one range of `before` went over
/// them and no other piece has them: they do not part the two.
fn united(mut lines: Vec<[u32; 2]>, before: &[[u32; 2]], owned: &[[u32; 2]]) -> Vec<[u32; 2]> {
    lines.sort_unstable();
    let mut ranges: Vec<[u32; 2]> = Vec::new();
    for [first, last] in lines {
        let is_blank = |from: u32, to: u32| {
            let mut before = before.iter();
            let was_one = before.any(|[first, last]| *first <= from && to <= *last);
            was_one
                && !owned
                    .iter()
                    .any(|[first, last]| *first < to && from < *last)
        };
        match ranges.last_mut() {
            Some(range) if first <= range[1].saturating_add(1) || is_blank(range[1], first) => {
                range[1] = range[1].max(last);
            }
            _ => ranges.push([first, last]),
        }
    }
    ranges
}
