//! Dates as people write them, read one by one and by properties.

use proptest::prelude::*;

use super::Published;

fn read(original: &str) -> (Option<String>, Option<String>) {
    let published = Published::parse(original);
    assert_eq!(published.original, original.trim());
    (published.date, published.time)
}

#[test]
fn dates_are_understood_as_people_write_them() {
    for (original, date, time) in [
        ("2019-11-22", "2019-11-22", ""),
        ("2019年11月22日", "2019-11-22", ""),
        (" 2019 年 1 月 2 日 ", "2019-01-02", ""),
        ("２０１９年１１月２２日", "2019-11-22", ""),
        ("2019.11", "2019-11", ""),
        ("2019-11", "2019-11", ""),
        ("2019年11月", "2019-11", ""),
        ("201911", "2019-11", ""),
        ("2019", "2019", ""),
        ("2019年", "2019", ""),
        ("20191122", "2019-11-22", ""),
        ("20191122 0830", "2019-11-22", ""),
        ("201911220830", "2019-11-22", "08:30"),
        ("20191122083015", "2019-11-22", "08:30:15"),
        ("2019/11/22 08:30", "2019-11-22", "08:30"),
        ("2019.11.22 8:30:15", "2019-11-22", "08:30:15"),
        ("2019年11月22日08时30分", "2019-11-22", "08:30"),
        ("2019年11月22日 星期五 下午3:05", "2019-11-22", "15:05"),
        ("2019年11月22日晚8点", "2019-11-22", "20:00"),
        ("2019-11-22 12:05 AM", "2019-11-22", "00:05"),
        ("2019-11-22T08:30", "2019-11-22", "08:30"),
        ("2019-11-22T08:30:00.250+08:00", "2019-11-22", "08:30:00"),
        ("二〇一九年十一月二十二日", "2019-11-22", ""),
        ("二○一九年十一月廿二日", "2019-11-22", ""),
        ("民国三十八年", "1949", ""),
        ("中華民國一百零八年十一月二十二日", "2019-11-22", ""),
        ("民国元年1月1日", "1912-01-01", ""),
        ("公元2019年11月22日", "2019-11-22", ""),
        ("2019年11月22日 星期五 农历己亥年十月廿六", "2019-11-22", ""),
        ("星期五 2019年11月22日 第12345期", "2019-11-22", ""),
        ("Fri, 22 Nov 2019 08:30:15 +0800", "2019-11-22", "08:30:15"),
        ("1574382600", "2019-11-22", "08:30"),
        ("1574382615000", "2019-11-22", "08:30:15"),
        ("2020-02-29", "2020-02-29", ""),
    ] {
        let time = (!time.is_empty()).then(|| time.to_owned());
        assert_eq!(read(original), (Some(date.to_owned()), time), "{original}");
    }
}

#[test]
fn an_instant_in_utc_is_given_in_china_standard_time_and_another_clock_is_left_alone() {
    for (original, date, time) in [
        ("2019-11-21T16:00:00Z", "2019-11-22", "00:00:00"),
        ("2019-12-31 23:30 UTC", "2020-01-01", "07:30"),
        ("Thu, 21 Nov 2019 23:30:00 GMT", "2019-11-22", "07:30"),
        ("2019-11-21T23:30:00-05:00", "2019-11-21", "23:30:00"),
        ("Thu, 21 Nov 2019 23:30:00 -0500", "2019-11-21", "23:30"),
    ] {
        let known = (Some(date.to_owned()), Some(time.to_owned()));
        assert_eq!(read(original), known, "{original}");
    }
}

#[test]
fn what_is_no_date_is_kept_as_written() {
    for original in [
        "",
        "昨天",
        "11月22日",
        "2019-02-30",
        "2019年13月1日",
        "2019-00-00",
        "0000-01-01",
        "20191301",
        "12345",
        "1234-5678",
        "农历己亥年十月廿六",
        "第2019110期",
    ] {
        assert_eq!(read(original), (None, None), "{original}");
    }
}

#[test]
fn a_time_that_does_not_exist_costs_the_time_only() {
    assert_eq!(
        read("2019-11-22 25:61"),
        (Some("2019-11-22".to_owned()), None)
    );
}

#[test]
fn a_number_is_a_date_in_digits_or_an_instant() {
    for (number, date) in [
        ("20191122", "2019-11-22"),
        ("2019", "2019"),
        ("1574382600", "2019-11-22"),
        ("1574382600.75", "2019-11-22"),
        ("1574382600000", "2019-11-22"),
        ("0", "1970-01-01"),
        ("-86400", "1969-12-31"),
    ] {
        assert_eq!(
            Published::from_number(number).date.as_deref(),
            Some(date),
            "{number}"
        );
    }
    assert_eq!(Published::from_number("1e999").date, None);
}

#[test]
fn a_time_told_apart_joins_a_day_only() {
    let joined = |date: &str| Published::parse(date).with_time("08:30");
    assert_eq!(joined("2019-11-22").label(), "2019-11-22 08:30");
    assert_eq!(joined("2019-11-22").original, "2019-11-22 08:30");
    assert_eq!(joined("2019-11").time, None);
    assert_eq!(joined("2019-11-22 07:00").time.as_deref(), Some("07:00"));
}

proptest! {
    #[test]
    fn every_text_is_read(original in "\\PC{0,40}") {
        let published = Published::parse(&original);
        prop_assert_eq!(published.original, original.trim());
    }

    #[test]
    fn what_was_read_is_read_again_alike(
        original in "[0-9一二十廿年月日:时 /.TZ民国-]{0,24}",
    ) {
        if let Published { date: Some(date), time, .. } = Published::parse(&original) {
            let label = time.iter().fold(date.clone(), |date, time| format!("{date} {time}"));
            let again = Published::parse(&label);
            prop_assert_eq!(again.date, Some(date));
            prop_assert_eq!(again.time, time);
        }
    }
}
