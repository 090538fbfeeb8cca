//! The names that other programs give to a value within an object.

/// The languages under which an object holds a value in Chinese.
pub(super) const LANGUAGES: [&str; 10] = [
    "zh-CN", "zh-cn", "zh_CN", "zh-Hans", "zh", "cn", "zh-TW", "zh-tw", "zh_TW", "zh-Hant",
];

/// Returns the names under which an object holds its value, the more certain first.
pub(super) fn values() -> impl Iterator<Item = &'static str> {
    let all = WRAPPERS.iter().chain(&LANGUAGES).chain(&VALUES);
    all.copied()
}

/// The names that programs give to a value when they write it as an object.
const WRAPPERS: [&str; 20] = [
    "rendered",
    "$oid",
    "$date",
    "$numberLong",
    "$numberInt",
    "$numberDouble",
    "$numberDecimal",
    "#text",
    "_text",
    "__text",
    "$t",
    "@value",
    "_value",
    "__cdata",
    "_cdata",
    "#cdata-section",
    // DynamoDB's types.
    "S",
    "N",
    "L",
    "SS",
];

/// The names of values that stand among others.
const VALUES: [&str; 14] = [
    "value",
    "name",
    "text",
    "title",
    "main",
    "label",
    "original",
    "displayName",
    "raw",
    "html",
    "content",
    "plain_text",
    "plainText",
    "rich_text",
];
