#!/usr/bin/env bash
# icu_calendar 2.4.0: the Chinese calendar gives some days of the Qing as the day before, and no error.
#
# A guess would be: a date that it does not know is refused, or what it gives is what stood on the newspaper. Seen
# instead: its tables begin in 1900, and before that it computes, so that days of famous documents come out a day
# early, and others, earlier and later, do not. Japan and China declared war on 1894-08-01, which is the first day
# of the seventh month (光緒二十年七月初一), and here the thirtieth of the sixth; the treaty of Nanjing is of
# 1842-08-29, the twenty-fourth of the seventh month (道光二十二年七月二十四日), and here the twenty-third. The first
# issue of Shenbao (1872-04-30, 同治十一年三月廿三) and the last day of the emperor Guangxu (1908-11-14, 光緒三十四年
# 十月二十一日) are right. A page's date can therefore not be told from the lunar one alone before 1900.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cargo new --quiet --vcs none --name lunar "$room/lunar"
cd "$room/lunar"
printf 'icu_calendar = "=2.4.0"\n' >> Cargo.toml
cat > src/main.rs <<'RUST'
use icu_calendar::{cal::ChineseTraditional, Date};

fn main() {
    for (year, month, day) in [(1842, 8, 29), (1872, 4, 30), (1894, 8, 1), (1908, 11, 14)] {
        let date = Date::try_new_iso(year, month, day).unwrap();
        let lunar = date.to_calendar(ChineseTraditional::new());
        let (month, day) = (lunar.month().ordinal, lunar.day_of_month().0);
        println!("{year}: {month}/{day}");
    }
}
RUST
seen=$(cargo run --quiet)
# In 1842, 1872, 1894 and 1908 no leap month comes before these days, so that a month's place is its number.
expected='1842: 7/23
1872: 3/23
1894: 6/30
1908: 10/21'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'icu_calendar behaves otherwise now'; exit 1; }
