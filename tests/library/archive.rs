//! An archive beside the whole collection: the same reports in the same order, the same found.

mod changing;
mod counts;
mod damage;
mod faults;
pub(crate) mod made;
mod many;
mod marked;
mod ranked;
mod restless;
mod similar;

pub(crate) use made::Unwatched;
use made::{Desk, Dice, lines, report, sentences};
use serde_json::{Value, json};
use zhenews::archive::Archive;
use zhenews::search::{Haystack, Query};
use zhenews::store::Collection;
use zhenews::text::fold::fold;

/// Queries of every kind, half of them made of what stands in the reports.
pub(crate) fn queries(dice: &mut Dice, collection: &Collection, count: usize) -> Vec<String> {
    let word = |dice: &mut Dice| {
        let article = dice.of(&collection.articles);
        let text: String = article
            .body
            .iter()
            .map(zhenews::article::Block::text)
            .collect();
        let characters: Vec<char> = text.chars().collect();
        let length = 1 + dice.below(8);
        let from = dice.below(characters.len().saturating_sub(length).max(1));
        let word: String = characters.iter().skip(from).take(length).collect();
        word.replace(
            ['"', '“', '”', '(', ')', '（', '）', '|', ':', '：', '-'],
            " ",
        )
    };
    let query = |dice: &mut Dice| {
        let (a, b) = (word(dice), word(dice));
        match dice.below(18) {
            13 => (*dice.of(&[
                "sfq",
                "shifanqu",
                "lim",
                "wang小",
                "zhili",
                "chongs",
                "zhongshan",
            ]))
            .to_owned(),
            14 => format!("{} {a}", dice.of(&["sf", "yw", "shehui", "wxh"])),
            15 => (*dice.of(&["author:lm", "section:yaowen", "-title:sfq", "sh OR zh"])).to_owned(),
            16 => "shifanquqiangzhizhishanzhengzhuangzhishixianshichengshijian".to_owned(),
            0 => format!("{a} {b}"),
            1 => format!("{a} -{b}"),
            2 => format!("{a} OR {b}"),
            3 => format!("\"{a}\""),
            4 => format!("title:{a}"),
            5 => format!("after:2010-06 {a}"),
            6 => format!("before:2005 {a}"),
            7 => "date:2003-03..2011-11-05".to_owned(),
            8 => format!("source:晨报 {a}"),
            9 => format!("page:3 -author:李明 {a}"),
            10 => format!("({a} OR {b}) tag:植树"),
            11 => format!("-{a}"),
            12 => format!("author:王 section:要 OR {b}"),
            _ => a,
        }
    };
    (0..count).map(|_| query(dice)).collect()
}

/// Holds an archive to the collection that it is of.
fn compare(archive: &Archive, collection: &Collection, dice: &mut Dice, count: usize) {
    assert_eq!(archive.len(), collection.articles.len());
    for (row, article) in collection.articles.iter().enumerate() {
        assert_eq!(archive.article(row).as_ref(), Ok(article), "row {row}");
    }
    counts::compare(archive, &collection.articles, None);
    counts::compare_orders(archive, &collection.articles);
    let haystack = Haystack::new(&collection.articles);
    for typed in queries(dice, collection, count) {
        let query = Query::parse(&typed);
        let found = haystack.search(&query, &|| false).expect("not left");
        let expected: Vec<usize> = found
            .iter()
            .filter(|m| !m.pinyin)
            .map(|m| m.article)
            .collect();
        let search = archive.search(&query);
        let all = search
            .all(&|| false)
            .expect("it is read")
            .expect("not left");
        assert_eq!(all.iter().collect::<Vec<_>>(), expected, "{typed}");
        counts::compare(archive, &collection.articles, Some((&all, &expected)));
        let as_pinyin: Vec<usize> = found
            .iter()
            .filter(|m| m.pinyin)
            .map(|m| m.article)
            .collect();
        let said = search.said(&all, &|| false).expect("it is read");
        let said = said.expect("not left");
        assert_eq!(said.iter().collect::<Vec<_>>(), as_pinyin, "{typed}");
        let first = search.first(5, &|| false).expect("it is read");
        let newest: Vec<usize> = expected.iter().copied().take(5).collect();
        assert_eq!(first, Some(newest), "{typed}");
    }
}

pub(crate) fn reports(dice: &mut Dice, from: usize, count: usize) -> Vec<Value> {
    let sentences = sentences();
    (from..from + count)
        .map(|number| report(dice, &sentences, number))
        .collect()
}

#[test]
fn an_archive_is_the_collection_in_every_form_of_file() {
    let mut dice = Dice::new(7);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&reports(&mut dice, 0, 300)));
    let array = serde_json::to_vec_pretty(&reports(&mut dice, 300, 40));
    desk.put("b.json", &array.expect("it is JSON"));
    let edition = json!({
        "source": "日报", "date": "2012-03-04", "section": "要闻",
        "articles": reports(&mut dice, 340, 30),
    });
    desk.put("c.json", edition.to_string().as_bytes());
    let marked = [b"\xEF\xBB\xBF", &*lines(&reports(&mut dice, 370, 20))].concat();
    desk.put("d.jsonl", &marked);
    let text = String::from_utf8(lines(&reports(&mut dice, 390, 20))).expect("it is UTF-8");
    let (gbk, ..) = encoding_rs::GB18030.encode(&text);
    desk.put("e.jsonl", &gbk);
    let broken = b"{\"title\": \"half\n{\"title\": \"whole\", \"body\": \"text\"}\nnothing\n";
    desk.put("f.jsonl", broken);
    let archive = desk.update();
    let whole = desk.whole();
    assert_eq!(whole.articles.len(), 411);
    let told = |problem: &zhenews::store::Problem| problem.to_string();
    let clash = |line: &String| line.contains("is another article's");
    let problems: Vec<_> = whole
        .problems
        .iter()
        .map(told)
        .filter(|line| !clash(line))
        .collect();
    assert_eq!(
        archive.problems().iter().map(told).collect::<Vec<_>>(),
        problems
    );
    compare(&archive, &whole, &mut dice, 150);
    let opened = desk.archive().expect("an index is there");
    compare(&opened, &whole, &mut dice, 50);
}

#[test]
fn reports_are_found_by_id_and_by_day() {
    let mut dice = Dice::new(3);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&reports(&mut dice, 0, 200)));
    let archive = desk.update();
    let whole = desk.whole();
    for (row, article) in whole.articles.iter().enumerate() {
        let found = archive.row_of(&article.id).expect("it is read");
        assert_eq!(found, Some(row));
        let day = article
            .published
            .as_ref()
            .and_then(zhenews::article::Published::day);
        assert_eq!(archive.day(row), day.unwrap_or(0));
    }
    assert_eq!(archive.row_of("no such id").expect("it is read"), None);
    for day in [20_251_231, 20_100_615, 20_050_000, 20_000_101, 19_000_101] {
        let row = archive.row_before(day);
        assert!(archive.day(row) < day);
        assert!(row == 0 || archive.day(row - 1) >= day);
    }
}

#[test]
fn a_report_is_shown_where_its_record_stands() {
    let mut dice = Dice::new(5);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&reports(&mut dice, 0, 60)));
    let text = String::from_utf8(lines(&reports(&mut dice, 60, 20))).expect("it is UTF-8");
    let (gbk, ..) = encoding_rs::GB18030.encode(&text);
    desk.put("b.jsonl", &gbk);
    let archive = desk.update();
    for row in 0..archive.len() {
        let article = archive.article(row).expect("it is there");
        let stand = archive.stand(row).expect("it is there");
        let bytes = std::fs::read(&stand.path).expect("its file");
        let text = if stand.file.ends_with("b.jsonl") {
            encoding_rs::GB18030.decode(&bytes).0.into_owned()
        } else {
            String::from_utf8(bytes).expect("it is UTF-8")
        };
        let line = text.lines().nth(stand.line - 1).expect("its line");
        let record: Value = serde_json::from_str(line).expect("its record");
        assert_eq!(record["title"].as_str(), article.title.as_deref());
        assert_eq!(record["body"][0].as_str(), Some(article.body[0].text()));
    }
    desk.put("a.jsonl", b"");
    let is_told = |row: usize| archive.stand(row).is_err();
    assert_eq!((0..archive.len()).filter(|row| is_told(*row)).count(), 60);
}

/// Phrases in which characters come again, short and long, where they stand and where one place is another.
#[test]
fn a_phrase_of_characters_that_come_again_is_found_where_it_stands() {
    let desk = Desk::new();
    let bodies = [
        "的".repeat(300),
        "一二".repeat(150),
        "一二三一二".repeat(60),
        format!("{}三{}", "一二".repeat(70), "一二".repeat(70)),
        "的 ".repeat(90) + "止",
    ];
    let report =
        |(number, body): (usize, &String)| json!({"id": format!("r{number}"), "body": body});
    let reports: Vec<Value> = bodies.iter().enumerate().map(report).collect();
    desk.put("a.jsonl", &lines(&reports));
    let archive = desk.update();
    let whole = desk.whole();
    let haystack = Haystack::new(&whole.articles);
    let counts = [
        1, 2, 3, 30, 31, 32, 33, 60, 63, 64, 65, 70, 71, 90, 150, 151, 299, 300, 301,
    ];
    for count in counts {
        for part in ["的", "一二", "二一", "一二三", "一二三一二", "二三一二一"] {
            for typed in [
                part.repeat(count),
                part.repeat(count) + "一",
                part.repeat(count) + "三",
                "三".to_owned() + &part.repeat(count),
                part.repeat(count) + "止",
            ] {
                let query = Query::parse(&typed);
                let found = haystack.search(&query, &|| false).expect("not left");
                let expected: Vec<usize> = found.iter().map(|found| found.article).collect();
                let rows = archive.search(&query).all(&|| false);
                let rows = rows.expect("it is read").expect("not left");
                assert_eq!(rows.iter().collect::<Vec<_>>(), expected, "{typed}");
            }
        }
    }
}

#[test]
fn what_is_folded_alike_is_found_alike() {
    let desk = Desk::new();
    let reports = [
        json!({"title": "國務院通知", "body": "多 ， 他 们\nＧＤＰ增长百分之十２", "id": "a"}),
        json!({"title": "国务院", "body": "的的的的", "id": "b"}),
    ];
    desk.put("a.jsonl", &lines(&reports));
    let archive = desk.update();
    let rows = |typed: &str| {
        let query = Query::parse(typed);
        let all = archive.search(&query).all(&|| false);
        all.expect("it is read")
            .expect("not left")
            .iter()
            .collect::<Vec<_>>()
    };
    assert_eq!(rows("国务院"), [0, 1]);
    assert_eq!(rows("多，他们gdp增长"), [0]);
    assert_eq!(rows("十2"), [0]);
    assert_eq!(rows("的的的的"), [1]);
    assert_eq!(rows("的的的的的"), [] as [usize; 0]);
    assert_eq!(rows(&fold("通知多")), [] as [usize; 0], "fields are apart");
}
