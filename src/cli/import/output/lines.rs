//! JSON Lines that are gone on with. Nothing of them is lost: what has no end and is no page of an import that
//! was broken off stays, or the import is refused.

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use serde_json::Value;

use super::super::super::failure::Failure;
use super::held::{self, Held};
use crate::lang::{Bilingual, IoContext as _, bilingual};
use crate::page::Turns;
use crate::place;

/// How the line of a page begins, as [`super::Output::page`] writes it.
const PAGE: &[u8] = b"{\"articles\":[";

/// What there is to be done with a file's last line before another can come behind it.
enum Last {
    /// It has its end.
    Ended,
    /// It is whole, and wants its line end.
    Whole,
    /// It is part of a page, which is read again.
    Part,
}

/// Opens JSON Lines to go on with, as nobody else does at the same time. What an interrupted import left of its
/// last page is taken away.
///
/// # Errors
///
/// The file cannot be read or written, it holds something else, or another import adds to it.
pub(super) fn to_add_to(path: &Path, turns: &mut Turns) -> Result<(File, Held), Failure> {
    let opened = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path);
    let mut file = opened.context(path)?;
    place::keep_to_us(&file).context(path)?;
    let (end, last, held) = read(&file, path, turns)?;
    let ended = match last {
        Last::Ended => Ok(()),
        Last::Part => file.set_len(end),
        Last::Whole => file
            .seek(SeekFrom::End(0))
            .and_then(|_| file.write_all(b"\n")),
    };
    let at_end = ended.and_then(|()| file.seek(SeekFrom::End(0)));
    at_end.context(path)?;
    Ok((file, held))
}

/// Reads what a file holds. Returns where its last line begins that has no end, or else where the file ends.
fn read(file: &File, path: &Path, turns: &mut Turns) -> Result<(u64, Last, Held), Failure> {
    let mut pages = Held::default();
    let (mut end, mut number) = (0, 0_u64);
    let mut reader = BufReader::new(file);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).context(path)? > 0 {
        number += 1;
        let page = parsed(&line, number);
        let is_ended = line.ends_with(b"\n");
        match &page {
            Some(page) => hold(page, &mut pages, turns),
            None if !is_ended && is_part(&line) => return Ok((end, Last::Part, pages)),
            // A line that is damaged stays as it is, and costs no other; but where the first is none, or where
            // the next would become a part of it, nothing can be added.
            None if !is_ended || number == 1 => return Err(no_line(number).about(path).into()),
            None => {}
        }
        if !is_ended {
            return Ok((end, Last::Whole, pages));
        }
        end += line.len() as u64;
        line.clear();
    }
    Ok((end, Last::Ended, pages))
}

/// Returns the object of a line; a blank line has none, and is as good as one.
fn parsed(line: &[u8], number: u64) -> Option<Value> {
    const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
    let marked = line.strip_prefix(BYTE_ORDER_MARK).filter(|_| number == 1);
    let text = marked.unwrap_or(line).trim_ascii();
    if text.is_empty() {
        return Some(Value::Null);
    }
    let value: Option<Value> = serde_json::from_slice(text).ok();
    value.filter(Value::is_object)
}

/// Returns whether a line may be what was written of a page.
fn is_part(line: &[u8]) -> bool {
    line.starts_with(PAGE) || PAGE.starts_with(line)
}

/// Takes note of a page that a store holds.
fn hold(page: &Value, pages: &mut Held, turns: &mut Turns) {
    let origin = &page["origin"];
    let lines = origin["lines"].as_array();
    let last = lines.and_then(|lines| lines.last()?.get(1)?.as_u64());
    // Of a file with pages, the pages count.
    let last = origin["sheet"].as_u64().or(last);
    if let (Some(file), Some(last)) = (origin["file"].as_str(), last) {
        pages.add(file.to_owned(), u32::try_from(last).unwrap_or(u32::MAX));
    }
    held::resume(turns, &page["articles"], &page["unplaced"]);
}

fn no_line(number: u64) -> Bilingual {
    bilingual!(
        "line {number} is no JSON Lines to add to, and is left as it is; mend it, or choose another name",
        "第 {number} 行不是可以续写的 JSON Lines，未作改动；请改正此行或换个名称"
    )
}
