//! Pairs that are one to a search, and the promises held against any text.

use proptest::prelude::*;

use super::{Folded, fold, fold_mapped};

/// Asserts that all of `same` fold to one text.
fn one(same: &[&str]) {
    for text in same {
        assert_eq!(fold(text), fold(same[0]), "{text} and {}", same[0]);
    }
}

#[test]
fn traditional_and_simplified_are_one() {
    one(&["国务院", "國務院"]);
    one(&["里面的头发", "裡面的頭髮", "裏面的頭髮"]);
    one(&["看着", "看著"]);
    one(&["了解", "瞭解"]);
    one(&["卫生", "衛生", "衞生"]);
    one(&["钱钟书", "钱锺书", "錢鍾書"]);
}

#[test]
fn a_character_folds_alike_alone_and_in_a_phrase() {
    assert!(fold("乾隆年间").contains(&fold("乾")));
    assert!(fold("乾隆年間").contains(&fold("干")));
}

#[test]
fn widths_and_forms_are_one() {
    one(&["GDP增长6.1%", "ＧＤＰ增长６．１％"]);
    one(&["カタカナ", "ｶﾀｶﾅ"]);
    one(&["好,走吧!真的?对;行:", "好，走吧！真的？对；行："]);
    one(&["(一)[二]{三}", "（一）［二］｛三｝", "︵一︶﹇二﹈︷三︸"]);
    one(&["完。", "完.", "完｡", "完．"]);
    one(&["人大代表", "⼈⼤代表"]);
    one(&["金老樂", "\u{F90A}\u{F934}\u{F95C}"]);
    one(&["你\u{FE00}", "你"]);
    assert_ne!(fold("《书》"), fold("<书>"));
    assert_ne!(fold("一、二"), fold("一，二"));
}

#[test]
fn case_and_accents_are_one() {
    one(&["covid", "COVID", "Covid", "ＣＯＶＩＤ"]);
    one(&["ΟΔΟΣ", "οδος", "οδοσ"]);
    one(&["Beyoncé", "Beyonce\u{301}", "BEYONCE"]);
    one(&["lǜ", "lü", "lu"]);
    one(&["İstanbul", "istanbul"]);
    assert_ne!(fold("が"), fold("か"));
    assert_ne!(fold("a≠b"), fold("a=b"));
}

#[test]
fn styles_of_marks_are_one() {
    one(&[
        "“话”",
        "「话」",
        "\"话\"",
        "‘话’",
        "『话』",
        "＂话＂",
        "〝话〞",
        "﹁话﹂",
        "｢话｣",
        "«话»",
    ]);
    one(&["don't", "don’t"]);
    one(&[
        "1950—1953年",
        "1950-1953年",
        "1950－1953年",
        "1950–1953年",
        "1950―1953年",
    ]);
    one(&[
        "列夫·托尔斯泰",
        "列夫・托尔斯泰",
        "列夫•托尔斯泰",
        "列夫‧托尔斯泰",
    ]);
    one(&["等等……", "等等⋯⋯"]);
    one(&["3∶2", "3：2", "3:2"]);
    one(&["国发〔2019〕3号", "国发【2019】3号", "国发［2019］3号"]);
    one(&["二○一九", "二〇一九"]);
}

#[test]
fn white_space_stays_only_between_spaced_words() {
    one(&["多，他们", "多 ， 他 们", "多，\n他们", " 多，他们\u{3000}"]);
    one(&["12月3日", "12 月 3 日", "12\n月3日"]);
    one(&["GDP，CPI", "GDP, CPI", "GDP ， CPI"]);
    one(&["A股 B股", "A股B股"]);
    assert_eq!(fold("World  \u{A0}\t Wide\r\nWeb"), "world wide web");
    assert_eq!(fold("한국 사람"), "한국 사람");
    assert_eq!(fold(" \n\u{3000}"), "");
}

#[test]
fn invisible_characters_fold_away() {
    one(&[
        "葛城",
        "葛\u{E0100}城",
        "葛\u{200B}城",
        "\u{FEFF}葛\u{2060}城",
        "葛\u{AD}城",
    ]);
    one(&["❤心", "❤\u{FE0F}心"]);
    one(&["ab", "a\u{0}b"]);
}

#[test]
fn the_source_of_a_range_is_whole_characters_with_their_marks() {
    let text = "  他 说：「e\u{301}葛\u{E0100}」 ok";
    let folded = fold_mapped(text);
    assert_eq!(folded.text, "他说:\"e葛\"ok");
    let source = |word: &str| {
        let at = folded.text.find(word).unwrap();
        text.get(folded.source(text, at..at + word.len())).unwrap()
    };
    assert_eq!(source("他"), "他");
    assert_eq!(source("他说"), "他 说");
    assert_eq!(source("e"), "e\u{301}");
    assert_eq!(source("葛"), "葛\u{E0100}");
    assert_eq!(source("说:\"e葛\"ok"), "说：「e\u{301}葛\u{E0100}」 ok");
    assert_eq!(folded.source(text, 3..3), 6..6);
    let end = folded.text.len();
    assert_eq!(folded.source(text, end..end), text.len()..text.len());
}

#[test]
fn printed_variants_are_one() {
    for pair in [
        ["靑年", "青年"],
        ["淸末", "清末"],
        ["飮食", "饮食"],
        ["鄕村", "乡村"],
        ["尙未", "尚未"],
        ["効果", "效果"],
        ["隣居", "邻居"],
        ["計畧", "计略"],
        ["亲暱", "亲昵"],
        ["竝列", "并列"],
        ["戸口", "户口"],
        ["呉氏", "吴氏"],
        ["數値", "数值"],
        ["敎育", "教育"],
        ["旣卽眞", "既即真"],
        ["産査册", "产查册"],
        ["説悦脱", "说悦脱"],
        ["緑録禄", "绿录禄"],
        ["黒黄歩", "黑黄步"],
        ["鉄道", "铁道"],
        ["団体図書", "团体图书"],
        ["中囯", "中国"],
        ["羣衆", "群众"],
        ["面靣", "面面"],
    ] {
        one(&pair);
    }
}

#[test]
fn words_of_their_own_stay_apart() {
    for pair in [
        "十拾", "一壹", "二贰", "三叁", "四肆", "百佰", "千仟", "村邨", "沈沉", "板版", "磁瓷",
        "佑祐", "他她", "予余", "己已", "已巳", "日曰", "土士", "未末", "芸艺", "浜滨", "哲喆",
        "奔犇", "坤堃", "帐账", "托拓", "像象", "做作", "份分", "粘黏", "针箴", "淡澹", "峒洞",
        "预豫", "管筦", "朝晁", "示礻", "刀刂", "人亻", "螺蠃", "完烷", "糸丝", "幺么", "欠缺",
        "体本", "末本",
    ] {
        let folds: Vec<String> = pair.chars().map(|c| fold(&c.to_string())).collect();
        assert_ne!(folds[0], folds[1], "{pair}");
    }
}

#[test]
fn radicals_are_characters() {
    one(&["人民日报", "⼈⺠⽇报"]);
    one(&["长江车辆", "⻓江⻋辆"]);
    one(&["高风险", "高⻛险"]);
    one(&["门见页鱼", "⻔⻅⻚⻥"]);
    one(&["龟齿龙", "⻳⻮⻰"]);
}

#[test]
fn a_compatibility_form_is_what_it_stands_for() {
    one(&["甲III级响应", "甲Ⅲ级响应", "甲iii级响应"]);
    one(&["第1条", "第①条"]);
    one(&["三百m2", "三百㎡", "三百m²"]);
    one(&["(一)总则", "㈠总则", "（一）总则"]);
    one(&["fi", "ﬁ"]);
    one(&["1/2", "½"]);
    one(&["12.总则", "⒓总则"]);
    one(&["5kg", "5㎏"]);
    one(&["No3", "№3"]);
    one(&["36.5°C", "36.5℃"]);
    one(&["H2O", "H₂O"]);
    one(&["令和元年", "㋿元年"]);
    one(&["等等……", "等等......", "等等⋯⋯"]);
    assert_ne!(fold("한국"), fold("ㅎㅏㄴㄱㅜㄱ"));
}

#[test]
fn what_is_found_within_an_expanded_character_is_all_of_it() {
    let text = "甲㎡乙Ⅲ级";
    let folded = fold_mapped(text);
    assert_eq!(folded.text, "甲m2乙iii级");
    let source = |word: &str| {
        let at = folded.text.find(word).unwrap();
        text.get(folded.source(text, at..at + word.len())).unwrap()
    };
    assert_eq!(source("m2"), "㎡");
    assert_eq!(source("2"), "㎡");
    assert_eq!(source("2乙i"), "㎡乙Ⅲ");
}

#[test]
fn every_character_folds_to_what_folds_to_itself() {
    for c in '\0'..=char::MAX {
        let once = fold(&c.to_string());
        assert!(
            !once.contains(|c: char| c.is_control() || c.is_whitespace()),
            "{c:?}"
        );
        assert_eq!(fold(&once), once, "{c:?}");
    }
}

/// Text in which everything that folding looks at is near everything else.
fn text() -> impl Strategy<Value = String> {
    let characters = prop_oneof![
        6 => proptest::char::range('一', '龥'),
        3 => proptest::sample::select(
            "國国 務aBé９㎡Ⅲ…①⻓靑 \n\u{3000}\t，。“」—·…○が\u{301}\u{FE0F}\u{E0100}\u{200D}👩한é𠀾\u{2F800}"
                .chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    proptest::collection::vec(characters, 0..40).prop_map(String::from_iter)
}

fn assert_maps(text: &str, folded: &Folded) {
    assert_eq!(folded.text, fold(text));
    assert_eq!(folded.origin.len(), folded.text.len() + 1);
    assert!(folded.origin.is_sorted());
    assert_eq!(
        folded.origin.last().copied(),
        u32::try_from(text.len()).ok()
    );
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn every_part_is_found_in_the_whole(text in text(), cut in any::<[prop::sample::Index; 2]>()) {
        let characters: Vec<char> = text.chars().collect();
        let mut ends = cut.map(|at| at.index(characters.len() + 1));
        ends.sort_unstable();
        let part: String = characters[ends[0]..ends[1]].iter().collect();
        let part = part.trim();
        prop_assert!(fold(&text).contains(&fold(part)), "{:?} in {:?}", part, text);
    }

    #[test]
    fn texts_without_white_space_fold_piece_by_piece(a in text(), b in text()) {
        let solid = |t: &str| t.split_whitespace().collect::<String>();
        let (a, b) = (solid(&a), solid(&b));
        prop_assert_eq!(fold(&format!("{a}{b}")), fold(&a) + &fold(&b));
    }

    #[test]
    fn the_map_goes_back_to_what_folds_alike(text in text()) {
        let folded = fold_mapped(&text);
        assert_maps(&text, &folded);
        let mut end = 0;
        for (at, c) in folded.text.char_indices() {
            let source = folded.source(&text, at..at + c.len_utf8());
            let original = text.get(source.clone()).unwrap();
            let folded = fold(original);
            let is_part = folded.chars().count() > 1 && source.end == end;
            prop_assert!(source.start >= end || is_part, "{:?} overlaps in {:?}", source, text);
            end = source.end;
            if c != ' ' {
                prop_assert!(folded.contains(c) && (is_part || folded.starts_with(c)));
            }
        }
    }
}
