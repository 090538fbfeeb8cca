//! Reports that stand in a corner of another (咬口): where no frame round one is known, a rectangle is tried without
//! the corner that another headline begins.

use super::super::grid::is_within;
use super::{Candidates, is_outside};
use crate::placed::Area;

/// So many lower edges of a report in an upper corner are tried.
const MOST: usize = 6;

impl Candidates<'_> {
    /// Returns the parts of an area that another report may fill, of which one is none: its lower corner, from the other
    /// headline on, or its upper one, down to the end of a block. There is none at all where a headline stands in it that
    /// begins no corner.
    pub(super) fn islands(&self, area: Area) -> Vec<Option<Area>> {
        let slack = 0.8 * self.grid.body;
        let each = self.heads.iter().enumerate();
        let others = each.filter(|(at, heading)| {
            *at != self.head && !heading.may_be_subhead && !is_outside(heading.area, area, slack)
        });
        let others = others.map(|(_, heading)| heading.area);
        let Some(other) = others.reduce(Area::union) else {
            return vec![None];
        };
        if !self.grid.scanned || !is_within(other, area, slack) {
            return Vec::new();
        }
        let lower = self.corner(area, other, area.bottom);
        let mut bottoms: Vec<f32> = self
            .blocks
            .iter()
            .map(|block| block.area)
            .filter(|own| own.top > other.top && is_within(*own, area, slack))
            .map(|own| own.bottom)
            .filter(|bottom| *bottom < area.bottom - slack)
            .collect();
        bottoms.sort_by(f32::total_cmp);
        bottoms.dedup_by(|a, b| (*a - *b).abs() < slack);
        let is_upper = other.top - area.top < 3.0 * self.grid.body;
        let upper = bottoms
            .into_iter()
            .filter(|_| is_upper)
            .take(MOST)
            .filter_map(|bottom| self.corner(Area { bottom, ..area }, other, bottom))
            .map(|island| Area {
                top: area.top,
                ..island
            });
        lower.into_iter().chain(upper).map(Some).collect()
    }

    /// The corner of an area that another headline begins, down to an edge; `None` where it holds the own headline, or
    /// most of the area.
    fn corner(&self, area: Area, other: Area, bottom: f32) -> Option<Area> {
        let slack = 0.8 * self.grid.body;
        let core = self.heads.get(self.head)?.area;
        let is_right = area.right - other.right < other.left - area.left;
        let mut island = Area { bottom, ..other };
        if is_right {
            island.right = area.right;
        } else {
            island.left = area.left;
        }
        // The headline may be narrower than the text below it.
        for block in self.blocks {
            let below = block.area.top > other.top - slack && is_within(block.area, area, slack);
            if below && !is_outside(block.area, island, slack) {
                island = island.union(block.area);
            }
        }
        let is_corner = is_outside(core, island, slack) && island.width() < 0.8 * area.width();
        is_corner.then_some(island)
    }
}
