//! `zhenews fmt`: wraps any text, a paragraph a line, as `fmt` and `fold` do for English.
//!
//! It works line by line, so it may stand in a pipe that never ends. To a pipe it keeps every
//! character but the spaces that a line break replaces; a terminal gets nothing it might obey.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::args::groups::AmbiguousArgs;
use super::failure::Failure;
use super::out::{Out, STANDARD_INPUT, STANDARD_OUTPUT};
use super::target::{allow_stdout, is_stdout};
use crate::exit::Exit;
use crate::filetype;
use crate::lang::{Bilingual, IoContext as _, SystemError, bilingual};
use crate::place::Inputs;
use crate::store;
use crate::text::sanitize;
use crate::text::width::{Ambiguous, width};
use crate::text::wrap::{self, Setting};
use crate::text::writing_mode::WritingMode;

/// The measure where there is no terminal to fill, in cells.
const TRADITIONAL: usize = 80;

/// The arguments of `fmt`.
#[derive(Debug, Args)]
pub(super) struct FmtArgs {
    /// A UTF-8 text, one paragraph a line [default: standard input]
    file: Option<PathBuf>,
    /// Set lines of N cells [default: the terminal's width, or 80]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    width: Option<u16>,
    /// Set each first line in by N cells [default: by the paragraph's own spaces]
    #[arg(long, value_name = "N")]
    indent: Option<u16>,
    /// Fill every line, even where a single character is left for the last
    #[arg(long)]
    first_fit: bool,
    #[command(flatten)]
    pub(super) ambiguous: AmbiguousArgs,
}

/// Wraps a text.
///
/// # Errors
///
/// Fails when the text cannot be read, is not UTF-8, or the output cannot be written.
pub(super) fn run(args: FmtArgs, out: &mut Out) -> Result<Exit, Failure> {
    let fitting = || out.columns().unwrap_or(TRADITIONAL);
    let format = Format {
        measure: args.width.map_or_else(fitting, usize::from),
        indent: args.indent.map(usize::from),
        mend_orphans: !args.first_fit,
        ambiguous: args.ambiguous.into(),
        clean: out.is_terminal(),
    };
    if format
        .indent
        .is_some_and(|indent| indent > 0 && indent + 2 > format.measure)
    {
        return Err(Failure::wrong_use((
            "--indent leaves no room for a character in --width",
            "--indent 太大，--width 之内放不下一个字",
        )));
    }
    let name = args
        .file
        .as_deref()
        .map_or(STANDARD_INPUT.into(), Bilingual::from);
    allow_stdout(&inputs(args.file.as_deref()))?;
    if let Some(path) = args.file.as_deref().filter(|path| is_endless(path)) {
        return Err(store::endless().about(path).into());
    }
    let input = open(args.file.as_deref()).context(name.clone())?;
    let damaged = format.text(BufReader::with_capacity(1 << 16, input), &name, out)?;
    if damaged > 0 {
        let why = bilingual!(
            "not UTF-8 in {damaged} of its lines, where \u{fffd} stands for what cannot be read; convert it, as by \
             `iconv -f gb18030 FILE | zhenews fmt`",
            "有 {damaged} 行不是 UTF-8，读不出的字显示为 \u{fffd}；请转换编码，如 `iconv -f gb18030 FILE | zhenews fmt`"
        );
        return Err(why.about(name).into());
    }
    Ok(Exit::Success)
}

fn inputs(file: Option<&Path>) -> Inputs {
    let file = file.filter(|path| !is_stdout(path));
    Inputs {
        files: file.map(Path::to_owned).into_iter().collect(),
        stdin: file.is_none(),
        ..Inputs::default()
    }
}

/// Whether a path is that of what may never end, as standard input may: that is read as it comes.
fn is_endless(path: &Path) -> bool {
    path.as_os_str() != "-" && filetype::is_special(path)
}

fn open(file: Option<&Path>) -> io::Result<Box<dyn Read>> {
    match file {
        Some(path) if path.as_os_str() != "-" => Ok(Box::new(File::open(path)?)),
        _ => Ok(Box::new(io::stdin())),
    }
}

/// Reads a line with its end; returns how long it is, which is nothing where the text has ended.
fn read_line(input: &mut BufReader<impl Read>, line: &mut Vec<u8>) -> io::Result<usize> {
    let longest = store::LONGEST_LINE as u64;
    let read = input.take(longest).read_until(b'\n', line)?;
    if read == store::LONGEST_LINE && !line.ends_with(b"\n") {
        return Err(io::Error::new(
            ErrorKind::InvalidData,
            store::endless_line(),
        ));
    }
    Ok(read)
}

/// How a text is set.
struct Format {
    measure: usize,
    indent: Option<usize>,
    mend_orphans: bool,
    ambiguous: Ambiguous,
    clean: bool,
}

impl Format {
    /// Sets every line of `input` and returns how many were not UTF-8. What is set is sent on
    /// before it would wait for more.
    fn text(
        &self,
        mut input: BufReader<impl Read>,
        name: &Bilingual,
        out: &mut impl Write,
    ) -> Result<usize, SystemError> {
        let mut damaged = 0;
        let mut bytes = Vec::new();
        while read_line(&mut input, &mut bytes).context(name.clone())? > 0 {
            let text = String::from_utf8_lossy(&bytes);
            damaged += usize::from(matches!(text, Cow::Owned(_)));
            let text = text.strip_suffix('\n').unwrap_or(&text);
            let set = self.paragraph(text.strip_suffix('\r').unwrap_or(text), out);
            set.context(STANDARD_OUTPUT)?;
            bytes.clear();
            if input.buffer().is_empty() {
                out.flush().context(STANDARD_OUTPUT)?;
            }
        }
        Ok(damaged)
    }

    /// Sets one paragraph; an empty one stays an empty line.
    fn paragraph(&self, text: &str, out: &mut impl Write) -> io::Result<()> {
        let text = if self.clean {
            sanitize::line(text)
        } else {
            Cow::Borrowed(text)
        };
        let (spaces, text) = self.opening(text.trim_end());
        if text.is_empty() {
            return writeln!(out);
        }
        let setting = Setting {
            measure: self.measure,
            indent: width(&spaces, self.ambiguous),
            writing_mode: WritingMode::Horizontal(self.ambiguous),
            mend_orphans: self.mend_orphans,
        };
        for line in wrap::wrap(text, &setting) {
            let words = text.get(line.range).unwrap_or_default();
            if line.indent == setting.indent && line.indent > 0 {
                writeln!(out, "{spaces}{words}")?;
            } else {
                writeln!(out, "{:1$}{words}", "", line.indent)?;
            }
        }
        Ok(())
    }

    /// Parts the spaces that open the first line from the text. A paragraph's own are kept where
    /// no others are asked for.
    fn opening<'a>(&self, text: &'a str) -> (Cow<'a, str>, &'a str) {
        let rest = text.trim_start();
        let own = text.strip_suffix(rest).unwrap_or_default();
        match self.indent {
            Some(cells) => (Cow::Owned(" ".repeat(cells)), rest),
            None => (Cow::Borrowed(own), rest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMAT: Format = Format {
        measure: 20,
        indent: None,
        mend_orphans: true,
        ambiguous: Ambiguous::Narrow,
        clean: false,
    };

    fn set(format: &Format, text: &[u8]) -> (String, usize) {
        let mut out = Vec::new();
        let damaged = format
            .text(BufReader::new(text), &"test".into(), &mut out)
            .unwrap();
        (String::from_utf8(out).unwrap(), damaged)
    }

    #[test]
    fn lines_are_paragraphs_and_empty_ones_stay() {
        let (text, _) = set(&FORMAT, "春雨贵如油\r\n\n  \n秋风".as_bytes());
        assert_eq!(text, "春雨贵如油\n\n\n秋风\n");
    }

    #[test]
    fn a_paragraph_keeps_its_own_indent_unless_told_otherwise() {
        let text = "　　春天的雨一直下到了夏天才停。".as_bytes();
        assert_eq!(set(&FORMAT, text).0, "　　春天的雨一直下到\n了夏天才停。\n");
        let flush = Format {
            indent: Some(0),
            ..FORMAT
        };
        assert_eq!(set(&flush, text).0, "春天的雨一直下到了夏\n天才停。\n");
        let two = Format {
            indent: Some(2),
            ..FORMAT
        };
        assert!(set(&two, text).0.starts_with("  春天"));
    }

    #[test]
    fn an_indent_gives_way_so_that_no_line_is_too_long() {
        let text = "    kilowatt表".as_bytes();
        for (measure, expected) in [
            (14, "    kilowatt表\n"),
            (12, "    kilowatt\n表\n"),
            (10, "  kilowatt\n表\n"),
        ] {
            for indent in [None, Some(4)] {
                let format = Format {
                    measure,
                    indent,
                    mend_orphans: false,
                    ..FORMAT
                };
                assert_eq!(set(&format, text).0, expected, "{measure} {indent:?}");
            }
        }
    }

    #[test]
    fn a_pipe_keeps_controls_and_a_terminal_gets_none() {
        let text = "春\u{1b}[2J雨\u{200b}".as_bytes();
        assert_eq!(set(&FORMAT, text).0, "春\u{1b}[2J雨\u{200b}\n");
        let clean = Format {
            clean: true,
            ..FORMAT
        };
        assert!(!set(&clean, text).0.contains('\u{1b}'));
    }

    #[test]
    fn damaged_lines_are_counted() {
        assert_eq!(set(&FORMAT, b"ok\n\xb4\xba\nok\n\xff\n").1, 2);
    }
}
