//! Rust source as words, signs and strings, without comments and lifetimes: a path named in a comment
//! or a string imports nothing.

use std::iter::Peekable;
use std::str::Chars;

/// A piece of Rust source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// An identifier, a keyword or a number.
    Word(String),
    /// `::`
    PathSeparator,
    /// What stands in a string, with its escapes.
    Text(String),
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
            '"' => tokens.push(Token::Text(string(&mut rest, '"'))),
            '\'' => skip_quoted(&mut rest),
            ':' if rest.next_if_eq(&':').is_some() => tokens.push(Token::PathSeparator),
            _ if is_word(c) => {
                let mut word = String::from(c);
                while let Some(c) = rest.next_if(|&c| is_word(c)) {
                    word.push(c);
                }
                let is_raw = matches!(word.as_str(), "r" | "br" | "cr");
                let text = is_raw.then(|| raw_string(&mut rest)).flatten();
                tokens.push(text.map_or(Token::Word(word), Token::Text));
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
    rest.by_ref().find(|c| *c == end);
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

/// Reads a string up to its end.
fn string(rest: &mut Peekable<Chars>, end: char) -> String {
    let mut text = String::new();
    while let Some(c) = rest.next().filter(|c| *c != end) {
        text.push(c);
        if c == '\\' {
            text.extend(rest.next());
        }
    }
    text
}

/// A quotation mark opens a character (`'a'`, `'\n'`) or names a lifetime (`'a`).
fn skip_quoted(rest: &mut Peekable<Chars>) {
    let mut ahead = rest.clone();
    let first = ahead.next();
    if first == Some('\\') || ahead.next() == Some('\'') {
        string(rest, '\'');
    } else {
        while rest.next_if(|&c| is_word(c)).is_some() {}
    }
}

/// Reads `#"…"#` with any number of `#`; `r#name` is no string and stays.
fn raw_string(rest: &mut Peekable<Chars>) -> Option<String> {
    let hashes = rest.clone().take_while(|&c| c == '#').count();
    if rest.clone().nth(hashes) != Some('"') {
        return None;
    }
    rest.nth(hashes);
    let mut text = String::new();
    for c in rest.by_ref() {
        text.push(c);
        let is_end = text.strip_suffix(&"#".repeat(hashes));
        if let Some(text) = is_end.and_then(|text| text.strip_suffix('"')) {
            return Some(text.to_owned());
        }
    }
    Some(text)
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
    let texts = tokens(r##"a "b \" c" r#"d " e"# r"f""##);
    let text = |text: &str| Token::Text(text.to_owned());
    let expected = [text(r#"b \" c"#), text(r#"d " e"#), text("f")];
    assert_eq!(texts[1..], expected);
}

#[test]
fn two_colons_are_one_token() {
    let word = |text: &str| Token::Word(text.to_owned());
    let path = [word("a"), Token::PathSeparator, word("b")];
    assert_eq!(tokens("a::b"), path);
    assert_eq!(tokens("a:b")[1], Token::Sign(':'));
}
