//! A query's texts, sought in one article after another.
//!
//! Few texts are sought each by itself, which reads memory as fast as it comes and ends at the first
//! place. Many are sought [together](super::together) in one pass, so that a query costs what the text
//! is long, however many words it has.

use std::cell::OnceCell;

use super::Query;
use super::folded::Held;
use super::query::Text;
use super::spans::{Seeker, Spans, WholeSpans};
use super::together::{Scan, Together};

/// So many texts are sought together; fewer are sought one by one.
pub(super) const MANY: usize = 8;

/// The texts of a query, made ready to be sought.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// In the texts' order.
    seekers: Vec<Seeker>,
    /// For each whether it is shown where it stands.
    shown: Vec<bool>,
    together: Option<Together>,
}

impl Texts {
    /// Takes all texts of a query, those that are excluded among them.
    pub(super) fn all(query: &Query) -> Self {
        Self::new(&query.all_texts(), &query.texts())
    }

    /// Takes the texts that are shown where they stand.
    pub(super) fn shown(query: &Query) -> Self {
        let shown = query.texts();
        Self::new(&shown, &shown)
    }

    fn new(texts: &[&Text], shown: &[&Text]) -> Self {
        let seekers: Vec<_> = texts.iter().map(|text| Seeker::new(text)).collect();
        let is_many = seekers.len() >= MANY;
        Self {
            shown: texts
                .iter()
                .map(|text| shown.binary_search(text).is_ok())
                .collect(),
            together: is_many.then(|| Together::new(&seekers)).flatten(),
            seekers,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.seekers.is_empty()
    }

    /// Seeks each text by itself, however many there are.
    #[cfg(test)]
    pub(super) fn one_by_one(self) -> Self {
        Self {
            together: None,
            ..self
        }
    }

    /// Returns the number of a text that is one of these.
    pub(super) fn number(&self, text: &Text) -> usize {
        self.seekers.partition_point(|seeker| seeker.text() < text)
    }

    /// Returns whether a text may be pinyin.
    pub(super) fn is_loose(&self, number: usize) -> bool {
        self.seekers.get(number).is_some_and(Seeker::is_loose)
    }

    /// Looks at an article. `superseded` says when it need not be looked at any more.
    pub(super) fn look<'a>(&'a self, held: Held<'a>, superseded: &'a dyn Fn() -> bool) -> Look<'a> {
        Look {
            texts: self,
            held,
            superseded,
            scan: OnceCell::new(),
            said: OnceCell::new(),
        }
    }
}

/// What is known of the texts in one article; it is sought as it is asked for.
pub(super) struct Look<'a> {
    texts: &'a Texts,
    held: Held<'a>,
    superseded: &'a dyn Fn() -> bool,
    scan: OnceCell<Scan>,
    /// For each text whether it may be said in the article.
    said: OnceCell<Vec<bool>>,
}

impl<'a> Look<'a> {
    pub(super) fn held(&self) -> &Held<'a> {
        &self.held
    }

    /// Returns what is sought of a text.
    pub(super) fn needle(&self, number: usize) -> &'a str {
        let seeker = self.seeker(number);
        seeker.map_or("", |seeker| seeker.text().needle.as_str())
    }

    /// Returns whether a text stands in the article as it is typed.
    pub(super) fn is_in(&self, number: usize) -> bool {
        match self.scan() {
            Some(scan) => scan.has(number),
            None => self.seeker(number).is_some_and(|s| s.is_in(&self.held)),
        }
    }

    /// Returns whether a text stands there as pinyin.
    pub(super) fn is_said(&self, number: usize) -> bool {
        let seeker = self.seeker(number).filter(|_| self.may_be_said(number));
        seeker.is_some_and(|seeker| seeker.said(&self.held).next().is_some())
    }

    /// Returns whether a text stands in the headline, or the lines above and below it; with `pinyin` also
    /// as that.
    pub(super) fn is_in_title(&self, number: usize, pinyin: bool) -> bool {
        let Some(seeker) = self.seeker(number) else {
            return false;
        };
        let as_typed = match self.scan() {
            Some(scan) => scan.has_in_title(number),
            None => seeker.is_in_title(&self.held),
        };
        as_typed || pinyin && self.may_be_said(number) && seeker.is_said_in_title(&self.held)
    }

    /// Returns where the texts stand that are shown, as whole characters; with `pinyin` those as pinyin that
    /// nowhere stand as they are typed.
    pub(super) fn spans(&self, pinyin: bool) -> WholeSpans<'a> {
        WholeSpans::new(self.found(pinyin), self.held.expanded)
    }

    fn found(&self, pinyin: bool) -> Spans<'a> {
        let Some(scan) = self.scan() else {
            let shown = self.shown().map(|(_, seeker)| seeker);
            return Spans::Merged(shown.map(|s| s.places(&self.held, pinyin)).collect());
        };
        let only_said = |&(number, seeker): &(usize, &Seeker)| {
            pinyin && seeker.is_loose() && !scan.has(number) && self.may_be_said(number)
        };
        let said = self.shown().filter(only_said);
        let said = said.flat_map(|(_, seeker)| seeker.said(&self.held));
        Spans::Listed(scan.spans_with(said).into_iter())
    }

    /// Returns whether the article was not looked through to its end, because nobody waits for it.
    pub(super) fn is_stopped(&self) -> bool {
        self.scan.get().is_some_and(Scan::is_stopped)
    }

    fn seeker(&self, number: usize) -> Option<&'a Seeker> {
        self.texts.seekers.get(number)
    }

    fn shown(&self) -> impl Iterator<Item = (usize, &'a Seeker)> {
        let all = self.texts.seekers.iter().enumerate();
        let all = all.zip(&self.texts.shown);
        all.filter_map(|(seeker, is_shown)| is_shown.then_some(seeker))
    }

    fn scan(&self) -> Option<&Scan> {
        let Texts {
            seekers,
            shown,
            together,
        } = self.texts;
        let together = together.as_ref()?;
        let scan = || together.scan(seekers, shown, &self.held, self.superseded);
        Some(self.scan.get_or_init(scan))
    }

    fn may_be_said(&self, number: usize) -> bool {
        let Some(together) = &self.texts.together else {
            return true;
        };
        let said = self.said.get_or_init(|| together.said(&self.held));
        said.get(number).copied().unwrap_or_default()
    }
}
