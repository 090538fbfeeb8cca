//! Numbers as Chinese newspapers write them: `2019`, `２０１９`, `二〇一九`, `二十二`, `廿二`.

/// Reads the number at the start of `text`; returns it with what follows it.
///
/// Digits, ASCII, full width or Han, are read as they stand in a row, as in a year; with a unit (十,
/// 百) they count. A number above 99 999 999 is none of ours.
pub fn number(text: &str) -> Option<(u32, &str)> {
    let (run, rest) = numerals(text)?;
    let numerals: Vec<Numeral> = run.chars().filter_map(numeral).collect();
    Some((counted(&numerals)?, rest))
}

/// Splits the numerals, digits among them, from the start of `text` if there are any.
pub fn numerals(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c| numeral(c).is_none()).unwrap_or(text.len());
    text.split_at_checked(end)
        .filter(|(run, _)| !run.is_empty())
}

/// Splits the decimal digits, ASCII or full width, from the start of `text`.
pub fn digits(text: &str) -> (Vec<u32>, &str) {
    let found: Vec<u32> = text.chars().map_while(digit).collect();
    let rest = text.trim_start_matches(|c| digit(c).is_some());
    (found, rest)
}

/// Returns the value of a decimal digit, ASCII or full width.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

#[derive(Clone, Copy)]
enum Numeral {
    /// 〇 to 九.
    Digit(u32),
    /// 十 and 百 multiply the digit before them.
    Unit(u32),
    /// 廿 and 卅 are tens by themselves.
    Tens(u32),
}

fn numeral(c: char) -> Option<Numeral> {
    digit(c).map(Numeral::Digit).or_else(|| han(c))
}

fn han(c: char) -> Option<Numeral> {
    let digit = match c {
        '〇' | '零' | '○' | 'Ｏ' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => return Some(Numeral::Unit(10)),
        '百' => return Some(Numeral::Unit(100)),
        '廿' => return Some(Numeral::Tens(20)),
        '卅' => return Some(Numeral::Tens(30)),
        _ => return None,
    };
    Some(Numeral::Digit(digit))
}

fn counted(numerals: &[Numeral]) -> Option<u32> {
    let digits: Vec<u32> = numerals
        .iter()
        .map_while(|numeral| match numeral {
            Numeral::Digit(digit) => Some(*digit),
            _ => None,
        })
        .collect();
    if digits.len() == numerals.len() {
        return positional(&digits);
    }
    let (mut total, mut pending) = (0_u32, None);
    for numeral in numerals {
        match *numeral {
            Numeral::Digit(digit) => pending = Some(digit),
            Numeral::Unit(unit) => {
                let many = pending.take().unwrap_or(1).checked_mul(unit)?;
                total = total.checked_add(many)?;
            }
            Numeral::Tens(tens) => total = total.checked_add(tens)?,
        }
    }
    total.checked_add(pending.unwrap_or(0))
}

fn positional(digits: &[u32]) -> Option<u32> {
    (1..=8)
        .contains(&digits.len())
        .then(|| digits.iter().fold(0, |value, digit| value * 10 + digit))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_as_written() {
        for (text, value, rest) in [
            ("2019年", 2019, "年"),
            ("２２日", 22, "日"),
            ("二〇一九年", 2019, "年"),
            ("十一月", 11, "月"),
            ("二十二日", 22, "日"),
            ("廿六", 26, ""),
            ("三十", 30, ""),
            ("一百零八年", 108, "年"),
            ("二0一九年", 2019, "年"),
            ("2〇19年", 2019, "年"),
        ] {
            assert_eq!(number(text), Some((value, rest)), "{text}");
        }
        assert_eq!(number("年"), None);
        assert_eq!(number("123456789"), None);
        assert_eq!(number("一二三四五六七八九"), None);
    }
}
