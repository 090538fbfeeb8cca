//! Which report a line of the page is from: for what is printed twice, and for what goes on here.

use super::twice::Copy;
use super::unplaced::{Kind, Scrap};
use super::why::Found;

/// Adds the lines of second prints to the origins of the reports that they repeat; returns the copies.
pub(super) fn add_copies<'t>(copies: Vec<Copy<'t>>, reports: &mut [Found]) -> Vec<Scrap<'t>> {
    if copies.is_empty() {
        return Vec::new();
    }
    let mut owners = Owners::of(reports);
    let mut scraps: Vec<Scrap<'t>> = Vec::new();
    for copy in copies {
        let mut goes_on = false;
        for (line, of) in copy.lines.into_iter().zip(copy.of) {
            let report = owners.get(of);
            let known = scraps.last_mut().filter(|_| goes_on);
            match known.filter(|scrap| scrap.reports.first().copied() == report) {
                Some(scrap) => scrap.lines.push(line),
                None => scraps.push(Scrap {
                    kind: Kind::Copy,
                    lines: vec![line],
                    reports: report.into_iter().collect(),
                }),
            }
            goes_on = true;
            let found = report.and_then(|report| Some((report, reports.get_mut(report)?)));
            if let Some((report, found)) = found
                && add_line(found, line.number)
            {
                owners.add(line.number, report);
            }
        }
    }
    scraps
}

/// Adds to each turn the report that goes on below it.
pub(super) fn link_turns(scraps: &mut [Scrap<'_>], reports: &[Found]) {
    let turns = scraps.iter_mut();
    let mut turns = turns.filter(|scrap| scrap.kind == Kind::Turn).peekable();
    if turns.peek().is_none() {
        return;
    }
    let ends = ends(reports);
    for turn in turns {
        let number = turn.lines.last().map(|line| line.number);
        let below = |number| ends.partition_point(|&(last, _)| last < number);
        let nearest = number.and_then(|number| ends.get(below(number)));
        turn.reports.extend(nearest.map(|&(_, report)| report));
    }
}

/// The last lines of the reports' parts, each with its report, in order. A part that ends above another
/// that stands before it in the report is left out: the report was met there.
fn ends(reports: &[Found]) -> Vec<(u32, usize)> {
    let mut ends = Vec::new();
    for (report, found) in reports.iter().enumerate() {
        let mut furthest = None;
        for &[_, last] in parts(found) {
            if furthest.is_none_or(|furthest| furthest < last) {
                furthest = Some(last);
                ends.push((last, report));
            }
        }
    }
    ends.sort_unstable();
    ends
}

fn parts(found: &Found) -> &[[u32; 2]] {
    let origin = found.article.origin.as_ref();
    origin.map_or(&[], |origin| origin.lines.as_slice())
}

/// Adds a line to a report's origin, unless the report has lines behind it. Returns whether it did.
fn add_line(found: &mut Found, line: u32) -> bool {
    let Some(origin) = &mut found.article.origin else {
        return false;
    };
    match origin.lines.last_mut() {
        Some([_, last]) if *last + 1 == line => *last = line,
        Some([_, last]) if *last >= line => return false,
        _ => origin.lines.push([line, line]),
    }
    true
}

/// For each line the first report that has it.
struct Owners {
    first: u32,
    reports: Vec<u32>,
}

/// No report has a line.
const NONE: u32 = u32::MAX;

impl Owners {
    fn of(reports: &[Found]) -> Self {
        let lines = || reports.iter().flat_map(parts).flatten();
        let first = lines().min().copied().unwrap_or(0);
        let last = lines().max().copied().unwrap_or(0);
        let mut owners = Self {
            first,
            reports: vec![NONE; (last - first) as usize + 1],
        };
        for (report, found) in reports.iter().enumerate() {
            for &[first, last] in parts(found) {
                (first..=last).for_each(|line| owners.add(line, report));
            }
        }
        owners
    }

    fn get(&self, line: u32) -> Option<usize> {
        let at = line.checked_sub(self.first)? as usize;
        let owner = self.reports.get(at).filter(|owner| **owner != NONE);
        owner.map(|owner| *owner as usize)
    }

    fn add(&mut self, line: u32, report: usize) {
        let Some(at) = line.checked_sub(self.first) else {
            return;
        };
        let at = at as usize;
        if at >= self.reports.len() {
            self.reports.resize(at + 1, NONE);
        }
        if let Some(owner) = self.reports.get_mut(at) {
            *owner = (*owner).min(report as u32);
        }
    }
}
