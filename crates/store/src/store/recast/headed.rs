//! Texts that begin with their headline, as lists of one report a line hold them: `旧桥改建 旧桥昨日动工。`

/// Splits a text behind its headline: at the last white space before its first sentence ends or pauses.
pub(super) fn split_headline(text: &str) -> Option<(&str, &str)> {
    const SHORTEST: usize = 4;
    const LONGEST: usize = 60;
    let text = text.trim();
    let beginning = text.get(..text.find(['。', '，'])?)?;
    let (mut headline, _) = split_last_word(beginning)?;
    // Where the report comes from, and who wrote it, is of the text.
    while let Some((before, last)) = split_last_word(headline)
        && is_opening(last)
    {
        headline = before;
    }
    let rest = text.get(headline.len()..)?.trim_start();
    let length = headline.chars().count();
    ((SHORTEST..=LONGEST).contains(&length) && !rest.is_empty()).then_some((headline, rest))
}

/// Returns whether the texts of a table's rows begin with their headlines, if they stand in a column `body`.
pub(super) fn are_headed(columns: &[String], sample: &[&(usize, Vec<String>)]) -> bool {
    let body = columns.iter().position(|column| column == "body");
    let has_title = columns.iter().any(|column| column == "title");
    let Some(body) = body.filter(|_| !has_title) else {
        return false;
    };
    let cells = sample.iter().filter_map(|(_, cells)| cells.get(body));
    let headed = cells.filter(|cell| split_headline(cell).is_some());
    headed.count() * 5 >= sample.len() * 4
}

/// Splits a text at its last white space, unless that is between words of Latin letters.
fn split_last_word(text: &str) -> Option<(&str, &str)> {
    let (before, last) = text.rsplit_once(char::is_whitespace)?;
    let before = before.trim_end();
    let is_latin = before.ends_with(|c: char| c.is_ascii_alphanumeric())
        && last.starts_with(|c: char| c.is_ascii_alphanumeric());
    (!is_latin).then_some((before, last))
}

/// Whether a word says where a report comes from: 本报讯, 新华社北京电, 记者李明报道.
fn is_opening(word: &str) -> bool {
    const BEGINNINGS: [&str; 8] = [
        "本报",
        "本報",
        "本刊",
        "新华社",
        "新華社",
        "中新",
        "记者",
        "記者",
    ];
    const ENDS: [char; 5] = ['讯', '訊', '电', '電', '道'];
    BEGINNINGS
        .iter()
        .any(|beginning| word.starts_with(beginning))
        && word.ends_with(ENDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_stands_before_the_last_white_space_of_the_first_sentence() {
        for (text, expected) in [
            (
                "旧桥改建 旧桥昨日动工。",
                Some(("旧桥改建", "旧桥昨日动工。")),
            ),
            (
                "旧桥改建 本报讯 旧桥昨日动工，工期三月。",
                Some(("旧桥改建", "本报讯 旧桥昨日动工，工期三月。")),
            ),
            (
                "旧桥改建 工期三月 记者李明报道 旧桥昨日动工，",
                Some(("旧桥改建 工期三月", "记者李明报道 旧桥昨日动工，")),
            ),
            ("旧桥改建\u{3000}旧桥 昨日动工", None),
            ("旧桥昨日动工。工期 三月。", None),
            ("The bridge，", None),
        ] {
            assert_eq!(split_headline(text), expected, "{text}");
        }
    }
}
