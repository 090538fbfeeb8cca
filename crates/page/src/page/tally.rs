//! Holds the rule that nothing of a page is lost and nothing is added: every character that is not
//! white space stands exactly once in what was made of the page.

use std::collections::HashMap;

use crate::lang::{Lang, Say, bilingual, display_in_english};

/// How often each character stands in a page and not yet in what was made of it.
#[derive(Debug)]
pub(super) struct Tally {
    /// The Basic Multilingual Plane by its code points, for speed.
    plane: Vec<i32>,
    rest: HashMap<char, i32>,
}

/// The first difference between a page and what was made of it, which is a fault of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The character.
    pub character: char,
    /// How many more there are than on the page; less than 0 where one is missing.
    pub surplus: i32,
}

impl Say for Broken {
    fn say(&self, lang: Lang) -> String {
        let (character, times) = (self.character.escape_debug(), self.surplus.unsigned_abs());
        let more = self.surplus > 0;
        let (english, chinese) = if more {
            ("more", "多")
        } else {
            ("less", "少")
        };
        let said = bilingual!(
            "“{character}” stands {times} times {english} in the reports than on the page; nothing of the page \
             was written, please report it with the page",
            "报道中的“{character}”比版面上{chinese} {times} 处；这个版面没有写入，请连同版面报告此问题"
        );
        said.say(lang)
    }
}

display_in_english!(Broken);

impl std::error::Error for Broken {}

impl Tally {
    /// Counts a page's characters.
    pub(super) fn of(page: &str) -> Self {
        let mut tally = Self {
            plane: vec![0; 0x1_0000],
            rest: HashMap::new(),
        };
        tally.count(page, -1);
        tally
    }

    /// Counts a text that was made of the page.
    pub(super) fn made(&mut self, text: &str) {
        self.count(text, 1);
    }

    fn count(&mut self, text: &str, by: i32) {
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            match self.plane.get_mut(c as usize) {
                Some(count) => *count += by,
                None => *self.rest.entry(c).or_default() += by,
            }
        }
    }

    /// Returns whether everything was made of the page, and all of it.
    ///
    /// # Errors
    ///
    /// The first character that stands too often or too seldom.
    pub(super) fn check(&self) -> Result<(), Broken> {
        let plane = (0_u32..)
            .zip(&self.plane)
            .filter(|(_, count)| **count != 0)
            .filter_map(|(code, &count)| Some((char::from_u32(code)?, count)));
        let rest = self.rest.iter().map(|(&c, &count)| (c, count));
        match plane.chain(rest).find(|&(_, surplus)| surplus != 0) {
            Some((character, surplus)) => Err(Broken { character, surplus }),
            None => Ok(()),
        }
    }
}
