//! The same two lines in the forms of programs and services that are less common, and what must not be lost of them.

use super::*;

/// A headline and a line of text, as each program writes them.
const LINES: [&str; 14] = [
    r#"{"results": [[{"confidence": 0.5, "text": "春耕开始", "text_region": [[60, 60], [380, 60], [380, 100], [60, 100]]}, {"confidence": 0.9, "text": "清晨的田里有了人声。", "text_region": [[60, 120], [220, 120], [220, 140], [60, 140]]}]], "status": "000"}"#,
    "a/1.jpg\t[{\"transcription\": \"春耕开始\", \"points\": [[60, 60], [380, 60], [380, 100], [60, 100]]}, {\"transcription\": \"清晨的田里有了人声。\", \"points\": [[60, 120], [220, 120], [220, 140], [60, 140]]}]\n",
    r#"[{"type": "title", "bbox": [60, 60, 380, 100], "res": [{"text": "春耕开始", "confidence": 0.5, "text_region": [[60, 60], [380, 60], [380, 100], [60, 100]]}], "img_idx": 0}, {"type": "text", "bbox": [60, 120, 220, 140], "res": [{"text": "清晨的田里有了人声。", "confidence": 0.9, "text_region": [[60, 120], [220, 120], [220, 140], [60, 140]]}], "img_idx": 0}]"#,
    "{\"type\": \"title\", \"bbox\": [60, 60, 380, 100], \"res\": [{\"text\": \"春耕开始\", \"confidence\": 0.5, \"text_region\": [[60, 60], [380, 60], [380, 100], [60, 100]]}]}\n{\"type\": \"text\", \"bbox\": [60, 120, 220, 140], \"res\": [{\"text\": \"清晨的田里有了人声。\", \"text_region\": [[60, 120], [220, 120], [220, 140], [60, 140]]}]}",
    r#"{"rec_texts": ["春耕开始", "清晨的田里有了人声。"], "rec_scores": [0.5, 0.9], "rec_polys": [], "rec_boxes": [], "dt_polys": [[[60, 60], [380, 60], [380, 100], [60, 100]], [[60, 120], [220, 120], [220, 140], [60, 140]]]}"#,
    r#"{"boxes": [[[60, 60], [380, 60], [380, 100], [60, 100]], [[60, 120], [220, 120], [220, 140], [60, 140]]], "txts": ["春耕开始", "清晨的田里有了人声。"], "scores": [0.5, 0.9]}"#,
    r#"{"0": {"rec_txt": "春耕开始", "dt_boxes": [[60, 60], [380, 60], [380, 100], [60, 100]], "score": "0.5"}, "1": {"rec_txt": "清晨的田里有了人声。", "dt_boxes": [[60, 120], [220, 120], [220, 140], [60, 140]], "score": "0.9"}}"#,
    r#"[null, [[[[60, 60], [380, 60], [380, 100], [60, 100]], ["春耕开始", 0.5]], [[[60, 120], [220, 120], [220, 140], [60, 140]], ["清晨的田里有了人声。", 0.9]]]]"#,
    r#"{"pdf_info": [{"page_size": [800, 900], "preproc_blocks": [], "para_blocks": [{"type": "title", "bbox": [60, 60, 380, 100], "lines": [{"bbox": [60, 60, 380, 100], "spans": [{"content": "春耕开始", "score": 0.5, "type": "text"}]}]}, {"type": "text", "bbox": [60, 120, 220, 140], "lines": [{"bbox": [60, 120, 220, 140], "spans": [{"content": "清晨的田里有了人声。", "type": "text"}]}]}]}]}"#,
    r#"[{"layout_dets": [{"category_id": 1, "poly": [60, 120, 220, 120, 220, 140, 60, 140]}, {"category_id": 15, "poly": [60, 60, 380, 60, 380, 100, 60, 100], "score": 0.5, "text": "春耕开始"}, {"category_id": 15, "poly": [60, 120, 220, 120, 220, 140, 60, 140], "text": "清晨的田里有了人声。"}], "page_info": {"page_no": 0, "width": 800, "height": 900}}]"#,
    r#"{"words_result": [{"location": {"left": 60, "top": 60, "width": 320, "height": 40}, "words": "春耕开始", "probability": {"average": 0.5}}, {"location": {"left": 60, "top": 120, "width": 160, "height": 20}, "words": "清晨的田里有了人声。"}]}"#,
    r#"{"page1": [{"text_lines": [{"polygon": [[60, 60], [380, 60], [380, 100], [60, 100]], "bbox": [60, 60, 380, 100], "text": "春耕开始", "confidence": 0.5}, {"bbox": [60, 120, 220, 140], "text": "清晨的田里有了人声。"}]}]}"#,
    r#"[{"boxes": [[60, 60], [380, 60], [380, 100], [60, 100]], "text": "春耕开始", "confident": 0.5}, {"boxes": [[60, 120], [220, 120], [220, 140], [60, 140]], "text": "清晨的田里有了人声。", "confident": 0.9}]"#,
    r#"{"Response": {"TextDetections": [{"DetectedText": "春耕开始", "Confidence": 50, "Polygon": [{"X": 60, "Y": 60}, {"X": 380, "Y": 60}, {"X": 380, "Y": 100}, {"X": 60, "Y": 100}]}, {"DetectedText": "清晨的田里有了人声。", "Confidence": 90, "Polygon": [{"X": 60, "Y": 120}, {"X": 220, "Y": 140}]}]}}"#,
];

#[test]
fn services_and_older_forms_give_the_same_lines() {
    for json in LINES {
        let lines = &scan(json).pages[0].lines;
        let texts: Vec<String> = lines.iter().map(PlacedLine::text).collect();
        assert_eq!(texts, ["春耕开始", "清晨的田里有了人声。"], "{json}");
        let areas: Vec<_> = lines
            .iter()
            .map(|line| (line.area.left, line.area.bottom))
            .collect();
        assert_eq!(areas, [(60.0, 100.0), (60.0, 140.0)], "{json}");
        let sure = lines[0].confidence.unwrap_or(0.5);
        assert!((sure - 0.5).abs() < 1e-6, "{json}: {sure}");
    }
}

#[test]
fn blocks_without_a_place_in_the_order_follow_those_before_them() {
    let json = r#"{"parsing_res_list": [
        {"block_label": "text", "block_content": "田里有了人声。", "block_bbox": [60, 120, 220, 140], "block_order": 2},
        {"block_label": "vision_footnote", "block_content": "田方摄", "block_bbox": [60, 160, 120, 175], "block_order": null},
        {"block_label": "doc_title", "block_content": "春耕开始", "block_bbox": [60, 60, 220, 100], "block_order": 1}]}"#;
    let page = &scan(json).pages[0];
    let found: Vec<_> = page
        .regions
        .iter()
        .map(|region| (region.kind, region.order))
        .collect();
    let expected = [
        (Some(RegionKind::Body), Some(1)),
        (Some(RegionKind::Caption), Some(2)),
        (Some(RegionKind::Headline), Some(0)),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_second_list_of_contents_is_read_page_by_page() {
    let json = r#"[[{"type": "title", "content": {"title_content": [{"type": "text", "content": "春耕开始"}], "level": 1}, "bbox": [60, 60, 220, 100]},
        {"type": "paragraph", "content": {"paragraph_content": [{"type": "text", "content": "田里有了"}, {"type": "text", "content": "人声。"}]}, "bbox": [60, 120, 220, 140]},
        {"type": "list", "content": {"list_type": "text_list", "list_items": [{"item_type": "text", "item_content": [{"type": "text", "content": "一、开沟。"}]}, {"item_content": [{"content": "二、播种。"}]}]}, "bbox": [60, 150, 220, 190]},
        {"type": "image", "content": {"image_source": {"path": "a.jpg"}, "image_caption": [{"type": "text", "content": "河湾村。"}]}, "bbox": [60, 200, 220, 300]}],
        [{"type": "page_header", "content": {"page_header_content": [{"content": "田野报"}]}, "bbox": [60, 10, 100, 20]}]]"#;
    let found = scan(json);
    assert_eq!(found.pages.len(), 2);
    assert_eq!(
        texts(json),
        [
            "春耕开始",
            "田里有了人声。",
            "一、开沟。",
            "二、播种。",
            "河湾村。"
        ]
    );
    let kinds = found.pages.iter().flat_map(|page| &page.regions);
    let kinds: Vec<_> = kinds.map(|region| region.kind).collect();
    let expected = [
        RegionKind::Headline,
        RegionKind::Body,
        RegionKind::Body,
        RegionKind::Caption,
        RegionKind::Furniture,
    ];
    assert_eq!(kinds, expected.map(Some));
    assert_eq!(found.pages[0].pictures.len(), 1);
}

#[test]
fn words_that_a_program_keeps_as_one_line_are_parted_where_lines_end() {
    let word = |left: u32, top: u32, text: &str| {
        let (right, bottom) = (left + 40, top + 20);
        format!(
            r#"<span class="ocrx_word" title="bbox {left} {top} {right} {bottom}">{text}</span>"#
        )
    };
    let words = [
        word(60, 100, "清晨"),
        word(100, 100, "田里"),
        word(60, 130, "有了"),
        word(100, 130, "人声"),
        word(300, 100, "河湾"),
        word(340, 100, "村中"),
    ];
    let text = format!(
        r#"<html><div class="ocr_page" title="bbox 0 0 800 900"><span class="ocr_line" title="bbox 0 0 800 900">{}</span></div></html>"#,
        words.concat()
    );
    assert_eq!(texts(&text), ["清晨田里", "有了人声", "河湾村中"]);
    let vertical: Vec<String> = (0..4)
        .map(|at| {
            let (top, bottom) = (100 + 20 * at, 120 + 20 * at);
            format!(r#"<span class="ocrx_word" title="bbox 60 {top} 80 {bottom}">田</span>"#)
        })
        .collect();
    let vertical = vertical.concat();
    let text = format!(
        r#"<html><div class="ocr_page" title="bbox 0 0 800 900"><span class="ocr_line" title="bbox 60 100 80 180">{vertical}</span></div></html>"#
    );
    assert_eq!(texts(&text), ["田田田田"]);
}

#[test]
fn text_of_hocr_outside_lines_is_read() {
    let text = r#"<html><head><title>a.png</title></head><body><div class="ocr_page" title='image "a.png"; bbox 0 0 800 900'>
        <span class="ocr_title" title="bbox 60 60 220 100">春耕开始</span>
        <div class="ocr_carea" title="bbox 60 120 220 170"><p class="ocr_par" title="bbox 60 120 220 170">清晨的田里<br>有了人声。</p></div>
        <div class="ocr_carea" title="bbox 60 200 220 220"><p class="ocr_par" title="bbox 60 200 220 220">
        <span class="ocr_line" title="bbox 60 200 220 220">渠里放了水。</span></p></div></div></body></html>"#;
    assert_eq!(
        texts(text),
        ["春耕开始", "清晨的田里", "有了人声。", "渠里放了水。"]
    );
}

fn page_xml(regions: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><PcGts xmlns="p"><Page imageWidth="800" imageHeight="900">{regions}</Page></PcGts>"#
    )
}

#[test]
fn page_xml_has_text_in_cells_and_glyphs_and_plain_text() {
    let cell = r#"<TableRegion><TableCell row="0" col="0"><Coords points="60,300 200,320"/><TextLine><Coords points="60,300 200,320"/><TextEquiv><Unicode>品名</Unicode></TextEquiv></TextLine></TableCell></TableRegion>"#;
    let glyphs = r#"<TextRegion><TextLine><Coords points="60,60 100,80"/><Word><Glyph><TextEquiv><Unicode>春</Unicode></TextEquiv></Glyph><Glyph><TextEquiv><Unicode>耕</Unicode></TextEquiv></Glyph></Word></TextLine></TextRegion>"#;
    let plain = r#"<TextRegion><TextLine><Coords points="60,60 100,80"/><TextEquiv><PlainText>春耕</PlainText></TextEquiv></TextLine></TextRegion>"#;
    for (regions, expected) in [(cell, "品名"), (glyphs, "春耕"), (plain, "春耕")] {
        assert_eq!(texts(&page_xml(regions)), [expected]);
    }
    let page = scan(&page_xml(cell)).pages.remove(0);
    assert_eq!(page.regions[0].kind, Some(RegionKind::Figure));
}

#[test]
fn a_region_of_regions_says_nothing_twice() {
    let inner = r#"<TextRegion><TextLine><Coords points="60,60 100,80"/><TextEquiv><Unicode>春耕</Unicode></TextEquiv></TextLine></TextRegion>"#;
    let outer =
        format!("<TextRegion>{inner}<TextEquiv><Unicode>春耕</Unicode></TextEquiv></TextRegion>");
    assert_eq!(texts(&page_xml(&outer)), ["春耕"]);
}

fn alto(inner: &str) -> String {
    format!(
        r#"<alto><Tags><LayoutTag ID="h" LABEL="heading" TYPE="block"/></Tags><Layout><Page WIDTH="800" HEIGHT="900"><PrintSpace>{inner}</PrintSpace></Page></Layout></alto>"#
    )
}

fn block(id: &str, more: &str, text: &str) -> String {
    format!(
        r#"<TextBlock ID="{id}" {more}><TextLine HPOS="60" VPOS="60" WIDTH="160" HEIGHT="20"><String CONTENT="{text}"/></TextLine></TextBlock>"#
    )
}

#[test]
fn alto_blocks_name_the_next_one_and_their_tags() {
    let blocks = [
        block("a", r#"IDNEXT="c" TAGREFS="h""#, "春耕开始"),
        block("b", "", "渠里放了水。"),
        block("c", r#"IDNEXT="b""#, "清晨的田里有了人声。"),
    ];
    let page = scan(&alto(&blocks.concat())).pages.remove(0);
    let orders: Vec<_> = page.regions.iter().map(|region| region.order).collect();
    assert_eq!(orders, [Some(0), Some(2), Some(1)]);
    assert_eq!(page.regions[0].kind, Some(RegionKind::Headline));
    // A circle, and a block that no other names, have no order.
    for blocks in [
        [
            block("a", r#"IDNEXT="b""#, "春耕"),
            block("b", r#"IDNEXT="a""#, "夏种"),
        ]
        .concat(),
        [
            block("a", r#"IDNEXT="b""#, "春耕"),
            block("b", "", "夏种"),
            block("c", "", "秋收"),
        ]
        .concat(),
    ] {
        let page = scan(&alto(&blocks)).pages.remove(0);
        assert!(page.regions.iter().all(|region| region.order.is_none()));
    }
}

#[test]
fn alto_blocks_of_blocks_are_reports_and_pictures() {
    let inner = format!(
        r#"<ComposedBlock TYPE="article">{}</ComposedBlock><ComposedBlock TYPE="article">{}</ComposedBlock><ComposedBlock TYPE="Illustration">{}</ComposedBlock>"#,
        block("a", "", "春耕开始"),
        block("b", "", "夏种开始"),
        block("c", "", "河湾村。")
    );
    let page = scan(&alto(&inner)).pages.remove(0);
    let found: Vec<_> = page
        .regions
        .iter()
        .map(|region| (region.report, region.kind))
        .collect();
    assert_eq!(
        found,
        [
            (Some(0), None),
            (Some(1), None),
            (None, Some(RegionKind::Caption))
        ]
    );
}

#[test]
fn alto_lines_may_have_outlines_and_glued_hyphens() {
    let outlined = r#"<TextBlock><TextLine><Shape><Polygon POINTS="60 60 220 60 220 80"/></Shape><String CONTENT="coun"/><HYP CONTENT="-"/></TextLine></TextBlock>"#;
    let line = scan(&alto(outlined)).pages.remove(0).lines.remove(0);
    assert_eq!(line.text(), "coun-");
    assert_eq!((line.area.left, line.area.bottom), (60.0, 80.0));
}

#[test]
fn mets_may_name_page_xml_of_several_steps() {
    let mets = r#"<?xml version="1.0"?><mets xmlns:xlink="x"><fileSec>
        <fileGrp USE="SEGMENTS"><file ID="s" MIMETYPE="application/vnd.prima.page+xml"><FLocat xlink:href="segments.xml"/></file></fileGrp>
        <fileGrp USE="TEXT"><file ID="t" MIMETYPE="application/vnd.prima.page+xml"><FLocat xlink:href="text.xml"/></file></fileGrp></fileSec>
        <structMap TYPE="PHYSICAL"><div TYPE="page" ORDER="2"><fptr FILEID="t"/></div></structMap></mets>"#;
    let beside = |name: &str| match name {
        "text.xml" => Ok(GROUPS.as_bytes().to_vec()),
        _ => nothing(name),
    };
    let found = read(mets.as_bytes(), FileType::Mets, &beside).unwrap();
    assert_eq!(found.pages.len(), 1);
    assert_eq!(found.pages[0].name.as_deref(), Some("2"));
    assert_eq!(found.pages[0].lines.len(), 3);
}

#[test]
fn a_page_is_at_least_as_large_as_what_stands_on_it() {
    let line = r#"<span class="ocr_line" title="bbox 60 200 220 220">春耕</span>"#;
    let named = format!(
        r#"<html><div class="ocr_page" title='image "a;bbox b.png"; bbox 0 0 800 900'>{line}</div></html>"#
    );
    let unsaid = format!(r#"<html><div class="ocr_page">{line}</div></html>"#);
    let unsaid_xml = r#"<?xml version="1.0"?><PcGts xmlns="p"><Page><TextRegion><TextLine><Coords points="60,200 220,220"/><TextEquiv><Unicode>春耕</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>"#;
    for (text, size) in [
        (&*named, (800.0, 900.0)),
        (&*unsaid, (220.0, 220.0)),
        (unsaid_xml, (220.0, 220.0)),
    ] {
        let page = scan(text).pages.remove(0);
        assert_eq!((page.width, page.height), size, "{text}");
    }
}
