//! What holds of any page.

use proptest::prelude::*;

use super::*;

/// What a text has besides white space and what is not seen.
fn seen(text: &str) -> String {
    let is_seen = |c: &char| c.is_alphanumeric() || c.is_ascii_punctuation();
    text.chars().filter(is_seen).collect()
}

fn parts() -> impl Strategy<Value = Vec<String>> {
    let fixed = [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<div class=comment>",
        "<a href=x>",
        "</a>",
        "<h1>",
        "</h1>",
        "<table><tr><td>",
        "<td>",
        "</table>",
        "<br>",
        "<b>",
        "</b>",
        "<img src=a.jpg>",
        "<figcaption>",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<li>",
        "<!--",
        "-->",
        "<p style=display:none>",
        "\u{1b}[31m",
        "\u{202e}",
        "&#27;",
        "来源：江城晚报",
        "2025-11-03",
        "责任编辑：王芳",
        "本报记者 李明",
        "▲桥",
        "<meta name=author content=李明>",
        "<base href=//x>",
        FIRST,
        SECOND,
        THIRD,
    ];
    let part = prop_oneof![
        4 => proptest::sample::select(fixed.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    proptest::collection::vec(part, 0..50)
}

proptest! {
    #[test]
    fn every_paragraph_stands_in_the_page(parts in parts()) {
        let page = parts.concat();
        let tree = Tree::read(&page);
        let shown = tree.nodes(tree.all()).filter(|(id, _)| tree.around(*id).all(|(_, outer)| !matches!(outer.name(), "script" | "title")));
        let text: String = shown.filter_map(|(_, node)| node.text()).map(seen).collect();
        let Ok(article) = report(&page, "https://example.org/a.html") else { return Ok(()) };
        prop_assert!(!article.body.is_empty());
        let captions = article.images.iter().filter_map(|image| image.caption.as_deref());
        for paragraph in texts(&article).into_iter().chain(captions) {
            // Cells of a row stand apart in the page.
            for cell in paragraph.split('\u{3000}') {
                prop_assert!(text.contains(&seen(cell)), "{} {}", cell, page);
            }
            prop_assert!(!paragraph.contains(|c: char| c.is_control() || c == '\u{202e}'), "{}", paragraph);
            prop_assert_eq!(paragraph, paragraph.trim());
        }
        for image in &article.images {
            prop_assert!(image.src.as_ref().is_none_or(|src| src.starts_with("https://")));
        }
    }

    #[test]
    fn any_text_is_a_page(page in "\\PC*", address in "\\PC*") {
        let _ = report(&page, &address);
    }
}

#[test]
fn nesting_and_repetition_cost_no_more_than_their_length() {
    for part in [
        "<div>",
        "<b><p>",
        "<a href=x>一",
        "<table><tr><td>1 1 1 ",
        "<img src=a>",
        "<h1>旧桥</h1>",
        "来源：",
        "<p class='a b'>",
    ] {
        let page = format!(
            "<title>旧桥</title><p>{FIRST}</p>{}<p>{SECOND}</p>",
            part.repeat(20_000)
        );
        let _ = report(&page, "https://example.org/");
    }
}
