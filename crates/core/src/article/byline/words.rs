//! The words of bylines that are nobody's name: offices, work done, those who made the page, institutions.

mod datelines;
mod deeds;
mod institutions;
mod labels;
mod name_alone;
mod places;
mod surnames;
mod works;

pub(super) use self::datelines::{from, without_report};
pub(super) use self::deeds::{before_deed, picture_giver};
pub(super) use self::institutions::is_nobody;
pub(super) use self::labels::is_label;
pub(super) use self::name_alone::is_name_alone;
pub(super) use self::places::is_place;
pub(super) use self::surnames::{
    is_like_name, is_surname_of_two, may_be_name, name_before_place, name_before_unknown_place,
};
pub(super) use self::works::{Work, work, work_before, work_behind};

/// Offices, which stand before the names that they hold for. The longer ones first: 摄影记者 is not 记者.
const OFFICES: [&str; 37] = [
    "特约评论员",
    "特約評論員",
    "特约通讯员",
    "特約通訊員",
    "特约撰稿人",
    "特约撰稿",
    "特約撰稿",
    "专栏作家",
    "專欄作家",
    "专栏作者",
    "实习记者",
    "實習記者",
    "见习记者",
    "見習記者",
    "摄影记者",
    "攝影記者",
    "首席记者",
    "首席記者",
    "特约记者",
    "特約記者",
    "特派记者",
    "特派記者",
    "特派员",
    "特派員",
    "撰稿人",
    "通讯员",
    "通訊員",
    "实习生",
    "實習生",
    "评论员",
    "評論員",
    "观察员",
    "主持人",
    "记者",
    "記者",
    "作者",
    "采访人",
];

/// An office that says no more than that someone wrote.
pub(super) const NO_OFFICE: &str = "作者";

/// Those who made the page or checked it, and where it is from: no authors.
const STAFF: [&str; 41] = [
    "来源",
    "來源",
    "转自",
    "责任编辑",
    "責任編輯",
    "责编",
    "責編",
    "编辑",
    "編輯",
    "校对",
    "校對",
    "美编",
    "美編",
    "版式",
    "审核",
    "審核",
    "审校",
    "審校",
    "审读",
    "审稿",
    "審稿",
    "监制",
    "監製",
    "组版",
    "排版",
    "制作",
    "製作",
    "统筹",
    "統籌",
    "策划",
    "策劃",
    "主编",
    "主編",
    "值班编辑",
    "美术编辑",
    "美術編輯",
    "编审",
    "編審",
    "终审",
    "終審",
    "图编",
];

/// Words that name nobody and nothing that is worth keeping.
const EMPTY: [&str; 18] = [
    "等",
    "等人",
    "本报",
    "本報",
    "本刊",
    "本台",
    "站",
    "本网",
    "本報訊",
    "本报讯",
    "报道",
    "報道",
    "報導",
    "讯",
    "訊",
    "摄制",
    "及",
    "和",
];

/// Splits a word at the first office in it: what stands before, the office, what stands behind.
pub(super) fn office(word: &str) -> Option<(&str, &'static str, &str)> {
    // They all end so, and most names have none of these.
    if !word.contains(['员', '員', '人', '生', '者', '稿', '家']) {
        return None;
    }
    let place = |office: &&'static str| Some((word.find(*office)?, *office));
    let found = OFFICES.iter().filter_map(place);
    let (at, office) = found.min_by_key(|(at, office)| (*at, std::cmp::Reverse(office.len())))?;
    let (before, rest) = word.split_at_checked(at)?;
    Some((before, office, rest.strip_prefix(office)?))
}

/// Returns what stands behind a word for those who made the page, which may be their newspaper's; `None` where the
/// word is no such.
pub(super) fn staff(word: &str) -> Option<&str> {
    let behind = STAFF.iter().filter_map(|staff| word.strip_prefix(staff));
    let ends = STAFF.iter().any(|staff| word.ends_with(staff));
    behind
        .min_by_key(|behind| behind.len())
        .or(ends.then_some(""))
}

pub(super) fn is_empty(word: &str) -> bool {
    EMPTY.contains(&word)
}

/// Returns whether a word is nobody's name, whatever it is.
pub(super) fn is_word(word: &str) -> bool {
    work(word).is_some() || office(word).is_some() || staff(word).is_some() || is_empty(word)
}
