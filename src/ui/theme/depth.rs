//! What is known of a terminal's colours: how many there are, and whether its ground is dark.

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// None, or none are wanted.
    None,
    /// The terminal's own sixteen.
    Sixteen,
    /// 256, of which all but the first sixteen are the same on every terminal.
    Indexed,
    /// Any.
    True,
}

impl Depth {
    /// Returns what a terminal says of itself in `TERM` and `COLORTERM`. What GNU screen inherits of the latter
    /// is not for it: it shows 256 colours, whatever the terminal around it has.
    pub fn of(term: &str, colorterm: &str, in_gnu_screen: bool) -> Self {
        let is_old = ["dumb", "vt100", "vt102", "vt220", "vt320"].contains(&term);
        if is_old || term.ends_with("-mono") || term.ends_with("-m") {
            Self::None
        } else if in_gnu_screen {
            Self::Indexed
        } else if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") {
            Self::True
        } else if term.contains("256color") {
            Self::Indexed
        } else {
            Self::Sixteen
        }
    }
}

/// What text stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Text is lighter.
    Dark,
    /// Text is darker.
    Light,
}

impl Ground {
    /// Returns what a colour is, its parts from 0 to 255.
    pub fn of_colour((red, green, blue): (u8, u8, u8)) -> Self {
        // The weights of Rec. 601, in thousandths.
        let luma = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
        if luma < 128_000 {
            Self::Dark
        } else {
            Self::Light
        }
    }

    /// Returns what `COLORFGBG` says, as some terminals set it: `15;0` or `0;default;15`, the ground
    /// last, one of the sixteen.
    pub fn of_colorfgbg(value: &str) -> Option<Self> {
        let (_, ground) = value.rsplit_once(';')?;
        match ground.parse().ok()? {
            0..=6 | 8 => Some(Self::Dark),
            7 | 9..=15 => Some(Self::Light),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_has_the_colours_that_it_says() {
        let of = |term, colorterm| Depth::of(term, colorterm, false);
        assert_eq!(of("xterm-256color", "truecolor"), Depth::True);
        assert_eq!(of("xterm-direct", ""), Depth::True);
        assert_eq!(of("screen-256color", ""), Depth::Indexed);
        assert_eq!(of("xterm", "yes"), Depth::Sixteen);
        assert_eq!(of("vt100", "truecolor"), Depth::None);
        assert_eq!(of("xterm-mono", ""), Depth::None);
    }

    #[test]
    fn gnu_screen_has_256_colours_in_every_terminal() {
        let of = |term, colorterm| Depth::of(term, colorterm, true);
        assert_eq!(of("screen", ""), Depth::Indexed);
        assert_eq!(of("screen.xterm-256color", "truecolor"), Depth::Indexed);
        assert_eq!(of("vt100", ""), Depth::None);
    }

    #[test]
    fn grounds_are_dark_or_light() {
        assert_eq!(Ground::of_colour((0, 43, 54)), Ground::Dark);
        assert_eq!(Ground::of_colour((253, 246, 227)), Ground::Light);
        assert_eq!(Ground::of_colorfgbg("15;0"), Some(Ground::Dark));
        assert_eq!(Ground::of_colorfgbg("0;default;15"), Some(Ground::Light));
        for unknown in ["", "15", "0;default", "0;99"] {
            assert_eq!(Ground::of_colorfgbg(unknown), None, "{unknown}");
        }
    }
}
