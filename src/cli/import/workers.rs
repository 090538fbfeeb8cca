//! Several threads work at once, and what each has done is taken in the order in which the work came.
//!
//! Whoever has done its work waits for its turn before it takes more, so that no more is held than a piece of work
//! for each thread and the few that wait.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Work that waits for a thread.
pub(super) struct Queue<T> {
    sender: SyncSender<(u64, T)>,
    next: u64,
}

/// Nobody takes work any more, for what was done before has failed.
#[derive(Debug)]
pub(super) struct Ended;

impl<T> Queue<T> {
    /// Adds work behind what waits, and waits while too much does.
    ///
    /// # Errors
    ///
    /// Nobody takes it any more.
    pub(super) fn push(&mut self, work: T) -> Result<(), Ended> {
        let place = self.next;
        self.next += 1;
        self.sender.send((place, work)).map_err(|_| Ended)
    }
}

/// What takes the results.
struct Results<'a, R, E> {
    state: Mutex<State<'a, R, E>>,
    moved: Condvar,
}

struct State<'a, R, E> {
    results: &'a mut R,
    /// Whose turn it is.
    next: u64,
    /// After a fault nothing more is taken.
    ended: Option<Result<(), E>>,
}

impl<'a, R, E> Results<'a, R, E> {
    fn lock(&self) -> MutexGuard<'_, State<'a, R, E>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, how: Result<(), E>) {
        self.lock().ended.get_or_insert(how);
        self.moved.notify_all();
    }
}

/// One of the threads.
pub(super) struct Worker<'s, 'a, T, R, E> {
    queue: Arc<Mutex<Receiver<(u64, T)>>>,
    results: &'s Results<'a, R, E>,
}

impl<'s, 'a, T, R, E> Worker<'s, 'a, T, R, E> {
    /// Waits for work, and returns it with the turn to hand in what becomes of it; `None` at the end, and after a
    /// fault.
    pub(super) fn next(&self) -> Option<(T, Turn<'s, 'a, R, E>)> {
        if self.results.lock().ended.is_some() {
            return None;
        }
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let (place, work) = queue.recv().ok()?;
        drop(queue);
        let turn = Turn {
            results: self.results,
            place,
            is_taken: false,
        };
        Some((work, turn))
    }
}

/// A place in the order. One that is given up, as by a panic, ends it all.
pub(super) struct Turn<'s, 'a, R, E> {
    results: &'s Results<'a, R, E>,
    place: u64,
    is_taken: bool,
}

impl<R, E> Turn<'_, '_, R, E> {
    /// Waits until all before it have handed in theirs. After a fault of one before it nothing is done.
    pub(super) fn take(mut self, hand_in: impl FnOnce(&mut R) -> Result<(), E>) {
        self.is_taken = true;
        let results = self.results;
        let waits = |state: &mut State<'_, R, E>| state.ended.is_none() && state.next < self.place;
        let state = results.moved.wait_while(results.lock(), waits);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        if state.ended.is_some() {
            return;
        }
        let handed_in = hand_in(state.results);
        state.next += 1;
        drop(state);
        match handed_in {
            Ok(()) => results.moved.notify_all(),
            fault => results.end(fault),
        }
    }
}

impl<R, E> Drop for Turn<'_, '_, R, E> {
    fn drop(&mut self) {
        if !self.is_taken {
            self.results.end(Ok(()));
        }
    }
}

/// Lets `jobs` threads do what `find` queues, and hand it in to `results`.
///
/// # Errors
///
/// The first fault of what was handed in; nothing behind it was.
pub(super) fn in_order<T: Send, R: Send, E: Send>(
    jobs: usize,
    results: &mut R,
    find: impl FnOnce(&mut Queue<T>),
    work: impl Fn(&Worker<'_, '_, T, R, E>) + Sync,
) -> Result<(), E> {
    let results = Results {
        state: Mutex::new(State {
            results,
            next: 0,
            ended: None,
        }),
        moved: Condvar::new(),
    };
    let (sender, receiver) = sync_channel(jobs);
    let receiver = Arc::new(Mutex::new(receiver));
    thread::scope(|scope| {
        for _ in 0..jobs {
            let worker = Worker {
                queue: Arc::clone(&receiver),
                results: &results,
            };
            scope.spawn(|| {
                let worker = worker;
                work(&worker);
            });
        }
        // Where all have ended there is nobody to receive.
        drop(receiver);
        find(&mut Queue { sender, next: 0 });
    });
    let ended = results.lock().ended.take();
    ended.unwrap_or(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// Pushes what it is given until nobody takes it; returns how many were taken.
    fn pushed(queue: &mut Queue<u64>, work: std::ops::Range<u64>) -> usize {
        work.map_while(|number| queue.push(number).ok()).count()
    }

    #[test]
    fn results_come_in_the_order_of_the_work_however_long_each_takes() {
        for jobs in [1, 2, 5] {
            let mut results = Vec::new();
            let find = |queue: &mut Queue<u64>| assert_eq!(pushed(queue, 0..60), 60);
            let done: Result<(), ()> = in_order(jobs, &mut results, find, |worker| {
                while let Some((number, turn)) = worker.next() {
                    thread::sleep(Duration::from_micros(number * 7919 % 900));
                    turn.take(|results| {
                        results.push(number);
                        Ok(())
                    });
                }
            });
            assert_eq!(done, Ok(()));
            assert_eq!(results, (0..60).collect::<Vec<u64>>(), "{jobs} at once");
        }
    }

    #[test]
    fn behind_a_fault_nothing_is_handed_in_and_no_more_is_taken() {
        let mut results = Vec::new();
        let mut queued = 0;
        let find = |queue: &mut Queue<u64>| queued = pushed(queue, 0..10_000);
        let done = in_order(3, &mut results, find, |worker| {
            while let Some((number, turn)) = worker.next() {
                turn.take(|results| {
                    results.push(number);
                    if number < 20 { Ok(()) } else { Err(number) }
                });
            }
        });
        assert_eq!(done, Err(20));
        assert_eq!(results, (0..=20).collect::<Vec<u64>>());
        assert!(queued < 100, "{queued} were taken");
    }
}
