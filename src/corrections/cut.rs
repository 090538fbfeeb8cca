//! Takes texts out of reports, and puts what is left together.

use super::anchor::Spot;
use super::field::Field;
use super::page::{Heads, Page, Piece, Report, is_solid, words};
use crate::article::Block;

/// What was cut out of a report.
pub(super) struct Taken {
    pub(super) piece: Piece<String>,
    pub(super) is_subhead: bool,
}

/// Adds a text to the byline of a report.
pub(super) fn add_byline(report: &mut Report, piece: Piece<String>) {
    match &mut report.byline {
        Some(byline) => {
            byline.content.push(' ');
            byline.content.push_str(&piece.content);
            byline.place.join(piece.place);
        }
        none => *none = Some(piece),
    }
}

/// Cuts a text out of a report; returns also the place in the body where it stood. Of a text that is not of the
/// body all is taken.
pub(super) fn cut(report: &mut Report, spot: Spot) -> Option<(usize, Taken)> {
    match spot.field {
        Field::Body(at) => {
            if at >= report.body.len() {
                return None;
            }
            let block = report.body.remove(at);
            let is_subhead = matches!(block.content, Block::Subhead { .. });
            let (before, rest) = divided(&block, spot.from);
            let (taken, behind) = divided(&rest, spot.to - spot.from);
            if taken.content.text().is_empty() {
                return None;
            }
            let taken = Taken {
                piece: Piece {
                    content: taken.content.text().to_owned(),
                    place: taken.place,
                },
                is_subhead,
            };
            let is_something = |piece: &Piece<Block>| !piece.content.text().is_empty();
            let around = [before, behind];
            let stands_at = at + usize::from(is_something(&around[0]));
            let around = around.into_iter().filter(is_something);
            report.body.splice(at..at, around);
            Some((stands_at, taken))
        }
        Field::Image(at) => {
            if at >= report.images.len() {
                return None;
            }
            let image = report.images.remove(at);
            let piece = Piece {
                content: words(&image.content),
                place: image.place,
            };
            Some((report.body.len(), Taken::plain(piece)))
        }
        head => Some((0, Taken::plain(report.head(head)?.take()?))),
    }
}

impl Taken {
    fn plain(piece: Piece<String>) -> Self {
        Self {
            piece,
            is_subhead: false,
        }
    }
}

impl Piece<String> {
    pub(super) fn into_block(self, is_subhead: bool) -> Piece<Block> {
        let content = if is_subhead {
            Block::Subhead {
                subhead: self.content,
            }
        } else {
            Block::Paragraph(self.content)
        };
        Piece {
            content,
            place: self.place,
        }
    }
}

/// Divides a block behind so many characters. Which of its lines are whose is not known: both have all.
pub(super) fn divided(block: &Piece<Block>, count: usize) -> (Piece<Block>, Piece<Block>) {
    let text = block.content.text();
    let solids = text.char_indices().filter(|(_, c)| is_solid(*c));
    let byte = solids.map(|(byte, _)| byte).nth(count);
    let (before, behind) = text.split_at(byte.unwrap_or(text.len()));
    let part = |text: &str| {
        let text = text.trim().to_owned();
        let content = match block.content {
            Block::Paragraph(_) => Block::Paragraph(text),
            Block::Subhead { .. } => Block::Subhead { subhead: text },
        };
        Piece {
            content,
            place: block.place.clone(),
        }
    };
    (part(before), part(behind))
}

/// Removes the reports of which nothing is left. Where there is neither a headline nor a text, what is left becomes
/// one, for a report has one of them.
pub(super) fn drop_empty(page: &mut Page) {
    page.reports.retain(|report| !report.fields().is_empty());
    for report in &mut page.reports {
        if !report.is_changed || report.heads.title.is_some() || !report.body.is_empty() {
            continue;
        }
        let Heads {
            kicker, subtitle, ..
        } = &mut report.heads;
        if let Some(head) = kicker.take().or_else(|| subtitle.take()) {
            report.heads.title = Some(head);
            continue;
        }
        let byline = report.byline.take().into_iter();
        let images = report.images.drain(..).map(|image| Piece {
            content: words(&image.content),
            place: image.place,
        });
        let left = byline.chain(images).map(|piece| piece.into_block(false));
        report.body = left.collect();
    }
}
