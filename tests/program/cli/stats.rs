//! `zhenews stats`: how often in time.

use serde_json::Value;

use crate::cli::program::{fixture, run, run_on};

const STORE: &str = r#"[
    {"title": "植树", "date": "2017-03-12"},
    {"title": "植树", "date": "2019-03-12"},
    {"title": "植树", "date": "2019-04"},
    {"title": "造林", "date": "2019-04-02"},
    {"title": "植树", "body": ["植树。"]},
    {"title": "造林", "date": "2012"}
]"#;

fn on(arguments: &[&str]) -> String {
    let ran = run_on(STORE.as_bytes(), &[&["stats"], arguments, &["-"]].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
    ran.stdout
}

#[test]
fn what_matches_is_counted_beside_all_of_its_time() {
    let chart = on(&["植树", "--by", "year"]);
    let lines: Vec<&str> = chart.lines().collect();
    assert_eq!(lines[0], "植树: 4 of 6 articles (66.7%), by year");
    assert!(
        lines[1].starts_with("2017     1  / 1  100.0%  #"),
        "{chart}"
    );
    assert!(lines[1].ends_with("#  largest share: 100.0%"), "{chart}");
    assert_eq!(lines[2], "2018");
    assert!(
        lines[3].starts_with("2019     2  / 3   66.7%  ##"),
        "{chart}"
    );
    assert!(lines[3].ends_with("#  most: 2"), "{chart}");
    assert!(
        lines[4].starts_with("undated  1  / 1  100.0%  #"),
        "{chart}"
    );
    assert_eq!(lines.len(), 5);
}

#[test]
fn programs_get_lines_or_an_object() {
    let expected = "date,count,of,share\r\n2017,1,1,1\r\n2019,2,3,0.666667\r\n,1,1,1\r\n";
    assert_eq!(on(&["植树", "--by", "year", "--csv"]), expected);
    let object: Value = serde_json::from_str(&on(&["植树", "--json"])).unwrap();
    assert_eq!(object["query"], "植树");
    assert_eq!(object["by"], "month", "of which there are 26");
    assert_eq!(object["total"]["count"], 4);
    assert_eq!(object["undated"]["of"], 1);
    let dates = object["times"].as_array().unwrap().iter();
    let dates: Vec<_> = dates.map(|time| time["date"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2017-03", "2019-03", "2019-04"]);
}

#[test]
fn without_a_query_all_are_counted() {
    let chart = on(&["", "--by", "year"]);
    assert!(
        chart.starts_with("6 articles, by year\n2012     1  #"),
        "{chart}"
    );
    assert!(chart.contains("\n...\n2017 "), "{chart}");
    let shipped = run(&["stats"]);
    assert!(shipped.stdout.contains(" articles, by "), "{shipped:?}");
}

#[test]
fn nothing_found_is_said_by_the_code() {
    let ran = run_on(STORE.as_bytes(), &["stats", "火星", "--csv", "-"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.stdout, "date,count,of,share\r\n,0,1,0\r\n");
}

#[test]
fn slips_are_told() {
    let news = fixture("news.json");
    for (arguments, hint) in [
        (
            &["stats", &*news][..],
            format!("zhenews stats '' '{news}'\n"),
        ),
        (
            &["stats", "植树", "示范区"],
            "zhenews stats '植树 示范区'\n".to_owned(),
        ),
    ] {
        let ran = run(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.stderr.ends_with(&hint), "{}", ran.stderr);
    }
    let ran = run(&["stats", "date:昨天"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("^^^^"), "{}", ran.stderr);
}

#[test]
fn a_chart_speaks_chinese() {
    let ran = run_on(
        STORE.as_bytes(),
        &["stats", "植树", "-", "--by", "year", "--lang", "zh"],
    );
    let first = ran.stdout.lines().next().unwrap();
    assert_eq!(first, "植树：6 篇中有 4 篇（66.7%），按年");
    assert!(ran.stdout.contains("最多：2 篇\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("占比最高：100.0%\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("\n无日期"), "{}", ran.stdout);
}

#[test]
fn one_text_in_several_newspapers_counts_once_where_that_is_asked_for() {
    let text = "水利部门昨天公布，全省三十七座水库的闸门检修已经全部完成，比去年提前了两周。今年汛期预计偏早，各地还清理了河道，\
        备足了沙袋和水泵。有关负责人说，下一步将逐一试运行。";
    let report = |source: &str, date: &str, body: &str| serde_json::json!({"title": format!("{source}的水库"), "source": source, "date": date, "body": body});
    let store = serde_json::json!([
        report("晨报", "2021-04-02", text),
        report("晚报", "2021-04-03", &format!("本报讯 {text}")),
        report("日报", "2021-04-03", "水库边的图书馆今年新设了儿童阅览室，周末照常开放，读者凭证即可借阅，每人每次最多可借五册。"),
    ])
    .to_string();
    let on = |arguments: &[&str]| run_on(store.as_bytes(), &[arguments, &["-"]].concat()).stdout;
    let years = ["stats", "水库", "--by", "year", "--csv"];
    assert!(on(&years).ends_with("\n2021,3,3,1\r\n"));
    let once = on(&[&years[..], &["--once"]].concat());
    assert!(once.ends_with("\n2021,2,2,1\r\n"), "{once}");
    assert_eq!(on(&["search", "水库", "--count"]), "3\n");
    assert_eq!(on(&["search", "水库", "--count", "--once"]), "2\n");
    assert_eq!(on(&["search", "水库", "--once"]).lines().count(), 2);
}
