//! Bylines as papers and programs print them.

use super::{authors, words};

fn read(byline: &str) -> Vec<(String, String)> {
    authors(byline)
        .into_iter()
        .map(|author| (author.name, author.role.unwrap_or_default()))
        .collect()
}

#[test]
fn names_and_roles_are_read_from_bylines() {
    for (byline, names) in [
        ("郭树勋", vec![("郭树勋", "")]),
        ("本报记者 郭树勋", vec![("郭树勋", "记者")]),
        ("本报记者郭树勋", vec![("郭树勋", "记者")]),
        ("（记者 李明）", vec![("李明", "记者")]),
        (
            "新华社驻联合国记者 李明 王芳",
            vec![("李明", "记者"), ("王芳", "记者")],
        ),
        (
            "记者 李明 通讯员 王芳",
            vec![("李明", "记者"), ("王芳", "通讯员")],
        ),
        ("李明、通讯员王芳", vec![("李明", ""), ("王芳", "通讯员")]),
        ("見習記者 李明", vec![("李明", "見習記者")]),
        ("摄影记者：李明", vec![("李明", "摄影记者")]),
        (
            "王　芳 李小明 张 华",
            vec![("王芳", ""), ("李小明", ""), ("张华", "")],
        ),
        ("李明/摄影 王芳", vec![("李明", ""), ("王芳", "摄影")]),
        ("张双杰 摄", vec![("张双杰", "摄影")]),
        ("张双杰摄", vec![("张双杰", "摄影")]),
        (
            "John Smith, Zoë Brown",
            vec![("John Smith", ""), ("Zoë Brown", "")],
        ),
        ("李明，李明", vec![("李明", "")]),
        (
            "[美] 约翰·史密斯 著 李明 译",
            vec![("约翰·史密斯", ""), ("李明", "译")],
        ),
        ("中央社記者李明台北22日電", vec![("李明", "記者")]),
        ("记者李明北京十一月二日电", vec![("李明", "记者")]),
        ("特派員李明／華盛頓報導", vec![("李明", "特派員")]),
        ("審稿：李明", vec![]),
        ("小编", vec![]),
        ("本报记者", vec![]),
        (" 、 ", vec![]),
    ] {
        let names: Vec<_> = names
            .into_iter()
            .map(|(name, role)| (name.to_owned(), role.to_owned()))
            .collect();
        assert_eq!(read(byline), names, "{byline}");
    }
}

#[test]
fn a_list_of_words_is_split_where_its_writer_split_it() {
    assert_eq!(
        words("北京 天气；climate change, 降温"),
        ["北京", "天气", "climate change", "降温"]
    );
}

/// Asserts who is named, as `name:role` one after the other.
fn named(cases: &[(&str, &str)]) {
    for (byline, people) in cases {
        let found: Vec<String> = read(byline)
            .into_iter()
            .map(|(name, role)| {
                if role.is_empty() {
                    name
                } else {
                    format!("{name}:{role}")
                }
            })
            .collect();
        assert_eq!(found.join(" "), *people, "{byline}");
    }
}

#[test]
fn work_that_was_done_is_nobody() {
    named(&[
        ("本报记者 赵军 文/图", "赵军:记者"),
        ("赵军 文/图", "赵军"),
        ("赵军/文 周洁/图", "赵军 周洁:摄影"),
        ("赵军 周洁/文 吴刚/摄", "赵军 周洁 吴刚:摄影"),
        ("文/赵军 图/周洁", "赵军 周洁:摄影"),
        ("文：赵军 摄影：周洁", "赵军 周洁:摄影"),
        ("撰文/赵军 摄影/周洁 编译/吴刚", "赵军 周洁:摄影 吴刚:编译"),
        ("图文：赵军", "赵军"),
        ("图／趙軍", "趙軍:摄影"),
        ("圖／趙軍", "趙軍:攝影"),
        ("赵军 摄影报道", "赵军:摄影"),
        ("本报记者 赵军 周洁 摄影报道", "赵军:记者 周洁:记者"),
        ("赵军（摄影）", "赵军:摄影"),
        ("赵军 整理", "赵军:整理"),
        ("口述：赵军 整理：周洁", "赵军:口述 周洁:整理"),
        ("赵军 口述 周洁 整理", "赵军:口述 周洁:整理"),
        ("□ 赵军", "赵军"),
        ("■文/赵军", "赵军"),
        ("文／記者趙軍　圖／記者周潔", "趙軍:記者 周潔:記者"),
        ("記者 趙軍 攝影 周潔", "趙軍:記者 周潔:攝影"),
        ("赵文", "赵文"),
        ("王摄", "王摄"),
    ]);
}

#[test]
fn offices_and_places_are_nobody() {
    named(&[
        ("记者赵军实习生周洁", "赵军:记者 周洁:实习生"),
        ("赵军通讯员周洁", "赵军 周洁:通讯员"),
        ("本报记者 赵军 发自南京", "赵军:记者"),
        ("本报记者 赵军 发自 南京 周洁", "赵军:记者 周洁:记者"),
        ("記者趙軍／台北報導", "趙軍:記者"),
        ("記者趙軍／綜合報導", "趙軍:記者"),
        ("本报记者赵军、周洁报道", "赵军:记者 周洁:记者"),
        ("作者：赵军", "赵军"),
        ("By Jane Roe", "Jane Roe"),
        ("By Jane Roe and John Smith", "Jane Roe John Smith"),
        ("記者趙軍台北報導", "趙軍:記者"),
        ("晨报记者 赵军 晨报编辑 周洁", "赵军:记者"),
        ("赵军等3人", "赵军"),
        ("通讯员 赵军 供稿", "赵军:通讯员"),
        ("来源：晨报", ""),
        ("赵军 等", "赵军"),
        ("赵军、周洁等", "赵军 周洁"),
        ("赵军（作者系某学院教授）", "赵军"),
        ("赵军，某大学教授", "赵军"),
        ("[美]约翰·罗", "约翰·罗"),
        ("（法）加缪", "加缪"),
        ("欧阳 修远", "欧阳修远"),
        ("诸葛 明、赵 军", "诸葛明 赵军"),
        ("赵 建国", "赵建国"),
        ("责编：赵军 校对：周洁", ""),
        ("责任编辑 赵军", ""),
        ("记者 赵军 责编 周洁", "赵军:记者"),
        ("本报评论员", ""),
        ("新华社记者", ""),
        ("本报编辑部", ""),
        ("晨报编辑部", ""),
        ("人民网", ""),
        ("中新社", ""),
        ("佚名", ""),
        ("综合报道", ""),
        ("北京电", ""),
        ("中新社香港3月1日电 记者 赵军", "赵军:记者"),
        ("人民网北京3月1日电 记者 赵军", "赵军:记者"),
        ("中央社臺北1日電 記者趙軍", "趙軍:記者"),
        ("法新社巴黎3月1日电", ""),
        ("特约撰稿 赵军", "赵军:特约撰稿"),
        ("专栏作家 赵军", "赵军:专栏作家"),
        ("记者站 赵军", "赵军:记者"),
        ("图片由赵军提供", "赵军:摄影"),
    ]);
}

#[test]
fn what_offices_say_and_where_authors_work_is_nobody() {
    named(&[
        ("作者单位：河湾大学历史系", ""),
        ("赵军 作者单位：河湾大学 历史系 江城 430000", "赵军"),
        ("作者单位：河湾大学历史系 记者 赵军", "赵军:记者"),
        ("作者：赵军 单位：河湾市水利局", "赵军"),
        ("赵军（作者单位：河湾大学）", "赵军"),
        ("作者系河湾大学教授", ""),
        ("赵军 邮箱：zhaojun@example.org 电话：010-12345678", "赵军"),
        ("综合新华社消息", ""),
        ("综合新华社、河湾晚报消息", ""),
        ("据新华社电", ""),
        ("河湾市气象局", ""),
        ("市气象局 赵军", "赵军"),
        ("河湾发布", ""),
        ("河湾市教育局", ""),
        ("市纪委", ""),
        ("江城市公安局交警支队", ""),
        ("河湾大学", ""),
        ("河湾市人民医院", ""),
        ("江城馆", ""),
        ("河湾新闻", ""),
        ("共青团河湾市委", ""),
        ("河湾县融媒体中心", ""),
        ("国家统计局", ""),
        ("通讯员 河湾市水利局", ""),
        ("赵新闻", "赵新闻"),
        ("王会 李学会 欧阳明所", "王会 李学会 欧阳明所"),
        ("波罗申科", "波罗申科"),
        ("user2020", "user2020"),
    ]);
}

#[test]
fn a_byline_that_says_more_than_names_is_told_from_one_that_does_not() {
    for (byline, says_more) in [
        ("赵军", false),
        ("本报记者 赵军", false),
        ("赵军 文/图", false),
        ("赵军 等", true),
        ("赵军（作者系某学院教授）", true),
        ("记者 赵军 责编 周洁", true),
        ("新华社驻联合国记者 赵军", true),
        ("記者趙軍／台北報導", true),
        ("本报记者 赵军 发自南京", true),
    ] {
        assert_eq!(super::read(byline).says_more, says_more, "{byline}");
    }
}

#[test]
fn a_sentence_of_what_reporters_did_names_nobody() {
    for line in [
        "记者从市政府获悉",
        "本报记者昨日从水利局了解到",
        "记者在现场看到",
        "记者日前采访时发现",
        "本报记者获悉，旧桥今年改建",
    ] {
        let byline = super::read(line);
        assert!(
            byline.people.is_empty() && byline.says_more,
            "{line}: {byline:?}"
        );
    }
    let names = |line: &str| -> Vec<String> {
        let people = authors(line).into_iter();
        people.map(|author| author.name).collect()
    };
    assert_eq!(names("本报记者李明从市政府获悉"), ["李明"]);
    assert_eq!(names("记者 从维熙 向阳"), ["从维熙", "向阳"]);
}

#[test]
fn a_name_alone_is_read_as_among_other_words() {
    let given: Vec<char> = "伟芳文图摄编员社讯电等和北京安平国庆主校".chars().collect();
    for surname in "王江文马石安".chars() {
        for first in &given {
            for second in [None].into_iter().chain(given.iter().map(Some)) {
                let name: String = [surname, *first]
                    .into_iter()
                    .chain(second.copied())
                    .collect();
                assert_eq!(super::read(&name), super::read_words(&name), "{name}");
            }
        }
    }
}
