//! Journals that are written, spoilt, shared and killed.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;

use super::record::VERSION;
use super::*;

mod trouble;

const NAME: &str = "library.jsonl";

fn write(path: &Path, contents: impl AsRef<[u8]>) -> std::io::Result<()> {
    fs::File::create(path)?.write_all(contents.as_ref())
}

fn ids(names: &[&str]) -> Vec<Id> {
    names.iter().map(|name| (*name).into()).collect()
}

fn open(directory: &Path) -> Opened {
    Journal::open(directory).expect("the journal opens")
}

fn action() -> impl Strategy<Value = Action> {
    let id = || prop::sample::select(vec!["甲", "乙", "丙", "d"]);
    let some = || {
        let some = prop::collection::vec(id(), 1..4);
        some.prop_map(|some| ids(&some))
    };
    let tag = || prop::sample::select(vec!["植树", "环保"]);
    prop_oneof![
        some().prop_map(Action::Read),
        some().prop_map(Action::Unread),
        some().prop_map(Action::Star),
        some().prop_map(Action::Unstar),
        (tag(), some()).prop_map(|(tag, ids)| Action::Tag(tag.to_owned(), ids)),
        (tag(), some()).prop_map(|(tag, ids)| Action::Untag(tag.to_owned(), ids)),
        (id(), "[记\"\n]{0,2}").prop_map(|(id, text)| Action::Note(id.into(), text)),
        (id(), 0u64..9).prop_map(|(id, byte)| Action::Place(id.into(), byte)),
        tag().prop_map(|typed| Action::Search(typed.to_owned())),
        tag().prop_map(|value| Action::Window("layout".to_owned(), value.to_owned())),
    ]
}

fn replayed(records: &[Record]) -> Library {
    let mut library = Library::default();
    library.take_all(records);
    library
}

/// What can be seen of a library, whenever it was done.
fn seen(library: &Library) -> Vec<String> {
    let of = |id: &str| {
        format!(
            "{id} {} {} {:?} {:?} {:?}",
            library.is_read(id),
            library.is_starred(id),
            library.note(id),
            library.tags(id).collect::<Vec<_>>(),
            library.place(id).unwrap_or(0),
        )
    };
    let mut seen = ["甲", "乙", "丙", "d"].map(of).to_vec();
    seen.push(library.window("layout").unwrap_or_default().to_owned());
    seen
}

proptest! {
    #[test]
    fn what_is_written_is_what_is_read(actions in prop::collection::vec(action(), 0..30)) {
        let directory = tempfile::tempdir().unwrap();
        let mut journal = open(directory.path()).journal;
        let mut library = Library::default();
        for (now, action) in (0..).zip(&actions) {
            journal.append(std::slice::from_ref(action), now).unwrap();
            library.act(action);
        }
        let opened = open(directory.path());
        prop_assert_eq!(seen(&opened.library), seen(&library));
        prop_assert_eq!(opened.library.searches(), library.searches());
        prop_assert_eq!(opened.damaged, 0);
        let records = opened.library.records();
        prop_assert_eq!(replayed(&records), opened.library);
    }

    #[test]
    fn undoing_all_leads_back(actions in prop::collection::vec(action(), 0..30)) {
        let mut library = Library::default();
        let (mut undo, before) = (Vec::new(), seen(&library));
        for action in &actions {
            if matches!(action, Action::Search(_)) {
                continue;
            }
            let (had, changed) = (seen(&library), library.change(action));
            if let Some((act, back)) = changed {
                library.act(&act);
                prop_assert_ne!(seen(&library), had);
                undo.push(back);
            } else {
                library.act(action);
                prop_assert_eq!(seen(&library), had);
            }
        }
        while let Some(back) = undo.pop() {
            library.act(&back);
        }
        prop_assert_eq!(seen(&library), before);
    }

    #[test]
    fn the_order_of_records_does_not_matter(
        actions in prop::collection::vec(action(), 0..20), turn in 0usize..20,
    ) {
        let records = (1..).zip(actions).map(|(at, action)| Record { at, action });
        let mut records: Vec<_> = records.collect();
        let library = replayed(&records);
        let (ours, theirs) = records.split_at(turn.min(records.len()));
        let missing = replayed(ours).missing(theirs);
        let mut merged = replayed(ours);
        merged.take_all(&missing);
        prop_assert_eq!(&merged, &library);
        prop_assert_eq!(library.missing(theirs), Vec::new());
        let turn = turn.min(records.len());
        records.rotate_left(turn);
        prop_assert_eq!(replayed(&records), library);
    }

    #[test]
    fn a_flipped_or_cut_file_costs_the_lines_concerned(
        at in 0usize..2000, flip in 1u8..=255, cut in any::<bool>(),
    ) {
        let directory = tempfile::tempdir().unwrap();
        let mut journal = open(directory.path()).journal;
        let names: Vec<String> = (0..20).map(|n| format!("a{n}")).collect();
        for name in &names {
            journal.append(&[Action::Star(ids(&[name]))], 5).unwrap();
        }
        let path = directory.path().join(NAME);
        let mut bytes = fs::read(&path).unwrap();
        let at = at % bytes.len();
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] ^= flip;
        }
        let header = record::header(1).len();
        write(&path, &bytes).unwrap();
        let opened = match Journal::open(directory.path()) {
            Err(Error::Newer { .. }) if at < header && !cut => return Ok(()),
            opened => opened.expect("it opens"),
        };
        let kept = names.iter().filter(|name| opened.library.is_starred(name)).count();
        if cut {
            let whole = bytes.split(|byte| *byte == b'\n').count().saturating_sub(2);
            prop_assert!(kept >= whole, "{kept} of {whole}");
        } else {
            prop_assert!(kept >= 18, "{kept}: a line's end joins two");
        }
        let aside = directory.path().join("library.jsonl.damaged");
        prop_assert_eq!(aside.exists(), opened.damaged > 0);
        let mut journal = opened.journal;
        journal.append(&[Action::Star(ids(&["new"]))], 9).unwrap();
        let opened = open(directory.path());
        prop_assert_eq!(opened.damaged, 0, "it is told once");
        prop_assert!(opened.library.is_starred("new"));
        let now = names.iter().filter(|name| opened.library.is_starred(name)).count();
        prop_assert_eq!(now, kept);
    }
}

#[test]
fn a_newer_file_is_refused_and_left() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(NAME);
    write(&path, record::header(VERSION + 1)).unwrap();
    let refused = Journal::open(directory.path());
    assert!(matches!(refused, Err(Error::Newer { version, .. }) if version == VERSION + 1));
    let left = fs::read_to_string(&path).unwrap();
    assert_eq!(left, record::header(VERSION + 1));
}

#[test]
fn an_older_file_is_brought_up_to_date_and_kept_beside() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(NAME);
    let new = Record {
        at: 7,
        action: Action::Star(ids(&["甲"])),
    };
    let line = record::encode(&new).unwrap();
    let of_one = record::resealed(&line.replace("[\"甲\"]", "\"甲\""));
    for (version, old) in [(0, &of_one), (1, &line)] {
        let text = record::header(version) + old;
        write(&path, &text).unwrap();
        let opened = open(directory.path());
        assert!(opened.library.is_starred("甲") && opened.damaged == 0);
        let now = fs::read_to_string(&path).unwrap();
        assert_eq!(now, record::header(VERSION) + &line);
        let kept = fs::read_to_string(directory.path().join("library.jsonl.bak")).unwrap();
        assert_eq!(kept, text);
    }
}

#[test]
fn a_journal_that_repeats_itself_is_written_anew_while_another_has_it_open() {
    let directory = tempfile::tempdir().unwrap();
    let mut other = open(directory.path()).journal;
    let toggles: Vec<Action> = (0..1500)
        .flat_map(|_| [Action::Star(ids(&["甲"])), Action::Unstar(ids(&["甲"]))])
        .collect();
    other.append(&toggles, 1).unwrap();
    other.append(&[Action::Star(ids(&["乙"]))], 1).unwrap();
    let lines = |name: &str| {
        let text = fs::read_to_string(directory.path().join(name)).unwrap();
        text.lines().count()
    };
    let mut journal = open(directory.path()).journal;
    assert_eq!((lines(NAME), lines("library.jsonl.bak")), (3, 3002));
    journal.append(&[Action::Star(ids(&["丙"]))], 1).unwrap();
    let News::Whole(library) = other.append(&[Action::Read(ids(&["丁"]))], 1).unwrap() else {
        panic!("the file is another one");
    };
    assert!(library.is_starred("乙") && library.is_starred("丙") && !library.is_starred("甲"));
    let library = open(directory.path()).library;
    assert!(library.is_starred("丙") && library.is_read("丁"));
}

#[test]
fn two_readers_see_what_the_other_does() {
    let directory = tempfile::tempdir().unwrap();
    let (mut one, mut two) = (
        open(directory.path()).journal,
        open(directory.path()).journal,
    );
    assert_eq!(one.look().unwrap(), News::None);
    let star = Action::Star(ids(&["甲"]));
    assert_eq!(
        two.append(std::slice::from_ref(&star), 100).unwrap(),
        News::None
    );
    let record = Record {
        at: 100,
        action: star,
    };
    assert_eq!(one.look().unwrap(), News::Records(vec![record]));
    // A clock that goes back does not make what is done later older.
    one.append(&[Action::Unstar(ids(&["甲"]))], 50).unwrap();
    assert!(!open(directory.path()).library.is_starred("甲"));
}

/// Tells this test's own program to write to a journal until it is killed.
const STORM: &str = "ZHENEWS_TEST_STORM";

/// Marks articles one by one and says of each when it is on the disk.
fn storm(directory: &Path, prefix: &str) {
    let mut journal = open(directory).journal;
    for number in 0.. {
        let id = format!("{prefix}-{number}");
        let long = "记".repeat(number % 3000);
        let note = Action::Note(id.as_str().into(), format!("{id}{long}"));
        journal.append(&[note], 1).expect("it is written");
        println!("kept {id}");
        std::io::stdout().flush().expect("a pipe");
    }
}

#[test]
fn nothing_that_was_acknowledged_is_lost_to_a_hundred_kills() {
    if let Some(place) = std::env::var_os(STORM) {
        let place = place.into_string().expect("a path");
        let (directory, prefix) = place.split_once('|').expect("two parts");
        return storm(Path::new(directory), prefix);
    }
    let directory = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    for round in 0..50 {
        // Two at once, so that a hundred are killed in fifty rounds.
        let mut children: Vec<_> = ["a", "b"]
            .map(|name| {
                let place = format!("{}|{name}{round}", directory.path().display());
                let mut command = Command::new(std::env::current_exe().unwrap());
                command.args(["nothing_that_was_acknowledged", "--nocapture"]);
                command.env(STORM, place).stdout(Stdio::piped());
                command.stderr(Stdio::null()).spawn().unwrap()
            })
            .into();
        std::thread::sleep(std::time::Duration::from_millis(20 + (round * 37) % 60));
        for child in &mut children {
            child.kill().unwrap();
        }
        for child in children {
            let told = child.wait_with_output().unwrap().stdout;
            let told = String::from_utf8_lossy(&told).into_owned();
            // The last line may be half there.
            let whole = told.rsplit_once('\n').map_or("", |(whole, _)| whole);
            let kept = whole.lines().filter_map(|line| line.strip_prefix("kept "));
            acknowledged.extend(kept.map(str::to_owned));
        }
        let library = open(directory.path()).library;
        for id in &acknowledged {
            assert!(library.note(id).starts_with(id.as_str()), "{id} is lost");
        }
    }
    assert!(acknowledged.len() > 10, "the storms were calm");
}
