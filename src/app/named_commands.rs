//! The commands that a text names: by a part of their names, in English, Chinese or pinyin, or of what they do.

use super::keymap::{BINDINGS, Binding, Command};
use crate::search::pinyin::Pattern;
use crate::text::fold::fold;

/// Returns the commands that match what is typed, the best first; all where nothing is.
pub(super) fn matching(typed: &str) -> Vec<Command> {
    let typed = fold(typed);
    let words: Vec<Word> = typed.split_whitespace().map(Word::new).collect();
    let rank = |binding: &Binding| {
        let ranks = words.iter().map(|word| word.rank(binding));
        let rank = ranks.collect::<Option<Vec<_>>>()?.into_iter().max();
        Some((rank, binding.command))
    };
    let mut ranked: Vec<_> = BINDINGS.iter().filter_map(rank).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, command)| command).collect()
}

/// How a word is met, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Beginning,
    /// The beginning of the Chinese name, as pinyin: before letters within an English one.
    Said,
    Name,
    Pinyin,
    Description,
}

struct Word<'t> {
    text: &'t str,
    pinyin: Option<Pattern>,
}

impl<'t> Word<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            pinyin: Pattern::new(text),
        }
    }

    fn rank(&self, binding: &Binding) -> Option<Rank> {
        let (english, chinese) = binding.command.names();
        let chinese = fold(chinese);
        let names = [english, &chinese];
        let said = self.pinyin.as_ref();
        let said = said.and_then(|pattern| pattern.find_all(&chinese).next());
        if names.iter().any(|name| name.starts_with(self.text)) {
            Some(Rank::Beginning)
        } else if said.as_ref().is_some_and(|range| range.start == 0) {
            Some(Rank::Said)
        } else if names.iter().any(|name| name.contains(self.text)) {
            Some(Rank::Name)
        } else if said.is_some() {
            Some(Rank::Pinyin)
        } else {
            use crate::lang::Lang::{En, Zh};
            let described = [En, Zh].map(|lang| fold(binding.description(lang)));
            let is_there = described.iter().any(|text| text.contains(self.text));
            is_there.then_some(Rank::Description)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_in_english_chinese_and_pinyin() {
        let first = |typed| matching(typed).first().copied();
        assert_eq!(matching("").len(), BINDINGS.len());
        assert_eq!(first("next-h"), Some(Command::NextHit));
        assert_eq!(first("Hit NEXT"), Some(Command::NextHit));
        assert_eq!(first("複製"), Some(Command::Copy));
        assert_eq!(first("fzqw"), Some(Command::Copy));
        assert_eq!(first("tuichu"), Some(Command::Quit));
        assert_eq!(first("browser"), Some(Command::Open));
        assert_eq!(matching("没有这样的命令"), []);
    }

    #[test]
    fn every_command_is_found_first_by_its_whole_name() {
        for binding in BINDINGS {
            let (english, chinese) = binding.command.names();
            for name in [english, chinese] {
                assert_eq!(matching(name).first(), Some(&binding.command), "{name}");
            }
        }
    }
}
