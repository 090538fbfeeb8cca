//! What a fetch brought, said to a person: while it runs, and when it is done.

use jiff::civil::Date;

use super::out::Out;
use super::progress::Progress;
use crate::config::FeedSetting;
use crate::fetch::{self, Outcome, Place, Taken, Watch};
use crate::lang::{Lang, Say as _, bilingual};
use crate::library;

/// From so many days on it is said how old the newest report is.
const SILENT: i32 = 90;

/// Fetches feeds while a bar shows how far it is.
pub(super) fn run_now(
    place: &Place,
    all: &[FeedSetting],
    wanted: &[FeedSetting],
    is_named: bool,
    lang: Lang,
) -> Vec<Outcome> {
    let progress = Progress::new(lang);
    let outcomes = fetch::fetch(place, all, wanted, is_named, &progress);
    progress.end();
    outcomes
}

impl Watch for Progress {
    fn progress(&self, done: usize, of: usize, _: usize) {
        self.feeds(done, of);
    }
}

/// Says which feeds failed, and which have moved.
pub(super) fn tell_failures(outcomes: &[Outcome], out: &mut Out) {
    let lang = out.lang();
    for outcome in outcomes {
        let said = match (&outcome.fetched, &outcome.moved) {
            (Err(error), _) => error.clone(),
            (Ok(_), Some(address)) => bilingual!(
                "it has moved for good to {address}, where it is fetched from now on",
                "已永久迁至 {address}，今后从那里抓取"
            ),
            (Ok(_), None) => continue,
        };
        out.notice(said.about(&*outcome.title).say(lang));
    }
}

/// Says what a feed brought.
pub(super) fn format_taken(taken: &Taken, lang: Lang) -> String {
    let Taken {
        new,
        changed,
        elsewhere,
        ignored,
        dropped,
    } = *taken;
    let counts = [
        (new, "new", "新"),
        (changed, "changed", "有改动"),
        (elsewhere, "in other feeds already", "已见于别的订阅"),
        (ignored, "ignored", "忽略"),
        (dropped, "old ones taken out", "移出旧报道"),
    ];
    let said = counts.into_iter().enumerate();
    let said = said.filter(|(at, (count, ..))| *at == 0 || *count > 0);
    let said: Vec<String> = said
        .map(|(_, (count, english, chinese))| match lang {
            Lang::En => format!("{count} {english}"),
            Lang::Zh => format!("{chinese} {count} 篇"),
        })
        .collect();
    said.join(lang.pick(", ", "，"))
}

/// Says how old the newest report is, where a feed has been silent for long.
pub(super) fn format_age(newest: Option<&str>, lang: Lang) -> Option<String> {
    let newest = newest?;
    let days = age(newest)?;
    (days >= SILENT).then(|| match lang {
        Lang::En => format!("the newest report is {days} days old ({newest})"),
        Lang::Zh => format!("最新的报道已是 {days} 天前的（{newest}）"),
    })
}

/// Returns how many days ago a day was.
pub(super) fn age(newest: &str) -> Option<i32> {
    let day: Date = newest.parse().ok()?;
    let today = library::local_time().date();
    Some(today.since(day).ok()?.get_days())
}
