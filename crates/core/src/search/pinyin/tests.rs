//! Pinyin as people type it.

use proptest::prelude::*;

use super::syllables::INITIALS_OF_TWO;
use super::{Element, Pattern, alternatives, beginnings, syllables};
use crate::text::fold::fold;

/// What of the text is found.
fn found(word: &str, text: &str) -> Vec<String> {
    let text = fold(text);
    let Some(pattern) = Pattern::new(&fold(word)) else {
        return Vec::new();
    };
    let found = pattern.find_all(&text);
    found.map(|at| text.get(at).unwrap().to_owned()).collect()
}

#[test]
fn syllables_initials_and_characters_mix() {
    for word in [
        "sfq",
        "shifanqu",
        "示fanqu",
        "shifanq",
        "shfq",
        "示f区",
        "shi范qu",
        "SFQ",
        "shi'fan'qu",
    ] {
        assert_eq!(found(word, "焦作示范区植树"), ["示范区"], "{word}");
    }
    assert_eq!(found("agu", "Ａ股大涨"), ["a股"]);
    assert_eq!(found("19da", "十九大，19大"), ["19大"]);
}

#[test]
fn every_reading_of_a_character_counts() {
    for (word, text) in [
        ("chongqing", "重庆"),
        ("zhongyao", "重要"),
        ("yinhang", "银行"),
        ("xingzou", "行走"),
        ("yinyue", "音乐"),
        ("kuaile", "快樂"),
        ("qianlong", "乾隆"),
        ("ganbu", "幹部"),
        ("lvse", "绿色"),
        ("lüse", "綠色"),
        ("luse", "绿色"),
        ("nver", "女儿"),
        ("zhanlue", "战略"),
        ("xian", "西安"),
        ("xi'an", "西安"),
    ] {
        assert_eq!(found(word, text), [fold(text)], "{word}");
    }
    assert_eq!(found("xi'an", "先进"), [""; 0]);
}

#[test]
fn names_are_said_as_those_who_bear_them_do() {
    for (word, text) in [
        ("shaanxi", "陕西"),
        ("shanxi", "陕西"),
        ("lyushun", "旅顺"),
        ("lvshun", "旅顺"),
        ("lyuliang", "吕梁"),
        ("nyushi", "女士"),
        ("zhanlyue", "战略"),
        ("yun", "贠"),
        ("laoting", "乐亭"),
        ("yueqing", "乐清"),
        ("tanchang", "宕昌"),
        ("epang", "阿房"),
        ("luan", "六安"),
        ("yanshan", "铅山"),
        ("xunxian", "浚县"),
        ("guoyang", "涡阳"),
        ("hongtong", "洪洞"),
        ("mianchi", "渑池"),
        ("zhongmu", "中牟"),
        ("daicheng", "大城"),
        ("panyu", "番禺"),
        ("bengbu", "蚌埠"),
        ("donge", "东阿"),
        ("kuaiji", "会稽"),
        ("shifang", "什邡"),
        ("luzhi", "甪直"),
        ("moqi", "万俟"),
        ("yuchi", "尉迟"),
        ("zhangsun", "长孙"),
        ("tantai", "澹台"),
        ("shanxian", "单县"),
        ("piao", "朴"),
        ("miao", "缪"),
        ("yunshi", "貟氏"),
    ] {
        assert_eq!(found(word, text), [fold(text)], "{word}");
    }
}

#[test]
fn the_last_of_several_syllables_may_be_unfinished() {
    assert_eq!(found("shifa", "示范区"), ["示范"]);
    assert_eq!(found("zhishuzao", "植树造林"), ["植树造"]);
    assert_eq!(found("fa", "示范区"), [""; 0]);
    assert_eq!(found("zho", "中国"), [""; 0]);
}

#[test]
fn a_letter_alone_or_no_letter_is_no_pinyin() {
    for word in ["s", "植树", "19", "", "示"] {
        assert!(Pattern::new(word).is_none(), "{word}");
    }
    assert_eq!(found("sh", "上市"), [""; 0]);
    assert_eq!(found("shh", "上海市"), ["上海"]);
    assert!(Pattern::new(&"a".repeat(64)).is_none());
    assert!(Pattern::new(&"a".repeat(63)).is_some());
    assert_eq!(found(&"a".repeat(63), &"啊".repeat(63)).len(), 1);
}

#[test]
fn what_stands_as_typed_is_not_found_as_pinyin() {
    assert_eq!(found("gdp", "GDP增长"), [""; 0]);
}

#[test]
fn readings_are_listed_for_an_index() {
    assert_eq!(syllables('绿').collect::<Vec<_>>(), ["lu", "lv", "lyu"]);
    assert!(syllables('干').any(|said| said == "qian"));
    assert_eq!(syllables('a').count(), 0);
    assert_eq!(initials('重'), ["c", "ch", "z", "zh"]);
    assert_eq!(initials('b'), ["b"]);
    assert_eq!(initials('，').len(), 0);
}

/// Whether an index that keeps each character's syllables and initials has the text as a candidate.
fn is_candidate(word: &str, text: &str) -> bool {
    let is = |element: &Element, c: char| match element {
        Element::Char(wanted) => *wanted == c,
        Element::Syllable(said) => syllables(c).any(|syllable| syllable == *said),
        Element::Beginning(beginning) => beginnings(c).any(|said| said == &**beginning),
    };
    let characters: Vec<char> = text.chars().collect();
    alternatives(word).sequences.iter().any(|sequence| {
        let mut windows = characters.windows(sequence.len());
        windows.any(|window| sequence.iter().zip(window).all(|(e, c)| is(e, *c)))
    })
}

/// The first letters of a character's syllables, and zh, ch and sh.
fn initials(c: char) -> Vec<&'static str> {
    let is_initial = |said: &&str| said.len() == 1 || INITIALS_OF_TWO.contains(said);
    beginnings(c).filter(is_initial).collect()
}

#[test]
fn each_beginning_of_the_syllables_comes_once_and_in_order() {
    for c in ('\u{4E00}'..='\u{9FFF}').chain("a1，ü".chars()) {
        let ends = |said: &'static str| (1..=said.len()).filter_map(|end| said.get(..end));
        let mut all: Vec<&str> = syllables(c).flat_map(ends).collect();
        all.sort_unstable();
        all.dedup();
        all.extend((c == 'a').then_some("a"));
        assert_eq!(beginnings(c).collect::<Vec<_>>(), all, "{c}");
    }
}

#[test]
fn letters_that_an_apostrophe_parts_are_looked_through() {
    let pattern = Pattern::new("c\"c").unwrap();
    assert_eq!(pattern.find_all("cc").next(), None);
    assert!(!alternatives("c\"c").is_exact);
    assert!(alternatives("cc").is_exact);
}

proptest! {
    #[test]
    fn what_is_found_is_among_an_indexs_candidates(
        word in "[示范重庆西安a-chinsgzxou\"1]{2,12}",
        text in "[示范区重庆西安先中国上海绿a-c\"1]{0,8}",
    ) {
        let (word, text) = (fold(&word), fold(&text));
        let known = alternatives(&word);
        prop_assert!(known.sequences.len() <= 64);
        prop_assert!(known.sequences.iter().all(|sequence| !sequence.is_empty()));
        if let Some(pattern) = Pattern::new(&word) {
            let found = pattern.find_all(&text).next().is_some();
            let is_candidate = is_candidate(&word, &text);
            prop_assert!(!found || is_candidate);
            if known.is_exact {
                prop_assert!(!is_candidate || found || text.contains(&*word), "{} {}", word, text);
            }
        }
    }

    #[test]
    fn what_is_said_of_a_text_finds_it(
        text in "[示范区重庆西安先中国上海绿]{2,6}",
        whole in proptest::collection::vec(any::<(bool, prop::sample::Index)>(), 6),
    ) {
        let word: String = text
            .chars()
            .zip(&whole)
            .map(|(c, (whole, at))| {
                let said = if *whole { syllables(c).collect() } else { initials(c) };
                *at.get(&said)
            })
            .collect();
        let pattern = Pattern::new(&word).unwrap();
        prop_assert!(pattern.find_all(&text).next().is_some(), "{} {}", word, text);
        prop_assert!(is_candidate(&word, &text));
    }
}
