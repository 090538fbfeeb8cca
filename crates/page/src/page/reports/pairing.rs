//! Pairs the ends of pieces with the beginnings of others so that the whole page gains most: the assignment problem,
//! by shortest augmenting paths (Kuhn and Munkres).

/// For two pieces, how much is gained if the second goes on with the first: over what it gains by beginning a report.
#[derive(Clone, Debug)]
pub(super) struct Gains {
    count: usize,
    gains: Vec<f32>,
}

impl Gains {
    pub(super) fn new(count: usize) -> Self {
        Self {
            count,
            gains: vec![f32::MIN; count * count],
        }
    }

    /// How many pieces there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// What is gained if a piece goes on with another.
    pub(super) fn of(&self, piece: usize, before: usize) -> f32 {
        let gain = self.gains.get(piece * self.count + before);
        gain.copied().unwrap_or(f32::MIN)
    }

    pub(super) fn set(&mut self, piece: usize, before: usize, gain: f32) {
        if let Some(known) = self.gains.get_mut(piece * self.count + before) {
            *known = gain;
        }
    }

    /// What all the pieces gain that go on with others.
    pub(super) fn total(&self, before: &[Option<usize>]) -> f32 {
        let gains = before.iter().enumerate();
        let gains = gains.filter_map(|(piece, before)| Some(self.of(piece, (*before)?)));
        gains.sum()
    }
}

/// Returns for each piece the one that it goes on with, so that all gain most; none goes on with itself by others.
pub(super) fn pair(gains: &Gains) -> Vec<Option<usize>> {
    let mut before = assign(gains);
    cut_circles(&mut before, gains);
    before
}

/// Returns for each piece which of the chains it is of that pieces make which go on with each other.
pub(super) fn chain_of_each(before: &[Option<usize>]) -> Vec<usize> {
    let first = |piece: usize| {
        let back =
            std::iter::successors(Some(piece), |&piece| before.get(piece).copied().flatten());
        back.last().unwrap_or(piece)
    };
    let firsts: Vec<usize> = (0..before.len()).map(first).collect();
    let mut chains: Vec<usize> = firsts.clone();
    chains.sort_unstable();
    chains.dedup();
    firsts
        .iter()
        .map(|first| chains.binary_search(first).unwrap_or_default())
        .collect()
}

/// The columns of the assignment: what a piece may go on with, and for each piece that it begins a report.
struct Columns {
    /// The piece that each is paired with.
    owner: Vec<Option<usize>>,
    price: Vec<f32>,
}

fn assign(gains: &Gains) -> Vec<Option<usize>> {
    let count = gains.count();
    let mut columns = Columns {
        owner: vec![None; 2 * count],
        price: vec![0.0; 2 * count],
    };
    let mut worth = vec![0.0_f32; count];
    for piece in 0..count {
        columns.augment(piece, gains, &mut worth);
    }
    let mut before = vec![None; count];
    for (column, owner) in columns.owner.iter().enumerate().take(count) {
        if let Some(before) = owner.and_then(|owner| before.get_mut(owner)) {
            *before = Some(column);
        }
    }
    before
}

/// A pair that may not be.
const NEVER: f32 = 1.0e6;

/// What it costs that a piece is paired with a column.
fn cost(gains: &Gains, piece: usize, column: usize) -> f32 {
    if column < gains.count() {
        -gains.of(piece, column).max(-NEVER)
    } else if column - gains.count() == piece {
        0.0
    } else {
        NEVER
    }
}

/// How one gets to a column.
#[derive(Clone, Copy)]
struct Reached {
    cost: f32,
    /// The column that stands before it, of a piece that gives it up.
    from: Option<usize>,
    done: bool,
}

impl Columns {
    /// Pairs one more piece, others giving way where all gain by it.
    fn augment(&mut self, piece: usize, gains: &Gains, worth: &mut [f32]) {
        let unreached = Reached {
            cost: f32::MAX,
            from: None,
            done: false,
        };
        let mut reached = vec![unreached; self.owner.len()];
        let (mut row, mut through, mut spent) = (piece, None, 0.0);
        let free = loop {
            let value = worth.get(row).copied().unwrap_or_default();
            let mut least: Option<(usize, f32)> = None;
            for (column, (way, price)) in reached.iter_mut().zip(&self.price).enumerate() {
                if way.done {
                    continue;
                }
                let here = spent + cost(gains, row, column) - value - price;
                if here < way.cost {
                    (way.cost, way.from) = (here, through);
                }
                if least.is_none_or(|(_, least)| way.cost < least) {
                    least = Some((column, way.cost));
                }
            }
            let Some((column, cost)) = least else {
                return;
            };
            if let Some(way) = reached.get_mut(column) {
                way.done = true;
            }
            spent = cost;
            match self.owner.get(column).copied().flatten() {
                Some(owner) => (row, through) = (owner, Some(column)),
                None => break column,
            }
        };
        self.reprice(piece, &reached, spent, worth);
        self.give_way(piece, free, &reached);
    }

    /// Sets the prices so that no pair seems better than those that are.
    fn reprice(&mut self, piece: usize, reached: &[Reached], spent: f32, worth: &mut [f32]) {
        for ((way, price), owner) in reached.iter().zip(&mut self.price).zip(&self.owner) {
            if !way.done {
                continue;
            }
            *price += way.cost - spent;
            if let Some(worth) = owner.and_then(|owner| worth.get_mut(owner)) {
                *worth += spent - way.cost;
            }
        }
        if let Some(worth) = worth.get_mut(piece) {
            *worth += spent;
        }
    }

    /// Hands on the columns along the way to a free one.
    fn give_way(&mut self, piece: usize, free: usize, reached: &[Reached]) {
        let mut column = free;
        loop {
            let from = reached.get(column).and_then(|way| way.from);
            let owner = match from {
                Some(from) => self.owner.get(from).copied().flatten(),
                None => Some(piece),
            };
            if let Some(own) = self.owner.get_mut(column) {
                *own = owner;
            }
            match from {
                Some(from) => column = from,
                None => return,
            }
        }
    }
}

/// Cuts pieces that go on with each other in a circle where least is lost.
fn cut_circles(before: &mut [Option<usize>], gains: &Gains) {
    for start in 0..before.len() {
        let mut circle = vec![start];
        let mut at = start;
        while let Some(next) = before.get(at).copied().flatten() {
            if next == start {
                let worst = circle.iter().copied().min_by(|&a, &b| {
                    let gain = |piece: usize| {
                        let before = before.get(piece).copied().flatten();
                        before.map_or(0.0, |before| gains.of(piece, before))
                    };
                    gain(a).total_cmp(&gain(b))
                });
                if let Some(cut) = worst.and_then(|worst| before.get_mut(worst)) {
                    *cut = None;
                }
                break;
            }
            if circle.len() > before.len() {
                break;
            }
            circle.push(next);
            at = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gains(rows: &[&[f32]]) -> Gains {
        let mut gains = Gains::new(rows.len());
        for (piece, row) in rows.iter().enumerate() {
            for (before, gain) in row.iter().enumerate() {
                if piece != before {
                    gains.set(piece, before, *gain);
                }
            }
        }
        gains
    }

    #[test]
    fn one_gives_way_where_all_gain() {
        // Both would rather go on with the first, which the second needs more.
        let gains = gains(&[&[0.0, -5.0, -5.0], &[3.0, 0.0, -5.0], &[4.0, 2.5, 0.0]]);
        let before = pair(&gains);
        assert_eq!(before, [None, Some(0), Some(1)]);
        assert!((gains.total(&before) - 5.5).abs() < 0.001);
    }

    #[test]
    fn what_gains_by_nothing_begins_a_report() {
        let gains = gains(&[&[0.0, -1.0], &[-1.0, 0.0]]);
        assert_eq!(pair(&gains), [None, None]);
    }

    #[test]
    fn a_circle_is_cut_where_least_is_lost() {
        let gains = gains(&[&[0.0, 2.0], &[3.0, 0.0]]);
        assert_eq!(pair(&gains), [None, Some(0)]);
    }

    #[test]
    fn pairs_gain_as_much_as_the_best_of_all_orders() {
        let mut seed = 7_u32;
        for _ in 0..60 {
            let mut gains = Gains::new(4);
            for (piece, before) in (0..16).map(|at| (at / 4, at % 4)) {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                if piece != before {
                    gains.set(piece, before, weight(seed >> 24) / 32.0 - 4.0);
                }
            }
            let found = gains.total(&assign(&gains));
            let best = best(&gains, 0, &mut [false; 4]);
            assert!((found - best).abs() < 0.001, "{found} {best} {gains:?}");
        }
    }

    fn weight(value: u32) -> f32 {
        f32::from(u16::try_from(value).unwrap())
    }

    /// The most that can be gained, by trying all.
    fn best(gains: &Gains, piece: usize, taken: &mut [bool; 4]) -> f32 {
        if piece == 4 {
            return 0.0;
        }
        let mut most = best(gains, piece + 1, taken);
        for before in 0..4 {
            if before != piece && !taken[before] {
                taken[before] = true;
                most = most.max(gains.of(piece, before) + best(gains, piece + 1, taken));
                taken[before] = false;
            }
        }
        most
    }
}
