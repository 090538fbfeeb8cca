//! Where an article stands in the files that it was read from.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::{Names, Reading, Site, Source, Spot, Volume, locate};
use crate::article::Article;

/// The place of an article's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The file as the user named it.
    pub file: String,
    /// Where it is, whatever the working directory is.
    pub path: PathBuf,
    /// The line on which the record begins, counted from 1.
    pub line: usize,
}

/// Looks for an article in the files of sources: a record that says the same, whatever id it was given. Of
/// several it is the one where the article was read, else the first. `None` where no file on disk has it.
pub fn stand(
    sources: &[Source],
    reading: &Reading,
    article: &Article,
    site: Option<&Site>,
) -> Option<Stand> {
    let (mut located, _) = locate(sources)?;
    located.sort_by_key(|found| site.is_none_or(|site| *site.file != *found.name));
    let names = Names::of(reading);
    located.into_iter().find_map(|found| {
        let volume = Volume::open(&found.name, &found.path, &names).ok()?;
        let spot = spot(&volume, article, site)?;
        Some(Stand {
            line: volume.line_of(&spot).ok()?,
            file: found.name,
            path: found.path,
        })
    })
}

/// The spot of an article's record in a file.
fn spot(volume: &Volume, article: &Article, site: Option<&Site>) -> Option<Spot> {
    let says_the_same = |other: Article| {
        let id = article.id.clone();
        Article { id, ..other } == *article
    };
    let mut first = None;
    let mut there = None;
    for ends in volume.snapshot().ok()?.blocks(0).windows(2) {
        let &[from, to] = ends else { continue };
        // What cannot be read holds nothing.
        let _ = volume.each_block(from, to, &mut |block| {
            for (other, spot) in block.articles {
                let is_there = site.is_none_or(|site| site.at == spot.at);
                if (is_there || first.is_none()) && says_the_same(other) {
                    first.get_or_insert(spot);
                    there = there.or(is_there.then_some(spot));
                }
            }
            if there.is_some() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        if there.is_some() {
            break;
        }
    }
    there.or(first)
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Write as _;

    use super::*;
    use crate::store::read;

    #[test]
    fn an_article_is_found_on_the_line_on_which_its_record_begins() {
        let folder = tempfile::tempdir().unwrap();
        let records = |between: &str| {
            format!(
                "[{between}{{\"title\": \"植树\", \"body\": \"正文甲。\"}},{between}{{\"id\": \"2\", \"title\": \"造林\", \"body\": \"正文乙。\"}}]"
            )
        };
        let gb = encoding_rs::GB18030.encode(&records("\n\n")).0.into_owned();
        let lines = "{\"title\": \"植树\", \"body\": \"正文甲。\"}\n{\"title\": \"造林\", \"body\": \"正文乙。\"}\n";
        let files = [
            ("a.json", records("\n").into_bytes(), [2, 3]),
            ("b.json", gb, [3, 5]),
            ("c.jsonl", lines.as_bytes().to_vec(), [1, 2]),
        ];
        for (name, bytes, expected) in files {
            let path = folder.path().join(name);
            File::create(&path).unwrap().write_all(&bytes).unwrap();
            let sources = [Source::Path(path.clone())];
            let collection = read(&sources, &Reading::default());
            assert_eq!(collection.problems, []);
            for (title, line) in ["植树", "造林"].into_iter().zip(expected) {
                let is_it = |article: &&Article| article.title.as_deref() == Some(title);
                let article = collection.articles.iter().find(is_it).unwrap();
                let found = stand(&sources, &Reading::default(), article, None).unwrap();
                assert_eq!((found.line, &found.path), (line, &path), "{name}");
            }
        }
    }

    #[test]
    fn of_the_same_record_in_several_places_each_stands_where_it_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let record = "{\"title\": \"植树\", \"body\": \"正文甲。\"}\n";
        let sources = ["a.jsonl", "b.jsonl"].map(|name| {
            let path = folder.path().join(name);
            let mut file = File::create(&path).unwrap();
            // Also behind the mark that UTF-8 may have.
            let mark = if name == "b.jsonl" { "\u{FEFF}" } else { "" };
            write!(file, "{mark}{record}{record}").unwrap();
            Source::Path(path)
        });
        let collection = read(&sources, &Reading::default());
        let stands = collection.articles.iter().zip(&collection.places);
        let stands = stands.map(|(article, site)| {
            let found = stand(&sources, &Reading::default(), article, Some(site)).unwrap();
            let name = found.path.file_name().unwrap().to_string_lossy();
            format!("{name}:{}", found.line)
        });
        let stands: Vec<String> = stands.collect();
        assert_eq!(stands, ["a.jsonl:1", "a.jsonl:2", "b.jsonl:1", "b.jsonl:2"]);
    }

    #[test]
    fn what_no_file_has_stands_nowhere() {
        let article = Article::default();
        assert_eq!(
            stand(&[Source::Shipped], &Reading::default(), &article, None),
            None
        );
        let path = std::env::temp_dir().join("no-such-store.json");
        assert_eq!(
            stand(&[Source::Path(path)], &Reading::default(), &article, None),
            None
        );
    }
}
