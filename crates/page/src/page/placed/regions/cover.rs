//! Chooses the rectangles that cover a page.

use std::collections::HashSet;

use super::super::blocks::Block;
use super::super::heads::Heading;
use super::{Region, count};

/// What it costs to leave a block out, and each of its rows.
const LEFT_OUT: (f32, f32) = (2.0, 0.25);

/// What it costs to leave a headline without a rectangle.
const ALONE: f32 = 1.5;

/// A way to cover a part of the page.
#[derive(Clone)]
struct Cover {
    taken: Vec<bool>,
    /// Headlines that are headings between paragraphs.
    subheads: Vec<usize>,
    /// Headlines that were left without a rectangle.
    alone: Vec<usize>,
    chosen: Vec<(usize, usize)>,
    score: f32,
}

/// A way to go on with a cover for one more headline: with which of its rectangles, if any.
struct Step {
    from: usize,
    region: Option<usize>,
    score: f32,
}

impl Cover {
    /// Whether none of a region's blocks are taken, and its subheads head none of the chosen.
    fn leaves_free(&self, region: &Region) -> bool {
        let is_taken = |&block: &usize| self.taken.get(block).copied().unwrap_or(true);
        let is_head = |sub: &usize| self.chosen.iter().any(|(other, _)| other == sub);
        !region.blocks.iter().any(is_taken) && !region.subheads.iter().any(is_head)
    }

    /// What it cost to leave headlines without a rectangle that a region now has for headings between its paragraphs.
    fn no_longer_alone(&self, region: &Region) -> f32 {
        let subheads = region.subheads.iter();
        ALONE * count(subheads.filter(|sub| self.alone.contains(sub)).count())
    }

    /// Goes on with a region for a headline, or with none.
    fn with(&self, head: usize, region: Option<(usize, &Region)>, score: f32) -> Self {
        let mut more = Self {
            score,
            ..self.clone()
        };
        if let Some((at, region)) = region {
            for &block in &region.blocks {
                if let Some(taken) = more.taken.get_mut(block) {
                    *taken = true;
                }
            }
            more.subheads.extend(&region.subheads);
            more.chosen.push((head, at));
        } else {
            more.alone.push(head);
        }
        more
    }
}

/// Chooses a rectangle for each headline so that none overlap and all together read best.
pub(super) fn cover(
    candidates: &[Vec<Region>],
    heads: &[Heading],
    blocks: &[Block],
    beam: usize,
    keep_apart: bool,
) -> Vec<Region> {
    let worth = |region: &Region| -> f32 {
        let blocks = region.blocks.iter().filter_map(|&at| blocks.get(at));
        blocks
            .map(|block| LEFT_OUT.0 + LEFT_OUT.1 * count(block.rows.len()))
            .sum()
    };
    let mut order: Vec<usize> = (0..heads.len()).collect();
    order.sort_by_key(|&head| candidates.get(head).map_or(0, Vec::len));
    let mut covers = vec![Cover {
        taken: vec![false; blocks.len()],
        subheads: Vec::new(),
        alone: Vec::new(),
        chosen: Vec::new(),
        score: 0.0,
    }];
    for head in order {
        let regions = candidates.get(head).map_or(&[][..], Vec::as_slice);
        let mut steps: Vec<Step> = Vec::new();
        for (from, cover) in covers.iter().enumerate() {
            // It may have no text of its own.
            let used = cover.subheads.contains(&head);
            let score = cover.score - if used { 0.0 } else { ALONE };
            let region = None;
            steps.push(Step {
                from,
                region,
                score,
            });
            if used {
                continue;
            }
            let each = regions.iter().enumerate();
            let free = each.filter(|(_, region)| cover.leaves_free(region));
            steps.extend(free.map(|(at, region)| Step {
                from,
                region: Some(at),
                score: cover.score + region.score + worth(region) + cover.no_longer_alone(region),
            }));
        }
        steps.sort_by(|a, b| b.score.total_cmp(&a.score));
        let mut seen = HashSet::new();
        let taken = steps.iter().filter_map(|step| {
            let region = step.region.and_then(|at| Some((at, regions.get(at)?)));
            let cover = covers.get(step.from)?.with(head, region, step.score);
            // What is left to cover is the same after ways that have taken the same.
            let is_new = !keep_apart || seen.insert((cover.taken.clone(), cover.subheads.clone()));
            is_new.then_some(cover)
        });
        covers = taken.take(beam).collect();
    }
    let chosen = covers
        .into_iter()
        .next()
        .map(|cover| cover.chosen)
        .unwrap_or_default();
    let regions = chosen
        .into_iter()
        .filter_map(|(head, at)| candidates.get(head)?.get(at).cloned());
    regions.collect()
}
