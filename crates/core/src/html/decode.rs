//! The text of a page's bytes.

use std::borrow::Cow;

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};

/// How far into a page it is searched for what it says of its encoding, in bytes.
const BEGINNING: usize = 4 << 10;

/// Decodes a page; `label` is what was said of its encoding where it came from.
///
/// UTF-8 is tried before any label, for many pages say that they are GB2312 and are not. A label that does not fit is one
/// guess among others, and the one with the least damage is taken.
pub fn decode<'b>(bytes: &'b [u8], label: Option<&str>) -> Cow<'b, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0;
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let lossy = String::from_utf8_lossy(bytes);
    if is_mostly_sound(&lossy) {
        return lossy;
    }
    let given = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let declared = declared(bytes).filter(|encoding| *encoding != UTF_8);
    let guesses = [given, declared, Some(GB18030), Some(BIG5)];
    let guesses = guesses.into_iter().flatten().map(|encoding| {
        // All of GBK is in it.
        let encoding = if encoding == GBK { GB18030 } else { encoding };
        let text = encoding.decode_without_bom_handling(bytes).0;
        (damage(&text), text)
    });
    let best = guesses.min_by_key(|(damage, _)| *damage);
    best.map(|(_, text)| text).unwrap_or_default()
}

fn damage(text: &str) -> usize {
    text.matches(char::REPLACEMENT_CHARACTER).count()
}

/// Whether few of the characters beyond ASCII are damaged. In other encodings nearly all of them are no UTF-8.
fn is_mostly_sound(lossy: &str) -> bool {
    let all = lossy.chars().filter(|c| !c.is_ascii()).count();
    damage(lossy) * 4 < all
}

/// Returns the encoding that a page itself says: `<meta charset=gb2312>`, `content="text/html; charset=gb2312"`,
/// `<?xml encoding="gb2312"?>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let beginning = bytes.get(..BEGINNING.min(bytes.len()))?;
    let beginning = String::from_utf8_lossy(beginning).to_ascii_lowercase();
    let behind = |word: &str| {
        let mut places = beginning.split(word).skip(1);
        places.find_map(|rest| {
            let value = rest.trim_start().strip_prefix('=')?.trim_start();
            let value = value.trim_start_matches(['"', '\'']);
            let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
            let label = value.get(..end.unwrap_or(value.len()))?;
            Encoding::for_label(label.as_bytes())
        })
    };
    behind("charset").or_else(|| behind("encoding"))
}
