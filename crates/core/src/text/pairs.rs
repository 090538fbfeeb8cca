//! What two neighbours of known class say of a line break between them.
//!
//! It is what the Unicode algorithm and the rules of Chinese typesetting say together, as far as two
//! characters suffice; a property test holds the table to them.

use super::class::Class;

/// What a pair of neighbours says of a line break between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It may break.
    Break,
    /// It may not.
    Keep,
    /// Unicode allows it; the rules must look further.
    Judge,
    /// The pair does not decide; the Unicode algorithm must look.
    Ask,
}

/// Decides between characters of known class. `Space` on the left is a single space behind a Han
/// character, a letter or a digit.
const fn step(left: Class, right: Class) -> Step {
    use Class::{
        Close, CloseQuote, Dash, Digit, Ellipsis, Han, Letter, Open, OpenQuote, Other, Space,
    };
    match (left, right) {
        (Other, _)
        | (_, Other)
        | (Space, Space | Close | CloseQuote | Dash | Ellipsis)
        | (Open | OpenQuote | Close | CloseQuote | Dash | Ellipsis, Space)
        // Unicode looks at what stands before the quotation mark.
        | (CloseQuote, Letter | Digit) => Step::Ask,
        (_, Space | Close | CloseQuote | Dash | Ellipsis)
        | (Open | OpenQuote, _)
        | (Letter | Digit, Letter | Digit | OpenQuote) => Step::Keep,
        (Digit | Space, Han) | (Dash | Close, Digit) => Step::Judge,
        _ => Step::Break,
    }
}

/// [`step`] of every pair.
pub(super) static STEPS: [[Step; Class::COUNT]; Class::COUNT] = {
    let mut steps = [[Step::Ask; Class::COUNT]; Class::COUNT];
    let mut left = 0;
    while left < Class::COUNT {
        let mut right = 0;
        while right < Class::COUNT {
            steps[left][right] = step(Class::ALL[left], Class::ALL[right]);
            right += 1;
        }
        left += 1;
    }
    steps
};
