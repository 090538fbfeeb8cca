//! Reports that are one text in several newspapers (通稿): an agency's, which one prints whole, another cuts, and a
//! third extends.
//!
//! Of each text the smallest hashes of its runs of characters are kept, its sketch. What the sketch of one text has up
//! to the last hash of another's, that has too where the texts are the same, so that sketches tell how much of the
//! shorter text stands in the longer one (A. Broder, On the resemblance and containment of documents, 1997). Texts
//! are compared only where their sketches have a hash in common.

use std::collections::HashMap;

use super::similar::days;
use crate::article::{Article, Block};
use crate::text::fold::fold_into;

/// The characters of a run.
const RUN: usize = 4;

/// A sketch has one of so many hashes, but at least [`LEAST`] and at most [`MOST`].
const KEPT: usize = 50;
const LEAST: usize = 22;
const MOST: usize = 64;

/// A text of fewer runs is a notice, and many of these are alike.
const SHORTEST: usize = 30;

/// Fewer hashes may be common by chance.
const FEWEST: usize = 5;

/// Of copies so many hundredths of the shorter text stand in the longer one, which is at most so many times as long.
const SHARED: usize = 55;
const LONGER: usize = 5;

/// So many days may lie between the newspapers: what comes again every week is another report.
const DAYS: f64 = 4.0;

/// With so many of those before it that have one of its hashes a text is compared.
const COMPARED: usize = 4;

/// So many hashes are sorted at a time.
const TOGETHER: usize = 1 << 21;

/// Returns the sketch of a report's text: hashes in order; none where it is too short. Marks, white space, width and
/// script make no difference.
pub fn sketch(article: &Article) -> Vec<u32> {
    let mut folded = String::new();
    for text in article.body.iter().map(Block::text) {
        fold_into(text, &mut folded);
    }
    sketch_of_folded(&folded)
}

/// Returns the sketch of a report whose text is folded already.
pub fn sketch_of_folded(folded: &str) -> Vec<u32> {
    let letters = folded.chars().filter(|c| says_something(*c));
    let letters: Vec<u32> = letters.map(u32::from).collect();
    let runs = (letters.len() + 1).saturating_sub(RUN);
    if runs < SHORTEST {
        return Vec::new();
    }
    smallest(&letters, runs, (runs / KEPT).clamp(LEAST, MOST))
}

/// Returns the smallest hashes of runs, at most so many, in order. To sort them all would take longer than to make them:
/// of hashes that are spread evenly the smallest are nearly always below a limit that lets twice as many pass.
fn smallest(letters: &[u32], runs: usize, count: usize) -> Vec<u32> {
    let below = |limit: u32| {
        let hashes = letters.windows(RUN).map(hash);
        let mut hashes: Vec<u32> = hashes.filter(|hash| *hash <= limit).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(count);
        hashes
    };
    let share = u64::from(u32::MAX) * 2 * count as u64 / runs as u64;
    let limit = u32::try_from(share).unwrap_or(u32::MAX);
    let hashes = below(limit);
    if hashes.len() < count && limit < u32::MAX {
        return below(u32::MAX);
    }
    hashes
}

/// Whether a character is a letter or a figure. Of those that are most of a Chinese text no table need be asked.
fn says_something(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

fn hash(run: &[u32]) -> u32 {
    // Odd numbers whose bits look random.
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    const LAST: u64 = 0xD6E8_FEB8_6659_FD93;
    let mixed = run.iter().fold(0_u64, |mixed, c| {
        let mixed = (mixed ^ u64::from(*c)).wrapping_mul(MIX);
        mixed.rotate_left(29)
    });
    (mixed.wrapping_mul(LAST) >> 32) as u32
}

/// Returns whether two sketches are of copies.
fn are_copies(one: &[u32], other: &[u32]) -> bool {
    let (Some(last), Some(other_last)) = (one.last(), other.last()) else {
        return false;
    };
    let limit = *last.min(other_last);
    let below = |sketch: &[u32]| sketch.partition_point(|hash| *hash <= limit);
    let (own, others) = (below(one), below(other));
    let shared = one.iter().take(own);
    let shared = shared.filter(|hash| other.binary_search(hash).is_ok());
    let shared = shared.count();
    let (shorter, longer) = (own.min(others), own.max(others));
    shared >= FEWEST && shared * 100 >= shorter * SHARED && longer <= LONGER * shorter
}

/// The sketches of many reports, in order.
#[derive(Debug, Default)]
pub struct Sketches {
    /// Where each one ends.
    ends: Vec<usize>,
    hashes: Vec<u32>,
}

impl Sketches {
    /// Adds that of the next report.
    pub fn push(&mut self, sketch: impl IntoIterator<Item = u32>) {
        self.hashes.extend(sketch);
        self.ends.push(self.hashes.len());
    }

    /// Returns that of the report of a number, counted from 0.
    pub fn of(&self, number: usize) -> &[u32] {
        let start = number
            .checked_sub(1)
            .map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(number).copied());
        range
            .and_then(|(start, end)| self.hashes.get(start..end))
            .unwrap_or_default()
    }
}

/// Which reports are copies of each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    groups: Vec<Vec<u32>>,
    /// The group of each row that is in one.
    of: HashMap<u32, u32>,
}

impl Copies {
    /// Finds which reports are copies, by the sketches of all rows; `day` returns the key of a row's day.
    pub fn new(sketches: &Sketches, day: &dyn Fn(u32) -> Option<u32>) -> Self {
        let mut trees = Trees::new(sketches.ends.len());
        let are_near = |one: u32, other: u32| {
            let both = day(one).zip(day(other));
            both.is_none_or(|(one, other)| (days(one) - days(other)).abs() <= DAYS)
        };
        let parts = (sketches.hashes.len() / TOGETHER + 1) as u32;
        for part in 0..parts {
            for (one, other) in sketches.sharing(part, parts) {
                let is_new = trees.root(one) != trees.root(other);
                let (own, others) = (sketches.of(one as usize), sketches.of(other as usize));
                if is_new && are_near(one, other) && are_copies(own, others) {
                    trees.join(one, other);
                }
            }
        }
        let mut by_root: HashMap<u32, Vec<u32>> = HashMap::new();
        for row in 0..sketches.ends.len() as u32 {
            // A root is the first of its group.
            let root = trees.root(row);
            if root != row {
                by_root.entry(root).or_insert_with(|| vec![root]).push(row);
            }
        }
        let mut groups: Vec<Vec<u32>> = by_root.into_values().collect();
        groups.sort_unstable();
        let of = (0..).zip(&groups);
        let of = of.flat_map(|(group, rows)| rows.iter().map(move |row| (*row, group)));
        let of = of.collect();
        Self { groups, of }
    }

    /// Returns the rows of the copies of the report in a row, it among them, in order; none where it has none.
    pub fn of(&self, row: u32) -> &[u32] {
        let group = self.of.get(&row);
        let rows = group.and_then(|group| self.groups.get(*group as usize));
        rows.map_or(&[], Vec::as_slice)
    }
}

impl Sketches {
    /// Returns pairs of reports that have a hash in common, of one part of all hashes: each with a few before it.
    fn sharing(&self, part: u32, parts: u32) -> Vec<(u32, u32)> {
        let mut hashes: Vec<(u32, u32)> = Vec::new();
        for number in 0..self.ends.len() {
            let own = self.of(number).iter().filter(|hash| **hash % parts == part);
            hashes.extend(own.map(|hash| (*hash, number as u32)));
        }
        hashes.sort_unstable();
        let mut pairs = Vec::new();
        for (at, (hash, number)) in hashes.iter().enumerate() {
            let before = hashes.get(at.saturating_sub(COMPARED)..at);
            let before = before.unwrap_or_default().iter();
            let same = before.filter(|(other, _)| other == hash);
            pairs.extend(same.map(|(_, other)| (*other, *number)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// What is joined, as trees of which each has one root.
struct Trees(Vec<u32>);

impl Trees {
    fn new(count: usize) -> Self {
        Self((0..count as u32).collect())
    }

    fn root(&mut self, of: u32) -> u32 {
        let mut at = of;
        while let Some(above) = self
            .0
            .get(at as usize)
            .copied()
            .filter(|above| *above != at)
        {
            let highest = self.0.get(above as usize).copied().unwrap_or(above);
            if let Some(own) = self.0.get_mut(at as usize) {
                *own = highest;
            }
            at = highest;
        }
        at
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(above) = self.0.get_mut(one.max(other) as usize) {
            *above = one.min(other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random, the same every time.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, end: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 >> 33) as usize % end
        }

        fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
            words[self.below(words.len())]
        }
    }

    const WHO: [&str; 12] = [
        "市水利局",
        "县医院",
        "铁路部门",
        "农业专家",
        "社区志愿者",
        "中学老师",
        "气象台",
        "村委会",
        "消防队员",
        "图书馆",
        "渔民协会",
        "环卫工人",
    ];
    const WHEN: [&str; 9] = [
        "昨天上午",
        "本月初",
        "去年冬天",
        "连续三天",
        "入夏以来",
        "一大早",
        "节日期间",
        "周末",
        "汛期之前",
    ];
    const DID: [&str; 12] = [
        "检查了",
        "修好了",
        "送去了",
        "公布了",
        "讨论了",
        "发现了",
        "买来了",
        "清理了",
        "参观了",
        "种下了",
        "登记了",
        "捐出了",
    ];
    const WHAT: [&str; 14] = [
        "两座水库的闸门",
        "新到的疫苗",
        "沿线的信号灯",
        "一批耐旱的麦种",
        "老人的门铃",
        "三百册图书",
        "暴雨预警的名单",
        "村口的石桥",
        "仓库的灭火器",
        "河里的渔网",
        "道路两旁的国槐",
        "学校操场",
        "电动公交的时刻表",
        "危房的图纸",
    ];
    const WHY: [&str; 8] = [
        "为的是大家能安心过冬",
        "费用由县里承担",
        "居民们说这样方便多了",
        "结果下周公布",
        "下一步还要扩大范围",
        "这在当地还是头一回",
        "有关人员作了说明",
        "计划两年内完成",
    ];

    /// A character that texts have, some more often than others.
    fn character(dice: &mut Dice) -> char {
        let often = dice.below(40) * dice.below(40);
        char::from_u32(0x4E00 + often as u32).unwrap()
    }

    /// Words that no other text has, between phrases that many have.
    fn sentence(dice: &mut Dice) -> String {
        let phrases = [
            dice.of(&WHEN),
            dice.of(&WHO),
            dice.of(&DID),
            dice.of(&WHAT),
            dice.of(&WHY),
        ];
        let mut sentence = String::new();
        for phrase in phrases {
            if dice.below(3) == 0 {
                sentence.push_str(phrase);
            }
            sentence.extend((0..3 + dice.below(7)).map(|_| character(dice)));
        }
        sentence + "。"
    }

    fn sentences(dice: &mut Dice, count: usize) -> Vec<String> {
        (0..count).map(|_| sentence(dice)).collect()
    }

    fn article(sentences: &[String]) -> Article {
        Article {
            body: vec![Block::Paragraph(sentences.concat())],
            ..Article::default()
        }
    }

    /// What another newspaper makes of a text.
    fn edited(dice: &mut Dice, text: &[String], way: usize) -> Vec<String> {
        match way {
            // Cut at the end, to a third and more.
            0 => text
                .iter()
                .take(text.len() / 3 + 1 + dice.below(text.len() / 2))
                .cloned()
                .collect(),
            // Extended before and behind.
            1 => {
                let more = text.len() / 2;
                [sentences(dice, 1), text.to_vec(), sentences(dice, more)].concat()
            }
            // One character of twenty changed, and a sentence left out.
            2 => {
                let out = dice.below(text.len());
                let kept = text.iter().enumerate().filter(|(at, _)| *at != out);
                let kept = kept.map(|(_, sentence)| sentence);
                kept.map(|sentence| {
                    let change = |c| {
                        if dice.below(20) == 0 {
                            character(dice)
                        } else {
                            c
                        }
                    };
                    sentence.chars().map(change).collect()
                })
                .collect()
            }
            // In the other script.
            _ => {
                let pairs = [
                    ("两", "兩"),
                    ("门", "門"),
                    ("农", "農"),
                    ("业", "業"),
                    ("图", "圖"),
                    ("书", "書"),
                    ("过", "過"),
                    ("为", "為"),
                    ("这", "這"),
                    ("说", "說"),
                    ("划", "劃"),
                    ("内", "內"),
                    ("库", "庫"),
                    ("医", "醫"),
                    ("铁", "鐵"),
                    ("县", "縣"),
                    ("红", "紅"),
                    ("种", "種"),
                ];
                let convert = |sentence: &String| {
                    pairs.iter().fold(sentence.clone(), |text, (one, other)| {
                        text.replace(one, other)
                    })
                };
                text.iter().map(convert).collect()
            }
        }
    }

    #[test]
    fn the_smallest_hashes_are_kept_however_often_a_text_says_the_same() {
        let mut dice = Dice(7);
        let sentences = sentences(&mut dice, 60);
        let again = [sentences.get(..2).unwrap_or_default(); 40].concat();
        for text in [sentences.concat(), again.concat(), "一".repeat(400)] {
            let letters: Vec<u32> = text.chars().map(u32::from).collect();
            let mut all: Vec<u32> = letters.windows(RUN).map(hash).collect();
            all.sort_unstable();
            all.dedup();
            all.truncate(22);
            assert_eq!(smallest(&letters, letters.len() - RUN + 1, 22), all);
        }
    }

    #[test]
    fn what_needs_no_table_is_as_the_table_says() {
        let says = |c: char| says_something(c) == c.is_alphanumeric();
        assert!(('\u{0}'..='\u{ffff}').all(says));
    }

    #[test]
    fn made_pairs_are_found_and_few_others() {
        // More pairs than these tell more, and take longer.
        let pairs = std::env::var("COPY_PAIRS").ok();
        let pairs: usize = pairs.map_or(200, |pairs| pairs.parse().unwrap());
        let mut dice = Dice(0x1234_5678_9ABC_DEF1);
        let mut sketches = Sketches::default();
        for pair in 0..pairs {
            let count = 8 + dice.below(20);
            let text = sentences(&mut dice, count);
            let other = edited(&mut dice, &text, pair % 4);
            sketches.push(sketch(&article(&text)));
            sketches.push(sketch(&article(&other)));
        }
        let copies = Copies::new(&sketches, &|_| None);
        let (mut found, mut wrong) = ([0; 4], 0);
        for pair in 0..pairs {
            let [one, other] = [pair * 2, pair * 2 + 1].map(|row| row as u32);
            let of = copies.of(one);
            found[pair % 4] += usize::from(of.contains(&other));
            wrong += of
                .iter()
                .filter(|row| **row != one && **row != other)
                .count();
        }
        let all: usize = found.iter().sum();
        println!("{found:?} of {pairs} pairs found, {wrong} others");
        assert!(all * 100 >= pairs * 97, "{found:?}");
        assert!(wrong * 200 <= pairs, "{wrong}");
    }

    #[test]
    fn what_comes_again_another_week_or_is_a_notice_is_no_copy() {
        let mut dice = Dice(7);
        let text = article(&sentences(&mut dice, 9));
        let mut sketches = Sketches::default();
        (0..4).for_each(|_| sketches.push(sketch(&text)));
        let days = [20_200_301, 20_200_303, 20_200_310, 20_200_309];
        let day = |number: u32| days.get(number as usize).copied();
        let copies = Copies::new(&sketches, &day);
        assert_eq!((copies.of(0), copies.of(3)), (&[0, 1][..], &[2, 3][..]));
        let notice = ["本报明日休刊，望读者周知。".to_owned()];
        assert!(sketch(&article(&notice)).is_empty());
    }
}
