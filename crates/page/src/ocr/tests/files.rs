//! Files of recognized text, made up.

pub(super) const ALTO: &str = r#"<?xml version="1.0"?>
<alto><Description><MeasurementUnit>pixel</MeasurementUnit></Description>
<Styles><TextStyle ID="h" FONTSIZE="0" FONTFAMILY="Hei"/><TextStyle ID="t" FONTSIZE="0" FONTFAMILY="Song"/></Styles>
<ReadingOrder><OrderedGroup><ElementRef REF="b2"/><ElementRef REF="b1"/></OrderedGroup></ReadingOrder>
<Layout><Page WIDTH="800" HEIGHT="900"><PrintSpace>
<TextBlock ID="b1"><TextLine HPOS="60" VPOS="60" WIDTH="160" HEIGHT="42" STYLEREFS="h"><String ID="w1" CONTENT="春耕"/><SP/><String ID="w2" CONTENT="开始"/></TextLine></TextBlock>
<TextBlock ID="b2" STYLEREFS="t"><TextLine HPOS="60" VPOS="120" WIDTH="160" HEIGHT="18"><String ID="w3" CONTENT="清晨的田里" WC="0.5"/><SP/><String ID="w4" CONTENT="有了人声。"/></TextLine>
<TextLine HPOS="60" VPOS="140" WIDTH="160" HEIGHT="18"><String ID="w5" CONTENT="the"/><SP/><String ID="w6" CONTENT="sp" SUBS_TYPE="HypPart1" SUBS_CONTENT="spring"/><HYP CONTENT="-"/></TextLine>
<TextLine HPOS="60" VPOS="160" WIDTH="160" HEIGHT="18"><String ID="w7" CONTENT="ring" SUBS_TYPE="HypPart2" SUBS_CONTENT="spring"/><SP/><String ID="w8" CONTENT="fields"/></TextLine>
</TextBlock></PrintSpace></Page></Layout></alto>"#;

pub(super) const METS: &str = r#"<?xml version="1.0"?>
<mets:mets xmlns:mets="m" xmlns:xlink="x" xmlns:mods="o">
<mets:dmdSec ID="issue"><mods:titleInfo><mods:title>田野报</mods:title></mods:titleInfo><mods:dateIssued>1986-11-03</mods:dateIssued></mets:dmdSec>
<mets:dmdSec ID="d1"><mods:title>春耕</mods:title></mets:dmdSec>
<mets:fileSec><mets:fileGrp><mets:file ID="f1"><mets:FLocat xlink:href="file://./text/one.xml"/></mets:file></mets:fileGrp></mets:fileSec>
<mets:structMap TYPE="PHYSICAL"><mets:div TYPE="page" ORDER="3"><mets:fptr FILEID="f1"/></mets:div></mets:structMap>
<mets:structMap TYPE="LOGICAL"><mets:div TYPE="ISSUE" DMDID="issue"><mets:div TYPE="CONTENT">
<mets:div TYPE="ARTICLE" DMDID="d1"><mets:div TYPE="HEADING"><mets:fptr><mets:area FILEID="f1" BEGIN="b1"/></mets:fptr></mets:div>
<mets:div TYPE="BODY"><mets:fptr><mets:area FILEID="f1" BEGIN="b2"/></mets:fptr></mets:div></mets:div>
</mets:div></mets:div></mets:structMap></mets:mets>"#;

pub(super) const LINKS: &str = r##"<?xml version="1.0"?>
<mets xmlns:xlink="x">
<dmdSec ID="issue"><title>田野报</title><dateIssued>1986-11-03</dateIssued></dmdSec>
<dmdSec ID="d1"><title>春耕</title></dmdSec>
<fileSec><fileGrp><file ID="f1"><FLocat xlink:href="one.xml"/></file></fileGrp></fileSec>
<structMap TYPE="LOGICAL"><div TYPE="ISSUE" DMDID="issue"><div ID="a1" TYPE="ARTICLE" DMDID="d1"/></div></structMap>
<structMap TYPE="PHYSICAL"><div TYPE="page" ORDER="3"><fptr FILEID="f1"/>
<div ID="p1" TYPE="pagearea" LABEL="Headline"><fptr><area FILEID="f1" BEGIN="w1" END="w2"/></fptr></div>
<div ID="p2" TYPE="pagearea" LABEL="Textblock"><fptr><area FILEID="f1" BEGIN="w3" END="w3"/></fptr></div>
</div></structMap>
<structLink><smLinkGrp><smLocatorLink xlink:href="#a1"/><smLocatorLink xlink:href="#p1"/><smLocatorLink xlink:href="#p2"/></smLinkGrp></structLink>
</mets>"##;

pub(super) const GROUPS: &str = r#"<?xml version="1.0"?><PcGts xmlns="p"><Page imageWidth="800" imageHeight="900">
<ReadingOrder><OrderedGroup><OrderedGroupIndexed index="1"><RegionRefIndexed index="0" regionRef="c"/></OrderedGroupIndexed>
<OrderedGroupIndexed index="0"><RegionRefIndexed index="1" regionRef="b"/><RegionRefIndexed index="0" regionRef="a"/></OrderedGroupIndexed></OrderedGroup></ReadingOrder>
<TextRegion id="b" type="paragraph"><Coords points="60,120 220,120 220,140 60,140"/><TextLine><Coords points="60,120 220,120 220,140 60,140"/>
<TextEquiv index="1"><Unicode>清晨的田</Unicode></TextEquiv><TextEquiv index="0" conf="0.75"><Unicode>清晨的田里有了人声。</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="a" type="heading"><Coords points="60,60 220,60 220,100 60,100"/><TextEquiv><Unicode>春耕开始</Unicode></TextEquiv></TextRegion>
<TextRegion id="c" custom="structure {type:heading;}"><Coords><Point x="60" y="200"/><Point x="140" y="240"/></Coords><TextLine><Word><TextEquiv><Unicode>夏种</Unicode></TextEquiv></Word></TextLine></TextRegion>
</Page></PcGts>"#;

pub(super) const HOCR: &str = r#"<!DOCTYPE html><html><head><meta name="ocr-system" content="x"></head><body>
<div class="ocr_page" title='image "a.png"; bbox 0 0 800 900'><div class="ocr_carea" title="bbox 60 60 220 140"><p class="ocr_par">
<span class="ocr_line" title="bbox 60 60 220 100; x_size 38"><span class="ocrx_word" title="bbox 60 60 140 100; x_wconf 90">春耕</span>
<span class="ocrx_word" title="bbox 140 60 220 100; x_wconf 90"><strong>开始</strong></span></span>
<span class="ocr_line" title="bbox 60 120 220 140"><span class="ocrx_word">the</span> <span class="ocrx_word">fields</span> <span class="ocrx_word">of</span> <span class="ocrx_word">1986 年</span></span>
</p></div></div></body></html>"#;

pub(super) const PADDLE: [&str; 6] = [
    r#"[[[[[60, 60], [380, 60], [380, 100], [60, 100]], ["春耕开始", 0.5]], [[[60, 120], [220, 120], [220, 140], [60, 140]], ["清晨的田里有了人声。", 0.9]]], null]"#,
    r#"[[[[60.0, 60.0], [380.0, 60.0], [380.0, 100.0], [60.0, 100.0]], "春耕开始", 0.5], [[[60, 120], [220, 120], [220, 140], [60, 140]], "清晨的田里有了人声。", "0.9"]]"#,
    r#"{"res": {"rec_texts": ["春耕开始", "清晨的田里有了人声。"], "rec_scores": [0.5, 0.9], "rec_boxes": [[60, 60, 380, 100], [60, 120, 220, 140]]}}"#,
    r#"{"txts": ["春耕开始", "清晨的田里有了人声。"], "scores": [0.5, 0.9], "boxes": [[[60, 60], [380, 60], [380, 100], [60, 100]], [[60, 120], [220, 120], [220, 140], [60, 140]]], "rec_texts": null}"#,
    r#"[{"box": [[60, 60], [380, 60], [380, 100], [60, 100]], "txt": "春耕开始", "score": 0.5}, {"box": [[60, 120], [220, 120], [220, 140], [60, 140]], "txt": "清晨的田里有了人声。", "score": 0.9}]"#,
    "{\"code\": 100, \"data\": [{\"box\": [[60, 60], [380, 60], [380, 100], [60, 100]], \"score\": 0.5, \"text\": \"春耕开始\", \"end\": \"\\n\"}, {\"box\": [[60, 120], [220, 120], [220, 140], [60, 140]], \"score\": 0.9, \"text\": \"清晨的田里有了人声。\"}]}\n{\"code\": 101, \"data\": \"No text\"}",
];

pub(super) const BLOCKS: [&str; 2] = [
    r#"{"layoutParsingResults": [{"prunedResult": {"width": 800, "height": 900, "parsing_res_list": [
        {"block_label": "doc_title", "block_content": "春耕开始", "block_bbox": [60, 60, 220, 100], "block_order": 1},
        {"block_label": "text", "block_content": "清晨的田里有了人声，渠里放了水，老人站在田埂上说话。", "block_bbox": [60, 120, 220, 180], "block_order": 2},
        {"block_label": "number", "block_content": "3", "block_bbox": [400, 880, 410, 890], "block_order": null}]}}]}"#,
    r#"[{"type": "text", "text": "春耕开始", "text_level": 1, "bbox": [60, 60, 220, 100], "page_idx": 0},
        {"type": "text", "text": "清晨的田里有了人声，渠里放了水，老人站在田埂上说话。", "bbox": [60, 120, 220, 180], "page_idx": 0},
        {"type": "page_number", "text": "3", "bbox": [400, 880, 410, 890], "page_idx": 0}]"#,
];

pub(super) const STRUCTURE: &str = r#"{"parsing_res_list": [{"block_label": "table", "block_content": "<table><tr><td>品名</td><td>价</td></tr><tr><td>白菜</td><td>三角</td></tr></table>", "block_bbox": [0, 0, 100, 40]}]}"#;
