//! The people whom a citation names, and how.

use super::super::clean;
use crate::article::{Article, Author, byline};

/// How many authors are named.
const MOST_AUTHORS: usize = 3;

/// How names in Latin letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// John Smith.
    AsPrinted,
    /// SMITH J, of GB/T 7714—2015.
    Capitals,
    /// Smith J, of GB/T 7714—2025. Names in pinyin are not shortened.
    Initials,
}

/// The authors' names, of more than three the first three.
pub(super) fn cited(article: &Article, form: Form, separator: &str, others: &str) -> String {
    let names = names(article);
    let shown: Vec<_> = names
        .iter()
        .take(MOST_AUTHORS)
        .map(|name| written(name, form))
        .collect();
    let rest = if names.len() > MOST_AUTHORS {
        others
    } else {
        ""
    };
    format!("{}{rest}", shown.join(separator))
}

fn names(article: &Article) -> Vec<String> {
    // A field may hold what is printed, with the role in it.
    let given = article.authors.iter().flat_map(|author| {
        let role = author.role.clone();
        let name = clean(&author.name);
        let mut read = byline::authors(&name);
        // An institution that a field names is its author.
        if read.is_empty() && !name.is_empty() {
            read.push(Author { name, role: None });
        }
        let read = read.into_iter();
        read.map(move |read| (read.name, role.clone().or(read.role).unwrap_or_default()))
    });
    let mut all: Vec<_> = given.collect();
    let printed = clean(article.byline.as_deref().unwrap_or_default());
    if all.is_empty() {
        let read = byline::authors(&printed).into_iter();
        all.extend(read.map(|read| (read.name, read.role.unwrap_or_default())));
    }
    let wrote = |role: &str| {
        !["摄", "攝", "编辑", "編輯"]
            .iter()
            .any(|word| role.contains(word))
    };
    let any_wrote = all.iter().any(|(_, role)| wrote(role));
    let mut names = Vec::new();
    for (name, role) in all {
        if (wrote(&role) || !any_wrote) && !names.contains(&name) {
            names.push(name);
        }
    }
    // 本报评论员 signs for the newspaper: that is a role and no name.
    if names.is_empty() && printed.ends_with(['员', '員']) {
        names.push(printed);
    }
    names
}

/// Returns whether a text has a Chinese character.
pub(super) fn is_han(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{3007}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}'))
}

/// Writes a name; one in Latin letters with the family's name first.
fn written(name: &str, form: Form) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_latin = name.chars().all(|c| !c.is_alphabetic() || c < '\u{250}');
    if form == Form::AsPrinted || !is_latin || words.len() < 2 || is_institution(&words) {
        return name.to_owned();
    }
    let Name {
        family,
        given,
        suffix,
        is_pinyin,
    } = Name::of(&words);
    let given: Vec<String> = match (form, is_pinyin) {
        (Form::Initials, true) => given.iter().map(|word| (*word).to_owned()).collect(),
        (Form::Initials, false) => given.iter().map(|word| initials(word, "-")).collect(),
        (_, true) => given.iter().map(|word| syllables(word)).collect(),
        (_, false) => given.iter().map(|word| initials(word, " ")).collect(),
    };
    let family = match form {
        Form::Capitals => family.to_uppercase(),
        _ => family,
    };
    let parts = [&[family], &*given].concat();
    let suffix = suffix
        .map(|suffix| format!(" {suffix}"))
        .unwrap_or_default();
    format!("{}{suffix}", parts.join(" "))
}

/// Words in names of institutions, which are not inverted.
const INSTITUTIONS: [&str; 16] = [
    "agency",
    "press",
    "news",
    "daily",
    "times",
    "post",
    "staff",
    "team",
    "editors",
    "office",
    "service",
    "bureau",
    "group",
    "university",
    "institute",
    "the",
];

fn is_institution(words: &[&str]) -> bool {
    let is_word = |word: &&str| INSTITUTIONS.contains(&word.to_lowercase().as_str());
    words.iter().any(is_word)
}

/// A name in Latin letters.
struct Name<'t> {
    family: String,
    given: Vec<&'t str>,
    suffix: Option<&'t str>,
    is_pinyin: bool,
}

impl<'t> Name<'t> {
    /// Reads a name of two words or more.
    fn of(words: &[&'t str]) -> Self {
        let (words, suffix) = match words {
            [rest @ .., last] if rest.len() > 1 && is_suffix(last) => (rest, Some(*last)),
            _ => (words, None),
        };
        let whole = |family: &[&str], given: &[&'t str], is_pinyin| Self {
            family: family.join(" "),
            given: given.to_vec(),
            suffix,
            is_pinyin,
        };
        match words {
            [family, given @ ..] | [given @ .., family] if is_pinyin_name(family, given) => {
                whole(&[family], given, true)
            }
            // It is inverted already: Smith J.
            [family, given @ ..]
                if !is_initials(family) && given.iter().all(|word| is_initials(word)) =>
            {
                whole(&[family], given, false)
            }
            words => {
                let last = words.len().saturating_sub(1);
                let particles = words
                    .iter()
                    .take(last)
                    .rev()
                    .take_while(|word| is_particle(word));
                let start = last - particles.count();
                let (given, family) = words.split_at_checked(start).unwrap_or_default();
                whole(family, given, false)
            }
        }
    }
}

fn is_suffix(word: &str) -> bool {
    ["Jr", "Jr.", "Sr", "Sr.", "II", "III"].contains(&word)
}

fn is_particle(word: &str) -> bool {
    [
        "van", "von", "der", "den", "de", "da", "di", "du", "la", "le", "del", "bin", "al", "ter",
    ]
    .contains(&word)
}

fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() <= 2 && letters.clone().all(char::is_uppercase) && letters.count() > 0
}

/// The first letters of a given name, each part's: Jean-Luc is J-L, J.K. is J K.
fn initials(word: &str, hyphen: &str) -> String {
    let parts = word.split('-').map(|part| {
        let letters = part.split('.').filter_map(|part| part.chars().next());
        letters
            .map(|c| c.to_uppercase().to_string())
            .collect::<Vec<_>>()
            .join(" ")
    });
    parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(hyphen)
}

/// Family names in pinyin.
const FAMILIES: &str = " wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang \
    xie song tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu lyu ding ren \
    shen yao lai zhong tan fan fang shi jin qiu qin gu hou shao meng long wan duan lei qian yin yan yi chang qiao he \
    gong wen pang kong bai cui kang mao xiong hao xia dai ouyang sima zhuge ";

fn is_pinyin_name(family: &str, given: &[&str]) -> bool {
    let is_family = FAMILIES.contains(&format!(" {} ", family.to_lowercase()));
    is_family && !given.is_empty() && given.iter().all(|word| starts(word).is_some())
}

/// The first letters of the syllables of a given name in pinyin.
fn syllables(word: &str) -> String {
    let letters = starts(word).unwrap_or_default();
    letters
        .iter()
        .map(char::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Splits pinyin into syllables; returns their first letters, large. `None` is no pinyin.
fn starts(word: &str) -> Option<Vec<char>> {
    let word = word.to_lowercase();
    let mut starts = Vec::new();
    for part in word.split(['-', '\'', '’']) {
        let mut rest = part;
        while !rest.is_empty() {
            starts.push(rest.chars().next()?.to_ascii_uppercase());
            rest = behind_syllable(rest)?;
        }
    }
    Some(starts)
}

/// Takes the longest syllable that leaves no letters that are none.
fn behind_syllable(text: &str) -> Option<&str> {
    const INITIALS: [&str; 24] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x",
        "r", "z", "c", "s", "y", "w", "",
    ];
    const FINALS: [&str; 36] = [
        "iang", "iong", "uang", "ang", "eng", "ong", "ian", "iao", "ing", "uai", "uan", "ai", "ei",
        "ao", "ou", "an", "en", "er", "ia", "ie", "iu", "in", "ua", "uo", "ui", "un", "ue", "ve",
        "yu", "a", "o", "e", "i", "u", "v", "ü",
    ];
    let initial = INITIALS
        .iter()
        .find_map(|initial| text.strip_prefix(initial))?;
    FINALS.iter().find_map(|last| {
        let rest = initial.strip_prefix(last)?;
        let is_whole = rest.is_empty() || behind_syllable(rest).is_some();
        is_whole.then_some(rest)
    })
}
