//! The words of work that was done for a report: 文, 图, 整理.

/// What someone did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Work {
    /// He wrote: no role.
    Wrote,
    /// He took the pictures.
    Photographed,
    /// Something else, by its word.
    Other(&'static str),
}

/// The words of work done.
pub(super) const WORKS: [(&str, &[Work]); 52] = {
    use Work::{Other, Photographed, Wrote};
    [
        ("文", &[Wrote]),
        ("著", &[Wrote]),
        ("撰文", &[Wrote]),
        ("撰稿", &[Wrote]),
        ("采写", &[Wrote]),
        ("採寫", &[Wrote]),
        ("采访", &[Wrote]),
        ("採訪", &[Wrote]),
        ("文字", &[Wrote]),
        ("采访撰文", &[Wrote]),
        ("採訪撰文", &[Wrote]),
        ("供稿", &[Wrote]),
        ("执笔", &[Wrote]),
        ("執筆", &[Wrote]),
        ("图文", &[Wrote, Photographed]),
        ("圖文", &[Wrote, Photographed]),
        ("文图", &[Wrote, Photographed]),
        ("文圖", &[Wrote, Photographed]),
        ("文并图", &[Wrote, Photographed]),
        ("文並圖", &[Wrote, Photographed]),
        ("文摄", &[Wrote, Photographed]),
        ("文攝", &[Wrote, Photographed]),
        ("图", &[Photographed]),
        ("圖", &[Photographed]),
        ("片", &[Photographed]),
        ("摄", &[Photographed]),
        ("攝", &[Photographed]),
        ("影", &[Photographed]),
        ("摄影", &[Photographed]),
        ("攝影", &[Photographed]),
        ("拍摄", &[Photographed]),
        ("拍攝", &[Photographed]),
        ("图片", &[Photographed]),
        ("圖片", &[Photographed]),
        ("照片", &[Photographed]),
        ("口述", &[Other("口述")]),
        ("整理", &[Other("整理")]),
        ("编译", &[Other("编译")]),
        ("編譯", &[Other("編譯")]),
        ("翻译", &[Other("翻译")]),
        ("翻譯", &[Other("翻譯")]),
        ("译", &[Other("译")]),
        ("譯", &[Other("譯")]),
        ("绘", &[Other("绘")]),
        ("繪", &[Other("繪")]),
        ("绘图", &[Other("绘图")]),
        ("繪圖", &[Other("繪圖")]),
        ("漫画", &[Other("漫画")]),
        ("插图", &[Other("插图")]),
        ("插畫", &[Other("插畫")]),
        ("制图", &[Other("制图")]),
        ("供图", &[Other("供图")]),
    ]
};

/// Returns what work a word says was done.
pub(in super::super) fn work(word: &str) -> Option<&'static [Work]> {
    let found = WORKS.iter().find(|(known, _)| *known == word);
    found.map(|(_, work)| *work)
}

/// Splits work from the end of a name: 张双杰摄, 李明摄影. A name of one character and 摄 is a name (王摄), and so is
/// one that ends with 文.
pub(in super::super) fn work_behind(word: &str) -> Option<(&str, &'static str)> {
    let glued =
        |known: &str| known.chars().count() > 1 || ["摄", "攝", "绘", "译"].contains(&known);
    let works = WORKS
        .iter()
        .map(|(known, _)| *known)
        .filter(|known| glued(known));
    let of = |known: &'static str| Some((word.strip_suffix(known)?, known));
    let found = works.filter_map(of).min_by_key(|(name, _)| name.len())?;
    (found.0.chars().count() >= 2).then_some(found)
}

/// Splits work of two characters or more from the start of a name: 摄影王芳.
pub(in super::super) fn work_before(word: &str) -> Option<(&'static str, &str)> {
    let works = WORKS.iter().map(|(known, _)| *known);
    let works = works.filter(|known| known.chars().count() > 1);
    let of = |known: &'static str| Some((known, word.strip_prefix(known)?));
    let (known, name) = works.filter_map(of).max_by_key(|(known, _)| known.len())?;
    (2..=4)
        .contains(&name.chars().count())
        .then_some((known, name))
}
