//! The names of days, as they stand behind a year.

use super::Feast::{self, Day, Eve, Fixed, National, Term, Unknown};

/// A day of the same month and day in every year from `since` on.
const fn fixed(month: u32, day: u32, since: u32) -> Feast {
    Fixed { month, day, since }
}

/// Days of the lunar calendar, and those that no rule of ours tells.
const LUNAR: [(&str, Feast); 37] = [
    ("大年三十", Eve),
    ("大年夜", Eve),
    ("年三十", Eve),
    ("除夕", Eve),
    ("春节", Day(1, 1)),
    ("春節", Day(1, 1)),
    ("元宵", Day(1, 15)),
    ("上元", Day(1, 15)),
    ("龙抬头", Day(2, 2)),
    ("龍抬頭", Day(2, 2)),
    ("上巳", Day(3, 3)),
    ("三月三", Day(3, 3)),
    ("佛诞", Day(4, 8)),
    ("佛誕", Day(4, 8)),
    ("浴佛节", Day(4, 8)),
    ("浴佛節", Day(4, 8)),
    ("端午", Day(5, 5)),
    ("端阳", Day(5, 5)),
    ("端陽", Day(5, 5)),
    ("七夕", Day(7, 7)),
    ("乞巧", Day(7, 7)),
    ("中元", Day(7, 15)),
    ("盂兰盆", Day(7, 15)),
    ("盂蘭盆", Day(7, 15)),
    ("中秋", Day(8, 15)),
    ("重阳", Day(9, 9)),
    ("重陽", Day(9, 9)),
    ("下元", Day(10, 15)),
    ("腊八", Day(12, 8)),
    ("小年", Unknown),
    ("寒食", Unknown),
    ("母亲节", Unknown),
    ("母親節", Unknown),
    ("父亲节", Unknown),
    ("父親節", Unknown),
    ("感恩", Unknown),
    ("复活", Unknown),
];

/// Days of our calendar. Those of a state count from when it gave them.
const SOLAR: [(&str, Feast); 53] = [
    ("情人", fixed(2, 14, 1)),
    ("国际妇女节", fixed(3, 8, 1924)),
    ("三八", fixed(3, 8, 1924)),
    ("妇女节", fixed(3, 8, 1924)),
    ("婦女節", fixed(3, 8, 1924)),
    ("植树节", fixed(3, 12, 1979)),
    ("愚人", fixed(4, 1, 1)),
    ("国际劳动节", fixed(5, 1, 1890)),
    ("五一", fixed(5, 1, 1890)),
    ("劳动节", fixed(5, 1, 1890)),
    ("勞動節", fixed(5, 1, 1890)),
    ("五四", fixed(5, 4, 1919)),
    ("青年节", fixed(5, 4, 1949)),
    ("护士节", fixed(5, 12, 1912)),
    ("國際護士節", fixed(5, 12, 1912)),
    ("六一", fixed(6, 1, 1950)),
    ("国际儿童节", fixed(6, 1, 1950)),
    ("儿童节", fixed(6, 1, 1950)),
    ("世界环境日", fixed(6, 5, 1974)),
    ("七一", fixed(7, 1, 1938)),
    ("建党节", fixed(7, 1, 1938)),
    ("建党日", fixed(7, 1, 1938)),
    ("七七", fixed(7, 7, 1937)),
    ("八一", fixed(8, 1, 1933)),
    ("建军节", fixed(8, 1, 1933)),
    ("教师节", fixed(9, 10, 1985)),
    ("九一八", fixed(9, 18, 1931)),
    ("十一国庆", fixed(10, 1, 1949)),
    ("十一黄金周", fixed(10, 1, 1999)),
    ("十一长假", fixed(10, 1, 1999)),
    ("十一假期", fixed(10, 1, 1999)),
    ("十一期间", fixed(10, 1, 1949)),
    (
        "国庆",
        National {
            is_simplified: true,
        },
    ),
    (
        "國慶",
        National {
            is_simplified: false,
        },
    ),
    ("双十一", fixed(11, 11, 2009)),
    ("雙十一", fixed(11, 11, 2009)),
    ("双11", fixed(11, 11, 2009)),
    ("雙11", fixed(11, 11, 2009)),
    ("双十二", fixed(12, 12, 2012)),
    ("双12", fixed(12, 12, 2012)),
    ("双十", fixed(10, 10, 1912)),
    ("雙十", fixed(10, 10, 1912)),
    ("辛亥革命纪念日", fixed(10, 10, 1912)),
    ("万圣夜", fixed(10, 31, 1)),
    ("光復節", fixed(10, 25, 1946)),
    ("光复节", fixed(10, 25, 1946)),
    ("记者节", fixed(11, 8, 2000)),
    ("一二九", fixed(12, 9, 1935)),
    ("国家公祭日", fixed(12, 13, 2014)),
    ("平安夜", fixed(12, 24, 1)),
    ("圣诞", fixed(12, 25, 1)),
    ("聖誕", fixed(12, 25, 1)),
    ("聖诞", fixed(12, 25, 1)),
];

/// The solar terms in their order from the first of spring, each with its other form.
const TERMS: [[&str; 2]; 24] = [
    ["立春"; 2],
    ["雨水"; 2],
    ["惊蛰", "驚蟄"],
    ["春分"; 2],
    ["清明"; 2],
    ["谷雨", "穀雨"],
    ["立夏"; 2],
    ["小满", "小滿"],
    ["芒种", "芒種"],
    ["夏至"; 2],
    ["小暑"; 2],
    ["大暑"; 2],
    ["立秋"; 2],
    ["处暑", "處暑"],
    ["白露"; 2],
    ["秋分"; 2],
    ["寒露"; 2],
    ["霜降"; 2],
    ["立冬"; 2],
    ["小雪"; 2],
    ["大雪"; 2],
    ["冬至"; 2],
    ["小寒"; 2],
    ["大寒"; 2],
];

/// Splits the name of a day from the start of a text.
pub(super) fn named(text: &str) -> Option<(Feast, &str)> {
    let known = SOLAR.iter().chain(&LUNAR);
    let known = known.filter_map(|(name, feast)| Some((*feast, text.strip_prefix(name)?)));
    // 双十一 is not 双十.
    let known = known.min_by_key(|(_, rest)| rest.len());
    let term = || {
        let terms = (0..).zip(TERMS);
        let mut terms = terms.flat_map(|(number, forms)| forms.map(|name| (number, name)));
        terms.find_map(|(number, name)| Some((Term(number), text.strip_prefix(name)?)))
    };
    known.or_else(term)
}

/// What may stand behind the name of a day that is still that day, or the days that begin with it.
const BEHIND: [&str; 17] = [
    "国际劳动节",
    "劳动节",
    "青年节",
    "妇女节",
    "儿童节",
    "建军节",
    "事变",
    "购物节",
    "纪念日",
    "紀念日",
    "当天",
    "當天",
    "期间",
    "期間",
    "假期",
    "节",
    "節",
];

/// Whether what stands behind the name of a day leaves it that day.
pub(super) fn is_day_itself(rest: &str) -> bool {
    let mut rest = rest;
    while let Some(behind) = BEHIND.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = behind;
    }
    let rest = rest.strip_prefix('日').unwrap_or(rest);
    !rest.starts_with(char::is_alphabetic)
}

/// Whether a text begins with what seems to be the name of a day, though none that is known: 开斋节, 读书日.
pub(super) fn seems_named(text: &str) -> bool {
    const LONGEST: usize = 10;
    let is_letter = |c: &char| c.is_alphabetic();
    let word: String = text.chars().take_while(is_letter).take(LONGEST).collect();
    let before = word
        .strip_suffix('日')
        .and_then(|word| word.chars().next_back());
    let is_day = before.is_some_and(|before| {
        crate::article::numerals::numerals(before.encode_utf8(&mut [0; 4])).is_none()
    });
    is_day || word.contains(['节', '節']) || word.contains("周年")
}
