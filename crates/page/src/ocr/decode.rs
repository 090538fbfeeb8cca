//! The text of a file: a mark at its beginning, UTF-8, or what its XML declaration says.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030};

/// How far into a file its declaration may reach, in bytes.
const DECLARATION: usize = 200;

/// Decodes a file. UTF-8 is tried before a declaration is trusted, for many say what is not so.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0;
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let encoding = declared(bytes).unwrap_or(GB18030);
    encoding.decode_without_bom_handling(bytes).0
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let beginning = bytes.get(..DECLARATION.min(bytes.len()))?;
    let beginning = String::from_utf8_lossy(beginning);
    let (declaration, _) = beginning.strip_prefix("<?xml")?.split_once("?>")?;
    let (_, after) = declaration.split_once("encoding")?;
    let label = after.trim_start().strip_prefix('=')?.trim_start();
    let label = label.strip_prefix(['"', '\''])?;
    Encoding::for_label(label.split(['"', '\'']).next()?.as_bytes())
}
