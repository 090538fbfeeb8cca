//! The names themselves.

use serde::{Deserialize, Serialize};

/// A field of a record or of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in super::super) enum Field {
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
    Revised,
    Time,
    Body,
    Images,
    Url,
    Links,
    Tags,
    Origin,
    Uncertain,
}

/// Our name first, then those of others, the more certain before the less.
///
/// The id of a report that has none is made of what is read under these names. So none is added here: a name
/// that is learned later stands in [`LATER`](super::later::LATER).
pub(super) const NAMES: [(Field, &[&str]); 20] = [
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
    (Field::Links, &["links"]),
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
    (Field::Revised, &["revised"]),
    (Field::Uncertain, &["uncertain"]),
];
