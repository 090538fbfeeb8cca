//! What the index keeps of an article: the characters of its texts, and where its record stands.
//!
//! Every character of the folded text is a token with its position, so that any substring is a phrase.
//! (tantivy's own `NgramTokenizer` gives every token the position 0, and phrases over it are silently
//! wrong.) Texts that a query may ask for by name are kept once more by themselves: they are short. Those
//! that may be typed as pinyin have their characters' sounds there too, each as a token of the same
//! position, so that 示fanqu is a phrase as well.
//! No text is stored: the JSON stays the one truth.

use tantivy::schema::{
    Field as Key, IndexRecordOption, NumericOptions, Schema, TantivyDocument, TextFieldIndexing,
    TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::parts;
use crate::article::{Article, Published};
use crate::document::{Document, Field};
use crate::search::copies::sketch_of_folded;
use crate::search::pinyin;
use crate::search::query::page_key;
use crate::search::sorting::{Sound, length};
use crate::store::Spot;
use crate::text::fold::fold_with_expanded;

/// Stands between parts of a text. No fold holds it, so that no phrase goes across.
const BETWEEN: char = '\n';

/// The index's fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub(super) text: Key,
    pub(super) title: Key,
    pub(super) author: Key,
    pub(super) section: Key,
    pub(super) source: Key,
    pub(super) tag: Key,
    pub(super) page: Key,
    /// The tokens of [`parts`].
    pub(super) parts: Key,
    /// Those of [`NUMBERS`] and of [`NAMES`].
    numbers: [Key; NUMBERS.len()],
    names: [Key; NAMES.len()],
}

/// The columns with an article's place, by their names.
pub(super) const FILE: &str = "file";
pub(super) const AT: &str = "at";
pub(super) const LEN: &str = "len";
pub(super) const EDITION: &str = "edition";
pub(super) const SUM: &str = "sum";
pub(super) const NUMBER: &str = "number";
pub(super) const DAY: &str = "day";
pub(super) const LENGTH: &str = "length";

/// The columns that reports are counted by.
pub(super) const SOURCES: &str = "sources";
pub(super) const SECTIONS: &str = "sections";
pub(super) const AUTHORS: &str = "authors";
pub(super) const TAGS: &str = "tags";
pub(super) const PAGES: &str = "pages";

/// The column of what headlines are ordered by.
pub(super) const HEADLINES: &str = "headlines";

const NUMBERS: [&str; 8] = [FILE, AT, LEN, EDITION, SUM, NUMBER, DAY, LENGTH];
pub(super) const NAMES: [&str; 6] = [SOURCES, SECTIONS, AUTHORS, TAGS, PAGES, HEADLINES];

/// Where an article is, beside its spot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The number of its file.
    pub(super) file: u32,
    /// Its record in the file.
    pub(super) spot: Spot,
    /// The number that its id has behind it, for another has the same; 0 for none.
    pub(super) number: u32,
}

impl Place {
    /// Mixes into the record's hash what else tells which article it is, and out again: where any of it is
    /// damaged the record is taken for another.
    pub(super) fn sealed(mut self) -> Self {
        // An odd number, and a large one: no two pairs that are apart a bit or two have the same seal.
        const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
        let parts = [self.file, self.spot.edition, self.number];
        let seal = parts.into_iter().fold(0_u64, |seal, part| {
            (seal ^ u64::from(part)).wrapping_mul(MIX).rotate_left(23)
        });
        self.spot.sum ^= seal;
        self
    }
}

impl Fields {
    /// Makes the schema.
    pub(super) fn schema() -> Schema {
        let mut schema = Schema::builder();
        for name in ["text", "source", "tag"] {
            schema.add_text_field(name, positions("characters"));
        }
        for name in ["title", "author", "section"] {
            schema.add_text_field(name, positions("sounds"));
        }
        schema.add_text_field("page", raw());
        schema.add_text_field("parts", raw());
        for name in NUMBERS {
            schema.add_u64_field(name, NumericOptions::default().set_fast());
        }
        for name in NAMES {
            schema.add_text_field(name, TextOptions::default().set_fast("raw"));
        }
        schema.build()
    }

    /// Finds the fields in the schema that [`schema`](Self::schema) made.
    ///
    /// # Errors
    ///
    /// When it is another schema.
    pub(super) fn of(schema: &Schema) -> tantivy::Result<Self> {
        let [file, at, len, edition, sum, number, day, length] =
            NUMBERS.map(|name| schema.get_field(name));
        let [sources, sections, authors, tags, pages, headlines] =
            NAMES.map(|name| schema.get_field(name));
        Ok(Self {
            numbers: [file?, at?, len?, edition?, sum?, number?, day?, length?],
            names: [sources?, sections?, authors?, tags?, pages?, headlines?],
            text: schema.get_field("text")?,
            title: schema.get_field("title")?,
            author: schema.get_field("author")?,
            section: schema.get_field("section")?,
            source: schema.get_field("source")?,
            tag: schema.get_field("tag")?,
            page: schema.get_field("page")?,
            parts: schema.get_field("parts")?,
        })
    }

    /// Returns the field that a query's text is sought in.
    pub(super) fn key(&self, field: Option<Field>) -> Key {
        match field {
            // The body cannot be asked for by name.
            None | Some(Field::Body) => self.text,
            Some(Field::Title) => self.title,
            Some(Field::Author) => self.author,
            Some(Field::Section) => self.section,
            Some(Field::Source) => self.source,
            Some(Field::Tag) => self.tag,
            Some(Field::Page) => self.page,
        }
    }
}

/// Tokens with their positions, without what only scores are made of.
fn positions(tokenizer: &str) -> TextOptions {
    indexed(tokenizer, IndexRecordOption::WithFreqsAndPositions)
}

fn raw() -> TextOptions {
    indexed("raw", IndexRecordOption::Basic)
}

fn indexed(tokenizer: &str, option: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_fieldnorms(false)
        .set_index_option(option);
    TextOptions::default().set_indexing_options(indexing)
}

/// Makes what is indexed of an article, but for its id, and its sketch.
pub(super) fn document(
    fields: &Fields,
    article: &Article,
    place: &Place,
) -> (TantivyDocument, Vec<u32>) {
    let shown = Document::new(article);
    let body = shown.body_range();
    let (mut document, mut sketch) = (TantivyDocument::new(), Vec::new());
    let (mut all, mut expanded) = (String::new(), Vec::new());
    for part in shown.fields() {
        let text = shown.text().get(part.range.clone()).unwrap_or_default();
        if part.field == Field::Page {
            document.add_text(fields.page, page_key(text));
            continue;
        }
        let start = all.len();
        fold_with_expanded(text, &mut all, &mut expanded);
        if part.field != Field::Body {
            let folded = all.get(start..).unwrap_or_default();
            document.add_text(fields.key(Some(part.field)), folded);
        } else if body.as_ref() == Some(&part.range) {
            sketch = sketch_of_folded(all.get(start..).unwrap_or_default());
        }
        all.push(BETWEEN);
    }
    document.add_text(fields.text, &all);
    for token in parts::tokens(&all, &expanded) {
        document.add_text(fields.parts, token);
    }
    let day = article.published.as_ref().and_then(Published::day);
    let Spot {
        at,
        len,
        edition,
        sum,
    } = place.sealed().spot;
    let numbers = [
        place.file.into(),
        at,
        len.into(),
        edition.into(),
        sum,
        place.number.into(),
        day.unwrap_or(0).into(),
        length(article),
    ];
    for (key, number) in fields.numbers.into_iter().zip(numbers) {
        document.add_u64(key, number);
    }
    let [sources, sections, authors, tags, pages, headlines] = fields.names;
    let names = article.source.iter().map(|source| (sources, source));
    let names = names.chain(article.section.iter().map(|section| (sections, section)));
    let names = names.chain(article.authors.iter().map(|author| (authors, &author.name)));
    let names = names.chain(article.tags.iter().map(|tag| (tags, tag)));
    let names = names.chain(article.page.iter().map(|page| (pages, page)));
    for (key, value) in names {
        document.add_text(key, value);
    }
    document.add_text(headlines, Sound::of_headline(article).as_str());
    (document, sketch)
}

/// The tokenizers that the schema names.
pub(super) fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    tokenizers.register("characters", Characters::default());
    tokenizers.register("sounds", Sounds::default());
    tokenizers
}

/// The token of a character that is said so.
pub(super) fn syllable(said: &str) -> String {
    format!("{SYLLABLE}{said}")
}

/// The token of a character that is said beginning so, or that is this letter.
pub(super) fn beginning(said: &str) -> String {
    format!("{BEGINNING}{said}")
}

/// What the tokens of sounds begin with: no fold holds control characters.
const SYLLABLE: char = '\u{1}';
const BEGINNING: char = '\u{2}';

/// A longer text is no headline, name or section, and is not found as pinyin, in bytes.
const LONGEST_SAID: usize = 1 << 16;

/// Makes each character a token, and how it is said more of the same position.
#[derive(Clone, Debug, Default)]
struct Sounds {
    token: Token,
    sounds: Vec<(char, &'static str)>,
}

impl Tokenizer for Sounds {
    type TokenStream<'a> = SoundStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SoundStream<'a> {
        self.sounds.clear();
        SoundStream {
            characters: CharacterStream::new(text, &mut self.token),
            is_said: text.len() <= LONGEST_SAID,
            sounds: &mut self.sounds,
        }
    }
}

#[derive(Debug)]
struct SoundStream<'a> {
    characters: CharacterStream<'a>,
    is_said: bool,
    /// What is still to come of the last character.
    sounds: &'a mut Vec<(char, &'static str)>,
}

impl TokenStream for SoundStream<'_> {
    fn advance(&mut self) -> bool {
        if let Some((kind, sound)) = self.sounds.pop() {
            let text = &mut self.characters.token.text;
            text.clear();
            text.push(kind);
            text.push_str(sound);
            return true;
        }
        if !self.characters.advance() {
            return false;
        }
        let c = self.token().text.chars().next();
        if let Some(c) = c.filter(|_| self.is_said) {
            let beginnings = pinyin::beginnings(c).map(|said| (BEGINNING, said));
            let syllables = pinyin::syllables(c).map(|said| (SYLLABLE, said));
            self.sounds.extend(syllables.chain(beginnings));
        }
        true
    }

    fn token(&self) -> &Token {
        self.characters.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.characters.token
    }
}

/// Makes each character a token.
#[derive(Clone, Debug, Default)]
struct Characters {
    token: Token,
}

impl Tokenizer for Characters {
    type TokenStream<'a> = CharacterStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CharacterStream<'a> {
        CharacterStream::new(text, &mut self.token)
    }
}

#[derive(Debug)]
struct CharacterStream<'a> {
    characters: std::iter::Enumerate<std::str::CharIndices<'a>>,
    /// The tokenizer's: a text's tokens need no memory of their own.
    token: &'a mut Token,
}

impl<'a> CharacterStream<'a> {
    fn new(text: &'a str, token: &'a mut Token) -> Self {
        token.reset();
        Self {
            characters: text.char_indices().enumerate(),
            token,
        }
    }
}

impl TokenStream for CharacterStream<'_> {
    fn advance(&mut self) -> bool {
        // What stands between parts is no token, and yet has a position.
        let Some((position, (at, c))) = self.characters.find(|(_, (_, c))| *c != BETWEEN) else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push(c);
        self.token.position = position;
        self.token.offset_from = at;
        self.token.offset_to = at + c.len_utf8();
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
