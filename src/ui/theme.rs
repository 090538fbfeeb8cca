//! Colours by role. They are the terminal's own sixteen, so that they are readable on whatever
//! ground the reader chose; grey is not among them, for some palettes have the ground's colour in
//! its place. Nothing is told by colour alone.

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

impl Theme {
    /// Returns the names of the themes that there are.
    pub fn names() -> &'static [&'static str] {
        &["terminal", "plain"]
    }

    /// Returns the theme of a name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "terminal" => Some(Self::coloured()),
            "plain" => Some(Self::plain()),
            _ => None,
        }
    }

    /// The theme in the terminal's sixteen colours.
    pub fn coloured() -> Self {
        let plain = Self::plain();
        Self {
            accent: Style::new().fg(Color::Cyan),
            hit: Style::new().fg(Color::Black).bg(Color::Yellow),
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
}
