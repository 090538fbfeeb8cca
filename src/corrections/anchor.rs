//! The place of an act on a page, by which it is found again on a page that was taken apart anew.

use serde::{Deserialize, Serialize};

use super::field::Field;
use super::page::{Page, solid};

/// So many characters of a text tell where it begins.
pub(super) const BEGINNING: usize = 24;

/// A text of fewer characters may stand anywhere by chance: it is found only where its line says so.
const TELLING: usize = 6;

/// A place on a page. Characters are counted without white space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The id of the report.
    pub report: String,
    /// The field.
    pub field: Field,
    /// The first character in it.
    #[serde(default)]
    pub from: usize,
    /// What stands there, without white space: all that is meant, or its beginning.
    pub text: String,
    /// The field's first line on the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The field's first rectangle, on a page whose text has places.
    #[serde(rename = "box", skip_serializing_if = "Option::is_none")]
    pub area: Option<[i32; 4]>,
}

/// Where an anchor holds now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// The place of the report on the page.
    pub(super) report: usize,
    pub(super) field: Field,
    /// The characters, without white space: the first, and the one behind the last.
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Anchor {
    /// Makes an anchor of a place; the text is kept as far as `length` characters.
    pub(super) fn at(page: &Page, spot: Spot, length: usize) -> Option<Self> {
        let report = page.reports.get(spot.report)?;
        let text = solid(&report.text(spot.field)?);
        let text = text.chars().skip(spot.from);
        let text: String = text
            .take(length.min(spot.to.saturating_sub(spot.from)))
            .collect();
        let place = report.place(spot.field)?;
        (!text.is_empty()).then(|| Self {
            report: report.id().to_owned(),
            field: spot.field,
            from: spot.from,
            text,
            line: place.lines.iter().flatten().map(|[first, _]| *first).min(),
            area: place.boxes.iter().flatten().next().copied(),
        })
    }

    /// Makes an anchor of a report: its first text.
    pub(super) fn of_report(page: &Page, report: usize) -> Option<Self> {
        let field = page.reports.get(report)?.fields().into_iter();
        // The text is taken apart differently less often than headlines are given to another report.
        let field = field.min_by_key(|field| !matches!(field, Field::Body(_)))?;
        let spot = Spot {
            report,
            field,
            from: 0,
            to: usize::MAX,
        };
        Self::at(page, spot, BEGINNING)
    }

    /// Finds the place on a page as it is now.
    pub(super) fn find(&self, page: &Page) -> Option<Spot> {
        let length = self.text.chars().count();
        let spot = |report, field, from| Spot {
            report,
            field,
            from,
            to: from + length,
        };
        let known = page.position(&self.report);
        let known = known.map(|report| spot(report, self.field, self.from));
        let is_there = |spot: &Spot| {
            let text = page.reports.get(spot.report)?.text(spot.field)?;
            let behind: String = solid(&text).chars().skip(spot.from).collect();
            behind.starts_with(&self.text).then_some(())
        };
        if let Some(spot) = known.filter(|spot| is_there(spot).is_some()) {
            return Some(spot);
        }
        let mut all = Vec::new();
        for (at, report) in page.reports.iter().enumerate() {
            for field in report.fields() {
                let text = solid(&report.text(field).unwrap_or_default());
                let found = text.match_indices(&self.text).map(|(byte, _)| byte);
                let before = |byte| text.get(..byte).map_or(0, |text| text.chars().count());
                all.extend(found.map(|byte| spot(at, field, before(byte))));
            }
        }
        self.choose(page, &all)
    }

    /// Chooses one of the places where the text stands.
    fn choose(&self, page: &Page, all: &[Spot]) -> Option<Spot> {
        let place = |spot: &Spot| page.reports.get(spot.report)?.place(spot.field);
        let has_line = |spot: &&Spot| {
            let lines = place(spot).and_then(|place| place.lines.clone());
            let mut lines = lines.into_iter().flatten();
            self.line
                .is_some_and(|line| lines.any(|[first, last]| (first..=last).contains(&line)))
        };
        let there: Vec<&Spot> = all.iter().filter(has_line).collect();
        match (there.as_slice(), all) {
            ([one], _) => return Some(**one),
            ([], [one]) if self.text.chars().count() >= TELLING => return Some(*one),
            _ => {}
        }
        let area = self.area?;
        let distance = |spot: &Spot| {
            let boxes = place(spot).and_then(|place| place.boxes.clone());
            let boxes = boxes.into_iter().flatten();
            let far = boxes.map(|other| {
                let pairs = area.iter().zip(&other);
                pairs
                    .map(|(one, other)| u64::from(one.abs_diff(*other)))
                    .sum::<u64>()
            });
            far.min().unwrap_or(u64::MAX)
        };
        all.iter()
            .copied()
            .min_by_key(distance)
            .filter(|spot| distance(spot) < u64::MAX)
    }
}
