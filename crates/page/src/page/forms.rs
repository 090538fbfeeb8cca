//! The set phrases of newspapers: how a report begins and ends, how a reporter signs, what a
//! caption and the page's own lines look like.
//!
//! To teach the program a new lead form, add a line to [`LEADS`]. A form is plain text with:
//!
//! - `*` for a few characters of one sentence (a place, a date, names), at most [`LONGEST_GAP`];
//! - `_` for one to six Han characters (the name of a newspaper or an agency);
//! - an opening bracket of either width where `(` stands, a closing one where `)` does;
//! - any spaces between two of its characters, for the extraction makes them.

use super::line::is_han;

/// How reports begin.
pub(super) const LEADS: &[&str] = &[
    // The newspaper's own reports.
    "本报讯",
    "本報訊",
    "本报*讯(",
    "本报*月*日讯",
    "本报*月*日电",
    "本報*電(",
    "本刊讯",
    "本网讯",
    "本台讯",
    "本台消息",
    "_报讯(",
    "_報訊(",
    "_网讯(",
    "_社讯(",
    "_快讯(",
    "_专讯(",
    "新浪*讯",
    "_财经讯",
    "_科技讯",
    "_体育讯",
    "_娱乐讯",
    // Agencies: 新华社北京11月16日电, 中新网4月3日电, 中央社記者…電.
    "新华社*月*日电",
    "新华社*日电",
    "新华社*电(",
    "新華社*電",
    "据新华社*日电",
    "据新华社电",
    "据新华社_电",
    "据中新社_电",
    "综合新华社",
    "新华网*日电",
    "中新网*月*日电",
    "中新网*日电",
    "中新社*月*日电",
    "中新社*日电",
    "人民网*月*日电",
    "人民网*日电",
    "中央社*日電",
    "中央社*電)",
    "(中央社*電)",
    "(*／*報導)",
    "(*/*報導)",
    "(*╱*報導)",
    "央视网消息",
    "央广网*消息",
    "_社*月*日电",
    "_网*月*日电",
    "_社*月*日電",
    "_社*日报道",
    "_社*日報導",
    // Reporter and place, as in Hong Kong and Taiwan.
    "【*記者*報導】",
    "【*报道】",
    "【*報導】",
    "【*/*報導】",
    "【*／*報導】",
    "【*╱*報導】",
    "(記者*報導)",
    "(记者*)",
    "(記者*)",
    "記者*／*報導",
    "〔記者*報導〕",
    "〔*／*報導〕",
    "【本報訊】",
    "【*訊】",
    "【*讯】",
    "【*電】",
    "【*电】",
    "〔*電〕",
    "〔*訊〕",
    "【本报讯】",
    "【*专电】",
    "【*專電】",
];

/// How a report's own sign-off begins, on a line of its own.
const SIGN_OFFS: &[&str] = &[
    "【编辑",
    "【責任編輯",
    "【责任编辑",
    "【*】责任编辑",
    "【*编辑：*】",
    "(特约评论员*)",
    "(评论员*)",
    "(责任编辑",
    "(編輯",
    "(编辑",
    "(责编",
    "(完)",
    "(全文完)",
    "(本报记者*)",
    "(本报*采写)",
    "(本报*报道)",
    "(本报*电)",
    "(本報*電)",
    "(*／*報導)",
    "(*/*報導)",
    "(*╱*報導)",
    "(新华社*电)",
    "(记者*)",
    "(_报记者*)",
    "(新华社记者*)",
    "(据*)",
    "(原载*)",
    "(来源*)",
    "(作者*)",
    "(下转*版)",
    "(文中*)",
];

/// What ends a report at the end of its last line.
const END_MARKS: &[&str] = &["(完)", "(全文完)", "(下转*版)", "【完】"];

/// What the names of reporters begin with.
const REPORTERS: &[&str] = &[
    "本报记者",
    "本报通讯员",
    "本報記者",
    "本报特约记者",
    "本报见习记者",
    "本报实习记者",
    "本报评论员",
    "本报特约评论员",
    "本报驻*记者",
    "本报特派*记者",
    "本刊记者",
    "本网记者",
    "本网评论员",
    "本社记者",
    "_报记者",
    "_报*评论员",
    "_社记者",
    "_网记者",
    "记者",
    "記者",
    "见习记者",
    "实习记者",
    "特约记者",
    "首席记者",
    "通讯员",
    "通訊員",
    "■",
    "◎",
    "●记者",
    "□",
    "文/",
    "文／",
    "文、图/",
    "文、图／",
    "文、圖/",
    "文、圖／",
    "图、文/",
    "图、文／",
    "圖、文/",
    "圖、文／",
    "撰文",
    "采写",
    "作者",
];

/// What the page's own lines begin with: who edited, designed and corrected it.
const STAFF: &[&str] = &[
    "责任编辑",
    "責任編輯",
    "本版责编",
    "本版编辑",
    "本版責編",
    "版式设计",
    "本版美编",
    "本版校对",
    "本版数据来源",
    "本版制图",
    "本版图片",
    "责编",
    "編輯",
    "编辑",
    "美编",
    "美術編輯",
    "校对",
    "版式",
    "组版",
    "设计",
    "值班编委",
    "值班总编",
    "值班主任",
    "执行主编",
    "主编",
    "审读",
    "检校",
    "联系电话",
    "新闻热线",
    "广告热线",
    "投稿邮箱",
    "电子信箱",
    "本版邮箱",
    "邮箱",
];

/// The most characters that `*` stands for.
const LONGEST_GAP: usize = 24;
/// The most characters that `_` stands for.
const LONGEST_NAME: usize = 6;
/// The longest byline, in characters.
const LONGEST_BYLINE: usize = 48;

/// Returns the bytes of the lead form that `text` begins with.
pub(super) fn lead(text: &str) -> Option<usize> {
    let named = may_name(text);
    LEADS
        .iter()
        .filter(|form| named || !form.starts_with('_'))
        .find_map(|form| matched(form, text))
}

/// Whether one of the forms that begin with a name may match: what follows the name tells most texts
/// from them at once.
fn may_name(text: &str) -> bool {
    let mut after_name = text.chars().take(2 * LONGEST_NAME);
    after_name.any(|c| ['报', '報', '网', '社', '讯'].contains(&c))
}

/// Returns whether a line is a report's sign-off.
pub(super) fn is_sign_off(text: &str) -> bool {
    if !text.starts_with(['【', '(', '（']) {
        return false;
    }
    let short = text.chars().take(LONGEST_BYLINE).count() < LONGEST_BYLINE;
    short && SIGN_OFFS.iter().any(|form| signs(form, text))
}

/// Whether a line is the sign-off of a form. Behind brackets that close, a report's text may begin.
fn signs(form: &str, text: &str) -> bool {
    let bracketed = form.ends_with(')');
    matched(form, text).is_some_and(|end| !bracketed || end == text.len())
}

/// Returns whether a line ends its report.
pub(super) fn ends_report(text: &str) -> bool {
    let Some(at) = text.rfind(['(', '（', '【']) else {
        return false;
    };
    let last = text.get(at..).unwrap_or_default();
    END_MARKS
        .iter()
        .any(|form| matched(form, last) == Some(last.len()))
        || (text.ends_with('】') && is_sign_off(last))
}

/// Returns whether a whole line is a byline: reporters and nothing that is a sentence.
pub(super) fn is_byline(text: &str) -> bool {
    let named = may_name(text);
    let signed = REPORTERS
        .iter()
        .filter(|form| named || !form.starts_with('_'))
        .any(|form| matched(form, text).is_some());
    let short = || text.chars().take(LONGEST_BYLINE).count() < LONGEST_BYLINE;
    signed
        && short()
        && !text.contains(['。', '，', '！', '？', '；', '“', '《', '…', '：'])
        && !text.contains([',', ';', '!', '?'])
        && !text.chars().any(|c| c.is_ascii_digit())
        && !closes_bracket(text)
        && !tells(text)
}

/// Whether a text closes a bracket that it has not opened, as the rest of a lead does: 通讯员 李明）近日.
fn closes_bracket(text: &str) -> bool {
    let closed = text.find(['）', ')']);
    closed.is_some_and(|end| text.find(['（', '(']).is_none_or(|start| end < start))
}

/// What a sentence goes on with that tells what a reporter did: 记者从水务局获悉.
const DEEDS: [&str; 24] = [
    "从", "在", "了解", "看到", "获悉", "采访", "来到", "发现", "走进", "近日", "日前", "注意",
    "從", "看見", "实地", "實地", "调查", "調查", "探访", "探訪", "走访", "走訪", "直击", "直擊",
];
/// The most characters of a name, or of two that stand side by side.
const LONGEST_NAMES: usize = 6;

/// Whether reporters are not named but told of.
fn tells(text: &str) -> bool {
    if says_who_the_author_is(text) {
        return true;
    }
    let Some((_, after)) = ["记者", "記者"]
        .iter()
        .find_map(|role| text.split_once(role))
    else {
        return false;
    };
    let han = after.chars().take_while(|&c| is_han(c)).count();
    let roles = [
        "通讯员",
        "通訊員",
        "实习",
        "摄",
        "报道",
        "報導",
        "文",
        "图",
        "编译",
        "综合",
    ];
    let more = roles.iter().any(|role| after.contains(role));
    DEEDS.iter().any(|deed| after.starts_with(deed)) || (han > LONGEST_NAMES && !more)
}

/// Whether a text does not name its author but says what he is: 作者为城东小学教师.
pub(super) fn says_who_the_author_is(text: &str) -> bool {
    let after = text.strip_prefix("作者");
    after.is_some_and(|after| after.starts_with(['为', '系', '是', '单', '均', '分']))
}

/// Returns whether a line names those who made the page.
pub(super) fn is_staff(text: &str) -> bool {
    let of_page = text.split_once('版').filter(|(page, _)| is_page(page));
    let of_page = of_page.map_or(text, |(_, rest)| rest);
    let begins = STAFF.iter().any(|word| {
        text.strip_prefix(word)
            .or_else(|| of_page.strip_prefix(word))
            .is_some_and(|rest| rest.starts_with(['：', ':', ' ', '　', '/', '／']))
    });
    let short = || text.chars().take(LONGEST_BYLINE).count() < LONGEST_BYLINE;
    begins && short() && !text.contains(['。', '，', '！', '？', '；', '“'])
}

/// Whether a text is the number of a page in words: 一版责编.
fn is_page(text: &str) -> bool {
    let number = |c: char| "一二三四五六七八九十".contains(c);
    !text.is_empty() && text.chars().all(number)
}

/// Matches a form at the start of a text; returns how many bytes it took.
fn matched(form: &str, text: &str) -> Option<usize> {
    rest_after(form, text).map(|rest| text.len() - rest.len())
}

fn rest_after<'t>(form: &str, text: &'t str) -> Option<&'t str> {
    let mut form = form.chars();
    let Some(first) = form.next() else {
        return Some(text);
    };
    let after = form.as_str();
    match first {
        '*' => gap(after, text, LONGEST_GAP, |c| {
            !['。', '；', '！', '？'].contains(&c)
        }),
        '_' => gap(after, text, LONGEST_NAME, is_han),
        _ => {
            let mut chars = text.chars();
            let same = match (first, chars.next()?) {
                ('(', c) => c == '(' || c == '（',
                (')', c) => c == ')' || c == '）',
                (a, b) => a == b,
            };
            if !same {
                return None;
            }
            let rest = chars.as_str();
            // What a form ends with is not followed by a space that is its own.
            let spaced = !after.is_empty() && rest.starts_with(char::is_whitespace);
            rest_after(after, if spaced { rest.trim_start() } else { rest })
        }
    }
}

fn gap<'t>(form: &str, text: &'t str, most: usize, may: fn(char) -> bool) -> Option<&'t str> {
    let mut rest = text;
    for _ in 0..most {
        let mut chars = rest.chars();
        if !chars.next().is_some_and(may) {
            return None;
        }
        rest = chars.as_str();
        if let Some(found) = rest_after(form, rest) {
            return Some(found);
        }
    }
    None
}

/// Returns whether a text is as much of a lead form as a narrow column's line may hold.
pub(super) fn may_lead(text: &str) -> bool {
    text.starts_with([
        '本', '新', '中', '据', '【', '(', '（', '记', '〔', '記', '央', '人', '综',
    ]) || text.contains('社')
        || text.contains('网')
        || text.contains('报')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_names_reporters_and_tells_of_none() {
        for line in [
            "记者李明",
            "■本报记者 李明 通讯员 王芳",
            "本报驻美国记者李明",
            "記者李明／台北報導",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in [
            "记者从水务局获悉",
            "记者看到前来放水的农民",
            "记者了解到",
            "通讯员 王芳）水库今天放水",
            "记者实地探访一线",
            "记者调查",
        ] {
            assert!(!is_byline(line), "{line}");
        }
    }

    #[test]
    fn leads_of_taiwan_stand_in_brackets_of_any_kind() {
        for line in [
            "（中央社記者李明台北22日電）水庫",
            "（李明／台北報導）水庫",
            "【記者李明╱台北報導】水庫",
        ] {
            assert!(lead(line).is_some(), "{line}");
        }
        assert!(is_sign_off("（即時新聞中心／綜合報導）"));
    }
}
