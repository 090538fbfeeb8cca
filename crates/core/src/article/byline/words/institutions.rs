//! Names that are no person's: of offices and papers, and signatures that stand for nobody.

use super::surnames::may_be_name;

/// Signatures that stand for nobody who is named.
pub(super) const NOBODY: [&str; 17] = [
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
pub(super) const OF_PRESS: [char; 7] = ['社', '网', '網', '报', '報', '台', '臺'];

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

/// How the names of offices, schools, firms and accounts end that tell news of their own.
const OFFICES: [&str; 41] = [
    "发布",
    "發布",
    "發佈",
    "新闻",
    "新聞",
    "资讯",
    "資訊",
    "融媒",
    "融媒体",
    "融媒體",
    "传媒",
    "傳媒",
    "在线",
    "線上",
    "卫视",
    "衛視",
    "之声",
    "之聲",
    "微博",
    "微信",
    "直播",
    "热线",
    "观察",
    "周刊",
    "週刊",
    "杂志",
    "雜誌",
    "画报",
    "快报",
    "大学",
    "大學",
    "中学",
    "小学",
    "学院",
    "學院",
    "银行",
    "企业",
    "中心",
    "机关",
    "政府",
    "警方",
];

/// One character that ends the name of an office and no name of a person.
pub(super) const OF_OFFICES: [char; 14] = [
    '局', '厅', '廳', '署', '馆', '館', '厂', '廠', '院', '队', '隊', '委', '办', '辦',
];

/// One character that ends the name of an office of four characters or more.
const OF_LONG: [char; 12] = [
    '处', '處', '所', '站', '校', '系', '组', '組', '会', '會', '部', '区',
];

/// How begins what is put together of what others reported, and how it ends.
const TAKEN_FROM: [&str; 6] = ["综合", "綜合", "据", "據", "编自", "摘自"];
const TOLD: [&str; 7] = ["消息", "电讯", "電訊", "通稿", "供稿", "发稿", "稿件"];

/// Returns whether a word names no person: an institution, a title, or nobody.
pub(in super::super) fn is_nobody(word: &str) -> bool {
    let length = word.chars().count();
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let begins = |openings: &[&str]| openings.iter().any(|opening| word.starts_with(opening));
    NOBODY.contains(&word)
        || begins(&["本报", "本報", "本刊", "本网", "新华社", "新華社"])
        || length >= 4 && (ends(&INSTITUTIONS) || ends(&TITLES) || word.ends_with(OF_PRESS))
        || length >= 3 && !word.contains('·') && (begins(&TAKEN_FROM) || ends(&TOLD))
        || length == 3 && word.ends_with(['社', '网', '網', '报', '報']) && !word.contains('·')
        || is_office(word, length)
        || is_address(word)
}

/// Whether a word is the name of an office, a school, a firm or an account.
fn is_office(word: &str, length: usize) -> bool {
    if word.contains(['·', ' ']) || may_be_name(word) && !word.ends_with(OF_OFFICES) {
        return false;
    }
    let is_long = length >= 4
        && (word.ends_with(OF_LONG) || OFFICES.iter().any(|ending| word.ends_with(ending)));
    is_long || length >= 3 && word.ends_with(OF_OFFICES)
}

/// Whether a word is a number of a telephone or a post office, or an address for letters.
fn is_address(word: &str) -> bool {
    let is_number =
        !word.contains(char::is_alphabetic) && word.contains(|c: char| c.is_ascii_digit());
    let is_mail = word
        .split_once('@')
        .is_some_and(|(_, host)| host.contains('.'));
    is_number || is_mail
}
