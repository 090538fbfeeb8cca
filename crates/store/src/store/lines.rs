//! Reads a file's text line by line, in whatever encoding it came, holding no more of it than a line
//! and a buffer.

use std::io::{self, ErrorKind, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};

use super::decode;
use crate::filetype::{self, FileType::Binary, Guess};
use crate::lang::{Bilingual, Lang, Say as _, bilingual};

/// How many bytes are read at once, and how many tell the encoding.
const BUFFER: usize = 256 * 1024;

/// A longer line is that of no text, in bytes: a novel is shorter.
pub const LONGEST_LINE: usize = 16 << 20;

/// Says that a line is longer than that of any text.
pub fn endless_line() -> Bilingual {
    let megabytes = LONGEST_LINE >> 20;
    bilingual!(
        "a line is longer than {megabytes} MB, or never ends; give a text with line breaks",
        "有一行超过 {megabytes} MB，或永远不结束；请改用有换行的文本"
    )
}

/// The lines of a text.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    decoder: Decoder,
    /// Bytes that were read and not yet decoded.
    bytes: Vec<u8>,
    /// Text that was decoded and not yet given out, from `at` on.
    text: String,
    at: usize,
    ended: bool,
}

/// Says what a file is that is no page text, and what to do with it.
pub fn not_page_text(guess: Guess) -> Bilingual {
    let Bilingual { english, chinese } = guess.in_both();
    let [do_this, in_chinese] = [Lang::En, Lang::Zh].map(|lang| guess.file_type.advice(lang));
    bilingual!(
        "not page text: {english}; {do_this}",
        "不是版面文字：{chinese}；{in_chinese}"
    )
}

impl<R: Read> Lines<R> {
    /// Looks at the beginning of a text; `encoding` is what it is read as, if that is known.
    ///
    /// # Errors
    ///
    /// The text cannot be read, or it is surely something else: a web page, a PDF.
    pub fn new(mut reader: R, encoding: Option<&'static Encoding>) -> io::Result<Self> {
        let mut bytes = Vec::new();
        reader
            .by_ref()
            .take(BUFFER as u64)
            .read_to_end(&mut bytes)?;
        // Who names UTF-16 knows that zeros are half of its characters.
        let has_zeros = [UTF_16LE, UTF_16BE].map(Some).contains(&encoding);
        let guess = filetype::not_plain(&bytes);
        if let Some(guess) = guess.filter(|guess| !has_zeros || guess.file_type != Binary) {
            return Err(io::Error::new(ErrorKind::InvalidData, not_page_text(guess)));
        }
        let encoding = encoding.unwrap_or_else(|| decode::told(&bytes));
        Ok(Self {
            reader,
            decoder: encoding.new_decoder_with_bom_removal(),
            bytes,
            text: String::new(),
            at: 0,
            ended: false,
        })
    }

    /// Returns the next line without its end.
    ///
    /// # Errors
    ///
    /// The text cannot be read on.
    pub fn next_line(&mut self) -> io::Result<Option<String>> {
        let mut sought = self.at;
        loop {
            let rest = self.text.get(sought..).unwrap_or_default();
            let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).map(|end| sought + end);
            // A CR at the end of what is known may be half of a line's end.
            match end.filter(|&end| end + 1 < self.text.len() || self.ended) {
                Some(end) => return Ok(Some(self.take(end))),
                None if self.ended => {
                    let rest = self.text.len();
                    let left = self.at < rest;
                    return Ok(left.then(|| self.take(rest)));
                }
                None => {
                    let given = std::mem::take(&mut self.at);
                    self.text.drain(..given);
                    sought = end.map_or(self.text.len(), |end| end - given);
                    if sought > LONGEST_LINE {
                        return Err(io::Error::new(ErrorKind::InvalidData, endless_line()));
                    }
                    self.fill()?;
                }
            }
        }
    }

    fn take(&mut self, end: usize) -> String {
        let line = self.text.get(self.at..end).unwrap_or_default().to_owned();
        let rest = self.text.get(end..).unwrap_or_default();
        self.at = end
            + if rest.starts_with("\r\n") {
                2
            } else {
                usize::from(!rest.is_empty())
            };
        line
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.bytes.is_empty() {
            self.reader
                .by_ref()
                .take(BUFFER as u64)
                .read_to_end(&mut self.bytes)?;
        }
        let last = self.bytes.is_empty();
        let mut from = 0;
        loop {
            let bytes = self.bytes.get(from..).unwrap_or_default();
            let room = self
                .decoder
                .max_utf8_buffer_length(bytes.len())
                .unwrap_or(BUFFER);
            self.text.reserve(room);
            let (result, read, _) = self.decoder.decode_to_string(bytes, &mut self.text, last);
            from += read;
            if result == CoderResult::InputEmpty {
                break;
            }
        }
        self.bytes.clear();
        self.ended = last;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030};

    fn lines(bytes: &[u8]) -> Vec<String> {
        let mut lines = Lines::new(bytes, None).unwrap();
        std::iter::from_fn(|| lines.next_line().unwrap()).collect()
    }

    #[test]
    fn lines_end_as_they_do_anywhere() {
        assert_eq!(
            lines("甲\n乙\r\n丙\r丁".as_bytes()),
            ["甲", "乙", "丙", "丁"]
        );
        assert_eq!(lines("甲\n\n乙\n".as_bytes()), ["甲", "", "乙"]);
        assert!(lines(b"").is_empty());
    }

    #[test]
    fn a_text_is_read_in_the_encoding_it_came_in() {
        for (encoding, text) in [
            (
                GB18030,
                "本报讯　示范区组织学生观看科普展，图书馆今天上午开放。",
            ),
            (BIG5, "本報訊　本市今晨開放三座新圖書館，市民先睹為快。"),
        ] {
            assert_eq!(lines(&encoding.encode(text).0), [text]);
        }
        let wide: Vec<u8> = "\u{feff}春雨"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(lines(&wide), ["春雨"]);
        assert_eq!(UTF_16LE.name(), "UTF-16LE");
    }

    #[test]
    fn what_has_zeros_and_is_no_text_is_told_at_the_beginning() {
        let mut zeros = io::repeat(0);
        let error = Lines::new(&mut zeros, None).unwrap_err();
        assert!(error.to_string().contains("this is no text"), "{error}");
        let noise: Vec<u8> = (0..20_000_u32).map(|n| (n * n % 251) as u8).collect();
        assert!(Lines::new(&*noise, None).is_err());
        // A zero here and there is damage, and UTF-16 is no noise.
        let text = format!("{}\0{}", "春雨。".repeat(100), "夏雨。".repeat(100));
        assert_eq!(lines(text.as_bytes()), [text]);
        let wide: Vec<u8> = "ᚠᚢᚦ abc "
            .repeat(9)
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let mut lines = Lines::new(&*wide, Some(UTF_16LE)).unwrap();
        assert_eq!(lines.next_line().unwrap(), Some("ᚠᚢᚦ abc ".repeat(9)));
    }

    #[test]
    fn a_line_without_an_end_ends_in_an_error() {
        for mut endless in [io::repeat(b'a'), io::repeat(0)] {
            let mut lines = Lines::new(&mut endless, Some(UTF_16LE)).unwrap();
            let error = lines.next_line().unwrap_err();
            assert!(error.to_string().contains("16 MB"), "{error}");
        }
    }

    #[test]
    fn a_line_longer_than_the_buffer_is_whole() {
        let long = "春".repeat(BUFFER);
        assert_eq!(
            lines(format!("{long}\n雨").as_bytes()),
            [long.as_str(), "雨"]
        );
    }
}
