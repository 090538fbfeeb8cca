//! Names of objects that tell of what reports are from.

/// They, in small letters.
const HEADS: [&str; 25] = [
    "feed",
    "channel",
    "site",
    "website",
    "blog",
    "paper",
    "newspaper",
    "publication",
    "magazine",
    "journal",
    "account",
    "profile",
    "publisher",
    "header",
    "head",
    "meta",
    "metadata",
    "info",
    "issue",
    "edition",
    "报纸",
    "報紙",
    "报刊",
    "媒体",
    "刊期",
];

/// Whether a name is one of an object that tells of what reports are from: `feed`, `paperInfo`.
pub(in super::super) fn is_head(name: &str) -> bool {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let plain = plain.to_lowercase();
    let is_one = |name: &str| HEADS.contains(&name);
    let ends = ["info", "meta", "data"];
    let before = ends.iter().find_map(|end| plain.strip_suffix(end));
    is_one(&plain) || before.is_some_and(is_one)
}
