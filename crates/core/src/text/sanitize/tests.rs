//! Attacks by name, honest text by script, and what must hold of any text.

use std::borrow::Cow;

use proptest::prelude::*;
use unicode_width::UnicodeWidthChar;

use super::character::{Cluster, Fate, fate, plain_prefix};
use super::line;

#[track_caller]
fn cleaned(hostile: &str, clean: &str) {
    assert_eq!(line(hostile), clean, "{hostile:?}");
}

#[track_caller]
fn honest(text: &str) {
    assert!(
        matches!(line(text), Cow::Borrowed(same) if same == text),
        "{text:?}"
    );
}

#[test]
fn whole_escape_sequences_go() {
    cleaned("绿\u{1B}[32;1m色\u{1B}[0m字", "绿色字");
    cleaned("\u{1B}[?1049h清\u{1B}[2J屏\u{1B}[1 q", "清屏");
    cleaned("\u{1B}]0;标题\u{7}正文", "正文");
    cleaned(
        "\u{1B}]8;;http://x.cn\u{1B}\\链接\u{1B}]8;;\u{1B}\\完",
        "链接完",
    );
    cleaned("\u{1B}]52;c;cm0gLXJm\u{9C}文", "文");
    cleaned(
        "\u{1B}P1$r0m\u{1B}\\一\u{1B}_Gi=1;AAAA\u{1B}\\二\u{1B}^x\u{1B}\\三\u{1B}Xy\u{1B}\\",
        "一二三",
    );
    cleaned("\u{1B}c重\u{1B}7置\u{1B}(0x\u{1B}#8", "重置x");
}

#[test]
fn eight_bit_sequences_go() {
    cleaned("\u{9B}31m红", "红");
    cleaned(
        "\u{9D}0;标题\u{9C}一\u{90}q#0\u{7}二\u{9F}a\u{9C}\u{9E}b\u{9C}\u{98}c\u{9C}",
        "一二",
    );
    cleaned("一\u{84}\u{80}二", "一二");
}

#[test]
fn what_is_not_completed_swallows_nothing() {
    cleaned("\u{1B}[31中文", "31中文");
    cleaned("\u{1B}]0;标题\n正文\u{7}", "0;标题 正文");
    cleaned("\u{1B}]0;没有结尾", "0;没有结尾");
    cleaned("\u{1B}]0;甲\u{1B}[31m乙", "0;甲乙");
    cleaned("\u{1B}", "");
    cleaned("\u{1B}\u{1B}[31m文", "文");
    cleaned("\u{1B}文", "文");
    cleaned("\u{1B}[", "");
    cleaned("\u{1B}(文", "(文");
}

#[test]
fn removal_builds_no_new_sequence() {
    cleaned("\u{1B}\u{0}[31m", "[31m");
    cleaned("\u{1B}\u{1B}[0m[31m", "[31m");
    cleaned("\u{1B}\u{200B}]0;x\u{7}", "]0;x");
}

#[test]
fn breaks_and_tabs_become_one_space() {
    cleaned("上\r\n\n\t下", "上 下");
    cleaned("上\u{2028}\u{2029}\u{85}\u{B}\u{C}下", "上 下");
    cleaned("上\n\u{0}\n下", "上 下");
}

#[test]
fn unseen_characters_go() {
    cleaned(
        "a\u{202E}cba\u{202C}\u{2066}\u{2069}\u{200E}\u{200F}\u{61C}",
        "acba",
    );
    cleaned(
        "零\u{200B}宽\u{2060}\u{2064}\u{FEFF}\u{180E}\u{AD}度\u{FFF9}\u{FFFA}\u{FFFB}",
        "零宽度",
    );
    cleaned("标\u{E0001}\u{E0041}\u{E007F}签", "标签");
    cleaned("填\u{3164}\u{FFA0}\u{115F}\u{1160}充\u{34F}", "填充");
    cleaned("\u{FFFE}非\u{FDD0}字\u{1FFFF}符\u{0}\u{7F}", "非字符");
}

#[test]
fn selectors_and_joiners_stay_where_they_form_something() {
    honest("❤\u{FE0F} 1\u{FE0F}\u{20E3} 葛\u{E0100}城 㐂\u{FE00}");
    honest("👩\u{200D}🔬 👨\u{200D}👩\u{200D}👧\u{200D}👦 🏋🏽\u{200D}♂\u{FE0F}");
    honest("👩\u{200D}❤字❤\u{200D}👩\u{200D}👩\u{200D}👩");
    honest("می\u{200C}خواهم ක්\u{200D}ෂ");
    cleaned(
        "一\u{FE0F}a\u{FE0F}1\u{FE0F}2葛\u{E0100}\u{E0101}\u{FE05}",
        "一a12葛\u{E0100}",
    );
    cleaned("中\u{200D}国\u{200C}人👩\u{200D}人\u{200D}", "中国人👩人");
    cleaned("👩\u{200D}\u{200D}👩", "👩\u{200D}👩");
}

#[test]
fn piles_are_levelled() {
    let pile = format!("字{}后", "\u{336}".repeat(1000));
    cleaned(&pile, "字\u{336}\u{336}\u{336}\u{336}后");
    let jamo = format!("\u{1100}{}", "\u{1161}".repeat(9));
    cleaned(&jamo, "\u{1100}\u{1161}\u{1161}\u{1161}\u{1161}");
    let family = ["👩"; 6].join("\u{200D}");
    cleaned(&family, "👩\u{200D}👩\u{200D}👩\u{200D}👩👩\u{200D}👩");
}

#[test]
fn marks_need_a_character_to_stand_on() {
    cleaned(
        "\u{301}a \u{301}b\n\u{301}c\u{3000}\u{301}",
        "a b c\u{3000}",
    );
}

#[test]
fn honest_text_is_unchanged() {
    honest("本报讯（记者 郭树勋）“植树”——3∶2，6.1℃……『完』");
    honest("全角\u{3000}空格 ＡＢＣ①㎡Ⅱ𠮷\u{E000}\u{F87F}\u{FFFD}");
    honest("Tiếng Việt a\u{302}\u{301}, Ελληνικά, русский, 한국어, ひらがな・カタカナ か\u{3099}");
    honest("עִבְרִית العَرَبِيَّة हिन्दी ไทย བོད་སྐད་");
    honest("👍🏽🇨🇳 #1 *");
    honest("");
}

#[test]
fn characters_that_take_no_cell_go_when_alone() {
    for c in '\0'..=char::MAX {
        if matches!(c.width(), None | Some(0)) {
            let left = line(c.encode_utf8(&mut [0; 4])).trim().to_owned();
            assert!(left.is_empty(), "{:04X} is left", u32::from(c));
        }
    }
}

#[test]
fn plain_characters_are_kept_by_the_full_rules() {
    for c in '\0'..=char::MAX {
        if plain_prefix(c.encode_utf8(&mut [0; 4])) > 0 {
            let mut after_kanji = Cluster::default();
            after_kanji.begin('字');
            assert_eq!(
                fate(c, None, &mut after_kanji),
                Fate::Kept,
                "U+{:04X}",
                u32::from(c)
            );
            let stands_alone = fate(c, None, &mut Cluster::default()) == Fate::Kept;
            assert!(stands_alone, "U+{:04X}", u32::from(c));
        }
    }
}

#[test]
fn many_unfinished_sequences_cost_no_more_than_their_length() {
    let hostile = "\u{1B}]x".repeat(200_000);
    assert_eq!(line(&hostile).len(), 200_000);
}

/// Whatever is dangerous, near whatever gives it a meaning.
fn text() -> impl Strategy<Value = String> {
    let dangerous: Vec<char> = "\u{1B}\u{1B}\u{9B}\u{9D}\u{90}\u{9C}\u{7}\\[]P(0;m\n\r\t\u{2028} \u{3000}\
        \u{202E}\u{2066}\u{200B}\u{200C}\u{200D}\u{200D}\u{FE0F}\u{FE0E}\u{E0100}\u{AD}\u{FEFF}\u{E0041}\
        \u{301}\u{336}\u{20E3}\u{1161}\u{1100}1👩❤🏽字葛aيخ\u{94D}क\u{9BE}\u{FFFE}\u{115F}\u{85}\u{0}"
        .chars()
        .collect();
    let character = prop_oneof![4 => proptest::sample::select(dangerous), 1 => any::<char>()];
    proptest::collection::vec(character, 0..30).prop_map(String::from_iter)
}

/// What must not be in a line wherever it stands.
fn is_forbidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'
        | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E007F}')
}

proptest! {
    #[test]
    fn nothing_forbidden_is_left(text in text()) {
        let clean = line(&text);
        prop_assert!(!clean.contains(is_forbidden), "{:?}", clean);
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(text in text()) {
        let clean = line(&text);
        let again = line(&clean);
        prop_assert!(matches!(again, Cow::Borrowed(_)), "{:?} then {:?}", clean, again);
    }

    #[test]
    fn what_is_borrowed_is_the_text(text in text()) {
        if let Cow::Borrowed(clean) = line(&text) {
            prop_assert_eq!(clean, &text);
        }
    }

    #[test]
    fn honest_chinese_is_unchanged(text in "[一-龥，。、“”（）《》…—·A-Za-z0-9 \u{3000}℃㐀-㐿]{0,60}") {
        prop_assert!(matches!(line(&text), Cow::Borrowed(_)));
    }

    #[test]
    fn no_character_takes_more_than_four_marks(text in text()) {
        let clean = line(&text);
        let mut run = 0;
        for c in clean.chars() {
            run = if c.width() == Some(0) { run + 1 } else { 0 };
            // Four marks, a selector and a joiner.
            prop_assert!(run <= 6, "{:?}", clean);
        }
    }
}
