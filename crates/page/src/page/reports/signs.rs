//! What speaks for a piece of a column going on with another, whatever stands between them, and for its beginning a
//! report: for pages whose pieces come in an order that is not that of reading.
//!
//! The weights are those of a conditional logistic regression over pages of many settings, each piece choosing among
//! all others and none, rounded. The difference of two sums is the logarithm of how much likelier the one is.

use super::super::column::{SLACK, Style};
use super::super::frames::{Frame, Item};
use super::super::line::{Line, first_width};
use super::super::words::{Neighbours, PairSet, meet_in_word, weight};
use super::brackets::{Bracket, bracket};
use super::pairing::{Gains, chain_of_each};
use super::piece::{Beginning, End, Piece, begins_wrong, words};
use super::rare_words::{PairMap, RareWords};

/// No line of a column between paragraphs is shorter by more, in half ems.
const NEARLY: u32 = 6;

/// So many lines of two pieces tell that they have not one measure.
const SURE_LINES: usize = 5;
/// What a measure weighs that is rare on a page, and one that another piece surely has not.
const RARE: f32 = 1.0;
const OTHER: f32 = 0.5;

/// What common words weigh: those of two pieces where nothing else is known, and where more is, those of the pieces
/// and those of all that they go on with.
const COMMON_ALONE: f32 = 7.2;
const COMMON: f32 = 5.5;
const COMMON_OF_CHAINS: f32 = 2.5;
/// What is gained less by going on where the words of all pieces are known, of which there are more.
const OF_CHAINS: f32 = 0.4;

/// The pieces of a page.
pub(super) struct Signs<'i, 't> {
    pieces: Vec<Piece<'i, 't>>,
    page: &'i Neighbours,
    /// The measure that most pieces have.
    usual: u32,
    /// How many pieces have each of their words.
    counts: PairMap<usize>,
    /// How much the best headline on the page has in common with a piece's first lines.
    told: Vec<f32>,
    /// Whether the text has the last of the page's columns first.
    reversed: bool,
    rare: RareWords,
    /// How rare the measure of each piece is on the page.
    rarities: Vec<f32>,
    /// For each two pieces how well the one goes on with the other, wherever they stand.
    fits: Vec<f32>,
    /// How much rare words they have in common.
    common: Vec<f32>,
}

impl<'i, 't> Signs<'i, 't> {
    pub(super) fn of(items: &'i [Item<'t>], page: &'i Neighbours, style: Style) -> Self {
        let frames = items
            .iter()
            .enumerate()
            .filter_map(|(at, item)| match item {
                Item::Frame(frame) => Some((at, frame)),
                _ => None,
            });
        let frames: Vec<_> = frames.collect();
        let usual = usual(&frames);
        let piece =
            |(at, frame): &(usize, &'i Frame<'t>)| Piece::of(items, *at, frame, style, usual);
        let pieces: Vec<Piece<'_, '_>> = frames.iter().map(piece).collect();
        let mut counts = PairMap::default();
        for &pair in pieces.iter().flat_map(|piece| &piece.words) {
            *counts.entry(pair).or_insert(0) += 1;
        }
        let mut signs = Self {
            told: vec![0.0; pieces.len()],
            reversed: false,
            rare: RareWords::of(&counts, pieces.len()),
            rarities: rarities(&pieces),
            fits: Vec::new(),
            common: Vec::new(),
            pieces,
            page,
            usual,
            counts,
        };
        signs.tell(items);
        signs.weigh();
        signs
    }

    /// Takes the columns to be written last first, as those of a page that is set vertically are, or the first again.
    pub(super) fn reverse(&mut self) {
        self.reversed = !self.reversed;
    }

    /// Takes no headline to stand above the piece behind it: it may stand above the one before.
    pub(super) fn forget_headings(&mut self) {
        for piece in &mut self.pieces {
            piece.heading = None;
        }
    }

    /// Returns the places of the pieces among the items.
    pub(super) fn items(&self) -> Vec<usize> {
        self.pieces.iter().map(|piece| piece.item).collect()
    }

    /// Looks which piece each headline of the page tells of.
    fn tell(&mut self, items: &[Item<'t>]) {
        for item in items {
            let Item::Heading(heading) = item else {
                continue;
            };
            let words = words(heading.lines);
            let share = |piece: &Piece<'_, '_>| {
                let common = words.iter().filter(|pair| piece.lead.contains(pair));
                let weights =
                    common.map(|pair| 1.0 / weight(self.counts.get(pair).copied().unwrap_or(1)));
                weights.sum::<f32>()
            };
            let shares = self.pieces.iter().map(share).enumerate();
            // Where two have as much it is the first.
            let Some((best, share)) = shares.rev().max_by(|a, b| a.1.total_cmp(&b.1)) else {
                continue;
            };
            let of_all = |least: usize| share / weight(words.len().max(least));
            if of_all(4) > 0.12
                && let Some(told) = self.told.get_mut(best)
            {
                *told = told.max(of_all(5).min(1.0));
            }
        }
    }

    /// Weighs for each two pieces what is gained if the one goes on with the other.
    pub(super) fn gains(&self) -> Gains {
        self.with(|at, before| self.of_two(&self.common, at, before) * COMMON_ALONE)
    }

    /// Weighs the same where it is known what else each goes on with: the words of all these tell more.
    pub(super) fn gains_of_chains(&self, before: &[Option<usize>]) -> Gains {
        let chains = chain_of_each(before);
        let count = chains.iter().max().map_or(0, |last| last + 1);
        let mut words = vec![PairSet::default(); count];
        for (piece, chain) in self.pieces.iter().zip(&chains) {
            if let Some(words) = words.get_mut(*chain) {
                words.extend(&piece.words);
            }
        }
        let texts: Vec<&PairSet> = words.iter().collect();
        let among = self.rare.among(&texts);
        let among = |a: usize, b: usize| among.get(a * count + b).copied().unwrap_or(0.0);
        let within: Vec<f32> = (0..chains.len())
            .map(|at| self.within(at, &chains))
            .collect();
        self.with(|at, before| {
            let of_chains = match (chains.get(at), chains.get(before)) {
                (Some(one), Some(other)) if one != other => among(*one, *other),
                _ => within.get(at).copied().unwrap_or(0.0),
            };
            COMMON * self.of_two(&self.common, at, before) + COMMON_OF_CHAINS * of_chains
                - OF_CHAINS
        })
    }

    /// How much rare words a piece has in common with the others of its chain.
    fn within(&self, at: usize, chains: &[usize]) -> f32 {
        let Some(piece) = self.pieces.get(at) else {
            return 0.0;
        };
        let others = self.pieces.iter().zip(chains).enumerate();
        let others =
            others.filter(|(other, (_, chain))| *other != at && Some(*chain) == chains.get(at));
        let words: PairSet = others
            .flat_map(|(_, (piece, _))| &piece.words)
            .copied()
            .collect();
        let common = self.rare.among(&[&piece.words, &words]);
        common.get(1).copied().unwrap_or(0.0)
    }

    /// Adds up what is gained, with what is gained by words that two pieces have in common.
    fn with(&self, common: impl Fn(usize, usize) -> f32) -> Gains {
        let count = self.pieces.len();
        let mut gains = Gains::new(count);
        for at in 0..count {
            let begins = self.begins(at);
            for before in (0..count).filter(|&before| before != at) {
                let distance = if self.reversed {
                    self.distance(before, at)
                } else {
                    self.distance(at, before)
                };
                let goes_on = self.of_two(&self.fits, at, before) + distance;
                gains.set(at, before, goes_on + common(at, before) - begins);
            }
        }
        gains
    }

    /// What is said of two pieces in a table of each two.
    fn of_two(&self, table: &[f32], at: usize, before: usize) -> f32 {
        let said = table.get(at * self.pieces.len() + before);
        said.copied().unwrap_or(0.0)
    }

    /// Weighs each two pieces, wherever they stand.
    fn weigh(&mut self) {
        let count = self.pieces.len();
        let each = (0..count * count).map(|two| (two / count, two % count));
        self.fits = each.map(|(at, before)| self.fits(at, before)).collect();
        let words: Vec<&PairSet> = self.pieces.iter().map(|piece| &piece.words).collect();
        self.common = self.rare.among(&words);
    }

    /// What speaks for a piece beginning a report.
    fn begins(&self, at: usize) -> f32 {
        let Some(piece) = self.pieces.get(at) else {
            return 0.0;
        };
        let if_true = |sign: bool, weight: f32| if sign { weight } else { 0.0 };
        let first = piece.frame.lines.first();
        let before = at.checked_sub(1).and_then(|at| self.pieces.get(at));
        let mut score = match piece.beginning {
            Beginning::Unknown => 0.3,
            Beginning::Within => -0.6,
            Beginning::LikelyParagraph => 0.6,
            Beginning::LikelyWithin => -0.9,
            Beginning::Paragraph => 0.0,
        };
        score += if_true(at == 0, 1.3)
            + if_true(piece.frame.leads, 2.7)
            + if_true(piece.signed, 0.85)
            + if_true(begins_wrong(piece.frame), -0.3)
            + if_true(first.is_some_and(|line| line.gap), 0.5)
            + if_true(before.is_some_and(|before| before.frame.ends), 0.7)
            + 2.1 * self.told.get(at).copied().unwrap_or(0.0);
        let Some((heading, weak)) = piece.heading else {
            return score;
        };
        let words = words(heading);
        let share = |piece: &Piece<'_, '_>| {
            let common = words
                .iter()
                .filter(|pair| piece.lead.contains(pair))
                .count();
            weight(common) / weight(words.len().max(4))
        };
        let others = self
            .pieces
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at);
        let elsewhere = others.map(|(_, other)| share(other)).fold(0.0, f32::max);
        let wide = piece
            .frame
            .measure
            .is_some_and(|measure| is_wider(heading, measure));
        score + if_true(!weak, 1.0) + 0.8 * share(piece) - 0.5 * elsewhere + if_true(wide, 0.55)
    }

    /// What speaks for a piece going on with another, but for the words that they have in common.
    fn fits(&self, at: usize, before: usize) -> f32 {
        let (Some(piece), Some(above)) = (self.pieces.get(at), self.pieces.get(before)) else {
            return f32::MIN;
        };
        let mut score = meeting(above.end, piece.beginning);
        if above.end == End::Broken {
            // Its rest must stand somewhere.
            score += 1.0;
        }
        if begins_wrong(piece.frame) {
            score += if above.closed { -0.4 } else { 0.65 };
        }
        if !above.closed {
            score += self.junction(above, piece);
        }
        let rarity = self.rarities.get(at).copied().unwrap_or(0.0);
        score += measures(above.frame, piece.frame, rarity);
        if let Bracket::Closed = bracket(above.frame, piece.frame) {
            score += 1.9;
        }
        if above.frame.ends {
            score -= 1.0;
        }
        if at == before + 1 {
            score += beneath_heading(above, piece);
        }
        score
    }

    /// How likely a piece stands so far behind or before the one that it goes on with.
    fn distance(&self, at: usize, before: usize) -> f32 {
        let (Some(piece), Some(above)) = (self.pieces.get(at), self.pieces.get(before)) else {
            return f32::MIN;
        };
        let gap = piece.frame.lines.first().is_some_and(|line| line.gap);
        match at.checked_sub(before) {
            Some(1) if piece.item == above.item + 1 => 1.6 - if gap { 1.1 } else { 0.0 },
            Some(1) => 1.1,
            Some(far) => 0.3 - 1.2 * weight(far).ln(),
            None => -1.6 - 0.8 * weight(before - at + 1).ln(),
        }
    }

    /// How well a sentence runs from the end of a piece to the beginning of another.
    fn junction(&self, above: &Piece<'_, '_>, piece: &Piece<'_, '_>) -> f32 {
        let (Some(last), Some(first)) = (above.frame.lines.last(), piece.frame.lines.first())
        else {
            return 0.0;
        };
        let usual = usize::from(piece.item == above.item + 1);
        let known = self.page.at_junction(last.text, first.text, usual);
        let measure = above.frame.measure.unwrap_or(self.usual);
        let has_room = last.width + first_width(first.text) + SLACK + 2 < measure;
        let divided = match meet_in_word(last.text, first.text) {
            Some(true) => 2.0,
            Some(false) => -0.4,
            None => 0.0,
        };
        0.5 * known + divided - if has_room { 0.35 } else { 0.0 }
    }
}

/// Returns for each piece how rare its measure is, as a logarithm: a report has one, which few others have where the
/// page's columns are not all as wide.
fn rarities(pieces: &[Piece<'_, '_>]) -> Vec<f32> {
    let lines = |piece: &Piece<'_, '_>| piece.frame.lines.len();
    let all: usize = pieces.iter().map(lines).sum();
    let of = |piece: &Piece<'_, '_>| {
        let Some(measure) = piece.frame.measure else {
            return 0.0;
        };
        let alike = pieces.iter().filter(|other| {
            let theirs = other.frame.measure;
            theirs.is_some_and(|theirs| theirs.abs_diff(measure) < SLACK)
        });
        let alike: usize = alike.map(lines).sum();
        (weight(all) / weight(alike.max(1))).ln()
    };
    pieces.iter().map(of).collect()
}

/// The measure that most pieces have, the greater of two; 0 where none has one.
fn usual(frames: &[(usize, &Frame<'_>)]) -> u32 {
    let measures: Vec<u32> = frames
        .iter()
        .filter_map(|(_, frame)| frame.measure)
        .collect();
    let count = |measure: &u32| measures.iter().filter(|other| *other == measure).count();
    let most = measures
        .iter()
        .max_by_key(|measure| (count(measure), **measure));
    most.copied().unwrap_or(0)
}

/// How likely what ends so and what begins so stand one below the other.
fn meeting(end: End, beginning: Beginning) -> f32 {
    match (end, beginning) {
        (End::Broken | End::Short, Beginning::Within) => 0.4,
        (End::Broken, Beginning::LikelyWithin) => 1.0,
        (End::Broken, Beginning::LikelyParagraph) => -0.1,
        (End::Short, Beginning::LikelyParagraph) => -0.3,
        (End::Done | End::Full, Beginning::Unknown) => -0.4,
        (End::Done, Beginning::LikelyParagraph) => -0.25,
        (End::Done, Beginning::LikelyWithin) => -0.5,
        (End::Full, Beginning::Paragraph) => 0.2,
        _ => 0.0,
    }
}

/// How well the measures of two pieces fit.
fn measures(above: &Frame<'_>, frame: &Frame<'_>, rarity: f32) -> f32 {
    let is_sure = |frame: &Frame<'_>| frame.lines.len() >= SURE_LINES;
    let width = |frame: &Frame<'_>| frame.lines.iter().map(|line| line.width).max();
    match (above.measure, frame.measure) {
        (Some(a), Some(b)) if a.abs_diff(b) < SLACK => RARE * rarity - 0.25,
        (Some(a), Some(b)) if a.abs_diff(b) <= SLACK => -0.25,
        (Some(a), Some(b)) if a.abs_diff(b) <= NEARLY => -0.2,
        (Some(_), Some(_)) if is_sure(above) && is_sure(frame) => -0.9 - OTHER,
        (Some(_), Some(_)) => -0.9,
        (Some(measure), None) | (None, Some(measure)) => {
            let other = if above.measure.is_some() {
                frame
            } else {
                above
            };
            let fits = width(other)
                .is_some_and(|width| width <= measure + SLACK && width + NEARLY >= measure);
            if fits { 0.4 } else { 0.0 }
        }
        (None, None) => 0.0,
    }
}

fn is_wider(heading: &[Line<'_>], measure: u32) -> bool {
    heading.iter().any(|line| line.width > measure + SLACK)
}

/// What a headline or a byline says that stands between two neighbours.
fn beneath_heading(above: &Piece<'_, '_>, piece: &Piece<'_, '_>) -> f32 {
    let byline = if piece.signed { -0.4 } else { 0.0 };
    let Some((heading, weak)) = piece.heading else {
        return byline;
    };
    let words = words(heading);
    let common = words
        .iter()
        .filter(|pair| above.words.contains(pair))
        .count();
    let wide = piece
        .frame
        .measure
        .is_some_and(|measure| is_wider(heading, measure));
    byline + if weak { 1.2 } else { 0.0 }
        - if wide { 0.9 } else { 0.0 }
        - 0.4 * weight(common) / weight(words.len().max(4))
}
