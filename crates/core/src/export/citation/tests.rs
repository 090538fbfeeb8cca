//! Citations, each field with and without.

use super::*;
use crate::article::{Author, Block, byline};

fn article() -> Article {
    Article {
        title: Some("三百名志愿者上山植树".into()),
        byline: Some("本报记者 李明 通讯员 王芳".into()),
        authors: byline::authors("本报记者 李明 通讯员 王芳"),
        source: Some("晨报".into()),
        page: Some("03".into()),
        published: Some(Published::parse("2019年11月22日")),
        body: vec![Block::Paragraph("雨停了，志愿者上山植树。路还通。".into())],
        ..Article::default()
    }
}

fn both(article: &Article) -> [String; 2] {
    [Style::Newspaper, Style::Gbt7714].map(|style| cite(article, style, "2026-11-25"))
}

#[test]
fn a_report_with_every_field_is_cited() {
    assert_eq!(
        both(&article()),
        [
            "李明、王芳：《三百名志愿者上山植树》，《晨报》2019年11月22日第3版。",
            "李明，王芳. 三百名志愿者上山植树[N]. 晨报，2019-11-22（3）.",
        ]
    );
}

#[test]
fn an_address_brings_the_day_on_which_it_was_looked_at() {
    let article = Article {
        url: Some("https://example.com/a".into()),
        ..article()
    };
    assert_eq!(
        cite(&article, Style::Gbt7714, "2026-11-25"),
        "李明，王芳. 三百名志愿者上山植树[N/OL]. 晨报，2019-11-22（3）. https://example.com/a."
    );
}

#[test]
fn what_is_not_known_is_left_out() {
    let without_author = Article {
        authors: Vec::new(),
        byline: None,
        ..article()
    };
    assert_eq!(
        both(&without_author),
        [
            "《三百名志愿者上山植树》，《晨报》2019年11月22日第3版。",
            "三百名志愿者上山植树[N]. 晨报，2019-11-22（3）.",
        ]
    );
    let without_source = Article {
        source: None,
        page: None,
        ..article()
    };
    assert_eq!(
        both(&without_source),
        [
            "李明、王芳：《三百名志愿者上山植树》，2019年11月22日。",
            "李明，王芳. 三百名志愿者上山植树[N]. 2019-11-22.",
        ]
    );
    let without_date = Article {
        published: None,
        ..article()
    };
    assert_eq!(
        both(&without_date),
        [
            "李明、王芳：《三百名志愿者上山植树》，《晨报》第3版。",
            "李明，王芳. 三百名志愿者上山植树[N]. 晨报（3）.",
        ]
    );
    let without_title = Article {
        title: None,
        ..article()
    };
    assert_eq!(
        both(&without_title),
        [
            "李明、王芳：〔无题〕雨停了，志愿者上山植树，《晨报》2019年11月22日第3版。",
            "李明，王芳. 〔无题〕雨停了，志愿者上山植树[N]. 晨报，2019-11-22（3）.",
        ]
    );
    let bare = Article {
        title: Some("植树".into()),
        ..Article::default()
    };
    assert_eq!(both(&bare), ["《植树》。", "植树[N]."]);
}

#[test]
fn a_date_is_cited_as_far_as_it_is_known() {
    for (original, words, short) in [
        ("2019年1月5日", "2019年1月5日", "2019-01-05"),
        ("2019年11月", "2019年11月", "2019-11"),
        ("2019", "2019年", "2019"),
        ("去年冬天", "去年冬天", "去年冬天"),
    ] {
        let article = Article {
            published: Some(Published::parse(original)),
            ..article()
        };
        assert_eq!(written(&article), words);
        assert_eq!(date(&article), short);
    }
}

#[test]
fn pages_are_named_in_many_ways() {
    for (label, words, short) in [
        ("3", "第3版", "3"),
        ("03版", "第3版", "3"),
        ("第3版", "第3版", "3"),
        ("０３", "第3版", "3"),
        ("A03", "第A03版", "A03"),
        ("A03版", "第A03版", "A03"),
        ("2-3", "第2-3版", "2-3"),
        ("第三版", "第三版", "3"),
        ("第04版：要闻", "第4版", "4"),
        ("A03/B02", "第A03/B02版", "A03/B02"),
        ("4.0", "第4版", "4"),
        ("封面", "封面", "封面"),
        ("头版头条", "头版", "头版"),
        ("第一張第二版", "第一張第二版", "第一張第二版"),
        ("头版", "头版", "头版"),
        ("版", "", ""),
        ("0", "", ""),
    ] {
        let article = Article {
            page: Some(label.into()),
            ..Article::default()
        };
        let page = Page::of(&article);
        assert_eq!(
            (&*page.in_words(), &*page.short()),
            (words, short),
            "{label}"
        );
    }
}

#[test]
fn those_who_wrote_are_named_without_their_roles() {
    let names = |authors: &[&str], byline: &str| {
        let author = |name: &&str| Author {
            name: (*name).to_owned(),
            role: None,
        };
        let article = Article {
            authors: authors.iter().map(author).collect(),
            byline: Some(byline.to_owned()),
            ..Article::default()
        };
        cited(&article, Form::AsPrinted, "、", "等")
    };
    assert_eq!(names(&["本报记者 李明"], ""), "李明");
    assert_eq!(names(&[], "（记者 李明 摄影 张华）"), "李明");
    assert_eq!(names(&[], "张华 摄"), "张华");
    assert_eq!(names(&[], "本报评论员"), "本报评论员");
    assert_eq!(names(&["李明", "王芳", "张华"], ""), "李明、王芳、张华");
    assert_eq!(
        names(&["李明", "王芳", "张华", "赵军"], ""),
        "李明、王芳、张华等"
    );
    assert_eq!(names(&["John Smith"], ""), "John Smith");
    let four = Article {
        authors: byline::authors("李明 王芳 张华 赵军"),
        ..Article::default()
    };
    assert_eq!(
        cited(&four, Form::Capitals, ", ", ", 等"),
        "李明, 王芳, 张华, 等"
    );
}

#[test]
fn a_title_in_a_title_has_single_marks() {
    let article = Article {
        title: Some("读《植树记》".into()),
        source: Some("《晨报》".into()),
        ..Article::default()
    };
    assert_eq!(
        cite(&article, Style::Newspaper, ""),
        "《读〈植树记〉》，《晨报》。"
    );
    assert_eq!(cite(&article, Style::Gbt7714, ""), "读《植树记》[N]. 晨报.");
}

#[test]
fn nothing_in_a_citation_commands_a_terminal() {
    let hostile = "a\u{1b}[2Jb\n\u{202e}c".to_owned();
    let article = Article {
        title: Some(hostile.clone()),
        byline: Some(hostile.clone()),
        source: Some(hostile.clone()),
        page: Some(hostile.clone()),
        url: Some(hostile.clone()),
        published: Some(Published {
            date: None,
            time: None,
            original: hostile,
        }),
        ..Article::default()
    };
    for citation in both(&article) {
        assert!(
            !citation.chars().any(|c| c.is_control() || c == '\u{202e}'),
            "{citation:?}"
        );
    }
}

#[test]
fn the_standard_of_2015_is_cited_by_its_name() {
    let article = Article {
        url: Some("https://example.com/a".into()),
        ..article()
    };
    assert_eq!(
        cite(&article, Style::Gbt7714Of2015, "2026-11-25"),
        "李明, 王芳. 三百名志愿者上山植树[N/OL]. 晨报, 2019-11-22(3)[2026-11-25]. https://example.com/a."
    );
}

#[test]
fn names_in_latin_letters_are_written_as_each_standard_asks() {
    for (name, old, new) in [
        ("John Smith", "SMITH J", "Smith J"),
        ("Jean-Luc Godard", "GODARD J L", "Godard J-L"),
        ("J.K. Rowling", "ROWLING J K", "Rowling J K"),
        ("Vincent van Gogh", "VAN GOGH V", "van Gogh V"),
        ("Martin Luther King Jr.", "KING M L Jr.", "King M L Jr."),
        ("Zoë Brown", "BROWN Z", "Brown Z"),
        ("Smith J", "SMITH J", "Smith J"),
        ("Li Xiaoming", "LI X M", "Li Xiaoming"),
        ("Xiao-ming Li", "LI X M", "Li Xiao-ming"),
        ("Reuters", "Reuters", "Reuters"),
        (
            "Xinhua News Agency",
            "Xinhua News Agency",
            "Xinhua News Agency",
        ),
        ("约翰·罗", "约翰·罗", "约翰·罗"),
        ("李明", "李明", "李明"),
    ] {
        let article = Article {
            authors: vec![Author {
                name: name.to_owned(),
                role: None,
            }],
            ..Article::default()
        };
        let names = |form| cited(&article, form, "，", "，等");
        assert_eq!(names(Form::Capitals), old);
        assert_eq!(names(Form::Initials), new);
        assert_eq!(names(Form::AsPrinted), name);
    }
}

#[test]
fn a_reference_without_chinese_has_half_width_marks() {
    let article = Article {
        title: Some("Trees on the hill".into()),
        authors: byline::authors("Jane Roe, John Smith"),
        source: Some("Morning Post".into()),
        page: Some("A3".into()),
        published: Some(Published::parse("2019-11-22")),
        ..Article::default()
    };
    assert_eq!(
        cite(&article, Style::Gbt7714, ""),
        "Roe J, Smith J. Trees on the hill[N]. Morning Post, 2019-11-22(A3)."
    );
}
