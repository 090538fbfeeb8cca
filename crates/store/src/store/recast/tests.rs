//! That what is written anew holds what the file did, on lines that are known.

use super::*;

fn written(text: &str, layout: &Layout) -> Recast {
    recast(text, layout, &Names::new(&[])).unwrap()
}

#[test]
fn nested_lists_become_editions_with_what_stands_around_them() {
    let text = "{\"date\":\"2019-11-22\",\n\"result\":{\"source\":\"晨报\",\n\"data\":[{\"title\":\"甲\"},\n\n{\"title\":\"乙\"}]}}";
    let paths = vec![Path::parse("result.data")];
    let Recast { text, lines, .. } = written(text, &Layout::Lists(paths));
    assert_eq!(
        text,
        "{\"date\":\"2019-11-22\",\"source\":\"晨报\",\"articles\":[\n{\"title\":\"甲\"},\n{\"title\":\"乙\"}\n]}\n"
    );
    assert_eq!([2, 3].map(|line| lines.line(line)), [3, 5]);
}

#[test]
fn keys_and_columns_become_reports() {
    let keyed = "{\"x\":{\"title\":\"甲\"},\"y\":{\"id\":1,\"title\":\"乙\"}}";
    let Recast { text, .. } = written(keyed, &Layout::Keyed(Path::default()));
    assert_eq!(
        text,
        "{\"articles\":[\n{\"id\":\"x\",\"title\":\"甲\"},\n{\"id\":1,\"title\":\"乙\"}\n]}\n"
    );
    let columns = "{\"title\":{\"0\":\"甲\",\"1\":\"乙\"},\"page\":{\"1\":2}}";
    let Recast { text, .. } = written(columns, &Layout::Columns(Path::default()));
    assert_eq!(
        text,
        "{\"articles\":[\n{\"title\":\"甲\"},\n{\"title\":\"乙\",\"page\":2}\n]}\n"
    );
    let rows = "[[\"title\",\"page\"],[\"甲\",1],[\"乙\",2,3]]";
    let Recast { text, .. } = written(rows, &Layout::Rows(Path::default()));
    assert_eq!(
        text,
        "{\"articles\":[\n{\"title\":\"甲\",\"page\":1},\n{\"title\":\"乙\",\"page\":2,\"3\":3}\n]}\n"
    );
}

#[test]
fn what_is_not_whole_is_not_written_anew() {
    let paths = vec![Path::parse("a.b")];
    assert_eq!(
        recast("{\"a\":{\"b\":[{}", &Layout::Lists(paths), &Names::new(&[])),
        None
    );
}

#[test]
fn columns_without_names_are_told_by_long_cells_only() {
    let short = "甲\t乙\n丙\t丁\n";
    assert_eq!(recast(short, &Layout::Table, &Names::new(&[])), None);
    let headlines = "经济\t河湾村今年引来了山泉水\n经济\t码头早市的公平秤\n";
    let Recast { text, .. } = written(headlines, &Layout::Table);
    assert!(text.contains("\"title\":\"码头早市的公平秤\""), "{text}");
}
