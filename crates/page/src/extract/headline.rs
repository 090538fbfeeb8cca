//! The headline: on the page, where the page's name and what it says of itself lead to it.

use super::lines::{Line, Page};
use super::metadata::Metadata;
use super::weigh::Container;
use crate::html::Tree;

/// A headline.
#[derive(Debug)]
pub(super) struct Headline {
    pub(super) text: String,
    /// The line that it is, where it stands on the page.
    pub(super) line: Option<usize>,
}

/// A shorter line is no headline, in characters.
const SHORTEST: usize = 4;

/// A longer one is text, in characters.
const LONGEST: usize = 100;

/// So much of a text is compared, in characters.
const MOST: usize = 400;

/// Finds the headline of the report in a container.
pub(super) fn of(
    tree: &Tree,
    page: &Page,
    container: &Container,
    said: &Metadata,
) -> Option<Headline> {
    let title = said.title.as_deref().map(key).unwrap_or_default();
    let own = said.headline.as_deref().map(key).unwrap_or_default();
    let lines = || {
        page.lines
            .iter()
            .enumerate()
            .filter(|(_, line)| may_be(line))
    };
    // What a page says may be cut, at a quotation mark or where there was no room; the line is whole.
    let by_own = || {
        let found =
            lines().filter(|(_, line)| own.len() >= SHORTEST && key(&line.text).starts_with(&own));
        found.max_by_key(|(at, line)| (line.is_heading(), !line.is_link(), std::cmp::Reverse(*at)))
    };
    let by_title = || {
        let found = lines().filter(|(_, line)| is_of_title(&key(&line.text), &title));
        found.max_by_key(|(at, line)| {
            (
                key(&line.text).len(),
                line.is_heading(),
                !line.is_link(),
                std::cmp::Reverse(*at),
            )
        })
    };
    let near = || {
        let body = tree.within(container.id);
        let first = page
            .lines
            .iter()
            .position(|line| line.at >= body.start && line.is_sentence())?;
        let before = lines().take(first);
        let headings = before.filter(|(_, line)| line.is_heading() && !line.is_link());
        headings.last()
    };
    let of_line = |(at, line): (usize, &Line)| Headline {
        text: line.text.clone(),
        line: Some(at),
    };
    let of_text = |text: String| Headline { text, line: None };
    by_own()
        .or_else(by_title)
        .map(of_line)
        .or_else(|| said.headline.clone().map(of_text))
        .or_else(|| near().map(of_line))
        .or_else(|| said.title.as_deref().map(without_site).map(of_text))
}

fn may_be(line: &Line) -> bool {
    (SHORTEST..=LONGEST).contains(&line.text.chars().count()) && !line.is_beside
}

/// Whether a line is the headline in a page's name, which has the site's before or behind it.
fn is_of_title(line: &[char], title: &[char]) -> bool {
    let (own, all) = (line.len(), title.len());
    if own < SHORTEST {
        return false;
    }
    let begins = title.starts_with(line) && own * 2 >= all;
    begins || own * 10 >= all * 7 && title.windows(own).any(|part| part == line)
}

/// The first characters of a text, by which headlines are compared: quotation marks and spaces differ from place to place.
pub(super) fn key(text: &str) -> Vec<char> {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.take(MOST).collect()
}

/// Returns a page's name without that of its site.
fn without_site(title: &str) -> String {
    let mut rest = title.trim();
    loop {
        let cut = rest.rfind(['_', '|', '-', '—', '–', '｜']);
        let Some((before, behind)) = cut.and_then(|cut| rest.split_at_checked(cut)) else {
            return rest.to_owned();
        };
        let before = before.trim_end_matches(|c: char| c.is_whitespace() || "_|-—–｜".contains(c));
        let is_site = key(before).len() > key(behind).len() || behind.starts_with('_');
        if before.is_empty() || !is_site {
            return rest.to_owned();
        }
        rest = before;
    }
}
