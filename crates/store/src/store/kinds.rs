//! Files that are no JSON: what they are, and what to do with them.

use super::fault::Fault;
use crate::filetype::{self, FileType, Guess};
use crate::lang::{Bilingual, Lang, Say as _, bilingual};

/// Tells a file of a kind that is no text.
pub(super) fn no_text(bytes: &[u8]) -> Option<Bilingual> {
    let guess = |file_type| Guess {
        file_type,
        is_certain: true,
    };
    filetype::signature(bytes).map(guess).map(of_kind)
}

/// Tells a text in which no record was found and that is of another kind than JSON.
pub(super) fn other_kind(text: &str) -> Option<Fault> {
    let guess = filetype::of_text(text)?;
    (guess.file_type != FileType::Json).then(|| Fault {
        at: 0,
        what: of_kind(guess),
    })
}

fn of_kind(guess: Guess) -> Bilingual {
    let Bilingual { english, chinese } = guess.in_both();
    let [do_this, in_chinese] = [Lang::En, Lang::Zh].map(|lang| advice(guess.file_type, lang));
    bilingual!("{english}; {do_this}", "{chinese}；{in_chinese}")
}

/// Says what to do with a file in which no report was found, though files of some of these kinds are read.
fn advice(file_type: FileType, lang: Lang) -> &'static str {
    match file_type {
        FileType::Csv | FileType::Tsv => lang.pick(
            "name its columns in the first row, as title, date and body",
            "请在首行写明各列的名称，如 title、date、body",
        ),
        FileType::Markdown => lang.pick(
            "write each report below a heading of its own",
            "请给每篇报道各加一个标题",
        ),
        other => other.advice(lang),
    }
}
