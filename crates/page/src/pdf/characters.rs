//! What a glyph stands for.
//!
//! Most files say it (`ToUnicode`). Where one does not, the code in the text is that of a known encoding, whose
//! characters are known; or else the font itself says which characters its glyphs are for.

use std::collections::HashMap;

use hayro_interpret::font::{Glyph, OutlineGlyph};
use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, load_embedded};
use hayro_interpret::hayro_syntax::object::dict::keys::{BASE_FONT, ENCODING};
use hayro_interpret::hayro_syntax::object::{Dict, Name};
use hayro_interpret::hayro_syntax::page::Resources;
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, MetadataProvider as _};

use crate::text::plain::plain;

/// The character encodings of the fonts of a page, and what else tells what their glyphs stand for.
#[derive(Default)]
pub(super) struct Encodings {
    /// The name of each font's encoding, by the font's name.
    names: HashMap<Vec<u8>, Vec<u8>>,
    known: HashMap<Vec<u8>, Option<Known>>,
    /// The characters of a font's glyphs, by what names the font.
    fonts: HashMap<u128, HashMap<u32, char>>,
}

/// An encoding from which characters follow.
struct Known {
    /// From codes to the numbers of characters in a collection.
    numbers: CMap,
    /// From these to the characters.
    characters: CMap,
}

impl Encodings {
    /// Reads the encodings of a page's fonts.
    pub(super) fn of(resources: &Resources<'_>) -> Self {
        let fonts = &resources.fonts;
        let named = fonts.keys().filter_map(|name| {
            let font: Dict<'_> = fonts.get(&*name)?;
            let base: Name<'_> = font.get(BASE_FONT)?;
            let encoding: Name<'_> = font.get(ENCODING)?;
            Some((base.to_vec(), encoding.to_vec()))
        });
        Self {
            names: named.collect(),
            ..Self::default()
        }
    }

    /// Returns the text that a glyph stands for; `None` where nothing tells.
    pub(super) fn text(&mut self, glyph: &Glyph<'_>) -> Option<String> {
        let said = glyph.as_unicode().map(|said| match said {
            BfString::Char(c) => c.to_string(),
            BfString::String(text) => text,
        });
        let is_text = |text: &String| text.chars().all(|c| c != '\0' && c != '\u{fffd}');
        let text = said.filter(is_text).or_else(|| match glyph {
            Glyph::Outline(outline) => self.found(outline).map(String::from),
            Glyph::Type3(_) => None,
        })?;
        Some(text.chars().map(plain).collect())
    }

    fn found(&mut self, glyph: &OutlineGlyph) -> Option<char> {
        let font = glyph.font_data()?;
        let encoded = font.postscript_name.as_ref().and_then(|name| {
            let encoding = self.names.get(name.as_bytes())?;
            let known = self.known.entry(encoding.clone());
            let known = known.or_insert_with_key(|name| Known::named(name));
            known.as_ref()?.character(glyph.char_code())
        });
        encoded.or_else(|| {
            let characters = self.fonts.entry(font.cache_key);
            let characters = characters.or_insert_with(|| characters_of((*font.data).as_ref()));
            characters.get(&glyph.glyph_id().to_u32()).copied()
        })
    }
}

impl Known {
    fn named(name: &[u8]) -> Option<Self> {
        let name = CMapName::from_bytes(name);
        let numbers = CMap::parse(load_embedded(name)?, load_embedded)?;
        let collection = numbers.metadata().character_collection.as_ref()?;
        let characters = load_embedded(collection.family.ucs2_cmap()?)?;
        Some(Self {
            characters: CMap::parse(characters, load_embedded)?,
            numbers,
        })
    }

    /// The character of a code, whose length the code itself does not tell.
    fn character(&self, code: u32) -> Option<char> {
        let shortest = match code {
            0..=0xff => 1,
            0x100..=0xffff => 2,
            _ => 4,
        };
        let mut numbers =
            (shortest..=4).filter_map(|length| self.numbers.lookup_cid_code(code, length));
        let number = numbers.find(|&number| number != 0)?;
        match self.characters.lookup_bf_string(number)? {
            BfString::Char(c) => Some(c),
            BfString::String(text) => text.chars().next(),
        }
    }
}

/// Returns the character that each glyph of a font is for. Where a glyph is for several, it is for the one that
/// texts have.
fn characters_of(font: &[u8]) -> HashMap<u32, char> {
    let Ok(font) = FontRef::new(font) else {
        return HashMap::new();
    };
    if font.cmap().is_err() {
        return HashMap::new();
    }
    let mut characters: HashMap<u32, char> = HashMap::new();
    for (code, glyph) in font.charmap().mappings() {
        let Some(c) = char::from_u32(code) else {
            continue;
        };
        let known = characters.entry(glyph.to_u32()).or_insert(c);
        if rank(c) < rank(*known) {
            *known = c;
        }
    }
    characters
}

/// How seldom texts have a character of a kind.
fn rank(c: char) -> u8 {
    match c {
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => 0,
        '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => 3,
        '\u{e000}'..='\u{f8ff}' | '\u{fe10}'..='\u{fe4f}' => 4,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_a_known_encoding_are_characters() {
        let known = Known::named(b"GBK-EUC-H").unwrap();
        assert_eq!(known.character(0xd6d0), Some('中'));
        assert_eq!(known.character(0x41), Some('A'));
        assert!(Known::named(b"Identity-H").is_none());
    }
}
