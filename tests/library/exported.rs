//! That what is exported comes back as it was, in every form.

use zhenews::article::{Article, Author, Block, Image, Origin, Published};
use zhenews::export::citation::Style;
use zhenews::export::{Exporter, Form, Head, Manner, Place};
use zhenews::store::{self, Reading, Source};

use crate::shapes::put;

fn article() -> Article {
    Article {
        id: "jiuqiao".to_owned(),
        title: Some("=旧桥改建".to_owned()),
        kicker: Some("交通".to_owned()),
        subtitle: Some("工期三月".to_owned()),
        authors: ["李明", "王芳"]
            .map(|name| Author {
                name: name.to_owned(),
                role: None,
            })
            .to_vec(),
        byline: Some("本报记者 李明 王芳".to_owned()),
        source: Some("河湾早报".to_owned()),
        section: Some("要闻".to_owned()),
        page: Some("A03".to_owned()),
        published: Some(Published::parse("2021年3月5日 08:30")),
        body: [
            "旧桥昨日动工，\"工期\"三月。",
            "请绕行上游新桥，a<b>c，*注意*。",
            "-40℃，'寒潮'。",
        ]
        .map(|text| Block::Paragraph(text.to_owned()))
        .to_vec(),
        images: vec![Image {
            caption: Some("图为旧桥。".to_owned()),
            ..Image::default()
        }],
        url: Some("https://example.org/1".to_owned()),
        tags: vec!["交通".to_owned(), "桥".to_owned()],
        ..Article::default()
    }
}

/// Exports a report and reads it again.
fn round_trip(form: Form, article: &Article) -> Vec<Article> {
    let manner = Manner {
        form,
        cited: Some(Style::Gbt7714),
    };
    let head = Head {
        exported: "2026-11-25T22:30:00+08:00".to_owned(),
        zhenews: "0.1.0",
        reports: 1,
        collections: vec!["news/".to_owned()],
        ..Head::default()
    };
    let place = Place {
        file: "news/a.json".to_owned(),
        byte: 120,
        bytes: 30,
    };
    let mut exporter = Exporter::begin(Vec::new(), manner, head).expect("room");
    exporter.report(article, Some(&place)).expect("room");
    let bytes = exporter.finish().expect("room");
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join(format!("a.{}", form.ending()));
    put(&path, bytes);
    let collection = store::read(&[Source::Path(path)], &Reading::default());
    assert_eq!(collection.problems, [], "{form:?}");
    collection.articles
}

#[test]
fn what_is_exported_comes_back_as_it_was() {
    let untitled = Article {
        title: None,
        ..article()
    };
    let whole = Article {
        authors: vec![
            Author {
                name: "李明".to_owned(),
                role: None,
            },
            Author {
                name: "王芳".to_owned(),
                role: Some("摄影".to_owned()),
            },
        ],
        body: vec![
            Block::Subhead {
                subhead: "绕行".to_owned(),
            },
            Block::Paragraph("# 请绕行。\\ --> <b>".to_owned()),
            Block::Subhead {
                subhead: "record: 一".to_owned(),
            },
            Block::Paragraph("————————".to_owned()),
            Block::Paragraph("id: 二".to_owned()),
            Block::Paragraph(
                "<article> 两格  空\u{a0}白，&amp; &lt; --> <!-- record: {".to_owned(),
            ),
        ],
        images: vec![
            Image {
                credit: Some("王芳 摄 --> ".trim().to_owned()),
                src: Some("1--.jpg".to_owned()),
                ..Image::default()
            },
            Image {
                caption: Some("图为旧桥。".to_owned()),
                src: Some("2.jpg".to_owned()),
                ..Image::default()
            },
        ],
        links: vec![
            "https://example.org/2".to_owned(),
            "https://example.org/3".to_owned(),
        ],
        origin: Some(Origin {
            file: "a.txt".to_owned(),
            lines: vec![[3, 9]],
            fields: [("title".to_owned(), vec![[3, 3]])].into(),
            ..Origin::default()
        }),
        uncertain: vec!["body".to_owned(), "title".to_owned()],
        ..article()
    };
    let bare = Article {
        body: Vec::new(),
        images: Vec::new(),
        tags: Vec::new(),
        url: None,
        ..article()
    };
    for article in [article(), untitled, whole, bare] {
        for form in Form::ALL {
            let back = round_trip(form, &article);
            assert_eq!(back, std::slice::from_ref(&article), "{form:?}");
        }
    }
}
