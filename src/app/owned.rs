//! What the library says, as searches ask for it.

use crate::archive::{Archive, Error, Marks};
use crate::article::Article;
use crate::library::{Action, Library};
use crate::search::Marked;
use crate::search::query::Mark;
use crate::store::Site;
use crate::text::fold;

/// The marks of articles that are held in memory.
#[derive(Clone, Copy, Debug)]
pub struct Owned<'a> {
    /// What is remembered.
    pub library: &'a Library,
    /// The articles, by their indexes.
    pub articles: &'a [Article],
}

impl Marked for Owned<'_> {
    fn is(&self, article: usize, mark: Mark) -> bool {
        let Some(Article { id, .. }) = self.articles.get(article) else {
            return false;
        };
        match mark {
            Mark::Read => self.library.is_read(id),
            Mark::Unread => !self.library.is_read(id),
            Mark::Starred => self.library.is_starred(id),
            Mark::Noted => !self.library.note(id).is_empty(),
        }
    }

    fn is_tagged(&self, article: usize, needle: &str) -> bool {
        self.articles.get(article).is_some_and(|article| {
            let mut tags = self.library.tags(&article.id);
            tags.any(|tag| fold::fold(tag).contains(needle))
        })
    }
}

/// The same, and where the articles were read from.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// The marks.
    pub owned: Owned<'a>,
    /// Where each article stands.
    pub sites: &'a [Site],
    /// The places that were named in which each file was found.
    pub of_files: &'a [Vec<u16>],
}

impl Marked for Placed<'_> {
    fn is(&self, article: usize, mark: Mark) -> bool {
        self.owned.is(article, mark)
    }

    fn is_tagged(&self, article: usize, needle: &str) -> bool {
        self.owned.is_tagged(article, needle)
    }

    fn is_from(&self, article: usize, place: u16) -> bool {
        let site = self.sites.get(article);
        let places = site.and_then(|site| self.of_files.get(site.number as usize));
        places.is_some_and(|places| places.contains(&place))
    }
}

/// Finds the reports of an archive that have marks.
///
/// # Errors
///
/// When the index cannot be read.
pub fn marks(archive: &Archive, library: &Library) -> Result<Marks, Error> {
    let mut marks = Marks::default();
    marks.set(archive, Mark::Read, true, library.read())?;
    marks.set(archive, Mark::Starred, true, library.starred())?;
    marks.set(archive, Mark::Noted, true, library.noted())?;
    for (id, tag) in library.tagged() {
        marks.set_tag(archive, tag, true, std::iter::once(id))?;
    }
    Ok(marks)
}

/// Takes an action over into the marks of an archive's reports.
///
/// # Errors
///
/// When the index cannot be read.
pub fn mark(marks: &mut Marks, archive: &Archive, action: &Action) -> Result<(), Error> {
    let (mark, on, ids) = match action {
        Action::Read(ids) => (Mark::Read, true, ids.as_slice()),
        Action::Unread(ids) => (Mark::Read, false, ids.as_slice()),
        Action::Star(ids) => (Mark::Starred, true, ids.as_slice()),
        Action::Unstar(ids) => (Mark::Starred, false, ids.as_slice()),
        Action::Note(id, text) => (Mark::Noted, !text.is_empty(), std::slice::from_ref(id)),
        Action::Tag(tag, ids) => {
            return marks.set_tag(archive, tag, true, ids.iter().map(|id| &**id));
        }
        Action::Untag(tag, ids) => {
            return marks.set_tag(archive, tag, false, ids.iter().map(|id| &**id));
        }
        Action::Place(..) | Action::Search(_) | Action::Window(..) => return Ok(()),
    };
    marks.set(archive, mark, on, ids.iter().map(|id| &**id))
}
