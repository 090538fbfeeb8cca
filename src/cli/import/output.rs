//! Writes the store: one edition, or JSON Lines with a page in a line, which are there as soon as the
//! page is read and can be gone on with.

mod held;
mod lines;
mod whole;

use std::io::{self, BufWriter, Write as _};

use serde::{Serialize, Serializer as _};

pub(super) use self::held::Held;
use self::whole::Whole;
use super::super::failure::Failure;
use super::super::target::Target;
use crate::article::Origin;
use crate::lang::IoContext as _;
use crate::page::Turns;
use crate::place::{Existing, Growing, Guarded, is_stream};

/// Where a store is to be written to.
pub(super) enum Destination<'a> {
    /// Standard output.
    Stdout,
    /// A file that may be written.
    File(Target<'a>),
}

/// A store that is being written.
pub(super) enum Output<'a> {
    /// One edition, put in its place when all is read.
    Whole(Box<Whole<'a>>),
    /// JSON Lines.
    Lines {
        writer: BufWriter<Box<dyn io::Write + Send>>,
    },
}

impl<'a> Output<'a> {
    /// Opens a store, and returns what it holds already. What its reports leave open is taken up in `turns`.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, or it is no store that can be added to.
    pub(super) fn open(
        destination: &Destination<'a>,
        lines: bool,
        turns: &mut Turns,
    ) -> Result<(Self, Held), Failure> {
        let stream = |file: Box<dyn io::Write + Send>, held| {
            let writer = BufWriter::new(file);
            (Self::Lines { writer }, held)
        };
        let target = match destination {
            Destination::Stdout => {
                let stdout = Guarded::new(io::stdout());
                return Ok(stream(Box::new(stdout), Held::default()));
            }
            Destination::File(target) => *target,
        };
        let path = target.path;
        if is_stream(path) {
            return Ok(stream(Box::new(target.begin()?), Held::default()));
        }
        if !lines {
            let (whole, held) = Whole::begin(target, turns)?;
            return Ok((Self::Whole(Box::new(whole)), held));
        }
        if target.existing == Existing::AddedTo {
            let (file, held) = lines::to_add_to(path, turns)?;
            return Ok(stream(Box::new(file), held));
        }
        let file = Growing::begin(path, target.existing).context(path)?;
        Ok(stream(Box::new(file), Held::default()))
    }

    /// Adds a page, whose reports are written as they come.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(super) fn page(
        &mut self,
        articles: impl Iterator<Item = impl Serialize>,
        unplaced: impl Iterator<Item = impl Serialize>,
        origin: &Origin,
    ) -> io::Result<()> {
        match self {
            Self::Whole(whole) => whole.page(articles, unplaced),
            Self::Lines { writer } => {
                writer.write_all(b"{\"articles\":")?;
                write_array(writer, articles)?;
                let mut unplaced = unplaced.peekable();
                if unplaced.peek().is_some() {
                    writer.write_all(b",\"unplaced\":")?;
                    write_array(writer, unplaced)?;
                }
                writer.write_all(b",\"origin\":")?;
                serde_json::to_writer(&mut *writer, origin).map_err(io::Error::from)?;
                writer.write_all(b"}\n")?;
                writer.flush()
            }
        }
    }

    /// Ends the store.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            // Each page was sent on as it came.
            Self::Lines { .. } => Ok(()),
            Self::Whole(whole) => whole.finish(),
        }
    }
}

/// Writes an array whose elements are there only as they are written.
fn write_array(
    writer: &mut impl io::Write,
    elements: impl Iterator<Item = impl Serialize>,
) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::new(writer);
    let written = serializer.collect_seq(elements);
    written.map_err(io::Error::from)
}
