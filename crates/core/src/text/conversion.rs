//! Simplified and traditional Chinese (简繁转换), by the tables of `OpenCC`: the longest phrase that the text goes on with
//! is taken first (but none that parts a word), then single characters, and the words of Taiwan or Hong Kong are put
//! within what was taken.
//!
//! What is shown can have another length than its source (互联网, 網際網路), so a conversion tells which bytes stand for
//! which ([`Places`]). The tables are read on first use: who converts nothing pays nothing.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::class::Class;
use super::words::is_word;

mod places;
mod strays;

pub use places::Places;
pub use strays::{is_traditional, traditional};

/// A form of Chinese writing, which a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// 简体.
    Simplified,
    /// 繁體.
    Traditional,
}

/// Characters that say in which script a text is: more change nothing any more.
const TELLING: usize = 400;

impl Script {
    /// Returns the script of a text, as most of those characters tell that are of one alone; simplified where none
    /// does, and `None` where it has no Han characters.
    pub fn of(text: &str) -> Option<Self> {
        let tells = |c: char| match (TO_SIMPLIFIED.has(c), TO_TRADITIONAL.has(c)) {
            (true, false) => 1_i32,
            (false, true) => -1,
            _ => 0,
        };
        let told = text.chars().map(tells).filter(|tells| *tells != 0);
        let is_traditional = told.take(TELLING).sum::<i32>() > 0;
        let is_han = |c: char| Class::of(c) == Class::Han;
        text.chars().any(is_han).then_some(if is_traditional {
            Self::Traditional
        } else {
            Self::Simplified
        })
    }
}

/// In which characters a text is shown, and with whose words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ShownScript {
    /// As it is written.
    #[default]
    Original,
    /// Simplified.
    Simplified,
    /// Traditional, its words as they are.
    Traditional,
    /// Traditional with the words and characters of Taiwan.
    Taiwan,
    /// Traditional with the words and characters of Hong Kong.
    HongKong,
}

impl ShownScript {
    /// Each, by the name that settings have for it.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("original", Self::Original),
        ("simplified", Self::Simplified),
        ("traditional", Self::Traditional),
        ("taiwan", Self::Taiwan),
        ("hongkong", Self::HongKong),
    ];

    /// Returns the name that settings have for it.
    pub fn name(self) -> &'static str {
        let named = Self::NAMES.into_iter().find(|(_, script)| *script == self);
        named.map_or("original", |(name, _)| name)
    }

    /// Returns the script of a name.
    pub fn named(name: &str) -> Option<Self> {
        let mut names = Self::NAMES.into_iter();
        names.find_map(|(known, script)| (known == name).then_some(script))
    }
}

/// A text that was converted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Converted {
    /// What it became.
    pub text: String,
    /// Which bytes of it stand for which of its source.
    pub places: Places,
}

/// Converts a text that is written in a script. `None` where it is shown as it is.
pub fn convert(text: &str, written: Option<Script>, shown: ShownScript) -> Option<Converted> {
    let converted = match (shown, written == Some(Script::Traditional)) {
        (ShownScript::Original, _)
        | (ShownScript::Simplified, false)
        | (ShownScript::Traditional, true) => {
            return None;
        }
        (ShownScript::Simplified, true) => in_one_step(text, &TO_SIMPLIFIED),
        (ShownScript::Traditional, false) => in_one_step(text, &TO_TRADITIONAL),
        (ShownScript::Taiwan, true) => in_one_step(text, &TAIWAN),
        (ShownScript::HongKong, true) => in_one_step(text, &HONG_KONG),
        (ShownScript::Taiwan, false) => in_two_steps(text, &TO_TRADITIONAL, &TAIWAN),
        (ShownScript::HongKong, false) => in_two_steps(text, &TO_TRADITIONAL, &HONG_KONG),
    };
    Some(converted)
}

static TO_TRADITIONAL: LazyLock<Table> = LazyLock::new(|| {
    Table::of(&[
        include_str!("conversion/st_phrases.txt"),
        include_str!("conversion/st_characters.txt"),
    ])
});
static TO_SIMPLIFIED: LazyLock<Table> = LazyLock::new(|| {
    Table::of(&[
        include_str!("conversion/ts_phrases.txt"),
        include_str!("conversion/ts_characters.txt"),
    ])
});
static TAIWAN: LazyLock<Table> =
    LazyLock::new(|| Table::of(&[include_str!("conversion/taiwan.txt")]));
static HONG_KONG: LazyLock<Table> =
    LazyLock::new(|| Table::of(&[include_str!("conversion/hongkong.txt")]));

/// What phrases and characters become.
struct Table {
    /// `None` where each character of a phrase becomes what it becomes alone.
    entries: HashMap<&'static str, Option<&'static str>>,
    /// How many characters the longest entry has that begins with a character.
    longest: HashMap<char, usize>,
}

/// A piece of a text, and what it becomes.
struct Piece<'t> {
    source: &'t str,
    shown: Cow<'t, str>,
}

impl Table {
    fn of(files: &[&'static str]) -> Self {
        let mut table = Self {
            entries: HashMap::new(),
            longest: HashMap::new(),
        };
        let lines = files.iter().flat_map(|file| file.lines());
        for line in lines.filter(|line| !line.starts_with('#')) {
            let (key, value) = match line.split_once('\t') {
                Some((key, value)) => (key, Some(value)),
                None => (line, None),
            };
            let Some(first) = key.chars().next() else {
                continue;
            };
            table.entries.entry(key).or_insert(value);
            let longest = table.longest.entry(first).or_default();
            *longest = (*longest).max(key.chars().count());
        }
        table
    }

    fn has(&self, c: char) -> bool {
        self.entries.contains_key(&*c.encode_utf8(&mut [0; 4]))
    }

    /// Cuts a text into the longest entries that it goes on with, and single characters. An entry that is no word
    /// gives way to a word that begins within it: 百年历史 is 百年 and 历史, though 年历 is an entry.
    fn pieces<'t>(&self, text: &'t str) -> impl Iterator<Item = Piece<'t>> {
        let mut rest = text;
        std::iter::from_fn(move || {
            let longest = self.piece(rest)?;
            let piece = match self.word_within(rest, longest.source) {
                Some(start) => self.piece(rest.get(..start)?)?,
                None => longest,
            };
            rest = rest.get(piece.source.len()..).unwrap_or_default();
            Some(piece)
        })
    }

    /// The longest entry that a text begins with, or its first character.
    fn piece<'t>(&self, text: &'t str) -> Option<Piece<'t>> {
        let first = text.chars().next()?;
        let (source, shown) = self.entry(text, first).unwrap_or_else(|| {
            let source = text.get(..first.len_utf8()).unwrap_or(text);
            (source, source.into())
        });
        Some(Piece { source, shown })
    }

    /// The longest entry that a text begins with, and what it becomes.
    fn entry<'t>(&self, text: &'t str, first: char) -> Option<(&'t str, Cow<'t, str>)> {
        let longest = *self.longest.get(&first)?;
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        let ends: Vec<usize> = ends.take(longest).collect();
        let mut prefixes = ends.into_iter().rev().filter_map(|end| text.get(..end));
        prefixes.find_map(|prefix| {
            let shown = self.entries.get(prefix)?;
            let one_by_one = || prefix.chars().map(|c| self.alone(c)).collect();
            Some((prefix, shown.map_or_else(one_by_one, Cow::Borrowed)))
        })
    }

    /// The byte at which a word begins within an entry that is none, and reaches beyond it.
    fn word_within(&self, text: &str, entry: &str) -> Option<usize> {
        let mut inner = entry.char_indices().skip(1);
        let start = inner.find_map(|(at, c)| {
            let (word, _) = self.entry(text.get(at..)?, c)?;
            (at + word.len() > entry.len() && is_word(word)).then_some(at)
        })?;
        (!is_word(entry)).then_some(start)
    }

    fn alone(&self, c: char) -> char {
        let entry = self.entries.get(&*c.encode_utf8(&mut [0; 4]));
        let shown = entry.and_then(|shown| shown.as_ref()?.chars().next());
        shown.unwrap_or(c)
    }
}

fn in_one_step(text: &str, table: &Table) -> Converted {
    let mut converted = Converted::default();
    for piece in table.pieces(text) {
        converted.push(piece.source, &piece.shown);
    }
    converted
}

/// Converts by one table, and each phrase that it took by the other, and what stands between two phrases.
fn in_two_steps(text: &str, first: &Table, second: &Table) -> Converted {
    let mut converted = Converted::default();
    let mut between = (String::new(), String::new());
    for piece in first.pieces(text) {
        let is_phrase = piece.source.chars().nth(1).is_some();
        if is_phrase {
            converted.push_by(second, &std::mem::take(&mut between));
            converted.push_by(second, &(piece.source.to_owned(), piece.shown.into_owned()));
        } else {
            between.0.push_str(piece.source);
            between.1.push_str(&piece.shown);
        }
    }
    converted.push_by(second, &between);
    converted
}

impl Converted {
    fn push(&mut self, source: &str, shown: &str) {
        self.text.push_str(shown);
        self.places.push(source, shown);
    }

    /// Adds what a source became, by one more table. The first has as many characters on either side.
    fn push_by(&mut self, table: &Table, (source, became): &(String, String)) {
        let mut rest = source.as_str();
        for piece in table.pieces(became) {
            let count = piece.source.chars().count();
            let end = rest
                .char_indices()
                .nth(count)
                .map_or(rest.len(), |(at, _)| at);
            let (own, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
            self.push(own, &piece.shown);
            rest = behind;
        }
    }

    /// Returns where some bytes of the source stand in the text.
    pub fn shown(&self, source: Range<usize>) -> Range<usize> {
        self.places.shown(source)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn converted(text: &str, script: ShownScript) -> String {
        convert(text, Script::of(text), script).map_or(text.to_owned(), |done| done.text)
    }

    #[test]
    fn a_text_is_in_simplified_or_traditional_characters() {
        for (text, script) in [
            (
                "三百名志愿者上山植树，台湾里程、皇后、干部、发面",
                Some(Script::Simplified),
            ),
            ("三百名志願者上山植樹", Some(Script::Traditional)),
            ("旧桥改建", Some(Script::Simplified)),
            ("舊橋改建", Some(Script::Traditional)),
            // Of a name alone nothing tells.
            (
                "郭樹勋上山植树，雨停了，树苗来自邻县，路还通",
                Some(Script::Simplified),
            ),
            ("Old bridge, 2019", None),
            ("", None),
        ] {
            assert_eq!(Script::of(text), script, "{text}");
        }
    }

    #[test]
    fn phrases_decide_what_a_character_becomes() {
        for (text, script, expected) in [
            (
                "四百多人参加，领导人参与",
                ShownScript::Traditional,
                "四百多人參加，領導人參與",
            ),
            ("理发后发展头发", ShownScript::Traditional, "理髮後發展頭髮"),
            // From the left, the entries 生发, 年历, 俄制 and 新征 would come first.
            (
                "医生发现百年历史，对俄制裁，踏上新征程",
                ShownScript::Traditional,
                "醫生發現百年歷史，對俄制裁，踏上新征程",
            ),
            ("皇后在树后", ShownScript::Traditional, "皇后在樹後"),
            (
                "打开互联网的软件",
                ShownScript::Traditional,
                "打開互聯網的軟件",
            ),
            (
                "打开互联网的软件",
                ShownScript::Taiwan,
                "開啟網際網路的軟體",
            ),
            ("里面的软件", ShownScript::HongKong, "裏面的軟件"),
            (
                "乾隆年間的乾燥頭髮",
                ShownScript::Simplified,
                "乾隆年间的干燥头发",
            ),
            ("樹後的軟件", ShownScript::Traditional, "樹後的軟件"),
            ("树后的软件", ShownScript::Simplified, "树后的软件"),
            ("树后的软件", ShownScript::Original, "树后的软件"),
        ] {
            assert_eq!(converted(text, script), expected, "{text} to {script:?}");
        }
    }

    #[test]
    fn a_hit_covers_what_a_phrase_became() {
        let text = "在互联网上发展";
        let done = convert(text, Some(Script::Simplified), ShownScript::Taiwan).unwrap();
        let shown = |word: &str| {
            let at = text.find(word).unwrap();
            let shown = done.shown(at..at + word.len());
            done.text.get(shown).unwrap().to_owned()
        };
        for (word, expected) in [
            ("互联网", "網際網路"),
            ("联", "網際網路"),
            ("网上", "網際網路上"),
            ("发展", "發展"),
            ("展", "展"),
        ] {
            assert_eq!(shown(word), expected, "{word}");
        }
    }

    proptest! {
        #[test]
        fn places_lead_there_and_back(
            text in "([一-龥，。a-z𣗊]|互联网|打印机|软件|头发){0,30}",
            script in prop::sample::select(vec![ShownScript::Simplified, ShownScript::Traditional, ShownScript::Taiwan, ShownScript::HongKong]),
            written in prop::sample::select(vec![None, Some(Script::Simplified), Some(Script::Traditional)]),
        ) {
            let Some(done) = convert(&text, written, script) else {
                return Ok(());
            };
            prop_assert_eq!(done.shown(0..text.len()), 0..done.text.len());
            let mut before = 0;
            for (at, c) in text.char_indices() {
                let source = at..at + c.len_utf8();
                let shown = done.shown(source.clone());
                prop_assert!(done.text.get(shown.clone()).is_some(), "{:?}", shown);
                prop_assert!(shown.start >= before);
                before = shown.start;
                let back = done.places.source(shown);
                prop_assert!(back.start <= source.start && source.end <= back.end);
                prop_assert!(text.get(back).is_some());
            }
        }
    }
}
