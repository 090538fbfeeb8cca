//! The names in a byline: `本报记者 郭树勋`, `记者 李明 通讯员 王芳`, `李明/文 王芳/图`, `文/李明 图/王芳`.
//!
//! Chinese names are set with marks or with spaces between them, and a name of two characters often
//! has a space inside so that it fills three. An office (记者) stands before the names that it holds for; the work
//! that was done (文, 图, 整理) stands before them or behind. The office is the role, and where there is none the
//! work is, but for writing: that is what a byline is for.
//!
//! Pages and stores are read alike here.

mod words;

use std::collections::HashSet;

use super::{Author, numerals};
use words::Work;

/// The people that a byline names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// They, each once, in order.
    pub people: Vec<Author>,
    /// Whether it says more than that: who made the page, where the report is from, what somebody is.
    pub says_more: bool,
}

/// Reads the authors that a byline names. A name that is met twice is given once.
pub fn authors(byline: &str) -> Vec<Author> {
    read(byline).people
}

/// Reads a byline.
pub fn read(byline: &str) -> Byline {
    // Most fields of authors hold one name alone, and need no more than that.
    let name = byline.trim();
    if words::is_name_alone(name) {
        let author = Author {
            name: name.to_owned(),
            role: None,
        };
        return Byline {
            people: vec![author],
            says_more: false,
        };
    }
    read_words(byline)
}

/// Reads a byline word by word.
fn read_words(byline: &str) -> Byline {
    let mut says_more = false;
    let plain = without_brackets(byline, &mut says_more);
    let mut tokens = Vec::new();
    let mut names = 0;
    let mut words = split(&plain).into_iter().peekable();
    while let Some(word) = words.next() {
        if let Some(before) = words::before_deed(&word) {
            // What follows tells what they learned.
            says_more = true;
            if !before.is_empty() {
                tokenize(before, &mut names, &mut tokens, &mut says_more);
            }
            break;
        }
        if let Some(name) = words::picture_giver(&word) {
            says_more = true;
            tokenize(
                &format!("摄影{name}"),
                &mut names,
                &mut tokens,
                &mut says_more,
            );
            continue;
        }
        if let Some(place) = words::from(&word) {
            says_more = true;
            // The place may stand apart.
            if place.is_empty() && words.peek().is_some_and(|next| !words::is_word(next)) {
                words.next();
            }
            continue;
        }
        if words::is_label(&word) {
            says_more = true;
            // What it tells, up to the next who is named by what he is or did.
            while words.next_if(|next| !words::is_word(next)).is_some() {}
            continue;
        }
        tokenize(&word, &mut names, &mut tokens, &mut says_more);
    }
    let people = people(&tokens, is_traditional(byline), &mut says_more);
    Byline { people, says_more }
}

/// Returns whether a word names an office, a paper or an account, or signs for nobody: 河湾市气象局, 新华社, 小编.
pub fn is_nobody(word: &str) -> bool {
    words::is_nobody(word)
}

/// Returns whether a word may be the whole name of a person: a surname with one or two characters behind it.
pub fn may_be_name(word: &str) -> bool {
    words::may_be_name(word)
}

/// Returns whether a word may be the names of one person or several, which stand side by side: 李明王芳.
pub fn may_be_names(word: &str) -> bool {
    may_be_name(word) || parted(word).is_some()
}

/// Returns a name without the place behind it, whether that is one that is known or not: 李明江城.
pub fn without_place(word: &str) -> &str {
    words::name_before_place(word)
        .or_else(|| words::name_before_unknown_place(word))
        .unwrap_or(word)
}

/// Parts names that stand side by side without anything between them; `None` where they cannot be parted, or in more than
/// one way.
fn parted(word: &str) -> Option<Vec<String>> {
    const LONGEST: usize = 16;
    let characters: Vec<char> = word.chars().collect();
    let count = characters.len();
    if !(4..=LONGEST).contains(&count) || !characters.iter().all(|&c| is_han_character(c)) {
        return None;
    }
    // How many ways there are to part the characters from each place on, and the length of the first name.
    let mut ways = vec![(0_u32, 0_usize); count + 1];
    if let Some(end) = ways.last_mut() {
        *end = (1, 0);
    }
    for at in (0..count).rev() {
        let mut here = (0, 0);
        for length in 2..=3 {
            let after = ways.get(at + length).map_or(0, |(ways, _)| *ways);
            let name: String = characters.iter().skip(at).take(length).collect();
            if after > 0 && may_be_name(&name) {
                here = (here.0 + after, length);
            }
        }
        if let Some(way) = ways.get_mut(at) {
            *way = here;
        }
    }
    if ways.first()?.0 != 1 {
        return None;
    }
    let mut names = Vec::new();
    let mut rest = characters.as_slice();
    while let Some(&(_, length)) = ways.get(count - rest.len()).filter(|_| !rest.is_empty()) {
        let (name, after) = rest.split_at_checked(length)?;
        names.push(name.iter().collect());
        rest = after;
    }
    Some(names)
}

fn is_han_character(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3fffd}')
}

/// Splits a list of names or subject words at marks, and at spaces between Han characters.
pub fn words(list: &str) -> Vec<String> {
    let marks = |c: char| "、，,；;/／|｜：:\n\r\t()（）【】[]".contains(c);
    list.split(marks).flat_map(spaced).collect()
}

/// A word of a byline.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Office(&'static str),
    Work {
        work: &'static [Work],
        /// Whether it is one character, as only behind a name or before a mark.
        is_short: bool,
    },
    /// Who is named next made the page.
    Staff,
    Name(String),
}

impl Token {
    fn work(word: &str) -> Option<Self> {
        let is_short = word.chars().count() == 1;
        Some(Self::Work {
            work: words::work(word)?,
            is_short,
        })
    }
}

/// Takes brackets away: around all of a byline or around an office with its names they are nothing; 摄 in them is
/// work; anything else in them is said of somebody and kept in the byline only (a nationality, a place of work).
fn without_brackets(byline: &str, says_more: &mut bool) -> String {
    let mut plain = String::with_capacity(byline.len());
    let mut rest = byline;
    while let Some((before, behind)) = rest.split_once(['(', '（', '【', '〔', '[', '［']) {
        let (inside, after) = behind
            .split_once([')', '）', '】', '〕', ']', '］'])
            .unwrap_or((behind, ""));
        plain.push_str(before);
        let is_all = plain.trim().is_empty() && after.trim().is_empty();
        let is_work = words::work(inside.trim()).is_some();
        if is_all
            || is_work
            || words::office(inside).is_some() && !inside.contains(words::NO_OFFICE)
        {
            plain.extend([" ", inside, " "]);
        } else {
            *says_more = true;
        }
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// Splits a byline into words, without the signs before it.
fn split(byline: &str) -> Vec<String> {
    let signs = |c: char| "□■◎●○◆◇▲△▼▽★☆※·•＊*—–-_".contains(c) || c.is_whitespace();
    let byline = byline.trim_start_matches(signs);
    let by = byline.get(..3).filter(|by| by.eq_ignore_ascii_case("by "));
    let byline = by.and_then(|by| byline.strip_prefix(by)).unwrap_or(byline);
    let each = byline.replace(" and ", "、").replace(" & ", "、");
    words(&each)
        .into_iter()
        .map(|word| word.trim_matches(signs).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Adds the tokens of a word that is no place; `names` counts the names since the last office.
fn tokenize(word: &str, names: &mut usize, tokens: &mut Vec<Token>, says_more: &mut bool) {
    if let Some(work) = Token::work(word) {
        tokens.push(work);
    } else if words::is_empty(word) {
        // 等 says that there are others.
        *says_more |= word.starts_with('等');
    } else if let Some((before, office, behind)) = words::office(word) {
        before_office(before, tokens, says_more);
        tokens.push(Token::Office(office));
        *names = 0;
        if !behind.is_empty() {
            tokenize(behind, names, tokens, says_more);
        }
    } else if let Some(behind) = words::staff(word) {
        *says_more = true;
        tokens.push(Token::Staff);
        if !behind.is_empty() {
            tokens.push(Token::Name(behind.to_owned()));
        }
    } else if let Some(rest) = words::without_report(word).filter(|rest| rest.chars().count() != 1)
    {
        let person =
            words::name_before_place(rest).or_else(|| words::name_before_unknown_place(rest));
        *says_more |= person.is_some();
        let rest = person.unwrap_or(rest);
        let is_place = words::is_place(rest) || *names > 0 && !words::is_like_name(rest);
        if is_place && words::work(rest).is_none() {
            *says_more = true;
        } else if !rest.is_empty() {
            tokenize(rest, names, tokens, says_more);
        }
    } else if let Some((work, name)) = words::work_before(word) {
        tokens.extend(Token::work(work));
        name_of(name, names, tokens, says_more);
    } else if let Some((name, work)) = words::work_behind(word) {
        name_of(name, names, tokens, says_more);
        tokens.extend(Token::work(work));
    } else {
        name_of(word, names, tokens, says_more);
    }
}

/// What stands before an office is the name of one who is signed before, or an institution: 李明通讯员王芳, 本报记者.
fn before_office(before: &str, tokens: &mut Vec<Token>, says_more: &mut bool) {
    let before = before.trim_end_matches(['、', '，']);
    if before.is_empty() || words::is_empty(before) {
        return;
    }
    let follows_office = matches!(tokens.last(), Some(Token::Office(_)));
    let length = before.chars().count();
    let is_signed = follows_office && (2..=4).contains(&length) && !words::is_nobody(before);
    if let Some(several) = parted(before).filter(|_| !may_be_name(before)) {
        tokens.extend(several.into_iter().map(Token::Name));
    } else if is_signed || words::is_like_name(before) {
        tokens.push(Token::Name(before.to_owned()));
    } else {
        *says_more = true;
    }
}

fn name_of(word: &str, names: &mut usize, tokens: &mut Vec<Token>, says_more: &mut bool) {
    // 李明等, 李明等3人.
    let others = word.rsplit_once('等').filter(|(name, others)| {
        let number = others.strip_suffix('人').unwrap_or(others);
        let is_count = numerals::number(number).is_some_and(|(_, rest)| rest.is_empty());
        name.chars().count() > 1 && (number.is_empty() || is_count)
    });
    let name = others.map_or(word, |(name, _)| name);
    *says_more |= name.len() < word.len();
    if words::is_nobody(name) {
        *says_more = true;
        return;
    }
    *names += 1;
    match parted(name).filter(|_| !may_be_name(name)) {
        Some(several) => tokens.extend(several.into_iter().map(Token::Name)),
        None => tokens.push(Token::Name(name.to_owned())),
    }
}

/// Someone who is named, with what is known of him.
struct Person {
    name: String,
    office: Option<&'static str>,
    work: Vec<Work>,
}

/// Gives the names their roles.
fn people(tokens: &[Token], traditional: bool, says_more: &mut bool) -> Vec<Author> {
    let mut people: Vec<Person> = Vec::new();
    let (mut office, mut before): (Option<&'static str>, Vec<Work>) = (None, Vec::new());
    let (mut since, mut is_staff) = (0, false);
    let mut rest = tokens;
    while let Some((token, behind)) = rest.split_first() {
        rest = behind;
        match token {
            Token::Office(named) => {
                (office, is_staff) = (Some(*named), false);
                since = people.len();
            }
            Token::Staff => is_staff = true,
            Token::Name(_) if is_staff => *says_more = true,
            Token::Name(name) => people.push(Person {
                name: name.clone(),
                office,
                work: before.clone(),
            }),
            Token::Work { work, .. } => {
                let mut done = work.to_vec();
                let is_behind = is_behind(tokens, token, behind);
                while let Some((Token::Work { work, .. }, behind)) = rest.split_first() {
                    done.extend_from_slice(work);
                    rest = behind;
                }
                is_staff = false;
                if is_behind || rest.is_empty() {
                    for person in people.iter_mut().skip(since) {
                        person.work.extend_from_slice(&done);
                    }
                } else {
                    (office, before) = (None, done);
                }
                since = people.len();
            }
        }
    }
    let mut known = HashSet::new();
    people.retain(|person| known.insert(person.name.clone()));
    let author = |person: Person| person.into_author(traditional);
    people.into_iter().map(author).collect()
}

/// Returns whether work stands behind those who did it: a name begins the byline, and it is one character (文) or
/// work ends the byline. Else it is before them.
fn is_behind(tokens: &[Token], token: &Token, behind: &[Token]) -> bool {
    let first = tokens
        .iter()
        .find(|token| !matches!(token, Token::Office(_)));
    let is_short = matches!(token, Token::Work { is_short: true, .. });
    let ends = matches!(behind.last().unwrap_or(token), Token::Work { .. });
    matches!(first, Some(Token::Name(_))) && (is_short || ends)
}

impl Person {
    fn into_author(self, traditional: bool) -> Author {
        let did = self.work.iter().min().and_then(|work| match work {
            Work::Wrote => None,
            Work::Photographed if traditional => Some("攝影"),
            Work::Photographed => Some("摄影"),
            Work::Other(named) => Some(*named),
        });
        let office = self.office.filter(|office| *office != words::NO_OFFICE);
        Author {
            name: self.name,
            role: office.or(did).map(str::to_owned),
        }
    }
}

/// Returns whether a byline is in traditional characters, as far as its words tell.
fn is_traditional(byline: &str) -> bool {
    byline.contains(['圖', '攝', '記', '導', '報', '員', '訊', '譯', '編', '綜'])
}

/// Splits a piece of a list at spaces, unless they are within a foreign name (John Smith) or fill a
/// short one (王　芳, 欧阳　娜).
fn spaced(piece: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    // Whether the last word is a surname that waits for its other half.
    let mut half = false;
    for part in piece.split_whitespace() {
        let length = part.chars().count();
        let is_name = is_han(part) && !words::is_word(part);
        match words.last_mut() {
            Some(last) if half && length <= 2 && is_han(part) && (length == 1 || is_name) => {
                if length == 2 && words::work(part).is_some() {
                    half = false;
                } else {
                    last.push_str(part);
                    half = false;
                    continue;
                }
            }
            Some(last) if !is_han(part) && !is_han(last) => {
                last.push(' ');
                last.push_str(part);
                continue;
            }
            _ => half = is_name && (length == 1 || words::is_surname_of_two(part)),
        }
        words.push(part.to_owned());
    }
    words
}

fn is_han(word: &str) -> bool {
    word.chars()
        .any(|c| !c.is_ascii() && !('À'..='ʯ').contains(&c))
}

#[cfg(test)]
mod tests;
