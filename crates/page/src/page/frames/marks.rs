//! What lines are by the phrases they begin with.

use super::super::column::{INDENT, SAMPLE, SLACK, measure};
use super::super::forms;
use super::super::line::{Above, Line, closes, has_comma, has_stop, is_han};
use super::super::names::{are_names, is_bare_name};
use super::super::words::meet_in_word;

/// What a line is by the phrase it begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mark {
    /// The beginning of a report.
    Lead,
    /// A report's sign-off.
    SignOff,
    /// The names of reporters.
    Byline,
    /// Anything.
    #[default]
    Text,
}

impl Mark {
    pub(super) fn of(lines: &[Line<'_>], at: usize) -> Self {
        let text = lines.get(at).map_or("", |line| line.text);
        if sign_off(lines, at).is_some() {
            Self::SignOff
        } else if is_lead(lines, at) {
            Self::Lead
        } else if forms::is_byline(text) || are_names(text) || signs_headline(lines, at) {
            Self::Byline
        } else {
            Self::Text
        }
    }
}

/// The most lines of a sign-off.
const SIGN_OFF: usize = 4;

/// Returns how many lines a sign-off has that begins with a line: one, unless its names fill more.
pub(super) fn sign_off(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let lines = lines.get(at..)?;
    let first = lines.first()?.text;
    if forms::is_sign_off(first) {
        return Some(1);
    }
    let signed = first.contains(['记', '記']) || first.contains("本报") || first.contains("本報");
    let names = first.starts_with(['（', '(']) && signed;
    if !names || first.contains(CLOSING) {
        return None;
    }
    let rest = lines.iter().take(SIGN_OFF).skip(1);
    let rest = rest.take_while(|line| !line.gap);
    let count = 2 + rest.clone().position(|line| line.text.ends_with(CLOSING))?;
    let whole = rest
        .take(count - 1)
        .fold(first.to_owned(), |whole, line| whole + line.text);
    (forms::is_sign_off(&whole) || is_telegram(&whole)).then_some(count)
}

/// Whether what stands in brackets says from where who reported: （本报江城3月1日电 记者李明、王芳）.
fn is_telegram(text: &str) -> bool {
    let parted = text.split_once(['电', '電']);
    let signed = parted.is_some_and(|(_, names)| names.contains("记者") || names.contains("記者"));
    signed && !has_stop(text)
}

/// Marks that close brackets.
const CLOSING: [char; 2] = ['）', ')'];

/// Returns whether a report begins with a line; a lead may run over lines' ends.
fn is_lead(lines: &[Line<'_>], at: usize) -> bool {
    let Some(line) = lines.get(at) else {
        return false;
    };
    if line.above == Above::Turn || forms::lead(line.text).is_some() {
        return true;
    }
    let Some(next) = lines
        .get(at + 1)
        .filter(|next| !next.gap && line.width < 40)
    else {
        return false;
    };
    // What stands above a whole lead is no part of it.
    forms::may_lead(line.text)
        && forms::lead(next.text).is_none()
        && forms::lead(&format!("{}{}", line.text, next.text)).is_some()
}

/// Whether a line signs a note: `——编者`.
pub(super) fn is_signature(line: Line<'_>) -> bool {
    line.text.starts_with('—')
        && line.text.chars().count() <= 12
        && !has_stop(line.text)
        && !has_comma(line.text)
}

/// Whether a line is the signature of an editor.
pub(in super::super) fn is_editors(text: &str) -> bool {
    let signed = text.trim_start_matches('—');
    let signed: String = signed.chars().filter(|c| !c.is_whitespace()).collect();
    signed.len() < text.len()
        && [
            "编者",
            "編者",
            "编辑",
            "編輯",
            "本版编辑",
            "本报编辑部",
            "编辑部",
        ]
        .contains(&signed.as_str())
}

/// Whether a line names an office and nobody in it.
pub(super) fn is_office(text: &str) -> bool {
    ["记者", "記者", "通讯员", "通訊員", "评论员", "評論員"]
        .iter()
        .any(|office| text.ends_with(office))
}

/// The most lines of a headline above a bare name.
const SIGNED: usize = 4;

/// Whether a line is the name of who wrote, directly below a headline and above text that stands apart.
fn signs_headline(lines: &[Line<'_>], at: usize) -> bool {
    let named = |line: &Line<'_>| !line.gap && is_bare_name(line.text);
    let Some(line) = lines.get(at).filter(|line| named(line)) else {
        return false;
    };
    let below = lines.iter().skip(at + 1);
    let mut below = below.skip_while(|line| named(line));
    let apart = below
        .next()
        .is_some_and(|next| next.gap && next.width > 3 * line.width);
    let above = lines.get(..at).unwrap_or_default().iter().rev();
    let mut above = above.skip_while(|line| named(line)).take(SIGNED);
    let Some(headline) = above.next() else {
        return false;
    };
    if signs_in_stream(lines, at, headline) {
        return true;
    }
    let is_head =
        |line: &Line<'_>| !has_stop(line.text) && !line.text.ends_with(['，', '、', '：']);
    let begins = |line: &Line<'_>| line.gap || line.above != Above::Nothing;
    let first = lines.first().map(|line| line.number);
    let first = |line: &Line<'_>| begins(line) || Some(line.number) == first;
    let mut head = std::iter::once(headline)
        .chain(above)
        .take_while(|line| is_head(line));
    apart
        && (headline.width > line.width || line.text.contains('·'))
        && !forms::is_byline(headline.text)
        && head.any(first)
}

/// Whether a name below a line of a headline is no word that ends it, where no gap parts it from the text below: that
/// fills a column, which the headline does not.
fn signs_in_stream(lines: &[Line<'_>], at: usize, headline: &Line<'_>) -> bool {
    const NAME: std::ops::RangeInclusive<u32> = 4..=8;
    let (Some(line), Some(below)) = (lines.get(at), lines.get(at + 1..)) else {
        return false;
    };
    let column = below.get(..SAMPLE.min(below.len())).and_then(measure);
    let stands_apart = column.is_some_and(|column| {
        headline.width.abs_diff(column) > SLACK + 1 || headline.gap && headline.width > line.width
    });
    let filled = below.first().zip(column);
    let fills = filled.is_some_and(|(first, column)| first.width + INDENT + SLACK >= column);
    NAME.contains(&line.width)
        && line.text.chars().all(|c| is_han(c) || c.is_whitespace())
        && headline
            .text
            .ends_with(|c| is_han(c) || closes(c) || c == '？' || c == '！')
        && stands_apart
        && fills
        && !has_stop(headline.text)
        && meet_in_word(headline.text, line.text) != Some(true)
}

/// Whether a line is names that were set on their own: two to four characters each, or one, which is a half.
pub(super) fn is_name(line: Line<'_>) -> bool {
    let mut names = line.text.split_whitespace();
    names.all(|name| name.chars().all(is_han) && name.chars().count() <= 4)
}

pub(super) fn is_half_name(line: &Line<'_>) -> bool {
    line.gap && line.text.chars().count() == 1 && line.text.chars().all(is_han)
}

#[cfg(test)]
mod tests {
    use super::super::super::line::lines;
    use super::*;

    #[test]
    fn names_on_a_line_of_their_own_are_a_byline() {
        let mark = |text| Mark::of(&lines(text, 1), 0);
        assert_eq!(mark("李小明 王　芳\n水库今天开闸放水。\n"), Mark::Byline);
        assert_eq!(mark("高峰 时刻\n水库今天开闸放水。\n"), Mark::Text);
        assert_eq!(mark("【本报记者李明报道】水库\n"), Mark::Lead);
    }

    #[test]
    fn a_sign_off_may_fill_more_lines_than_one() {
        let text = "（本报记者李明、王芳、张华、\n赵强、孙丽）\n水库今天开闸放水。\n";
        assert_eq!(sign_off(&lines(text, 1), 0), Some(2));
        let open = "（本报记者李明说，水库今天开\n闸放水，稻田得到灌溉。）\n";
        assert_eq!(sign_off(&lines(open, 1), 0), None);
    }

    #[test]
    fn a_name_between_a_headline_and_its_text_is_a_byline_though_no_gap_parts_it() {
        let column = "春天到了，青山公园三百株樱花\n昨天一齐开放，市民带着孩子从\n各处赶来，园内一时热闹得像过\n节一样，小贩也来了。\n";
        let mark = |head: &str, at| Mark::of(&lines(&format!("{head}{column}"), 1), at);
        assert_eq!(mark("三百株樱花开放\n陈小禾\n", 1), Mark::Byline);
        assert_eq!(
            mark("公园里的樱花一齐开放时的那份高\n兴劲\n", 1),
            Mark::Text
        );
        assert_eq!(mark("她说，三百株樱花开放，\n陈小禾\n", 1), Mark::Text);
    }
}
