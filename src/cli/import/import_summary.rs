//! What is said about an import: what was found, what failed, and with `--explain` why.

use std::collections::BTreeMap;

use super::super::out::Out;
use crate::article::Article;
use crate::corrections::Outcome;
use crate::exit::Exit;
use crate::lang::{Bilingual, Lang, Say as _};
use crate::page::{Found, Layout, Recognition, Start};
use crate::text::sanitize;

/// What an import did.
#[derive(Debug, Default)]
pub(super) struct Summary {
    pages: usize,
    passed_over: usize,
    reports: usize,
    uncertain: usize,
    unplaced: BTreeMap<Bilingual, usize>,
    failures: Vec<Bilingual>,
    /// How many corrections were done again, and which no longer fit.
    corrected: usize,
    misfits: Vec<Bilingual>,
    explained: Vec<String>,
}

impl Summary {
    /// Counts a page.
    pub(super) fn page(&mut self, page: &Layout<'_>) {
        self.pages += 1;
        for kind in page.kinds() {
            *self.unplaced.entry(kind.in_both()).or_default() += 1;
        }
    }

    /// Counts a page of a saved e-paper with its reports.
    pub(super) fn saved_page(&mut self, reports: usize) {
        self.pages += usize::from(reports > 0);
        self.reports += reports;
    }

    /// Counts a report of a page, and says in a language why it is what it is.
    pub(super) fn report(&mut self, found: &Found, explain: Option<Lang>) {
        self.reports += 1;
        self.uncertain += usize::from(!found.article.uncertain.is_empty());
        let told = explain.map(|lang| explanation(found, lang));
        self.explained.extend(told);
    }

    /// Counts a page that the store holds already.
    pub(super) fn passed_over(&mut self) {
        self.passed_over += 1;
    }

    /// Keeps how the corrections of a store went that was imported anew.
    pub(super) fn corrections(&mut self, outcome: Outcome) {
        self.corrected = outcome.done;
        self.misfits = outcome.misfits;
    }

    /// Keeps what was wrong with a file.
    pub(super) fn failed(&mut self, name: impl Into<Bilingual>, why: &Bilingual) {
        self.failures.push(why.about(name));
    }

    /// Returns whether there were pages.
    pub(super) fn has_pages(&self) -> bool {
        self.pages + self.passed_over > 0
    }

    /// Returns whether nothing but failures came of it.
    pub(super) fn is_in_vain(&self) -> bool {
        !self.has_pages() && !self.failures.is_empty()
    }

    /// Returns what failed.
    pub(super) fn failures(&self) -> Bilingual {
        let joined = |lang: Lang| {
            let failures = self.failures.iter().map(|failure| failure.say(lang));
            let failures: Vec<String> = failures.collect();
            failures.join(lang.pick("; ", "；"))
        };
        Bilingual::new(joined(Lang::En), joined(Lang::Zh))
    }

    /// Says it all, and returns how the command ends.
    pub(super) fn tell(self, out: &mut Out) -> Exit {
        let lang = out.lang();
        let failures = self.failures.iter().map(|failure| failure.say(lang));
        let misfits = self.misfits.iter().map(|misfit| misfit.say(lang));
        for remark in self
            .explained
            .iter()
            .cloned()
            .chain(failures)
            .chain(misfits)
        {
            out.notice(remark);
        }
        let summary = match out.lang() {
            Lang::En => self.in_english(),
            Lang::Zh => self.in_chinese(),
        };
        out.notice(summary);
        Exit::found(self.has_pages() && self.failures.is_empty())
    }

    fn in_english(&self) -> String {
        let told = format!(
            "{}, {} ({} uncertain), {} unplaced{}",
            counted(self.pages, "page"),
            counted(self.reports, "report"),
            self.uncertain,
            counted(self.unplaced.values().sum(), "piece"),
            self.kinds(" (", ", ", ")", Lang::En),
        );
        let corrected = match (self.corrected, self.misfits.len()) {
            (0, 0) => String::new(),
            (done, 0) => format!("; {} done again", counted(done, "correction")),
            (done, misfits) => {
                let done = counted(done, "correction");
                format!("; {done} done again, {misfits} no longer fit")
            }
        };
        let passed_over = match self.passed_over {
            0 => String::new(),
            1 => "; 1 page was there already".to_owned(),
            pages => format!("; {pages} pages were there already"),
        };
        told + &corrected + &passed_over
    }

    fn in_chinese(&self) -> String {
        let told = format!(
            "{} 个版面，{} 篇报道（{} 篇存疑），{} 处不属报道{}",
            self.pages,
            self.reports,
            self.uncertain,
            self.unplaced.values().sum::<usize>(),
            self.kinds("（", "，", "）", Lang::Zh),
        );
        let corrected = match (self.corrected, self.misfits.len()) {
            (0, 0) => String::new(),
            (done, 0) => format!("；重新作了 {done} 处更正"),
            (done, misfits) => format!("；重新作了 {done} 处更正，{misfits} 处已不相符"),
        };
        let passed_over = match self.passed_over {
            0 => String::new(),
            pages => format!("；{pages} 个版面已有"),
        };
        told + &corrected + &passed_over
    }

    /// How many pieces of each kind are unplaced.
    fn kinds(&self, open: &str, between: &str, close: &str, lang: Lang) -> String {
        if self.unplaced.is_empty() {
            return String::new();
        }
        let kinds = self.unplaced.iter();
        let kinds: Vec<_> = kinds
            .map(|(kind, count)| format!("{count} {}", kind.say(lang)))
            .collect();
        format!("{open}{}{close}", kinds.join(between))
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

/// Says of a report why it is what it is, on one line.
fn explanation(found: &Found, lang: Lang) -> String {
    let (article, why) = (&found.article, &found.why);
    let begins = match why.start {
        Start::First => lang.pick("is the first text of the page", "是版面上第一段文字"),
        Start::Lead => lang.pick("begins with a lead form", "以电头起"),
        Start::Heading => lang.pick("begins below a headline", "起于标题之下"),
        Start::Ended => lang.pick(
            "begins where the report before has ended",
            "起于前一篇结束之处",
        ),
        Start::Unfit => lang.pick("fits no report before it", "与前面各篇都不相接"),
    };
    let ends = if why.marked_end {
        lang.pick("a mark ends it", "有文末标记")
    } else {
        lang.pick("nothing more fits it", "其后再无相接的文字")
    };
    let rival = why.rival.as_ref();
    let (title, pieces, extent) = (article.title.as_deref(), why.pieces, why.extent);
    let (id, lines) = (&article.id, lines(article));
    let text = match lang {
        Lang::En => {
            let headline = match (title, why.headline) {
                (Some(title), Some(sure)) => format!("headline “{title}” ({sure} %)"),
                _ => "no headline fits".to_owned(),
            };
            let rival = rival.map_or(String::new(), |rival| {
                format!(", chosen over “{}” ({} %)", rival.text, rival.confidence)
            });
            let pieces = counted(pieces, "piece");
            let read = recognition(why.recognition, lang) + &of_page(found, lang);
            format!(
                "{id} lines {lines}: {begins}, {ends}, {pieces} put together ({extent} %); {headline}{rival}{read}"
            )
        }
        Lang::Zh => {
            let headline = match (title, why.headline) {
                (Some(title), Some(sure)) => format!("标题《{title}》（{sure}%）"),
                _ => "没有相配的标题".to_owned(),
            };
            let rival = rival.map_or(String::new(), |rival| {
                format!("，未取《{}》（{}%）", rival.text, rival.confidence)
            });
            let read = recognition(why.recognition, lang) + &of_page(found, lang);
            format!(
                "{id} 第 {lines} 行：{begins}，{ends}，由 {pieces} 段拼成（{extent}%）；{headline}{rival}{read}"
            )
        }
    };
    sanitize::line(&text).into_owned()
}

/// Says how sure the character recognition was of a report, where it doubts it.
fn recognition(read: Recognition, lang: Lang) -> String {
    let doubts = [
        (read.doubts_body(), read.body, "text", "正文"),
        (read.doubts_title(), read.title, "headline", "标题"),
    ];
    let doubts = doubts.into_iter().filter(|(doubts, ..)| *doubts);
    let doubts = doubts.filter_map(|(_, sure, english, chinese)| {
        let sure = sure? * 100.0;
        Some(match lang {
            Lang::En => format!("; its {english} was recognized with {sure:.1} % certainty"),
            Lang::Zh => format!("；{chinese}识别的把握为 {sure:.1}%"),
        })
    });
    doubts.collect()
}

/// Says of a report that is uncertain how many of its page have an extent that is not sure.
fn of_page(found: &Found, lang: Lang) -> String {
    let share = found.why.page;
    if share == 0 || found.article.uncertain.is_empty() {
        return String::new();
    }
    match lang {
        Lang::En => {
            format!("; of the reports on its page {share} % were put together without being sure")
        }
        Lang::Zh => format!("；本版有 {share}% 的报道拼接没有把握"),
    }
}

fn lines(article: &Article) -> String {
    let ranges = article.origin.iter().flat_map(|origin| &origin.lines);
    let ranges: Vec<String> = ranges
        .map(|[first, last]| {
            if first == last {
                first.to_string()
            } else {
                format!("{first}-{last}")
            }
        })
        .collect();
    ranges.join(",")
}
