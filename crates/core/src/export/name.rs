//! Names of files that are proposed for exports.

use super::Form;

/// The longest name that is proposed, in bytes: half of what file systems take, so that there is room for
/// a number, and for what a synchronising program adds.
const LONGEST: usize = 120;

/// Makes a file's name of parts, such as a query and a date, and of a form's ending. It has no
/// directory, begins with `zhenews` or a letter, and every system takes it.
pub fn proposed(parts: &[&str], form: Form) -> String {
    let parts: Vec<_> = parts.iter().map(|part| harmless(part)).collect();
    // What stands last, a date, is worth more than the end of a long query.
    let last = parts.last().map_or(0, |last| last.len() + 1);
    let room = LONGEST.saturating_sub(last + 1 + form.ending().len());
    let mut name = String::new();
    for (at, part) in parts
        .iter()
        .enumerate()
        .filter(|(_, part)| !part.is_empty())
    {
        let is_last = at + 1 == parts.len();
        let end = if is_last { LONGEST } else { room }.saturating_sub(name.len() + 1);
        let part = part
            .get(..part.floor_char_boundary(end))
            .unwrap_or_default();
        let part = part.trim_end_matches('-');
        if !part.is_empty() && !name.is_empty() {
            name.push('-');
        }
        name.push_str(part);
    }
    if name.is_empty() {
        name.push_str("zhenews");
    }
    format!("{name}.{}", form.ending())
}

/// Leaves letters, digits and low lines of a text; a run of all else becomes one dash.
fn harmless(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || c == '_' {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_says_what_was_sought_and_when() {
        let name = |query| proposed(&["zhenews", query, "2026-11-25"], Form::Markdown);
        assert_eq!(name("环保"), "zhenews-环保-2026-11-25.md");
        assert_eq!(
            name("title:植树 -\"大雪\" date:2018..2019"),
            "zhenews-title-植树-大雪-date-2018-2019-2026-11-25.md"
        );
        assert_eq!(name("../../etc/passwd"), "zhenews-etc-passwd-2026-11-25.md");
        assert_eq!(name("\u{1b}]0;x\u{7}\u{202e}"), "zhenews-0-x-2026-11-25.md");
        assert_eq!(name(""), "zhenews-2026-11-25.md");
        assert_eq!(proposed(&["-..", ""], Form::Csv), "zhenews.csv");
        let long = name(&"植树造林".repeat(40));
        assert!(long.starts_with("zhenews-植树造林") && long.ends_with("-2026-11-25.md"));
    }

    proptest! {
        #[test]
        fn every_name_is_harmless(texts in proptest::collection::vec(any::<String>(), 0..4)) {
            let parts: Vec<_> = texts.iter().map(String::as_str).collect();
            let name = proposed(&parts, Form::JsonLines);
            prop_assert!(name.len() <= LONGEST, "{name}");
            prop_assert!(!name.starts_with(['.', '-']), "{name}");
            prop_assert!(!name.contains(['/', '\\', '\0']) && !name.chars().any(char::is_control));
            prop_assert_eq!(Form::of_name(&name), Some(Form::JsonLines));
        }
    }
}
