//! Pages that nobody would write and many do.

use encoding_rs::{BIG5, GB18030};
use proptest::prelude::*;

use super::*;

/// A tree as text: elements in brackets, with what is in them.
fn outline(html: &str) -> String {
    let tree = Tree::read(html);
    let mut outline = String::new();
    tree.events(tree.all(), |event| match event {
        Event::Start(tag) if tag.has_no_content() => outline.extend(["<", tag.name(), ">"]),
        Event::Start(tag) => outline.extend([tag.name(), "("]),
        Event::End(_) => outline.push(')'),
        Event::Text(text) => outline.push_str(text.trim()),
        Event::Comment(_) => outline.push('!'),
    });
    outline
}

#[test]
fn elements_end_where_their_kind_must() {
    for (html, expected) in [
        ("<p>一<p>二<div>三</div>", "p(一)p(二)div(三)"),
        ("<p>一<br>二</br>三</p>", "p(一<br>二<br>三)"),
        (
            "<ul><li>一<li>二<ul><li>三</ul></ul>四",
            "ul(li(一)li(二ul(li(三))))四",
        ),
        (
            "<table><tr><td>一<td>二<tr><td>三</table>四",
            "table(tr(td(一)td(二))tr(td(三)))四",
        ),
        (
            "<p>一<table><tr><td><p>二</table>三",
            "p(一)table(tr(td(p(二))))三",
        ),
        ("<dl><dt>一<dd>二<dt>三</dl>", "dl(dt(一)dd(二)dt(三))"),
        (
            "<select><option>一<option>二</select>",
            "select(option(一)option(二))",
        ),
        ("<b><p>一</b>二</p>三", "b(p(一二)三)"),
        ("<a href=1>一<a href=2>二</a>三", "a(一)a(二)三"),
        ("<div><a href=1><p>一</a>二</p></div>", "div(a(p(一))二)"),
        ("<div><td>一</div>二", "div(td(一二))"),
        ("</p></div>一", "一"),
        ("<DIV CLASS=a>一<IMG src=x>二</DIV>", "div(一<img>二)"),
        (
            "<script>if (a < b) '<p>'</script><!--<p>-->一",
            "script(if (a < b) '<p>')!一",
        ),
        ("<title>一<b>二</title>三", "title(一<b>二)三"),
        ("一<", "一<"),
        ("<p a='1' a=2>一", "p(一)"),
    ] {
        assert_eq!(outline(html), expected, "{html}");
    }
}

#[test]
fn attributes_are_found_by_their_names() {
    let tree = Tree::read("<p CLASS='a  b' id=1 id=2 hidden title='&lt;一&gt;'>");
    let tag = tree.node(0).and_then(Node::tag).unwrap();
    assert_eq!(tag.classes().collect::<Vec<_>>(), ["a", "b"]);
    let values = ["id", "hidden", "title", "lang"].map(|name| tag.attribute(name));
    assert_eq!(values, [Some("1"), Some(""), Some("<一>"), None]);
}

#[test]
fn xml_closes_any_element_by_itself() {
    let mut texts = Vec::new();
    xml_events("<title/><p>一</p>", |event| {
        if let Event::Text(text) = event {
            texts.push(text.to_owned());
        }
    });
    assert_eq!(texts, ["一"]);
}

#[test]
fn pages_are_read_as_what_they_are_and_not_as_what_they_say() {
    let page = |charset: &str| {
        format!(
            "<html><head><meta charset=\"{charset}\"><title>田里有了人声，許多國家</title></head></html>"
        )
    };
    let gbk = page("gb2312");
    assert_eq!(decode(&GB18030.encode(&gbk).0, None), gbk);
    assert_eq!(decode(gbk.as_bytes(), None), gbk, "UTF-8 that says GB2312");
    assert_eq!(decode(gbk.as_bytes(), Some("gbk")), gbk);
    let big5 = "<p>早上的田裡有了人聲</p>";
    assert_eq!(decode(&BIG5.encode(big5).0, Some("big5")), big5);
    let declared =
        format!("<meta http-equiv=Content-Type content='text/html; charset=big5'>{big5}");
    assert_eq!(decode(&BIG5.encode(&declared).0, None), declared);
    assert_eq!(
        decode(&GB18030.encode(big5).0, None),
        big5,
        "nothing is said"
    );
    let mut damaged = gbk.clone().into_bytes();
    let at = gbk.find('田').unwrap();
    damaged.remove(at);
    assert!(
        decode(&damaged, None).contains("里有了人声"),
        "a damaged character costs no other"
    );
    assert_eq!(decode(b"\xEF\xBB\xBFa", Some("gbk")), "a");
}

#[test]
fn nesting_without_end_is_read_in_one_pass() {
    for (open, close) in [
        ("<div>", ""),
        ("<b><p>", ""),
        ("<table><tr><td>", "</p>"),
        ("<a>", "</div>"),
    ] {
        let html = format!("{}一{}", open.repeat(100_000), close.repeat(100_000));
        let tree = Tree::read(&html);
        let mut depths: Vec<usize> = Vec::new();
        for (_, node) in tree.nodes(tree.all()) {
            depths.push(node.parent.map_or(0, |parent| depths[parent] + 1));
        }
        assert!(depths.into_iter().max().unwrap() <= 256);
        assert_eq!(tree.text(tree.all()), "一");
    }
}

proptest! {
    #[test]
    fn a_tree_holds_all_text_and_its_events_are_balanced(
        parts in proptest::collection::vec(prop_oneof![
            Just("<p>"), Just("</p>"), Just("<div>"), Just("</div>"), Just("<a href=x>"), Just("</a>"), Just("<li>"),
            Just("</ul>"), Just("<ul>"), Just("<table>"), Just("<td>"), Just("<tr>"), Just("</table>"), Just("<br>"),
            Just("<b>"), Just("</b>"), Just("文"), Just("&amp;"), Just("<"), Just("<!--"), Just("-->"), Just("<p/>"),
        ], 0..60)
    ) {
        let html = parts.concat();
        let mut expected = String::new();
        events(&html, |event| if let Event::Text(text) = event { expected.push_str(text) });
        let tree = Tree::read(&html);
        prop_assert_eq!(tree.text(tree.all()), expected);
        let mut open = Vec::new();
        tree.events(tree.all(), |event| match event {
            Event::Start(tag) if !tag.has_no_content() => open.push(tag.name().to_owned()),
            Event::End(name) => assert_eq!(open.pop().as_deref(), Some(name)),
            _ => {}
        });
        prop_assert!(open.is_empty());
    }

    #[test]
    fn any_text_is_read(html in "\\PC*") {
        let tree = Tree::read(&html);
        for (id, _) in tree.nodes(tree.all()) {
            prop_assert!(tree.within(id).end <= tree.all().end);
        }
    }
}

/// What events give, with texts that follow each other as one.
fn given(read: impl FnOnce(&mut dyn FnMut(Event<'_>))) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    read(&mut |event| {
        let said = match event {
            Event::Start(tag) => format!(
                "<{} {:?} {}",
                tag.name(),
                tag.attributes().collect::<Vec<_>>(),
                tag.has_no_content()
            ),
            Event::End(name) => format!(">{name}"),
            Event::Comment(text) => format!("!{text}"),
            Event::Text(text) => match all.last_mut().filter(|last| last.starts_with('=')) {
                Some(last) => return last.push_str(text),
                None => format!("={text}"),
            },
        };
        all.push(said);
    });
    all
}

fn is_read_alike(html: &str) {
    for has_raw_text in [true, false] {
        let plain = given(|reader| {
            if has_raw_text {
                events(html, reader);
            } else {
                xml_events(html, reader);
            }
        });
        let tokenized = given(|reader| events::by_tokenizer(html, has_raw_text, reader));
        assert_eq!(plain, tokenized, "{html}");
    }
}

#[test]
fn plain_html_is_read_as_the_tokenizer_reads_it() {
    for html in [
        "<p>一&amp;二</p>三&nbsp三&lt",
        "<P Class=\"a b\" id='1' data-x=1 hidden>一</P >",
        "<br/><br /></br><img src=/a.png alt=\"甲 > 乙\">",
        "<!-- 注 --><!----><!--><p>--><!--a--b--><!-- <!-- -->",
        "<!-- 注 --!>一",
        "<a href=1/><a href = 2><a href=\"1\"id=2><a =1>",
        "<script>if (a < b)</script><title>一<b></title>二",
        "一 < 二 <3 <p",
        "<p\r\n class=a>一\r\n二\r<b>三\0",
        "<p a=\"&amp;\" a='2' A=3>一",
        "</p class=a></>< /p><?xml?><![CDATA[一]]>",
        "<svg:path d=1/><h1/>",
    ] {
        is_read_alike(html);
    }
}

proptest! {
    #[test]
    fn any_html_is_read_as_the_tokenizer_reads_it(parts in prop::collection::vec(
        prop::sample::select(vec![
            "<", ">", "</", "/>", "<p", "<p>", "</p>", "<br>", "<a href=", "<!--", "-->", "--", "-", "!", "\"", "'", "=", " ", "\n", "\r",
            "&", "&amp;", "&lt", ";", "#", "x41", "一", "二<三", "class", "id", "a", "B", "1", "/", "<script>", "</script>", "<title>", "\0", "<img src='x' alt=\"y\">",
            "<div class=\"a b\">", "<b >", "<![CDATA[", "]]>", "?",
        ]),
        0..24,
    )) {
        is_read_alike(&parts.concat());
    }
}
