//! What shape texts are told to have.

use super::*;

fn shape(text: &str) -> Shape {
    Shape::of(&mut &*text, &Arc::new(Names::new(&[]))).unwrap()
}

fn bound(text: &str) -> String {
    let bindings = shape(text).bindings.into_iter();
    let said = bindings.map(|Binding { field, path }| format!("{}={path}", field.name()));
    said.collect::<Vec<_>>().join(" ")
}

const REPORTS: &str =
    r#"[{"title":"甲","content":"雨停了。路通了。"},{"title":"乙","content":"桥修好了。"}]"#;

#[test]
fn our_own_forms_have_no_shape_of_their_own() {
    for text in [
        REPORTS.to_owned(),
        format!(r#"{{"source":"晨报","articles":{REPORTS}}}"#),
        r#"{"title":"甲","body":["乙。"]}"#.to_owned(),
        "{\"title\":\"甲\",\"body\":\"乙。\"}\n{\"title\":\"丙\"}\n".to_owned(),
        r#"{"title":"甲","related":[{"title":"乙","url":"https://example.org/2"}]}"#.to_owned(),
        r#"{"title":"甲","body":"乙。","comments":[{"title":"丙","content":"丁。"}]}"#.to_owned(),
    ] {
        let Shape {
            layout,
            inner,
            bindings,
            ..
        } = shape(&text);
        assert_eq!(
            (layout, inner, bindings),
            (Layout::Plain, Path::default(), vec![]),
            "{text}"
        );
    }
}

#[test]
fn reports_are_found_under_any_name_and_at_any_depth() {
    let report = r#"{"title":"甲","content":"雨停了。"}"#;
    let articles = |name: &str| Layout::Articles(name.to_owned());
    let lists =
        |paths: &[&str]| Layout::Lists(paths.iter().map(|path| Path::parse(path)).collect());
    for (text, expected) in [
        (
            format!(r#"{{"code":200,"data":{REPORTS}}}"#),
            articles("data"),
        ),
        (
            format!(r#"{{"title":"要闻频道","items":{REPORTS}}}"#),
            articles("items"),
        ),
        (
            format!(r#"[{{"day":"一","list":{REPORTS}}}]"#),
            articles("list"),
        ),
        (
            format!(r#"{{"result":{{"data":{REPORTS}}}}}"#),
            lists(&["result.data"]),
        ),
        (
            format!(r#"{{"a":{REPORTS},"b":{REPORTS}}}"#),
            lists(&["[]"]),
        ),
        (
            format!(r#"{{"n":2,"a":{REPORTS},"b":{REPORTS}}}"#),
            lists(&["a", "b"]),
        ),
        (
            format!(r#"{{"hits":{{"total":1,"hits":[{{"_source":{report}}}]}}}}"#),
            lists(&["hits.hits"]),
        ),
        (
            format!(r#"{{"1":{report},"2":{report}}}"#),
            Layout::Keyed(Path::default()),
        ),
        (
            r#"{"date":"2019-11-22","news":["河堤加固工程昨天开工","夜校今晚开课，学员三十人"]}"#
                .to_owned(),
            Layout::Strings(Path::name("news")),
        ),
        (
            r#"{"title":{"0":"甲","1":"乙"},"content":{"0":"丙","1":"丁"}}"#.to_owned(),
            Layout::Columns(Path::default()),
        ),
        (r#""[{\"title\":\"甲\"}]""#.to_owned(), Layout::Encoded),
    ] {
        assert_eq!(shape(&text).layout, expected, "{text}");
        // Told by its beginning alone.
        let cut: String = text.chars().take(text.chars().count() - 2).collect();
        if !cut.starts_with('"') {
            assert_eq!(shape(&cut).layout, expected, "{cut}");
        }
    }
    let inner =
        format!("{{\"_id\":\"1\",\"_source\":{report}}}\n{{\"_id\":\"2\",\"_source\":{report}}}\n");
    assert_eq!(shape(&inner).inner, Path::name("_source"));
}

#[test]
fn names_are_bound_by_what_they_and_their_values_are() {
    let long = "河堤加固工程昨天开工，工期三个月。".repeat(5);
    for (text, expected) in [
        (
            r#"{"xwId":"7","xwDate":"2025-11-27","xwTitle":"渡口改公园","xwContent":"渡口改作公园。","xwUrl":"http://news.example/7"}"#.to_owned(),
            "id=xwId published=xwDate title=xwTitle body=xwContent url=xwUrl",
        ),
        (
            r#"{"标 题":"河堤开工","文章 内容":"河堤昨天开工。","riqi":"2019-11-22"}"#.to_owned(),
            "title=标 题 body=文章 内容",
        ),
        (
            r#"{"meta":{"title":"河堤开工","date":"2019-11-22"},"body":"河堤昨天开工。"}"#.to_owned(),
            "title=meta.title published=meta.date",
        ),
        (format!(r#"{{"title":"河堤开工","stuff":"{long}","place":"城东"}}"#), "body=stuff"),
        (
            r#"{"title":"甲","lines":[{"text":"雨停了。"},{"text":"路通了。"}]}"#.to_owned(),
            "body=lines",
        ),
        // Thin.
        (r#"[{"a":"河堤开工","b":"河堤昨天开工。工期三个月。"}]"#.to_owned(), ""),
        (
            r#"[{"a":"河堤开工","b":"河堤昨天开工。工期三个月。","c":"2019-11-22"},{"a":"夜校开课","b":"夜校今晚开课，学员一共三十人。","c":"2019-11-23"},{"a":"大雪封山","b":"大雪封了山，公路断了。","c":"2019-11-24"}]"#.to_owned(),
            "title=a body=b published=c",
        ),
    ] {
        assert_eq!(bound(&text), expected, "{text}");
    }
}
