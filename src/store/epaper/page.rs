//! One saved page of an e-paper: what its elements, and the comments that systems leave in it, say.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

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
    /// The report's text, in HTML.
    pub(super) content: String,
    /// The pages that it links to: areas of the printed page first.
    pub(super) links: Vec<String>,
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
    Script,
}

/// Elements that have no end.
const VOID: [&str; 12] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
];

impl Saved {
    pub(super) fn read(html: &str) -> Self {
        let mut reader = Reader::default();
        let emitter = CallbackEmitter::new(
            |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
                reader.event(&event);
                None
            },
        );
        // Reading from memory does not fail.
        let _ = Tokenizer::new_with_emitter(html, emitter).finish();
        reader.finish(marked_content(html))
    }

    /// Whether the page is a report.
    pub(super) fn is_report(&self) -> bool {
        !self.title.is_empty() && !self.content.trim().is_empty()
    }
}

/// Returns what stands between the marks that a system sets round a text.
fn marked_content(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("<!--enpcontent-->")?;
    let (content, _) = rest.split_once("<!--/enpcontent-->")?;
    Some(content)
}

#[derive(Default)]
struct Reader {
    /// The elements that are open, with the part that each begins.
    open: Vec<(String, Option<Part>)>,
    name: String,
    attribute: String,
    /// The attributes of the tag that is being read.
    id: String,
    class: String,
    href: String,
    src: String,
    found: Vec<(Part, String)>,
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
    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.name = lower(name);
                for value in [&mut self.id, &mut self.class, &mut self.href, &mut self.src] {
                    value.clear();
                }
            }
            CallbackEvent::AttributeName { name } => self.attribute = lower(name),
            CallbackEvent::AttributeValue { value } => {
                self.value(String::from_utf8_lossy(value).trim());
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start(*self_closing),
            CallbackEvent::EndTag { name } => self.end(&lower(name)),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { value } => {
                let comment = String::from_utf8_lossy(value);
                if comment.trim_start().starts_with("enpproperty") {
                    self.property = comment.into_owned();
                }
            }
            _ => {}
        }
    }

    fn value(&mut self, value: &str) {
        let known = match &*self.attribute {
            "id" => &mut self.id,
            "class" => &mut self.class,
            "href" => &mut self.href,
            "src" => &mut self.src,
            _ => return,
        };
        if known.is_empty() {
            value.clone_into(known);
        }
    }

    fn start(&mut self, is_closed: bool) {
        let name = std::mem::take(&mut self.name);
        if !self.href.is_empty() {
            let links = if name == "area" {
                &mut self.areas
            } else {
                &mut self.anchors
            };
            links.push(
                self.href
                    .split(['?', '#'])
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
            );
        }
        let tag = if name == "img" && !self.src.contains('"') {
            format!("<img src=\"{}\">", self.src)
        } else {
            format!("<{name}>")
        };
        if let Some(content) = self.content() {
            content.push_str(&tag);
        } else if !matches!(&*name, "b" | "strong" | "font" | "span" | "em") {
            self.around.push('\n');
        }
        if is_closed || VOID.contains(&&*name) {
            return;
        }
        let part = self.part(&name);
        if let Some(part) = part.filter(|part| !matches!(part, Part::Script)) {
            self.found.push((part, String::new()));
        }
        self.open.push((name, part));
    }

    /// Tells which part an element begins.
    fn part(&self, name: &str) -> Option<Part> {
        let has_class = |class: &str| {
            self.class
                .split_whitespace()
                .any(|own| own.eq_ignore_ascii_case(class))
        };
        let id = self.id.to_ascii_lowercase();
        let in_article = self
            .open
            .iter()
            .any(|(_, part)| matches!(part, Some(Part::Content(_))));
        Some(match name {
            "script" | "style" => Part::Script,
            "founder-title" => Part::Title,
            "founder-introtitle" => Part::Kicker,
            "founder-subtitle" => Part::Subtitle,
            "founder-author" => Part::Author,
            "founder-content" => Part::Content(3),
            "h1" if !in_article => Part::Title,
            "h3" if !in_article && !self.has(Part::Title) => Part::Kicker,
            "h2" | "h4" if !in_article && self.has(Part::Title) => Part::Subtitle,
            _ if has_class("newstime") || has_class("date") => Part::Day,
            _ if has_class("sec") || has_class("author") => Part::Author,
            _ if id == "ozoom" || id == "articlecontent" => Part::Content(2),
            _ if has_class("article-content") => Part::Content(1),
            _ => return None,
        })
    }

    fn has(&self, part: Part) -> bool {
        self.found
            .iter()
            .any(|(found, text)| *found == part && !text.trim().is_empty())
    }

    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|(open, _)| open == name) else {
            return;
        };
        self.open.truncate(at);
        match self.content() {
            Some(content) => {
                content.push_str("</");
                content.push_str(name);
                content.push('>');
            }
            None if matches!(name, "p" | "div" | "td" | "li" | "h1") => self.around.push('\n'),
            None => {}
        }
    }

    /// Returns the text that is being collected for the innermost part that is open, if that is content.
    fn content(&mut self) -> Option<&mut String> {
        match self.current()? {
            (Part::Content(_), text) => Some(text),
            _ => None,
        }
    }

    fn current(&mut self) -> Option<(Part, &mut String)> {
        let part = self.open.iter().rev().find_map(|(_, part)| *part)?;
        let found = self
            .found
            .iter_mut()
            .rev()
            .find(|(found, _)| *found == part)?;
        Some((part, &mut found.1))
    }

    fn text(&mut self, text: &str) {
        if self
            .open
            .iter()
            .any(|(_, part)| *part == Some(Part::Script))
        {
            return;
        }
        if self.open.last().is_some_and(|(name, _)| name == "title") {
            self.heading.push_str(text);
            return;
        }
        match self.current() {
            Some((Part::Content(_), content)) => {
                let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
                content.push_str(&escaped);
            }
            Some((_, found)) => found.push_str(text),
            None => {}
        }
        if self.content().is_none() {
            self.around.push_str(text);
        }
    }

    /// Puts what was found together; the text between a system's own marks is the report's alone.
    fn finish(self, marked: Option<&str>) -> Saved {
        let first = |wanted: Part| {
            let mut texts = self.found.iter().filter(|(part, _)| *part == wanted);
            texts.find_map(|(_, text)| tidy(text))
        };
        let property = |name: &str| {
            let (_, rest) = self.property.split_once(&format!("<{name}>"))?;
            tidy(rest.split_once(&format!("</{name}>"))?.0)
        };
        let contents = self.found.iter().filter_map(|(part, text)| match part {
            Part::Content(sure) => tidy(text).map(|_| (*sure, &**text)),
            _ => None,
        });
        let own = contents.max_by_key(|(sure, _)| *sure).map(|(_, text)| text);
        let marked = marked.filter(|marked| tidy(marked).is_some());
        let content = marked.or(own).unwrap_or_default().to_owned();
        let (newspaper, headline) = names(&self.heading);
        let around = || self.around.lines();
        let quoted =
            || around().find_map(|line| Some(line.split_once('《')?.1.split_once('》')?.0));
        let newspaper = quoted().map(str::to_owned).or(newspaper);
        let days = || {
            let mut days = self.found.iter().filter(|(part, _)| *part == Part::Day);
            days.find_map(|(_, text)| date(text))
        };
        // Others are those that the page leads to.
        let own_page = |line: &&str| line.trim_start().starts_with('第');
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

fn lower(name: &[u8]) -> String {
    String::from_utf8_lossy(name).to_ascii_lowercase()
}
