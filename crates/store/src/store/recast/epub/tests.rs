//! Books of our own making, and what is wrong with some.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::{Compression, Crc, write::DeflateEncoder};

use super::*;

/// Packs parts as a zip archive does, every other one deflated.
pub(in super::super) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (at, (name, text)) in parts.iter().enumerate() {
        let mut sum = Crc::new();
        sum.update(text.as_bytes());
        let method = at as u16 % 2 * 8;
        let data = if method == 0 {
            text.as_bytes().to_vec()
        } else {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(text.as_bytes()).unwrap();
            encoder.finish().unwrap()
        };
        let mut common = Vec::new();
        common.extend([20, 0, 0, 0]);
        common.extend(method.to_le_bytes());
        common.extend([0; 4]);
        common.extend(sum.sum().to_le_bytes());
        common.extend((data.len() as u32).to_le_bytes());
        common.extend((text.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        let start = bytes.len() as u32;
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(data);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let at = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend((parts.len() as u16).to_le_bytes());
    bytes.extend((parts.len() as u16).to_le_bytes());
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(at.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

const CONTAINER: &str = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>\
    <rootfile full-path='b/c.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";

/// Makes a book of documents, with what stands in its list of contents.
fn book(documents: &[(&str, &str)], contents: &str) -> Vec<u8> {
    let mut items = String::new();
    let mut spine = String::new();
    for (name, _) in documents {
        let _ = write!(
            items,
            "<item id='{name}' href='{name}' media-type='application/xhtml+xml'/>"
        );
        let _ = write!(spine, "<itemref idref='{name}'/>");
    }
    let nav = format!(
        "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:e='http://www.idpf.org/2007/ops'><body>\
         <nav e:type='toc'><ol>{contents}</ol></nav></body></html>"
    );
    let package = format!(
        "<package xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>\
         <dc:title>河湾早报 2021-03-05</dc:title><dc:date>2021-03-05</dc:date><dc:creator>李明</dc:creator>\
         <dc:publisher>河湾社</dc:publisher></metadata><manifest>{items}\
         <item id='n' href='n.xhtml' properties='nav' media-type='application/xhtml+xml'/></manifest>\
         <spine><itemref idref='n'/>{spine}</spine></package>"
    );
    let whole: Vec<(String, String)> = documents
        .iter()
        .map(|(name, body)| {
            let text = format!("<?xml version='1.0'?><html><head><title>页</title></head><body>{body}</body></html>");
            (format!("b/{name}"), text)
        })
        .collect();
    let mut parts = vec![
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("b/c.opf", &package),
        ("b/n.xhtml", &nav),
    ];
    parts.extend(whole.iter().map(|(name, text)| (&**name, &**text)));
    packed(&parts)
}

fn records(bytes: &[u8]) -> Vec<serde_json::Value> {
    let recast = epub(bytes).unwrap();
    assert_eq!(recast.problems, []);
    let edition: serde_json::Value = serde_json::from_str(&recast.text).unwrap();
    assert_eq!(edition["source"], "河湾早报");
    assert_eq!(edition["dc:date"], "2021-03-05");
    assert_eq!(edition["authors"][0], "李明");
    edition["articles"].as_array().unwrap().clone()
}

#[test]
fn each_document_is_a_report_under_its_name_in_the_contents() {
    let bytes = book(
        &[
            ("cover.xhtml", "<img src='c.png'/><h1>河湾早报</h1>"),
            ("p1.xhtml", "<h1>第1版 要闻</h1>"),
            (
                "a.xhtml",
                "<h1>旧桥 改建</h1><p>旧桥昨日动工，a&lt;b&gt;c。</p><p><img src='q.png' alt='桥'/></p>",
            ),
            ("a2.xhtml", "<p>工期三月。</p>"),
            ("b.xhtml", "<h1>夜市迁址</h1><p>夜市今起迁往东门。</p>"),
            ("z.xhtml", "<h2>启事</h2><p>明日停刊。</p>"),
        ],
        "<li><a href='p1.xhtml'>第1版 要闻</a><ol><li><a href='a.xhtml'>旧桥改建</a></li></ol></li>\
         <li><span>城事</span><ol><li><a href='b.xhtml'>夜市迁址</a></li></ol></li>",
    );
    let found = records(&bytes);
    let titles: Vec<_> = found
        .iter()
        .map(|record| record["title"].as_str())
        .collect();
    let expected = ["河湾早报", "旧桥改建", "夜市迁址", "启事"].map(Some);
    // A cover with a picture has its heading for a title.
    assert_eq!(titles, expected);
    let bridge = &found[1];
    assert_eq!(
        bridge["body"],
        serde_json::json!(["旧桥昨日动工，a<b>c。", "工期三月。"])
    );
    assert_eq!(
        (&bridge["page"], &bridge["section"]),
        (&"第1版".into(), &"要闻".into())
    );
    assert_eq!(bridge["images"][0]["src"], "q.png");
    assert_eq!(found[2]["section"], "城事");
}

#[test]
fn places_in_a_document_are_reports() {
    let bytes = book(
        &[(
            "p.xhtml",
            "<h1>第2版</h1><h2 id='s0'>旧桥改建</h2><p>旧桥昨日动工。</p>\
             <h2><a class='x' id = \"s1\"></a>夜市迁址</h2><p>夜市今起迁往东门。</p>",
        )],
        "<li><a href='p.xhtml'>第2版</a><ol><li><a href='p.xhtml#s0'>旧桥改建</a></li>\
         <li><a href='p.xhtml#s1'>夜市迁址</a></li></ol></li>",
    );
    let found = records(&bytes);
    let expected = [
        ("旧桥改建", "旧桥昨日动工。"),
        ("夜市迁址", "夜市今起迁往东门。"),
    ];
    assert_eq!(found.len(), 2, "{found:?}");
    for (record, (title, body)) in found.iter().zip(expected) {
        assert_eq!(record["title"], title);
        assert_eq!(record["body"], serde_json::json!([body]));
        assert_eq!(record["page"], "第2版");
    }
}

#[test]
fn a_book_without_contents_has_a_report_in_each_document() {
    let bytes = book(
        &[
            ("a.xhtml", "<h1>旧桥改建</h1><p>旧桥昨日动工。</p>"),
            ("b.xhtml", "<p>夜市今起迁往东门。</p>"),
        ],
        "",
    );
    let titles: Vec<_> = records(&bytes)
        .iter()
        .map(|record| record["title"].clone())
        .collect();
    assert_eq!(titles, ["旧桥改建", "页"]);
}

#[test]
fn what_cannot_be_read_is_said() {
    let bytes = book(
        &[("a.xhtml", "<p>甲。</p>"), ("b.xhtml", "<p>乙。</p>")],
        "",
    );
    let said = |bytes: &[u8]| {
        epub(bytes)
            .map(|recast| recast.problems)
            .map_err(|what| what.english)
    };
    let cut = bytes.get(..bytes.len() / 2).unwrap();
    assert!(said(cut).unwrap_err().contains("no directory"));
    // Any byte may be wrong: what is read then is told of, and nothing is taken that has another checksum.
    for at in 0..bytes.len() {
        let mut spoilt = bytes.clone();
        spoilt[at] ^= 0x41;
        if let Ok(recast) = epub(&spoilt) {
            let is_whole = recast.text.contains("甲。") && recast.text.contains("乙。");
            assert!(is_whole || !recast.problems.is_empty(), "{at}: {recast:?}");
        }
    }
    let at = memchr::memmem::rfind(&bytes, b"b/b.xhtml").unwrap() - 46;
    let with = |place: usize, byte: u8| {
        let mut other = bytes.clone();
        other[at + place] = byte;
        said(&other).unwrap().remove(0).1.english
    };
    assert!(with(8, 1).contains("`b/b.xhtml` is encrypted"));
    assert!(with(10, 9).contains("packed in a way"));
    assert!(with(27, 9).contains("larger than 64 MB"));
    let sum = at + 16;
    assert!(with(sum - at, bytes[sum] ^ 1).contains("damaged"));
    let end = bytes.len() - 22;
    let mut large = bytes.clone();
    large[end + 10..end + 12].fill(0xFF);
    assert!(said(&large).unwrap_err().contains("no directory"));
}

/// Some programs write every archive as if it might be of more than 4 GB.
#[test]
fn a_book_in_zip64_is_read() {
    let plain = book(
        &[("a.xhtml", "<h1>甲</h1><p>甲。</p>")],
        "<li><a href='a.xhtml'>甲</a></li>",
    );
    let end = plain.len() - 22;
    let number = |at: usize| u32::from_le_bytes(plain[at..at + 4].try_into().unwrap());
    let count = u16::from_le_bytes(plain[end + 10..end + 12].try_into().unwrap());
    let directory = number(end + 16) as usize;
    let mut wide = plain[..directory].to_vec();
    let mut at = directory;
    for _ in 0..count {
        let name = usize::from(plain[at + 28]) + usize::from(plain[at + 29]) * 256;
        let entry = &plain[at..at + 46 + name];
        let start = wide.len();
        wide.extend(entry);
        wide[start + 30..start + 32].copy_from_slice(&(4 + 24_u16).to_le_bytes());
        wide.extend([1, 0, 24, 0]);
        for field in [24, 20, 42] {
            wide.extend(u64::from(number(at + field)).to_le_bytes());
            wide[start + field..start + field + 4].fill(0xFF);
        }
        at += entry.len();
    }
    let record = wide.len() as u64;
    wide.extend(b"PK\x06\x06");
    wide.extend(44_u64.to_le_bytes());
    wide.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [
        u64::from(count),
        u64::from(count),
        record - directory as u64,
        directory as u64,
    ] {
        wide.extend(number.to_le_bytes());
    }
    wide.extend(b"PK\x06\x07\0\0\0\0");
    wide.extend(record.to_le_bytes());
    wide.extend([1, 0, 0, 0]);
    wide.extend(b"PK\x05\x06\0\0\0\0");
    wide.extend([0xFF; 12]);
    wide.extend([0, 0]);
    assert_eq!(records(&wide), records(&plain));
}
