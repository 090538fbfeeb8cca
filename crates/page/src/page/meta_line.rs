//! The line below a headline by which a web page says where a report is from, who wrote it and when it
//! appeared: `来源：晨报    作者：李明    时间：2019-11-22 08:30`, in any order and with any label.
//!
//! Only a line of nothing else is one. What follows a label is its value; the name of a paper and the
//! time need none.

use super::folio::{Folio, LONGEST_NAME, date_length, is_paper};
use super::line::is_han;

/// The longest such line, in characters.
const LONGEST: usize = 120;
/// The longest value of a label, in characters.
const LONGEST_VALUE: usize = 20;

/// What a label says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Source,
    Author,
    /// An office that stands before a name without a mark between them.
    Office,
    Time,
    /// Who edited, and what the page is used by: nothing that an article has.
    Other,
}

/// What values are introduced by.
const LABELS: [(&str, Label); 56] = {
    use Label::{Author, Office, Other, Source, Time};
    [
        ("来源", Source),
        ("來源", Source),
        ("稿源", Source),
        ("文章来源", Source),
        ("新闻来源", Source),
        ("信息来源", Source),
        ("稿件来源", Source),
        ("来源于", Source),
        ("来自", Source),
        ("出处", Source),
        ("媒体", Source),
        ("作者", Author),
        ("文", Author),
        ("撰文", Author),
        ("撰稿", Author),
        ("采写", Author),
        ("记者", Office),
        ("記者", Office),
        ("本报记者", Office),
        ("通讯员", Office),
        ("实习记者", Office),
        ("见习记者", Office),
        ("特约记者", Office),
        ("时间", Time),
        ("時間", Time),
        ("日期", Time),
        ("发布时间", Time),
        ("發布時間", Time),
        ("发表时间", Time),
        ("发布日期", Time),
        ("发表日期", Time),
        ("更新时间", Time),
        ("发布于", Time),
        ("发表于", Time),
        ("发布", Time),
        ("责任编辑", Other),
        ("責任編輯", Other),
        ("责编", Other),
        ("编辑", Other),
        ("編輯", Other),
        ("校对", Other),
        ("审核", Other),
        ("监制", Other),
        ("字体", Other),
        ("字體", Other),
        ("字号", Other),
        ("浏览", Other),
        ("浏览次数", Other),
        ("浏览量", Other),
        ("阅读", Other),
        ("阅读量", Other),
        ("阅读次数", Other),
        ("点击", Other),
        ("点击数", Other),
        ("点击量", Other),
        ("评论", Other),
    ]
};

/// Words of such a line that say nothing.
const IDLE: [&str; 28] = [
    "大",
    "中",
    "小",
    "特大",
    "打印",
    "打印本页",
    "关闭",
    "关闭窗口",
    "分享",
    "分享到",
    "收藏",
    "转发",
    "纠错",
    "放大",
    "缩小",
    "默认",
    "原创",
    "我要评论",
    "复制链接",
    "手机看",
    "扫一扫",
    "字体大小",
    "A+",
    "A-",
    "A",
    "T",
    "次",
    "|",
];

/// Reads such a line; `None` where the line is none.
pub(super) fn meta_line(line: &str) -> Option<Folio> {
    let may = line.chars().take(LONGEST).count() < LONGEST
        && !line.contains(['。', '！', '？', '“', '；', '《', '，', '版']);
    let (published, time, rest) = may.then(|| take_time(line))?;
    let mut reader = Reader {
        folio: Folio {
            published,
            of_report: true,
            ..Folio::default()
        },
        label: None,
        labels: 0,
    };
    for word in words(&rest) {
        reader.read(&word)?;
    }
    let Reader { folio, labels, .. } = reader;
    let dated = folio.published.is_some();
    let names = folio.source.is_some() || folio.authors.is_some();
    // A paper with its day is a folio, a day alone is anything.
    let outlet = folio.source.as_deref().is_some_and(is_outlet);
    let enough = labels > 0 && (dated || outlet) || time && names;
    enough.then_some(folio)
}

struct Reader {
    folio: Folio,
    /// The label whose values are being read.
    label: Option<Label>,
    /// How many labels there were.
    labels: usize,
}

impl Reader {
    /// Reads the next word; `None` where it is of no such line.
    fn read(&mut self, word: &str) -> Option<()> {
        if let Some((label, value)) = labelled(word) {
            self.label = Some(label);
            self.labels += 1;
            if label == Label::Office {
                self.add_author(word.trim_end_matches(['：', ':']));
            } else if !value.is_empty() {
                self.value(value)?;
            }
            return Some(());
        }
        if IDLE.contains(&word) || is_count(word) {
            return Some(());
        }
        // A paper may stand behind the last of the authors.
        let named = self.folio.authors.is_some() && is_outlet(word);
        if self.label.is_some() && !named {
            return self.value(word);
        }
        let is_source = self.folio.source.is_none() && is_outlet(word);
        is_source.then(|| self.folio.source = Some(word.to_owned()))
    }

    /// Takes a value of the label before it.
    fn value(&mut self, value: &str) -> Option<()> {
        if value.chars().count() > LONGEST_VALUE {
            return None;
        }
        match self.label? {
            Label::Source if self.folio.source.is_none() => {
                self.folio.source = Some(value.to_owned());
            }
            Label::Author | Label::Office if is_name(value) => self.add_author(value),
            Label::Author => self.add_author(value),
            Label::Other => {}
            _ if self.folio.source.is_none() && is_outlet(value) => {
                self.folio.source = Some(value.to_owned());
            }
            _ => return None,
        }
        Some(())
    }

    fn add_author(&mut self, text: &str) {
        let authors = self.folio.authors.get_or_insert_default();
        if !authors.is_empty() {
            authors.push(' ');
        }
        authors.push_str(text);
    }
}

/// Splits a label from the value that follows it without a space.
fn labelled(word: &str) -> Option<(Label, &str)> {
    let find = |name: &str| LABELS.iter().find(|(label, _)| *label == name);
    if let Some((name, value)) = word.split_once(['：', ':', '/', '／']) {
        return find(name).map(|(_, label)| (*label, value.trim()));
    }
    let office = |(_, label): &&(&str, Label)| *label == Label::Office;
    find(word)
        .filter(office)
        .or_else(|| {
            // 记者李明
            let begins = |(name, label): &&(&str, Label)| {
                *label == Label::Office
                    && word
                        .strip_prefix(name)
                        .is_some_and(|rest| is_name(rest) && !rest.starts_with(['从', '在']))
            };
            LABELS.iter().find(begins)
        })
        .map(|(_, label)| (*label, ""))
}

/// The words of a line: at spaces and bars, a mark behind a label with it.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let apart = |c: char| c.is_whitespace() || "|｜【】[]()（）".contains(c);
    for word in line.split(apart).filter(|word| !word.is_empty()) {
        let mark = word.starts_with(['：', ':']);
        match words.last_mut() {
            // 来源 ： 晨报
            Some(last) if mark && !last.contains(['：', ':']) => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// Takes the day from a line, with the time behind it; returns it as it is printed, whether it has a time,
/// and the rest of the line.
fn take_time(line: &str) -> (Option<String>, bool, String) {
    let digit_before = |at: usize| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        before.is_some_and(|c| c.is_ascii_digit())
    };
    let days = line.char_indices().filter(|&(at, _)| !digit_before(at));
    let day = days.map(|(at, _)| at).find_map(|at| {
        let tail = line.get(at..)?;
        Some((at, at + day_alone(tail)?.len()))
    });
    let Some((start, day_end)) = day else {
        return (None, false, line.to_owned());
    };
    let after = line.get(day_end..).unwrap_or_default();
    let time = time_length(after);
    let end = day_end + time;
    let published = line.get(start..end).unwrap_or_default().trim();
    let before = line.get(..start).unwrap_or_default();
    let rest = format!("{before} {}", line.get(end..).unwrap_or_default());
    (Some(published.to_owned()), time > 0, rest)
}

/// The day that a text begins with, up to what stands before a time.
fn day_alone(text: &str) -> Option<&str> {
    let day = text.find('日').map(|day| day + '日'.len_utf8());
    let figures = text.find(|c: char| !(c.is_ascii_digit() || "-/.".contains(c)));
    let ends = [day, Some(figures.unwrap_or(text.len()))];
    let days = ends.into_iter().flatten().filter_map(|end| text.get(..end));
    let mut days = days.filter(|day| date_length(day) == Some(day.len()));
    days.next()
        .filter(|day| day.starts_with(|c: char| c.is_ascii_digit()))
}

/// The bytes of the time that a text begins with: `08:30`, ` 08:30:15`, `8时30分`.
fn time_length(text: &str) -> usize {
    let rest = text.trim_start_matches([' ', '\u{3000}', 'T']);
    let mut figures = 0;
    let mut end = 0;
    for (at, c) in rest.char_indices() {
        if c.is_ascii_digit() {
            figures += 1;
        } else if !([':', '：', '时', '分', '秒'].contains(&c) && figures > 0) {
            break;
        }
        end = at + c.len_utf8();
    }
    let time = rest.get(..end).unwrap_or_default();
    let parted = time.contains([':', '：', '时']);
    if parted && (3..=6).contains(&figures) {
        text.len() - rest.len() + end
    } else {
        0
    }
}

/// Whether a word may be the name of one who writes.
fn is_name(word: &str) -> bool {
    let length = word.chars().count();
    let foreign = word.contains('·') && length <= 12;
    ((2..=4).contains(&length) || foreign) && word.chars().all(|c| is_han(c) || c == '·')
}

/// Whether a word names who publishes.
fn is_outlet(word: &str) -> bool {
    let ends = [
        "网",
        "網",
        "社",
        "在线",
        "新闻",
        "电视台",
        "广播电台",
        "客户端",
        "杂志",
        "周刊",
        "公众号",
        "发布",
    ];
    let length = word.chars().count();
    (2..=LONGEST_NAME).contains(&length)
        && word.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
        && (is_paper(word) || ends.iter().any(|end| word.ends_with(end)))
}

/// Whether a word counts readers: `1024`, `35次`.
fn is_count(word: &str) -> bool {
    let number = word.trim_end_matches(['次', '人', '条', '万', '+']);
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<[String; 3]> {
        let folio = meta_line(line)?;
        let fields = [folio.source, folio.published, folio.authors];
        Some(fields.map(Option::unwrap_or_default))
    }

    #[test]
    fn it_names_source_time_and_author_in_any_order() {
        for (line, expected) in [
            (
                "2019年11月22日08:30  来源：晨报",
                ["晨报", "2019年11月22日08:30", ""],
            ),
            (
                "2019-11-22 08:30 来源:晨报",
                ["晨报", "2019-11-22 08:30", ""],
            ),
            (
                "来源：晨报    作者：李明    时间：2019-11-22 08:30",
                ["晨报", "2019-11-22 08:30", "李明"],
            ),
            (
                "记者 李明 2019年11月22日08:30 晨报",
                ["晨报", "2019年11月22日08:30", "记者 李明"],
            ),
            (
                "发布时间：2019/11/22 8:05:09 | 来源 ： 江城在线 | 责任编辑：赵强 | 字体：大 中 小",
                ["江城在线", "2019/11/22 8:05:09", ""],
            ),
            (
                "作者：李明 王芳 来源：江城网 2019-11-22",
                ["江城网", "2019-11-22", "李明 王芳"],
            ),
            (
                "江城晚报 2019年11月22日 08:30 编辑：赵强 阅读 35次",
                ["江城晚报", "2019年11月22日 08:30", ""],
            ),
            ("来源：晨报", ["晨报", "", ""]),
            (
                "【字号：大 中 小】 时间：2019-11-22 来源：晨报",
                ["晨报", "2019-11-22", ""],
            ),
        ] {
            assert_eq!(read(line), Some(expected.map(str::to_owned)), "{line}");
        }
    }

    #[test]
    fn a_folio_a_byline_and_a_sentence_are_none() {
        for line in [
            "晨报 2019年11月22日 星期五",
            "晨报 2019年11月22日 第3版",
            "本报记者 李明",
            "作者：李明",
            "2019年11月22日",
            "来源：河湾村村民委员会",
            "数据来源：河湾村村民委员会",
            "时间：今晚七点 地点：镇文化站",
            "2019年11月22日08:30，图书馆开放",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
