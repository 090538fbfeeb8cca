//! That whatever the reader says it says in both languages: every message that may bring a notice, every notice of
//! a key, every status line and every text over the screen.

use std::path::PathBuf;
use std::sync::Arc;

use zhenews::app::adding::Added;
use zhenews::app::correcting::Corrected;
use zhenews::app::exporting::Outcome;
use zhenews::app::feeds::{FeedsFetched, FetchProgress};
use zhenews::app::full_text::PageFetched;
use zhenews::app::question::Ticket;
use zhenews::app::report_window::{Fetched, Standing, Update};
use zhenews::app::{Msg, Piped};
use zhenews::archive::{Absence, Absent, Progress};
use zhenews::article::Article;
use zhenews::corpus::Holdings;
use zhenews::corrections::Done;
use zhenews::lang::{Bilingual, Lang};
use zhenews::library::{Error, Library, Unkept};
use zhenews::place::Refusal;
use zhenews::store::{Changed, Problem};
use zhenews::text::width::Ambiguous;

use crate::desk::{Reader, shipped};
use crate::modes::play;

/// A reason that comes from outside, in both languages.
fn why() -> Bilingual {
    Bilingual::new("for a reason", "另有原因")
}

/// Which of the messages that say something it is; nothing for those that say nothing by themselves.
fn saying(msg: &Msg) -> Option<usize> {
    Some(match msg {
        Msg::Key(_)
        | Msg::Typed(_)
        | Msg::Paste(_)
        | Msg::Mouse(_)
        | Msg::Resize(..)
        | Msg::Reports(_)
        | Msg::Found { .. }
        | Msg::Tallied { .. }
        | Msg::Places(_)
        | Msg::Searches(_)
        | Msg::Replaced(_)
        | Msg::Located { .. }
        | Msg::MarkedElsewhere(_)
        | Msg::Written(_)
        | Msg::Waited(_)
        | Msg::Today(_)
        | Msg::Leaving
        | Msg::SetMore
        | Msg::OriginFound(..)
        | Msg::Arrived(_)
        | Msg::Paths { .. }
        | Msg::Configured(_) => return None,
        Msg::Fetched(_) => 0,
        Msg::Indexing(_) => 1,
        Msg::Absent(_) => 2,
        Msg::SearchFailed(_) => 3,
        Msg::Answered(..) => 4,
        Msg::NotSaved(_) => 5,
        Msg::Remembered { .. } => 6,
        Msg::NotKept(_) => 7,
        Msg::Exporting(_) => 8,
        Msg::Exported(_) => 9,
        Msg::NotIndexed(_) => 10,
        Msg::IndexDamaged => 11,
        Msg::NotSuspended => 12,
        Msg::NotOpened { .. } => 13,
        Msg::NotCopied => 14,
        Msg::Piped(..) => 15,
        Msg::Corrected(_) => 16,
        Msg::FetchingFeeds(_) => 17,
        Msg::FeedsFetched(_) => 18,
        Msg::Edited(_) => 19,
        Msg::PageFetched { .. } => 20,
        Msg::Added(_) => 21,
        Msg::NotAnswered(_) => 22,
    })
}

/// How many messages say something.
const SAYING: usize = 23;

fn corrected(is_taken_back: bool) -> Corrected {
    Corrected {
        store: PathBuf::from("a.json"),
        done: Done {
            number: 1,
            what: Bilingual::new("split in two", "已分成两篇"),
        },
        is_taken_back,
    }
}

/// Every such message, each in all its forms, behind keys that are pressed before it.
fn messages() -> Vec<(&'static str, Msg)> {
    let absent = |why| Absent {
        name: "a.json".to_owned(),
        why,
    };
    let unkept = |why| Unkept {
        count: 2,
        why: Arc::new(why),
    };
    let path = || "a.md".to_owned();
    let written = |count, missing, is_numbered| Outcome::Written {
        path: path(),
        count,
        missing,
        is_numbered,
    };
    let exported = [
        written(1, 0, false),
        written(3, 2, true),
        Outcome::Failed {
            path: path(),
            why: why(),
        },
        Outcome::Refused(Refusal::Taken(PathBuf::from("a.md"))),
        Outcome::Outdated,
    ];
    let piped = [
        Piped::Code(0),
        Piped::Code(2),
        Piped::Signal(9),
        Piped::NotStarted(why()),
    ];
    let lost = Fetched {
        version: 1,
        asked: vec![0],
        articles: vec![(0, Err(Changed))],
    };
    let remembered = Msg::Remembered {
        library: Box::new(Library::default()),
        damaged: 3,
    };
    let mut all = vec![
        ("", Msg::Fetched(lost)),
        (
            "",
            Msg::Indexing(Some(Progress::Reading { done: 1, of: 2 })),
        ),
        (
            "",
            Msg::Indexing(Some(Progress::Indexing { done: 1, of: 2 })),
        ),
        ("", Msg::Absent(vec![absent(Absence::Missing)])),
        (
            "",
            Msg::Absent(vec![absent(Absence::Empty), absent(Absence::NoReports)]),
        ),
        ("", Msg::SearchFailed(1)),
        ("f", Msg::Answered(Ticket(1), None)),
        ("", Msg::NotSaved(why())),
        ("", remembered),
        ("", Msg::NotKept(unkept(Error::NoPlace))),
        ("e⏎", Msg::Exporting(0)),
        ("", Msg::NotIndexed(why())),
        ("", Msg::NotAnswered(why())),
        ("", Msg::IndexDamaged),
        ("", Msg::NotSuspended),
        (
            "",
            Msg::NotOpened {
                address: "https://paper.example/".to_owned(),
                why: why(),
            },
        ),
        ("", Msg::NotCopied),
        ("M⇥", Msg::Edited(Err(why()))),
        ("", Msg::Corrected(Err(why()))),
        ("", Msg::Corrected(Ok(corrected(false)))),
        ("", Msg::Corrected(Ok(corrected(true)))),
    ];
    all.push(("", Msg::FetchingFeeds(FetchProgress { done: 1, of: 3 })));
    all.extend(of_feeds().into_iter().map(|msg| ("", msg)));
    all.extend(exported.map(|outcome| ("", Msg::Exported(outcome))));
    all.extend(piped.map(|piped| ("", Msg::Piped("cat".to_owned(), piped))));
    all
}

/// The messages of feeds and of what is added, each in all its forms.
fn of_feeds() -> Vec<Msg> {
    let fetched = |feeds, new, changed, failed| FeedsFetched {
        feeds,
        new,
        changed,
        failures: vec![why(); failed],
    };
    let fetched = [
        fetched(0, 0, 0, 0),
        fetched(2, 0, 0, 1),
        fetched(2, 1, 0, 2),
        fetched(2, 3, 0, 0),
        fetched(2, 3, 1, 0),
    ];
    let pages = [
        Ok(PageFetched::Stored),
        Ok(PageFetched::NoMore),
        Ok(PageFetched::OfNoFeed),
        Ok(PageFetched::Gone),
        Err(why()),
    ];
    let pages = pages.map(|fetched| Msg::PageFetched {
        id: "1".to_owned(),
        fetched,
    });
    let added = Added {
        what: Bilingual::new("added", "已添加"),
        place: None,
    };
    let added = [Ok(added), Err(why())].map(Msg::Added);
    let all = fetched.map(Msg::FeedsFetched).into_iter();
    all.chain(pages).chain(added).collect()
}

/// Reports none of which is at hand.
#[derive(Debug)]
struct Elsewhere;

impl Holdings for Elsewhere {
    fn len(&self) -> usize {
        3
    }

    fn at_hand(&self, _: usize) -> Option<&Article> {
        None
    }

    fn is_whole(&self) -> bool {
        true
    }

    fn problems(&self) -> &[Problem] {
        &[]
    }
}

/// Keys that bring a notice, a field, a text over the screen or a status line of its own. `⏎` is Enter.
const KEYS: [&str; 65] = [
    "",
    "a",
    "a/x⏎",
    "o",
    "E",
    ",",
    ",jV",
    ",m",
    ",t",
    "⏎",
    "?",
    "?/",
    "?/zzz⏎",
    "s",
    "ss⏎",
    "LL⏎",
    "!",
    ":",
    ":zzz",
    "f",
    "f⇥",
    "t",
    "p",
    "/",
    "/植",
    "/(",
    "/(⏎",
    "/植树⏎",
    "/植树⏎n",
    "/植树⏎N",
    "/植树⏎s",
    "/植树⏎ss",
    "/zzzz",
    "/zzzz⏎n",
    "n",
    "/sou⇥",
    "/zzz:⇥",
    "d",
    "d不⏎",
    "T",
    "M",
    "Ma⏎",
    "S",
    "/植树⏎S",
    "/(⏎S",
    "F",
    "Fx",
    "9",
    "2",
    "3",
    "u",
    "mu",
    "*u",
    "Ta⏎u",
    "Ma⏎u",
    "A",
    "A]",
    "[",
    "y",
    "Y",
    "⏎V",
    "⏎Vjy",
    "C",
    "CC",
    "c",
];

/// More of them, on which other things depend.
const LATER: [&str; 8] = ["e", "⏎Ve", "⏎|", "⏎|'", "o", "c:zen⏎", "G ⏎    ", "w<>="];

fn reader(lang: Lang) -> Reader {
    let mut reader = Reader::new(shipped(), (100, 30), Ambiguous::Narrow);
    reader.model.lang = lang;
    reader
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Three English words or more that follow each other, as sentences of ours have them.
fn english(text: &str) -> Option<String> {
    let is_word = |word: &&str| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
        word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let found = words.windows(3).find(|three| three.iter().all(&is_word));
    found.map(|three| three.join(" "))
}

/// Holds what an English and a Chinese reader show and say after the same to each other.
fn compare(what: &str, [en, zh]: [&Reader; 2]) {
    let (english_notice, chinese_notice) = (&en.model.notice, &zh.model.notice);
    assert_eq!(english_notice.is_some(), chinese_notice.is_some(), "{what}");
    if let (Some(english_notice), Some(chinese_notice)) = (english_notice, chinese_notice) {
        assert_ne!(english_notice, chinese_notice, "{what}");
        assert!(chinese_notice.contains(is_han), "{what}: {chinese_notice}");
        assert_eq!(english(chinese_notice), None, "{what}: {chinese_notice}");
        let latin = english_notice
            .chars()
            .filter(char::is_ascii_lowercase)
            .count();
        assert!(latin > 3, "{what}: {english_notice}");
    }
    let (english_screen, chinese_screen) = (en.screen(), zh.screen());
    assert_eq!(english(&chinese_screen), None, "{what}:\n{chinese_screen}");
    let last = |screen: &str| screen.lines().last().unwrap_or_default().to_owned();
    let (english_line, chinese_line) = (last(&english_screen), last(&chinese_screen));
    assert!(
        english_line.is_empty() || english_line != chinese_line,
        "{what}: {english_line}"
    );
}

fn both() -> [Reader; 2] {
    [Lang::En, Lang::Zh].map(reader)
}

#[test]
fn every_message_is_said_in_both_languages() {
    let told: Vec<usize> = messages()
        .iter()
        .filter_map(|(_, msg)| saying(msg))
        .collect();
    for number in 0..SAYING {
        assert!(told.contains(&number), "message {number} is not walked");
    }
    let (english, chinese) = (messages(), messages());
    for ((keys, msg), (_, same)) in english.into_iter().zip(chinese) {
        let what = format!("{keys} {msg:?}");
        let mut readers = both();
        for reader in &mut readers {
            reader.withholds = matches!(msg, Msg::SearchFailed(_));
            play(reader, if reader.withholds { "/植" } else { keys });
        }
        let is_lost = matches!(msg, Msg::Fetched(_));
        for reader in readers.iter_mut().filter(|_| is_lost) {
            reader.send(Msg::Reports(Update {
                holdings: Arc::new(Elsewhere),
                version: 1,
                standing: Standing::Moved(None),
            }));
        }
        let [en, zh] = &mut readers;
        en.send(msg);
        zh.send(same);
        if is_lost {
            assert!(
                en.screen().contains("its file has changed"),
                "{}",
                en.screen()
            );
            assert!(zh.screen().contains("文件已变动"), "{}", zh.screen());
        }
        compare(&what, [en, zh]);
    }
}

#[test]
fn every_notice_of_a_key_is_said_in_both_languages() {
    for keys in KEYS.iter().chain(&LATER) {
        let mut readers = both();
        for reader in &mut readers {
            play(reader, keys);
        }
        let [en, zh] = &readers;
        compare(keys, [en, zh]);
    }
}

#[test]
fn what_is_said_while_answers_are_awaited_is_said_in_both_languages() {
    for keys in ["/植树⏎", "/植树⏎n", "/植树⏎e⏎", "/植树⏎A"] {
        let mut readers = both();
        for reader in &mut readers {
            reader.withholds = true;
            play(reader, keys);
        }
        let [en, zh] = &mut readers;
        compare(keys, [en, zh]);
        for reader in [en, zh] {
            reader.press(zhenews::app::keys::Code::Esc);
        }
        let [en, zh] = &readers;
        compare(&format!("{keys} Esc"), [en, zh]);
    }
}

#[test]
fn a_sentence_that_was_left_in_english_is_seen() {
    for left in [
        "the settings are read again",
        "没有找到 (no match was found)",
        "│ press any key to go on",
    ] {
        assert!(english(left).is_some(), "{left}");
    }
    for chinese in ["按 Ctrl-F 翻页", "引文为 GB/T 7714 格式", "已交给 cat"] {
        assert_eq!(english(chinese), None);
    }
}
