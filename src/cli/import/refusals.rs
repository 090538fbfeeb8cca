//! What is told of files that no reports can be taken from.

use crate::filetype::FileType;
use crate::lang::Bilingual;

/// Whether files of a type are never page text, though they are text.
pub(super) fn is_no_page(kind: FileType) -> bool {
    matches!(kind, FileType::Json | FileType::Csv)
}

/// Says why a text of single characters is not read.
pub(super) fn vertical() -> Bilingual {
    Bilingual::new(
        "the page is set vertically and its text has a character in each line, so that its columns are lost; \
         import the PDF itself, or recognized text that says where lines stand",
        "此版为竖排，提取的文字一行一字，已看不出各栏；请直接导入 PDF，或带位置的文字识别结果",
    )
}

/// Says why web pages are not read.
pub(super) fn no_saved_report() -> Bilingual {
    Bilingual::new(
        "no report in these web pages; save the pages of the reports themselves, and of an e-paper its index beside them",
        "这些网页中没有报道；请保存报道本身的网页，数字报则与版面目录页存在一起",
    )
}
