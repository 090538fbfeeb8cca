//! Headlines as the list has set them, kept from key to key.
//!
//! Their words are looked up in a dictionary, which would cost more than all else that a key does. Each is kept under
//! all that it depends on, so that none can be out of date.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::text::display::{Short, set_short};
use crate::text::width::Ambiguous;

/// How many headlines are kept: those of some screens.
const MOST: usize = 2048;

/// The bytes of the longest headline that is kept.
const LONGEST: usize = 2048;

/// How wide a headline is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Room {
    /// Cells of a line.
    pub(super) measure: usize,
    /// Lines at most.
    pub(super) most: usize,
    /// How the terminal draws ambiguous characters.
    pub(super) ambiguous: Ambiguous,
}

/// Headlines that were set, each with its room.
#[derive(Debug, Default)]
pub(super) struct Headlines(RefCell<HashMap<(String, Room), Short>>);

impl Headlines {
    /// Sets a headline, or returns it as it was set before.
    pub(super) fn set(&self, text: &str, room: Room) -> Short {
        let set = || set_short(text, room.measure, room.most, room.ambiguous);
        if text.len() > LONGEST {
            return set();
        }
        let mut kept = self.0.borrow_mut();
        if kept.len() >= MOST {
            kept.clear();
        }
        let key = (text.to_owned(), room);
        kept.entry(key).or_insert_with(set).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_set_for_each_room_and_kept_while_there_is_place() {
        let headlines = Headlines::default();
        for round in 0..2 {
            for number in 0..MOST + 10 {
                let text = format!("第{number}号文件公布 河道治理工作明年开始");
                for measure in [12, 40] {
                    let room = Room {
                        measure,
                        most: 2,
                        ambiguous: Ambiguous::Narrow,
                    };
                    let expected = set_short(&text, measure, 2, Ambiguous::Narrow);
                    assert_eq!(headlines.set(&text, room), expected, "{round}: {text}");
                }
                assert!(headlines.0.borrow().len() <= MOST);
            }
        }
    }
}
