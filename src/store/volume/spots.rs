//! Reads the record of one article again, by where it stands.

use std::io;
use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError};

use super::super::decode::decode;
use super::super::ids;
use super::super::records::TAIL;
use super::super::stream::Stream;
use super::{BLOCK, Changed, Form, Spot, Volume, sum};
use crate::article::Article;

impl Volume {
    /// Reads the article of a spot again; `heads` are those of its file. Its id is made where the record
    /// has none.
    ///
    /// # Errors
    ///
    /// When the file does not hold the same there any more.
    pub fn article(&self, spot: &Spot, heads: &[String]) -> Result<Article, Changed> {
        let record = self.record(spot)?;
        let text = match (spot.edition as usize).checked_sub(1) {
            Some(edition) => {
                let head = heads.get(edition).ok_or(Changed)?;
                [head, &record, TAIL].concat()
            }
            None => record,
        };
        let mut article = self.last_of(&text).ok_or(Changed)?;
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
            let text = self.decoded()?;
            let at = usize::try_from(spot.at).unwrap_or(usize::MAX);
            let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
            return Ok(1 + memchr::memchr_iter(b'\n', before).count());
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
        self.record(spot).is_ok()
    }

    /// Reads the text of a record, if it is still the one that the spot was made of.
    fn record(&self, spot: &Spot) -> Result<String, Changed> {
        let bytes = if self.form == Form::Decoded {
            let text = self.decoded().map_err(|_| Changed)?;
            let start = usize::try_from(spot.at).map_err(|_| Changed)?;
            let end = start.checked_add(spot.len as usize).ok_or(Changed)?;
            let record = text.get(start..end).ok_or(Changed)?;
            record.as_bytes().to_vec()
        } else {
            self.bytes(spot.at, spot.len.into()).map_err(|_| Changed)?
        };
        if sum(&bytes) != spot.sum {
            return Err(Changed);
        }
        match String::from_utf8(bytes) {
            Ok(record) => Ok(record),
            Err(error) => match decode(error.as_bytes()) {
                Ok(decoded) => Ok(decoded.text.into_owned()),
                Err(_) => Err(Changed),
            },
        }
    }

    /// The text of a file in another encoding, decoded once as long as the file is not written.
    fn decoded(&self) -> io::Result<Arc<str>> {
        let written = self.file.metadata()?.modified()?;
        let mut known = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((time, text)) = &*known
            && *time == written
        {
            return Ok(text.clone());
        }
        let bytes = self.bytes(0, self.file.metadata()?.len())?;
        let text: Arc<str> = match decode(&bytes) {
            Ok(decoded) => decoded.text.into(),
            Err(_) => return Err(io::ErrorKind::InvalidData.into()),
        };
        *known = Some((written, text.clone()));
        Ok(text)
    }
}
