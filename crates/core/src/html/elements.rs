//! What is known of HTML's elements by their names.

/// Returns whether an element has no end.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "wbr"
    )
}

/// Returns whether an element ends a line of text.
pub fn ends_line(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "br"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tr"
            | "ul"
    )
}

/// Whether an element that is open ends where another begins within it, though no tag says so.
pub(super) fn is_ended_by(open: &str, next: &str) -> bool {
    match open {
        "p" => ends_line(next) && next != "br",
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "option" => matches!(next, "option" | "optgroup"),
        "optgroup" => next == "optgroup",
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "tr" => matches!(next, "tr" | "tbody" | "thead" | "tfoot"),
        "tbody" | "thead" | "tfoot" => matches!(next, "tbody" | "thead" | "tfoot"),
        "head" => next == "body",
        "a" => next == "a",
        _ => false,
    }
}

/// Whether what begins within an element ends nothing that is open around it.
pub(super) fn is_bound(open: &str, next: &str) -> bool {
    let is_nest = match next {
        "li" => matches!(open, "ul" | "ol" | "menu"),
        "dt" | "dd" => open == "dl",
        _ => false,
    };
    let is_row = matches!(next, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot");
    let is_cell = matches!(open, "td" | "th" | "caption") && !is_row;
    is_nest || is_cell || matches!(open, "table" | "select" | "button" | "object" | "template")
}

/// Whether an element's end tag means nothing to one that is open around another.
pub(super) fn holds_end(open: &str, end: &str) -> bool {
    match open {
        "table" => true,
        "td" | "th" => !matches!(end, "tr" | "table" | "tbody" | "thead" | "tfoot"),
        _ => !ends_line(end) && end != "a" && ends_line(open),
    }
}
