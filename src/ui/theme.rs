//! Colours by role: the terminal's own sixteen, or those of a theme as far as the terminal has them.
//!
//! Of the sixteen, grey is not used, for some palettes have the ground's colour in its place. Nothing
//! is told by colour alone: what is selected has a sign before it, and hits, faults and warnings are
//! bold or underlined.

mod depth;
mod inks;

pub use depth::{Depth, Ground};

use inks::{ALL, Ink, Inks};
use ratatui::style::{Color, Modifier, Style};

/// The style of each role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Running text.
    pub text: Style,
    /// What is beside the point: sources, dates, hints.
    pub dim: Style,
    /// Headlines in the text.
    pub headline: Style,
    /// Kickers, subheads and keys.
    pub accent: Style,
    /// The selected headline while the list has the focus.
    pub selected: Style,
    /// The selected headline while the text has the focus.
    pub selected_behind: Style,
    /// A hit.
    pub hit: Style,
    /// The hit that n and N go on from.
    pub hit_here: Style,
    /// The status line.
    pub status: Style,
    /// Something that asks for attention.
    pub warning: Style,
    /// The part of a query that could not be understood.
    pub fault: Style,
}

/// The theme in the terminal's sixteen colours, and the one without any.
const TERMINAL: &str = "terminal";
const PLAIN: &str = "plain";

impl Theme {
    /// Returns the names of the themes that there are.
    pub fn names() -> &'static [&'static str] {
        &[
            TERMINAL,
            "dark",
            "light",
            "paper",
            "纸",
            "high-contrast",
            "solarized-dark",
            "solarized-light",
            "gruvbox-dark",
            "gruvbox-light",
            PLAIN,
        ]
    }

    /// Returns each theme by one name: the one that was chosen, or else its first.
    pub fn offered(chosen: Option<&str>) -> Vec<&'static str> {
        let is_offered = |name: &&'static str| {
            let inks = ALL.iter().find(|inks| inks.is_called(name));
            let names = inks.map_or([].as_slice(), |inks| inks.names);
            let by_choice = names.iter().find(|own| Some(**own) == chosen);
            by_choice.or(names.first()).is_none_or(|own| own == name)
        };
        let names = Self::names().iter().copied();
        names.filter(is_offered).collect()
    }

    /// Returns the theme of a name, in as many colours as there are.
    pub fn named(name: &str, depth: Depth) -> Option<Self> {
        match name {
            PLAIN => return Some(Self::plain()),
            TERMINAL if depth == Depth::None => return Some(Self::plain()),
            TERMINAL => return Some(Self::coloured()),
            _ => {}
        }
        let inks = ALL.iter().find(|inks| inks.is_called(name))?;
        Some(match depth {
            Depth::None => Self::plain(),
            Depth::Sixteen => Self::in_sixteen(inks),
            Depth::Indexed | Depth::True => Self::in_inks(inks, depth),
        })
    }

    /// Returns the theme that is well read on a ground; where the ground is not known, the one in the
    /// terminal's sixteen colours.
    pub fn on(ground: Option<Ground>, depth: Depth) -> Self {
        let name = match ground {
            Some(Ground::Dark) => "dark",
            Some(Ground::Light) => "light",
            None => TERMINAL,
        };
        Self::named(name, depth).unwrap_or_else(Self::plain)
    }

    /// The theme in the terminal's sixteen colours.
    pub fn coloured() -> Self {
        let plain = Self::plain();
        Self {
            accent: Style::new().fg(Color::Cyan),
            hit: plain.hit.fg(Color::Black).bg(Color::Yellow),
            hit_here: Style::new()
                .fg(Color::Black)
                .bg(Color::Green)
                .add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
            warning: Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
            fault: plain.fault.fg(Color::Red),
            ..plain
        }
    }

    /// The theme without colours, for `NO_COLOR`.
    pub fn plain() -> Self {
        let style = Style::new();
        let bold = style.add_modifier(Modifier::BOLD);
        let reversed = style.add_modifier(Modifier::REVERSED);
        Self {
            text: style,
            dim: style.add_modifier(Modifier::DIM),
            headline: bold,
            accent: style,
            selected: reversed,
            selected_behind: bold.add_modifier(Modifier::UNDERLINED),
            hit: style.add_modifier(Modifier::UNDERLINED),
            hit_here: reversed.add_modifier(Modifier::BOLD),
            status: style,
            warning: bold,
            fault: bold.add_modifier(Modifier::UNDERLINED),
        }
    }

    /// Sixteen colours are the terminal's own, and so are its ground and text: of the theme the accent
    /// is left.
    fn in_sixteen(inks: &Inks) -> Self {
        Self {
            accent: Style::new().fg(inks.accent.among_sixteen()),
            ..Self::coloured()
        }
    }

    fn in_inks(inks: &Inks, depth: Depth) -> Self {
        let ground = |style: Style| inks.ground.map_or(style, |ink| style.bg(ink.colour(depth)));
        let text = ground(match inks.text {
            Some(ink) => Style::new().fg(ink.colour(depth)),
            None => Style::new(),
        });
        let bold = text.add_modifier(Modifier::BOLD);
        let on =
            |(ink, paper): (Ink, Ink)| Style::new().fg(ink.colour(depth)).bg(paper.colour(depth));
        let warning = bold.fg(inks.warning.colour(depth));
        let (ink, paper) = inks.selected;
        Self {
            text,
            dim: text.fg(inks.dim.colour(depth)),
            headline: inks.headline.map_or(bold, |ink| bold.fg(ink.colour(depth))),
            accent: text.fg(inks.accent.colour(depth)),
            // Reversed, and so told from a headline, which is bold, where colours are not seen.
            selected: on((paper, ink)).add_modifier(Modifier::REVERSED),
            selected_behind: bold.add_modifier(Modifier::UNDERLINED),
            hit: on(inks.hit).add_modifier(Modifier::UNDERLINED),
            hit_here: on(inks.hit_here).add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
            status: text,
            warning,
            fault: warning.add_modifier(Modifier::UNDERLINED),
        }
    }

    /// Returns whether it has a ground of its own, which is to be painted where nothing stands.
    pub fn has_ground(&self) -> bool {
        self.text.bg.is_some()
    }

    /// Returns every role's name and style.
    pub fn roles(&self) -> [(&'static str, Style); 11] {
        [
            ("text", self.text),
            ("dim", self.dim),
            ("headline", self.headline),
            ("accent", self.accent),
            ("selected", self.selected),
            ("selected_behind", self.selected_behind),
            ("hit", self.hit),
            ("hit_here", self.hit_here),
            ("status", self.status),
            ("warning", self.warning),
            ("fault", self.fault),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_has_its_names_and_every_name_a_theme() {
        for name in Theme::names() {
            assert!(Theme::named(name, Depth::True).is_some(), "{name}");
        }
        for inks in ALL {
            for name in inks.names {
                assert!(Theme::names().contains(name), "{name}");
            }
        }
        assert_eq!(
            Theme::named("纸", Depth::True),
            Theme::named("paper", Depth::True)
        );
        assert_eq!(Theme::named("none", Depth::True), None);
        assert_eq!(Theme::offered(None).len() + 1, Theme::names().len());
        assert!(!Theme::offered(None).contains(&"纸"));
        assert!(Theme::offered(Some("纸")).contains(&"纸"));
        assert!(!Theme::offered(Some("纸")).contains(&"paper"));
    }

    #[test]
    fn nothing_is_told_by_colour_alone() {
        for name in Theme::names() {
            for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
                let theme = Theme::named(name, depth).unwrap();
                let marks = |style: Style| style.add_modifier;
                let text = marks(theme.text);
                for (role, style) in theme.roles() {
                    let is_told = !matches!(role, "text" | "dim" | "accent" | "status");
                    assert!(!is_told || marks(style) != text, "{name} {role}");
                }
                assert_ne!(marks(theme.hit), marks(theme.hit_here), "{name}");
                assert_ne!(marks(theme.warning), marks(theme.fault), "{name}");
            }
        }
    }

    #[test]
    fn without_colours_every_theme_is_plain() {
        for name in Theme::names() {
            assert_eq!(
                Theme::named(name, Depth::None),
                Some(Theme::plain()),
                "{name}"
            );
        }
        assert_eq!(Theme::on(Some(Ground::Light), Depth::None), Theme::plain());
        assert_eq!(Theme::on(None, Depth::True), Theme::coloured());
    }

    #[test]
    fn a_theme_that_paints_its_ground_paints_it_everywhere() {
        for name in Theme::names() {
            let theme = Theme::named(name, Depth::True).unwrap();
            for (role, style) in theme.roles() {
                assert!(!theme.has_ground() || style.bg.is_some(), "{name} {role}");
            }
        }
    }
}
