//! What to type instead of what other programs' searches know, where a query finds nothing as it stands.

use crate::lang::Bilingual;

/// Marks that a phrase stands between.
const QUOTES: [char; 8] = ['"', '＂', '“', '”', '「', '」', '『', '』'];

/// Returns a sentence for a query that found nothing and in which a word looks as if it were to join others, or
/// to stand for more. What stands between quotation marks is meant as it is.
pub fn hint(typed: &str) -> Option<Bilingual> {
    let outside = typed.split(QUOTES).step_by(2);
    outside.flat_map(str::split_whitespace).find_map(of_word)
}

fn of_word(word: &str) -> Option<Bilingual> {
    let bare = word.trim_end_matches(['*', '＊']);
    if bare.len() < word.len() && !bare.is_empty() {
        return Some(Bilingual::new(
            format!(
                "`{word}` is sought with its star; every part of a word is found without one: {bare}"
            ),
            format!("`{word}` 是连同星号查找的；不写星号就能找到词的任何部分：{bare}"),
        ));
    }
    let bare = word.trim_start_matches(['!', '！']);
    if bare.len() < word.len() && !bare.is_empty() {
        return Some(Bilingual::new(
            format!("`{word}` is sought as it stands; -{bare} excludes it"),
            format!("`{word}` 是照原样查找的；要排除请写 -{bare}"),
        ));
    }
    // In capitals they join words here too.
    if ["AND", "NOT", "OR", "&&"].contains(&word) {
        return None;
    }
    let meant = match word.to_lowercase().as_str() {
        "and" | "&" | "＆" | "+" => ("a space or AND joins words", "用空格或 AND 连接"),
        "not" | "!" | "！" => ("NOT or -WORD excludes one", "用 NOT 或 -词 排除"),
        "or" => ("OR gives either", "用 OR 表示有其一即可"),
        _ => return None,
    };
    Some(Bilingual::new(
        format!("`{word}` is sought as a word; {}", meant.0),
        format!("`{word}` 是作为一个词查找的；{}", meant.1),
    ))
}

#[cfg(test)]
mod tests {
    use super::hint;
    use crate::lang::{Lang, Say as _};

    #[test]
    fn what_other_searches_know_is_told_in_ours() {
        let said = |typed| hint(typed).map(|hint| hint.say(Lang::En));
        for (typed, part) in [
            ("植树*", "without one: 植树"),
            ("雪 and 植树", "a space or AND"),
            ("雪 & 植树", "a space or AND"),
            ("雪 not 植树", "-WORD"),
            ("雪 or 植树", "OR gives either"),
            ("雪 !植树", "-植树 excludes"),
        ] {
            assert!(
                said(typed).is_some_and(|said| said.contains(part)),
                "{typed}"
            );
        }
        for typed in [
            "植树 雪",
            "\"雪 and 植树\"",
            "“植树*”",
            "*",
            "A+H",
            "android",
            "雪 AND \"r and d\"",
            "雪 NOT 植树",
            "雪 && 植树",
        ] {
            assert_eq!(said(typed), None, "{typed}");
        }
    }
}
