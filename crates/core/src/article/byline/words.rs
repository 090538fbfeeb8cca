//! The words of bylines that are nobody's name: offices, work done, those who made the page, institutions.

mod deeds;
mod name_alone;

pub(super) use self::deeds::before_deed;
pub(super) use self::name_alone::is_name_alone;

/// Offices, which stand before the names that they hold for. The longer ones first: 摄影记者 is not 记者.
pub(super) const OFFICES: [&str; 32] = [
    "特约评论员",
    "特約評論員",
    "特约通讯员",
    "特約通訊員",
    "特约撰稿人",
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

/// What someone did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Work {
    /// He wrote: no role.
    Wrote,
    /// He took the pictures.
    Photographed,
    /// Something else, by its word.
    Other(&'static str),
}

/// The words of work done.
const WORKS: [(&str, &[Work]); 52] = {
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
const EMPTY: [&str; 17] = [
    "等",
    "等人",
    "本报",
    "本報",
    "本刊",
    "本台",
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

/// Signatures that stand for nobody who is named.
const NOBODY: [&str; 17] = [
    "佚名",
    "未知",
    "匿名",
    "不详",
    "不詳",
    "无",
    "無",
    "编者",
    "編者",
    "综合",
    "綜合",
    "网络",
    "小编",
    "小編",
    "管理员",
    "管理員",
    "admin",
];

/// How institutions' names end.
const INSTITUTIONS: [&str; 30] = [
    "编辑部",
    "編輯部",
    "评论部",
    "采访部",
    "办公室",
    "委员会",
    "工作室",
    "课题组",
    "报道组",
    "采访组",
    "编辑组",
    "通讯社",
    "通訊社",
    "日报",
    "晚报",
    "晨报",
    "时报",
    "日報",
    "晚報",
    "晨報",
    "時報",
    "公司",
    "集团",
    "频道",
    "客户端",
    "公众号",
    "电视台",
    "广播电台",
    "出版社",
    "研究院",
];
/// One character that ends the name of an institution of the press.
const OF_PRESS: [char; 7] = ['社', '网', '網', '报', '報', '台', '臺'];

/// Titles behind a name's place: 某大学教授 is nobody.
const TITLES: [&str; 12] = [
    "教授",
    "研究员",
    "院士",
    "博士",
    "主任",
    "院长",
    "校长",
    "书记",
    "主席",
    "专家",
    "学者",
    "总编辑",
];

/// How a word ends that says where from or in which way a report came: 台北報導, 综合报道, 北京电.
const REPORTS: [&str; 10] = [
    "参与采写",
    "综合报道",
    "綜合報導",
    "综合报导",
    "報導",
    "报道",
    "报导",
    "報道",
    "专电",
    "專電",
];
/// The same in one character, which may end a name as well.
const WIRED: [char; 2] = ['电', '電'];

/// Words behind which a place stands.
const FROM: [&str; 6] = ["发自", "發自", "摄于", "攝於", "报道自", "寄自"];

/// Places that reports come from: they may stand where a name could.
const PLACES: [&str; 58] = [
    "北京",
    "上海",
    "天津",
    "重庆",
    "重慶",
    "广州",
    "廣州",
    "深圳",
    "南京",
    "武汉",
    "武漢",
    "成都",
    "西安",
    "杭州",
    "沈阳",
    "郑州",
    "长沙",
    "济南",
    "合肥",
    "昆明",
    "兰州",
    "福州",
    "南昌",
    "太原",
    "贵阳",
    "南宁",
    "海口",
    "哈尔滨",
    "香港",
    "澳门",
    "澳門",
    "台北",
    "臺北",
    "台中",
    "臺中",
    "台南",
    "臺南",
    "高雄",
    "新北",
    "桃園",
    "东京",
    "東京",
    "华盛顿",
    "華盛頓",
    "纽约",
    "紐約",
    "伦敦",
    "倫敦",
    "巴黎",
    "柏林",
    "莫斯科",
    "首尔",
    "首爾",
    "曼谷",
    "新加坡",
    "吉隆坡",
    "日内瓦",
    "日內瓦",
];

/// Surnames of two characters.
const TWO_CHARACTERS: [&str; 28] = [
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "东方", "東方", "皇甫", "尉迟", "尉遲",
    "公孙", "公孫", "令狐", "宇文", "长孙", "長孫", "慕容", "司徒", "夏侯", "端木", "百里", "东郭",
    "南宫", "独孤", "澹台", "拓跋",
];

/// The commonest surnames of one character.
const SURNAMES: &str = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓\
    鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史\
    顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕\
    畢聂聶丛焦向柳邢路岳齐齊沿梅莫庄莊辛管祝左涂谷祁时時舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛查屈鲍鮑\
    位覃霍翁隋植甘景薄单單包司柏宁寧柯阮桂闵閔解强強柴华華车車冉房边邊辜吉饶饒刁瞿戚丘古米池滕晋苑邬";

/// Returns what work a word says was done.
pub(super) fn work(word: &str) -> Option<&'static [Work]> {
    let found = WORKS.iter().find(|(known, _)| *known == word);
    found.map(|(_, work)| *work)
}

/// Splits work from the end of a name: 张双杰摄, 李明摄影. A name of one character and 摄 is a name (王摄), and so is
/// one that ends with 文.
pub(super) fn work_behind(word: &str) -> Option<(&str, &'static str)> {
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
pub(super) fn work_before(word: &str) -> Option<(&'static str, &str)> {
    let works = WORKS.iter().map(|(known, _)| *known);
    let works = works.filter(|known| known.chars().count() > 1);
    let of = |known: &'static str| Some((known, word.strip_prefix(known)?));
    let (known, name) = works.filter_map(of).max_by_key(|(known, _)| known.len())?;
    (2..=4)
        .contains(&name.chars().count())
        .then_some((known, name))
}

/// Splits a word at the first office in it: what stands before, the office, what stands behind.
pub(super) fn office(word: &str) -> Option<(&str, &'static str, &str)> {
    // They all end so, and most names have none of these.
    if !word.contains(['员', '員', '人', '生', '者']) {
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

/// Splits from a word the way in which a report came, with a place before it or not; `None` where it tells none.
pub(super) fn without_report(word: &str) -> Option<&str> {
    let rests = REPORTS
        .iter()
        .filter_map(|report| word.strip_suffix(report));
    let wired = word.strip_suffix(WIRED).and_then(|rest| {
        let before_day = before_day(rest);
        let is_place = PLACES.contains(&rest) || is_nobody(rest);
        before_day.or(is_place.then_some(rest))
    });
    rests.chain(wired).min_by_key(|rest| rest.len())
}

/// Splits a day from the end of a word: 台北22日, 北京十一月二十二日.
fn before_day(word: &str) -> Option<&str> {
    let is_figure = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let figures = word.strip_suffix('日')?;
    let rest = figures.trim_end_matches(is_figure);
    let month = rest
        .strip_suffix('月')
        .map(|rest| rest.trim_end_matches(is_figure));
    (rest.len() < figures.len()).then_some(month.unwrap_or(rest))
}

/// Returns the place behind words such as 发自, which may stand apart from it.
pub(super) fn from(word: &str) -> Option<&str> {
    FROM.iter().find_map(|from| word.strip_prefix(from))
}

/// Returns whether a word looks like a person's name: a surname, and what is no place's end behind it.
pub(super) fn is_like_name(word: &str) -> bool {
    let ends_as_place = word
        .ends_with(|c| "州市县縣省区區京海山江阳陽城港湾灣岛川湖河社报報网網台站部".contains(c));
    (2..=3).contains(&word.chars().count())
        && word.starts_with(|c| SURNAMES.contains(c))
        && !ends_as_place
        && !PLACES.contains(&word)
}

/// Splits a place from behind a name: 李明台北.
pub(super) fn name_before_place(word: &str) -> Option<&str> {
    let names = PLACES.iter().filter_map(|place| word.strip_suffix(place));
    names.into_iter().find(|name| is_like_name(name))
}

/// Returns the name in a word that two characters more stand behind, as most places have: 李明江城.
pub(super) fn name_before_unknown_place(word: &str) -> Option<&str> {
    let count = word.chars().count();
    let (at, _) = word.char_indices().nth(count.checked_sub(2)?)?;
    let name = word.get(..at)?;
    (may_be_name(name) && (4..=5).contains(&count) && !is_like_name(word)).then_some(name)
}

/// Returns whether a word may be the whole name of a person: a surname with one or two characters behind it.
pub(super) fn may_be_name(word: &str) -> bool {
    let surname: String = word.chars().take(2).collect();
    match word.chars().count() {
        2 | 3 => word.starts_with(|c| SURNAMES.contains(c)) && !PLACES.contains(&word),
        4 => is_surname_of_two(&surname),
        _ => false,
    }
}

pub(super) fn is_place(word: &str) -> bool {
    PLACES.contains(&word)
}

/// Returns whether a word names no person: an institution, a title, or nobody.
pub(super) fn is_nobody(word: &str) -> bool {
    let length = word.chars().count();
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    NOBODY.contains(&word)
        || ["本报", "本報", "本刊", "本网", "新华社"]
            .iter()
            .any(|own| word.starts_with(own))
        || length >= 4 && (ends(&INSTITUTIONS) || ends(&TITLES) || word.ends_with(OF_PRESS))
        || length == 3 && word.ends_with(['社', '网', '網', '报', '報']) && !word.contains('·')
}

/// Returns whether a word is a surname of two characters.
pub(super) fn is_surname_of_two(word: &str) -> bool {
    TWO_CHARACTERS.contains(&word)
}

/// Returns whether a word is nobody's name, whatever it is.
pub(super) fn is_word(word: &str) -> bool {
    work(word).is_some() || office(word).is_some() || staff(word).is_some() || is_empty(word)
}
