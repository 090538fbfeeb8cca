//! Tells JSON that holds recognized text from other JSON, by the names that the programs use.

use super::FileType;

/// Names of which all stand near the beginning, for each form.
const FORMS: [&[&str]; 20] = [
    // PaddleOCR 3.
    &["dt_polys"],
    &["rec_texts"],
    // PP-StructureV3, and its service.
    &["block_label", "block_bbox"],
    &["parsing_res_list"],
    &["layoutParsingResults"],
    // MinerU.
    &["type", "bbox", "page_idx"],
    // Umi-OCR.
    &["code", "data", "box", "score", "text"],
    &["pdf_info"],
    &["layout_dets"],
    &["type", "content", "paragraph_content"],
    &["type", "content", "title_content"],
    // PaddleOCR's service and its program for labels, and PP-Structure before its third version.
    &["text_region", "text"],
    &["transcription", "points"],
    // RapidOCR's service.
    &["rec_txt", "dt_boxes"],
    // EasyOCR, Surya, and the services of Baidu and Tencent.
    &["boxes", "text", "confident"],
    &["text_lines", "bbox", "text"],
    &["words_result", "location"],
    &["TextDetections", "DetectedText"],
    // RapidOCR since its second version.
    &["boxes", "txts"],
    &["box", "txt", "score"],
];

/// Returns whether JSON is recognized text.
pub(super) fn json(text: &str) -> FileType {
    let has = |name: &&str| {
        let quoted = format!("\"{name}\"");
        let mut places = text.match_indices(&quoted);
        places.any(|(at, found)| {
            let after = text.get(at + found.len()..).unwrap_or_default();
            after.trim_start().starts_with(':')
        })
    };
    if FORMS.iter().any(|form| form.iter().all(has)) || is_list_of_boxes(text) {
        FileType::OcrJson
    } else {
        FileType::Json
    }
}

/// Whether a text begins with a list of boxes, of four corners or two, each with a text: PaddleOCR 2, RapidOCR.
fn is_list_of_boxes(text: &str) -> bool {
    /// How long the numbers of a box may be, in bytes.
    const LONGEST: usize = 400;
    let is_number = |c: char| matches!(c, '0'..='9' | '.' | '-' | '+' | 'e' | 'E');
    let is_between = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | ',');
    let Some(start) = text.find('[') else {
        return false;
    };
    let rest = text.get(start..).unwrap_or_default();
    // A page without text comes first, perhaps.
    let rest = &rest.replace("null,", "");
    let Some(end) = rest.find(|c| !(is_number(c) || is_between(c))) else {
        return false;
    };
    let (numbers, after) = rest.split_at_checked(end).unwrap_or_default();
    let count = numbers
        .split(is_between)
        .filter(|number| !number.is_empty())
        .count();
    let depth = numbers
        .chars()
        .take_while(|c| *c == '[' || c.is_whitespace());
    let depth = depth.filter(|c| *c == '[').count();
    after.starts_with('"') && matches!(count, 4 | 8) && depth >= 3 && numbers.len() < LONGEST
}
