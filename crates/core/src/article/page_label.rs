//! The labels of newspaper pages: `3`, `第04版：要闻`, `A03/B02`, `4.0`, 头版, 第一張第二版.

use super::natural::Natural;
use super::numerals;

/// What a page's label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageLabel<'t> {
    /// Nothing.
    Nothing,
    /// The page's number as it is written, without 第 and 版: `04`, `A12`, `B02-B03`, 三.
    Number(&'t str),
    /// A name that is no number: 头版, 封面, 第一張第二版.
    Name(&'t str),
}

/// Returns a page as it is ordered among others, by its number: 第2版 and 要闻·02 are 2.
pub fn page_order(page: &str) -> Natural<'_> {
    match PageLabel::of(page) {
        PageLabel::Number(number) => Natural(number),
        PageLabel::Name(_) | PageLabel::Nothing => Natural(page),
    }
}

/// Longer figures are no page's.
const LONGEST: usize = 3;

/// Marks between the numbers of several pages.
const BETWEEN: [char; 13] = [
    '-', '–', '—', '~', '～', '－', '/', '／', '、', ',', '，', '&', '至',
];

impl<'t> PageLabel<'t> {
    /// Reads a label.
    pub fn of(label: &'t str) -> Self {
        let label = label.trim();
        let label = label.strip_suffix(".0").unwrap_or(label);
        let label = without_heading(label);
        if label.is_empty() || label == "版" || is_zero(label) {
            return Self::Nothing;
        }
        if let Some(before) = before_unit(label) {
            return Self::with_unit(label, before);
        }
        // A section's name may stand behind the number: A01要闻, 01：要闻.
        let word = label.strip_prefix('第').unwrap_or(label);
        let word = without_page(word);
        match numbers(word) {
            Some((number, rest)) if !rest.starts_with(is_counting) => Self::Number(number),
            _ => match trailing(label) {
                Some(number) => Self::Number(number),
                None => Self::Name(label),
            },
        }
    }

    /// Reads a label with 版; `before` stands before it.
    fn with_unit(label: &'t str, before: &'t str) -> Self {
        let before = before.trim();
        let name = label.get(..before.len() + '版'.len_utf8()).unwrap_or(label);
        if before.contains(['张', '張', '叠', '疊', '组', '組', '辑', '輯']) {
            return Self::Name(name.trim());
        }
        let numbered = before
            .rsplit_once('第')
            .map_or(before, |(_, behind)| behind);
        let numbered = numbered.trim();
        let whole = numbers(numbered).or_else(|| chinese(numbered));
        match whole {
            Some((number, "")) => Self::Number(number),
            _ => match trailing(numbered) {
                Some(number) => Self::Number(number),
                // 头版头条 tells where on the page.
                None => Self::Name(name.trim()),
            },
        }
    }

    /// Returns the number in figures and capital letters, without zeros before it.
    pub fn figures(number: &str) -> String {
        if let Some((run, "")) = chinese(number)
            && let Some((value, _)) = numerals::number(run)
        {
            return value.to_string();
        }
        let plain: String = number.chars().map(narrow).collect();
        match plain.trim_start_matches('0') {
            figures if figures.starts_with(|c: char| c.is_ascii_digit()) => figures.to_owned(),
            _ => plain,
        }
    }
}

/// Drops the name of the column that a label was copied with: 版次：3, 版面 A03.
fn without_heading(label: &str) -> &str {
    let heading = ["版面", "版次", "版"].iter();
    let behind = heading
        .copied()
        .find_map(|heading| label.strip_prefix(heading));
    let number = behind.map(|behind| behind.trim_start_matches(['：', ':', ' ', '\u{3000}']));
    number
        .filter(|number| numbers(number).is_some() || number.starts_with('第'))
        .unwrap_or(label)
}

/// Returns what stands before 版, unless that is a part of another word.
fn before_unit(label: &str) -> Option<&str> {
    let (before, behind) = label.split_once('版')?;
    (!behind.starts_with(['本', '权', '權'])).then_some(before)
}

fn is_zero(label: &str) -> bool {
    label.chars().all(|c| numerals::digit(c) == Some(0))
}

/// A word behind a number that says that it counts no newspaper's pages.
fn is_counting(c: char) -> bool {
    "年月日期页頁卷号號张張叠疊".contains(c)
}

fn without_page(word: &str) -> &str {
    let page = ["Page ", "page ", "PAGE ", "p. ", "P. ", "p.", "P.", "pp. "];
    page.iter()
        .find_map(|page| word.strip_prefix(page))
        .unwrap_or(word)
}

/// Splits one page's number, or those of several, from the start of a text.
fn numbers(text: &str) -> Option<(&str, &str)> {
    let mut rest = one(text)?;
    while let Some(next) = rest.trim_start().strip_prefix(BETWEEN) {
        let Some(behind) = one(next.trim_start()) else {
            break;
        };
        rest = behind;
    }
    Some((text.strip_suffix(rest)?, rest))
}

/// Returns what stands behind a page's number: figures, with up to two letters before them and one behind.
fn one(text: &str) -> Option<&str> {
    let letter = |c: char| narrow(c).is_ascii_alphabetic();
    let figures = text.trim_start_matches(letter);
    let letters = text.strip_suffix(figures)?.chars().count();
    let (run, rest) = numerals::digits(figures);
    if letters > 2 || !(1..=LONGEST).contains(&run.len()) {
        return None;
    }
    let behind = rest.strip_prefix(letter).unwrap_or(rest);
    (!behind.starts_with(|c: char| letter(c) || c == '.')).then_some(behind)
}

/// Splits a number in Chinese from the start of a text.
fn chinese(text: &str) -> Option<(&str, &str)> {
    let (run, rest) = numerals::numerals(text)?;
    let is_page = numerals::number(run)
        .is_some_and(|(value, rest)| rest.is_empty() && (1..1000).contains(&value));
    is_page.then_some((run, rest))
}

/// Returns the number at a label's end behind a section's name: 要闻·04.
fn trailing(label: &str) -> Option<&str> {
    let is_part = |c: char| narrow(c).is_ascii_alphanumeric();
    let name = label.trim_end_matches(is_part);
    let number = label.strip_prefix(name)?;
    let is_named = name.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    let is_number = numbers(number).is_some_and(|(_, rest)| rest.is_empty());
    (is_named && is_number && !name.trim_end().ends_with(['年', '月', '第'])).then_some(number)
}

/// A full-width letter or figure as a plain one.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - '！' as u32 + '!' as u32).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::PageLabel;

    #[test]
    fn labels_tell_the_number_that_papers_print() {
        for (label, number) in [
            ("3", "3"),
            ("03", "3"),
            ("０３", "3"),
            ("003", "3"),
            ("4.0", "4"),
            ("03版", "3"),
            ("第3版", "3"),
            ("第 03 版", "3"),
            ("第04版：要闻", "4"),
            ("第A12版:财经", "A12"),
            ("04版 要闻", "4"),
            ("04版要闻", "4"),
            ("要闻·04版", "4"),
            ("要闻04", "4"),
            ("要闻 A04", "A04"),
            ("要闻第4版", "4"),
            ("第1版要闻", "1"),
            ("A01要闻", "A01"),
            ("A01：要闻", "A01"),
            ("ＡＡ12", "AA12"),
            ("A03/B02", "A03/B02"),
            ("B02-B03", "B02-B03"),
            ("2、3版", "2、3"),
            ("第三版", "3"),
            ("第十二版", "12"),
            ("四版", "4"),
            ("3版头条", "3"),
            ("Page 3", "3"),
            ("p.3", "3"),
            ("版面3", "3"),
            ("版次：A03", "A03"),
            ("版面：第4版", "4"),
            ("12B", "12B"),
        ] {
            let PageLabel::Number(written) = PageLabel::of(label) else {
                panic!("{label}: {:?}", PageLabel::of(label));
            };
            assert_eq!(PageLabel::figures(written), number, "{label}");
        }
    }

    #[test]
    fn what_is_no_number_is_a_name() {
        for (label, name) in [
            ("头版", "头版"),
            ("头版头条", "头版"),
            ("封面", "封面"),
            ("要闻版", "要闻版"),
            ("要闻", "要闻"),
            ("第一張第二版", "第一張第二版"),
            ("A叠12版", "A叠12版"),
            ("2019年", "2019年"),
            ("1234", "1234"),
            ("第5页", "第5页"),
        ] {
            assert_eq!(PageLabel::of(label), PageLabel::Name(name), "{label}");
        }
        for label in ["", " ", "0", "00", "版", "0.0"] {
            assert_eq!(PageLabel::of(label), PageLabel::Nothing, "{label}");
        }
    }
}
