//! Notices and advertisements of a text: a word that heads such, and the lines below it to the one with a telephone
//! number.

use super::line::Line;

/// Words that head notices.
pub(super) const HEADS: [&str; 16] = [
    "公告",
    "通告",
    "启事",
    "啟事",
    "招聘",
    "招聘启事",
    "徵才",
    "徵才啟事",
    "声明",
    "聲明",
    "遗失声明",
    "拍卖公告",
    "招标公告",
    "招租",
    "广告",
    "廣告",
];
/// The most lines of a notice.
const MOST: usize = 8;
/// What its last lines say.
const ENDS: [&str; 8] = [
    "电话", "電話", "热线", "熱線", "请洽", "請洽", "广告", "廣告",
];

/// Returns for each line of a page whether it is of a notice.
pub(super) fn lines(lines: &[Line<'_>]) -> Vec<bool> {
    let mut found = vec![false; lines.len()];
    for (at, line) in lines.iter().enumerate() {
        if !is_head(line.text) {
            continue;
        }
        let below = lines.iter().skip(at + 1).take(MOST).enumerate();
        let below = below.take_while(|(_, line)| !is_head(line.text) && !line.text.ends_with('，'));
        let ends = below.filter(|(_, line)| ENDS.iter().any(|word| line.text.contains(word)));
        if let Some((last, _)) = ends.last()
            && let Some(found) = found.get_mut(at..=at + 1 + last)
        {
            found.fill(true);
        }
    }
    found
}

/// Whether a line is a word that heads notices, its characters set apart or not.
fn is_head(text: &str) -> bool {
    text.len() <= 24 && HEADS.contains(&&*text.replace([' ', '\u{3000}'], ""))
}

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::*;

    #[test]
    fn a_notice_ends_with_its_telephone() {
        let text = "招 聘\n司机两名\n电话：0000-5550123\n水库今天开闸放水\n公告\n水库今天开闸。\n";
        let found = lines(&line::lines(text, 1));
        assert_eq!(found, [true, true, true, false, false, false]);
    }
}
