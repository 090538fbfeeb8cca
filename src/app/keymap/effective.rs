//! The key map that holds: the table with the user's own keys put in.

use super::{BINDINGS, Binding, Command};
use crate::app::keys::Key;
use crate::config::{Config, Fault, KeySetting};
use crate::lang::{Bilingual, Lang, bilingual};

/// The keys of the digits, where one command has them all.
const DIGITS: &str = "1  2  3  4  5  6  7  8  9";

/// What takes a key away.
const NONE: &str = "none";

/// Keys that no setting can take: they act wherever the reader is.
const FIXED: [(Key, Command); 3] = [
    (Key::ctrl('c'), Command::Quit),
    (Key::ctrl('z'), Command::Suspend),
    (Key::ctrl('l'), Command::Redraw),
];

/// Returns whether no setting can take these keys.
pub fn is_fixed(keys: &[Key]) -> bool {
    FIXED.iter().any(|(fixed, _)| keys == [*fixed])
}

/// Returns the command of a key that acts in text fields and overlays too.
pub(in crate::app) fn fixed_command(key: Key) -> Option<Command> {
    let fixed = FIXED.iter().find(|(fixed, _)| *fixed == key);
    fixed.map(|(_, command)| *command)
}

/// The key map that holds.
#[derive(Clone, Debug)]
pub struct Keymap {
    rows: Vec<Row>,
}

/// A command and its keys.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row of the table.
    pub binding: &'static Binding,
    /// The key sequences that give the command, the user's own first.
    pub sequences: Vec<Bound>,
}

/// A key sequence that is bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The keys.
    pub keys: Vec<Key>,
    /// The line of the user's file that binds them, counted from 1; nothing for the table's own.
    pub line: Option<usize>,
}

impl Bound {
    /// Returns the keys' names, as `g g`.
    pub fn name(&self) -> String {
        name(&self.keys)
    }
}

fn name(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(|key| key.name()).collect();
    names.join(" ")
}

impl Row {
    /// Returns the names of the keys, as `j  ↓`; how the palette finds the command where it has none.
    pub fn keys(&self) -> String {
        if self.sequences.is_empty() {
            return format!(":{}", self.binding.command.names().0);
        }
        let names: Vec<String> = self.sequences.iter().map(Bound::name).collect();
        names.join("  ").replace(DIGITS, "1-9")
    }

    /// Returns what the command does, for people.
    pub fn description(&self, lang: Lang) -> &'static str {
        self.binding.description(lang)
    }
}

impl Default for Keymap {
    fn default() -> Self {
        let bound = |keys: &&[Key]| Bound {
            keys: keys.to_vec(),
            line: None,
        };
        let row = |binding: &'static Binding| Row {
            binding,
            sequences: binding.sequences.iter().map(bound).collect(),
        };
        Self {
            rows: BINDINGS.iter().map(row).collect(),
        }
    }
}

/// What a sequence of keys amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// A command.
    Command(Command),
    /// The beginning of a longer sequence.
    Prefix,
    /// Nothing.
    Unbound,
}

/// A user's sequence that makes sense, and its command; nothing takes the keys away.
struct Own<'s> {
    keys: Vec<Key>,
    command: Option<Command>,
    setting: &'s KeySetting,
}

impl Keymap {
    /// Puts the user's own keys into the table, and says what is wrong with them. They win over the
    /// table's: a sequence that is the same, that begins one of them or that begins with one is the
    /// table's no more.
    pub fn new(settings: &[KeySetting]) -> (Self, Vec<Fault>) {
        let (mut map, mut faults) = (Self::default(), Vec::new());
        let mut own: Vec<Own> = Vec::new();
        for setting in settings {
            let read = understood(setting).and_then(|new| {
                let clash = own.iter().find(|other| meet(&other.keys, &new.keys));
                clash.map_or(Ok(()), |other| Err(clashing(other, &new)))?;
                Ok(new)
            });
            match read {
                Ok(new) => own.push(new),
                Err(fault) => faults.push(fault),
            }
        }
        for Own {
            keys,
            command,
            setting,
        } in own
        {
            for row in &mut map.rows {
                row.sequences
                    .retain(|bound| bound.line.is_some() || !meet(&bound.keys, &keys));
            }
            map.bind(command, &keys, setting.keys_at.0);
        }
        (map, faults)
    }

    /// Makes the key map that settings ask for, and says all that is wrong with them, in order.
    pub fn of(config: &Config) -> (Self, Vec<Fault>) {
        let (map, mut faults) = Self::new(&config.keys);
        faults.extend_from_slice(&config.faults);
        faults.sort();
        (map, faults)
    }

    fn bind(&mut self, command: Option<Command>, keys: &[Key], line: usize) {
        let rows = self.rows.iter_mut();
        for row in rows.filter(|row| Some(row.binding.command) == command) {
            let own = row.sequences.iter().filter(|bound| bound.line.is_some());
            let bound = Bound {
                keys: keys.to_vec(),
                line: Some(line),
            };
            row.sequences.insert(own.count(), bound);
        }
    }

    /// Returns all commands with their keys, in the order in which help shows them.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn row(&self, command: Command) -> Option<&Row> {
        self.rows.iter().find(|row| row.binding.command == command)
    }

    /// Returns the names of a command's keys.
    pub fn keys_of(&self, command: Command) -> String {
        self.row(command).map(Row::keys).unwrap_or_default()
    }

    /// Returns the name of a command's first keys, if it has any.
    pub fn first_of(&self, command: Command) -> Option<String> {
        Some(self.row(command)?.sequences.first()?.name())
    }

    /// Returns the name of a command's first keys; how the palette finds it where it has none.
    pub fn key_or_name(&self, command: Command) -> String {
        let name = || format!(":{}", command.names().0);
        self.first_of(command).unwrap_or_else(name)
    }

    /// Says what some commands' keys do, as far as they have any: `/ find  q quit`.
    pub fn hint(&self, commands: &[(Command, &str)]) -> String {
        let part = |(command, does): &(Command, &str)| {
            let keys = self.first_of(*command)?;
            Some(format!("{keys} {does}"))
        };
        let parts: Vec<String> = commands.iter().filter_map(part).collect();
        parts.join("  ")
    }

    /// Returns what may follow the beginning of a sequence: the names of the keys, and the command's row.
    pub fn continuations<'k>(&'k self, keys: &'k [Key]) -> impl Iterator<Item = (String, &'k Row)> {
        let bound = |row: &'k Row| row.sequences.iter().map(move |bound| (bound, row));
        let all = self.rows.iter().flat_map(bound);
        all.filter_map(|(bound, row)| {
            let rest = bound.keys.strip_prefix(keys)?;
            (!rest.is_empty()).then(|| (name(rest), row))
        })
    }

    /// Looks a sequence of keys up.
    pub fn resolve(&self, keys: &[Key]) -> Resolved {
        let mut prefix = false;
        for row in &self.rows {
            for bound in &row.sequences {
                if bound.keys == keys {
                    return Resolved::Command(row.binding.command);
                }
                prefix |= bound.keys.starts_with(keys);
            }
        }
        if prefix {
            Resolved::Prefix
        } else {
            Resolved::Unbound
        }
    }
}

/// Whether one of two sequences begins with the other.
fn meet(one: &[Key], other: &[Key]) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

fn understood(setting: &KeySetting) -> Result<Own<'_>, Fault> {
    let mut keys = Vec::new();
    for written in setting.keys.split_whitespace() {
        let key = Key::named(written).ok_or_else(|| {
            Fault::new(
                setting.keys_at,
                bilingual!(
                    "{written:?} is no key; keys are called a, Ctrl-A, Alt-A, Space, PgUp, and parted by spaces",
                    "“{written}”不是键名；键写作 a、Ctrl-A、Alt-A、Space、PgUp，键与键之间用空格隔开"
                ),
            )
        })?;
        keys.push(key);
    }
    if let Some((key, _)) = FIXED.iter().find(|(key, _)| keys.contains(key)) {
        let name = key.name();
        return Err(Fault::new(
            setting.keys_at,
            bilingual!(
                "{name} is fixed, so that it always works; bind another key",
                "{name} 固定不变，以保证随时可用；请换别的键"
            ),
        ));
    }
    if keys.is_empty() {
        return Err(Fault::new(
            setting.keys_at,
            Bilingual::new("no key is named", "没有写键名"),
        ));
    }
    let command = Command::named(&setting.command);
    if command.is_none() && setting.command != NONE {
        return Err(unknown(setting));
    }
    Ok(Own {
        keys,
        command,
        setting,
    })
}

fn unknown(setting: &KeySetting) -> Fault {
    let names = BINDINGS.iter().flat_map(|binding| {
        let (english, chinese) = binding.command.names();
        [english, chinese]
    });
    let known: Vec<&str> = names.chain([NONE]).collect();
    let kind = ("command", "命令");
    Fault::unknown(setting.command_at, kind, &setting.command, &known)
}

fn clashing(first: &Own, second: &Own) -> Fault {
    let line = first.setting.keys_at.0;
    let (one, other) = (name(&first.keys), name(&second.keys));
    let what = if first.keys == second.keys {
        bilingual!(
            "{other} is bound on line {line} already",
            "{other} 在第 {line} 行已有命令"
        )
    } else if second.keys.starts_with(&first.keys) {
        bilingual!(
            "{other} begins with {one}, which is bound on line {line}",
            "{other} 以第 {line} 行的 {one} 开头"
        )
    } else {
        bilingual!(
            "{other} is the beginning of {one} on line {line}",
            "{other} 是第 {line} 行的 {one} 的开头"
        )
    };
    Fault::new(second.setting.keys_at, what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use std::collections::HashSet;

    fn map(keys: &str) -> (Keymap, Vec<String>) {
        let config = Config::of_text(&format!("[keys]\n{keys}"), &[]);
        assert_eq!(config.faults, []);
        let (map, faults) = Keymap::new(&config.keys);
        let told = faults.iter().map(ToString::to_string).collect();
        (map, told)
    }

    fn gives(map: &Keymap, keys: &str) -> Resolved {
        let keys: Vec<Key> = keys
            .split(' ')
            .map(|key| Key::named(key).unwrap())
            .collect();
        map.resolve(&keys)
    }

    #[test]
    fn no_two_commands_share_a_key_and_no_sequence_hides_another() {
        let map = Keymap::default();
        let all = || map.rows.iter().flat_map(|row| &row.sequences);
        let mut seen = HashSet::new();
        for sequence in all() {
            assert!(seen.insert(&sequence.keys), "{sequence:?} is bound twice");
            let hidden = all().filter(|other| meet(&other.keys, &sequence.keys));
            assert_eq!(hidden.count(), 1, "a shorter sequence hides {sequence:?}");
        }
    }

    #[test]
    fn every_command_is_bound_once_and_resolves() {
        let map = Keymap::default();
        let mut seen = HashSet::new();
        for row in &map.rows {
            assert!(seen.insert(row.binding.command));
            for bound in &row.sequences {
                let command = Resolved::Command(row.binding.command);
                assert_eq!(map.resolve(&bound.keys), command);
                for key in &bound.keys {
                    assert_eq!(Key::named(&key.name()), Some(*key));
                }
            }
        }
        for (key, command) in FIXED {
            assert_eq!(map.resolve(&[key]), Resolved::Command(command));
        }
    }

    #[test]
    fn sequences_are_waited_for() {
        let map = Keymap::default();
        assert_eq!(gives(&map, "g"), Resolved::Prefix);
        assert_eq!(gives(&map, "g x"), Resolved::Unbound);
    }

    #[test]
    fn the_users_keys_win() {
        let (map, faults) = map("g = 'help'\nn = '上一处'\n'Ctrl-X s' = 'search'\nq = 'none'\n");
        assert_eq!(faults, [""; 0]);
        assert_eq!(gives(&map, "g"), Resolved::Command(Command::Help));
        assert_eq!(gives(&map, "n"), Resolved::Command(Command::PreviousHit));
        assert_eq!(gives(&map, "N"), Resolved::Command(Command::PreviousHit));
        assert_eq!(gives(&map, "Ctrl-X"), Resolved::Prefix);
        assert_eq!(gives(&map, "Ctrl-X s"), Resolved::Command(Command::Search));
        assert_eq!(gives(&map, "q"), Resolved::Unbound);
        assert_eq!(map.keys_of(Command::Search), "Ctrl-X s  /");
        assert_eq!(map.keys_of(Command::Top), "Home");
        assert_eq!(map.keys_of(Command::NextHit), ":next-hit");
        let hint = map.hint(&[(Command::NextHit, "next"), (Command::Quit, "quit")]);
        assert_eq!(hint, "Ctrl-C quit");
    }

    #[test]
    fn what_cannot_be_bound_is_told() {
        let told = map("'Ctrl-C' = 'help'\nx = 'hlep'\n'g x' = 'copy'\ng = 'sort'\n\
                        'G  X' = 'copy'\n'Ｇ X' = 'sort'\n'g x y' = 'sort'\nF5 = 'help'\n'' = 'help'\n")
        .1;
        let expected = [
            "2:1: Ctrl-C is fixed, so that it always works; bind another key",
            "3:5: no command is called \"hlep\"; did you mean \"help\"?",
            "5:1: g is the beginning of g x on line 4",
            "7:1: G X is bound on line 6 already",
            "8:1: g x y begins with g x, which is bound on line 4",
        ];
        assert_eq!(
            told.iter().take(5).collect::<Vec<_>>(),
            expected.iter().collect::<Vec<_>>()
        );
        assert!(told[5].starts_with("9:1: \"F5\" is no key"), "{}", told[5]);
        assert_eq!(told[6], "10:1: no key is named");
    }
}
