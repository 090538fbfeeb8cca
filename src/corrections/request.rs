//! What a person asks for, pointing at a report that is read: it becomes an act with anchors, which is what is
//! kept.

use super::act::{Act, Mark};
use super::anchor::{Anchor, BEGINNING, Spot};
use super::error::Misfit;
use super::field::Field;
use super::page::{Page, Place, solid};
use crate::store::{made_id, numbered_id};

/// What a person asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The id of the report.
    pub report: String,
    /// What is to be done to it.
    pub wish: Wish,
}

/// What is to be done to a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Begin a new one here.
    Split(Span),
    /// Join it with the next of its page.
    Join,
    /// Put parts of it elsewhere.
    Move(Vec<Span>, Destination),
    /// Give its headline to the report of this id.
    Headline(String),
    /// Take parts of it for something else.
    Mark(Vec<Span>, Mark),
}

/// A part of a field: characters without white space, the first and the one behind the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The field.
    pub field: Field,
    /// The first character.
    pub from: usize,
    /// The one behind the last.
    pub to: usize,
}

/// Where text is put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Into the report of this id, where its lines place it there.
    Report(String),
    /// Before the paragraph that it stands behind.
    Earlier,
    /// Behind the paragraph that it stands before.
    Later,
}

impl Request {
    /// Makes an act of it, on the page of the report.
    ///
    /// # Errors
    ///
    /// When there is nothing to do.
    pub(super) fn act(&self, page: &Page) -> Result<Act, Misfit> {
        let at = page.position(&self.report).ok_or(Misfit::Nothing)?;
        let report = |at: usize| Anchor::of_report(page, at).ok_or(Misfit::Nothing);
        let spot = |span: &Span| Spot {
            report: at,
            field: span.field,
            from: span.from,
            to: span.to,
        };
        let parts = |spans: &[Span]| {
            let anchors = spans.iter().map(spot);
            let anchors = anchors.map(|spot| Anchor::at(page, spot, usize::MAX));
            let anchors: Option<Vec<Anchor>> = anchors.collect();
            anchors.ok_or(Misfit::Nothing)
        };
        match &self.wish {
            Wish::Split(span) => {
                let anchor = Spot {
                    to: usize::MAX,
                    ..spot(span)
                };
                let anchor = Anchor::at(page, anchor, BEGINNING).ok_or(Misfit::Nothing)?;
                let id = new_id(page, at, span);
                Ok(Act::Split { at: anchor, id })
            }
            Wish::Join if at + 1 >= page.reports.len() => Err(Misfit::Last),
            Wish::Join => Ok(Act::Join {
                report: report(at)?,
                next: report(at + 1)?,
            }),
            Wish::Move(spans, destination) => {
                let (to, before) = place_of(destination, page, at, spans)?;
                Ok(Act::Move {
                    parts: parts(spans)?,
                    to: report(to)?,
                    before,
                })
            }
            Wish::Headline(to) => Ok(Act::Headline {
                from: report(at)?,
                to: report(page.position(to).ok_or(Misfit::Nothing)?)?,
            }),
            Wish::Mark(spans, role) => Ok(Act::Mark {
                parts: parts(spans)?,
                role: *role,
            }),
        }
    }
}

/// The report into which text is put, and what is to stand behind it there.
fn place_of(
    destination: &Destination,
    page: &Page,
    at: usize,
    spans: &[Span],
) -> Result<(usize, Option<Anchor>), Misfit> {
    let body = |span: &Span| match span.field {
        Field::Body(block) => Some(block),
        _ => None,
    };
    let block = |report: usize, block: usize| {
        let spot = Spot {
            report,
            field: Field::Body(block),
            from: 0,
            to: usize::MAX,
        };
        Anchor::at(page, spot, BEGINNING)
    };
    match destination {
        Destination::Earlier => {
            let first = spans.iter().find_map(body).ok_or(Misfit::Nothing)?;
            let before = first.checked_sub(1).ok_or(Misfit::Nothing)?;
            Ok((at, block(at, before)))
        }
        Destination::Later => {
            let last = spans.iter().rev().find_map(body).ok_or(Misfit::Nothing)?;
            let report = page.reports.get(at).ok_or(Misfit::Nothing)?;
            if last + 1 >= report.body.len() {
                return Err(Misfit::Nothing);
            }
            Ok((at, block(at, last + 2)))
        }
        Destination::Report(id) => {
            let to = page.position(id).ok_or(Misfit::Nothing)?;
            let report = page.reports.get(to).ok_or(Misfit::Nothing)?;
            let first = spans.first().ok_or(Misfit::Nothing)?;
            let own = page.reports.get(at).and_then(|own| own.place(first.field));
            let line = own.and_then(Place::first_line);
            let mut blocks = report.body.iter();
            let behind = blocks.position(|piece| match (piece.place.first_line(), line) {
                (Some(other), Some(line)) => other > line,
                // Where no lines are known the reports' order is that of the page.
                _ => to > at,
            });
            Ok((to, behind.and_then(|behind| block(to, behind))))
        }
    }
}

/// An id for the report that begins in another: made of where it begins, so that it is the same where the same
/// is done to the same page.
fn new_id(page: &Page, at: usize, span: &Span) -> String {
    let Some(report) = page.reports.get(at) else {
        return String::new();
    };
    let mut article = report.record.article.clone();
    let rest = report.text(span.field).unwrap_or_default();
    let rest: String = solid(&rest).chars().skip(span.from).collect();
    article.title = Some(rest);
    article.kicker = Some(report.id().to_owned());
    // With lines it would have the same id as the first report.
    article.origin = None;
    let made = made_id(&article);
    let is_taken = |id: &String| page.position(id).is_some();
    if !is_taken(&made) {
        return made;
    }
    let numbered = (2..).map(|number| numbered_id(&made, number));
    let mut free = numbered.skip_while(is_taken);
    free.next().unwrap_or(made)
}
