//! Chinese sentences have Chinese punctuation.

use crate::tokens::{Token, tokens};
use crate::tree;

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Whether a character is Han or a mark of Chinese punctuation.
fn is_chinese(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3001}'..='\u{3011}' | '\u{ff01}'..='\u{ff1f}' | '“' | '”')
}

/// Whether a text has a Latin mark as one of a Chinese sentence: beside a Chinese character, and on its other side
/// another, something put in, or nothing. In a query one stands behind a Latin name.
fn is_mixed(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    characters.iter().enumerate().any(|(at, mark)| {
        let before = at.checked_sub(1).map(|before| characters[before]);
        let behind = characters[at + 1..].iter().find(|c| **c != ' ').copied();
        let around = [before, behind];
        matches!(mark, ',' | ';' | ':' | '!' | '?')
            && around.into_iter().flatten().any(is_chinese)
            && before.is_some_and(|c| is_chinese(c) || c == '}')
            && behind.is_none_or(|c| is_chinese(c) || c == '{')
    })
}

/// The source without its tests, whose texts are what may come from without.
fn untested(source: &str) -> &str {
    source
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default()
}

fn mixed(source: &str) -> Vec<String> {
    let texts = tokens(untested(source))
        .into_iter()
        .filter_map(|token| match token {
            Token::Text(text) => Some(text),
            _ => None,
        });
    // Marks alone are no sentence, nor is an example of JSON.
    let sentences = texts.filter(|text| text.contains(is_han) && !text.contains("{\\\""));
    sentences.filter(|text| is_mixed(text)).collect()
}

#[test]
fn chinese_sentences_have_chinese_punctuation() {
    let files = tree::modules().into_iter();
    let files = files.filter(|path| {
        !path
            .iter()
            .any(|part| part == "tests" || part == "tests.rs")
    });
    for path in files {
        assert_eq!(
            mixed(&tree::read(&path)),
            Vec::<String>::new(),
            "{}",
            path.display()
        );
    }
}

#[test]
fn latin_punctuation_in_chinese_is_caught() {
    let wrong = [
        "没有读到稿件: {summary}",
        "“{name}”, 已移除",
        "{count} 处: {first}，见上",
        "{name}: 是空的",
    ];
    for text in wrong {
        assert!(is_mixed(text), "{text}");
    }
    for text in [
        "没有读到稿件：{summary}",
        "title:植树",
        "{file}:{line}: {what}",
        "a, b",
        "用 {}；见 {path}",
    ] {
        assert!(!is_mixed(text), "{text}");
    }
    assert_eq!(
        mixed("say(\"空的, 是\");\n#[cfg(test)]\nmod tests { \"空的, 是\" }"),
        ["空的, 是"]
    );
}
