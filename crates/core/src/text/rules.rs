//! What Chinese typesetting forbids at a line's edge (避头尾), and what it would rather not part.
//!
//! The Unicode algorithm says where a line could break; these rules say where it may not. The lists
//! follow clreq (prohibition rules for line start and line end) at its strict level, and GB/T 15834.

use super::class::Class;

/// What the rules say of a break that the Unicode algorithm allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The line may break.
    Allowed,
    /// It had better not: a number would part from its unit.
    Reluctant,
    /// It may not break.
    Forbidden,
}

/// Judges a break before byte `at` of `text`, where the Unicode algorithm allows one.
pub(super) fn judge(text: &str, at: usize) -> Verdict {
    let Some(place) = Place::new(text, at) else {
        return Verdict::Forbidden;
    };
    if !place.edges_allow()
        || place.parts_number()
        || place.parts_figures()
        || place.parts_model_number()
        || place.parts_full_width_word()
        || place.ends_scheme()
    {
        Verdict::Forbidden
    } else if place.parts_unit() {
        Verdict::Reluctant
    } else {
        Verdict::Allowed
    }
}

/// Whether byte `at` is the outer side of a Chinese quotation mark, where the line may break. The
/// Unicode algorithm takes ‘ and ’ for apostrophes if a letter or a digit stands on their inner side.
pub(super) fn is_quotation_edge(text: &str, at: usize) -> bool {
    use Class::{Close, CloseQuote, Dash, Ellipsis, Han, Open, OpenQuote};
    let Some((head, tail)) = text.split_at_checked(at) else {
        return false;
    };
    let before = head.chars().next_back().map(Class::of);
    let after = tail.chars().next().map(Class::of);
    matches!(
        before.zip(after),
        Some((Han | Close | CloseQuote | Dash | Ellipsis, OpenQuote) | (CloseQuote, Han | Open))
    )
}

/// Whether the marks beside byte `at` may stand at a line's edges. It binds also where a line must
/// break within a word.
pub(super) fn edges_allow(text: &str, at: usize) -> bool {
    Place::new(text, at).is_some_and(|place| place.edges_allow())
}

/// Whether an address or another run too long for a line breaks well here: behind its marks of
/// division, before those that open its next part.
pub(super) fn divides_address(text: &str, at: usize) -> bool {
    Place::new(text, at).is_some_and(|place| {
        !place.spaced
            && (matches!(
                place.before,
                '/' | '-' | '&' | '@' | '_' | ':' | '+' | '.' | '?' | '='
            ) || matches!(place.after, '?' | '&' | '=' | '+' | '-' | '%'))
            && !(matches!(place.before, '/' | ':') && place.after == '/')
            && !place.ends_scheme()
            && place.edges_allow()
    })
}

/// Whether white space parts what may stand at a line's edges, though the Unicode algorithm does not
/// let the line break there.
pub(super) fn parts_at_space(text: &str, at: usize) -> bool {
    Place::new(text, at).is_some_and(|place| place.spaced && place.edges_allow())
}

/// Whether byte `at` stands behind a mark that ends something. A break there leaves the words of a
/// long run whole: `false });|load();`.
pub(super) fn parts_at_mark(text: &str, at: usize) -> bool {
    Place::new(text, at).is_some_and(|place| no_start(place.before) && place.edges_allow())
}

/// Whether byte `at` stands behind the `://` of an address. What follows says what the address is,
/// so only a line too short for both parts them.
pub(super) fn ends_scheme(text: &str, at: usize) -> bool {
    Place::new(text, at).is_some_and(|place| place.ends_scheme() && place.edges_allow())
}

/// A place between two characters, white space aside.
struct Place<'a> {
    /// The text before it without the white space at its end.
    head: &'a str,
    /// The text after it.
    tail: &'a str,
    /// The last character of `head`.
    before: char,
    /// The first character of `tail`.
    after: char,
    /// Whether white space parts the two.
    spaced: bool,
}

impl<'a> Place<'a> {
    /// `None` where there is nothing to part: at an edge of the text or before white space.
    fn new(text: &'a str, at: usize) -> Option<Self> {
        let (before, tail) = text.split_at_checked(at)?;
        let after = tail.chars().next().filter(|c| !c.is_whitespace())?;
        let head = before.trim_end();
        Some(Self {
            head,
            tail,
            before: head.chars().next_back()?,
            after,
            spaced: head.len() < before.len(),
        })
    }

    /// The character before `before`.
    fn before_that(&self) -> Option<char> {
        self.head.chars().nth_back(1)
    }

    fn edges_allow(&self) -> bool {
        (!no_start(self.after) || self.continues_long_run())
            && !self.ends_on_opening()
            && !self.is_beside_han_slash()
    }

    /// A run of —, … or ⋯ longer than one pair may break between pairs, and a very long one anywhere.
    fn continues_long_run(&self) -> bool {
        const VERY_LONG: usize = 128;
        let same = |c: &char| *c == self.after;
        let before = self.head.chars().rev().take(VERY_LONG);
        is_pair_half(self.after)
            && self.after == self.before
            && !self.spaced
            && before.take_while(same).count() % 2 == 0
            && self.tail.chars().take_while(same).nth(1).is_some()
    }

    fn ends_on_opening(&self) -> bool {
        match self.before {
            // In C# and F# the mark belongs to the word before it.
            '#' => !self
                .before_that()
                .is_some_and(|c| c.is_ascii_alphanumeric()),
            c => no_end(c),
        }
    }

    /// A slash binds what stands beside it (公里/小时), except in an address.
    fn is_beside_han_slash(&self) -> bool {
        !self.spaced
            && matches!(self.before, '/' | '／')
            && (is_han(self.after) || self.before_that().is_some_and(is_han))
    }

    fn ends_scheme(&self) -> bool {
        !self.spaced && self.head.ends_with("://")
    }

    /// `1—9`, `12～15` and `5%～10%` stay whole.
    fn parts_number(&self) -> bool {
        !self.spaced
            && matches!(self.before, '—' | '–' | '～' | '〜' | '~' | '－')
            && is_digit(self.after)
            && self
                .before_that()
                .is_some_and(|c| is_digit(c) || matches!(c, '%' | '％' | '‰' | '℃' | '℉' | '°'))
    }

    /// Figures with a wide mark between them are one value, a time or a score or an amount: 10：30, 12．5亿, 9·11,
    /// 30，500. A wide comma parts two numbers unless three figures follow it. So is a fraction behind a figure: 3½.
    fn parts_figures(&self) -> bool {
        if self.spaced {
            return false;
        }
        let is_beside = |c: char| self.before_that().is_some_and(is_digit) && c == self.before;
        let joins = ['．', '：', '·', '・', '‧', '•', '／', '∶', '×']
            .into_iter()
            .any(is_beside);
        let is_number = self.before == '．' && self.before_that().is_some_and(is_alphanumeric);
        is_digit(self.after) && (joins || is_number || self.groups_thousands())
            || is_digit(self.before) && matches!(self.after, '×' | '¼'..='¾' | '⅐'..='⅞')
    }

    /// Whether a wide comma groups the figures of one number.
    fn groups_thousands(&self) -> bool {
        let figures = |c: &char| is_digit(*c);
        let mut before = self.head.chars().rev().skip(1);
        let leading = before.by_ref().take_while(figures).count();
        self.before == '，'
            && (1..=3).contains(&leading)
            && self.tail.chars().take_while(figures).count() == 3
    }

    /// A wide hyphen joins the number of a type to its name, 歼－20, Ｃ－919, and is at no line's start there. Before a
    /// temperature it is a minus sign.
    fn parts_model_number(&self) -> bool {
        let is_name = |c: char| is_han(c) || is_alphanumeric(c);
        match (self.before, self.after) {
            _ if self.spaced => false,
            ('－', after) => is_alphanumeric(after) && self.before_that().is_some_and(is_name),
            (before, '－') => {
                let behind = self.tail.chars().skip(1);
                let unit = behind
                    .clone()
                    .find(|c| !is_digit(*c) && *c != '.' && *c != '．');
                let is_minus = matches!(unit, Some('℃' | '℉' | '°' | '%' | '％' | '度'));
                is_name(before) && behind.clone().next().is_some_and(is_alphanumeric) && !is_minus
            }
            _ => false,
        }
    }

    /// Full-width letters and digits make words as their ASCII fellows do, `２０１９．５`, though
    /// UAX #14 takes each for an ideograph.
    fn parts_full_width_word(&self) -> bool {
        !self.spaced
            && is_full_width_alphanumeric(self.after)
            && (is_full_width_alphanumeric(self.before)
                || self.before == '，'
                    && is_digit(self.after)
                    && self.before_that().is_some_and(is_full_width_digit))
    }

    fn parts_unit(&self) -> bool {
        is_digit(self.before) && is_unit(self.after)
    }
}

/// Marks that may not stand at a line's start.
fn no_start(c: char) -> bool {
    matches!(
        c,
        // Stops and commas, full, small and half width.
        '。' | '，' | '、' | '：' | '；' | '！' | '？' | '．' | '‼' | '⁇' | '⁈' | '⁉'
            | '﹐' | '﹑' | '﹒' | '﹔' | '﹕' | '﹖' | '﹗' | '､' | '｡'
            | ',' | '.' | '!' | '?' | ':' | ';'
            // Closing marks.
            | '”' | '’' | '」' | '』' | '）' | '》' | '〉' | '】' | '〗' | '〕' | '］' | '｝'
            | '〙' | '〛' | '｠' | '〞' | '〟' | '﹚' | '﹜' | '﹞' | '｣' | ')' | ']' | '}'
            // Marks that join, divide or repeat what stands before them.
            | '～' | '〜' | '–' | '—' | '⸺' | '…' | '⋯' | '·' | '・' | '･' | '‧' | '•' | '／'
            | '々' | '〻' | 'ー'
            // Units that are signs.
            | '%' | '％' | '‰' | '℃' | '℉' | '°' | '′' | '″'
            | '\u{3300}'..='\u{3357}' | '\u{3371}'..='\u{337A}' | '\u{3380}'..='\u{33DF}'
            // What is set above or below the line.
            | '²' | '³' | '¹' | '\u{2070}'..='\u{209C}'
    )
}

/// Marks that may not stand at a line's end.
fn no_end(c: char) -> bool {
    matches!(
        c,
        // Opening marks.
        '“' | '‘' | '「' | '『' | '（' | '《' | '〈' | '【' | '〖' | '〔' | '［' | '｛' | '〘' | '〚'
            | '｟' | '〝' | '﹙' | '﹛' | '﹝' | '｢' | '(' | '[' | '{'
            // Signs that announce a number.
            | '￥' | '¥' | '＄' | '$' | '￡' | '£' | '€' | '№' | '§'
    )
}

/// Han characters that say what the number before them counts: units and the commoner measure words
/// (量词), simplified and traditional. Of a longer unit this is the first character.
fn is_unit(c: char) -> bool {
    matches!(
        c,
        // Time.
        '年' | '月' | '日' | '号' | '號' | '时' | '時' | '点' | '點' | '分' | '秒' | '周' | '週' | '天'
        | '岁' | '歲' | '世' | '季' | '届' | '屆' | '小'
        // Number.
        | '个' | '個' | '十' | '百' | '千' | '万' | '萬' | '亿' | '億' | '兆' | '多' | '余' | '餘' | '倍'
        | '成' | '几' | '幾'
        // Money.
        | '元' | '角' | '美' | '欧' | '歐' | '英' | '港' | '韩' | '韓'
        // Measure.
        | '米' | '公' | '厘' | '釐' | '毫' | '微' | '平' | '立' | '克' | '吨' | '噸' | '升' | '斤' | '里'
        | '海' | '亩' | '畝' | '顷' | '頃' | '度' | '瓦' | '尺' | '寸' | '丈'
        // Measure words.
        | '家' | '户' | '戶' | '人' | '名' | '位' | '口' | '头' | '頭' | '匹' | '条' | '條' | '件' | '项'
        | '項' | '例' | '次' | '起' | '场' | '場' | '种' | '種' | '类' | '類' | '批' | '套' | '台' | '辆'
        | '輛' | '架' | '艘' | '座' | '栋' | '棟' | '幢' | '处' | '處' | '所' | '间' | '間' | '层' | '層'
        | '楼' | '樓' | '室' | '页' | '頁' | '版' | '章' | '节' | '節' | '篇' | '本' | '册' | '冊' | '张'
        | '張' | '幅' | '份' | '封' | '支' | '枚' | '块' | '塊' | '片' | '颗' | '顆' | '粒' | '株' | '棵'
        | '期' | '轮' | '輪' | '组' | '組' | '对' | '對' | '双' | '雙' | '队' | '隊' | '班' | '级' | '級'
        | '步' | '趟' | '回' | '句' | '字' | '声' | '聲' | '环' | '環' | '金' | '银' | '銀' | '铜' | '銅'
        | '集' | '部' | '款' | '只' | '隻' | '股' | '杯' | '瓶' | '盒' | '箱' | '袋' | '包' | '桶' | '床'
        | '副' | '道' | '代'
        // Places that are counted.
        | '省' | '市' | '县' | '縣' | '区' | '區' | '州' | '镇' | '鎮' | '乡' | '鄉' | '村' | '国' | '國'
    )
}

fn is_pair_half(c: char) -> bool {
    matches!(c, '—' | '…' | '⋯')
}

fn is_han(c: char) -> bool {
    Class::of(c) == Class::Han
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_full_width_digit(c)
}

fn is_full_width_digit(c: char) -> bool {
    matches!(c, '０'..='９')
}

fn is_alphanumeric(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_full_width_alphanumeric(c)
}

fn is_full_width_alphanumeric(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}
