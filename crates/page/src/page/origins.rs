//! Which report a line of the page is from: for what is printed twice, and for what goes on here.

use std::collections::{BTreeMap, HashMap};

use super::duplicates::Copy;
use super::unplaced::{Kind, Lines, Owners, Scrap};
use crate::article::Article;

/// The lines of a page's reports.
#[derive(Debug)]
pub(super) struct Origins {
    /// The number of the first line.
    first: u32,
    /// For each line the first report that has it.
    owners: Vec<u32>,
    /// The last lines of the reports' parts, each with its report.
    ends: Vec<(u32, u32)>,
    /// The last line of each report.
    last: Vec<u32>,
}

/// No report has a line.
const NONE: u32 = u32::MAX;

impl Origins {
    /// Makes room for the lines of a page.
    pub(super) fn of(printed: &[u32]) -> Self {
        let first = printed.first().copied().unwrap_or(0);
        let last = printed.last().copied().unwrap_or(0);
        Self {
            first,
            owners: vec![NONE; (last - first) as usize + 1],
            ends: Vec::new(),
            last: Vec::new(),
        }
    }

    /// Adds the lines of the next report.
    pub(super) fn add(&mut self, report: usize, article: &Article) {
        let origin = article.origin.as_ref();
        let parts = origin.map_or(&[][..], |origin| &origin.lines);
        for &[first, last] in parts {
            (first..=last).for_each(|line| self.own(line, report));
            self.ends.push((last, report as u32));
        }
        self.last.push(parts.last().map_or(0, |[_, last]| *last));
    }

    fn own(&mut self, line: u32, report: usize) {
        let at = line.checked_sub(self.first).map(|at| at as usize);
        if let Some(owner) = at.and_then(|at| self.owners.get_mut(at)) {
            *owner = (*owner).min(report as u32);
        }
    }

    fn owner(&self, line: u32) -> Option<usize> {
        let at = line.checked_sub(self.first)? as usize;
        let owner = self.owners.get(at).filter(|owner| **owner != NONE);
        owner.map(|owner| *owner as usize)
    }

    /// Finds the lines that reports have a second time, and adds them to the scraps.
    pub(super) fn add_copies<'t>(
        &mut self,
        copies: &'t [Copy<'t>],
        scraps: &mut Vec<Scrap<'t>>,
    ) -> Repeated {
        let mut repeated = Repeated::default();
        for copy in copies {
            let mut lines = copy.lines.as_slice();
            let mut of = copy.of.as_slice();
            while let Some(&first) = of.first() {
                let report = self.owner(first);
                // What was repeated so far may be repeated again.
                let same = lines.iter().zip(of).take_while(|(line, of)| {
                    let same = self.owner(**of) == report;
                    if same
                        && let Some(report) = report
                        && self.repeat(report, line.number, &mut repeated)
                    {
                        self.own(line.number, report);
                    }
                    same
                });
                let count = same.count();
                let (run, rest) = lines.split_at(count);
                scraps.push(Scrap {
                    kind: Kind::Copy,
                    lines: Lines::Row(run),
                    reports: report.map_or(Owners::NONE, Owners::one),
                });
                (lines, of) = (rest, of.get(count..).unwrap_or_default());
            }
        }
        repeated
    }

    /// Adds a line to a report's, unless the report has lines behind it. Returns whether it did.
    fn repeat(&self, report: usize, line: u32, repeated: &mut Repeated) -> bool {
        let own = self.last.get(report).copied().unwrap_or(0);
        let lines = repeated.lines.entry(report).or_default();
        match lines.last_mut() {
            Some([_, last]) if *last + 1 == line => *last = line,
            Some([_, last]) if *last >= line => return false,
            None if own >= line => return false,
            _ => lines.push([line, line]),
        }
        true
    }

    /// Adds to each turn the report that goes on below it.
    pub(super) fn link_turns(mut self, scraps: &mut [Scrap<'_>], repeated: &Repeated) {
        let turns = scraps.iter_mut();
        let mut turns = turns.filter(|scrap| scrap.kind == Kind::Turn).peekable();
        if turns.peek().is_none() {
            return;
        }
        self.end_behind(repeated);
        let ends = self.ends;
        for turn in turns {
            let number = turn.lines().last().map(|line| line.number);
            let below = |number| ends.partition_point(|&(last, _)| last < number);
            let nearest = number.and_then(|number| ends.get(below(number)));
            if let Some(&(_, report)) = nearest {
                turn.reports = Owners::one(report as usize);
            }
        }
    }

    /// Adds the ends of repeated lines, and puts all in order.
    fn end_behind(&mut self, repeated: &Repeated) {
        let mut longer = HashMap::new();
        for (&report, lines) in &repeated.lines {
            let own = self.last.get(report).copied().unwrap_or(0);
            for &[first, last] in lines {
                if first == own + 1 {
                    longer.insert((own, report as u32), last);
                } else {
                    self.ends.push((last, report as u32));
                }
            }
        }
        for end in &mut self.ends {
            if let Some(&last) = longer.get(end) {
                end.0 = last;
            }
        }
        self.ends.sort_unstable();
    }
}

/// The lines that reports have a second time, by the report.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    lines: BTreeMap<usize, Vec<[u32; 2]>>,
}

impl Repeated {
    /// Adds to a report's lines those that it has a second time.
    pub(super) fn extend(&self, report: usize, lines: &mut Vec<[u32; 2]>) {
        for &[first, last] in self.lines.get(&report).into_iter().flatten() {
            match lines.last_mut() {
                Some([_, before]) if *before + 1 == first => *before = last,
                _ => lines.push([first, last]),
            }
        }
    }
}
