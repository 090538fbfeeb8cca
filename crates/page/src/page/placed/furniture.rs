//! What belongs to no report: the masthead, folios, the names of those who made the page, advertisements.

mod masthead;
pub(super) mod notices;

use super::super::folio::{Folio, folio};
use super::super::forms;
use super::super::masthead::is_folio;
use super::super::meta_line::meta_line;
use super::super::unplaced::Kind;
use super::grid::Grid;

/// What a page has of no report.
#[derive(Debug, Default)]
pub(super) struct Furniture {
    /// The rows, by their places, with what they are.
    pub(super) rows: Vec<(usize, Kind)>,
    /// What the folios say.
    pub(super) folio: Folio,
}

/// How far from the upper edge of a page a folio may stand, beside its height, and how far a masthead.
const HEAD: f32 = 0.07;
const MASTHEAD: f32 = 0.16;
/// How far from the lower edge.
const FOOT: f32 = 0.05;

/// Finds the furniture of a page among the lines of the page as it is printed.
pub(super) fn furniture(grid: &Grid) -> Furniture {
    let mut found = Furniture::default();
    let mut taken = vec![false; grid.rows.len()];
    let head = band(grid, Edge::Upper);
    let foot = band(grid, Edge::Lower);
    let masthead = masthead::rows(grid);
    for rows in [masthead, head, foot] {
        take_band(grid, &rows, &mut found, &mut taken);
    }
    for (at, row) in grid.rows.iter().enumerate() {
        let is_taken = taken.get(at).copied().unwrap_or(true);
        if !is_taken && forms::is_staff(&row.text) && at_edge(grid, at) {
            found.rows.push((at, Kind::Staff));
        }
    }
    found
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Upper,
    Lower,
}

/// The height of a printed page, and where a row stands in it, from its upper edge.
fn printed(grid: &Grid, at: usize) -> Option<(f32, f32)> {
    let area = grid.rows.get(at)?.area;
    Some(if grid.vertical {
        (area.left, area.right)
    } else {
        (area.top, area.bottom)
    })
}

fn printed_height(grid: &Grid) -> f32 {
    if grid.vertical {
        grid.width
    } else {
        grid.height
    }
}

fn at_edge(grid: &Grid, at: usize) -> bool {
    let height = printed_height(grid);
    printed(grid, at)
        .is_some_and(|(top, bottom)| bottom < MASTHEAD * height || top > (1.0 - FOOT) * height)
}

/// The rows between an edge of the page and the rule nearest to it that runs across the page, or those that stand
/// beside a folio.
fn band(grid: &Grid, edge: Edge) -> Vec<usize> {
    let height = printed_height(grid);
    let most = match edge {
        Edge::Upper => MASTHEAD * height,
        Edge::Lower => FOOT * height,
    };
    let from_edge = |at: usize| {
        let (top, bottom) = printed(grid, at)?;
        Some(if edge == Edge::Upper {
            bottom
        } else {
            height - top
        })
    };
    let rows = (0..grid.rows.len()).filter(|&at| from_edge(at).is_some_and(|far| far <= most));
    let rows: Vec<usize> = rows.collect();
    let rules = rules(grid, edge, height).filter(|&far| far <= most);
    // A masthead stands above two rules, with who publishes the paper between them.
    let lines: Vec<f32> = rules.collect();
    let is_named = |rows: &[usize]| {
        rows.iter()
            .any(|&at| grid.rows.get(at).is_some_and(|row| is_folio(&row.text)))
    };
    let mut best: Vec<usize> = Vec::new();
    for line in lines {
        let above = rows.iter().copied();
        let above =
            above.filter(|&at| from_edge(at).is_some_and(|far| far <= line + 0.3 * grid.body));
        let above: Vec<usize> = above.collect();
        let prose = above.iter().filter_map(|&at| grid.rows.get(at));
        let prose = prose.filter(|row| row.text.contains(['，', '。'])).count();
        if above.len() > best.len() && prose <= 1 && is_named(&above) {
            best = above;
        }
    }
    if best.is_empty() {
        let near = if edge == Edge::Upper {
            HEAD * height
        } else {
            most
        };
        best = beside_folio(grid, &rows, |at| {
            from_edge(at).is_some_and(|far| far <= near)
        });
    }
    best
}

/// The rows that stand on one line with a folio or with who made the page.
fn beside_folio(grid: &Grid, rows: &[usize], is_near: impl Fn(usize) -> bool) -> Vec<usize> {
    let is_mark = |at: &&usize| {
        grid.rows
            .get(**at)
            .is_some_and(|row| (is_folio(&row.text) && is_near(**at)) || forms::is_staff(&row.text))
    };
    let marks: Vec<(f32, f32)> = rows
        .iter()
        .filter(is_mark)
        .filter_map(|&at| printed(grid, at))
        .collect();
    let beside = |at: &usize| {
        let Some((top, bottom)) = printed(grid, *at) else {
            return false;
        };
        let short = grid
            .rows
            .get(*at)
            .is_some_and(|row| row.text.chars().count() <= 30);
        short
            && marks.iter().any(|&(first, last)| {
                let middle = f32::midpoint(top, bottom);
                let other = f32::midpoint(first, last);
                (middle > first && middle < last) || (other > top && other < bottom)
            })
    };
    rows.iter().copied().filter(beside).collect()
}

/// How far from an edge of the printed page the rules are that run across most of it.
fn rules(grid: &Grid, edge: Edge, height: f32) -> impl Iterator<Item = f32> {
    let width = if grid.vertical {
        grid.height
    } else {
        grid.width
    };
    grid.rules.iter().filter_map(move |rule| {
        let (length, at, thick) = if grid.vertical {
            (rule.height(), rule.left, rule.width())
        } else {
            (rule.width(), rule.top, rule.height())
        };
        let far = if edge == Edge::Upper { at } else { height - at };
        (length > 0.6 * width && thick < grid.body).then_some(far)
    })
}

fn take_band(grid: &Grid, rows: &[usize], found: &mut Furniture, taken: &mut [bool]) {
    // What stands on one line says together what page it is.
    let mut texts: Vec<&str> = Vec::new();
    for &at in rows {
        let Some(row) = grid.rows.get(at) else {
            continue;
        };
        if taken.get(at).copied().unwrap_or(true) {
            continue;
        }
        if let Some(taken) = taken.get_mut(at) {
            *taken = true;
        }
        let kind = if forms::is_staff(&row.text) {
            Kind::Staff
        } else {
            Kind::Folio
        };
        found.rows.push((at, kind));
        if kind == Kind::Folio {
            texts.push(&row.text);
        }
    }
    let all = texts.join(" ");
    for said in [meta_line(&all), folio(&all)].into_iter().flatten() {
        found.folio.fill(&said);
    }
    for text in texts {
        if let Some(said) = folio(text) {
            found.folio.fill(&said);
        }
    }
}

/// Whether rows that stand in a frame of their own are the masthead: they say what day or issue it is, and tell no
/// story.
pub(super) fn is_masthead(grid: &Grid, rows: &[usize]) -> bool {
    const MOST: usize = 12;
    let texts = || {
        rows.iter()
            .filter_map(|&at| grid.rows.get(at))
            .map(|row| row.text.as_str())
    };
    let dated = |text: &str| {
        let day = text.contains('年') && text.contains('月') && text.ends_with('日');
        let number = text.starts_with('第') && text.ends_with(['期', '號', '号']);
        day || number || is_folio(text)
    };
    rows.len() <= MOST
        && texts().filter(|text| dated(text)).count() >= 1
        && !texts().any(|text| text.contains(['。', '，']))
}

/// Words of advertisements.
const WORDS: [&str; 30] = [
    "广告",
    "廣告",
    "热线",
    "熱線",
    "专线",
    "專線",
    "电话",
    "電話",
    "折起",
    "促销",
    "招聘",
    "招 聘",
    "徵才",
    "徵 才",
    "待遇",
    "咨询",
    "洽",
    "优惠",
    "優惠",
    "订购",
    "訂購",
    "特价",
    "抢购",
    "地址：",
    "开盘",
    "楼盘",
    "公 告",
    "公告",
    "启事",
    "止",
];

/// Whether rows that stand in a frame of their own are an advertisement: a few lines that tell no story.
pub(super) fn is_advertisement(grid: &Grid, rows: &[usize]) -> bool {
    const MOST: usize = 14;
    let texts = || {
        rows.iter()
            .filter_map(|&at| grid.rows.get(at))
            .map(|row| row.text.as_str())
    };
    let words = texts()
        .flat_map(|text| WORDS.iter().filter(move |word| text.contains(**word)))
        .count();
    let sentences = texts().filter(|text| text.ends_with('。')).count();
    rows.len() <= MOST
        && words >= 1
        && (sentences == 0 || words >= 2)
        && !texts().any(|text| forms::lead(text).is_some())
}
