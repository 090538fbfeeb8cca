//! Holds the shipped edition to the page it was set from: every character of the page stands in
//! one place of the edition, and nothing else does.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use zhenews::article::{Article, Author, Block, Image, Origin};

const PAGE: &str = include_str!("../../data/page.txt");
const EDITION: &str = include_str!("../../data/edition.json");

/// Lines of the page on which the extraction set a headline and the next report side by side.
const SHARED_LINES: [u32; 2] = [125, 326];

fn edition() -> Value {
    serde_json::from_str(EDITION).expect("the edition is JSON")
}

fn articles() -> Vec<Value> {
    edition()["articles"]
        .as_array()
        .expect("an array of articles")
        .clone()
}

/// The characters of the page without its white space, each with its line counted from 1.
fn printed(page: &str) -> Vec<(char, u32)> {
    (1..)
        .zip(page.lines())
        .flat_map(|(number, line)| line.chars().map(move |c| (c, number)))
        .filter(|(c, _)| !c.is_whitespace())
        .collect()
}

/// The pieces of text that an article took from the page.
fn pieces(article: &Value) -> Vec<&str> {
    let fields = ["kicker", "title", "subtitle", "byline"]
        .iter()
        .filter_map(|name| article[*name].as_str());
    let body = elements(&article["body"])
        .filter_map(|block| block.as_str().or_else(|| block["subhead"].as_str()));
    let images =
        elements(&article["images"]).flat_map(|image| ["caption", "credit"].map(|f| &image[f]));
    fields
        .chain(body)
        .chain(images.filter_map(Value::as_str))
        .collect()
}

fn elements(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Gives each piece a place of its own in the page, white space aside, in characters: the longest
/// first, for a headline's words may come again in a body.
fn claim<'a>(
    pieces: &[&'a str],
    page: &[(char, u32)],
) -> Result<Vec<(&'a str, Range<usize>)>, String> {
    let mut longest_first = pieces.to_vec();
    longest_first.sort_by_key(|piece| Reverse(piece.chars().count()));
    let mut free = vec![true; page.len()];
    let mut claimed = Vec::new();
    for piece in longest_first {
        let place = place(piece, page, &free).ok_or(format!("no place for {piece}"))?;
        free[place.clone()].fill(false);
        claimed.push((piece, place));
    }
    match free.iter().position(|&free| free) {
        Some(at) => Err(format!("nothing holds {:?}", page[at])),
        None => Ok(claimed),
    }
}

fn place(piece: &str, page: &[(char, u32)], free: &[bool]) -> Option<Range<usize>> {
    let piece: Vec<char> = piece.chars().filter(|c| !c.is_whitespace()).collect();
    let stands_at = |at: usize| page[at..].iter().map(|(c, _)| c).take(piece.len());
    (0..=page.len().checked_sub(piece.len())?)
        .filter(|&at| stands_at(at).eq(&piece))
        .map(|at| at..at + piece.len())
        .find(|place| free[place.clone()].iter().all(|&free| free))
}

fn origin_lines(article: &Value) -> Vec<Range<u32>> {
    elements(&article["origin"]["lines"])
        .map(|pair| {
            let line = |at: usize| u32::try_from(pair[at].as_u64().expect("a number"));
            line(0).expect("a line")..line(1).expect("a line") + 1
        })
        .collect()
}

#[test]
fn every_character_of_the_page_stands_in_one_place_of_the_edition() {
    let articles = articles();
    let pieces: Vec<&str> = articles.iter().flat_map(pieces).collect();
    if let Err(wrong) = claim(&pieces, &printed(PAGE)) {
        panic!("{wrong}");
    }
}

#[test]
fn a_lost_an_added_and_a_doubled_character_are_noticed() {
    let page = printed("本报讯 他们\n同样出色");
    let right = claim(&["同样出色", "本报讯他们"], &page).expect("all is there");
    assert_eq!(right, [("本报讯他们", 0..5), ("同样出色", 5..9)]);
    assert!(claim(&["本报讯他", "同样出色"], &page).is_err());
    assert!(claim(&["本报讯他们", "同样出"], &page).is_err());
    assert!(claim(&["本报讯他们了", "同样出色"], &page).is_err());
    assert!(claim(&["本报讯他们", "们同样出色"], &page).is_err());
    assert!(claim(&["本报讯他们", "同样出色", "出色"], &page).is_err());
}

#[test]
fn every_piece_was_taken_from_the_lines_its_origin_names() {
    let page = printed(PAGE);
    let articles = articles();
    let all: Vec<&str> = articles.iter().flat_map(pieces).collect();
    let places: HashMap<_, _> = claim(&all, &page)
        .expect("all is there")
        .into_iter()
        .collect();
    for article in &articles {
        let origin = origin_lines(article);
        for piece in pieces(article) {
            for (_, line) in &page[places[piece].clone()] {
                let named = origin.iter().any(|range| range.contains(line));
                assert!(named, "line {line} of {piece}");
            }
        }
        let body = elements(&article["body"]).filter_map(Value::as_str);
        assert!(body.map(|paragraph| places[paragraph].start).is_sorted());
    }
}

#[test]
fn origins_cover_the_page_once() {
    let mut owners: BTreeMap<u32, usize> = BTreeMap::new();
    for article in articles() {
        assert_eq!(article["origin"]["file"], "page.txt");
        for line in origin_lines(&article).into_iter().flatten() {
            *owners.entry(line).or_default() += 1;
        }
    }
    for (number, line) in (1..).zip(PAGE.lines()) {
        let expected = match line.trim() {
            "" => continue,
            _ if SHARED_LINES.contains(&number) => 2,
            _ => 1,
        };
        assert_eq!(owners.get(&number), Some(&expected), "line {number}");
    }
}

#[test]
fn only_verbatim_bylines_and_credits_keep_a_space() {
    for article in articles() {
        for piece in pieces(&article) {
            let verbatim = article["byline"] == piece
                || elements(&article["images"]).any(|image| image["credit"] == piece);
            assert!(verbatim || !piece.contains(char::is_whitespace), "{piece}");
            assert_eq!(piece, piece.trim());
        }
    }
}

#[test]
fn the_edition_holds_what_the_newspaper_set() {
    let articles = articles();
    let headlines: Vec<_> = articles.iter().map(|a| a["title"].as_str()).collect();
    assert_eq!(
        headlines,
        [
            Some("示范区坚决打好秋冬季大气污染防治和“三散”污染治理攻坚战"),
            Some("示范区积极开展冬季植树造林活动"),
            Some("示范区召开软弱涣散村党组织整顿工作推进会"),
            Some("示范区开展“干事创业担当作为、转变作风狠抓落实”主题教育"),
            Some("示范区积极落实市领导批示精神"),
            Some("为了“四城联创”，他们同样出色"),
            None,
        ]
    );
    let paragraphs: Vec<_> = articles
        .iter()
        .map(|a| elements(&a["body"]).count())
        .collect();
    assert_eq!(paragraphs, [9, 3, 5, 5, 3, 8, 6]);
    assert_eq!(
        articles[4]["kicker"],
        "《为了“四城联创”，有这样一群人》报道引发关注"
    );
    assert_eq!(articles[5]["byline"], "本报记者 郭树勋");
    assert_eq!(articles[1]["images"][0]["caption"], "图为植树现场。");
    assert_eq!(articles[1]["images"][0]["credit"], "张双杰 摄");
    assert!(articles.iter().all(|a| a["authors"][0]["name"] == "郭树勋"));
}

#[test]
fn the_edition_is_what_import_makes_of_the_page() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("edition.json");
    let done = Command::new(env!("CARGO_BIN_EXE_zhenews"))
        .current_dir(data)
        .args(["import", "page.txt", "--source", "焦作日报", "-o"])
        .arg(&out)
        .output()
        .expect("the program runs");
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let made = std::fs::read_to_string(out).expect("a store");
    assert!(made == EDITION, "import makes another edition");
}

#[test]
fn the_page_names_no_date_of_its_own() {
    assert_eq!(edition()["published"], Value::Null);
    assert!(articles().iter().all(|a| a["published"] == Value::Null));
}

#[test]
fn the_edition_is_written_as_the_program_writes() {
    let written = EDITION
        .split_once("\"articles\": ")
        .expect("an edition object");
    let ours: Vec<Article> = articles().iter().map(record).collect();
    let canonical = serde_json::to_string_pretty(&ours).expect("articles serialize");
    let indented = canonical.replace('\n', "\n  ");
    assert_eq!(written.1, format!("{indented}\n}}\n"));
}

/// Builds the record by hand, so that this test does not lean on the reading it is to check.
fn record(value: &Value) -> Article {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    Article {
        id: text(&value["id"]).expect("an id"),
        title: text(&value["title"]),
        kicker: text(&value["kicker"]),
        source: text(&value["source"]),
        authors: elements(&value["authors"])
            .map(|author| Author {
                name: text(&author["name"]).expect("a name"),
                role: text(&author["role"]),
            })
            .collect(),
        byline: text(&value["byline"]),
        body: elements(&value["body"])
            .map(|block| Block::Paragraph(text(block).expect("a paragraph")))
            .collect(),
        images: elements(&value["images"])
            .map(|image| Image {
                caption: text(&image["caption"]),
                credit: text(&image["credit"]),
                src: text(&image["src"]),
            })
            .collect(),
        origin: Some(Origin {
            file: text(&value["origin"]["file"]).expect("a file"),
            sheet: None,
            lines: origin_lines(value)
                .iter()
                .map(|range| [range.start, range.end - 1])
                .collect(),
            fields: serde_json::from_value(value["origin"]["fields"].clone())
                .expect("lines by field"),
            ..Origin::default()
        }),
        ..Article::default()
    }
}
