//! What is wrong with a text that is not TOML. The parser says it in English; in Chinese it is said of what
//! kind it is.

use crate::lang::{Bilingual, bilingual};
use crate::text::sanitize;

/// What a parser's message is about, by the words in it, the more particular before the more general.
const KINDS: [(&[&str], &str); 9] = [
    (&["must be quoted"], "值没有写，或缺引号，应如 \"文字\""),
    (&["duplicate"], "这个名称写了两次，请只留一处"),
    (&["date", "time"], "日期或时间写得不对"),
    (&["array"], "数组没有写完整，请检查 [ ] 和元素之间的逗号"),
    (&["table"], "表没有写完整，请检查 [ ] 或 { }"),
    (
        &["quote", "string", "escape", "unicode"],
        "字符串有误，请检查引号和反斜线",
    ),
    (
        &["integer", "float", "digit", "radix", "sign", "leading zero"],
        "数写得不对",
    ),
    (
        &["key", "value", "assignment", "`=`"],
        "应为“名称 = 值”，请检查等号和值",
    ),
    (&["comment", "newline", "carriage"], "一行里有多余的内容"),
];

/// Says what is wrong, by the parser's message.
pub(super) fn wrong(message: &str) -> Bilingual {
    let english = sanitize::line(message);
    let is_about = |(words, _): &&(&[&str], &str)| words.iter().any(|word| message.contains(word));
    let kind = KINDS.iter().find(is_about).map(|(_, chinese)| *chinese);
    let chinese = kind.unwrap_or("这里不合语法，请检查引号、括号和等号");
    bilingual!("not TOML: {english}", "不是 TOML：{chinese}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_in_chinese_by_its_kind() {
        for (text, expected) in [
            ("a = ", "值没有写"),
            ("a = = 1", "名称 = 值"),
            ("a = 1\na = 2", "两次"),
            ("a = [1, ", "数组"),
            ("a = {b = 1", "表"),
            ("a = \"b", "引号"),
            ("a = 01", "数"),
            ("a b = 1", "名称 = 值"),
        ] {
            let (_, errors) = toml::de::DeTable::parse_recoverable(text);
            let wrong = wrong(errors.first().unwrap().message());
            assert!(wrong.chinese.contains(expected), "{text}: {wrong:?}");
            assert!(wrong.english.starts_with("not TOML: "), "{wrong:?}");
        }
    }
}
