//! Texts that this program exported.

/// Stands in the head of web pages that this program exported.
const GENERATOR: &str = "<meta name=\"generator\" content=\"zhenews ";

/// Whether a text begins as an export in Markdown or plain text does, with when it was made and by which version, or
/// as one that is a web page.
pub(super) fn is_export(text: &str) -> bool {
    if text.starts_with('<') {
        return text.contains(GENERATOR);
    }
    let mut lines = text.lines().map(str::trim_end).peekable();
    lines.next_if_eq(&"---");
    let head = lines.take_while(|line| !line.is_empty() && *line != "---");
    let names: Vec<_> = head
        .filter_map(|line| Some(line.split_once(": ")?.0))
        .collect();
    ["exported", "zhenews", "reports"]
        .iter()
        .all(|name| names.contains(name))
}
