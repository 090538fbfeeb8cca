//! Which bytes of a converted text stand for which of its source.

use std::ops::Range;

/// Which bytes of a converted text stand for which of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// In order, and each where the one before it ends.
    spans: Vec<Span>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Span {
    source: Range<usize>,
    shown: Range<usize>,
    /// Whether the characters are one for one, each of as many bytes: then so are the places.
    is_even: bool,
}

impl Places {
    /// Adds what comes next: a piece of the source, and what it became.
    pub(super) fn push(&mut self, source: &str, shown: &str) {
        let lengths = |text: &str| text.chars().map(char::len_utf8).collect::<Vec<_>>();
        let is_even = lengths(source) == lengths(shown);
        let last = self.spans.last();
        let (from, to) = last.map_or((0, 0), |last| (last.source.end, last.shown.end));
        let (source, shown) = (from..from + source.len(), to..to + shown.len());
        match self.spans.last_mut().filter(|last| last.is_even && is_even) {
            Some(last) => (last.source.end, last.shown.end) = (source.end, shown.end),
            None => self.spans.push(Span {
                source,
                shown,
                is_even,
            }),
        }
    }

    /// Returns what stands for some bytes of the source; of a phrase that became another, all of that.
    pub fn shown(&self, source: Range<usize>) -> Range<usize> {
        self.mapped(&source, |span| (&span.source, &span.shown))
    }

    /// Returns the bytes of the source for which some bytes stand.
    pub fn source(&self, shown: Range<usize>) -> Range<usize> {
        self.mapped(&shown, |span| (&span.shown, &span.source))
    }

    fn mapped(
        &self,
        range: &Range<usize>,
        sides: impl Fn(&Span) -> (&Range<usize>, &Range<usize>),
    ) -> Range<usize> {
        let end = self.spans.last().map_or(0, |last| sides(last).1.end);
        let span_of = |byte: usize| {
            let at = self.spans.partition_point(|span| sides(span).0.end <= byte);
            self.spans.get(at)
        };
        let start = span_of(range.start).map_or(end, |span| {
            let (from, to) = sides(span);
            if span.is_even {
                to.start + (range.start - from.start)
            } else {
                to.start
            }
        });
        let Some(last) = range.end.checked_sub(1).filter(|last| *last >= range.start) else {
            return start..start;
        };
        let end = span_of(last).map_or(end, |span| {
            let (from, to) = sides(span);
            if span.is_even {
                to.start + (range.end - from.start)
            } else {
                to.end
            }
        });
        start..end
    }
}
