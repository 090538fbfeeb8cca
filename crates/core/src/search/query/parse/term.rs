//! One term of a query: a word, a phrase, a group, or any of them excluded or in a field.

use std::ops::Range;

use super::super::fault::Wrong;
use super::super::names::{self, Name};
use super::super::{Field, Mark, Node, Text, dates};
use super::{Parser, Seen, closers, is_close, is_colon, is_open};

/// A word or a phrase.
struct Value<'t> {
    text: &'t str,
    /// Where it stands, without quotation marks.
    range: Range<usize>,
    /// Whether it stood without quotation marks.
    bare: bool,
}

impl<'t> Parser<'t> {
    /// Reads a term; there is at least one character of it.
    pub(super) fn term(&mut self, field: Option<Field>) -> Option<Node> {
        let mut excluded = false;
        while let Some(length) = self.not_word() {
            let sign = self.at..self.at + length;
            self.at += length;
            self.skip_space();
            excluded = !excluded;
            if self.peek().is_none_or(is_close) {
                self.fault(sign, Wrong::DanglingNot);
                return None;
            }
        }
        if self.is_excluded() {
            self.bump();
            excluded = !excluded;
        } else if self.is_required() {
            self.bump();
        }
        let node = self.positive(field);
        if excluded { node.map(Node::not) } else { node }
    }

    /// Returns the bytes of the word that excludes what follows it, if it stands here. Where it is all that is typed
    /// it is sought.
    fn not_word(&self) -> Option<usize> {
        let word = self.word_of(&["NOT", "ＮＯＴ"])?;
        (self.typed.trim().len() > word).then_some(word)
    }

    /// A plus sign says that the word behind it must be there, as every word must. Before a figure it is text, and
    /// so it is alone.
    fn is_required(&self) -> bool {
        let mut characters = self.rest().chars();
        let is_plus = |c: char| matches!(c, '+' | '＋');
        characters.next().is_some_and(is_plus)
            && characters.next().is_some_and(|c| {
                let is_text = c.is_numeric() || is_plus(c) || is_close(c);
                !is_text && !c.is_whitespace()
            })
    }

    /// A dash excludes what follows it; one alone, and two, are text.
    fn is_excluded(&self) -> bool {
        let mut characters = self.rest().chars();
        let is_dash = |c: char| matches!(c, '-' | '－' | '−');
        characters.next().is_some_and(is_dash)
            && characters
                .next()
                .is_some_and(|c| !c.is_whitespace() && !is_dash(c) && !is_close(c))
    }

    fn positive(&mut self, field: Option<Field>) -> Option<Node> {
        let start = self.at;
        if self.take(is_open) {
            return self.parenthesized(start, field);
        }
        let phrase = self.phrase();
        let name = if phrase.is_some() { None } else { self.name() };
        let Some((name, colon)) = name else {
            let value = phrase.unwrap_or_else(|| self.word());
            self.see(start, None, field, &value);
            return text(field, &value);
        };
        self.at = colon;
        match name {
            Name::Field(field) => self.in_field(start, field),
            name => self.with_value(start, name),
        }
    }

    /// Returns the name that stands here, and where its colon ends.
    fn name(&mut self) -> Option<(Name, usize)> {
        let rest = self.rest();
        let colon = rest.find(|c: char| c.is_whitespace() || is_colon(c) || is_close(c))?;
        let (typed, behind) = rest.split_at_checked(colon)?;
        let sign = behind.chars().next().filter(|c| is_colon(*c))?;
        let colon = self.at + colon;
        if let Some(name) = names::name(typed) {
            return Some((name, colon + sign.len_utf8()));
        }
        if let Some(meant) = names::nearly(typed) {
            self.fault(self.at..colon, Wrong::NearlyField(meant));
        }
        None
    }

    /// Reads what is sought in a field whose name begins at `start`.
    fn in_field(&mut self, start: usize, field: Field) -> Option<Node> {
        let open = self.at;
        if self.take(is_open) {
            return self.parenthesized(open, Some(field));
        }
        let value = self.value(start, Name::Field(field))?;
        let node = text(Some(field), &value);
        if node.is_none() {
            self.fault(start..self.at, Wrong::EmptyField);
        }
        node
    }

    /// Reads a date, a mark or an id behind a name that begins at `start`.
    fn with_value(&mut self, start: usize, name: Name) -> Option<Node> {
        let value = self.value(start, name)?;
        let (node, wrong) = match name {
            Name::Is => marked(value.text),
            Name::Like => (Some(Node::Like(value.text.to_owned())), None),
            name => dated(name, value.text),
        };
        if let Some(wrong) = wrong {
            let empty = value.range.is_empty();
            let range = if empty { start..self.at } else { value.range };
            self.fault(range, wrong);
        }
        node
    }

    /// Reads a phrase or a word behind a name that begins at `start`, if there is one.
    fn value(&mut self, start: usize, name: Name) -> Option<Value<'t>> {
        let begin = self.at;
        let value = self.phrase().unwrap_or_else(|| self.word());
        let field = match name {
            Name::Field(field) => Some(field),
            _ => None,
        };
        self.see(begin, Some(name), field, &value);
        if value.range.is_empty() && value.bare {
            self.fault(start..self.at, Wrong::EmptyField);
            return None;
        }
        Some(value)
    }

    /// Keeps a value that begins at `start` as what was read last, unless a quotation mark closed it.
    fn see(&mut self, start: usize, name: Option<Name>, field: Option<Field>, value: &Value) {
        let is_open = value.range.end == self.at;
        self.seen = is_open.then_some(Seen {
            name,
            field,
            range: start..self.at,
            inside: value.range.start,
        });
    }

    /// Reads a phrase if a quotation mark stands here; one that nothing closes goes on to the end.
    fn phrase(&mut self) -> Option<Value<'t>> {
        let start = self.at;
        let closers = closers(self.peek()?);
        if closers.is_empty() {
            return None;
        }
        self.bump();
        let inside = self.at;
        let found = closers.iter().find_map(|close| self.rest().find(*close));
        let length = found.unwrap_or_else(|| {
            self.fault(start..inside, Wrong::OpenQuote);
            self.rest().len()
        });
        let text = self.rest().get(..length).unwrap_or_default();
        self.at += length;
        self.bump();
        Some(Value {
            text,
            range: inside..inside + length,
            bare: false,
        })
    }

    /// Reads up to white space, or to the parenthesis that closes the group.
    fn word(&mut self) -> Value<'t> {
        let start = self.at;
        let mut open = 0_usize;
        while let Some(c) = self.peek() {
            let is_stray = is_close(c) && open == 0;
            if c.is_whitespace() || is_stray && self.closes() {
                break;
            }
            if is_stray {
                while self.take(is_close) {}
                continue;
            }
            if is_open(c) {
                open += 1;
            } else if is_close(c) {
                open -= 1;
            }
            self.bump();
        }
        let text = self.typed.get(start..self.at).unwrap_or_default();
        Value {
            text,
            range: start..self.at,
            bare: true,
        }
    }

    /// Returns whether the closing parentheses here, of none in the word, are no part of the word: they
    /// close groups, or they end the word and close nothing.
    fn closes(&self) -> bool {
        let behind = || self.rest().trim_start_matches(is_close).chars().next();
        self.depth > 0 || behind().is_none_or(char::is_whitespace)
    }
}

fn text(field: Option<Field>, value: &Value) -> Option<Node> {
    Text::new(field, value.text, value.bare).map(Node::Text)
}

fn marked(typed: &str) -> (Option<Node>, Option<Wrong>) {
    let mark: Option<Mark> = names::mark(typed);
    let wrong = mark.is_none().then_some(Wrong::UnknownMark);
    (mark.map(Node::Is), wrong)
}

fn dated(name: Name, typed: &str) -> (Option<Node>, Option<Wrong>) {
    let whole = |range: Option<_>| {
        let range = range.ok_or(Wrong::BadDate)?;
        Ok((range, None))
    };
    let range = match name {
        Name::After => whole(dates::after(typed)),
        Name::Before => whole(dates::before(typed)),
        _ => dates::within(typed),
    };
    match range {
        Ok((range, wrong)) => (Some(Node::Date(range)), wrong),
        Err(wrong) => (None, Some(wrong)),
    }
}
