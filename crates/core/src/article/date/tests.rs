//! Dates as people write them, read one by one and by properties.

mod forms;

use proptest::prelude::*;

use super::{Lost, Published};

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
        ("20191122 0830", "2019-11-22", "08:30"),
        ("22.11.2019", "2019-11-22", ""),
        ("31/12/2019 08:30", "2019-12-31", "08:30"),
        ("民108.11.22", "2019-11-22", ""),
        ("2019326", "2019", ""),
        ("2019112208", "2019-11-22", "08:00"),
        ("2019—11—22", "2019-11-22", ""),
        ("2019−11−22", "2019-11-22", ""),
        ("二0一九年十一月22日", "2019-11-22", ""),
        ("2019年11月22日下午3点半", "2019-11-22", "15:30"),
        ("2019年11月22日上午9点一刻", "2019-11-22", "09:15"),
        ("2019年11月22日晚上12:30", "2019-11-22", "00:30"),
        ("2019年11月22日晚上11:30", "2019-11-22", "23:30"),
        ("2019年11月22日晚上1点", "2019-11-22", "01:00"),
        ("2019年11月22日中午12:30", "2019-11-22", "12:30"),
        ("2019年11月22日中午1点", "2019-11-22", "13:00"),
        ("Nov 22, 2019", "2019-11-22", ""),
        ("November 22nd, 2019 at 8:30 PM", "2019-11-22", "20:30"),
        ("Friday, 22 Nov. 2019", "2019-11-22", ""),
        ("Sept 2019", "2019-09", ""),
        ("1574382600.123", "2019-11-22", "08:30"),
        ("1.5743826e9", "2019-11-22", "08:30"),
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
        "2019年13月1日",
        "2019-00-00",
        "0000-01-01",
        "20191301",
        "12345",
        "1234-5678",
        "农历己亥年十月廿六",
        "第2019110期",
        "-2019-11-22",
        "-2019",
        "20190230",
        "201911223",
        "201902300830",
        "Nov 31, 2019",
        "May I",
        "1e999",
    ] {
        assert_eq!(read(original), (None, None), "{original}");
    }
}

#[test]
fn a_time_that_is_not_understood_costs_the_time_only_and_is_missed() {
    for (original, misses) in [
        ("2019-11-22 25:61", true),
        ("2019-11 08:30", true),
        ("2019年11月22日38点", true),
        ("2019-11-22", false),
        ("2019-11-22 08:30", false),
        ("2019年11月22日 农历十月廿六", false),
        ("昨天08:30", false),
    ] {
        let (_, lost) = Published::read(original, None);
        assert_eq!(lost == Some(Lost::Time), misses, "{original}");
    }
    assert_eq!(
        read("2019-11-22 25:61"),
        (Some("2019-11-22".to_owned()), None)
    );
}

#[test]
fn a_number_is_a_date_in_digits_or_an_instant_of_a_newspapers_time() {
    for (number, date) in [
        ("20191122", Some("2019-11-22")),
        ("20191122.0", Some("2019-11-22")),
        ("2019", Some("2019")),
        ("1574382600", Some("2019-11-22")),
        ("1574382600.75", Some("2019-11-22")),
        ("1574382600000", Some("2019-11-22")),
        ("-700000000", Some("1947-10-27")),
        ("0", None),
        ("-86400", None),
        ("-2019", None),
        ("15743826", None),
        ("99999999999999999999", None),
    ] {
        assert_eq!(read(number).0.as_deref(), date, "{number}");
    }
}

#[test]
fn a_time_told_apart_joins_a_day_only() {
    let joined = |date: &str, time: &str| {
        let mut published = Published::parse(date);
        let added = published.add_time(time);
        (published.label(), published.original, added)
    };
    let both = || ("2019-11-22 08:30".to_owned(), "2019-11-22 08:30".to_owned());
    let (label, original) = both();
    assert_eq!(joined("2019-11-22", "08:30"), (label, original, true));
    let (label, original) = both();
    assert_eq!(
        joined("2019-11-22", "2019-11-22 08:30"),
        (label, original, true)
    );
    for (date, time) in [
        ("2019-11", "08:30"),
        ("2019-11-22 07:00", "08:30"),
        ("2019-11-22", "25:61"),
        ("2019-11-22", "2019-11-23 08:30"),
    ] {
        assert_eq!(
            joined(date, time),
            (date.to_owned(), date.to_owned(), false)
        );
    }
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
