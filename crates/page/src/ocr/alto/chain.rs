//! The order of reading as the early versions have it: each block names the one that comes after it.

use std::collections::HashMap;

use super::attributes::Attributes;
use crate::placed::Region;

/// The blocks of a page, each with its name and that of the next.
#[derive(Debug, Default)]
pub(super) struct Chain {
    links: Vec<(Option<String>, Option<String>)>,
}

impl Chain {
    /// Adds the block of a page's next region.
    pub(super) fn add(&mut self, attributes: &Attributes) {
        let link = (attributes.id.clone(), attributes.next.clone());
        self.links.push(link);
    }

    /// Numbers the regions of the page, if the blocks name an order and all of them have a place in it.
    pub(super) fn put_in_order(&self, regions: &mut [Region]) {
        let ids = self.links.iter().enumerate();
        let ids: HashMap<&str, usize> = ids
            .filter_map(|(at, (id, _))| Some((id.as_deref()?, at)))
            .collect();
        let next = |at: usize| {
            let (_, next) = self.links.get(at)?;
            ids.get(next.as_deref()?).copied()
        };
        let mut is_next = vec![false; self.links.len()];
        for at in (0..self.links.len()).filter_map(next) {
            if let Some(is_next) = is_next.get_mut(at) {
                *is_next = true;
            }
        }
        let is_in_order = |(at, is_next): (usize, &bool)| *is_next || next(at).is_some();
        if !is_next.iter().enumerate().all(is_in_order) {
            return;
        }
        let mut places = vec![None; regions.len()];
        let mut count = 0;
        let firsts = is_next.iter().enumerate().filter(|(_, is_next)| !**is_next);
        for (first, _) in firsts {
            let mut open = Some(first);
            while let Some(place) = open
                .and_then(|at| places.get_mut(at))
                .filter(|place| place.is_none())
            {
                *place = Some(count);
                count += 1;
                open = open.and_then(next);
            }
        }
        // A circle has no beginning.
        if places.iter().all(Option::is_some) {
            for (region, place) in regions.iter_mut().zip(places) {
                region.order = place;
            }
        }
    }
}
