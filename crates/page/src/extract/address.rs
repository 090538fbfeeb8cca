//! Addresses that are relative to that of a page.

use crate::html::Tree;

/// Returns the address that a page's links start from.
pub(super) fn base(tree: &Tree, address: &str) -> String {
    let mut nodes = tree.nodes(tree.all());
    let base = nodes.find_map(|(_, node)| {
        let tag = node.tag().filter(|tag| tag.name() == "base")?;
        resolve(address, tag.attribute("href")?)
    });
    base.unwrap_or_else(|| address.to_owned())
}

/// Makes a link whole by the address of the page that it stands in; `None` where it does not lead to the web.
pub fn resolve(address: &str, link: &str) -> Option<String> {
    let link: String = link.chars().filter(|c| !c.is_control()).collect();
    let link = link.trim();
    let address = address.split(['#']).next().unwrap_or_default();
    let whole = if scheme(link).is_some() {
        link.to_owned()
    } else {
        let scheme = scheme(address)?;
        let rest = address.get(scheme.len() + 3..)?;
        let host_end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (host, path) = rest.split_at_checked(host_end)?;
        if let Some(other) = link.strip_prefix("//") {
            format!("{scheme}://{other}")
        } else {
            let path = joined(path, link);
            format!("{scheme}://{host}{path}")
        }
    };
    let is_web = whole.starts_with("http://") || whole.starts_with("https://");
    is_web.then_some(whole)
}

/// Returns the scheme of a whole address.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let is_whole = is_scheme && scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    is_whole.then_some(scheme)
}

/// Joins the path of a page and a link in it.
fn joined(path: &str, link: &str) -> String {
    let (path, query) = path
        .split_once('?')
        .map_or((path, None), |(path, query)| (path, Some(query)));
    if link.is_empty() {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        return format!("{path}{query}");
    }
    if link.starts_with('?') {
        return format!("{path}{link}");
    }
    let (steps, rest) = link
        .split_at_checked(link.find(['?', '#']).unwrap_or(link.len()))
        .unwrap_or((link, ""));
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let steps = if steps.starts_with('/') {
        steps.to_owned()
    } else {
        format!("{folder}/{steps}")
    };
    let mut kept: Vec<&str> = Vec::new();
    let mut all = steps.split('/').skip(1).peekable();
    while let Some(step) = all.next() {
        let is_last = all.peek().is_none();
        match step {
            "." | ".." => {
                if step == ".." {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            _ => kept.push(step),
        }
    }
    format!("/{}{rest}", kept.join("/"))
}
