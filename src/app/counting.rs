//! The panels of what is counted: names to narrow a search by, and times.

use super::Model;
use super::facets::{Names, Times};
use super::overlay::{Kind, Overlay};
use super::question::{Question, Wish};
use crate::corpus::{Counting, Counts};

impl Model {
    /// Opens the panel of names.
    pub(super) fn show_names(&mut self) {
        self.show(Kind::Names(Names::new(self.search.order.once)));
        self.count(Counting::Facets);
    }

    /// Opens the panel of times.
    pub(super) fn show_times(&mut self) {
        let asked = self.asked_for();
        self.show(Kind::Times(Times::of(&asked, self.search.order.once)));
        self.count(Counting::Times);
    }

    /// Asks for what is to be shown of what is looked for.
    pub(super) fn count(&mut self, counting: Counting) {
        self.questions.counted_for = self.search.generation();
        let question = Question::Count {
            generation: self.search.generation(),
            query: self.search.query().clone(),
            once: self.search.order.once,
            counting,
        };
        self.ask_outside(Wish::Count(counting), question);
    }

    /// Takes what was counted.
    pub(super) fn counted(&mut self, counts: Counts) {
        let lines = self.window.overlay_height();
        match (
            self.front.overlays.last_mut().map(Overlay::kind_mut),
            counts,
        ) {
            (Some(Kind::Names(names)), Counts::Facets(facets)) => names.take(facets),
            (Some(Kind::Times(times)), Counts::Times(days)) => times.take(days, lines),
            (None, Counts::Values(kind, facet)) => self.take_values(kind, &facet),
            _ => {}
        }
    }

    /// Shows another kind of name, or another span of time; closes what has none.
    pub(super) fn turn(&mut self, back: bool) {
        match self.front.overlays.last_mut().map(Overlay::kind_mut) {
            Some(Kind::Names(names)) => names.turn(back),
            Some(Kind::Times(times)) => times.turn(back),
            Some(Kind::Comparison(comparison)) => comparison.turn(back),
            _ => drop(self.front.overlays.pop()),
        }
    }

    /// Narrows the search by the selected name or time; closes what has nothing to select.
    pub(super) fn choose(&mut self) {
        let closed = self.front.overlays.pop();
        let term = match closed.as_ref().map(Overlay::kind) {
            Some(Kind::Reports(choice)) => return self.report_chosen(choice),
            Some(Kind::Names(names)) => names.term(),
            Some(Kind::Times(times)) => times.term(),
            _ => None,
        };
        if let Some(term) = term {
            let narrowed = narrowed(self.search.typed().trim(), &term);
            self.look_for(&narrowed);
        }
    }
}

/// Adds a term to a query. Of a year and its month, or a month and its day, the finer says it all.
fn narrowed(typed: &str, term: &str) -> String {
    let mut words = typed.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    let is_either = words
        .next()
        .is_some_and(|word| matches!(word, "OR" | "|" | "｜"));
    let is_of_date = |c: char| c.is_ascii_digit() || c == '-';
    let is_date = last
        .strip_prefix("date:")
        .is_some_and(|date| !date.is_empty() && date.chars().all(is_of_date));
    match typed.strip_suffix(last) {
        _ if typed.is_empty() => term.to_owned(),
        Some(_) if is_date && !is_either && last.starts_with(term) => typed.to_owned(),
        Some(before) if is_date && !is_either && term.starts_with(last) => {
            format!("{before}{term}")
        }
        _ => format!("{typed} {term}"),
    }
}

#[cfg(test)]
mod tests {
    use super::narrowed;

    #[test]
    fn a_finer_date_takes_the_place_of_the_coarser_where_both_are_asked_for() {
        for (typed, term, all) in [
            ("", "date:2017", "date:2017"),
            ("雪", "date:2017", "雪 date:2017"),
            ("雪 date:2017", "date:2017-06", "雪 date:2017-06"),
            ("雪 date:2017-06", "date:2017", "雪 date:2017-06"),
            ("date:2017", "date:2018", "date:2017 date:2018"),
            (
                "雪 OR date:2017",
                "date:2017-06",
                "雪 OR date:2017 date:2017-06",
            ),
            (
                "(雪 | date:2017)",
                "date:2017",
                "(雪 | date:2017) date:2017",
            ),
            ("-date:2017", "date:2017-06", "-date:2017 date:2017-06"),
        ] {
            assert_eq!(narrowed(typed, term), all);
        }
    }
}
