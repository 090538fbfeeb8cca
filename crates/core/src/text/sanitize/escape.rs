//! Where an escape sequence ends (ECMA-48, section 5; strings also end with BEL, as in xterm).

/// Returns the length in bytes of the escape sequence that `text` begins with, or `None` where it
/// begins with another character.
///
/// A sequence that is not completed is as long as its introducer: nothing behind it was meant for
/// the terminal, or nobody can say what was. A control string ends with its line, for no terminator
/// may be sought through honest text.
pub(super) fn length(text: &str) -> Option<usize> {
    let mut characters = text.chars();
    let body = match characters.next()? {
        '\u{1B}' => match characters.next() {
            Some('[') => control_sequence(characters.as_str()),
            Some('P' | 'X' | ']' | '^' | '_') => control_string(characters.as_str()),
            Some('0'..='~') => 0,
            Some(' '..='/') => return Some(1 + escape_with_intermediates(text.get(1..)?)),
            _ => return Some(1),
        },
        '\u{9B}' => control_sequence(characters.as_str()),
        '\u{90}' | '\u{98}' | '\u{9D}' | '\u{9E}' | '\u{9F}' => control_string(characters.as_str()),
        _ => return None,
    };
    Some(text.len() - characters.as_str().len() + body)
}

/// CSI: parameters, intermediates, one final byte.
fn control_sequence(body: &str) -> usize {
    let intermediates = body.trim_start_matches(|c| matches!(c, '0'..='?'));
    let last = without_intermediates(intermediates);
    if last.starts_with(|c| matches!(c, '@'..='~')) {
        body.len() - last.len() + 1
    } else {
        0
    }
}

/// ESC, intermediates, one final byte: the designation of a character set, say.
fn escape_with_intermediates(body: &str) -> usize {
    let last = without_intermediates(body);
    if last.starts_with(|c| matches!(c, '0'..='~')) {
        body.len() - last.len() + 1
    } else {
        0
    }
}

fn without_intermediates(body: &str) -> &str {
    body.trim_start_matches(|c| matches!(c, ' '..='/'))
}

/// OSC, DCS, SOS, PM, APC: anything but controls, then ST or BEL.
fn control_string(body: &str) -> usize {
    let Some((text, end)) = body
        .find(char::is_control)
        .and_then(|at| body.split_at_checked(at))
    else {
        return 0;
    };
    ["\u{7}", "\u{1B}\\", "\u{9C}"]
        .iter()
        .find(|terminator| end.starts_with(**terminator))
        .map_or(0, |terminator| text.len() + terminator.len())
}
