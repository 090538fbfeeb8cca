//! The characters that are meant by those that only fonts and extractors have: radicals, forms of marks in vertical
//! text, and what `pdftotext` writes for them.

use super::fold;

/// Returns the character that is meant by one.
pub fn plain(c: char) -> char {
    if c < '\u{2000}' {
        return c;
    }
    match c {
        '\u{205d}' | '\u{fe19}' => '…',
        '\u{e790}' | '\u{fe13}' => '：',
        '\u{e791}' | '\u{fe14}' => '；',
        '\u{e792}' | '\u{fe15}' => '！',
        '\u{e793}' | '\u{fe16}' => '？',
        '\u{fe10}' => '，',
        '\u{fe11}' => '、',
        '\u{fe12}' => '。',
        '\u{fe17}' => '〖',
        '\u{fe18}' => '〗',
        '\u{fe30}' => '‥',
        '\u{fe31}' | '\u{fe32}' => '—',
        '\u{fe33}' | '\u{fe34}' => '＿',
        '\u{fe35}' => '（',
        '\u{fe36}' => '）',
        '\u{fe37}' => '｛',
        '\u{fe38}' => '｝',
        '\u{fe39}' => '〔',
        '\u{fe3a}' => '〕',
        '\u{fe3b}' => '【',
        '\u{fe3c}' => '】',
        '\u{fe3d}' => '《',
        '\u{fe3e}' => '》',
        '\u{fe3f}' => '〈',
        '\u{fe40}' => '〉',
        '\u{fe41}' => '「',
        '\u{fe42}' => '」',
        '\u{fe43}' => '『',
        '\u{fe44}' => '』',
        '\u{fe47}' => '［',
        '\u{fe48}' => '］',
        c => fold::of_radical(c).unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_fonts_have_is_the_character_that_is_meant() {
        for (found, meant) in [
            ("⼈⺠⻓⻋⻛", "人民长车风"),
            ("︵春雨︶︐︒", "（春雨），。"),
            ("\u{e790}\u{e791}\u{e792}\u{e793}⁝", "：；！？…"),
            ("春雨，2019 a", "春雨，2019 a"),
        ] {
            assert_eq!(found.chars().map(plain).collect::<String>(), meant);
        }
    }
}
