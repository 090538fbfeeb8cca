//! Reads a query as typed.
//!
//! Nothing that is typed is refused: what has no meaning of its own is text. Signs have theirs only
//! where a term begins (`AND`, `OR` and `NOT` where they stand alone, in capitals), so that `http://…`, `12:30`, `a(b)` and `a|b` within a word are what they
//! look like.

mod term;

use std::ops::Range;

use super::fault::{DEEPEST, Fault, Wrong};
use super::names::Name;
use super::{Field, Node};

/// Reads a query. There is none where nothing is asked for.
pub(super) fn read(typed: &str) -> (Option<Node>, Vec<Fault>) {
    let mut parser = Parser::new(typed);
    let root = parser.group(None);
    parser.faults.sort_by_key(|fault| fault.range.start);
    (root, parser.faults)
}

/// Returns what a query that ends here is in the middle of: a term that is not closed, or a new one.
pub(super) fn last_seen(typed: &str) -> Seen {
    let mut parser = Parser::new(typed);
    parser.group(None);
    let new = Seen {
        name: None,
        field: parser.field_at_end,
        range: typed.len()..typed.len(),
        inside: typed.len(),
    };
    let is_last = |seen: &Seen| seen.range.end == typed.len();
    parser.seen.filter(is_last).unwrap_or(new)
}

/// A word, or a phrase that is not closed.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// The name before it.
    pub(super) name: Option<Name>,
    /// The field that it is sought in.
    pub(super) field: Option<Field>,
    /// Where it stands, the quotation mark that opens it included.
    pub(super) range: Range<usize>,
    /// Where it begins without that.
    pub(super) inside: usize,
}

impl Seen {
    pub(super) fn is_quoted(&self) -> bool {
        self.inside > self.range.start
    }
}

struct Parser<'t> {
    typed: &'t str,
    /// The byte that is read next.
    at: usize,
    /// Groups that are open.
    depth: usize,
    faults: Vec<Fault>,
    /// What was read last that may go on.
    seen: Option<Seen>,
    /// The field of the innermost group that was open at the end.
    field_at_end: Option<Field>,
}

/// What stands where a term may begin.
enum Next {
    End,
    Close,
    Or,
    And,
    Term,
}

impl<'t> Parser<'t> {
    fn new(typed: &'t str) -> Self {
        Self {
            typed,
            at: 0,
            depth: 0,
            faults: Vec::new(),
            seen: None,
            field_at_end: None,
        }
    }

    /// Reads terms up to the end of the group, whose closing parenthesis it leaves.
    fn group(&mut self, field: Option<Field>) -> Option<Node> {
        // What must hold, each as those that may hold one for another.
        let mut terms: Vec<Vec<Node>> = Vec::new();
        // Where the OR stands that the next term is to be joined by.
        let mut or: Option<Range<usize>> = None;
        // Where the AND stands that the next term is to follow.
        let mut and: Option<Range<usize>> = None;
        loop {
            match self.next() {
                Next::End => {
                    self.field_at_end = self.field_at_end.or(field);
                    break;
                }
                Next::Close if self.depth > 0 => break,
                Next::Close => self.stray_close(),
                Next::Or => {
                    let sign = self.or_sign();
                    if terms.is_empty() || or.is_some() || and.is_some() {
                        self.fault(sign, Wrong::DanglingOr);
                    } else {
                        or = Some(sign);
                    }
                }
                Next::And => {
                    let sign = self.and_sign();
                    if terms.is_empty() || or.is_some() || and.is_some() {
                        self.fault(sign, Wrong::DanglingAnd);
                    } else {
                        and = Some(sign);
                    }
                }
                Next::Term => {
                    let term = self.term(field);
                    and = None;
                    match (or.take(), terms.last_mut()) {
                        (Some(_), Some(last)) => last.extend(term),
                        _ => terms.push(term.into_iter().collect()),
                    }
                }
            }
        }
        if let Some(sign) = or {
            self.fault(sign, Wrong::DanglingOr);
        }
        if let Some(sign) = and {
            self.fault(sign, Wrong::DanglingAnd);
        }
        Node::all(terms.into_iter().filter_map(Node::any))
    }

    /// Skips white space, and says what follows.
    fn next(&mut self) -> Next {
        self.skip_space();
        match self.peek() {
            None => Next::End,
            Some(c) if is_close(c) => Next::Close,
            Some('|' | '｜') => Next::Or,
            Some(_) if self.word_of(&["OR", "ＯＲ"]).is_some() => Next::Or,
            Some(_) if self.and_word().is_some() => Next::And,
            Some(_) => Next::Term,
        }
    }

    /// Returns the bytes of the word that joins what must all hold, if it stands here. Nothing is joined where it
    /// is all that is typed: then it is sought.
    fn and_word(&self) -> Option<usize> {
        let word = self.word_of(&["AND", "ＡＮＤ", "&&", "＆＆"])?;
        (self.typed.trim().len() > word).then_some(word)
    }

    /// Returns the bytes of one of some words, if it stands here alone.
    fn word_of(&self, words: &[&str]) -> Option<usize> {
        let ends = |c: char| c.is_whitespace() || is_open(c) || is_close(c) || is_quote(c);
        let word = words.iter().find(|word| self.rest().starts_with(**word))?;
        let behind = self.rest().get(word.len()..)?;
        behind.chars().next().is_none_or(ends).then_some(word.len())
    }

    fn and_sign(&mut self) -> Range<usize> {
        let start = self.at;
        self.at += self.and_word().unwrap_or(0);
        start..self.at
    }

    fn or_sign(&mut self) -> Range<usize> {
        let start = self.at;
        let is_sign = |c| matches!(c, '|' | '｜');
        if self.take(is_sign) {
            // Other programs write it twice.
            self.take(is_sign);
        } else {
            self.bump();
            self.bump();
        }
        start..self.at
    }

    fn stray_close(&mut self) {
        let start = self.at;
        self.bump();
        self.fault(start..self.at, Wrong::StrayClose);
    }

    /// Reads a group behind its opening parenthesis, which begins at `open`.
    fn parenthesized(&mut self, open: usize, field: Option<Field>) -> Option<Node> {
        let sign = open..self.at;
        if self.depth == DEEPEST {
            // The parenthesis that closes it closes nothing then, or the group around it early.
            self.fault(sign, Wrong::TooDeep);
            return None;
        }
        self.depth += 1;
        let node = self.group(field);
        self.depth -= 1;
        if !self.take(is_close) {
            self.fault(sign, Wrong::OpenGroup);
        }
        node
    }

    fn fault(&mut self, range: Range<usize>, wrong: Wrong) {
        self.faults.push(Fault { range, wrong });
    }

    fn rest(&self) -> &'t str {
        self.typed.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Takes the next character if it is of a kind.
    fn take(&mut self, is_wanted: impl FnOnce(char) -> bool) -> bool {
        let takes = self.peek().is_some_and(is_wanted);
        if takes {
            self.bump();
        }
        takes
    }

    fn skip_space(&mut self) {
        while self.take(char::is_whitespace) {}
    }
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | '）')
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

fn is_quote(c: char) -> bool {
    !closers(c).is_empty()
}

/// The marks that close what a quotation mark opens: its own, and those of the other key that a hand
/// or an input method may have taken.
fn closers(open: char) -> &'static [&'static [char]] {
    match open {
        '"' | '＂' => &[&['"', '＂'], &['“', '”']],
        '“' | '”' => &[&['“', '”'], &['"', '＂']],
        '「' => &[&['」']],
        '『' => &[&['』']],
        _ => &[],
    }
}
