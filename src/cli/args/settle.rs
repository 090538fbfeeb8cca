//! What arguments say for settings, and what settings say where no argument does.

use std::path::PathBuf;

use super::groups::{AmbiguousArgs, StoreArgs};
use super::{Arguments, Command};
use crate::collections;
use crate::config::{Config, Given};
use crate::ui::Theme;

impl Arguments {
    /// Returns what is given for settings.
    pub(in crate::cli) fn given(&mut self) -> Given {
        let ambiguous = match &mut self.command {
            None => Some(&mut self.reader.ambiguous),
            Some(command) => command.shared().1,
        };
        let theme = self.reader.theme.as_ref();
        Given {
            theme: theme.map(|given| Theme::names().iter().copied().find(|name| name == given)),
            language: self.lang,
            ambiguous: ambiguous.and_then(|args| args.given()),
            plain: self.reader.plain,
        }
    }

    /// Puts in what holds where nothing was given.
    pub(in crate::cli) fn settle(&mut self, config: &Config) {
        if let Some(Command::Index(args)) = &mut self.command {
            args.to.access = collections::access(config);
        }
        if let Some(Command::Export(args)) = &mut self.command {
            args.searches.clone_from(&config.searches);
        }
        let (store, ambiguous, paths) = match &mut self.command {
            None => {
                let reader = &mut self.reader;
                (Some(&mut reader.store), Some(&mut reader.ambiguous), None)
            }
            Some(command) => command.shared(),
        };
        if let Some(ambiguous) = ambiguous {
            ambiguous.settled = config.ambiguous.value;
        }
        if let Some(store) = store {
            store.collections = collections::paths(config);
            store.access = collections::access(config);
        }
        if let Some(paths) = paths.filter(|paths| paths.is_empty()) {
            *paths = collections::paths(config);
        }
    }
}

/// What commands have in common: a store, the width of ambiguous characters, or paths alone.
type Shared<'a> = (
    Option<&'a mut StoreArgs>,
    Option<&'a mut AmbiguousArgs>,
    Option<&'a mut Vec<PathBuf>>,
);

impl Command {
    /// Returns whether it reads a store by the settings, or fetches by them.
    pub(in crate::cli) fn reads(&mut self) -> bool {
        matches!(self, Self::Fetch(_)) || self.shared().0.is_some()
    }

    /// Returns whether it opens the reader.
    pub(in crate::cli) fn opens_reader(&self) -> bool {
        matches!(self, Self::Import(args) if args.output.is_none())
    }

    fn shared(&mut self) -> Shared<'_> {
        match self {
            Self::List(args) => (Some(&mut args.store), Some(&mut args.ambiguous), None),
            Self::Show(args) => (Some(&mut args.store), Some(&mut args.ambiguous), None),
            Self::Search(args) => (Some(&mut args.store), Some(&mut args.ambiguous), None),
            Self::Stats(args) => (Some(&mut args.store), Some(&mut args.ambiguous), None),
            Self::Export(args) => (Some(&mut args.store), Some(&mut args.ambiguous), None),
            Self::Fmt(args) => (None, Some(&mut args.ambiguous), None),
            Self::Check(args) => (None, None, Some(&mut args.paths)),
            Self::Index(args) => (None, None, Some(&mut args.paths)),
            Self::Import(_)
            | Self::Add(_)
            | Self::Remove(_)
            | Self::Collections(_)
            | Self::Fetch(_)
            | Self::State(_)
            | Self::Config(_)
            | Self::Completions(_)
            | Self::Man => (None, None, None),
        }
    }
}
