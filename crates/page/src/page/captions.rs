//! What stands below a photograph: its caption, who took it, and where it is from.

/// What a photograph's caption begins with.
const CAPTIONS: &[&str] = &[
    "图为",
    "圖為",
    "图片为",
    "上图",
    "下图",
    "左图",
    "右图",
    "上圖",
    "下圖",
    "左圖",
    "右圖",
    "图①",
    "图②",
    "图③",
    "图④",
    "图一",
    "图二",
    "图三",
    "图1",
    "图2",
    "图3",
    "▲",
    "△",
    "▼",
    "▽",
    "◀",
    "▶",
    "圖／",
    "图/",
    "图／",
];

/// Words that a photographer's credit ends with.
const CREDITS: &[&str] = &[
    "摄",
    "攝",
    "/供图",
    "供图",
    "供圖",
    "/摄影",
    "／攝影",
    "摄影报道",
    "摄影报道)",
    "/图",
    "／圖",
    "提供)",
    "摄)",
    "攝)",
    "/文图",
    "/摄",
];

/// Returns whether a line begins a caption.
pub(super) fn is_caption(text: &str) -> bool {
    CAPTIONS.iter().any(|form| text.starts_with(form))
}

/// Returns whether a text ends with a photographer's credit.
pub(super) fn has_credit(text: &str) -> bool {
    let text = without_agency(text);
    CREDITS.iter().any(|form| text.ends_with(form))
}

/// Returns a credit without who spreads the picture: 周小满摄（新华社发）.
pub(super) fn without_agency(text: &str) -> &str {
    let inside = text.strip_suffix(['）', ')']);
    let parted = inside.and_then(|text| text.rsplit_once(['（', '(']));
    let by = [
        "发",
        "發",
        "影像中国",
        "资料图",
        "资料照片",
        "图片",
        "视觉中国",
        "供图",
    ];
    let spread = parted.filter(|(_, agency)| by.iter().any(|by| agency.ends_with(by)));
    spread.map_or(text, |(text, _)| text.trim_end())
}

/// Returns whether a line is a photographer's credit and nothing else: 周小满摄（新华社发）.
pub(super) fn is_credit(text: &str) -> bool {
    const LONGEST: usize = 24;
    let short = text.chars().take(LONGEST).count() < LONGEST;
    let sentence = text.contains(['。', '，', '！', '？', '；', '：', '“', '《']);
    let named = without_agency(text).chars().count() > 2;
    short && named && !sentence && has_credit(text)
}

/// Returns whether a line is a caption by its end, where who took the picture stands behind a sentence: 池塘里放满了鱼苗。
/// 周小满 摄.
pub(super) fn ends_with_credit(text: &str) -> bool {
    let parted = text.rsplit_once(['。', '！']);
    parted.is_some_and(|(told, credit)| !told.is_empty() && is_credit(credit.trim()))
}

/// Returns whether a line says where figures or pictures are from: 数据来源：镇政府.
pub(super) fn is_source(text: &str) -> bool {
    let parted = text.split_once(['：', ':']);
    parted.is_some_and(|(word, _)| {
        let words = [
            "数据来源",
            "资料来源",
            "图片来源",
            "數據來源",
            "資料來源",
            "制图",
            "来源",
        ];
        words.contains(&word.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_ends_with_who_took_the_picture() {
        assert!(ends_with_credit("池塘里放满了鱼苗。 本报记者 周小满 摄"));
        for text in [
            "周小满 摄",
            "池塘里放满了鱼苗。",
            "池塘里放满了鱼苗。周小满说，",
        ] {
            assert!(!ends_with_credit(text), "{text}");
        }
    }
}
