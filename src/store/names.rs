//! The names that fields have in our format, and in the collections that others made.

use std::collections::HashMap;
use std::sync::Arc;

use super::Reading;

/// A field of a record or of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Articles,
    Id,
    Title,
    Kicker,
    Subtitle,
    Authors,
    Byline,
    Source,
    Section,
    Page,
    Published,
    Time,
    Body,
    Images,
    Url,
    Tags,
    Origin,
    Uncertain,
}

/// Our name first, then those of others, the more certain before the less.
const NAMES: [(Field, &[&str]); 18] = [
    (Field::Articles, &["articles"]),
    (Field::Id, &["id", "guid", "编号"]),
    (
        Field::Title,
        &["title", "headline", "标题", "標題", "题目", "主标题"],
    ),
    (
        Field::Kicker,
        &[
            "kicker", "引题", "肩题", "眉题", "引題", "肩題", "pretitle", "overline",
        ],
    ),
    (
        Field::Subtitle,
        &[
            "subtitle",
            "副题",
            "副标题",
            "副題",
            "副標題",
            "subheadline",
            "subhead",
            "deck",
        ],
    ),
    (
        Field::Authors,
        &[
            "authors",
            "author",
            "作者",
            "writer",
            "reporter",
            "reporters",
            "记者",
            "記者",
            "通讯员",
            "通訊員",
            "photographer",
            "摄影",
            "攝影",
        ],
    ),
    (Field::Byline, &["byline", "署名"]),
    (
        Field::Source,
        &[
            "source",
            "来源",
            "來源",
            "media",
            "媒体",
            "媒體",
            "newspaper",
            "报纸",
            "報紙",
            "报名",
            "publisher",
        ],
    ),
    (
        Field::Section,
        &[
            "section", "栏目", "欄目", "版面", "版名", "category", "channel", "column", "频道",
            "頻道", "分类", "分類",
        ],
    ),
    (
        Field::Page,
        &["page", "版次", "版号", "版號", "版", "pagenumber", "pageno"],
    ),
    (
        Field::Published,
        &[
            "published",
            "pubdate",
            "publishdate",
            "publisheddate",
            "publishedat",
            "publishtime",
            "publishedtime",
            "pubtime",
            "datepublished",
            "date",
            "日期",
            "发布日期",
            "发布时间",
            "發布時間",
            "出版日期",
            "见报日期",
            "datetime",
            "timestamp",
            "time",
            "时间",
            "時間",
        ],
    ),
    (Field::Time, &["time", "时间", "時間"]),
    (
        Field::Body,
        &[
            "body",
            "content",
            "text",
            "正文",
            "内容",
            "內容",
            "contenttext",
            "fulltext",
            "articlebody",
        ],
    ),
    (
        Field::Images,
        &[
            "images", "image", "pictures", "photos", "imgs", "图片", "圖片",
        ],
    ),
    (
        Field::Url,
        &[
            "url",
            "link",
            "href",
            "链接",
            "鏈接",
            "網址",
            "网址",
            "permalink",
        ],
    ),
    (
        Field::Tags,
        &[
            "tags",
            "tag",
            "keywords",
            "keyword",
            "标签",
            "標籤",
            "关键词",
            "關鍵詞",
        ],
    ),
    (Field::Origin, &["origin"]),
    (Field::Uncertain, &["uncertain"]),
];

/// Which field of ours a name in the data stands for.
#[derive(Debug)]
pub struct Names {
    /// With each field the rank of the name among that field's names.
    known: HashMap<String, Vec<(Field, usize)>>,
}

impl Names {
    /// Knows the names that records are read by, to be shared among all files.
    pub fn of(reading: &Reading) -> Arc<Self> {
        Arc::new(Self::new(&reading.map))
    }

    /// Knows our names, those of others, and before them the pairs of `map`: our name, and the
    /// data's name for it.
    pub(super) fn new(map: &[(String, String)]) -> Self {
        let mut names = Self {
            known: HashMap::new(),
        };
        let mapped: Vec<_> = map
            .iter()
            .filter_map(|(ours, theirs)| Some((field(ours)?, theirs)))
            .collect();
        for (field, theirs) in &mapped {
            names.known.insert((*theirs).clone(), vec![(*field, 0)]);
        }
        for (field, all) in NAMES {
            for (rank, name) in (1..).zip(all) {
                if !mapped.iter().any(|(_, theirs)| theirs == name) {
                    let fields = names.known.entry((*name).to_owned()).or_default();
                    fields.push((field, rank));
                }
            }
        }
        names
    }

    /// Returns the fields that a name stands for, each with its rank among that field's names.
    /// Whether letters are large, and `_` and `-` within a name, make no difference.
    pub(super) fn fields(&self, name: &str) -> &[(Field, usize)] {
        if let Some(fields) = self.known.get(name) {
            return fields;
        }
        let Some(start) = name.chars().next().filter(char::is_ascii_alphabetic) else {
            return &[];
        };
        let plain: String = std::iter::once(start)
            .chain(
                name.chars()
                    .skip(1)
                    .filter(|c| !['_', '-', ' '].contains(c)),
            )
            .map(|c| c.to_ascii_lowercase())
            .collect();
        self.known.get(&plain).map_or(&[], Vec::as_slice)
    }

    /// Returns whether a name stands for a field.
    pub(super) fn means(&self, name: &str, field: Field) -> bool {
        self.fields(name).iter().any(|(known, _)| *known == field)
    }
}

/// Returns the names of our own format, for which a map may give others.
pub(super) fn ours() -> impl Iterator<Item = &'static str> {
    NAMES
        .iter()
        .filter(|(field, _)| *field != Field::Time)
        .filter_map(|(_, names)| names.first().copied())
}

fn field(ours: &str) -> Option<Field> {
    NAMES
        .iter()
        .find(|(_, names)| names.first() == Some(&ours))
        .map(|(field, _)| *field)
}

/// Returns the role that the name of a field of authors gives.
pub(super) fn role(name: &str) -> Option<&'static str> {
    match name {
        "reporter" | "reporters" | "记者" => Some("记者"),
        "記者" => Some("記者"),
        "通讯员" => Some("通讯员"),
        "通訊員" => Some("通訊員"),
        "photographer" | "摄影" => Some("摄影"),
        "攝影" => Some("攝影"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_spelled() {
        let names = Names::new(&[]);
        for (name, field) in [
            ("title", Field::Title),
            ("Headline", Field::Title),
            ("正文", Field::Body),
            ("pubDate", Field::Published),
            ("publish_time", Field::Published),
            ("PAGE-NUMBER", Field::Page),
        ] {
            assert_eq!(
                names.fields(name).first().map(|f| f.0),
                Some(field),
                "{name}"
            );
        }
        assert_eq!(names.fields("_id"), []);
        assert_eq!(names.fields("biaoti"), []);
    }

    #[test]
    fn a_mapped_name_comes_first_and_means_nothing_else() {
        let map = [
            ("title", "biaoti"),
            ("section", "title"),
            ("nothing", "body"),
        ]
        .map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned()));
        let names = Names::new(&map);
        assert_eq!(names.fields("biaoti"), [(Field::Title, 0)]);
        assert_eq!(names.fields("title"), [(Field::Section, 0)]);
        assert_eq!(names.fields("body"), [(Field::Body, 1)]);
    }

    #[test]
    fn no_two_fields_share_a_name_but_the_time_of_day() {
        for (name, fields) in Names::new(&[]).known {
            assert!(
                fields.len() == 1 || fields.iter().any(|f| f.0 == Field::Time),
                "{name}"
            );
        }
    }
}
