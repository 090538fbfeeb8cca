//! What the detector tells of beginnings of real shape, and that no bytes stop it.

use proptest::prelude::*;

use super::*;

fn told(bytes: impl AsRef<[u8]>) -> Option<(FileType, bool)> {
    detect(bytes.as_ref()).map(|guess| (guess.file_type, guess.is_certain))
}

#[test]
fn binary_files_are_told_by_their_signatures() {
    use FileType::{
        Binary, Caj, Compressed, Djvu, Docx, Epub, Gzip, Image, OfficeXml, OldOffice, OpenDocument,
        Pdf, Rtf, Sqlite, Zip,
    };
    let cases: [(&[u8], FileType); 20] = [
        (b"\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03", Gzip),
        (b"BZh91AY&SY\x01\x02", Compressed),
        (b"\xFD7zXZ\0\0\x04", Compressed),
        (b"PK\x03\x04\x14\0\0\0\0\0news/a.json{\"title\":1}", Zip),
        (
            b"PK\x03\x04\x0A\0\0\0\0\0\0\0\0\0mimetypeapplication/epub+zipPK\x03\x04",
            Epub,
        ),
        (
            b"PK\x03\x04\x0A\0mimetypeapplication/vnd.oasis.opendocument.textPK",
            OpenDocument,
        ),
        (
            b"PK\x03\x04\x14\0[Content_Types].xml..word/document.xml",
            Docx,
        ),
        (
            b"PK\x03\x04\x14\0[Content_Types].xml..xl/workbook.xml",
            OfficeXml,
        ),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", OldOffice),
        (b"{\\rtf1\\ansi\\ansicpg936 {\\fonttbl}}", Rtf),
        (b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n", Pdf),
        (b"CAJ\0\x01\0", Caj),
        (b"AT&TFORM\0\0", Djvu),
        (b"SQLite format 3\0\x10\0", Sqlite),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Image),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Image),
        (b"GIF89a\x01\0", Image),
        (b"RIFF\x24\0\0\0WEBPVP8 ", Image),
        (b"BM\x36\0\0\0\0\0\0\0\x36\0", Image),
        (b"\x7FELF\x02\x01\x01\0", Binary),
    ];
    for (bytes, file_type) in cases {
        assert_eq!(told(bytes), Some((file_type, true)), "{file_type:?}");
    }
}

#[test]
fn letters_that_are_a_signature_by_chance_begin_a_text() {
    for text in [
        "BZh is no program here, it is a word of a report.",
        "ID3 tags are explained in this report of ours.",
        "BM is a name, and this is a report about it.",
        "KDH is a name, and this is a report about it.",
    ] {
        assert_eq!(told(text), Some((FileType::Text, false)), "{text}");
    }
}

#[test]
fn markup_is_told_by_its_root() {
    for (text, expected) in [
        ("<!DOCTYPE html>\n<html><head>", (FileType::Html, true)),
        ("\u{feff}\n<HTML lang='zh'><body>雨", (FileType::Html, true)),
        ("<!-- saved -->\n<html>", (FileType::Html, true)),
        (
            "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>",
            (FileType::Html, true),
        ),
        (
            "<div class='news'><p>雨停了。</p></div>",
            (FileType::Html, false),
        ),
        (
            "<html><body><div class='ocr_page' id='p1'>",
            (FileType::Hocr, true),
        ),
        (
            "<?xml version=\"1.0\" encoding=\"GBK\"?>\n<rss version=\"2.0\"><channel>",
            (FileType::Feed, true),
        ),
        ("<rss version='2.0'>", (FileType::Feed, true)),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            (FileType::Feed, true),
        ),
        (
            "<?xml version='1.0'?><rdf:RDF xmlns:rdf='x'>",
            (FileType::Feed, true),
        ),
        ("<opml version='2.0'><head/>", (FileType::Opml, false)),
        (
            "<?xml version='1.0'?><alto xmlns='x'>",
            (FileType::Alto, true),
        ),
        ("<mets:mets xmlns:mets='x'>", (FileType::Mets, true)),
        (
            "<?xml version='1.0'?><PcGts xmlns='x'>",
            (FileType::PageXml, true),
        ),
        (
            "<?xml version='1.0'?><!DOCTYPE mets [<!ENTITY a 'b>'>]><mets>",
            (FileType::Mets, true),
        ),
        ("<?xml version='1.0'?><news>", (FileType::Xml, true)),
        ("<news><item>雨</item></news>", (FileType::Xml, false)),
    ] {
        assert_eq!(told(text), Some(expected), "{text}");
        let (bytes, ..) = GB18030.encode(text);
        assert_eq!(told(bytes), Some(expected), "{text} in GB18030");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(told(wide), Some(expected), "{text} in UTF-16");
    }
}

#[test]
fn a_table_that_names_its_columns_is_told_without_a_doubt() {
    for (text, file_type) in [
        (
            "标题,正文,日期\n春雨,\"雨停了。\n路通了。\",2019-11-22\n",
            FileType::Csv,
        ),
        ("title;content;time\na;b;c\n", FileType::Csv),
        ("id\tTitle\ttext\n1\t春雨\t雨停了。\n", FileType::Tsv),
    ] {
        assert_eq!(told(text), Some((file_type, true)), "{text}");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(told(wide), Some((file_type, true)), "{text} in UTF-16");
    }
    // A page that happens to have such a line is none.
    let page = "日期，来源\n本报讯　雨停了，路通了，桥也修好了。\n";
    assert_eq!(told(page), Some((FileType::Text, false)));
}

#[test]
fn what_was_exported_is_told_by_its_head() {
    let head = "exported: 2026-11-25T22:30:00+08:00\nzhenews: 0.1.0\nreports: 1\n";
    for text in [
        format!("{head}\n————————\n"),
        format!("---\n{head}---\n\n# 春雨\n"),
    ] {
        assert_eq!(told(&text), Some((FileType::Export, true)), "{text}");
    }
}

#[test]
fn texts_are_told_with_a_doubt() {
    let prose = "本报讯　清晨的雨一直下到了中午，路面积水，公共汽车改道。\n记者看到，桥已修好。\n";
    for (text, file_type) in [
        (
            "甲,乙,丙\n春雨,\"雨停了。\n路通了。\",2019-11-22\n",
            FileType::Csv,
        ),
        ("一\t春雨\t雨停了。\n二\t秋雨\t路通了。\n", FileType::Tsv),
        (
            "# 春雨\n\n雨停了，路通了，桥也修好了。\n",
            FileType::Markdown,
        ),
        ("---\ntitle: 春雨\n---\n雨停了。\n", FileType::Markdown),
        (prose, FileType::Text),
        (
            "[新华社北京电] 雨停了，路通了，桥也修好了。\n",
            FileType::Text,
        ),
        (
            "It rained, and it rained, and then it stopped.\nThe road, it seems, is open.\n",
            FileType::Text,
        ),
    ] {
        assert_eq!(told(text), Some((file_type, false)), "{text}");
    }
    assert_eq!(told(GB18030.encode(prose).0), Some((FileType::Text, false)));
    let traditional = "本市今晨開放三座新圖書館，市民排隊入場，書架前站滿了人。";
    assert_eq!(
        told(BIG5.encode(traditional).0),
        Some((FileType::Text, false))
    );
    let wide: Vec<u8> = prose.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(told(wide), Some((FileType::Text, false)));
}

#[test]
fn recognized_text_in_json_is_told_by_its_names_or_boxes() {
    for text in [
        r#"[[[[[60, 60], [380, 60], [380, 100], [60, 100]], ["春雨", 0.98]]]]"#,
        "[\n[[[90.0, 78.0], [895.0, 74.0], [896.0, 243.0], [91.0, 246.0]], \"春雨\", 0.9],",
        r#"{"input_path": "p.png", "dt_polys": [[[60, 60], [380, 60]"#,
        r#"{"res": {"parsing_res_list": [{"block_label": "text"#,
        r#"[{"type": "text", "text": "春雨", "bbox": [1, 2, 3, 4], "page_idx": 0}]"#,
        r#"{"code": 100, "data": [{"box": [[1, 2]], "score": 0.9, "text": "春雨"}]}"#,
        r#"[{"box": [[1, 2]], "txt": "春雨", "score": 0.9}]"#,
        r#"[null, [[[[60, 60], [380, 60], [380, 100], [60, 100]], ["春雨", 0.98]]]]"#,
        r#"{"pdf_info": [{"preproc_blocks": []"#,
        r#"{"boxes": [[[60, 60]]], "txts": ["春雨"]}"#,
        r#"{"words_result": [{"words": "春雨", "location": {"top": 1}}]}"#,
    ] {
        assert_eq!(told(text), Some((FileType::OcrJson, false)), "{text}");
    }
    for text in [
        r#"[[1, 2, 3, 4], "春雨"]"#,
        r#"[["春雨", 2019, 11, 22, 3]]"#,
        r#"{"title": "春雨", "type": "text", "body": "雨停了。"}"#,
    ] {
        assert_eq!(told(text), Some((FileType::Json, false)), "{text}");
    }
}

#[test]
fn broken_json_is_json_still() {
    for text in [
        r#"{"title":"春雨","body":"#,
        r#"x[{"title":"春雨"}]"#,
        "[1, 2, 3",
        "{}",
        "callback({\"title\":\"春雨\"})",
        "var news = [\n  {\"title\": \"春雨\"}\n];",
        "{'title': '春雨'}",
        "2019年11月22日的稿件一共三篇如下：\n{\"title\":\"春雨\"}\n",
    ] {
        assert_eq!(told(text), Some((FileType::Json, false)), "{text}");
    }
}

#[test]
fn where_nothing_tells_nothing_is_told() {
    for text in ["", " \n", "<null>", "*", "nul", "-", "雨"] {
        assert_eq!(told(text), None, "{text:?}");
    }
}

#[test]
fn what_it_is_and_what_to_do_is_said_in_both_languages() {
    let guess = detect(b"%PDF-1.7").unwrap();
    assert_eq!(guess.say(Lang::En), "this is a PDF document");
    assert_eq!(guess.say(Lang::Zh), "这是 PDF 文档");
    assert!(
        guess
            .file_type
            .advice(Lang::Zh)
            .contains("zhenews import FILE")
    );
}

proptest! {
    #[test]
    fn any_bytes_are_told_or_not(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let guess = detect(&bytes);
        prop_assert_eq!(guess, detect(&bytes));
    }

    #[test]
    fn any_text_is_told_or_not(text in "(<|\\{|\\[|\"|,|\t|\n|#|.){0,40}") {
        of_text(&text);
        detect(text.as_bytes());
    }
}
