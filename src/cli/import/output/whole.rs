//! Writes one edition as its reports come, beside the file that it takes the place of at the end: no more
//! is held than a report, and the file is never half a store.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Seek as _, Write};

use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::super::super::failure::Failure;
use super::super::super::target::Target;
use super::held::{self, Held};
use crate::lang::{Bilingual, IoContext as _};
use crate::page::Turns;
use crate::place::{Existing, Placed, Stamp, keep_to_us};

/// An edition on its way.
pub(in super::super) struct Whole<'a> {
    target: Target<'a>,
    /// The file that is added to, which other imports are kept from, and how it was.
    found: Option<(File, Stamp)>,
    articles: List<Placed>,
    /// What is unplaced stands behind the articles, and until they are all there in a file of its own.
    unplaced: List<File>,
    /// What else an edition says that is added to.
    rest: BTreeMap<String, Box<RawValue>>,
}

impl<'a> Whole<'a> {
    /// Begins an edition, with what the file holds already if it is added to; returns whose pages those are.
    ///
    /// # Errors
    ///
    /// There is no place beside the file, or it is no edition that can be added to.
    pub(super) fn begin(target: Target<'a>, turns: &mut Turns) -> Result<(Self, Held), Failure> {
        let path = target.path;
        let mut held = Held::default();
        let mut whole = Self {
            target,
            found: None,
            articles: List::new(target.begin()?),
            unplaced: List::new(tempfile::tempfile().context(&*std::env::temp_dir())?),
            rest: BTreeMap::new(),
        };
        let begun = whole.articles.writer.write_all(b"{\n  \"articles\": [");
        begun.context(path)?;
        if target.existing == Existing::AddedTo && path.exists() {
            let file = File::open(path).context(path)?;
            keep_to_us(&file).context(path)?;
            let text = io::read_to_string(&file).context(path)?;
            whole.found = Some(Stamp::of(&file).map(|stamp| (file, stamp)).context(path)?);
            let none = |_| no_edition().about(path);
            let store: Value = serde_json::from_str(&text).map_err(none)?;
            whole.hold(&text, &mut held).map_err(none)?.context(path)?;
            held::resume(turns, &store["articles"], &store["unplaced"]);
        }
        Ok((whole, held))
    }

    /// Takes over what the file holds, as it stands there.
    ///
    /// # Errors
    ///
    /// It is no edition; within, what it holds cannot be written.
    fn hold(&mut self, text: &str, held: &mut Held) -> serde_json::Result<io::Result<()>> {
        let mut fields: BTreeMap<String, Box<RawValue>> = serde_json::from_str(text)?;
        let articles = fields.remove("articles");
        let articles = articles.ok_or_else(|| serde_json::Error::missing_field("articles"))?;
        let articles: Vec<&RawValue> = serde_json::from_str(articles.get())?;
        for article in &articles {
            let known: Known = serde_json::from_str(article.get()).unwrap_or_default();
            if let Some(file) = known.origin.and_then(|origin| origin.file) {
                // A file is put into an edition as a whole.
                held.add(file, u32::MAX);
            }
        }
        let unplaced = fields.remove("unplaced");
        let unplaced = unplaced.as_deref().map_or("[]", RawValue::get);
        let unplaced: Vec<&RawValue> = serde_json::from_str(unplaced)?;
        self.rest = fields;
        let mut written = Ok(());
        for article in articles {
            written = written.and_then(|()| self.articles.push(article.get()));
        }
        for piece in unplaced {
            written = written.and_then(|()| self.unplaced.push(piece.get()));
        }
        Ok(written)
    }

    pub(super) fn page(
        &mut self,
        articles: impl Iterator<Item = impl Serialize>,
        unplaced: impl Iterator<Item = impl Serialize>,
    ) -> io::Result<()> {
        for article in articles {
            self.articles.push_value(&article)?;
        }
        for piece in unplaced {
            self.unplaced.push_value(&piece)?;
        }
        Ok(())
    }

    /// Puts the edition in its place.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let target = self.target;
        let (added_to, written) = self.written().context(target.path)?;
        let is_unchanged = |(_, stamp): &(File, Stamp)| {
            let now = File::open(target.path).and_then(|file| Stamp::of(&file));
            now.is_ok_and(|now| now == *stamp)
        };
        let put = match &added_to {
            _ if target.existing != Existing::AddedTo => return target.put(written),
            // It is held until the new one is in its place.
            Some(found) if is_unchanged(found) => written.put(),
            Some(_) => Err(io::ErrorKind::AlreadyExists.into()),
            None => written.put_new(),
        };
        match put {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(changed().about(target.path).into())
            }
            put => Ok(put.context(target.path)?),
        }
    }

    /// Writes what stands behind the articles. Returns also what is added to.
    fn written(mut self) -> io::Result<(Option<(File, Stamp)>, Placed)> {
        self.articles.end()?;
        let mut file = self.articles.writer;
        if self.unplaced.count > 0 {
            file.write_all(b",\n  \"unplaced\": [")?;
            self.unplaced.end()?;
            let mut unplaced = self.unplaced.writer.into_inner().map_err(io::Error::from)?;
            unplaced.rewind()?;
            io::copy(&mut BufReader::new(unplaced), &mut file)?;
        }
        for (name, value) in &self.rest {
            let name = serde_json::to_string(name)?;
            write!(file, ",\n  {name}: {}", value.get())?;
        }
        file.write_all(b"\n}\n")?;
        Ok((self.found, file.into_inner().map_err(io::Error::from)?))
    }
}

fn no_edition() -> Bilingual {
    Bilingual::new(
        "no edition to add to, expected an object with `articles`; choose another name",
        "不是可以续写的一期，应为有 `articles` 的对象；请换个名称",
    )
}

fn changed() -> Bilingual {
    Bilingual::new(
        "it was changed while it was added to, and is left as it is; run this again",
        "续写期间它已被改动，现未作改动；请再运行一次",
    )
}

/// What of an article says where it comes from.
#[derive(Default, Deserialize)]
struct Known {
    origin: Option<Place>,
}

#[derive(Deserialize)]
struct Place {
    file: Option<String>,
}

/// An array on its way.
struct List<W: Write> {
    writer: BufWriter<W>,
    count: usize,
}

impl<W: Write> List<W> {
    fn new(writer: W) -> Self {
        Self {
            writer: BufWriter::new(writer),
            count: 0,
        }
    }

    /// Adds an element as it is written already.
    fn push(&mut self, element: &str) -> io::Result<()> {
        self.begin_element()?;
        self.writer.write_all(element.as_bytes())
    }

    /// Adds an element, written as it stands in an array of an edition. It may be as large as a file, and
    /// is held no second time.
    fn push_value(&mut self, element: &impl Serialize) -> io::Result<()> {
        self.begin_element()?;
        serde_json::to_writer_pretty(Indented(&mut self.writer), element).map_err(io::Error::from)
    }

    fn begin_element(&mut self) -> io::Result<()> {
        let before: &[u8] = if self.count == 0 {
            b"\n    "
        } else {
            b",\n    "
        };
        self.count += 1;
        self.writer.write_all(before)
    }

    fn end(&mut self) -> io::Result<()> {
        let end: &[u8] = if self.count == 0 { b"]" } else { b"\n  ]" };
        self.writer.write_all(end)
    }
}

/// Indents what is written through it. Line ends are the layout's only: in a JSON string they are
/// escaped.
struct Indented<'w, W>(&'w mut W);

impl<W: Write> Write for Indented<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.0.write_all(line)?;
            if line.ends_with(b"\n") {
                self.0.write_all(b"    ")?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
