//! Which of its two forms a Chinese text is written in.

use super::fold;

/// A form of Chinese writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// 简体.
    Simplified,
    /// 繁體.
    Traditional,
}

/// Of so many Han characters one at least is traditional in a text that is: in such texts a fourth and more are, in
/// simplified ones some names and rare characters.
const ONE_IN: usize = 12;

impl Script {
    /// Returns the script of a text; `None` where it has no Han characters.
    pub fn of(text: &str) -> Option<Self> {
        let (mut all, mut traditional) = (0, 0);
        for c in text
            .chars()
            .filter(|&c| c >= '\u{3400}' && c.is_alphabetic())
        {
            all += 1;
            traditional += usize::from(fold::is_variant(c));
        }
        match traditional * ONE_IN >= all {
            _ if all == 0 => None,
            true => Some(Self::Traditional),
            false => Some(Self::Simplified),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_in_simplified_or_traditional_characters() {
        for (text, script) in [
            (
                "三百名志愿者上山植树，台湾里程、皇后、干部、发面",
                Some(Script::Simplified),
            ),
            ("三百名志願者上山植樹", Some(Script::Traditional)),
            ("旧桥改建", Some(Script::Simplified)),
            ("舊橋改建", Some(Script::Traditional)),
            // Of a name alone nothing tells.
            (
                "郭樹勋上山植树，雨停了，树苗来自邻县，路还通",
                Some(Script::Simplified),
            ),
            ("Old bridge, 2019", None),
            ("", None),
        ] {
            assert_eq!(Script::of(text), script, "{text}");
        }
    }
}
