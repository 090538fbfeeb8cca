//! What regions are, by the words that files use for it.

use crate::placed::RegionKind;

/// Words for what a region is, in small letters and without marks between words.
const KINDS: [(&str, RegionKind); 52] = [
    ("title", RegionKind::Headline),
    ("maintitle", RegionKind::Headline),
    ("doctitle", RegionKind::Headline),
    ("heading", RegionKind::Headline),
    ("headline", RegionKind::Headline),
    ("paragraphtitle", RegionKind::Headline),
    ("overline", RegionKind::Kicker),
    ("kicker", RegionKind::Kicker),
    ("subtitle", RegionKind::Subtitle),
    ("subheadline", RegionKind::Subtitle),
    ("crossheading", RegionKind::Subhead),
    ("subheading", RegionKind::Subhead),
    ("intertitle", RegionKind::Subhead),
    ("author", RegionKind::Byline),
    ("byline", RegionKind::Byline),
    ("body", RegionKind::Body),
    ("bodycontent", RegionKind::Body),
    ("textblock", RegionKind::Body),
    ("text", RegionKind::Body),
    ("paragraph", RegionKind::Body),
    ("abstract", RegionKind::Body),
    ("content", RegionKind::Body),
    ("list", RegionKind::Body),
    ("verticaltext", RegionKind::Body),
    ("reference", RegionKind::Body),
    ("caption", RegionKind::Caption),
    ("credit", RegionKind::Caption),
    ("figuretitle", RegionKind::Caption),
    ("tabletitle", RegionKind::Caption),
    ("charttitle", RegionKind::Caption),
    ("figurecaption", RegionKind::Caption),
    ("tablecaption", RegionKind::Caption),
    ("imagecaption", RegionKind::Caption),
    ("table", RegionKind::Figure),
    ("figure", RegionKind::Figure),
    ("image", RegionKind::Figure),
    ("chart", RegionKind::Figure),
    ("seal", RegionKind::Figure),
    ("formula", RegionKind::Figure),
    ("equation", RegionKind::Figure),
    ("illustration", RegionKind::Figure),
    ("header", RegionKind::Furniture),
    ("headerimage", RegionKind::Furniture),
    ("footer", RegionKind::Furniture),
    ("footerimage", RegionKind::Furniture),
    ("pagenumber", RegionKind::Furniture),
    ("number", RegionKind::Furniture),
    ("pagefooter", RegionKind::Furniture),
    ("pageheader", RegionKind::Furniture),
    ("advertisement", RegionKind::Furniture),
    ("masthead", RegionKind::Furniture),
    ("asidetext", RegionKind::Furniture),
];

/// Returns what a word says that a region is.
pub(super) fn of_word(word: &str) -> Option<RegionKind> {
    let letters = word.chars().filter(char::is_ascii_alphanumeric);
    let word = letters.collect::<String>().to_ascii_lowercase();
    let known = KINDS.iter().find(|(known, _)| *known == word);
    known.map(|(_, kind)| *kind)
}
