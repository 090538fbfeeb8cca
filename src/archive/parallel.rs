//! Work on every processor, whose results are taken in the order of what there was to do.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::threads;
use crate::lang::Bilingual;

/// Does `work` for every item; returns the results in the items' order.
///
/// # Errors
///
/// The first failure; what is not yet begun then is left.
pub(super) fn map<T, R, E>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E>
where
    T: Sync,
    R: Send,
    E: Send + From<io::Error>,
{
    let mut results = Vec::with_capacity(items.len());
    let give_one = |item: &T, give: &mut dyn FnMut(R)| -> Result<(), E> {
        give(work(item)?);
        Ok(())
    };
    in_order(items, give_one, |_, result| results.push(result))?;
    Ok(results)
}

/// Does `work` for every item, which gives any number of results; `take` gets them in the items' order,
/// each with the index of its item. What is given early is kept until its turn.
///
/// # Errors
///
/// The first failure; what is not yet begun then is left.
pub(super) fn in_order<T, R, E>(
    items: &[T],
    work: impl Fn(&T, &mut dyn FnMut(R)) -> Result<(), E> + Sync,
    take: impl FnMut(usize, R) + Send,
) -> Result<(), E>
where
    T: Sync,
    R: Send,
    E: Send + From<io::Error>,
{
    let (next, has_failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let queue = Mutex::new(Queue::new(take));
    let run = || -> Result<(), E> {
        while !has_failed.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                break;
            };
            let queue = || queue.lock().unwrap_or_else(PoisonError::into_inner);
            let done = work(item, &mut |result| queue().give(index, result));
            if done.is_err() {
                has_failed.store(true, Ordering::Relaxed);
            }
            done?;
            queue().end(index);
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers = threads().min(items.len());
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(run)).collect();
        let ends = workers.into_iter().map(|worker| {
            worker
                .join()
                .unwrap_or_else(|_| Err(thread_failed().into()))
        });
        // All are waited for, whichever fails.
        ends.fold(Ok(()), Result::and)
    })
}

fn thread_failed() -> io::Error {
    let (english, chinese) = ("a reading thread failed; try again", "读取线程出错；请再试");
    io::Error::other(Bilingual::new(english, chinese))
}

/// Results that wait for their turn.
struct Queue<R, F> {
    /// The item whose turn it is.
    turn: usize,
    waiting: BTreeMap<usize, Waiting<R>>,
    take: F,
}

struct Waiting<R> {
    results: Vec<R>,
    has_ended: bool,
}

impl<R, F: FnMut(usize, R)> Queue<R, F> {
    fn new(take: F) -> Self {
        Self {
            turn: 0,
            waiting: BTreeMap::new(),
            take,
        }
    }

    fn at(&mut self, index: usize) -> &mut Waiting<R> {
        self.waiting.entry(index).or_insert_with(|| Waiting {
            results: Vec::new(),
            has_ended: false,
        })
    }

    fn give(&mut self, index: usize, result: R) {
        if index == self.turn {
            (self.take)(index, result);
        } else {
            self.at(index).results.push(result);
        }
    }

    fn end(&mut self, index: usize) {
        self.at(index).has_ended = true;
        while let Some(waiting) = self.waiting.remove(&self.turn) {
            for result in waiting.results {
                (self.take)(self.turn, result);
            }
            if !waiting.has_ended {
                return;
            }
            self.turn += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_what_there_was_to_do() {
        let items: Vec<u64> = (0..2000).collect();
        let mut taken = Vec::new();
        let work = |item: &u64, give: &mut dyn FnMut(u64)| {
            (0..item % 3).for_each(|part| give(item * 10 + part));
            Ok::<_, io::Error>(())
        };
        in_order(&items, work, |index, result| taken.push((index, result))).unwrap();
        let expected = items
            .iter()
            .flat_map(|item| (0..item % 3).map(move |part| (*item as usize, item * 10 + part)));
        assert_eq!(taken, expected.collect::<Vec<_>>());
        let doubled = map(&items, |item| Ok::<_, io::Error>(item * 2)).unwrap();
        assert!(doubled.iter().zip(&items).all(|(two, one)| *two == one * 2));
    }

    #[test]
    fn a_failure_ends_the_work() {
        let items: Vec<u64> = (0..2000).collect();
        let fails = |item: &u64| match item {
            7 => Err(io::Error::from(io::ErrorKind::NotFound)),
            _ => Ok(*item),
        };
        assert_eq!(
            map(&items, fails).unwrap_err().kind(),
            io::ErrorKind::NotFound
        );
    }
}
