//! Reads the records of articles again, by where they stand.

use std::borrow::Cow;
use std::io;
use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError};

use super::super::content::content;
use super::super::decode::decode;
use super::super::ids;
use super::super::mend::mend;
use super::super::records::TAIL;
use super::super::stream::Stream;
use super::{BLOCK, Decoded, Form, Spot, Volume, sum};
use crate::article::Article;

impl Volume {
    /// Reads the articles of spots again, which are in the file's order and close to each other: what they span is
    /// read at once. `heads` are those of their file. An id is made where a record has none.
    ///
    /// # Errors
    ///
    /// When the file cannot be read; [`UnexpectedEof`](io::ErrorKind::UnexpectedEof) when it does not hold the same
    /// there any more.
    pub fn articles(&self, spots: &[Spot], heads: &[String]) -> io::Result<Vec<Article>> {
        let from = spots.first().map_or(0, |spot| spot.at);
        let ends = spots
            .iter()
            .map(|spot| spot.at.checked_add(spot.len.into()));
        let end = ends.max().unwrap_or(Some(0)).ok_or_else(changed)?;
        let span = self.span(from, end)?;
        let article = |spot: &Spot| {
            let start = spot.at.checked_sub(from).map(|start| start as usize);
            let record = start.and_then(|start| span.get(start..)?.get(..spot.len as usize));
            self.article(record.unwrap_or_default(), spot, heads)
        };
        spots.iter().map(article).collect()
    }

    /// Reads the article of a record that is expected at a spot.
    fn article(&self, record: &[u8], spot: &Spot, heads: &[String]) -> io::Result<Article> {
        let record = text_of(record, spot)?;
        let article = match (spot.edition as usize).checked_sub(1) {
            Some(edition) => {
                let head = heads.get(edition).ok_or_else(changed)?;
                self.last_of(&[head, &*record, TAIL].concat())
            }
            None => self.last_of(&record),
        };
        let mut article = article.ok_or_else(changed)?;
        if article.id.is_empty() {
            article.id = ids::made(&article);
        }
        Ok(article)
    }

    /// Reads the last article of a text.
    fn last_of(&self, mut text: &str) -> Option<Article> {
        let stream = Stream {
            window: text.len(),
            is_explained: false,
            ..Stream::new(&self.name, &mut text, &self.names)
        };
        let mut last = None;
        let read = stream.read(&mut |mut passage| {
            last = passage.articles.pop();
            ControlFlow::Continue(())
        });
        read.ok()?;
        last
    }

    /// Returns the line on which a spot's record begins, counted from 1.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn line_of(&self, spot: &Spot) -> io::Result<usize> {
        if self.form == Form::Decoded {
            let Decoded { text, lines } = &*self.decoded()?;
            let at = usize::try_from(spot.at).unwrap_or(usize::MAX);
            let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
            return Ok(lines.line(1 + memchr::memchr_iter(b'\n', before).count()));
        }
        let (mut line, mut at) = (1, 0);
        while at < spot.at {
            let len = (spot.at - at).min(BLOCK);
            line += memchr::memchr_iter(b'\n', &self.bytes(at, len)?).count();
            at += len;
        }
        Ok(line)
    }

    /// Returns whether the file still holds the record that a spot was made of.
    pub fn holds(&self, spot: &Spot) -> bool {
        let end = spot.at.checked_add(spot.len.into());
        let record = end.and_then(|end| self.span(spot.at, end).ok());
        record.is_some_and(|record| text_of(&record, spot).is_ok())
    }

    /// Reads some bytes of the file, or of its text where it is in another encoding.
    fn span(&self, from: u64, end: u64) -> io::Result<Vec<u8>> {
        if self.form != Form::Decoded {
            return self.bytes(from, end.saturating_sub(from));
        }
        let text = self.decoded()?;
        let (from, end) = (usize::try_from(from).ok(), usize::try_from(end).ok());
        let span = from
            .zip(end)
            .and_then(|(from, end)| text.text.get(from..end));
        Ok(span.ok_or_else(changed)?.as_bytes().to_vec())
    }

    /// The text of a file in another encoding, decoded once as long as the file is not written.
    fn decoded(&self) -> io::Result<Arc<Decoded>> {
        let written = self.file.metadata()?.modified()?;
        let mut known = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((time, text)) = &*known
            && *time == written
        {
            return Ok(text.clone());
        }
        let bytes = self.bytes(0, self.file.metadata()?.len())?;
        let text = match content(&bytes, &self.base) {
            Ok(content) => Arc::new(Decoded {
                text: content.text.into_owned(),
                lines: content.lines,
            }),
            Err(_) => return Err(io::ErrorKind::InvalidData.into()),
        };
        *known = Some((written, text.clone()));
        Ok(text)
    }
}

/// Returns the text of a record, if it is still the one that a spot was made of.
fn text_of<'r>(record: &'r [u8], spot: &Spot) -> io::Result<Cow<'r, str>> {
    if record.len() != spot.len as usize {
        return Err(changed());
    }
    if sum(record) != spot.sum {
        // A record that was mended is known by what it became.
        let mended = std::str::from_utf8(record).ok().and_then(mend);
        let mended = mended.filter(|mended| sum(mended.as_bytes()) == spot.sum);
        return mended.map(Cow::Owned).ok_or_else(changed);
    }
    match std::str::from_utf8(record) {
        Ok(record) => Ok(record.into()),
        Err(_) => match decode(record) {
            Ok(decoded) => Ok(decoded.text.into_owned().into()),
            Err(_) => Err(changed()),
        },
    }
}

/// Says that the file does not hold what it did.
fn changed() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}
