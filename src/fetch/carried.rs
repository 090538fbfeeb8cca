//! What feeds carry that the stores of others hold: the ids stand in a file beside the store of each, so that such a
//! report, which is stored once, is yet in the folders of all feeds that bring it.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use super::shelf::{Line, Shelf, Turn, of_other};
use super::{Failure, Place};
use crate::lang::IoContext as _;
use crate::store;

/// Notes that a feed carries some reports. It is noted before those say so themselves: who sees them change finds it.
///
/// # Errors
///
/// Fails where it cannot be written.
pub(super) fn note(
    shelf: &Shelf,
    key: &str,
    ids: &BTreeSet<String>,
    turn: &Turn,
) -> Result<(), Failure> {
    if ids.is_empty() {
        return Ok(());
    }
    let known = store::carried(&shelf.place.store(key));
    let known: HashSet<String> = known.into_iter().collect();
    let new = ids.iter().filter(|id| !known.contains(*id)).cloned();
    let new: Vec<String> = new.collect();
    shelf.append_carried(key, &new, turn)
}

/// Deletes what a feed brought, and what is known of it. A report that another of the feeds carries, too, is that
/// feed's from then on.
///
/// # Errors
///
/// Fails where a file cannot be written or deleted.
pub fn delete(place: &Place, key: &str, others: &[String]) -> Result<(), Failure> {
    let mut shelf = Shelf::new(place.clone(), others.iter().cloned());
    let turn = shelf.turn()?;
    shelf.refresh(&turn)?;
    hand_on(&mut shelf, &turn, key, &|_| true)?;
    for path in [
        place.store(key),
        place.state(key),
        place.revisions(key),
        place.carried(key),
    ] {
        remove(&path)?;
    }
    Ok(())
}

/// Puts the reports of a store that go, by their ids, and that other feeds carry into the stores of those.
pub(super) fn hand_on(
    shelf: &mut Shelf,
    turn: &Turn,
    key: &str,
    goes: &dyn Fn(&str) -> bool,
) -> Result<(), Failure> {
    let path = shelf.place.store(key);
    if !path.is_file() {
        return Ok(());
    }
    let bytes = fs::read(&path).context(path.as_path())?;
    for written in String::from_utf8_lossy(&bytes).lines() {
        let line = serde_json::from_str::<Line<'_>>(written).ok();
        let Some(line) = line.filter(|line| goes(&line.id)) else {
            continue;
        };
        let feeds = line.provenance.iter().flat_map(|known| &known.feeds);
        let heir = feeds.clone().find(|feed| shelf.store(feed).is_some());
        let Some(heir) = heir.cloned() else { continue };
        let is_there = shelf
            .store(&heir)
            .is_some_and(|store| store.find(&line.id, None).is_some());
        if let Some(own) = of_other(written, &heir).filter(|_| !is_there) {
            shelf.mend(&heir, turn)?;
            shelf.append(&heir, &[own], turn)?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).context(path)?;
            Ok(())
        }
        _ => Ok(()),
    }
}
