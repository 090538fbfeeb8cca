//! E-papers (数字报) saved to disk: a folder of web pages as crawlers and browsers keep it. An index page has the
//! areas of a newspaper page and links to its reports; each report is a page of its own.

mod page;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use self::page::Saved;
use crate::article::{Article, Block, Published, byline};
use crate::html;

/// A larger file is no page, in bytes.
const LARGEST: u64 = 8 << 20;

/// A newspaper page of a saved e-paper, or the reports that no such page names.
#[derive(Debug)]
pub struct EpaperPage {
    /// The files of the reports, with what they hold, in the order of the page.
    pub reports: Vec<(PathBuf, Article)>,
}

/// Reads the reports of saved web pages. Those that an index page links to come first, page by page in its order;
/// then all others. What is no report is passed over, and so are pages none of which is surely an e-paper's.
pub fn epaper(paths: &[PathBuf]) -> Vec<EpaperPage> {
    let mut is_epaper = false;
    let mut indexes = Vec::new();
    let mut reports = HashMap::new();
    for path in paths {
        let Some(saved) = read(path) else {
            continue;
        };
        is_epaper |= saved.is_epaper;
        if saved.is_report() {
            reports.insert(plain(path), saved);
        } else if !saved.links.is_empty() {
            indexes.push((path, saved));
        }
    }
    if !is_epaper {
        return Vec::new();
    }
    let mut taken = HashSet::new();
    let mut pages = Vec::new();
    for (path, index) in indexes {
        let folder = path.parent().unwrap_or(Path::new(""));
        let targets = index.links.iter().map(|link| plain(&folder.join(link)));
        let own: Vec<PathBuf> = targets
            .filter(|target| reports.contains_key(target) && taken.insert(target.clone()))
            .collect();
        let found = own.into_iter().filter_map(|target| {
            let article = article(reports.get(&target)?, Some(&index), &target);
            Some((target, article))
        });
        pages.push(EpaperPage {
            reports: found.collect(),
        });
    }
    let left = paths
        .iter()
        .map(|path| plain(path))
        .filter(|path| !taken.contains(path));
    let left = left.filter_map(|path| {
        let article = article(reports.get(&path)?, None, &path);
        Some((path, article))
    });
    pages.push(EpaperPage {
        reports: left.collect(),
    });
    pages.retain(|page| !page.reports.is_empty());
    pages
}

fn read(path: &Path) -> Option<Saved> {
    if fs::metadata(path).ok()?.len() > LARGEST {
        return None;
    }
    let bytes = fs::read(path).ok()?;
    Some(Saved::read(&html::decode(&bytes, None)))
}

/// Returns a path without steps up and back.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for step in path.components() {
        let goes_up = step == Component::ParentDir
            && plain
                .components()
                .next_back()
                .is_some_and(|last| matches!(last, Component::Normal(_)));
        if goes_up {
            plain.pop();
        } else if step != Component::CurDir {
            plain.push(step);
        }
    }
    plain
}

/// Makes an article of a saved page, with what the index page and the path say beside it.
fn article(saved: &Saved, index: Option<&Saved>, path: &Path) -> Article {
    let signed = saved.author.clone().filter(|author| !author.is_empty());
    let number = saved.place.clone().or_else(|| index?.place.clone());
    let (page, section) = number.unzip();
    let newspaper = saved.newspaper.clone().or_else(|| index?.newspaper.clone());
    let day = saved
        .day
        .clone()
        .or_else(|| index?.day.clone())
        .or_else(|| day_of_path(path));
    let mut images = saved.content.images.clone();
    images.retain(|image| image.src.is_some() || image.caption.is_some());
    Article {
        title: Some(saved.title.clone()),
        kicker: saved.kicker.clone(),
        subtitle: saved.subtitle.clone(),
        authors: signed.as_deref().map(byline::authors).unwrap_or_default(),
        byline: signed,
        source: newspaper,
        section: section.filter(|section| !section.is_empty()),
        page,
        published: day.as_deref().map(Published::parse),
        body: saved
            .content
            .blocks
            .iter()
            .filter(|block| !block.text().is_empty())
            .cloned()
            .map(tidy)
            .collect(),
        images,
        ..Article::default()
    }
}

/// Takes the indent from a paragraph.
fn tidy(block: Block) -> Block {
    match block {
        Block::Paragraph(text) => Block::Paragraph(text.trim().to_owned()),
        subhead @ Block::Subhead { .. } => subhead,
    }
}

/// Reads the day from folders such as `1986-11/03` and `202511/03`.
fn day_of_path(path: &Path) -> Option<String> {
    let parent = path.parent()?.to_string_lossy().into_owned();
    let digits: String = parent
        .chars()
        .map(|c| if c.is_ascii_digit() { c } else { ' ' })
        .collect();
    let digits: String = digits.split_whitespace().collect();
    let start = digits.len().checked_sub(8)?;
    let day = digits.get(start..)?;
    let (year, rest) = day.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    let within = |text: &str, most: u32| text.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    let is_day =
        within(month, 12) && within(day, 31) && (year.starts_with("19") || year.starts_with("20"));
    is_day.then(|| format!("{year}-{month}-{day}"))
}

#[cfg(test)]
mod tests;
