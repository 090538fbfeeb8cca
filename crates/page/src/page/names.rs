//! Tells the name of a person from other short lines.

use super::line::is_han;
use crate::article::byline;

/// Whether a text is the name of somebody and nothing else.
pub(super) fn is_bare_name(text: &str) -> bool {
    let name: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let broken = name.len() < text.len() && name.chars().count() <= 3;
    let foreign = name.contains('·') && name.chars().all(|c| is_han(c) || c == '·');
    let known = byline::may_be_name(&name) && !WORDS.contains(&name.as_str());
    (foreign && name.chars().count() <= 14) || known || broken && is_all_han(&name)
}

/// Whether a text is the names of several people and nothing else: 李明 王芳. A name of two characters may be set with a
/// space: 李　明.
pub(super) fn are_names(text: &str) -> bool {
    let mut names: Vec<String> = Vec::new();
    for part in text.split_whitespace() {
        let is_half = |text: &str| text.chars().count() == 1;
        match names
            .last_mut()
            .filter(|last| is_half(last) && is_half(part))
        {
            Some(last) => last.push_str(part),
            None => names.push(part.to_owned()),
        }
    }
    let is_name = |name: &String| byline::may_be_name(name) && !WORDS.contains(&name.as_str());
    names.len() > 1 && names.iter().all(is_name)
}

/// Words that a surname's character begins and that headlines end with.
const WORDS: [&str; 50] = [
    "方案",
    "方向",
    "方式",
    "方略",
    "时代",
    "时刻",
    "时间",
    "时光",
    "高峰",
    "高地",
    "高度",
    "高质量",
    "高考",
    "金融",
    "金秋",
    "安全",
    "安居",
    "安康",
    "文化",
    "文明",
    "文物",
    "任务",
    "和平",
    "和谐",
    "成就",
    "成果",
    "成效",
    "成长",
    "成绩单",
    "常态",
    "常态化",
    "路径",
    "路线图",
    "时间表",
    "关系",
    "关键",
    "关键词",
    "强国",
    "强军",
    "马拉松",
    "万里",
    "华章",
    "温度",
    "温暖",
    "江南",
    "张家口",
    "石家庄",
    "黄金",
    "明天",
    "平台",
];

fn is_all_han(text: &str) -> bool {
    text.chars().all(is_han)
}
