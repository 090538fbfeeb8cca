//! Cuts a paragraph into pieces at its line break opportunities.
//!
//! Opportunities are those of the Unicode line breaking algorithm (UAX #14), tailored for Chinese at
//! the strict level, less those that the rules of Chinese typesetting forbid. Han prose is decided
//! by a table of pairs of classes; only islands with anything else are given to the algorithm, with
//! enough on both sides that it decides as it would for the whole paragraph.

use std::ops::Range;
use std::str::Chars;

use icu_locale::{LanguageIdentifier, langid};
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::class::Class;
use super::pairs::{STEPS, Step};
use super::piece::Gatherer;
use super::rules::is_quotation_edge;
use super::vertical::{self, PLACE};
use super::width::class_width;
use super::writing_mode::{WritingMode, measured_clusters};

static CHINESE: LanguageIdentifier = langid!("zh");

/// The Unicode algorithm, tailored for Chinese.
static UNICODE: LineSegmenterBorrowed<'static> = {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    options.content_locale = Some(&CHINESE);
    LineSegmenter::new_neo_for_non_complex_scripts(options)
};

/// A character and where it stands.
#[derive(Clone, Copy)]
struct Glyph {
    class: Class,
    start: usize,
    end: usize,
}

/// The characters of a part of a text.
struct Glyphs<'a> {
    rest: Chars<'a>,
    /// Where the part ends.
    end: usize,
}

impl<'a> Glyphs<'a> {
    fn new(text: &'a str, part: Range<usize>) -> Self {
        Self {
            rest: text.get(part.clone()).unwrap_or_default().chars(),
            end: part.end,
        }
    }
}

impl Iterator for Glyphs<'_> {
    type Item = Glyph;

    #[inline]
    fn next(&mut self) -> Option<Glyph> {
        let start = self.end - self.rest.as_str().len();
        let class = Class::of(self.rest.next()?);
        let end = self.end - self.rest.as_str().len();
        Some(Glyph { class, start, end })
    }
}

/// Cuts `block` of the gatherer's text, which starts and ends where the line may break.
pub(super) fn cut(block: Range<usize>, gatherer: &mut Gatherer<'_>) {
    gatherer.start_block(block.start);
    let mut walk = Walk {
        glyphs: Glyphs::new(gatherer.text, block.clone()),
        anchor: block.start,
        block,
        cells: cells_of_classes(gatherer.setting.writing_mode),
        is_vertical: gatherer.setting.writing_mode == WritingMode::Vertical,
    };
    walk.run(gatherer);
    gatherer.end_block();
}

struct Walk<'a> {
    block: Range<usize>,
    glyphs: Glyphs<'a>,
    /// The last place from which the Unicode algorithm may start.
    anchor: usize,
    /// The cells of every class.
    cells: [usize; Class::COUNT],
    is_vertical: bool,
}

fn cells_of_classes(mode: WritingMode) -> [usize; Class::COUNT] {
    Class::ALL.map(|class| match mode {
        WritingMode::Horizontal(ambiguous) => class_width(class, ambiguous).unwrap_or(0),
        WritingMode::Vertical => PLACE,
    })
}

impl<'a> Walk<'a> {
    fn run(&mut self, gatherer: &mut Gatherer<'a>) {
        let mut left = None;
        let mut next = self.glyphs.next();
        while let Some(glyph) = next {
            let after = self.glyphs.next();
            if self.take(left, glyph, after, gatherer) {
                left = Some(glyph.class);
                next = after;
            } else if let Some(shore) = self.cross_island(glyph.start, gatherer) {
                self.add(shore, gatherer);
                left = Some(shore.class);
                next = self.glyphs.next();
            } else {
                return;
            }
        }
    }

    /// Decides before `glyph` by its class and adds it; `false` if its class does not suffice.
    #[inline]
    fn take(
        &mut self,
        left: Option<Class>,
        glyph: Glyph,
        after: Option<Glyph>,
        gatherer: &mut Gatherer<'_>,
    ) -> bool {
        // What follows may extend the character's cluster.
        if glyph.class == Class::Other || after.is_some_and(|after| after.class == Class::Other) {
            return false;
        }
        let step = left.map_or(Step::Keep, |left| {
            STEPS[left as usize][glyph.class as usize]
        });
        match step {
            Step::Break => gatherer.end_piece(glyph.start),
            Step::Keep => {}
            Step::Judge => gatherer.end_piece_if_allowed(glyph.start),
            Step::Ask => return false,
        }
        self.add(glyph, gatherer);
        true
    }

    #[inline]
    fn add(&mut self, glyph: Glyph, gatherer: &mut Gatherer<'_>) {
        if glyph.class.is_anchor() {
            self.anchor = glyph.start;
        }
        let cells = self.cells(glyph, gatherer.text);
        if glyph.class == Class::Space {
            gatherer.blank(glyph.end, cells);
        } else {
            gatherer.ink(glyph.end, cells);
        }
    }

    #[inline]
    fn cells(&self, glyph: Glyph, text: &str) -> usize {
        if self.is_vertical && matches!(glyph.class, Class::Digit | Class::Space) {
            // Digits may stand beside each other, and a space may be none.
            let cluster = text.get(glyph.start..glyph.end).unwrap_or_default();
            PLACE * vertical::rows(text, glyph.start, cluster, 1)
        } else {
            self.cells[glyph.class as usize]
        }
    }

    /// Has the Unicode algorithm decide from byte `start` up to and before the next character that
    /// it may stop at, and returns that one.
    fn cross_island(&mut self, start: usize, gatherer: &mut Gatherer<'a>) -> Option<Glyph> {
        let shore = self.shore(start, gatherer.text);
        let (end, context_end) = shore.map_or((self.block.end, self.block.end), |shore| {
            (shore.start, shore.end)
        });
        let context = gatherer
            .text
            .get(self.anchor..context_end)
            .unwrap_or_default();
        cut_by_unicode(context, self.anchor, start..end, gatherer);
        self.glyphs = Glyphs::new(gatherer.text, context_end..self.block.end);
        shore
    }

    /// Finds the first anchor behind byte `start` between characters of known class: it is a
    /// grapheme cluster.
    fn shore(&self, start: usize, text: &str) -> Option<Glyph> {
        let mut glyphs = Glyphs::new(text, start..self.block.end).peekable();
        let mut before = glyphs.next()?;
        while let Some(glyph) = glyphs.next() {
            let after = glyphs.peek().map(|after| after.class);
            if glyph.class.is_anchor()
                && before.class != Class::Other
                && after != Some(Class::Other)
            {
                return Some(glyph);
            }
            before = glyph;
        }
        None
    }
}

/// Adds the characters of `island`, broken where the Unicode algorithm and the rules allow it.
///
/// The algorithm reads `context`, which starts at byte `origin` of the text and reaches from before
/// the island to behind it. A break is decided before each of the island's clusters, and before
/// its end.
fn cut_by_unicode(context: &str, origin: usize, island: Range<usize>, gatherer: &mut Gatherer<'_>) {
    let mut breaks = UNICODE
        .segment_str(context)
        .map(|at| origin + at)
        .peekable();
    let mut decide = |at: usize, gatherer: &mut Gatherer<'_>| {
        while breaks.next_if(|&b| b < at).is_some() {}
        if breaks.peek() == Some(&at) || is_quotation_edge(gatherer.text, at) {
            gatherer.end_piece_if_allowed(at);
        }
    };
    let mut at = island.start;
    let mode = gatherer.setting.writing_mode;
    for (cluster, cells) in measured_clusters(gatherer.text, island, mode) {
        decide(at, gatherer);
        at += cluster.len();
        if cluster.chars().all(char::is_whitespace) {
            gatherer.blank(at, cells);
        } else {
            gatherer.ink(at, cells);
        }
    }
    decide(at, gatherer);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::piece::Piece;
    use super::super::width::Ambiguous;
    use super::super::wrap::Setting;
    use super::*;

    const SETTING: Setting = Setting {
        measure: 24,
        indent: 0,
        writing_mode: WritingMode::Horizontal(Ambiguous::Narrow),
        mend_orphans: true,
    };

    fn cut_all(text: &str) -> Vec<Piece> {
        let mut gatherer = Gatherer::new(text, 0, &SETTING);
        cut(0..text.len(), &mut gatherer);
        gatherer.pieces
    }

    /// The Unicode algorithm over the whole text.
    fn cut_slowly(text: &str) -> Vec<Piece> {
        let mut gatherer = Gatherer::new(text, 0, &SETTING);
        gatherer.start_block(0);
        cut_by_unicode(text, 0, 0..text.len(), &mut gatherer);
        gatherer.end_block();
        gatherer.pieces
    }

    /// Shows the pieces parted by |, white space between them left out.
    fn shown(text: &str) -> String {
        let pieces = cut_all(text);
        let inks: Vec<_> = pieces
            .iter()
            .filter_map(|p| text.get(p.start..p.end))
            .collect();
        inks.join("|")
    }

    #[test]
    fn marks_stay_off_the_edges_and_words_stay_whole() {
        for (text, pieces) in [
            ("和“散煤”等", "和|“散|煤”|等"),
            ("他说：“去！”“好。”", "他|说：|“去！”|“好。”"),
            ("往‘985’、‘211’类", "往|‘985’、|‘211’|类"),
            ("it’s中‘a’中", "it’s|中|‘a’|中"),
            ("时——没有", "时——|没|有"),
            ("话……”于是", "话……”|于|是"),
            ("列夫·托尔斯泰", "列|夫·|托|尔|斯|泰"),
            ("68微克/立方米", "68微|克/立|方|米"),
            ("PM2.5达99.0865万亿元，", "PM2.5|达|99.0865万|亿|元，"),
            ("1—9月", "1—9月"),
            ("5%～10%的", "5%～10%|的"),
            ("第12～15页", "第|12～15页"),
            ("500元～5000元", "500元～|5000元"),
            ("首批 63 家企业", "首|批|63 家|企|业"),
            ("2号楼5G网COVID-19疫", "2号|楼|5G|网|COVID-19|疫"),
            ("在２０１９年", "在|２０１９年"),
            ("票价￥3.00，", "票|价|￥3.00，"),
            ("约100㎡的", "约|100㎡|的"),
            ("三百㎡", "三|百㎡"),
            ("长5㎞，", "长|5㎞，"),
            ("10：30开", "10：30|开"),
            ("１０：３０开", "１０：３０|开"),
            ("投12．5亿元", "投|12．5亿|元"),
            ("比3∶2胜", "比|3∶2|胜"),
            ("共30，500人", "共|30，500人"),
            ("在2018，2019年", "在|2018，|2019年"),
            ("歼－20飞", "歼－20|飞"),
            ("东风－41弹", "东|风－41|弹"),
            ("Ｃ－919机", "Ｃ－919|机"),
            ("2019－2020年", "2019－2020年"),
            ("低温－5℃。", "低|温|－5℃。"),
            ("No．5号", "No．5号"),
            ("长3½米", "长|3½|米"),
            ("宽2×3米", "宽|2×3米"),
            ("约5m²的", "约|5m²|的"),
            ("CO₂多", "CO₂|多"),
            ("时间：10点", "时|间：|10点"),
            ("用C#和.NET", "用|C#|和.NET"),
            ("中 ，中", "中 ，|中"),
            ("www.example.com/news/a", "www.example.com/|news/|a"),
            ("见https://a.cn/b，", "见|https://a.cn/|b，"),
        ] {
            assert_eq!(shown(text), pieces);
        }
    }

    /// The Unicode Consortium's own cases, before our rules. They know no Chinese: where a quotation
    /// mark stands beside an ideograph the tailoring departs from them.
    #[test]
    fn the_algorithm_is_unicodes() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/data/LineBreakTest-18.0.0.txt"
        );
        let cases = std::fs::read_to_string(path).unwrap();
        let (mut passed, mut failed) = (0, Vec::new());
        for case in cases.lines().filter(|line| !line.starts_with('#')) {
            let (mut text, mut expected) = (String::new(), vec![0]);
            for token in case.split_whitespace() {
                match token {
                    "÷" if !text.is_empty() => expected.push(text.len()),
                    "÷" | "×" => {}
                    code => {
                        let code = u32::from_str_radix(code, 16).unwrap();
                        text.push(char::from_u32(code).unwrap());
                    }
                }
            }
            if UNICODE.segment_str(&text).eq(expected) {
                passed += 1;
            } else {
                failed.push(case);
            }
        }
        assert!(
            failed.len() * 1000 <= passed,
            "{passed} passed, {} failed: {failed:#?}",
            failed.len()
        );
    }

    fn any_prose() -> impl Strategy<Value = String> {
        let token = prop_oneof![
            8 => "[一-龥]{1,3}",
            6 => "[，。、；：！？．）》」】（《「【“”‘’—…]{1,3}",
            4 => "[a-zA-Z0-9]{1,3}",
            3 => "[ \u{3000}\u{A0}]{1,2}",
            3 => "[-.,:;/%+$#'\"()\\[\\]~&?!@=]{1,2}",
            3 => "[·～％℃°×–⸺⋯•№§￥々ーっ／０-９Ａ-Ｃ\u{2060}\u{200B}\u{AD}]{1,2}",
            2 => "[\u{300}\u{FE0F}\u{200D}\u{20E3}👨👩🇨🇳한あアαд©☎]{1,3}",
            1 => "\\PC{1,2}",
        ];
        prop::collection::vec(token, 0..14).prop_map(|tokens| tokens.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn the_table_decides_as_the_algorithm_does(text in any_prose()) {
            prop_assert_eq!(cut_all(&text), cut_slowly(&text), "{:?}", text);
        }
    }
}
