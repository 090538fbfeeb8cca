//! What searching an archive costs, and whether it finds what a plain scan finds.
//!
//! `ZHENEWS_ARCHIVE=reports.jsonl cargo bench --bench archive`, with JSON Lines of `title` and `body`, which
//! are indexed first if they are not. It prints for random substrings of 1 to 6 characters how long the
//! newest 50 and the exact count take, at the median and at the 99th percentile; the same of the reports that
//! are like one; how long `ripgrep` takes to
//! list the lines with each of some of them, if it is installed; and, with `ZHENEWS_ORACLE=1`, how many
//! answers differ from those of a scan of all folded text, which is kept in memory. Without an archive there
//! is nothing to measure.

use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use zhenews::archive::{Archive, IndexDir, Progress, Update, Watch};
use zhenews::article::Article;
use zhenews::corpus::{Corpus as _, Indexed};
use zhenews::search::{Haystack, Query};
use zhenews::store::{Reading, Source};
use zhenews::text::fold::fold;

/// How many substrings are sought.
const QUERIES: usize = 220;

/// Of how many reports those that are like them.
const SIMILAR: usize = 40;

/// Numbers that look random, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % end.max(1)
    }
}

struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _: Progress) {}

    fn grown(&self, _: Archive) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

fn main() {
    let Some(path) = std::env::var_os("ZHENEWS_ARCHIVE").map(PathBuf::from) else {
        eprintln!("ZHENEWS_ARCHIVE names no archive: nothing to measure");
        return;
    };
    let sources = [Source::Path(path.clone())];
    let index_dir =
        IndexDir::of(&sources, &Reading::default()).expect("a file and a cache directory");
    let archive = index_dir
        .update(Update::Changed, &Unwatched)
        .expect("it is indexed");
    println!("{} reports", archive.len());
    let mut dice = Dice(20_191_122);
    let mut words = substrings(&archive, &mut dice, QUERIES, 6);
    words.extend(["的一", "是的"].map(str::to_owned));
    let queries: Vec<Query> = words
        .iter()
        .map(|word| Query::parse(&format!("\"{word}\"")))
        .collect();
    // The second round is the warm one.
    for round in ["cold", "warm"] {
        let first = time(&queries, |query| {
            black_box(
                archive
                    .search(query)
                    .first(50, &|| false)
                    .expect("it is read"),
            );
        });
        let count = time(&queries, |query| {
            black_box(archive.search(query).all(&|| false).expect("it is read"));
        });
        println!(
            "{round}: newest 50 {}   exact count {}",
            shown(&first),
            shown(&count)
        );
    }
    let archive = Arc::new(archive);
    similar(&archive, &sources, &mut dice);
    beside_ripgrep(&archive, &path, &words);
    if std::env::var_os("ZHENEWS_ORACLE").is_some() {
        compare(&archive, &path, &mut dice);
    }
}

/// Substrings of folded bodies, of 1 to `longest` characters, without what means something in a query.
fn substrings(archive: &Archive, dice: &mut Dice, count: usize, longest: usize) -> Vec<String> {
    let mut found = Vec::new();
    while found.len() < count {
        let Ok(article) = archive.article(dice.below(archive.len())) else {
            continue;
        };
        let text: String = article
            .body
            .iter()
            .map(zhenews::article::Block::text)
            .collect();
        let characters: Vec<char> = fold(&text).chars().collect();
        let length = 1 + dice.below(longest);
        let from = dice.below(characters.len().saturating_sub(length).max(1));
        let word: String = characters.iter().skip(from).take(length).collect();
        if !word.is_empty() && !word.contains(['"', ' ']) {
            found.push(word);
        }
    }
    found
}

/// Times what reports are like one, twice for each: first with much of the index unread.
fn similar(archive: &Arc<Archive>, sources: &[Source], dice: &mut Dice) {
    let corpus = Indexed::new(Arc::clone(archive), sources);
    let row = |_| dice.below(archive.len());
    let rows: Vec<usize> = (0..SIMILAR).map(row).collect();
    let ids: Vec<String> = rows
        .into_iter()
        .filter_map(|row| Some(archive.article(row).ok()?.id))
        .collect();
    for round in ["cold", "warm"] {
        let similar = time(&ids, |id| {
            black_box(corpus.similar(id).expect("it is read"));
        });
        println!("{round}: similar {}", shown(&similar));
    }
}

fn time<T>(asked: &[T], mut run: impl FnMut(&T)) -> Vec<Duration> {
    let one = |asked: &T| {
        let begun = Instant::now();
        run(asked);
        begun.elapsed()
    };
    let mut times: Vec<Duration> = asked.iter().map(one).collect();
    times.sort();
    times
}

fn shown(times: &[Duration]) -> String {
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    format!("p50 {:.2?} p99 {:.2?} max {:.2?}", at(50), at(99), at(100))
}

/// Times ripgrep over the same file for a few of the words, and the archive for the same.
fn beside_ripgrep(archive: &Archive, path: &Path, words: &[String]) {
    let some: Vec<&String> = words.iter().step_by(words.len() / 9).collect();
    let mut ratios = Vec::new();
    for word in some {
        let begun = Instant::now();
        let status = Command::new("rg")
            .args(["--count", "--fixed-strings", "--", word])
            .arg(path)
            .stdout(Stdio::null())
            .status();
        if status.is_err() {
            println!("ripgrep is not installed");
            return;
        }
        let theirs = begun.elapsed();
        let query = Query::parse(&format!("\"{word}\""));
        let begun = Instant::now();
        black_box(
            archive
                .search(&query)
                .first(50, &|| false)
                .expect("it is read"),
        );
        ratios.push(theirs.as_secs_f64() / begun.elapsed().as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "beside ripgrep: {:.0} times faster at the median",
        ratios[ratios.len() / 2]
    );
}

/// Counts the answers that differ from those of a scan.
fn compare(archive: &Archive, path: &Path, dice: &mut Dice) {
    let mut words = substrings(archive, dice, 300, 8);
    for _ in 0..100 {
        let count = 2 + dice.below(2);
        let pair = substrings(archive, dice, count, 3);
        words.push(pair.join("\" \""));
    }
    let queries: Vec<Query> = words
        .iter()
        .map(|word| Query::parse(&format!("\"{word}\"")))
        .collect();
    let mut scanned: Vec<Vec<String>> = queries.iter().map(|_| Vec::new()).collect();
    let mut lines = BufReader::new(File::open(path).expect("it is there")).lines();
    loop {
        let some = read(&mut lines);
        if some.is_empty() {
            break;
        }
        let haystack = Haystack::new(&some);
        for (query, ids) in queries.iter().zip(&mut scanned) {
            let found = haystack.search(query, &|| false).expect("not left");
            ids.extend(found.iter().map(|found| some[found.article].id.clone()));
        }
    }
    let id = |row: usize| archive.article(row).expect("it is there").id;
    let ids: Vec<String> = (0..archive.len()).map(id).collect();
    let mut different = 0;
    for (query, mut expected) in queries.iter().zip(scanned) {
        let rows = archive.search(query).all(&|| false);
        let rows = rows.expect("it is read").expect("not left");
        let mut found: Vec<&String> = rows.iter().map(|row| &ids[row]).collect();
        found.sort();
        expected.sort();
        different += usize::from(found != expected.iter().collect::<Vec<_>>());
    }
    println!(
        "{different} of {} answers differ from a scan's",
        queries.len()
    );
}

/// Reads the next lines as the store does.
fn read(lines: &mut impl Iterator<Item = std::io::Result<String>>) -> Vec<Article> {
    let mut part = tempfile::Builder::new()
        .suffix(".jsonl")
        .tempfile()
        .expect("a file is made");
    for line in lines.take(20_000) {
        writeln!(part, "{}", line.expect("it is UTF-8")).expect("it is written");
    }
    let source = Source::Path(part.path().to_owned());
    zhenews::store::read(&[source], &Reading::default()).articles
}
