//! Which of the articles that are read are kept.

use std::ops::ControlFlow;

use crate::article::Article;

/// Chooses among articles while they are read, so that a search holds no more than what it finds.
pub trait Sieve {
    /// Returns for each of some articles, which stand together in a file, whether it is kept. An id is not theirs
    /// yet where it is made, or another's.
    fn keeps(&mut self, articles: &[Article]) -> Vec<bool>;

    /// Is told up to which byte of its text a file was read; breaks off what is not wanted any more.
    fn goes_on(&mut self, _file: &str, _at: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Keeps every article.
pub(super) struct All;

impl Sieve for All {
    fn keeps(&mut self, articles: &[Article]) -> Vec<bool> {
        vec![true; articles.len()]
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Write as _;

    use super::super::{Reading, Source, read, sift};
    use super::*;

    /// Keeps the articles with a title.
    struct Titled(&'static str);

    impl Sieve for Titled {
        fn keeps(&mut self, articles: &[Article]) -> Vec<bool> {
            let is_titled = |article: &Article| article.title.as_deref() == Some(self.0);
            articles.iter().map(is_titled).collect()
        }
    }

    #[test]
    fn what_is_kept_has_the_id_and_the_place_that_it_has_among_all() {
        let directory = tempfile::tempdir().expect("a directory");
        let titles = ["甲", "乙", "甲", "丙", "乙"];
        let record = |title| format!("{{\"id\": \"a\", \"title\": \"{title}\"}}\n");
        for file in ["1.jsonl", "2.jsonl"] {
            let records = titles.map(record).concat();
            let mut file = File::create(directory.path().join(file)).expect("a file");
            file.write_all(records.as_bytes()).expect("its records");
        }
        let (sources, reading) = (
            [Source::Path(directory.path().to_owned())],
            Reading::default(),
        );
        let all = read(&sources, &reading);
        let kept = sift(&sources, &reading, &mut Titled("乙")).expect("nothing broke off");
        let of_all = all.articles.iter().zip(&all.places);
        let expected: Vec<_> = of_all
            .filter(|(article, _)| article.title.as_deref() == Some("乙"))
            .collect();
        let found: Vec<_> = kept.articles.iter().zip(&kept.places).collect();
        assert_eq!(found, expected);
        let ids: Vec<_> = kept.articles.iter().map(|article| &*article.id).collect();
        assert_eq!(ids, ["a-2", "a-5", "a-7", "a-10"]);
        assert_eq!(kept.problems, all.problems);
        assert_eq!(kept.problems.len(), 9);
    }

    #[test]
    fn what_breaks_off_keeps_nothing() {
        struct Full;
        impl Sieve for Full {
            fn keeps(&mut self, articles: &[Article]) -> Vec<bool> {
                vec![true; articles.len()]
            }

            fn goes_on(&mut self, _: &str, _: u64) -> ControlFlow<()> {
                ControlFlow::Break(())
            }
        }
        assert!(sift(&[Source::Shipped], &Reading::default(), &mut Full).is_none());
    }
}
