//! Stores that were left in the middle of something.

use super::*;

fn line(id: &str) -> String {
    format!("{{\"id\":\"{id}\",\"title\":\"{id}\",\"body\":[],\"provenance\":{{\"sum\":\"1\"}}}}")
}

fn shelf(directory: &Path) -> Shelf {
    let place = Place::new(directory.to_owned());
    Shelf::new(place, ["a".to_owned(), "b".to_owned()].into_iter())
}

fn write(path: &Path, text: &str) {
    let mut file = File::create(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

#[test]
fn a_torn_line_is_taken_away_and_a_whole_one_is_ended() {
    let dir = tempfile::tempdir().unwrap();
    let mut shelf = shelf(dir.path());
    let path = shelf.place.store("a");
    let turn = shelf.turn().unwrap();
    for (left, stays) in [
        ("{\"id\":\"2\",\"ti", "1"),
        (&*line("2"), "1 2"),
        ("", "1"),
        ("\"", "1"),
    ] {
        write(&path, &format!("{}\n{left}", line("1")));
        shelf.mend("a", &turn).unwrap();
        shelf.append("a", &[line("3")], &turn).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let ids: Vec<String> = text
            .lines()
            .map(|line| {
                serde_json::from_str::<Line<'_>>(line)
                    .unwrap()
                    .id
                    .into_owned()
            })
            .collect();
        assert_eq!(ids.join(" "), format!("{stays} 3"));
        fs::remove_file(&path).unwrap();
    }
}

#[test]
fn a_long_torn_line_is_found_whole() {
    let dir = tempfile::tempdir().unwrap();
    let shelf = shelf(dir.path());
    let path = shelf.place.store("a");
    let turn = shelf.turn().unwrap();
    write(&path, &format!("{}\n\"{}", line("1"), "报".repeat(100_000)));
    shelf.mend("a", &turn).unwrap();
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        format!("{}\n", line("1"))
    );
    write(&path, &"x".repeat(200_000));
    shelf.mend("a", &turn).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "");
}

#[test]
fn what_another_has_appended_or_rewritten_is_known() {
    let dir = tempfile::tempdir().unwrap();
    let (mut ours, mut theirs) = (shelf(dir.path()), shelf(dir.path()));
    let has = |shelf: &Shelf, id: &str| shelf.store("a").unwrap().find(id, None).is_some();
    {
        let turn = theirs.turn().unwrap();
        theirs.append("a", &[line("1"), line("2")], &turn).unwrap();
    }
    let turn = ours.turn().unwrap();
    ours.refresh(&turn).unwrap();
    assert!(has(&ours, "1") && has(&ours, "2"));
    assert_eq!(
        ours.elsewhere("b", "1", None),
        Some(("a".into(), "1".into()))
    );
    drop(turn);
    {
        let turn = theirs.turn().unwrap();
        let fate = |line: &Line<'_>, _: &str| {
            if line.id == "1" {
                Fate::Goes
            } else {
                Fate::Stays
            }
        };
        theirs.rewrite("a", fate, &turn).unwrap();
        theirs.append("a", &[line("3")], &turn).unwrap();
    }
    let turn = ours.turn().unwrap();
    ours.refresh(&turn).unwrap();
    assert!(!has(&ours, "1") && has(&ours, "2") && has(&ours, "3"));
}

#[test]
fn what_a_line_said_before_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let mut shelf = shelf(dir.path());
    let turn = shelf.turn().unwrap();
    shelf.append("a", &[line("1"), line("2")], &turn).unwrap();
    let fate = |line: &Line<'_>, _: &str| match &*line.id {
        "2" => Fate::Becomes(self::line("2").replace("\"sum\":\"1\"", "\"sum\":\"2\"")),
        _ => Fate::Stays,
    };
    shelf.rewrite("a", fate, &turn).unwrap();
    assert_eq!(shelf.store("a").unwrap().reports["2"].sum, "2");
    let former = fs::read_to_string(shelf.place.revisions("a")).unwrap();
    assert_eq!(former, line("2") + "\n");
}

#[test]
fn what_is_elsewhere_is_known_by_its_id_and_by_its_place_until_it_goes() {
    let dir = tempfile::tempdir().unwrap();
    let mut shelf = shelf(dir.path());
    let turn = shelf.turn().unwrap();
    let with_address =
        "{\"id\":\"1\",\"title\":\"甲\",\"url\":\"https://x.example/1\",\"body\":[]}".to_owned();
    shelf
        .append("a", &[with_address, line("2")], &turn)
        .unwrap();
    let same = sameness(Some("http://x.example/1"), Some("甲"));
    let in_a = |id: &str| Some(("a".to_owned(), id.to_owned()));
    assert_eq!(shelf.elsewhere("b", "1", None), in_a("1"));
    assert_eq!(shelf.elsewhere("b", "another", same), in_a("1"));
    assert_eq!(
        shelf.elsewhere("a", "1", same),
        None,
        "that is no other feed"
    );
    let goes = |line: &Line<'_>, _: &str| {
        if line.id == "1" {
            Fate::Goes
        } else {
            Fate::Stays
        }
    };
    shelf.rewrite("a", goes, &turn).unwrap();
    assert_eq!(shelf.elsewhere("b", "1", same), None);
    assert_eq!(shelf.elsewhere("b", "2", None), in_a("2"));
}
