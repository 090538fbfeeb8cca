//! Head matter by example.

use super::*;

fn shown(text: &str, measure: usize) -> String {
    let lines = set(text, measure, WritingMode::Horizontal(Ambiguous::Narrow));
    let lines: Vec<_> = lines
        .iter()
        .filter_map(|line| text.get(line.range.clone()))
        .collect();
    lines.join("|")
}

#[test]
fn headlines_break_at_the_newspapers_spaces_first() {
    for (text, measure, expected) in [
        (
            "全市召开冬季供暖工作会议 部署管网检修 听取居民意见",
            40,
            "全市召开冬季供暖工作会议|部署管网检修 听取居民意见",
        ),
        (
            "【身边故事】王小明：守好一盏灯 照亮山里人家回家路",
            40,
            "【身边故事】王小明：守好一盏灯|照亮山里人家回家路",
        ),
        // A line more for the newspaper's breaks.
        (
            "全市召开冬季供暖工作会议　部署老旧小区管网检修　听取沿线居民意见建议",
            28,
            "全市召开冬季供暖工作会议|部署老旧小区管网检修|听取沿线居民意见建议",
        ),
    ] {
        assert_eq!(shown(text, measure), expected);
    }
}

#[test]
fn lines_are_even_and_marks_preferred() {
    for (text, measure, expected) in [
        (
            "示范区打好大气污染防治攻坚战",
            20,
            "示范区打好大气|污染防治攻坚战",
        ),
        (
            "治污没有旁观者，人人都是参与者和受益者",
            30,
            "治污没有旁观者，|人人都是参与者和受益者",
        ),
        (
            "昨日起施行新修订的《大气污染防治条例》",
            30,
            "昨日起施行新修订的|《大气污染防治条例》",
        ),
        (
            "我市首批 5G 应用 GDP 增长创新高",
            20,
            "我市首批 5G 应用|GDP 增长创新高",
        ),
    ] {
        assert_eq!(shown(text, measure), expected);
    }
}

#[test]
fn words_stay_whole() {
    for (text, measure, expected) in [
        (
            "全市生态环境保护工作会议召开",
            16,
            "全市生态环境|保护工作会议召开",
        ),
        (
            "我市城乡居民基本医疗保险缴费开始",
            22,
            "我市城乡居民基本|医疗保险缴费开始",
        ),
    ] {
        assert_eq!(shown(text, measure), expected);
    }
}

fn short(text: &str, measure: usize, most: usize) -> String {
    let Short { lines, is_cut } = set_short(text, measure, most, Ambiguous::Narrow);
    let lines: Vec<_> = lines
        .into_iter()
        .filter_map(|line| text.get(line))
        .collect();
    lines.join("|") + if is_cut { "…" } else { "" }
}

#[test]
fn in_a_list_lines_are_filled_and_cut_between_words() {
    let text = "全市生态环境保护工作会议召开 部署冬季大气污染防治";
    for (measure, most, expected) in [
        (60, 2, "全市生态环境保护工作会议召开 部署冬季大气污染防治"),
        (32, 2, "全市生态环境保护工作会议召开|部署冬季大气污染防治"),
        (21, 2, "全市生态环境保护工作|会议召开 部署冬季…"),
        (15, 1, "全市生态环境…"),
        (2, 1, "…"),
        (0, 1, "…"),
    ] {
        assert_eq!(short(text, measure, most), expected, "{measure}");
    }
    assert_eq!(short("", 10, 2), "");
}

#[test]
fn items_stay_whole_as_far_as_they_fit() {
    for (text, measure, expected) in [
        (
            "example-press/evening-edition  晚间新闻  2026-08-18",
            40,
            "example-press/evening-edition|晚间新闻  2026-08-18",
        ),
        ("供暖  防汛  植树  环保", 12, "供暖  防汛|植树  环保"),
        ("晚间新闻联播  植树", 8, "晚间|新闻联播|植树"),
    ] {
        assert_eq!(shown(text, measure), expected);
    }
}
