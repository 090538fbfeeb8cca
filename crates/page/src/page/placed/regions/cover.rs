//! Chooses the rectangles that cover a page.

use std::collections::HashSet;

use super::super::blocks::Block;
use super::super::heads::Heading;
use super::{Region, count};

/// What it costs to leave a block out, and each of its rows.
const LEFT_OUT: (f32, f32) = (2.0, 0.25);

/// A way to cover a part of the page.
#[derive(Clone)]
struct Cover {
    taken: Vec<bool>,
    /// Headlines that are headings between paragraphs.
    subheads: Vec<usize>,
    chosen: Vec<(usize, usize)>,
    score: f32,
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
        chosen: Vec::new(),
        score: 0.0,
    }];
    for head in order {
        let mut next: Vec<Cover> = Vec::new();
        for cover in &covers {
            // It may have no text of its own.
            let used = cover.subheads.contains(&head);
            next.push(Cover {
                score: cover.score - if used { 0.0 } else { 1.5 },
                ..cover.clone()
            });
            if used {
                continue;
            }
            for (at, region) in candidates.get(head).into_iter().flatten().enumerate() {
                let is_free = region
                    .blocks
                    .iter()
                    .all(|&block| !cover.taken.get(block).copied().unwrap_or(true))
                    && region
                        .subheads
                        .iter()
                        .all(|sub| !cover.chosen.iter().any(|(other, _)| other == sub));
                if !is_free {
                    continue;
                }
                let mut more = cover.clone();
                for &block in &region.blocks {
                    if let Some(taken) = more.taken.get_mut(block) {
                        *taken = true;
                    }
                }
                more.subheads.extend(&region.subheads);
                more.chosen.push((head, at));
                more.score += region.score + worth(region);
                next.push(more);
            }
        }
        next.sort_by(|a, b| b.score.total_cmp(&a.score));
        if keep_apart {
            // What is left to cover is the same after ways that have taken the same.
            let mut seen = HashSet::new();
            next.retain(|cover| seen.insert((cover.taken.clone(), cover.subheads.clone())));
        }
        next.truncate(beam);
        covers = next;
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
