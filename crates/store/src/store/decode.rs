//! Bytes to text, in whatever encoding a file came.
//!
//! JSON is UTF-8 by its standard (RFC 8259 § 8.1), and Chinese collections are older than that: files
//! in GB18030, GBK, Big5 and UTF-16 are read as what they are.

mod guess;

use std::borrow::Cow;

use super::kinds;
use crate::filetype;
use crate::lang::{Bilingual, bilingual};
use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A file's text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded<'b> {
    /// The text, without a byte order mark at its beginning.
    pub(super) text: Cow<'b, str>,
    /// What stands for bytes that are nothing in their encoding, in the order of the text.
    pub(super) damage: Vec<Damage>,
}

/// U+FFFD in the place of bytes that are nothing in their encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Damage {
    /// The place, in bytes of the text.
    pub(super) at: usize,
    /// What the bytes were read as.
    pub(super) encoding: &'static Encoding,
}

impl Damage {
    /// Says that bytes in so many places are nothing in their encoding.
    pub(super) fn say(encoding: &'static Encoding, count: usize) -> Bilingual {
        let encoding = encoding.name();
        let places = match count {
            1 => "bytes here are".to_owned(),
            _ => format!("bytes in {count} places are"),
        };
        bilingual!(
            "{places} nothing in {encoding} and show as \u{FFFD}, expected characters",
            "有 {count} 处字节不合 {encoding} 编码，显示为 \u{FFFD}，应为文字"
        )
    }
}

/// A longer text is not UTF-8 by chance, in bytes.
const PHRASE: usize = 1024;

/// The byte order mark in GB18030.
const GB18030_MARK: [u8; 4] = [0x84, 0x31, 0x95, 0x33];

/// Decodes a file.
///
/// # Errors
///
/// What is wrong with a file that is no text or in an encoding that is not read, and what was expected.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Bilingual> {
    if let Some(what) = refused(bytes) {
        return Err(what);
    }
    let (marked, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (Some(encoding), bytes.get(mark..).unwrap_or_default()),
        None => match bytes.strip_prefix(&GB18030_MARK) {
            Some(rest) => (Some(GB18030), rest),
            None => (utf16(bytes), bytes),
        },
    };
    if let Some(encoding) = marked.filter(|encoding| *encoding != UTF_8) {
        return Ok(foreign(encoding, bytes));
    }
    // Faster than the standard library's check, which matters for large collections.
    let whole = UTF_8.decode_without_bom_handling_and_without_replacement(bytes);
    let by_chance = |text: &str| marked.is_none() && text.len() < PHRASE && guess::is_chance(text);
    Ok(match whole {
        Some(text) if !by_chance(&text) => Decoded {
            text,
            damage: Vec::new(),
        },
        Some(_) => foreign(GB18030, bytes),
        None => lines(bytes, marked.unwrap_or_else(|| guess::file(bytes))),
    })
}

/// So many bytes tell what a file is, if it is UTF-8 throughout.
pub(super) const BEGINNING: u64 = 16 << 10;

/// Says why a file is not read, by its beginning.
pub(super) fn refused(beginning: &[u8]) -> Option<Bilingual> {
    let utf32 = || {
        Bilingual::new(
            "text in UTF-32, expected UTF-8, UTF-16, GB18030 or Big5",
            "文本是 UTF-32 编码，应为 UTF-8、UTF-16、GB18030 或 Big5",
        )
    };
    kinds::no_text(beginning).or_else(|| is_utf32(beginning).then(utf32))
}

/// Returns whether a text is read as UTF-8, by its beginning, if it is UTF-8 throughout and no short phrase.
pub(super) fn is_utf8_by(beginning: &[u8]) -> bool {
    let is_other = match Encoding::for_bom(beginning) {
        Some((encoding, _)) => encoding != UTF_8,
        None => beginning.starts_with(&GB18030_MARK) || utf16(beginning).is_some(),
    };
    !is_other && refused(beginning).is_none()
}

/// Tells UTF-32 by its byte order mark, or by the zeros around an ASCII character.
fn is_utf32(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xFF, 0xFE, 0, 0, ..]
            | [0, 0, 0xFE, 0xFF, ..]
            | [1..=0x7F, 0, 0, 0, ..]
            | [0, 0, 0, 1..=0x7F, ..]
    )
}

/// Tells the encoding of a plain text by its beginning, which may end within a character.
pub(super) fn told(beginning: &[u8]) -> &'static Encoding {
    match Encoding::for_bom(beginning) {
        Some((encoding, _)) => encoding,
        None if is_utf8(beginning) => UTF_8,
        None => {
            let utf16 = filetype::utf16(beginning).filter(|_| beginning.contains(&0));
            utf16.unwrap_or_else(|| guess::file(beginning))
        }
    }
}

/// Returns whether a text is UTF-8 by its beginning, and not by chance.
fn is_utf8(beginning: &[u8]) -> bool {
    let text = match std::str::from_utf8(beginning) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            let whole = beginning.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.contains('\0') && (text.len() >= PHRASE || !guess::is_chance(text))
}

/// Tells UTF-16 without a byte order mark: JSON begins with an ASCII character, so that one of its
/// first two bytes is zero and the other is not.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0, 1..=u8::MAX, ..] => Some(UTF_16BE),
        [1..=u8::MAX, 0, ..] => Some(UTF_16LE),
        _ => None,
    }
}

fn foreign(encoding: &'static Encoding, bytes: &[u8]) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut damage = Vec::new();
    read_as(encoding, bytes, &mut text, &mut damage);
    Decoded {
        text: text.into(),
        damage,
    }
}

/// Decodes a file that is mostly in one encoding, with lines that may be in others, as where files
/// were joined. In none of the encodings is a line break a part of a character.
fn lines(bytes: &[u8], encoding: &'static Encoding) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut damage = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let encoding = if line.is_ascii() {
            UTF_8
        } else {
            guess::line(line, encoding)
        };
        read_as(encoding, line, &mut text, &mut damage);
    }
    Decoded {
        text: text.into(),
        damage,
    }
}

/// Decodes bytes to the end of a text.
fn read_as(
    encoding: &'static Encoding,
    mut bytes: &[u8],
    text: &mut String,
    damage: &mut Vec<Damage>,
) {
    if let Some(sound) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        text.push_str(&sound);
        return;
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    // Small, for with damage everywhere each character is a piece of its own.
    let mut piece = [0; 256];
    loop {
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(bytes, &mut piece, true);
        bytes = bytes.get(read..).unwrap_or_default();
        let piece = piece.get(..written).unwrap_or_default();
        text.push_str(std::str::from_utf8(piece).unwrap_or_default());
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                let at = text.len();
                damage.push(Damage { at, encoding });
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::BIG5;
    use proptest::prelude::*;

    const SIMPLIFIED: &str = r#"[{"title":"示范区组织学生观看科普展","source":"晨报"}]"#;
    const TRADITIONAL: &str = r#"[{"title":"本市今晨開放三座新圖書館","source":"晚報"}]"#;

    fn utf16_bytes(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    fn read(bytes: &[u8]) -> Decoded<'_> {
        decode(bytes).unwrap()
    }

    fn damage_of(decoded: &Decoded) -> Vec<(usize, &'static str)> {
        let damage = decoded.damage.iter();
        damage
            .map(|damage| (damage.at, damage.encoding.name()))
            .collect()
    }

    #[test]
    fn every_encoding_is_told_and_read() {
        for (encoding, text) in [(GB18030, SIMPLIFIED), (BIG5, TRADITIONAL)] {
            let (bytes, ..) = encoding.encode(text);
            let decoded = read(&bytes);
            assert_eq!((&*decoded.text, decoded.damage), (text, vec![]));
        }
        for order in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            let mut bytes = utf16_bytes(SIMPLIFIED, order);
            assert_eq!(read(&bytes).text, SIMPLIFIED);
            bytes.pop();
            assert!(read(&bytes).text.starts_with("[{\"title\":\"示范区"));
            let bytes = utf16_bytes(&format!("\u{FEFF}{SIMPLIFIED}"), order);
            assert_eq!(read(&bytes).text, SIMPLIFIED);
        }
        let marked = format!("\u{FEFF}{SIMPLIFIED}");
        assert_eq!(read(marked.as_bytes()).text, SIMPLIFIED);
        assert_eq!(read(&GB18030.encode(&marked).0).text, SIMPLIFIED);
    }

    #[test]
    fn a_plain_text_is_told_by_its_beginning_in_whatever_script() {
        let hebrew = "\u{5e9}\u{5dc}\u{5d5}\u{5dd} ".repeat(200);
        for text in [SIMPLIFIED, TRADITIONAL, &hebrew, "caf\u{e9}", "plain"] {
            let bytes = text.as_bytes();
            assert_eq!(told(bytes), UTF_8, "{text}");
            assert_eq!(told(&bytes[..bytes.len() - 1]), UTF_8, "cut: {text}");
        }
        assert_eq!(told(&GB18030.encode(SIMPLIFIED).0), GB18030);
        assert_eq!(told(&BIG5.encode(TRADITIONAL).0), BIG5);
        let page = format!("2019\n{SIMPLIFIED}\n");
        assert_eq!(told(&utf16_bytes(&page, u16::to_le_bytes)), UTF_16LE);
        assert_eq!(told(&utf16_bytes(&page, u16::to_be_bytes)), UTF_16BE);
    }

    #[test]
    fn a_phrase_is_enough_to_tell_an_encoding() {
        for (encoding, phrases) in [
            (
                GB18030,
                &[
                    "云端祭扫 遥寄哀思",
                    "广东省广东省广东省",
                    "羅德曼結束朝鮮之行",
                    "目前",
                    "系统",
                    "会",
                ][..],
            ),
            (BIG5, &["選舉", "總統", "今天天氣", "新圖書館"][..]),
            (
                UTF_8,
                &["目前", "Zoë", "É", "Città è più", "ÄÖÜ", "Москва"][..],
            ),
        ] {
            for phrase in phrases {
                let text = format!("{{\"title\":\"{phrase}\"}}");
                assert_eq!(read(&encoding.encode(&text).0).text, text, "{encoding:?}");
            }
        }
    }

    #[test]
    fn each_line_of_a_mixed_file_is_read_as_what_it_is() {
        let all = [
            (UTF_8, "{\"title\":\"示范区组织学生观看科普展\"}\n"),
            (GB18030, "{\"title\":\"今天的会议\"}\n"),
            (BIG5, "{\"title\":\"本市今晨開放三座新圖書館\"}\r\n"),
            (UTF_8, "{\"title\":\"今天的会议\"}\n"),
        ];
        for turn in 0..all.len() {
            let mut all = all;
            all.rotate_left(turn);
            let bytes: Vec<u8> = all
                .iter()
                .flat_map(|(e, text)| e.encode(text).0.into_owned())
                .collect();
            assert_eq!(read(&bytes).text, all.map(|(_, text)| text).concat());
        }
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut bytes = SIMPLIFIED.as_bytes().to_vec();
        let at = SIMPLIFIED.find("区").unwrap();
        bytes.remove(at + 2);
        let decoded = read(&bytes);
        assert_eq!(damage_of(&decoded), [(at, "UTF-8")]);
        assert_eq!(decoded.text, SIMPLIFIED.replace('区', "\u{FFFD}"));
        for damaged in [
            b"{\"title\":\"cafe\xE9\"}".as_slice(),
            b"{\"title\":\"caf\xE9s\"}",
            b"[\xFF]",
        ] {
            let decoded = read(damaged);
            assert_eq!(damage_of(&decoded).len(), 1, "{}", decoded.text);
        }
    }

    #[test]
    fn damaged_gbk_stays_gbk() {
        let (bytes, ..) = GB18030.encode(SIMPLIFIED);
        let mut bytes = bytes.into_owned();
        bytes.splice(2..2, [0xFF]);
        assert_eq!(damage_of(&read(&bytes)), [(2, "gb18030")]);
    }

    #[test]
    fn utf32_is_refused() {
        let bytes = |order: fn(u32) -> [u8; 4], text: &str| -> Vec<u8> {
            text.chars().flat_map(|c| order(c.into())).collect()
        };
        for order in [u32::to_le_bytes as fn(u32) -> [u8; 4], u32::to_be_bytes] {
            for mark in ["", "\u{FEFF}"] {
                assert!(decode(&bytes(order, &format!("{mark}{SIMPLIFIED}"))).is_err());
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_read_in_one_pass() {
        let size = 2_000_000;
        for bytes in [
            vec![0xFF; size],
            vec![0x81; size],
            (2..size).map(|n| (n * n / 7) as u8).collect(),
        ] {
            let began = std::time::Instant::now();
            assert!(!read(&bytes).text.is_empty());
            assert!(began.elapsed().as_secs() < 4, "{:?}", began.elapsed());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let Ok(decoded) = decode(&bytes) else { return Ok(()) };
            for Damage { at, .. } in decoded.damage {
                let marked = decoded.text.get(at..).and_then(|text| text.chars().next());
                prop_assert_eq!(marked, Some(char::REPLACEMENT_CHARACTER));
            }
        }
    }
}
