//! Words behind which something is said of an author that is no name: 作者单位, 通讯地址.

/// They, with what they may have before them.
const LABELS: [&str; 28] = [
    "作者单位",
    "作者單位",
    "单位",
    "單位",
    "工作单位",
    "作者简介",
    "作者簡介",
    "作者介绍",
    "作者系",
    "作者为",
    "作者是",
    "简介",
    "职务",
    "职称",
    "通讯地址",
    "通信地址",
    "联系地址",
    "地址",
    "邮编",
    "邮政编码",
    "电话",
    "联系电话",
    "邮箱",
    "电子邮箱",
    "电子邮件",
    "E-mail",
    "Email",
    "email",
];

/// Those behind which what they tell may stand without a mark.
const JOINED: [&str; 8] = [
    "作者单位",
    "作者單位",
    "作者简介",
    "作者簡介",
    "作者介绍",
    "作者系",
    "作者为",
    "通讯地址",
];

/// Returns whether a word is such, or begins as one: 作者单位某大学.
pub(in super::super) fn is_label(word: &str) -> bool {
    LABELS.contains(&word) || JOINED.iter().any(|label| word.starts_with(label))
}
