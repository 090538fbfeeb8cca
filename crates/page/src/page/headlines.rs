//! Gives headlines to reports, wherever they stand: by the names, places and rare words that a
//! headline and a report have in common, and by how near it stands.

mod beside;
mod decks;
mod matching;
mod parting;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use self::beside::{add_beside, beside, set_beside};
use self::matching::says_again;

use super::explanation::percent;
use super::frames::{Heading, Item, are_gapped};
use super::line::Line;
use super::reports::{Draft, owners};
use super::unplaced::Kind;
use super::words::{Index, Neighbours, PairSet, pairs};

/// What the lines of headlines became.
#[derive(Debug, Default)]
pub(super) struct Headlines {
    /// For each report, what stands above it.
    pub(super) heads: Vec<Head>,
    /// Headings that stand between a report's frames: the item, the part of it, the report.
    subheads: Vec<(Unit, usize)>,
    /// Headlines of no report, and the reports that they belong to all the same.
    pub(super) left: Vec<Left>,
}

/// Takes the lines from a headline that stand above and below it.
pub(super) fn part(head: &mut Head, items: &[Item<'_>], page: &Neighbours) {
    decks::part(head, items, page);
}

impl Headlines {
    /// Headlines that are known to be their reports'.
    pub(super) fn of(heads: Vec<Head>, subheads: Vec<(Unit, usize)>, left: Vec<Left>) -> Self {
        Self {
            heads,
            subheads,
            left,
        }
    }

    /// Returns the headings between paragraphs of a report that stand among some items.
    pub(super) fn subheads_between(
        &self,
        report: usize,
        items: Range<usize>,
    ) -> impl Iterator<Item = Unit> {
        // They were found from above.
        let start = self
            .subheads
            .partition_point(|(unit, _)| unit.item < items.start);
        let subheads = self.subheads.iter().skip(start);
        let subheads = subheads.take_while(move |(unit, _)| unit.item < items.end);
        let own = subheads.filter(move |(_, owner)| *owner == report);
        own.map(|&(unit, _)| unit)
    }
}

/// A headline of no report.
#[derive(Clone, Debug)]
pub(super) struct Left {
    pub(super) unit: Unit,
    pub(super) kind: Kind,
    pub(super) reports: Vec<usize>,
}

/// What stands above a report.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub(super) kicker: Option<Unit>,
    pub(super) title: Option<Unit>,
    pub(super) subtitle: Option<Unit>,
    /// How sure the headline is, of 100.
    pub(super) confidence: u8,
    /// The headline that came second, and how sure that one is.
    pub(super) rival: Option<(Unit, u8)>,
    /// Lines of headlines that stay in the body, before its first frame.
    pub(super) kept: Vec<Unit>,
}

/// Lines of one headline: an item, and which of its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Unit {
    pub(super) item: usize,
    pub(super) first: usize,
    pub(super) count: usize,
}

impl Unit {
    /// Returns the unit's lines.
    pub(super) fn lines<'t>(&self, items: &[Item<'t>]) -> &'t [Line<'t>] {
        match items.get(self.item) {
            Some(Item::Heading(heading)) => heading
                .lines
                .get(self.first..self.first + self.count)
                .unwrap_or_default(),
            _ => &[],
        }
    }

    /// What a headline is that no report has: short ones name a column (栏目).
    pub(super) fn kind_alone(&self, items: &[Item<'_>]) -> Kind {
        const LONGEST_COLUMN: usize = 6;
        match self.text(items).chars().count() {
            ..=LONGEST_COLUMN => Kind::Column,
            _ => Kind::Headline,
        }
    }

    /// Returns the unit's text without white space.
    pub(super) fn text(&self, items: &[Item<'_>]) -> String {
        self.lines(items)
            .iter()
            .flat_map(|line| line.text.chars())
            .filter(|c| !c.is_whitespace())
            .collect()
    }
}

/// A pair of a headline and a report counts from here on.
const LEAST: f32 = 0.30;
/// A report tells nothing of a line of which it has fewer words.
const UNTOLD: f32 = 0.1;
/// How many of a report's first lines tell what it is about.
const LEAD_LINES: usize = 14;

/// Gives the headlines of a page to its reports.
pub(super) fn assign(items: &[Item<'_>], drafts: &[Draft], page: &Neighbours) -> Headlines {
    let mut matcher = Matcher::new(items, drafts, page);
    let units = matcher.units();
    let mut choices: Vec<Choice> = units
        .iter()
        .flat_map(|&unit| matcher.choices(unit))
        .filter(|choice| choice.score >= LEAST)
        .collect();
    choices.sort_by(|a, b| b.score.total_cmp(&a.score));
    matcher.titles(&choices);
    matcher.rest(&units, &choices);
    matcher.part_decks(page);
    matcher.found
}

#[derive(Clone, Copy)]
struct Choice {
    unit: Unit,
    report: usize,
    score: f32,
    /// Whether the report has some of its words.
    is_told: bool,
    /// By how much it is better than any other of the unit, less than 0 where it is not.
    margin: f32,
}

struct Matcher<'i, 't> {
    items: &'i [Item<'t>],
    drafts: &'i [Draft],
    /// The words of reports' beginnings, and of all of them.
    leads: Index<'i>,
    bodies: Index<'i>,
    /// For each item, the report that the nearest frame before and after it belongs to.
    before: Vec<Option<usize>>,
    after: Vec<Option<usize>>,
    /// Whether gaps part what stands on the page.
    gapped: bool,
    taken: HashSet<Unit>,
    found: Headlines,
}

impl<'i, 't> Matcher<'i, 't> {
    fn new(items: &'i [Item<'t>], drafts: &'i [Draft], page: &'i Neighbours) -> Self {
        let (mut leads, mut bodies) = (Index::new(page), Index::new(page));
        for (report, draft) in drafts.iter().enumerate() {
            let frames = draft.frames.iter().filter_map(|&at| items.get(at));
            let lines = frames.flat_map(|item| match item {
                Item::Frame(frame) => frame.lines,
                _ => &[],
            });
            for (read, line) in lines.enumerate() {
                if read < LEAD_LINES {
                    leads.add(report, line.text);
                }
                bodies.add(report, line.text);
            }
        }
        let owners = owners(items, drafts);
        let before = nearest(owners.iter());
        let mut after = nearest(owners.iter().rev());
        after.reverse();
        Self {
            items,
            drafts,
            leads,
            bodies,
            before,
            after,
            gapped: are_gapped(items),
            taken: HashSet::new(),
            found: Headlines {
                heads: vec![Head::default(); drafts.len()],
                ..Headlines::default()
            },
        }
    }

    fn titles(&mut self, choices: &[Choice]) {
        // A headline in the column's own measure is the report's only if no other is that says what it says, and one
        // that says nothing of it only if there is none at all.
        for (in_column, is_told) in [(false, true), (true, true), (false, false), (true, false)] {
            for choice in choices {
                let Some(Item::Heading(heading)) = self.items.get(choice.unit.item) else {
                    continue;
                };
                let is_next = heading.in_column == in_column && choice.is_told == is_told;
                if is_next && self.may_take(heading, *choice) {
                    self.take_title(*choice);
                }
            }
        }
        self.titles_inside(choices);
    }

    /// A headline may stand in the middle of its report, where the columns flow around it. It is the
    /// report's if that has no other, and says what its beginning says.
    fn titles_inside(&mut self, choices: &[Choice]) {
        for choice in choices {
            let weak = match self.items.get(choice.unit.item) {
                Some(Item::Heading(heading)) => heading.weak,
                _ => continue,
            };
            let bare = self
                .found
                .heads
                .get(choice.report)
                .is_some_and(|head| head.title.is_none());
            if bare && !weak && self.is_inside(choice.unit) == Some(choice.report) {
                self.take_title(*choice);
            }
        }
    }

    /// A heading that only its shape speaks for, between two frames of one report, is a heading
    /// between paragraphs unless it fits another report.
    fn may_take(&self, heading: &Heading<'_>, choice: Choice) -> bool {
        !(self.is_inside(choice.unit) == Some(choice.report)
            || (heading.weak && self.is_inside(choice.unit).is_some()))
    }

    /// Takes the lines from headlines that stand above and below them.
    fn part_decks(&mut self, page: &Neighbours) {
        let items = self.items;
        let mut left = Vec::new();
        for (report, (head, draft)) in self.found.heads.iter_mut().zip(self.drafts).enumerate() {
            let Some(all) = head.title.filter(|title| title.count > 1) else {
                continue;
            };
            let frames = draft.frames.iter().filter_map(|&at| items.get(at));
            let text: String = frames.flat_map(Item::lines).map(|line| line.text).collect();
            let words: PairSet = pairs(&text).collect();
            head.title = Some(parting::headline(all, all.lines(items), &words, page));
            let apart = decks::part_from(head, all, items).into_iter();
            left.extend(apart.map(|unit| Left {
                unit,
                kind: unit.kind_alone(items),
                reports: vec![report],
            }));
        }
        self.found.left.extend(left);
    }

    fn is_inside(&self, unit: Unit) -> Option<usize> {
        let before = self.before.get(unit.item).copied().flatten()?;
        let after = self.after.get(unit.item).copied().flatten()?;
        (before == after).then_some(before)
    }

    fn take_title(&mut self, choice: Choice) {
        if self.taken.contains(&choice.unit) {
            return;
        }
        let items = self.items;
        let copies = |title: &Unit| says_again(&title.text(items), &choice.unit.text(items));
        let above = |unit: Unit| self.stands_on_text(unit);
        let is_copy = self
            .found
            .heads
            .get(choice.report)
            .and_then(|head| head.title)
            .is_some_and(|title| copies(&title) && above(title) && !above(choice.unit));
        let Some(head) = self.found.heads.get_mut(choice.report) else {
            return;
        };
        let confidence = percent(25.0 + 80.0 * choice.score + 60.0 * choice.margin);
        if is_copy && let Some(title) = head.title {
            self.taken.remove(&title);
            head.title = None;
        }
        if head.title.is_none() {
            head.title = Some(choice.unit);
            head.confidence = confidence;
            self.taken.insert(choice.unit);
        } else if head.rival.is_none() && head.title != Some(choice.unit) {
            head.rival = Some((choice.unit, confidence));
        }
    }

    /// Whether only a byline stands between a headline and the text below it.
    fn stands_on_text(&self, unit: Unit) -> bool {
        let Some(Item::Heading(heading)) = self.items.get(unit.item) else {
            return false;
        };
        let below = self
            .items
            .iter()
            .skip(unit.item + 1)
            .find(|item| !matches!(item, Item::Byline(_)));
        unit.first + unit.count == heading.lines.len() && matches!(below, Some(Item::Frame(_)))
    }

    /// Places the headlines that are no report's first: lines above or below it, copies, headings
    /// between paragraphs, and those of no report.
    fn rest(&mut self, units: &[Unit], choices: &[Choice]) {
        let mut fitting = HashMap::new();
        for choice in choices {
            fitting.entry(choice.unit).or_insert(choice.report);
        }
        for &unit in units {
            if self.taken.contains(&unit) {
                continue;
            }
            let best = || fitting.get(&unit).copied();
            let report = self.headed_with(unit).or_else(best);
            if let Some(report) = self.is_inside(unit).or(report) {
                self.join(unit, report);
            } else {
                self.leave(unit);
            }
        }
    }

    /// Leaves a headline to no report. The name of a column belongs to the report below it, a line of
    /// which several reports have a part (通栏题) to all of them.
    fn leave(&mut self, unit: Unit) {
        let alone = unit.kind_alone(self.items);
        let mut over = self.shared_by(unit);
        over.sort_unstable();
        let below = self.after.get(unit.item).copied().flatten();
        let (kind, reports) = match alone {
            Kind::Column => (Kind::Column, below.into_iter().collect()),
            _ if over.len() > 1 => (Kind::Banner, over),
            _ => (alone, Vec::new()),
        };
        self.found.left.push(Left {
            unit,
            kind,
            reports,
        });
    }

    /// The report whose headline stands directly above a line that stands on its text.
    fn headed_with(&self, unit: Unit) -> Option<usize> {
        let report = self.after.get(unit.item).copied().flatten()?;
        let title = self.found.heads.get(report)?.title?;
        (self.stands_on_text(unit) && beside(title, unit, self.items)).then_some(report)
    }

    fn join(&mut self, unit: Unit, report: usize) {
        let items = self.items;
        if self.is_inside(unit) == Some(report) {
            match self.found.heads.get_mut(report) {
                Some(head) if head.title.is_none() && is_large(unit, items) => {
                    head.title = Some(unit);
                    head.confidence = 30;
                }
                _ => self.found.subheads.push((unit, report)),
            }
            return;
        }
        let in_column =
            matches!(items.get(unit.item), Some(Item::Heading(heading)) if heading.in_column);
        let Some(head) = self.found.heads.get_mut(report) else {
            return;
        };
        let Some(title) = head.title else {
            head.title = Some(unit);
            head.confidence = 30;
            return;
        };
        let told = [title, unit]
            .map(|unit| matching::told(&self.leads, &self.bodies, &unit.text(items), report));
        let same = says_again(&title.text(items), &unit.text(items));
        let first = self
            .drafts
            .get(report)
            .and_then(|draft| draft.frames.first());
        let first = first.copied().unwrap_or_default();
        let directly_above =
            unit.item < first && self.after.get(unit.item).copied().flatten() == Some(report);
        let leads = matches!(items.get(first), Some(Item::Frame(frame)) if frame.leads);
        let is_free = head.kicker.is_none() && head.subtitle.is_none();
        if (same || (in_column && leads)) && directly_above {
            head.kept.push(unit);
        } else if is_free && unit.kind_alone(items) != Kind::Column && beside(title, unit, items) {
            match told {
                [own, other] if own >= LEAST && other < UNTOLD => add_beside(head, title, unit),
                [own, other] if other >= LEAST && own < UNTOLD => {
                    head.title = Some(unit);
                    add_beside(head, unit, title);
                }
                _ => set_beside(head, title, unit, items),
            }
        } else if directly_above {
            head.kept.push(unit);
        } else {
            self.leave(unit);
        }
    }
}

/// For each item in an order, the report that the last frame before it, or itself, is of.
fn nearest<'o>(owners: impl Iterator<Item = &'o Option<usize>>) -> Vec<Option<usize>> {
    let mut near = None;
    let nearest = owners.map(|own| {
        near = own.or(near);
        near
    });
    nearest.collect()
}

/// Whether a headline is more than one that stands between paragraphs: its phrases fill lines of their own.
fn is_large(unit: Unit, items: &[Item<'_>]) -> bool {
    let strong = matches!(items.get(unit.item), Some(Item::Heading(heading)) if !heading.weak);
    let lines = unit.lines(items);
    strong && (lines.len() > 1 || lines.iter().any(|line| line.width > LONGEST_SUBHEAD))
}

/// The widest heading between paragraphs, in half ems.
pub(super) const LONGEST_SUBHEAD: u32 = 26;

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::page::{Hints, Sheet, read};

    /// The one report of two columns with a headline between them.
    fn report(headline: &str) -> Article {
        let text = format!(
            "本报讯（记者李明）青山水库今天\n上午开闸放水，下游三个县的稻田\n将得到灌溉，农民在渠边等着第一\n\n{headline}\n\n股水流过来，有人放起了鞭炮，有\n人把手伸进水里，说比去年早了整\n整十天。\n"
        );
        let sheet = Sheet { text, first: 1 };
        let page = read(&sheet, "a.txt", &Hints::default(), |_| String::new()).unwrap();
        let mut articles = page.reports.into_iter().map(|found| found.article);
        let article = articles.next().unwrap();
        assert_eq!(articles.next(), None);
        article
    }

    #[test]
    fn a_headline_that_its_columns_flow_around_is_its_reports() {
        let article = report("青山水库今天开闸放水");
        assert_eq!(article.title.as_deref(), Some("青山水库今天开闸放水"));
        assert_eq!(article.body.len(), 1);
    }

    #[test]
    fn a_large_headline_in_a_report_without_one_is_its_own() {
        let article = report("清流送来\n丰收之年");
        assert_eq!(article.title.as_deref(), Some("清流送来丰收之年"));
        assert_eq!(article.body.len(), 1);
    }
}
