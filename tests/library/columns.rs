//! Columns as a reader sees them: what typesetting forbids at a line's edges stands at no column's head or foot, and
//! nothing is lost.

use proptest::prelude::*;
use zhenews::text::vertical::{PLACE, places};
use zhenews::text::wrap::{Line, Setting, wrap};
use zhenews::text::writing_mode::WritingMode;

/// Marks that may not stand at a line's start, and at its end.
const NO_START: &str = "，。、；：！？．）》」』”’〉】〕〗—～–·‧•％%℃‰°…⋯,.!?;:)]}";
const NO_END: &str = "（《「『“‘〈【〔〖￥＄$¥£€№([{";

/// What typesetting forbids, as counted over the columns of a paragraph.
#[derive(Debug, Default, PartialEq, Eq)]
struct Violations {
    /// Columns that start with a mark that may not stand there.
    start: usize,
    /// Columns that end with one.
    end: usize,
    /// Breaks in a Latin word or a number that would fit a column.
    word: usize,
    /// Breaks in —— or ……
    pair: usize,
    /// Columns that are higher than there is room.
    over: usize,
    /// Last columns of a single Han character.
    orphan: usize,
}

fn is_inner(c: char) -> bool {
    c.is_ascii_alphanumeric() || ".,:%+-/@_&".contains(c)
}

/// The Latin word or number around byte `at`, in characters.
fn word_around(text: &str, at: usize) -> usize {
    let (head, tail) = text.split_at(at);
    let before = head.chars().rev().take_while(|c| is_inner(*c));
    before.count() + tail.chars().take_while(|c| is_inner(*c)).count()
}

fn is_same_pair(line: &str, above: &str) -> bool {
    let pairs = ["——", "……", "⋯⋯"];
    pairs
        .into_iter()
        .any(|pair| line.starts_with(pair) && above.ends_with(pair))
}

fn violations(text: &str, lines: &[Line], height: usize) -> Violations {
    let mut found = Violations::default();
    let shown = |line: &Line| text.get(line.range.clone()).expect("a part of the text");
    for line in lines {
        let rows: usize = places(text, line.range.clone())
            .map(|place| place.rows)
            .sum();
        found.over += usize::from(line.indent / PLACE + rows > height);
    }
    for pair in lines.windows(2) {
        let [above, below] = pair else { unreachable!() };
        let (head, tail) = (shown(above), shown(below));
        let edges = head.chars().next_back().zip(tail.chars().next());
        let (a, b) = edges.expect("no line is empty");
        let is_joined = above.range.end == below.range.start;
        let is_number = ".,:-%".contains(b)
            && tail
                .chars()
                .nth(1)
                .is_some_and(|c| c.is_ascii_alphanumeric());
        found.start += usize::from(NO_START.contains(b) && !is_same_pair(tail, head) && !is_number);
        found.end += usize::from(NO_END.contains(a));
        let may_part = "/-&@_:+.?=".contains(a) || "&?/=+-".contains(b);
        let is_word = is_joined && is_inner(a) && is_inner(b) && !may_part;
        found.word += usize::from(is_word && word_around(text, below.range.start) + 2 <= height);
        let same = head.chars().rev().take_while(|c| *c == a).count();
        found.pair += usize::from(a == b && "—…⋯".contains(a) && same % 2 == 1);
    }
    if let [.., _, last] = lines {
        let letters = shown(last).chars().filter(|c| c.is_alphanumeric());
        found.orphan += usize::from(letters.count() < 2);
    }
    found
}

/// Prose of all kinds that a newspaper prints, of our own making.
fn prose() -> impl Strategy<Value = String> {
    let clause = prop_oneof![
        8 => "[一-龥]{2,12}",
        2 => "[一-龥]{1,4}“[一-龥]{2,6}”[一-龥]{2,4}",
        1 => "[一-龥]{1,4}“[一-龥]{2}‘[一-龥]{2,4}’[一-龥]{2}”",
        2 => "《[一-龥]{2,9}》[一-龥]{2,3}",
        2 => "[一-龥]{2,4}（[一-龥]{1,6}）[一-龥]{2}",
        2 => "(19|20)[0-9]{2}年[1-9]月[12][0-9]日[一-龥]{2,5}",
        2 => "[一-龥]{2,4}[1-9][0-9]{0,2}(,[0-9]{3})?(\\.[0-9]{1,2})?(%|万元|℃|名)[一-龥]{0,4}",
        1 => "[一-龥]{2,3}[1-9]—[1-9][0-9]月[一-龥]{2}",
        1 => "[一-龥]{2} ?[A-Z]{1,4}-?[0-9]{1,3} ?[一-龥]{2,4}",
        1 => "[一-龥]{2,4}·[一-龥]{2,5}[一-龥]{2}",
        1 => "[一-龥]{2,6}——[一-龥]{2,6}",
        1 => "[一-龥]{2,6}……[一-龥]{0,3}",
        1 => "[一-龥]{2}[a-z]{2,9} [a-z]{2,9}[一-龥]{2}",
    ];
    let stop = prop::sample::select(vec![
        "，", "。", "、", "；", "：", "！", "？", "。”", "！？",
    ]);
    let clauses = prop::collection::vec((clause, stop), 1..24);
    clauses.prop_map(|clauses| {
        clauses
            .into_iter()
            .flat_map(|(clause, stop)| [clause, stop.to_owned()])
            .collect()
    })
}

fn columns(text: &str, height: usize, indent: usize) -> Vec<Line> {
    let setting = Setting {
        measure: height * PLACE,
        indent: indent * PLACE,
        writing_mode: WritingMode::Vertical,
        mend_orphans: true,
    };
    wrap(text, &setting)
}

proptest! {
    #[test]
    fn no_column_breaks_a_rule(text in prose(), height in 14usize..50) {
        let lines = columns(&text, height, 2);
        prop_assert_eq!(violations(&text, &lines, height), Violations::default(), "{}", shown(&text, &lines));
    }

    #[test]
    fn columns_fit_and_lose_nothing(text in "\\PC{0,80}", height in 1usize..40) {
        let lines = columns(&text, height, 0);
        let kept = lines.iter().map(|line| text.get(line.range.clone()).unwrap());
        let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(dense(&kept.collect::<String>()), dense(&text));
        for line in &lines {
            let places: Vec<_> = places(&text, line.range.clone()).collect();
            let rows: usize = places.iter().map(|place| place.rows).sum();
            prop_assert!(rows <= height || places.len() == 1, "{:?}", places);
        }
    }
}

fn shown(text: &str, lines: &[Line]) -> String {
    let lines = lines.iter().filter_map(|line| text.get(line.range.clone()));
    lines.collect::<Vec<_>>().join("|")
}
