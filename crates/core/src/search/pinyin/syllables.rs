//! How Han characters are said.

use std::sync::LazyLock;

use ib_matcher::pinyin::{PinyinData, PinyinNotation};

use crate::text::fold;

/// A syllable without its tone, in ASCII letters; ü is v, and again u and yu.
pub(super) type Syllable = str;

/// Initials of more than one letter.
pub(super) const INITIALS_OF_TWO: [&str; 3] = ["zh", "ch", "sh"];

/// Han characters that are said anyhow begin and end here: 〇, and the ideographs of the third plane.
const FIRST: u32 = 0x3007;
const LAST: u32 = 0x31FFF;

/// How every character is said.
pub(super) struct Syllables {
    all: Vec<Box<Syllable>>,
    /// For each character from [`FIRST`] on where its readings end in `readings`.
    ends: Vec<u32>,
    /// Indices of `all`.
    readings: Vec<u16>,
    /// For each character from [`FIRST`] on the index of its usual reading, or [`NONE`].
    usual: Vec<u16>,
}

/// No index of a syllable.
const NONE: u16 = u16::MAX;

impl Syllables {
    /// Returns the one table. It is made on first use, in some hundredths of a second.
    pub(super) fn get() -> &'static Self {
        static TABLE: LazyLock<Syllables> = LazyLock::new(Syllables::new);
        &TABLE
    }

    /// Returns every syllable, in order.
    pub(super) fn all(&self) -> &[Box<Syllable>] {
        &self.all
    }

    /// Returns the readings of a character of folded text, as indices of [`all`](Self::all).
    #[inline]
    pub(super) fn of(&self, c: char) -> &[u16] {
        let Some(at) = (c as u32).checked_sub(FIRST).map(|at| at as usize) else {
            return &[];
        };
        let Some(&end) = self.ends.get(at) else {
            return &[];
        };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = start.copied().unwrap_or(0);
        self.readings
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    fn new() -> Self {
        let data = PinyinData::new(PinyinNotation::Ascii);
        let mut said = readings(&data);
        said.sort_unstable();
        said.dedup();
        let mut all: Vec<Box<Syllable>> = said.iter().map(|(_, said)| said.clone()).collect();
        all.sort_unstable();
        all.dedup();
        let mut ends = Vec::with_capacity((LAST - FIRST + 1) as usize);
        let mut readings = Vec::with_capacity(said.len());
        let mut said = said.into_iter().peekable();
        for point in FIRST..=LAST {
            while let Some((_, syllable)) = said.next_if(|(c, _)| *c as u32 == point) {
                let index = all.binary_search(&syllable).ok();
                readings.extend(index.and_then(|index| u16::try_from(index).ok()));
            }
            ends.push(readings.len() as u32);
        }
        let usual = (FIRST..=LAST).map(|point| {
            let said = char::from_u32(point).and_then(|c| usual(&data, c))?;
            let index = all.binary_search(&said).ok()?;
            u16::try_from(index).ok()
        });
        Self {
            usual: usual.map(|index| index.unwrap_or(NONE)).collect(),
            all,
            ends,
            readings,
        }
    }
}

/// Common characters whose usual reading is not the first in the alphabet, in which order the data name them.
const USUAL: [(char, &str); 48] = [
    ('重', "zhong"),
    ('行', "xing"),
    ('校', "xiao"),
    ('万', "wan"),
    ('石', "shi"),
    ('说', "shuo"),
    ('单', "dan"),
    ('强', "qiang"),
    ('地', "di"),
    ('着', "zhe"),
    ('率', "shuai"),
    ('广', "guang"),
    ('厂', "chang"),
    ('合', "he"),
    ('红', "hong"),
    ('南', "nan"),
    ('家', "jia"),
    ('区', "qu"),
    ('县', "xian"),
    ('体', "ti"),
    ('系', "xi"),
    ('觉', "jue"),
    ('露', "lu"),
    ('落', "luo"),
    ('期', "qi"),
    ('奇', "qi"),
    ('其', "qi"),
    ('似', "si"),
    ('提', "ti"),
    ('土', "tu"),
    ('许', "xu"),
    ('血', "xue"),
    ('种', "zhong"),
    ('追', "zhui"),
    ('综', "zong"),
    ('秘', "mi"),
    ('读', "du"),
    ('活', "huo"),
    ('近', "jin"),
    ('居', "ju"),
    ('内', "nei"),
    ('能', "neng"),
    ('思', "si"),
    ('夏', "xia"),
    ('信', "xin"),
    ('英', "ying"),
    ('治', "zhi"),
    ('扎', "zha"),
];

/// Returns the reading of a character that it has most often, as far as that is known, or else its first.
fn usual(data: &PinyinData, c: char) -> Option<Box<Syllable>> {
    let mut first = USUAL
        .iter()
        .find(|(known, _)| *known == c)
        .map(|(_, said)| Box::from(*said));
    data.get_pinyins_and_for_each(c, |pinyin| {
        if first.is_none() {
            first = pinyin.notation(PinyinNotation::Ascii).map(Box::from);
        }
    });
    first
}

/// Readings of surnames and places that dictionaries of words do not give, and spellings of their own: Shaanxi is
/// not Shanxi.
const NAMES: [(char, &str); 10] = [
    ('陕', "shaan"),
    // Surnames.
    ('贠', "yun"),
    ('黑', "he"),
    ('郗', "chi"),
    ('费', "bi"),
    // Places: 乐亭, 宕昌, 阿房宫, 解州, 叶县.
    ('乐', "lao"),
    ('宕', "tan"),
    ('房', "pang"),
    ('解', "hai"),
    ('叶', "she"),
];

/// Every reading of what every character folds to.
fn readings(data: &PinyinData) -> Vec<(char, Box<Syllable>)> {
    let mut readings = Vec::new();
    for c in (FIRST..=LAST).filter_map(char::from_u32) {
        let mut said: Vec<Box<Syllable>> = Vec::new();
        data.get_pinyins_and_for_each(c, |pinyin| {
            said.extend(pinyin.notation(PinyinNotation::Ascii).map(Box::from));
        });
        for syllable in said {
            add(c, syllable, &mut readings);
        }
    }
    for (c, syllable) in NAMES {
        add(c, syllable.into(), &mut readings);
    }
    readings
}

/// Adds a reading for what a character folds to, where that is one.
fn add(c: char, syllable: Box<Syllable>, readings: &mut Vec<(char, Box<Syllable>)>) {
    let folded = fold::fold(c.encode_utf8(&mut [0; 4]));
    let mut characters = folded.chars();
    let (Some(folded), None) = (characters.next(), characters.next()) else {
        return;
    };
    if syllable.contains('v') {
        // The fold takes ü for u, and passports have yu for it.
        let spellings = ["u", "yu"].map(|spelling| syllable.replace('v', spelling));
        readings.extend(spellings.map(|spelling| (folded, spelling.into_boxed_str())));
    }
    readings.push((folded, syllable));
}

/// Returns how a character of folded text may be said: syllables without tones, each once and in
/// order; ü is v, and again u and yu. A character that is not Han is not said.
///
/// ```
/// let syllables: Vec<_> = zhenews_core::search::pinyin::syllables('重').collect();
/// assert_eq!(syllables, ["chong", "zhong"]);
/// ```
pub fn syllables(c: char) -> impl Iterator<Item = &'static str> {
    let table = Syllables::get();
    let readings = table.of(c).iter();
    readings.filter_map(|&reading| table.all.get(usize::from(reading)).map(|said| &**said))
}

/// Returns how a character of folded text is said most often, as far as that is known; nothing for one that is not
/// Han.
///
/// ```
/// assert_eq!(zhenews_core::search::pinyin::syllable('重'), Some("zhong"));
/// ```
pub fn syllable(c: char) -> Option<&'static str> {
    let table = Syllables::get();
    let at = (c as u32).checked_sub(FIRST)? as usize;
    let index = table.usual.get(at).filter(|index| **index != NONE)?;
    table.all.get(usize::from(*index)).map(|said| &**said)
}

/// Returns what the syllables of a character of folded text begin with, in order: each beginning once and the
/// whole ones among them. A small ASCII letter begins with itself.
pub fn beginnings(c: char) -> impl Iterator<Item = &'static str> {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    let at = c.is_ascii_lowercase().then(|| c as usize - 'a' as usize);
    let letter = at.and_then(|at| LETTERS.get(at..=at));
    let mut before = "";
    let said = syllables(c).flat_map(move |said| {
        // Syllables are in order: what is new of one is longer than what it shares with the one before it.
        let shared = before.bytes().zip(said.bytes());
        let known = shared.take_while(|(one, other)| one == other).count();
        before = said;
        (known + 1..=said.len()).filter_map(|end| said.get(..end))
    });
    letter.into_iter().chain(said)
}
