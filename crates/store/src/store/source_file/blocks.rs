//! Reads the records of a file, those of some lines or all.

use std::io;
use std::ops::ControlFlow;

use super::super::Problem;
use super::super::content::{Content, content};
use super::super::decode::{self, Damage, decode};
use super::super::shape::Shape;
use super::super::stream::{Extent, Passage, Stream};
use super::super::text::{InFile, Text};
use super::{Form, Piece, Spot, Volume, sum};
use crate::article::Article;
use crate::lang::Bilingual;

/// So much of a file of lines is read first to see whether it has a report, in bytes.
const FIRST: u64 = 64 << 10;

/// What takes blocks, until it breaks off.
type Take<'t> = &'t mut dyn FnMut(Block) -> ControlFlow<()>;

/// Some of the records that were asked for.
#[derive(Debug, Default)]
pub struct Block {
    /// The articles in the file's order.
    pub articles: Vec<(Article, Spot)>,
    /// What is wrong; lines are counted from the first that was asked for.
    pub problems: Vec<Problem>,
    /// What stands before the articles of each edition that begins here.
    pub heads: Vec<String>,
    /// In the last block, how many line breaks there are in all that was asked for.
    pub lines: usize,
    /// The byte of the file up to which there are whole lines or records; 0 where none begins.
    pub end: u64,
    /// In the last block, the pieces of the file from where the first that was asked for begins to where the
    /// next would.
    pub pieces: Vec<Piece>,
}

impl Block {
    /// Takes what was found in a text that begins at a byte of its file.
    fn of(passage: Passage, base: u64) -> Self {
        let Passage {
            text,
            articles,
            extents,
            problems,
            heads,
            ..
        } = passage;
        let base = base + passage.base;
        let spot = |extent: Extent| {
            let record = text.get(extent.at..extent.end).unwrap_or_default();
            Spot {
                at: base + extent.at as u64,
                len: record.len() as u32,
                edition: extent.edition.map_or(0, |edition| edition as u32 + 1),
                sum: sum(record.as_bytes()),
            }
        };
        let last = extents.last().map_or(0, |last| base + last.end as u64);
        let spots = extents.into_iter().map(spot);
        Self {
            articles: articles.into_iter().zip(spots).collect(),
            problems,
            heads,
            end: last,
            ..Self::default()
        }
    }

    /// Counts its editions behind so many others.
    pub fn count_editions_from(&mut self, before: u32) {
        let spots = self.articles.iter_mut().map(|(_, spot)| spot);
        for spot in spots.filter(|spot| spot.edition > 0) {
            spot.edition += before;
        }
    }
}

impl Volume {
    /// Reads the records whose lines begin at `from` or later and before `to`, or in a file that holds no
    /// lines all records, and gives them in blocks until `take` breaks off.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or has changed so that it cannot.
    pub fn each_block(&self, from: u64, to: u64, take: Take) -> io::Result<()> {
        let last = match self.form {
            Form::Lines => {
                let (bytes, start, first) = self.lines(from, to)?;
                let own = (from - start) as usize..(to - start) as usize;
                let base = start + first as u64;
                Block {
                    pieces: Piece::of(bytes.get(own).unwrap_or_default(), from),
                    ..self.of_lines(bytes.get(first..).unwrap_or_default(), base, take)?
                }
            }
            Form::Whole(mark) => self.whole(mark, take)?,
            Form::Decoded => self.in_memory(take)?,
        };
        let _ = take(last);
        Ok(())
    }

    /// Reads no more than what is needed to find a report: most files of lines have one in their first.
    ///
    /// # Errors
    ///
    /// When the file cannot be read; within, the first problem if there is none.
    pub fn first_report(&self) -> io::Result<Result<(), Option<Problem>>> {
        let snapshot = self.snapshot()?;
        let mut starts = vec![0];
        if self.form == Form::Lines && self.len > FIRST {
            starts.extend(snapshot.blocks(FIRST));
        } else {
            starts.push(self.len);
        }
        let (mut first, mut has_any, mut lines) = (None, false, 0);
        for ends in starts.windows(2) {
            let &[from, to] = ends else { continue };
            let before = lines;
            self.each_block(from, to, &mut |block| {
                has_any |= !block.articles.is_empty();
                lines += block.lines;
                first = first.take().or_else(|| {
                    let problem = block.problems.into_iter().next()?;
                    let line = before + problem.line;
                    Some(Problem { line, ..problem })
                });
                if has_any {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })?;
            if has_any {
                return Ok(Ok(()));
            }
        }
        Ok(Err(first))
    }

    /// Reads lines that stand at a place of the file; returns what is behind the last.
    fn of_lines(&self, bytes: &[u8], base: u64, take: Take) -> io::Result<Block> {
        let lines = memchr::memchr_iter(b'\n', bytes).count();
        let last = memchr::memrchr(b'\n', bytes);
        let mut end = last.map_or(base, |at| base + at as u64 + 1);
        match std::str::from_utf8(bytes) {
            Ok("") => end = 0,
            Ok(text) if text.trim().is_empty() => end = base + text.len() as u64,
            Ok(mut text) => self.stream(&mut text, &[], base, &mut |block| {
                end = end.max(block.end);
                take(block)
            })?,
            Err(_) => {
                self.mixed(bytes, base, take)?;
                end = last.map_or(0, |_| end);
            }
        }
        Ok(Block {
            lines,
            end,
            ..Block::default()
        })
    }

    /// Reads lines some of which are not UTF-8. The spot of such a one is the line.
    fn mixed(&self, bytes: &[u8], base: u64, take: Take) -> io::Result<()> {
        let (mut lines, mut at) = (0, base);
        let mut editions = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if let Ok(decoded) = decode(line)
                && !decoded.text.trim().is_empty()
            {
                let mut found = Block::default();
                let mut text = &*decoded.text;
                self.stream(&mut text, &decoded.damage, at, &mut |mut block| {
                    block.count_editions_from(editions);
                    found.articles.append(&mut block.articles);
                    found.problems.append(&mut block.problems);
                    found.heads.append(&mut block.heads);
                    ControlFlow::Continue(())
                })?;
                editions += found.heads.len() as u32;
                if decoded.text.as_bytes() != line {
                    let spot = Spot {
                        at,
                        len: line.len() as u32,
                        edition: 0,
                        sum: sum(line),
                    };
                    found.articles.truncate(1);
                    found
                        .articles
                        .iter_mut()
                        .for_each(|(_, place)| *place = spot);
                }
                for problem in &mut found.problems {
                    problem.line += lines;
                }
                if take(found).is_break() {
                    return Ok(());
                }
            }
            at += line.len() as u64;
            lines += 1;
        }
        Ok(())
    }

    /// Reads a file in UTF-8, no more of which is held than a window.
    fn whole(&self, mark: u64, take: Take) -> io::Result<Block> {
        let beginning = self.bytes(0, self.len.min(decode::BEGINNING))?;
        if let Some(what) = decode::refused(&beginning) {
            self.refuse(what, take);
            return Ok(Block {
                end: self.len,
                pieces: self.pieces()?,
                ..Block::default()
            });
        }
        if !decode::is_utf8_by(&beginning) {
            return self.in_memory(take);
        }
        // Before the records: what is written meanwhile is seen to be new the next time.
        let pieces = self.pieces()?;
        let mut text = InFile::new(&self.file, mark, self.len);
        let read = self.stream(&mut text, &[], mark, take);
        // It was UTF-8 when it was opened.
        read.map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => io::ErrorKind::UnexpectedEof.into(),
            _ => error,
        })?;
        Ok(Block {
            end: self.len,
            pieces,
            ..Block::default()
        })
    }

    /// Reads a file in another encoding, whose text is held whole.
    fn in_memory(&self, take: Take) -> io::Result<Block> {
        let bytes = self.bytes(0, self.len)?;
        match content(&bytes, &self.base) {
            Ok(Content {
                text,
                damage,
                lines,
                shape,
                problems,
            }) => {
                let _ = take(Block::of(Passage::of_problems(&self.name, problems), 0));
                let path = self.shape.path.clone();
                let names = self.base.shaped(&Shape { path, ..shape });
                let mut text = &*text;
                let stream = Stream {
                    damage: &damage,
                    lines: &lines,
                    ..Stream::new(&self.name, &mut text, &names)
                };
                stream.read(&mut |passage| {
                    let block = Block::of(passage, 0);
                    // The text's bytes are not those of the file.
                    take(Block { end: 0, ..block })
                })?;
            }
            Err(what) => self.refuse(what, take),
        }
        Ok(Block {
            end: self.len,
            pieces: Piece::of(&bytes, 0),
            ..Block::default()
        })
    }

    fn refuse(&self, what: Bilingual, take: Take) {
        let _ = take(Block {
            problems: vec![Problem::new(self.name.clone(), (1, 1), what)],
            ..Block::default()
        });
    }

    /// Reads a text that begins at a byte of the file.
    fn stream(
        &self,
        text: &mut dyn Text,
        damage: &[Damage],
        base: u64,
        take: Take,
    ) -> io::Result<()> {
        let stream = Stream {
            damage,
            ..Stream::new(&self.name, text, &self.names)
        };
        stream.read(&mut |passage| take(Block::of(passage, base)))
    }
}
