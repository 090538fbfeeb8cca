//! The themes' colours.
//!
//! Solarized is Ethan Schoonover's (<https://ethanschoonover.com/solarized/>), gruvbox Pavel Pertsev's
//! (<https://github.com/morhetz/gruvbox>).

use ratatui::style::Color;

use super::Depth;

/// A colour: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink(u8, u8, u8);

/// The colours of a theme.
#[derive(Debug)]
pub(super) struct Inks {
    pub(super) names: &'static [&'static str],
    /// Nothing for the terminal's own, and so for the text.
    pub(super) ground: Option<Ink>,
    pub(super) text: Option<Ink>,
    /// Nothing for the text's.
    pub(super) headline: Option<Ink>,
    pub(super) dim: Ink,
    pub(super) accent: Ink,
    pub(super) warning: Ink,
    /// Of what stands out: the text's colour and what it stands on.
    pub(super) selected: (Ink, Ink),
    pub(super) hit: (Ink, Ink),
    pub(super) hit_here: (Ink, Ink),
}

pub(super) const ALL: &[Inks] = &[
    Inks {
        names: &["dark"],
        ground: None,
        text: None,
        headline: None,
        dim: Ink(0x9a, 0x9a, 0x9a),
        accent: Ink(0x5f, 0xaf, 0xd7),
        warning: Ink(0xff, 0x6f, 0x6f),
        selected: (Ink(0xff, 0xff, 0xff), Ink(0x2f, 0x5f, 0x8a)),
        hit: (Ink(0x00, 0x00, 0x00), Ink(0xd7, 0xaf, 0x5f)),
        hit_here: (Ink(0x00, 0x00, 0x00), Ink(0x87, 0xd7, 0x5f)),
    },
    Inks {
        names: &["light"],
        ground: None,
        text: None,
        headline: None,
        dim: Ink(0x5f, 0x5f, 0x5f),
        accent: Ink(0x00, 0x5f, 0x87),
        warning: Ink(0xaf, 0x00, 0x00),
        selected: (Ink(0xff, 0xff, 0xff), Ink(0x2f, 0x5f, 0x8a)),
        hit: (Ink(0x00, 0x00, 0x00), Ink(0xff, 0xd7, 0x5f)),
        hit_here: (Ink(0x00, 0x00, 0x00), Ink(0x87, 0xd7, 0x5f)),
    },
    Inks {
        names: &["paper", "纸"],
        ground: Some(Ink(0xf8, 0xf1, 0xe3)),
        text: Some(Ink(0x2b, 0x26, 0x22)),
        headline: Some(Ink(0x1a, 0x16, 0x13)),
        dim: Ink(0x6e, 0x62, 0x54),
        accent: Ink(0x8c, 0x2f, 0x1b),
        warning: Ink(0xa6, 0x1b, 0x1b),
        selected: (Ink(0xf8, 0xf1, 0xe3), Ink(0x5b, 0x46, 0x36)),
        hit: (Ink(0x2b, 0x26, 0x22), Ink(0xf3, 0xd2, 0x7a)),
        hit_here: (Ink(0x2b, 0x26, 0x22), Ink(0xe8, 0xa8, 0x7c)),
    },
    Inks {
        names: &["high-contrast"],
        ground: Some(Ink(0x00, 0x00, 0x00)),
        text: Some(Ink(0xff, 0xff, 0xff)),
        headline: Some(Ink(0xff, 0xff, 0xff)),
        dim: Ink(0xd7, 0xd7, 0xd7),
        accent: Ink(0xff, 0xff, 0x00),
        warning: Ink(0xff, 0x87, 0x87),
        selected: (Ink(0x00, 0x00, 0x00), Ink(0xff, 0xff, 0xff)),
        hit: (Ink(0x00, 0x00, 0x00), Ink(0xff, 0xff, 0x00)),
        hit_here: (Ink(0x00, 0x00, 0x00), Ink(0x00, 0xff, 0xff)),
    },
    Inks {
        names: &["solarized-dark"],
        ground: Some(Ink(0x00, 0x2b, 0x36)),
        text: Some(Ink(0x93, 0xa1, 0xa1)),
        headline: Some(Ink(0xee, 0xe8, 0xd5)),
        dim: Ink(0x83, 0x94, 0x96),
        accent: Ink(0x2a, 0xa1, 0x98),
        warning: Ink(0xcb, 0x4b, 0x16),
        selected: (Ink(0x00, 0x2b, 0x36), Ink(0x93, 0xa1, 0xa1)),
        hit: (Ink(0x00, 0x2b, 0x36), Ink(0xb5, 0x89, 0x00)),
        hit_here: (Ink(0x00, 0x2b, 0x36), Ink(0x85, 0x99, 0x00)),
    },
    Inks {
        names: &["solarized-light"],
        ground: Some(Ink(0xfd, 0xf6, 0xe3)),
        text: Some(Ink(0x58, 0x6e, 0x75)),
        headline: Some(Ink(0x07, 0x36, 0x42)),
        dim: Ink(0x65, 0x7b, 0x83),
        accent: Ink(0x26, 0x8b, 0xd2),
        warning: Ink(0xdc, 0x32, 0x2f),
        selected: (Ink(0xfd, 0xf6, 0xe3), Ink(0x58, 0x6e, 0x75)),
        hit: (Ink(0x00, 0x2b, 0x36), Ink(0xb5, 0x89, 0x00)),
        hit_here: (Ink(0x00, 0x2b, 0x36), Ink(0x85, 0x99, 0x00)),
    },
    Inks {
        names: &["gruvbox-dark"],
        ground: Some(Ink(0x28, 0x28, 0x28)),
        text: Some(Ink(0xeb, 0xdb, 0xb2)),
        headline: Some(Ink(0xfb, 0xf1, 0xc7)),
        dim: Ink(0xa8, 0x99, 0x84),
        accent: Ink(0x83, 0xa5, 0x98),
        warning: Ink(0xfb, 0x49, 0x34),
        selected: (Ink(0xfb, 0xf1, 0xc7), Ink(0x50, 0x49, 0x45)),
        hit: (Ink(0x28, 0x28, 0x28), Ink(0xfa, 0xbd, 0x2f)),
        hit_here: (Ink(0x28, 0x28, 0x28), Ink(0xb8, 0xbb, 0x26)),
    },
    Inks {
        names: &["gruvbox-light"],
        ground: Some(Ink(0xfb, 0xf1, 0xc7)),
        text: Some(Ink(0x3c, 0x38, 0x36)),
        headline: Some(Ink(0x28, 0x28, 0x28)),
        dim: Ink(0x7c, 0x6f, 0x64),
        accent: Ink(0x07, 0x66, 0x78),
        warning: Ink(0x9d, 0x00, 0x06),
        selected: (Ink(0xfb, 0xf1, 0xc7), Ink(0x66, 0x5c, 0x54)),
        hit: (Ink(0x28, 0x28, 0x28), Ink(0xd7, 0x99, 0x21)),
        hit_here: (Ink(0x28, 0x28, 0x28), Ink(0x98, 0x97, 0x1a)),
    },
];

impl Inks {
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.names.contains(&name)
    }
}

impl Ink {
    fn parts(self) -> (u8, u8, u8) {
        (self.0, self.1, self.2)
    }

    /// Returns the colour on a terminal that has 256 or all.
    pub(super) fn colour(self, depth: Depth) -> Color {
        let (red, green, blue) = self.parts();
        if depth == Depth::True {
            return Color::Rgb(red, green, blue);
        }
        let nearest = (16..=255).min_by_key(|index| self.distance(indexed(*index)));
        Color::Indexed(nearest.unwrap_or(16))
    }

    /// Returns which of the terminal's own colours is next to it, of those that are read on any ground.
    pub(super) fn among_sixteen(self) -> Color {
        let hues = [
            (Color::Red, (205, 0, 0)),
            (Color::Green, (0, 205, 0)),
            (Color::Magenta, (205, 0, 205)),
            (Color::Cyan, (0, 205, 205)),
        ];
        let nearest = hues.iter().min_by_key(|(_, parts)| self.distance(*parts));
        nearest.map_or(Color::Cyan, |(colour, _)| *colour)
    }

    fn distance(self, (red, green, blue): (u8, u8, u8)) -> u32 {
        let own = self.parts();
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        square(own.0, red) + square(own.1, green) + square(own.2, blue)
    }
}

/// The colour of an index from 16 on: a cube of six steps a side, and 24 greys.
fn indexed(index: u8) -> (u8, u8, u8) {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return (grey, grey, grey);
    }
    let at = index.saturating_sub(16);
    let step = |at: u8| STEPS.get(usize::from(at % 6)).copied().unwrap_or(0);
    (step(at / 36), step(at / 6), step(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.
    fn luminance(ink: Ink) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.039_28 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let (red, green, blue) = ink.parts();
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    fn contrast(one: Ink, other: Ink) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_is_readable_on_its_ground() {
        for inks in ALL {
            let name = inks.names[0];
            let is_high = name == "high-contrast";
            // Where the terminal's own ground is kept, it may be any dark or light one.
            let grounds: &[Ink] = match (inks.ground, name) {
                (Some(ground), _) => &[ground],
                (None, "dark") => &[Ink(0, 0, 0), Ink(0x2e, 0x2e, 0x2e)],
                (None, _) => &[Ink(0xff, 0xff, 0xff), Ink(0xee, 0xee, 0xee)],
            };
            for ground in grounds {
                let least = |ink: Ink, least: f64| {
                    let least = if is_high { 7.0 } else { least };
                    let found = contrast(ink, *ground);
                    assert!(found >= least, "{name}: {ink:x?} has {found:.2}");
                };
                inks.text.into_iter().for_each(|ink| least(ink, 4.5));
                inks.headline.into_iter().for_each(|ink| least(ink, 4.5));
                least(inks.dim, 4.0);
                least(inks.accent, 3.0);
                least(inks.warning, 3.0);
            }
            for (ink, paper) in [inks.selected, inks.hit, inks.hit_here] {
                let found = contrast(ink, paper);
                assert!(
                    found >= if is_high { 7.0 } else { 4.0 },
                    "{name}: {found:.2}"
                );
            }
        }
    }

    #[test]
    fn colours_are_the_next_that_there_are() {
        let ink = Ink(0xff, 0x00, 0x00);
        assert_eq!(ink.colour(Depth::True), Color::Rgb(255, 0, 0));
        assert_eq!(ink.colour(Depth::Indexed), Color::Indexed(196));
        assert_eq!(ink.among_sixteen(), Color::Red);
        assert_eq!(Ink(0, 0, 0).colour(Depth::Indexed), Color::Indexed(16));
        assert_eq!(
            Ink(0x80, 0x80, 0x80).colour(Depth::Indexed),
            Color::Indexed(244)
        );
        assert_eq!(indexed(231), (255, 255, 255));
    }
}
