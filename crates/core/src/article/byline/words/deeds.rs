//! Sentences of what reporters did, which stand where a byline would.

/// What reporters did, as sentences say it that stand where a byline would: 记者从市政府获悉.
const DEEDS: [&str; 17] = [
    "获悉",
    "獲悉",
    "了解到",
    "瞭解到",
    "看到",
    "得知",
    "见到",
    "見到",
    "发现",
    "發現",
    "注意到",
    "采访到",
    "採訪到",
    "采访时",
    "走访",
    "走訪",
    "探访",
];

/// How begins what stands between who did it and the deed: when, where, and from whom.
const BEFORE_DEEDS: [&str; 16] = [
    "从", "從", "在", "向", "昨", "今", "日前", "近", "连日", "連日", "随", "实地", "實地", "采访",
    "採訪", "再次",
];

/// Returns who gave a picture: 图片由赵军提供.
pub(in super::super) fn picture_giver(word: &str) -> Option<&str> {
    let said = word.strip_suffix("提供")?;
    let (picture, name) = said.split_once('由')?;
    let is_picture = ["图", "圖", "图片", "圖片", "照片"]
        .iter()
        .any(|known| picture.ends_with(known));
    (is_picture && !name.is_empty()).then_some(name)
}

/// Returns what stands before what reporters did; `None` where a word tells nothing of that.
pub(in super::super) fn before_deed(word: &str) -> Option<&str> {
    let before = DEEDS.iter().find_map(|deed| word.strip_suffix(deed))?;
    let places = BEFORE_DEEDS.iter().filter_map(|begin| before.find(begin));
    places.min().map_or(Some(before), |at| before.get(..at))
}
