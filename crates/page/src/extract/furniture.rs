//! Lines that stand in or beside a report and are none of its text.

/// What lines of furniture begin with.
const BEGINNINGS: [&str; 46] = [
    "责任编辑",
    "責任編輯",
    "责编",
    "責編",
    "编辑：",
    "編輯：",
    "值班编辑",
    "本文编辑",
    "网络编辑",
    "见习编辑",
    "实习编辑",
    "编审：",
    "审核：",
    "校对：",
    "监制：",
    "文字编辑",
    "（责任编辑",
    "（责编",
    "（编辑",
    "【责任编辑",
    "【责编",
    "【编辑",
    "分享：",
    "字体：",
    "字体大小",
    "调整字体",
    "关键词：",
    "文章关键词",
    "关键字：",
    "标签：",
    "上一篇",
    "下一篇",
    "下一页",
    "返回顶部",
    "返回首页",
    "本文来源",
    "文章来源",
    "图片来源：",
    "稿件来源",
    "来源：",
    "作者：",
    "版权所有",
    "本文转自",
    "©",
    "Copyright",
    "阅读原文",
];

/// What lines of furniture begin with and sentences may as well: `终审法院…`.
const BUTTONS: [&str; 11] = [
    "初审",
    "终审",
    "打印",
    "阅读数",
    "阅读量",
    "浏览量",
    "举报",
    "投稿",
    "字号",
    "分享到",
    "分享至",
];

/// What lines of furniture have in them, if they are short.
const WITHIN: [&str; 38] = [
    "扫描二维码",
    "长按识别",
    "长按图片",
    "关注我们",
    "关注公众号",
    "点击关注",
    "点击上方",
    "点击下方",
    "点击进入",
    "点击这里",
    "点击查看",
    "点击阅读原文",
    "点“在看”",
    "点个在看",
    "未经授权",
    "不得转载",
    "禁止转载",
    "转载请",
    "谢绝转载",
    "转载须",
    "下载客户端",
    "客户端下载",
    "下载APP",
    "打开APP",
    "手机客户端",
    "更多精彩",
    "更多新闻",
    "更多资讯",
    "正文已结束",
    "您的反馈",
    "您的浏览器",
    "填写原因",
    "发表评论",
    "我要评论",
    "评论（",
    "人参与评论",
    "加入收藏",
    "我要纠错",
];

/// What lines of furniture have in them and headings may as well: `为护士点赞`.
const WORDS: [&str; 10] = [
    "扫一扫",
    "扫码",
    "二维码",
    "微信公众号",
    "官方微信",
    "官方微博",
    "条评论",
    "收藏本",
    "点赞",
    "赞赏",
];

/// Headings of what follows a report.
const ENDS: [&str; 41] = [
    "相关阅读",
    "相关新闻",
    "相关报道",
    "相关推荐",
    "相关文章",
    "相关链接",
    "相关稿件",
    "相关专题",
    "相关内容",
    "相关资讯",
    "相关搜索",
    "推荐阅读",
    "延伸阅读",
    "扩展阅读",
    "更多阅读",
    "热门推荐",
    "热门评论",
    "热门文章",
    "热门新闻",
    "热点新闻",
    "热点推荐",
    "热门搜索",
    "网友评论",
    "最新评论",
    "精彩评论",
    "最热评论",
    "全部评论",
    "大家都在看",
    "大家都爱看",
    "猜你喜欢",
    "往期回顾",
    "往期推荐",
    "往期精选",
    "新闻推荐",
    "为你推荐",
    "精彩推荐",
    "今日推荐",
    "新闻排行",
    "您可能感兴趣",
    "你可能感兴趣",
    "更多推荐",
];

/// A longer line is text, in characters.
const LONGEST: usize = 60;

/// A longer sentence is about something else, unless it says several such things, in characters.
const SENTENCE: usize = 24;

/// A longer line is more than a button, in characters.
const BUTTON: usize = 7;

/// A longer word of furniture may be a heading, in characters.
const SHORT_BUTTON: usize = 4;

/// Returns a line without spaces, and with the marks that are Chinese.
fn bare(line: &str) -> String {
    let seen = line.chars().filter(|c| !c.is_whitespace());
    let chinese = seen.map(|c| match c {
        ':' => '：',
        '(' => '（',
        ')' => '）',
        '[' => '【',
        _ => c,
    });
    chinese.collect()
}

/// Whether a line is none of a report's text.
pub(super) fn is_furniture(line: &str) -> bool {
    let bare = bare(line);
    let length = bare.chars().count();
    if length > LONGEST {
        return is_notice(&bare);
    }
    let count = |known: &[&str]| known.iter().filter(|known| bare.contains(**known)).count();
    let words = count(&WORDS);
    let has = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    let is_call = has(&["扫描", "长按", "点击", "关注"]);
    let needed = match (length > SENTENCE && bare.contains('，'), is_call) {
        (true, false) => 3,
        (true, true) => 2,
        (false, _) => 1,
    };
    let is_called = is_call || words > 1 || has(&["扫一扫", "识别", "下载", "分享", "阅读"]);
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    let is_own = is_called || letters <= SHORT_BUTTON || is_labelled(&bare, &WORDS);
    let within = count(&WITHIN) + if is_own { words } else { 0 };
    BEGINNINGS.iter().any(|known| bare.starts_with(known))
        || is_button(line, &bare)
        || within >= needed
        || is_notice(&bare)
        || ends_report(line)
}

/// Whether a line is a button or several, and no sentence or heading that begins with the same word.
fn is_button(line: &str, bare: &str) -> bool {
    let rest = BUTTONS.iter().find_map(|word| bare.strip_prefix(word));
    rest.is_some_and(|rest| {
        let is_clause = bare.contains(['，', '。', '！', '？', '“']);
        let is_number = rest.starts_with(|c: char| c.is_ascii_digit() || "（【|/".contains(c));
        let is_row = || {
            line.split_whitespace()
                .all(|button| button.chars().count() <= SHORT_BUTTON)
        };
        bare.chars().count() <= BUTTON
            || !is_clause && (is_number || is_row() || is_labelled(bare, &BUTTONS))
    })
}

/// Whether a line begins with one of some words and a colon.
fn is_labelled(bare: &str, words: &[&str]) -> bool {
    let rest = words.iter().find_map(|word| bare.strip_prefix(word));
    rest.is_some_and(|rest| rest.starts_with('：'))
}

/// Returns the headline that a report had where it was taken from, if a line tells it: `（原标题：…）`.
pub(super) fn former_headline(line: &str) -> Option<&str> {
    let inner = line.trim().trim_start_matches(['(', '（', '[', '【']);
    let inner = inner.strip_prefix("本文").unwrap_or(inner);
    let words = ["原标题", "原標題"];
    let rest = words.iter().find_map(|word| inner.strip_prefix(word))?;
    let rest = rest
        .trim_start_matches(|c: char| c.is_whitespace() || ['：', ':', '为', '為'].contains(&c));
    Some(rest.trim_end_matches([')', '）', ']', '】']))
}

/// Whether a line is a note on copyright.
fn is_notice(bare: &str) -> bool {
    const SAID: [&str; 14] = [
        "版权声明",
        "免责声明",
        "特别声明",
        "郑重声明",
        "不代表",
        "仅代表",
        "未经授权",
        "不得转载",
        "转载请",
        "版权归",
        "侵权",
        "信息存储空间服务",
        "仅供参考",
        "与本网无关",
    ];
    /// A longer text is about something else, in characters.
    const LONGEST: usize = 400;
    const BEGINNINGS: [&str; 8] = [
        "版权声明",
        "免责声明",
        "特别声明",
        "郑重声明",
        "声明：",
        "【免责声明",
        "【版权声明",
        "风险提示及免责",
    ];
    /// What a site speaks of; a company that denies a rumour does not.
    const OWN: [&str; 14] = [
        "转载",
        "版权",
        "本网",
        "本站",
        "本平台",
        "本文",
        "观点",
        "立场",
        "投资",
        "作者",
        "原创",
        "来源",
        "稿件",
        "上传",
    ];
    let count = SAID.iter().filter(|said| bare.contains(*said)).count();
    let length = bare.chars().count();
    let is_own = || length <= BUTTON || count > 0 || OWN.iter().any(|own| bare.contains(own));
    let begins = BEGINNINGS.iter().any(|begin| bare.starts_with(begin));
    length <= LONGEST && (count >= 2 || begins && is_own())
}

/// Whether a line closes a report where there is little behind it: who edited it, what it is about.
pub(super) fn closes_report(line: &str) -> bool {
    const BEGINNINGS: [&str; 7] = [
        "责任编辑",
        "責任編輯",
        "责编",
        "編輯",
        "编辑",
        "关键词",
        "文章关键词",
    ];
    let bare = line.trim_start_matches(['(', '（', '[', '【']);
    BEGINNINGS.iter().any(|known| bare.starts_with(known)) && is_furniture(line)
}

/// Whether a line is the heading of what follows a report.
pub(super) fn ends_report(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| c.is_alphanumeric()).collect();
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    ENDS.contains(&bare)
}

/// Whether a line says whose a picture is: `图片来源：…`.
pub(super) fn is_credit(line: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "摄影：",
        "攝影：",
        "图片来源",
        "圖片來源",
        "图源",
        "圖源",
        "图片来自",
        "图片均来自",
        "图片由",
        "图片：",
        "图片/",
        "图/",
        "图｜",
        "供图",
    ];
    /// A longer line says more, in characters.
    const LONGEST: usize = 40;
    let line = bare(line);
    let inner = line.trim_start_matches(['（', '【']);
    line.chars().count() <= LONGEST && BEGINNINGS.iter().any(|begin| inner.starts_with(begin))
}

/// Whether a line says by its words what a picture shows, or who made it.
pub(super) fn is_caption(line: &str) -> bool {
    const BEGINNINGS: [&str; 11] = [
        "▲",
        "△",
        "▼",
        "▽",
        "↑",
        "↓",
        "图为",
        "图：",
        "圖為",
        "资料图",
        "資料圖",
    ];
    const ENDS: [&str; 6] = ["摄", "攝", "摄）", "供图", "供图）", "/图"];
    // `李明 图`, which without its space would be a word.
    let is_signed = line
        .strip_suffix(['图', '圖'])
        .is_some_and(|before| before.ends_with(char::is_whitespace));
    let bare = bare(line);
    is_signed
        || is_credit(line)
        || BEGINNINGS.iter().any(|begin| bare.starts_with(begin))
        || ENDS.iter().any(|end| bare.ends_with(end))
}
