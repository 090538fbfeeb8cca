//! Finds where an article came from, on a thread: its files may be large, or far away.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::{Event, Shell};
use crate::app::Msg;
use crate::app::origin::{Found, Page, Record, named_lines};
use crate::article::Article;
use crate::corpus::Corpus;
use crate::filetype::{self, read_all};
use crate::lang::{IoContext as _, Say as _};
use crate::ocr;
use crate::page;
use crate::page::placed::Arranged;
use crate::pdf::Document;
use crate::store::{self, Lines, Reading, Source, Stand};

/// A line's first so many bytes are shown.
const LONGEST: usize = 4096;

/// So many lines are read at the most: a report is a part of a page.
const MOST: usize = 20_000;

/// So much of a page is looked through, in bytes: an article may name any file.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Lines of a page by their numbers, and where all of the page's stand.
type Placed = (BTreeMap<u32, String>, Vec<[i32; 4]>);

/// What is asked.
struct Question {
    article: Arc<Article>,
    /// Its corpus and its row there, where that is still so.
    row: Option<(Arc<dyn Corpus>, usize)>,
    sources: Vec<Source>,
    reading: Reading,
}

impl Shell {
    /// Has it found where an article came from.
    pub(super) fn find_origin(
        &self,
        number: u64,
        article: Arc<Article>,
        (version, row): (u64, usize),
    ) {
        let row = self.corpus_of(version).map(|corpus| (corpus, row));
        let question = Question {
            article,
            row,
            sources: self.sources.clone(),
            reading: self.reading.clone(),
        };
        let sender = self.sender.clone();
        thread::spawn(move || {
            let found = question.answer();
            let _ = sender.send(Event::Msg(Msg::OriginFound(number, found)));
        });
    }
}

impl Question {
    fn answer(&self) -> Found {
        let stand = match &self.row {
            Some((corpus, row)) => corpus.stand(*row),
            None => store::stand(&self.sources, &self.reading, &self.article, None),
        };
        Found {
            page: self.page(stand.as_ref()),
            record: match stand {
                Some(stand) => Record::Line(stand.file, stand.line),
                None if self.sources.contains(&Source::Stdin) => Record::Stdin,
                None if self.sources.contains(&Source::Shipped) => Record::Shipped,
                None => Record::Nowhere,
            },
        }
    }

    fn page(&self, stand: Option<&Stand>) -> Page {
        let Some(origin) = &self.article.origin else {
            return Page::None;
        };
        if origin.file == "-" {
            return Page::Stdin;
        }
        let opened = open(&origin.file, stand.map(|stand| &*stand.path));
        let lines = opened.and_then(|(file, path)| match origin.sheet {
            Some(sheet) => lines_of_sheet(file.take(LARGEST), &path, sheet, &self.article),
            None => Ok((lines_of(file.take(LARGEST), &self.article)?, Vec::new())),
        });
        match lines.context(&*origin.file) {
            Ok((lines, places)) => {
                let line = |number| lines.get(&number).map(String::as_str);
                let agrees = page::agrees(&self.article, origin, &line);
                let lines = lines
                    .into_iter()
                    .map(|(number, line)| (number, beginning(line)));
                Page::Lines {
                    lines: lines.collect(),
                    agrees,
                    places,
                }
            }
            Err(error) => Page::Unreadable(error.in_both()),
        }
    }
}

/// Opens a page's file: it is named as it was when the page was imported, from where that was done, or
/// from where the store is.
fn open(name: &str, store: Option<&Path>) -> io::Result<(File, PathBuf)> {
    let beside = store.and_then(Path::parent).map(|folder| folder.join(name));
    let mut paths = std::iter::once(name.into()).chain(beside);
    // What is no file, as a pipe, might keep us waiting forever.
    let found = paths.find(|path: &PathBuf| path.is_file());
    let path = found.ok_or(io::ErrorKind::NotFound)?;
    Ok((File::open(&path)?, path))
}

/// Reads the lines that an article names.
fn lines_of(page: impl Read, article: &Article) -> io::Result<BTreeMap<u32, String>> {
    let named = named_lines(article);
    let last = named.last().map_or(0, |range| range.end);
    let mut named = named.into_iter().peekable();
    let mut found = BTreeMap::new();
    let mut lines = Lines::new(page, None)?;
    for number in 1..last {
        let Some(line) = lines.next_line()? else {
            break;
        };
        while named.next_if(|range| range.end <= number).is_some() {}
        if named.peek().is_some_and(|range| range.contains(&number)) {
            found.insert(number, line);
        }
        if found.len() >= MOST {
            break;
        }
    }
    Ok(found)
}

/// Reads the lines of a page of a PDF or of a file of recognized text that an article names, and where all lines of
/// the page stand.
fn lines_of_sheet(
    file: impl Read,
    path: &Path,
    sheet: u32,
    article: &Article,
) -> io::Result<Placed> {
    let at = (sheet as usize).saturating_sub(1);
    let bytes = read_all(file)?;
    let kind = filetype::detect(&bytes).map(|guess| guess.file_type);
    let missing = io::ErrorKind::NotFound;
    let page = if let Some(kind) = kind.filter(|kind| ocr::is_scan(*kind)) {
        let scan = ocr::read(&bytes, kind, &ocr::beside(path)).map_err(io::Error::other)?;
        scan.pages.into_iter().nth(at).ok_or(missing)?
    } else {
        let document = Document::open(bytes).map_err(io::Error::other)?;
        let page = document.pages().read(at + 1);
        page.map_err(io::Error::other)?
    };
    let arranged = Arranged::of(&page, sheet);
    let lines = lines_of(arranged.text().as_bytes(), article)?;
    Ok((lines, arranged.places().all().to_vec()))
}

fn beginning(mut line: String) -> String {
    line.truncate(line.floor_char_boundary(LONGEST));
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::read;

    /// The edition that is part of the program, and the page that it was rebuilt from.
    #[test]
    fn every_report_of_an_edition_stands_in_its_lines_until_the_page_changes() {
        let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
        let sources = vec![Source::Path(format!("{data}/edition.json").into())];
        let articles = read(&sources, &Reading::default()).articles;
        assert_eq!(articles.len(), 7);
        for article in articles {
            let question = Question {
                article: Arc::new(article.clone()),
                row: None,
                sources: sources.clone(),
                reading: Reading::default(),
            };
            let found = question.answer();
            let Record::Line(file, line) = &found.record else {
                panic!("{:?}", found.record);
            };
            assert!(file.ends_with("edition.json") && *line > 1, "{file}:{line}");
            let Page::Lines { lines, agrees, .. } = &found.page else {
                panic!("{:?}", found.page);
            };
            assert!(agrees, "{:?}", article.title);
            let named: u32 = named_lines(&article).iter().map(|r| r.end - r.start).sum();
            assert_eq!(lines.len(), named as usize);
            // A line more at the page's beginning, and all stand elsewhere.
            let page = std::fs::read_to_string(format!("{data}/page.txt")).unwrap();
            let moved = lines_of(format!("新\n新\n{page}").as_bytes(), &article).unwrap();
            let line = |number| moved.get(&number).map(String::as_str);
            let origin = article.origin.as_ref().unwrap();
            assert!(!page::agrees(&article, origin, &line));
        }
    }

    #[test]
    fn a_page_that_is_not_there_or_no_file_is_told() {
        let origin = |file: &str| crate::article::Origin {
            file: file.to_owned(),
            lines: vec![[1, u32::MAX], [5, 2], [0, 0]],
            ..crate::article::Origin::default()
        };
        for (file, is_stdin) in [
            ("no-such-page.txt", false),
            ("/dev/zero", false),
            ("-", true),
        ] {
            let article = Article {
                origin: Some(origin(file)),
                ..Article::default()
            };
            let question = Question {
                article: Arc::new(article),
                row: None,
                sources: vec![Source::Shipped],
                reading: Reading::default(),
            };
            let found = question.answer();
            assert_eq!(found.record, Record::Shipped);
            assert_eq!(matches!(found.page, Page::Stdin), is_stdin);
            assert_eq!(matches!(found.page, Page::Unreadable(_)), !is_stdin);
        }
    }
}
