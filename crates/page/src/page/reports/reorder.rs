//! Puts the pieces of a page together anew where they stand in no order of reading: all at once, each with the piece
//! that it goes on with, so that the whole page is likeliest.
//!
//! What an extraction follows is the page from the left to the right, and a headline that text flows round, a box or a
//! picture is a block of its own: the rest of a report stands behind others, or before its beginning.

use super::super::frames::{Item, are_gapped, gaps_part_paragraphs};
use super::super::words::Index;
use super::pairing::{self, Gains};
use super::signs::Signs;
use super::{Draft, Linker, confidence};

/// With more pieces a page is put together from the top down only.
const MOST_PIECES: usize = 160;
/// What the order in which a page is written is not given up for, as the logarithm of how much likelier another is:
/// where it has gaps between its pieces, and where it has few.
const LEAST_GAIN: f32 = 2.5;
const LEAST_GAIN_OF_STREAM: f32 = 4.0;
/// What columns are taken to be written last first for.
const LEAST_GAIN_REVERSED: f32 = 6.0;
/// On a page of fewer pieces there is less to tell by.
const MANY_PIECES: usize = 6;
/// What is gained where it is known that a piece goes on with another.
const KNOWN: f32 = 20.0;

/// The pieces of a report in order, by their places among the items, each with by how much it beats any other way.
pub(super) type Chain = Vec<(usize, f32)>;

impl Linker<'_, '_> {
    /// Puts the pieces of the page together at once; `None` where the order in which they stand is about as good.
    pub(super) fn reordered(&self) -> Option<Vec<Chain>> {
        if !(2..=MOST_PIECES).contains(&self.known.len()) || gaps_part_paragraphs(self.items) {
            return None;
        }
        let mut signs = Signs::of(self.items, self.page, self.style);
        let places = signs.items();
        let written = self.written(&places);
        let mut gains = signs.gains();
        let total = |gains: &Gains| gains.total(&pairing::pair(gains));
        signs.reverse();
        if total(&signs.gains()) > total(&gains) + LEAST_GAIN_REVERSED {
            signs.forget_headings();
            gains = signs.gains();
        } else {
            signs.reverse();
        }
        // What is known is not asked.
        let keep = |gains: &mut Gains| {
            for ((piece, before), known) in written.iter().enumerate().zip(&self.known) {
                if let (true, Some(before)) = (known, before) {
                    gains.set(piece, *before, KNOWN);
                }
            }
        };
        keep(&mut gains);
        let before = pairing::pair(&gains);
        let least = if are_gapped(self.items) {
            LEAST_GAIN
        } else {
            LEAST_GAIN_OF_STREAM
        };
        let least = if places.len() < MANY_PIECES {
            2.0 * least
        } else {
            least
        };
        if gains.total(&before) < gains.total(&written) + least {
            return None;
        }
        let mut gains = signs.gains_of_chains(&before);
        keep(&mut gains);
        Some(chains(&pairing::pair(&gains), &places, &gains))
    }

    /// What each piece goes on with in the reports that were found from the top down.
    fn written(&self, places: &[usize]) -> Vec<Option<usize>> {
        let mut written = vec![None; places.len()];
        let pairs = self.drafts.iter().flat_map(|draft| draft.frames.windows(2));
        for pair in pairs {
            let [before, piece] = [pair.first(), pair.last()].map(|at| {
                let at = at.copied().unwrap_or_default();
                places.binary_search(&at).unwrap_or_default()
            });
            if let Some(written) = written.get_mut(piece) {
                *written = Some(before);
            }
        }
        written
    }

    /// Makes the reports of chains of pieces.
    pub(super) fn begin_again(mut self, chains: &[Chain]) -> Vec<Draft> {
        self.drafts.clear();
        self.index = Index::new(self.page);
        self.last = None;
        for chain in chains {
            let Some((&(first, _), rest)) = chain.split_first() else {
                continue;
            };
            let Some(Item::Frame(frame)) = self.items.get(first) else {
                continue;
            };
            let draft = self.begin(first, frame);
            self.add(draft, first, frame);
            for &(at, margin) in rest {
                let Some(Item::Frame(frame)) = self.items.get(at) else {
                    continue;
                };
                self.add(draft, at, frame);
                if let Some(draft) = self.drafts.get_mut(draft) {
                    draft.confidence = draft.confidence.min(confidence(margin));
                }
            }
        }
        self.drafts
    }
}

/// Returns the pieces in the order in which they go on with each other, the reports in that in which the first piece
/// of each stands.
fn chains(before: &[Option<usize>], places: &[usize], gains: &Gains) -> Vec<Chain> {
    let mut after = vec![None; before.len()];
    for (piece, before) in before.iter().enumerate() {
        if let Some(after) = before.and_then(|before| after.get_mut(before)) {
            *after = Some(piece);
        }
    }
    let firsts = before
        .iter()
        .enumerate()
        .filter(|(_, before)| before.is_none());
    let chain = |(first, _)| {
        let pieces =
            std::iter::successors(Some(first), |&piece| after.get(piece).copied().flatten());
        let found =
            pieces.filter_map(|piece| Some((*places.get(piece)?, margin(before, piece, gains))));
        found.collect()
    };
    firsts.map(chain).collect()
}

/// By how much what a piece goes on with beats any other, and its beginning a report.
fn margin(before: &[Option<usize>], piece: usize, gains: &Gains) -> f32 {
    let chosen = before.get(piece).copied().flatten();
    let others = (0..gains.count()).filter(|&other| Some(other) != chosen);
    let best = others
        .map(|other| gains.of(piece, other))
        .fold(0.0, f32::max);
    chosen.map_or(0.0, |chosen| gains.of(piece, chosen) - best)
}

#[cfg(test)]
mod tests {
    use super::super::tests::reports;

    const BEGINNING: &str = "青山水库开闸放水\n\n本报讯（记者李明）青山水库今天\n上午开闸放水，下游三个县的稻田\n将得到灌溉，农民在渠边等着水库\n的第一股水流过来，管理处说，水\n";
    const REST: &str = "库的闸门要开二十天，三个县轮流\n灌溉，稻田不会缺水。\n水库管理处还说，渠边的农民不要\n到闸门下面去，开闸时水流很急。\n";
    const OTHER: &str = "植物园梅花迎客\n\n本报讯（记者王芳）植物园的梅花\n昨天开了，游人从各地赶来，园里\n加开了两个入口。花匠说，梅花要\n开到月底，周末请早些来。\n";

    const THIRD: &str = "大桥明日合龙\n\n本报讯（记者陈禾）大桥的最后一段\n明天合龙，工程师说，要看天气，如\n有大风就改在后天。\n";
    const FOURTH: &str = "夜校今晚开课\n\n本报讯（记者赵文）夜校今天晚上开\n课，学员三十人，教的是识字和打算\n\n盘，打算盘的老师是退休的会计，他\n说每周三来一次。\n";

    #[test]
    fn the_rest_of_a_report_may_stand_before_its_beginning() {
        let found = reports(&format!("{REST}\n{OTHER}\n{THIRD}\n{FOURTH}\n{BEGINNING}"));
        assert_eq!(found.len(), 4, "{found:?}");
        let report = found
            .iter()
            .find(|report| report.title.as_deref() == Some("青山水库开闸放水"));
        let body: String = report
            .unwrap()
            .body
            .iter()
            .map(crate::article::Block::text)
            .collect();
        assert!(
            body.starts_with("本报讯（记者李明）") && body.ends_with("水流很急。"),
            "{body}"
        );
    }

    #[test]
    fn what_stands_in_order_is_left_so() {
        let found = reports(&format!("{BEGINNING}\n{REST}\n{OTHER}"));
        let titles: Vec<_> = found
            .iter()
            .filter_map(|report| report.title.as_deref())
            .collect();
        assert_eq!(titles, ["青山水库开闸放水", "植物园梅花迎客"]);
    }

    #[test]
    fn what_is_set_as_wide_as_little_else_on_the_page_is_of_one_report() {
        let wide = "水库管理处今天上午说，闸门要开二十天，三个\n县轮流灌溉，稻田里不会缺水，农民请不要到闸\n门下面去，开闸时水流很急，管理处已派人看守\n渠道两边。\n";
        let more = "青山水库放水的第一天，渠边站满了人，有的人\n放起了鞭炮，有的人把手伸到水里去，说比去年\n早了整整十天，年年都要这样才好，说完大家都\n笑了起来。\n";
        let head = "青山水库开闸放水\n\n本报讯（记者李明）青山水库今天上午开闸放水\n，下游三个县的稻田将得到灌溉，农民在渠边等\n着水库的第一股水流过来，一直等到了中午时分\n才见到水。\n";
        let text = format!("{head}\n{OTHER}\n{wide}\n{THIRD}\n{more}\n{FOURTH}");
        let found = reports(&text);
        let report = found
            .iter()
            .find(|report| report.title.as_deref() == Some("青山水库开闸放水"));
        assert_eq!(report.unwrap().body.len(), 3, "{found:?}");
    }
}
