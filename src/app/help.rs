//! The help: the signs of the list, the keys by topic, and what can be typed to search.

use super::keymap::{Command, Keymap, Row};
use super::named_commands::matching;
use super::set_lines::set;
use crate::lang::Lang;
use crate::text::fold::fold;
use crate::text::width::{Ambiguous, width};

/// The help, as far as it is asked for.
#[derive(Clone, Debug, Default)]
pub struct Help {
    /// What its rows are to have; nothing for all.
    sought: String,
}

/// The first command of each topic, in the order of the table of commands, and the topic's name.
const TOPICS: [(Command, (&str, &str)); 9] = [
    (Command::Down, ("Moving", "移动")),
    (Command::TextPageDown, ("Reading", "阅读")),
    (Command::Search, ("Finding and sorting", "查找与排序")),
    (Command::ToggleRead, ("Marks", "标记")),
    (Command::Folders, ("Folders and feeds", "文件夹与订阅")),
    (
        Command::SplitReport,
        ("Correcting imported pages", "更正导入的版面"),
    ),
    (Command::Zen, ("The window", "窗口")),
    (Command::Copy, ("Copying and exporting", "复制与导出")),
    (Command::Origin, ("Everything else", "其他")),
];

/// A row in a language: what stands first, and what it means.
type Pair = (&'static str, &'static str);

/// The signs of the list.
const SIGNS: [(Pair, Pair); 6] = [
    (("+", "unread"), ("+", "未读")),
    (("*", "starred"), ("*", "星标")),
    (
        (
            "?",
            "doubtful: rebuilt from a page, or its feed tells no date",
        ),
        ("?", "存疑：由版面重建，或订阅未写明日期"),
    ),
    (
        (
            "[untitled]",
            "the newspaper's headline is lost; the text's first words stand for it",
        ),
        ("〔无题〕", "原标题已佚，以正文开头代替"),
    ),
    (("#", "tags of your own"), ("#", "自己的标签")),
    (("…", "cut to fit"), ("…", "放不下而截去")),
];

/// What can be typed to search, by example, and what it finds: in English and in Chinese.
const QUERIES: [(Pair, Pair); 10] = [
    (
        ("植树 志愿者", "both words, wherever they stand"),
        ("植树 志愿者", "两个词都有，不论在何处"),
    ),
    (
        ("\"New York\"", "the phrase with its space"),
        ("“New York”", "词组，连同其中的空格"),
    ),
    (("-雪", "reports without it"), ("-雪", "不含该词的报道")),
    (("植树 OR 造林", "either"), ("植树 | 造林", "含其中之一")),
    (
        ("(植树 | 造林) -雪", "a group"),
        ("(植树 | 造林) -雪", "一组"),
    ),
    (
        (
            "title:植树",
            "in headlines; also author: section: source: page: tag:",
        ),
        ("标题：植树", "只在标题中；又有 作者 版面 来源 版次 标签"),
    ),
    (
        ("after:2019-11", "from then on; also before:"),
        ("之后：2019-11", "自该日起；又有 之前"),
    ),
    (
        ("date:2018..2019-11", "a day, a month, a year or a range"),
        ("日期：2018..2019-11", "某日、某月、某年或一段时间"),
    ),
    (
        (
            "is:unread",
            "your own marks; also read, starred, noted, new",
        ),
        ("is:未读", "自己所标；又有 已读 星标 笔记 新到"),
    ),
    (
        ("sfq", "by pinyin, in headlines and names: 示范区"),
        ("sfq", "按拼音查标题与名称：示范区"),
    ),
];

/// A group of rows under a title.
struct Group {
    title: String,
    rows: Vec<(String, String)>,
}

/// The columns from which on groups stand side by side, and the cells between them.
const WIDE: usize = 100;
const GAP: usize = 4;

/// How far a row is set in, and the least room for what it says beside its first part, in cells.
const INDENT: usize = 2;
const LEAST: usize = 14;

impl Help {
    /// Returns what its rows are to have.
    pub(super) fn sought(&self) -> &str {
        &self.sought
    }

    /// Shows the rows that have a text; all for none.
    pub(super) fn seek(&mut self, sought: &str) {
        sought.clone_into(&mut self.sought);
    }

    /// Sets it in lines of at most `columns` cells.
    pub(super) fn lines(
        &self,
        columns: usize,
        lang: Lang,
        ambiguous: Ambiguous,
        keymap: &Keymap,
    ) -> Vec<String> {
        let groups = self.groups(lang, keymap);
        if groups.is_empty() {
            let none = lang.pick("nothing in the help has", "说明中没有");
            return set(&lang.about(none, &self.sought), columns, ambiguous);
        }
        let is_wide = columns >= WIDE;
        let room = if is_wide {
            (columns - GAP) / 2
        } else {
            columns
        };
        let blocks = groups.iter().map(|group| group.lines(room, ambiguous));
        // A group is put below the shorter column, so that both are read on together.
        let mut sides = [Vec::new(), Vec::new()];
        for block in blocks {
            let [left, right] = &mut sides;
            let side = if is_wide && right.len() < left.len() {
                right
            } else {
                left
            };
            if !side.is_empty() {
                side.push(String::new());
            }
            side.extend(block);
        }
        let [left, right] = sides;
        let height = left.len().max(right.len());
        let line = |at: usize| {
            let text = |side: &[String]| side.get(at).cloned().unwrap_or_default();
            let (left, right) = (text(&left), text(&right));
            if right.is_empty() {
                return left;
            }
            let gap = (room + GAP).saturating_sub(width(&left, ambiguous));
            format!("{left}{}{right}", " ".repeat(gap))
        };
        (0..height).map(line).collect()
    }

    /// The groups with the rows that have what is sought.
    fn groups(&self, lang: Lang, keymap: &Keymap) -> Vec<Group> {
        let sought = fold(self.sought.trim());
        let has = |(first, does): &(String, String)| {
            fold(first).contains(&sought) || fold(does).contains(&sought)
        };
        let examples = |pairs: &[(Pair, Pair)]| {
            let pairs = pairs.iter().map(|(english, chinese)| match lang {
                Lang::En => *english,
                Lang::Zh => *chinese,
            });
            let rows = pairs.map(|(first, does)| (first.to_owned(), does.to_owned()));
            rows.filter(has).collect::<Vec<_>>()
        };
        let commands = matching(&sought);
        let is_sought = |row: &&Row| {
            commands.contains(&row.binding.command) || fold(&row.keys()).contains(&sought)
        };
        let mut groups = vec![Group {
            title: lang.pick("Signs in the list", "列表中的记号").to_owned(),
            rows: examples(&SIGNS),
        }];
        for row in keymap.rows() {
            let topic = TOPICS
                .iter()
                .find(|(first, _)| *first == row.binding.command);
            groups.extend(topic.map(|(_, (english, chinese))| Group {
                title: lang.pick(english, chinese).to_owned(),
                rows: Vec::new(),
            }));
            if let Some(group) = groups.last_mut().filter(|_| is_sought(&row)) {
                let does = row.description(lang).to_owned();
                group.rows.push((row.keys(), does));
            }
        }
        let search = keymap.first_of(Command::Search);
        let search = search.as_deref().unwrap_or("/");
        groups.push(Group {
            title: match lang {
                Lang::En => format!("What can be typed behind {search}"),
                Lang::Zh => format!("{search} 之后可以输入"),
            },
            rows: examples(&QUERIES),
        });
        let ahead = lang.pick(
            "keys wait for what the key before asked for; Esc drops those that wait",
            "按下的键依次等上一步完成；Esc 丢弃还在等的键",
        );
        let ahead = (
            lang.pick("typed ahead", "先按的键").to_owned(),
            ahead.to_owned(),
        );
        if let Some(last) = groups.iter_mut().nth_back(1).filter(|_| has(&ahead)) {
            last.rows.push(ahead);
        }
        groups.retain(|group| !group.rows.is_empty());
        groups
    }
}

impl Group {
    /// Sets it in lines: its title, and its rows set in, what each says beside its first part or below it.
    fn lines(&self, room: usize, ambiguous: Ambiguous) -> Vec<String> {
        let cells = |text: &str| width(text, ambiguous);
        let widest = self.rows.iter().map(|(first, _)| cells(first)).max();
        let beside = INDENT + widest.unwrap_or(0) + 2;
        let is_below = beside + LEAST > room;
        let beside = if is_below { 2 * INDENT } else { beside };
        let mut lines = vec![self.title.clone()];
        for (first, does) in &self.rows {
            let mut line = format!("{}{first}", " ".repeat(INDENT));
            if is_below {
                lines.push(std::mem::take(&mut line));
            }
            for set in set(does, room.saturating_sub(beside), ambiguous) {
                let gap = beside.saturating_sub(cells(&line));
                lines.push(format!("{line}{}{set}", " ".repeat(gap)));
                line.clear();
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::BINDINGS;

    #[test]
    fn every_command_has_a_topic() {
        let first = BINDINGS.first().map(|binding| binding.command);
        assert_eq!(first, Some(TOPICS[0].0));
        let commands: Vec<_> = BINDINGS.iter().map(|binding| binding.command).collect();
        let place =
            |(first, _): &(Command, _)| commands.iter().position(|command| command == first);
        let places: Vec<_> = TOPICS.iter().map(place).collect();
        assert!(
            places.is_sorted() && places.iter().all(Option::is_some),
            "{places:?}"
        );
        let help = Help::default();
        let rows = |group: &Group| group.rows.len();
        for lang in [Lang::En, Lang::Zh] {
            let groups = help.groups(lang, &Keymap::default());
            let all: usize = groups.iter().map(rows).sum();
            assert_eq!(all, BINDINGS.len() + SIGNS.len() + QUERIES.len() + 1);
        }
    }

    #[test]
    fn no_line_is_wider_than_its_room() {
        for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
            for columns in [36, 76, 99, 100, 116, 196] {
                for lang in [Lang::En, Lang::Zh] {
                    let lines = Help::default().lines(columns, lang, ambiguous, &Keymap::default());
                    let widest = lines.iter().map(|line| width(line, ambiguous)).max();
                    assert!(widest.is_some_and(|cells| cells <= columns), "{columns}");
                }
            }
        }
    }
}
