//! When reports came in, so that a reader can tell what is new since it was last left: a line for each fetch that
//! brought some. It is written before the store; an id that the store does not have is of no report.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::shelf::Turn;
use super::{Failure, Place};
use crate::lang::IoContext as _;
use crate::library::{self, Id};
use crate::place::{self, Placed};

/// What is older is forgotten, in milliseconds, once the file is as large, in bytes.
const OLDEST: i64 = 30 * 86_400_000;
const LARGE: u64 = 1 << 20;

#[derive(Serialize, Deserialize)]
struct Arrival {
    /// Milliseconds since 1970.
    at: i64,
    ids: Vec<Id>,
}

/// Notes that reports come in now.
///
/// # Errors
///
/// Fails where that cannot be written.
pub(super) fn note(place: &Place, ids: &[Id], _: &Turn) -> Result<(), Failure> {
    if ids.is_empty() {
        return Ok(());
    }
    let path = place.arrivals();
    let arrival = Arrival {
        at: library::now(),
        ids: ids.to_vec(),
    };
    Ok(append(&path, &arrival).context(path.as_path())?)
}

fn append(path: &Path, arrival: &Arrival) -> io::Result<()> {
    let line = serde_json::to_string(arrival)? + "\n";
    if fs::metadata(path).is_ok_and(|metadata| metadata.len() > LARGE) {
        let mut file = Placed::begin_private(path)?;
        for known in read(path) {
            if known.at > arrival.at - OLDEST {
                file.write_all((serde_json::to_string(&known)? + "\n").as_bytes())?;
            }
        }
        file.write_all(line.as_bytes())?;
        return file.put();
    }
    let mut options = place::private_file();
    let mut file = place::open_file(options.create(true).append(true), path)?;
    file.write_all(line.as_bytes())
}

/// Returns the ids of the reports that came in at a time or later.
pub fn arrived_since(place: &Place, at: i64) -> Vec<Id> {
    let arrivals = read(&place.arrivals()).into_iter();
    let new = arrivals.filter(|arrival| arrival.at >= at);
    new.flat_map(|arrival| arrival.ids).collect()
}

/// What is noted; a line that is damaged is left out.
fn read(path: &Path) -> Vec<Arrival> {
    let text = fs::read(path).unwrap_or_default();
    let lines = text.split(|byte| *byte == b'\n');
    lines
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect()
}
