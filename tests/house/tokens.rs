//! Rust source as words and signs, without comments, strings and lifetimes: a path named in a
//! comment or a string imports nothing.

use std::iter::Peekable;
use std::str::Chars;

/// A piece of Rust source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// An identifier, a keyword or a number.
    Word(String),
    /// `::`
    PathSeparator,
    /// Any other character.
    Sign(char),
}

impl Token {
    /// Returns the word, if it is one.
    pub(crate) fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.word() == Some(word)
    }
}

/// Splits source text into its tokens.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = source.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.next_if_eq(&'/').is_some() => skip_past(&mut rest, '\n'),
            '/' if rest.next_if_eq(&'*').is_some() => skip_block_comment(&mut rest),
            '"' => skip_string(&mut rest, '"'),
            '\'' => skip_quoted(&mut rest),
            ':' if rest.next_if_eq(&':').is_some() => tokens.push(Token::PathSeparator),
            _ if is_word(c) => {
                let mut word = String::from(c);
                while let Some(c) = rest.next_if(|&c| is_word(c)) {
                    word.push(c);
                }
                if !(matches!(word.as_str(), "r" | "br" | "cr") && skip_raw_string(&mut rest)) {
                    tokens.push(Token::Word(word));
                }
            }
            _ if c.is_whitespace() => {}
            _ => tokens.push(Token::Sign(c)),
        }
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn skip_past(rest: &mut Peekable<Chars>, end: char) {
    for c in rest.by_ref() {
        if c == end {
            return;
        }
    }
}

/// Block comments nest.
fn skip_block_comment(rest: &mut Peekable<Chars>) {
    let mut depth = 1;
    while depth > 0 {
        match rest.next() {
            Some('*') if rest.next_if_eq(&'/').is_some() => depth -= 1,
            Some('/') if rest.next_if_eq(&'*').is_some() => depth += 1,
            Some(_) => {}
            None => return,
        }
    }
}

fn skip_string(rest: &mut Peekable<Chars>, end: char) {
    while let Some(c) = rest.next() {
        if c == '\\' {
            rest.next();
        } else if c == end {
            return;
        }
    }
}

/// A quotation mark opens a character (`'a'`, `'\n'`) or names a lifetime (`'a`).
fn skip_quoted(rest: &mut Peekable<Chars>) {
    let mut ahead = rest.clone();
    let first = ahead.next();
    if first == Some('\\') || ahead.next() == Some('\'') {
        skip_string(rest, '\'');
    } else {
        while rest.next_if(|&c| is_word(c)).is_some() {}
    }
}

/// Skips `#"…"#` with any number of `#`; `r#name` is no string and stays.
fn skip_raw_string(rest: &mut Peekable<Chars>) -> bool {
    let hashes = rest.clone().take_while(|&c| c == '#').count();
    if rest.clone().nth(hashes) != Some('"') {
        return false;
    }
    rest.nth(hashes);
    loop {
        skip_past(rest, '"');
        if rest.clone().take(hashes).all(|c| c == '#') {
            rest.take(hashes).for_each(drop);
            return true;
        }
    }
}

#[cfg(test)]
fn words(source: &str) -> Vec<String> {
    let word = |token: &Token| token.word().map(str::to_owned);
    tokens(source).iter().filter_map(word).collect()
}

#[test]
fn comments_strings_and_lifetimes_are_no_words() {
    assert_eq!(words("a // b\nc /* d /* e */ f */ g"), ["a", "c", "g"]);
    assert_eq!(words(r#"a "b \" c" d"#), ["a", "d"]);
    assert_eq!(words("a r##\"b \"# c\"## d"), ["a", "d"]);
    assert_eq!(words(r"a '\'' b 'c' d &'e f"), ["a", "b", "d", "f"]);
    assert_eq!(words("r#type + \"unclosed b"), ["r", "type"]);
}

#[test]
fn two_colons_are_one_token() {
    let word = |text: &str| Token::Word(text.to_owned());
    let path = [word("a"), Token::PathSeparator, word("b")];
    assert_eq!(tokens("a::b"), path);
    assert_eq!(tokens("a:b")[1], Token::Sign(':'));
}
