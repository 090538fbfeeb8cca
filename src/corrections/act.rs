//! What can be corrected on a page, and how it is done. All that an act needs is found before anything is changed,
//! so that one that does not fit changes nothing.

use serde::{Deserialize, Serialize};

use super::anchor::{Anchor, Spot};
use super::cut::{add_byline, cut, divided, drop_empty};
use super::error::Misfit;
use super::field::Field;
use super::page::{Page, Piece, Report, settle_authors};
use crate::article::{Block, Image};
use crate::lang::{Lang, Say};

/// A correction of the reports of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Act {
    /// A new report begins here.
    Split {
        /// Where.
        at: Anchor,
        /// The id of the new report.
        id: String,
    },
    /// Two reports are one.
    Join {
        /// The first.
        report: Anchor,
        /// The one that goes on with it.
        next: Anchor,
    },
    /// Text stands elsewhere.
    Move {
        /// The text.
        parts: Vec<Anchor>,
        /// The report that it is of.
        to: Anchor,
        /// What stands behind it there; nothing at the report's end.
        #[serde(skip_serializing_if = "Option::is_none")]
        before: Option<Anchor>,
    },
    /// A headline is another report's, which gives its own in exchange if it has one.
    Headline {
        /// The report that has it.
        from: Anchor,
        /// The report that it is of.
        to: Anchor,
    },
    /// Text is something else than it was taken for.
    Mark {
        /// The text.
        parts: Vec<Anchor>,
        /// What it is.
        role: Mark,
    },
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// A headline.
    Headline,
    /// A picture's caption.
    Caption,
    /// A byline.
    Byline,
    /// A heading between paragraphs.
    Subhead,
    /// A paragraph.
    Paragraph,
    /// Part of no report.
    Furniture,
}

/// Says in the past what was done.
impl Say for Act {
    fn say(&self, lang: Lang) -> String {
        let (english, chinese) = match self {
            Self::Split { .. } => ("split in two", "已分成两篇"),
            Self::Join { .. } => ("joined with the next report", "已与下一篇合并"),
            Self::Move { .. } => ("text moved", "已移动文字"),
            Self::Headline { .. } => ("headline given to another report", "标题已改配"),
            Self::Mark { role, .. } => match role {
                Mark::Headline => ("marked as headline", "已标为标题"),
                Mark::Caption => ("marked as caption", "已标为图片说明"),
                Mark::Byline => ("marked as byline", "已标为署名"),
                Mark::Subhead => ("marked as subhead", "已标为小标题"),
                Mark::Paragraph => ("marked as paragraph", "已标为段落"),
                Mark::Furniture => ("set aside, as part of no report", "已移出报道"),
            },
        };
        lang.pick(english, chinese).to_owned()
    }
}

impl Act {
    /// Returns the anchor that says best where it is.
    pub(super) fn anchor(&self) -> Option<&Anchor> {
        match self {
            Self::Split { at, .. } => Some(at),
            Self::Join { report, .. } => Some(report),
            Self::Move { parts, .. } | Self::Mark { parts, .. } => parts.first(),
            Self::Headline { from, .. } => Some(from),
        }
    }

    /// Does it on a page.
    ///
    /// # Errors
    ///
    /// When a place is not found, or there is nothing to do: the page is as it was.
    pub fn apply(&self, page: &mut Page) -> Result<(), Misfit> {
        let mut changed = page.clone();
        match self {
            Self::Split { at, id } => split(&mut changed, found(at, page)?, id)?,
            Self::Join { report, next } => {
                let (one, other) = (found(report, page)?, found(next, page)?);
                join(&mut changed, one.report, other.report)?;
            }
            Self::Move { parts, to, before } => {
                let to = found(to, page)?.report;
                if let Some(before) = before {
                    found(before, page)?;
                }
                relocate(&mut changed, &all_found(parts, page)?, to, before.as_ref())?;
            }
            Self::Headline { from, to } => {
                let (from, to) = (found(from, page)?, found(to, page)?);
                exchange(&mut changed, from.report, to.report)?;
            }
            Self::Mark { parts, role } => mark(&mut changed, &all_found(parts, page)?, *role)?,
        }
        drop_empty(&mut changed);
        *page = changed;
        Ok(())
    }
}

fn found(anchor: &Anchor, page: &Page) -> Result<Spot, Misfit> {
    let missing = || Misfit::Missing(anchor.text.clone());
    anchor.find(page).ok_or_else(missing)
}

/// Finds places, in the order of the page.
fn all_found(anchors: &[Anchor], page: &Page) -> Result<Vec<Spot>, Misfit> {
    let spots = anchors.iter().map(|anchor| found(anchor, page));
    let mut spots = spots.collect::<Result<Vec<Spot>, Misfit>>()?;
    spots.sort_unstable();
    let mut behind: Option<Spot> = None;
    // Of texts that overlap the first is meant.
    spots.retain(|spot| {
        let overlaps = behind.is_some_and(|before| {
            (before.report, before.field) == (spot.report, spot.field) && spot.from < before.to
        });
        behind = if overlaps { behind } else { Some(*spot) };
        !overlaps
    });
    if spots.is_empty() {
        return Err(Misfit::Nothing);
    }
    Ok(spots)
}

fn split(page: &mut Page, at: Spot, id: &str) -> Result<(), Misfit> {
    if page.position(id).is_some() {
        return Err(Misfit::Nothing);
    }
    let Field::Body(block) = at.field else {
        return Err(Misfit::Nothing);
    };
    let report = page.reports.get_mut(at.report).ok_or(Misfit::Nothing)?;
    if block == 0 && at.from == 0 && report.heads.is_empty() {
        return Err(Misfit::Nothing);
    }
    let mut body = report.body.split_off(block.min(report.body.len()));
    if at.from > 0
        && let Some(first) = body.first_mut()
    {
        let (before, behind) = divided(first, at.from);
        report.body.push(before);
        *first = behind;
    }
    let mut record = report.record.clone();
    record.rest.clear();
    let article = &mut record.article;
    id.clone_into(&mut article.id);
    article.uncertain.clear();
    (article.url, article.links, article.tags) = (None, Vec::new(), Vec::new());
    let mut new = Report {
        record,
        body,
        is_changed: true,
        ..Report::default()
    };
    report.is_changed = true;
    report.is_settled("body");
    settle_authors(&mut [report, &mut new]);
    page.reports.insert(at.report + 1, new);
    Ok(())
}

fn join(page: &mut Page, one: usize, other: usize) -> Result<(), Misfit> {
    if one == other || other >= page.reports.len() {
        return Err(Misfit::Nothing);
    }
    let mut next = page.reports.remove(other);
    let one = if other < one { one - 1 } else { one };
    let report = page.reports.get_mut(one).ok_or(Misfit::Nothing)?;
    settle_authors(&mut [report, &mut next]);
    let heads = std::mem::take(&mut next.heads);
    if report.heads.is_empty() {
        report.heads = heads;
    } else {
        let heads = heads.into_pieces().map(|head| head.into_block(true));
        report.body.extend(heads);
    }
    report.body.append(&mut next.body);
    if let Some(byline) = next.byline.take() {
        add_byline(report, byline);
    }
    report.images.append(&mut next.images);
    let (own, others) = (&mut report.record.article, next.record.article);
    for author in others.authors {
        if !own.authors.iter().any(|known| known.name == author.name) {
            own.authors.push(author);
        }
    }
    let links = others.links.into_iter();
    let links = links.chain(own.url.as_ref().and(others.url.clone()));
    let links: Vec<String> = links.filter(|link| !own.links.contains(link)).collect();
    own.links.extend(links);
    own.url = own.url.take().or(others.url);
    let tags = others.tags.into_iter();
    let tags: Vec<String> = tags.filter(|tag| !own.tags.contains(tag)).collect();
    own.tags.extend(tags);
    if let (Some(origin), Some(other)) = (&mut own.origin, others.origin) {
        origin.lines.extend(other.lines);
        origin.lines.sort_unstable();
    }
    for (name, value) in next.record.rest {
        report.record.rest.entry(name).or_insert(value);
    }
    report.is_changed = true;
    report.is_settled("body");
    let id = report.id().to_owned();
    for piece in &mut page.unplaced {
        for article in &mut piece.articles {
            if *article == others.id {
                article.clone_from(&id);
            }
        }
        piece.articles.dedup();
    }
    Ok(())
}

fn relocate(
    page: &mut Page,
    spots: &[Spot],
    to: usize,
    before: Option<&Anchor>,
) -> Result<(), Misfit> {
    let target = page.reports.get(to).ok_or(Misfit::Nothing)?.id().to_owned();
    let mut images = Vec::new();
    let mut blocks = Vec::new();
    for spot in spots.iter().rev() {
        let report = page.reports.get_mut(spot.report).ok_or(Misfit::Nothing)?;
        if let Field::Image(at) = spot.field {
            if at >= report.images.len() {
                return Err(Misfit::Nothing);
            }
            images.push(report.images.remove(at));
            report.is_changed = true;
        } else {
            let (_, taken) = cut(report, *spot).ok_or(Misfit::Nothing)?;
            blocks.push(taken.piece.into_block(taken.is_subhead));
        }
    }
    blocks.reverse();
    images.reverse();
    let before = before.map(|before| found(before, page)).transpose()?;
    let to = page.position(&target).ok_or(Misfit::Nothing)?;
    let report = page.reports.get_mut(to).ok_or(Misfit::Nothing)?;
    let at = match before.filter(|before| before.report == to) {
        Some(Spot {
            field: Field::Body(at),
            ..
        }) => at,
        _ => report.body.len(),
    };
    report.body.splice(at..at, blocks);
    report.images.append(&mut images);
    touch(page, spots.iter().map(|spot| spot.report).chain([to]));
    Ok(())
}

fn exchange(page: &mut Page, from: usize, to: usize) -> Result<(), Misfit> {
    let given = page.reports.get_mut(from).ok_or(Misfit::Nothing)?;
    if from == to || given.heads.is_empty() {
        return Err(Misfit::Nothing);
    }
    let heads = std::mem::take(&mut given.heads);
    let taker = page.reports.get_mut(to).ok_or(Misfit::Nothing)?;
    let own = std::mem::replace(&mut taker.heads, heads);
    if let Some(given) = page.reports.get_mut(from) {
        given.heads = own;
    }
    for at in [from, to] {
        if let Some(report) = page.reports.get_mut(at) {
            report.is_changed = true;
            report.is_settled("title");
        }
    }
    Ok(())
}

fn mark(page: &mut Page, spots: &[Spot], role: Mark) -> Result<(), Misfit> {
    let is_done = |spot: &Spot| is_marked(page, *spot, role);
    if spots.iter().all(is_done) {
        return Err(Misfit::Nothing);
    }
    let first = spots.first().ok_or(Misfit::Nothing)?.report;
    if role == Mark::Headline {
        mark_headline(page, spots, first)?;
    } else {
        for spot in spots
            .iter()
            .rev()
            .filter(|spot| !is_marked(page, **spot, role))
            .copied()
            .collect::<Vec<_>>()
        {
            mark_one(page, spot, role)?;
        }
    }
    touch(page, spots.iter().map(|spot| spot.report));
    Ok(())
}

/// Whether a text is already what it is to be.
fn is_marked(page: &Page, spot: Spot, role: Mark) -> bool {
    let block = |at: usize| {
        let report = page.reports.get(spot.report)?;
        Some(&report.body.get(at)?.content)
    };
    match (spot.field, role) {
        (Field::Body(at), Mark::Subhead) => matches!(block(at), Some(Block::Subhead { .. })),
        (Field::Body(at), Mark::Paragraph) => matches!(block(at), Some(Block::Paragraph(_))),
        (Field::Byline, Mark::Byline)
        | (Field::Image(_), Mark::Caption)
        | (Field::Title, Mark::Headline) => true,
        _ => false,
    }
}

/// Marks a text that stands behind all those of the page that are still to be marked.
fn mark_one(page: &mut Page, spot: Spot, role: Mark) -> Result<(), Misfit> {
    let report = page.reports.get_mut(spot.report).ok_or(Misfit::Nothing)?;
    let id = report.id().to_owned();
    let (at, taken) = cut(report, spot).ok_or(Misfit::Nothing)?;
    let piece = taken.piece;
    match role {
        Mark::Caption => report.images.insert(
            0,
            Piece {
                content: Image {
                    caption: Some(piece.content),
                    ..Image::default()
                },
                place: piece.place,
            },
        ),
        Mark::Byline => add_byline(report, piece),
        Mark::Subhead => report.body.insert(at, piece.into_block(true)),
        Mark::Paragraph => report.body.insert(at, piece.into_block(false)),
        Mark::Furniture | Mark::Headline => page.set_aside(piece, id),
    }
    Ok(())
}

/// Makes texts the headline of a report; the one that it had becomes a subhead where they stood.
fn mark_headline(page: &mut Page, spots: &[Spot], first: usize) -> Result<(), Misfit> {
    let mut pieces = Vec::new();
    let mut place = 0;
    for spot in spots.iter().rev() {
        let report = page.reports.get_mut(spot.report).ok_or(Misfit::Nothing)?;
        let (at, taken) = cut(report, *spot).ok_or(Misfit::Nothing)?;
        pieces.push(taken.piece);
        place = at;
    }
    let title = pieces.into_iter().rev().reduce(|mut all, next| {
        all.content.push('\u{3000}');
        all.content.push_str(&next.content);
        all.place.join(next.place);
        all
    });
    let report = page.reports.get_mut(first).ok_or(Misfit::Nothing)?;
    if let Some(former) = std::mem::replace(&mut report.heads.title, title) {
        let place = place.min(report.body.len());
        report.body.insert(place, former.into_block(true));
    }
    report.is_settled("title");
    Ok(())
}

/// Notes that these reports are others now.
fn touch(page: &mut Page, reports: impl Iterator<Item = usize>) {
    let places: Vec<usize> = reports.collect();
    let all = page.reports.iter_mut().enumerate();
    let touched = all.filter(|(at, _)| places.contains(at));
    let mut touched: Vec<&mut Report> = touched.map(|(_, report)| report).collect();
    for report in &mut touched {
        report.is_changed = true;
        report.is_settled("body");
    }
    settle_authors(&mut touched);
}
