//! Links between the notes of a wiki: `[[河湾早报]]`, `[[旧桥#历史|旧桥]]`, and pictures that stand so: `![[旧桥.jpg]]`.

use std::borrow::Cow;

/// How files of pictures end.
const PICTURES: [&str; 8] = [
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".bmp", ".avif",
];

/// Returns a text with what links show in their place; a picture becomes one of Markdown.
///
/// The length changes, lines do not.
pub(in super::super) fn without_wiki_links(text: &str) -> Cow<'_, str> {
    if memchr::memmem::find(text.as_bytes(), b"[[").is_none() {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("[[") {
        let Some((inside, after)) = behind
            .split_once("]]")
            .filter(|(inside, _)| is_link(inside))
        else {
            shown.push_str(before);
            shown.push_str("[[");
            rest = behind;
            continue;
        };
        let (target, label) = inside.split_once('|').unwrap_or((inside, ""));
        let is_picture = PICTURES
            .iter()
            .any(|end| target.to_ascii_lowercase().ends_with(end));
        if let Some(before) = before.strip_suffix('!').filter(|_| is_picture) {
            shown.push_str(before);
            // Of a picture the label is its width.
            let caption = if label
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'x')
            {
                ""
            } else {
                label
            };
            shown.extend(["![", caption, "](<", target, ">)"]);
        } else {
            shown.push_str(before.strip_suffix('!').unwrap_or(before));
            let note = target.split_once('#').map_or(target, |(note, _)| note);
            let note = if note.is_empty() {
                target.trim_start_matches('#')
            } else {
                note
            };
            shown.push_str(if label.is_empty() { note } else { label });
        }
        rest = after;
    }
    shown.push_str(rest);
    shown.into()
}

fn is_link(inside: &str) -> bool {
    const LONGEST: usize = 200;
    !inside.trim().is_empty() && inside.len() <= LONGEST && !inside.contains(['[', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_links_of_a_wiki_show_stands_in_their_place() {
        for (text, expected) in [
            ("[[河湾早报]]", "河湾早报"),
            ("见[[旧桥#历史|旧桥]]和[[夜市#价格]]。", "见旧桥和夜市。"),
            (
                "![[旧桥.jpg]]与![[渡口.PNG|晨雾]]",
                "![](<旧桥.jpg>)与![晨雾](<渡口.PNG>)",
            ),
            ("![[旧桥.jpg|300]]", "![](<旧桥.jpg>)"),
            ("![[夜市]]", "夜市"),
            ("[[]] [[[1]]] a[[1, 2]", "[[]] [[[1]]] a[[1, 2]"),
        ] {
            assert_eq!(without_wiki_links(text), expected, "{text}");
        }
    }
}
