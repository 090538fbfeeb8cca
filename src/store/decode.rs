//! Bytes to text, in whatever encoding a file came.
//!
//! JSON is UTF-8 by its standard (RFC 8259 § 8.1), and Chinese collections are older than that: files
//! in GB18030, GBK, Big5 and UTF-16 are read as what they are.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// A file's text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded<'b> {
    /// The text, without a byte order mark.
    pub(super) text: Cow<'b, str>,
    /// What the bytes were read as.
    pub(super) encoding: &'static Encoding,
    /// Where U+FFFD stands for bytes that are nothing in the encoding, in bytes of the text.
    pub(super) damage: Vec<usize>,
}

/// How much of a file its encoding is told from, in bytes from the first that is not ASCII.
const SAMPLE: usize = 256 * 1024;

/// Decodes a file.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let (marked, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (Some(encoding), bytes.get(mark..).unwrap_or_default()),
        None => (utf16(bytes), bytes),
    };
    if let Some(encoding) = marked.filter(|encoding| *encoding != UTF_8) {
        return foreign(encoding, bytes);
    }
    // Faster than the standard library's check, which matters for large collections.
    let whole = UTF_8.decode_without_bom_handling_and_without_replacement(bytes);
    let (text, damage) = match whole {
        Some(text) => (text, Vec::new()),
        None if marked.is_none() && !mostly_utf8(bytes) => return foreign(legacy(bytes), bytes),
        None => repaired(bytes),
    };
    Decoded {
        text,
        encoding: UTF_8,
        damage,
    }
}

/// Tells the encoding of a plain text by its beginning, which may end within a character.
pub(super) fn told(beginning: &[u8]) -> &'static Encoding {
    match Encoding::for_bom(beginning) {
        Some((encoding, _)) => encoding,
        None if mostly_utf8(beginning) || beginning.is_ascii() => UTF_8,
        None => legacy(beginning),
    }
}

/// Tells UTF-16 without a byte order mark: JSON begins with an ASCII character, so that one of its
/// first two bytes is zero and the other is not.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        _ if !bytes.len().is_multiple_of(2) => None,
        [0, 1..=u8::MAX, ..] => Some(UTF_16BE),
        [1..=u8::MAX, 0, ..] => Some(UTF_16LE),
        _ => None,
    }
}

/// Returns whether damaged text is UTF-8 nevertheless: of what is not ASCII, more is characters
/// than is not. Text in GBK or Big5 has a valid sequence by accident, one in five at most.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut characters, mut damage) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        damage += usize::from(!chunk.invalid().is_empty());
    }
    characters > damage
}

fn repaired(bytes: &[u8]) -> (Cow<'_, str>, Vec<usize>) {
    let mut text = String::with_capacity(bytes.len());
    let mut damage = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            damage.push(text.len());
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    (text.into(), damage)
}

/// Tells which of the Chinese encodings that are not Unicode's it is. GB18030 holds GBK and GB2312.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let sample = bytes.get(start..).unwrap_or_default();
    let whole = sample.len() <= SAMPLE;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample.get(..SAMPLE).unwrap_or(sample), whole);
    let guesses = [None, Some(b"cn".as_slice()), Some(b"tw".as_slice())]
        .map(|tld| detector.guess(tld, Utf8Detection::Deny));
    match guesses
        .into_iter()
        .find(|guess| [BIG5, GBK].contains(guess))
    {
        Some(guess) if guess == BIG5 => BIG5,
        _ => GB18030,
    }
}

fn foreign(encoding: &'static Encoding, mut bytes: &[u8]) -> Decoded<'static> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut damage = Vec::new();
    loop {
        let room = decoder
            .max_utf8_buffer_length_without_replacement(bytes.len())
            .unwrap_or(bytes.len());
        text.reserve(room);
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
        bytes = bytes.get(read..).unwrap_or_default();
        match result {
            encoding_rs::DecoderResult::InputEmpty => break,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(..) => {
                damage.push(text.len());
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    Decoded {
        text: text.into(),
        encoding,
        damage,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIMPLIFIED: &str = r#"[{"title":"示范区组织学生观看科普展","source":"晨报"}]"#;
    const TRADITIONAL: &str = r#"[{"title":"本市今晨開放三座新圖書館","source":"晚報"}]"#;

    fn utf16_bytes(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn every_encoding_is_told_and_read() {
        for (encoding, text) in [(GB18030, SIMPLIFIED), (BIG5, TRADITIONAL)] {
            let (bytes, ..) = encoding.encode(text);
            let decoded = decode(&bytes);
            assert_eq!((&*decoded.text, decoded.encoding), (text, encoding));
            assert!(decoded.damage.is_empty());
        }
        for (order, encoding) in [
            (u16::to_le_bytes as fn(u16) -> [u8; 2], UTF_16LE),
            (u16::to_be_bytes, UTF_16BE),
        ] {
            let bytes = utf16_bytes(SIMPLIFIED, order);
            let decoded = decode(&bytes);
            assert_eq!((&*decoded.text, decoded.encoding), (SIMPLIFIED, encoding));
            let bytes = utf16_bytes(&format!("\u{FEFF}{SIMPLIFIED}"), order);
            assert_eq!(decode(&bytes).text, SIMPLIFIED);
        }
        assert_eq!(
            decode(format!("\u{FEFF}{SIMPLIFIED}").as_bytes()).text,
            SIMPLIFIED
        );
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut bytes = SIMPLIFIED.as_bytes().to_vec();
        let at = SIMPLIFIED.find("区").unwrap();
        bytes.remove(at + 2);
        let decoded = decode(&bytes);
        assert_eq!(decoded.encoding, UTF_8);
        assert_eq!(decoded.damage, [at]);
        assert_eq!(decoded.text, SIMPLIFIED.replace('区', "\u{FFFD}"));
    }

    #[test]
    fn damaged_gbk_stays_gbk() {
        let (bytes, ..) = GB18030.encode(SIMPLIFIED);
        let mut bytes = bytes.into_owned();
        bytes.splice(2..2, [0xFF]);
        let decoded = decode(&bytes);
        assert_eq!(
            (decoded.encoding, decoded.damage.as_slice()),
            (GB18030, [2].as_slice())
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let decoded = decode(&bytes);
            for at in decoded.damage {
                let marked = decoded.text.get(at..).and_then(|text| text.chars().next());
                prop_assert_eq!(marked, Some(char::REPLACEMENT_CHARACTER));
            }
        }
    }
}
