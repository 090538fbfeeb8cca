//! What looks like the name of a person: a surname, and what may stand behind it.

use super::places::PLACES;

/// Surnames of two characters.
const TWO_CHARACTERS: [&str; 28] = [
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "东方", "東方", "皇甫", "尉迟", "尉遲",
    "公孙", "公孫", "令狐", "宇文", "长孙", "長孫", "慕容", "司徒", "夏侯", "端木", "百里", "东郭",
    "南宫", "独孤", "澹台", "拓跋",
];

/// The commonest surnames of one character.
pub(super) const SURNAMES: &str = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓\
    鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史\
    顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕\
    畢聂聶丛焦向柳邢路岳齐齊沿梅莫庄莊辛管祝左涂谷祁时時舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛查屈鲍鮑\
    位覃霍翁隋植甘景薄单單包司柏宁寧柯阮桂闵閔解强強柴华華车車冉房边邊辜吉饶饒刁瞿戚丘古米池滕晋苑邬";

/// Returns whether a word looks like a person's name: a surname, and what is no place's end behind it.
pub(in super::super) fn is_like_name(word: &str) -> bool {
    let ends_as_place = word
        .ends_with(|c| "州市县縣省区區京海山江阳陽城港湾灣岛川湖河社报報网網台站部".contains(c));
    (2..=3).contains(&word.chars().count())
        && word.starts_with(|c| SURNAMES.contains(c))
        && !ends_as_place
        && !PLACES.contains(&word)
}

/// Splits a place from behind a name: 李明台北.
pub(in super::super) fn name_before_place(word: &str) -> Option<&str> {
    let names = PLACES.iter().filter_map(|place| word.strip_suffix(place));
    names.into_iter().find(|name| is_like_name(name))
}

/// Returns the name in a word that two characters more stand behind, as most places have: 李明江城.
pub(in super::super) fn name_before_unknown_place(word: &str) -> Option<&str> {
    let count = word.chars().count();
    let (at, _) = word.char_indices().nth(count.checked_sub(2)?)?;
    let name = word.get(..at)?;
    (may_be_name(name) && (4..=5).contains(&count) && !is_like_name(word)).then_some(name)
}

/// Returns whether a word may be the whole name of a person: a surname with one or two characters behind it.
pub(in super::super) fn may_be_name(word: &str) -> bool {
    let surname: String = word.chars().take(2).collect();
    match word.chars().count() {
        2 | 3 => word.starts_with(|c| SURNAMES.contains(c)) && !PLACES.contains(&word),
        4 => is_surname_of_two(&surname),
        _ => false,
    }
}

/// Returns whether a word is a surname of two characters.
pub(in super::super) fn is_surname_of_two(word: &str) -> bool {
    TWO_CHARACTERS.contains(&word)
}
