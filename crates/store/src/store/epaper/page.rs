//! One saved page of an e-paper: what its elements, and the comments that systems leave in it, say.

use std::cmp::Reverse;
use std::ops::Range;

use crate::html::{Content, Event, NodeId, Tag, Tree};
use crate::store::markup::{self, Rich};

/// What a saved page says.
#[derive(Debug, Default)]
pub(super) struct Saved {
    pub(super) title: String,
    pub(super) kicker: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) author: Option<String>,
    pub(super) newspaper: Option<String>,
    pub(super) day: Option<String>,
    /// The number of the newspaper's page, and what it is called.
    pub(super) place: Option<(String, String)>,
    /// The report's text.
    pub(super) content: Rich,
    /// The pages that it links to: areas of the printed page first.
    pub(super) links: Vec<String>,
    /// Whether it is surely a page of an e-paper, and not of any web site.
    pub(super) is_epaper: bool,
}

/// Parts of a page, by what is taken of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Title,
    Kicker,
    Subtitle,
    Author,
    Day,
    /// The text, and how surely it is that of the report alone.
    Content(u8),
}

/// Whether an element is one that only systems for e-papers write.
fn is_of_system(tag: &Tag) -> bool {
    let id = tag.attribute("id").unwrap_or_default();
    tag.name().starts_with("founder-") || id.trim().eq_ignore_ascii_case("ozoom")
}

/// Returns the part that an element begins.
fn part_of(tag: &Tag, in_content: bool, has_title: bool) -> Option<Part> {
    let has_class = |class: &str| tag.classes().any(|own| own.eq_ignore_ascii_case(class));
    let id = tag.attribute("id").unwrap_or_default().trim();
    let is_text = ["ozoom", "articlecontent"]
        .iter()
        .any(|known| id.eq_ignore_ascii_case(known));
    Some(match tag.name() {
        "founder-title" => Part::Title,
        "founder-introtitle" => Part::Kicker,
        "founder-subtitle" => Part::Subtitle,
        "founder-author" => Part::Author,
        "founder-content" => Part::Content(3),
        "h1" if !in_content => Part::Title,
        "h3" if !in_content && !has_title => Part::Kicker,
        "h2" | "h4" if !in_content && has_title => Part::Subtitle,
        _ if has_class("newstime") || has_class("date") => Part::Day,
        _ if has_class("sec") || has_class("author") => Part::Author,
        _ if is_text => Part::Content(2),
        _ if has_class("article-content") => Part::Content(1),
        _ => return None,
    })
}

impl Saved {
    pub(super) fn read(html: &str) -> Self {
        let page = Tree::read(html);
        let mut reader = Reader::default();
        page.events(page.all(), |event| reader.event(event));
        reader.finish(&page)
    }

    /// Whether the page is a report.
    pub(super) fn is_report(&self) -> bool {
        !self.title.is_empty() && has_content(&self.content)
    }
}

fn has_content(rich: &Rich) -> bool {
    !rich.blocks.is_empty() || !rich.images.is_empty()
}

/// Returns what stands between the marks that a system sets round a text.
fn marked_content(page: &Tree) -> Option<Range<NodeId>> {
    let find = |wanted: &str, range: Range<NodeId>| {
        let mut nodes = page.nodes(range);
        nodes.find_map(|(id, node)| match &node.content {
            Content::Comment(comment) => (comment.trim() == wanted).then_some(id),
            _ => None,
        })
    };
    let first = find("enpcontent", page.all())? + 1;
    let end = find("/enpcontent", first..page.all().end)?;
    Some(first..end)
}

/// A part that was found.
struct Found {
    part: Part,
    id: NodeId,
    /// Its text without that of the parts within it.
    text: String,
    /// Whether its element is one of a system for e-papers.
    is_marked: bool,
}

/// What an element stands in.
#[derive(Clone, Copy, Default)]
struct Place {
    /// The innermost part, by its place in what was found.
    part: Option<usize>,
    in_content: bool,
    in_title: bool,
    is_script: bool,
}

#[derive(Default)]
struct Reader {
    /// The next node of the page.
    next: NodeId,
    /// The elements that are open.
    open: Vec<Place>,
    found: Vec<Found>,
    /// Where the areas of a picture and the anchors of texts lead.
    areas: Vec<String>,
    anchors: Vec<String>,
    /// The text beside the report, with a line's end at every element.
    around: String,
    /// The page's name.
    heading: String,
    /// What a system has left in a comment.
    property: String,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        let mut place = self.open.last().copied().unwrap_or_default();
        match event {
            Event::Start(tag) => {
                self.element(tag, &mut place);
                if !tag.has_no_content() {
                    self.open.push(place);
                }
            }
            Event::End(name) => {
                self.open.pop();
                if matches!(name, "p" | "div" | "td" | "li" | "h1") && !place.in_content {
                    self.around.push('\n');
                }
                return;
            }
            Event::Text(text) => self.text(text, place),
            Event::Comment(comment) => {
                if comment.trim_start().starts_with("enpproperty") {
                    comment.clone_into(&mut self.property);
                }
            }
        }
        self.next += 1;
    }

    fn element(&mut self, tag: &Tag, place: &mut Place) {
        let name = tag.name();
        if let Some(address) = tag.attribute("href").map(str::trim) {
            let address = address.split(['?', '#']).next().unwrap_or_default();
            let links = if name == "area" {
                &mut self.areas
            } else {
                &mut self.anchors
            };
            links.push(address.to_owned());
        }
        if !place.in_content && !matches!(name, "b" | "strong" | "font" | "span" | "em") {
            self.around.push('\n');
        }
        place.is_script |= matches!(name, "script" | "style" | "noscript");
        place.in_title |= name == "title";
        if let Some(part) = part_of(tag, place.in_content, self.has(Part::Title)) {
            place.part = Some(self.found.len());
            place.in_content |= matches!(part, Part::Content(_));
            self.found.push(Found {
                part,
                id: self.next,
                text: String::new(),
                is_marked: is_of_system(tag),
            });
        }
    }

    fn has(&self, part: Part) -> bool {
        let mut found = self.found.iter();
        found.any(|found| found.part == part && !found.text.trim().is_empty())
    }

    fn text(&mut self, text: &str, place: Place) {
        if place.is_script {
            return;
        }
        if place.in_title {
            self.heading.push_str(text);
            return;
        }
        if let Some(found) = place.part.and_then(|part| self.found.get_mut(part)) {
            found.text.push_str(text);
        }
        if !place.in_content {
            self.around.push_str(text);
        }
    }

    /// Returns the text of the report; that between a system's own marks is the report's alone.
    fn content(&self, page: &Tree) -> Rich {
        let marked = marked_content(page).map(|range| markup::of_page(page, range));
        let mut own: Vec<(u8, NodeId)> = self
            .found
            .iter()
            .filter_map(|found| match found.part {
                Part::Content(sure) => Some((sure, found.id)),
                _ => None,
            })
            .collect();
        own.sort_by_key(|(sure, id)| (Reverse(*sure), Reverse(*id)));
        let own = own
            .into_iter()
            .map(|(_, id)| markup::of_page(page, page.within(id)));
        let mut contents = marked.into_iter().chain(own);
        contents.find(has_content).unwrap_or_default()
    }

    /// Puts what was found together.
    fn finish(self, page: &Tree) -> Saved {
        let content = self.content(page);
        let first = |wanted: Part| {
            let mut found = self.found.iter().filter(|found| found.part == wanted);
            found.find_map(|found| tidy(&found.text))
        };
        let property = |name: &str| {
            let (_, rest) = self.property.split_once(&format!("<{name}>"))?;
            tidy(rest.split_once(&format!("</{name}>"))?.0)
        };
        let (newspaper, headline) = names(&self.heading);
        let around = || self.around.lines();
        let quoted =
            || around().find_map(|line| Some(line.split_once('《')?.1.split_once('》')?.0));
        let is_named = newspaper.is_some();
        let newspaper = quoted().map(str::to_owned).or(newspaper);
        let days = || {
            let mut days = self.found.iter().filter(|found| found.part == Part::Day);
            days.find_map(|found| date(&found.text))
        };
        // Others are those that the page leads to.
        let own_page = |line: &&str| line.trim_start().starts_with('第');
        let is_printed = around().filter(own_page).any(|line| place(line).is_some());
        let is_marked = !self.property.is_empty() || self.found.iter().any(|found| found.is_marked);
        let is_epaper = is_named || is_printed || is_marked;
        let links = self.areas.iter().chain(&self.anchors);
        let links = links.filter(|link| !link.is_empty() && !link.contains(':'));
        Saved {
            title: first(Part::Title)
                .or_else(|| property("title"))
                .or(headline)
                .unwrap_or_default(),
            kicker: first(Part::Kicker).or_else(|| property("introtitle")),
            subtitle: first(Part::Subtitle).or_else(|| property("subtitle")),
            author: first(Part::Author).or_else(|| property("author")),
            newspaper,
            day: property("date").and_then(|day| date(&day)).or_else(days),
            place: around()
                .filter(own_page)
                .find_map(place)
                .or_else(|| around().find_map(place)),
            links: links.cloned().collect(),
            is_epaper,
            content,
        }
    }
}

/// Returns a text on one line; `None` where there is none.
fn tidy(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Reads the newspaper and the headline from a page's name: `青河日报数字报-新桥建成通车`.
fn names(heading: &str) -> (Option<String>, Option<String>) {
    /// What e-papers are called behind the newspaper's name.
    const SUFFIXES: [&str; 5] = ["数字报", "電子報", "电子报", "电子版", "數位報"];
    let Some(heading) = tidy(heading) else {
        return (None, None);
    };
    let found = SUFFIXES
        .iter()
        .find_map(|suffix| heading.split_once(suffix));
    let Some((newspaper, rest)) = found else {
        let is_paper = heading.chars().count() <= 12 && heading.ends_with(['报', '報']);
        return if is_paper {
            (Some(heading), None)
        } else {
            (None, Some(heading))
        };
    };
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '—' | '|'));
    (tidy(newspaper), tidy(rest))
}

/// Reads a day that a text holds.
fn date(text: &str) -> Option<String> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = text.get(start..)?;
    let parts: Vec<&str> = rest
        .split(['-', '年', '月', '日', '/', ' '])
        .take(3)
        .collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let numbers = (
        year.parse::<u32>(),
        month.parse::<u32>(),
        day.parse::<u32>(),
    );
    let (Ok(year), Ok(month @ 1..=12), Ok(day @ 1..=31)) = numbers else {
        return None;
    };
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Reads the number of a newspaper's page and what it is called: `第A01版：头版`, `A01： 头版`.
fn place(line: &str) -> Option<(String, String)> {
    let line = line.trim().trim_start_matches('第');
    let end = line.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (number, rest) = line.split_at_checked(end)?;
    let rest = rest.trim_start();
    let named = rest.strip_prefix('版').unwrap_or(rest).trim_start();
    let name = named.strip_prefix(['：', ':'])?;
    let is_number = number.chars().count() <= 4 && number.ends_with(|c: char| c.is_ascii_digit());
    let name = name.split_whitespace().next().unwrap_or_default();
    (is_number && name.chars().count() <= 12).then(|| (plain(number), name.to_owned()))
}

/// Returns a number without the zeros before it; those behind a letter stay, as newspapers print them.
fn plain(number: &str) -> String {
    let trimmed = number.trim_start_matches('0');
    if trimmed.is_empty() { number } else { trimmed }.to_owned()
}
