//! What a text holds does not depend on the windows in which it is read.

use proptest::prelude::*;

use super::*;

/// Where an article stands: its first byte, its length, its edition, its line and column.
type Placed = (u64, u64, Option<usize>, (usize, usize));

/// All that is found in a text, with the places in it.
#[derive(Debug, Default, PartialEq)]
struct All {
    articles: Vec<(Article, Placed)>,
    problems: Vec<String>,
    heads: Vec<String>,
    passages: usize,
}

fn read(mut text: &str, window: usize, long: usize) -> All {
    let names = Names::new(&[]);
    let stream = Stream {
        window,
        long,
        is_explained: false,
        ..Stream::new("a.json", &mut text, &names)
    };
    let mut all = All::default();
    let mut end = 0;
    let read = stream.read(&mut |passage| {
        let placed = passage.extents.iter().zip(passage.places);
        for (article, (extent, place)) in passage.articles.into_iter().zip(placed) {
            let at = passage.base + extent.at as u64;
            let len = (extent.end - extent.at) as u64;
            all.articles
                .push((article, (at, len, extent.edition, place)));
        }
        assert!(passage.end >= end, "passages follow each other");
        end = passage.end;
        all.problems
            .extend(passage.problems.iter().map(ToString::to_string));
        all.heads.extend(passage.heads);
        all.passages += 1;
        ControlFlow::Continue(())
    });
    read.unwrap();
    all
}

/// Holds what is found in windows of several sizes to what is found in one.
fn compare(text: &str, long: usize) -> Result<All, TestCaseError> {
    let whole = read(text, text.len(), usize::MAX);
    prop_assert_eq!(whole.passages, 1);
    for window in [1, 7, 64, 300, 2500, 5000] {
        let parts = read(text, window, long);
        prop_assert_eq!(&parts.articles, &whole.articles, "{} {}", window, text);
        prop_assert_eq!(&parts.problems, &whole.problems, "{} {}", window, text);
        prop_assert_eq!(&parts.heads, &whole.heads, "{} {}", window, text);
    }
    Ok(whole)
}

/// Records of many kinds, some of which are none.
fn any_record() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z植树]{1,9}".prop_map(|title| format!("{{\"title\":\"{title}\"}}")),
        2 => "[a-z植树 ]{0,300}".prop_map(|body| {
            format!("{{\n  \"id\": \"{}\",\n  \"body\": [\"{body}。\"],\n  \"date\": \"2019-11-22\"\n}}", body.len() % 3)
        }),
        1 => Just("{\"title\":\"甲\",\"related\":[{\"title\":\"非\"},{\"title\":\"非\"}]}".to_owned()),
        1 => Just("{\"title\":1,\"body\":\"乙\"}".to_owned()),
        1 => Just("{}".to_owned()),
        1 => Just("17".to_owned()),
        1 => Just("\"词\"".to_owned()),
        1 => Just("null".to_owned()),
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    let records = proptest::collection::vec(any_record(), 0..60);
    (
        records,
        0..7,
        proptest::sample::select(vec!["", "\n", "\r\n", "   ", "\u{FEFF}\n"]),
    )
        .prop_map(|(records, form, space)| match form {
            0 => format!("[{}]{space}", records.join(",")),
            1 => format!("[\n  {}\n]\n", records.join(",\n  ")),
            2 => format!("{space}{}\n", records.join("\n")),
            3 => format!("{}{space}", records.join("\r\n")),
            4 => format!(
                "[[{}],{space}{}]",
                records.join(&format!(",{space}")),
                records.join(",")
            ),
            5 => format!(
                "{{\"source\":\"晨报\",\"articles\":[{}],{space}\"date\":\"2019-11-22\"}}\n{}",
                records.join(","),
                records.join("\n")
            ),
            _ => {
                let editions = records.chunks(9).map(|some| {
                    format!(
                        "{{\"date\": 1, \"section\":\"要闻\",\"articles\":[{}]}}",
                        some.join(",")
                    )
                });
                editions.collect::<Vec<_>>().join("\n")
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_sound_text_holds_the_same_in_any_windows(text in any_text()) {
        compare(&text, 200)?;
    }

    #[test]
    fn a_damaged_text_holds_the_same_in_any_windows(
        text in any_text(),
        damages in proptest::collection::vec(
            (any::<proptest::sample::Index>(), proptest::sample::select(vec!["", "x", "\"", "{", "}", "[", "]", ",", "\\", "\n"])),
            1..4,
        ),
    ) {
        let mut text = text;
        for (at, with) in damages {
            let places: Vec<_> = text.char_indices().collect();
            if let Some((at, c)) = places.get(at.index(places.len().max(1))) {
                text.replace_range(*at..at + c.len_utf8(), with);
            }
        }
        compare(&text, usize::MAX)?;
    }
}

#[test]
fn a_long_edition_is_read_part_by_part_and_what_stands_behind_it_holds_for_all() {
    let records: Vec<_> = (0..400)
        .map(|n| format!("{{\"title\":\"t{n}\",\"body\":\"b\"}}"))
        .collect();
    let array = records.join(",");
    for (before, behind, expected) in [
        ("\"source\":\"晨报\",", ",\"date\":\"2019-11-22\"", 400),
        ("\"date\":[1],", ",\"source\":[2],\"section\":\"要闻\"", 400),
        // Its title is none of its articles'.
        ("\"title\":\"头版\",", "", 400),
        // These are reports with others in them.
        ("\"title\":\"头版\",\"body\":\"文\",", "", 1),
        ("\"title\":\"头版\",", ",\"body\":\"文\"", 1),
        ("", ",\"articles\":[{\"title\":\"末\"}]", 1),
    ] {
        let text = format!("{{{before}\"articles\":[{array}]{behind}}}\n{{\"title\":\"后\"}}\n");
        let all = compare(&text, 200).unwrap();
        assert_eq!(all.articles.len(), expected + 1, "{before} {behind}");
        let parts = read(&text, 500, 1000);
        assert_eq!(parts.passages > 10, expected == 400, "{before} {behind}");
        let last = parts.articles.last().expect("an article");
        assert_eq!((last.0.source.as_deref(), last.1.2), (None, None));
    }
    // A broken article costs itself only.
    let broken = array.replacen("\"t200\"", "\"t200\" x", 1);
    let text = format!("{{\"source\":\"晨报\",\"articles\":[{broken}],\"section\":\"要闻\"}}");
    let (whole, parts) = (read(&text, text.len(), usize::MAX), read(&text, 500, 1000));
    assert_eq!((parts.articles.len(), parts.problems.len()), (399, 1));
    assert_eq!(
        (&parts.articles, &parts.problems),
        (&whole.articles, &whole.problems)
    );
    assert!(parts.passages > 10);
}

#[test]
fn what_is_known_of_a_record_does_not_come_from_a_window_that_ended_within_it() {
    // The edition is read again with each longer window, and `serial` begins records only from the second on.
    let rest: Vec<_> = (2..400)
        .map(|n| format!(",{{\"serial\":{n},\"title\":\"t{n}\"}}"))
        .collect();
    let rest = rest.concat();
    let first = "{\"title\":\"甲\" x,\"body\":[{\"serial\":7},{\"serial\":8}]}";
    let all = compare(&format!("{{\"articles\":[{first}{rest}]}}\n"), usize::MAX).unwrap();
    let titles = all
        .articles
        .iter()
        .map(|(article, _)| article.title.clone());
    assert!(titles.eq((2..400).map(|n| Some(format!("t{n}")))));
    let expected = "a.json:1:27: not JSON: found `x`, expected `,` or `}`";
    assert_eq!(all.problems, [expected]);
}

#[test]
fn a_value_that_goes_on_behind_the_window_is_not_taken_for_a_record() {
    let long = format!("{{\"title\":\"编\",\"note\":\"{}\"}}", "注".repeat(1500));
    for (broken, expected, problems) in [("", 3, 1), (" x", 2, 2)] {
        let text = format!(
            "{{\"title\":\"前\"}}\nx\n\
             {{\"articles\":[{{\"title\":\"甲\"{broken}}},{{\"title\":\"乙\"}}],\"editor\":{long},\"source\":\"晨报\"}}\n"
        );
        let all = compare(&text, usize::MAX).unwrap();
        assert_eq!(all.articles.len(), expected);
        assert_eq!(all.problems.len(), problems, "{:?}", all.problems);
        let last = &all.articles.last().unwrap().0;
        assert_eq!(
            (last.title.as_deref(), last.source.as_deref()),
            (Some("乙"), Some("晨报"))
        );
    }
}
