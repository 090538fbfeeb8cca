//! That the reader's model stays in parts: a struct of very many fields is one class in which everything may touch
//! everything.

use std::path::Path;

use crate::tokens::{Token, tokens};
use crate::tree;

/// The most fields that a struct of the model has.
const MOST: usize = 16;

/// The structs of a file that have named fields, with how many.
fn structs(source: &str) -> Vec<(String, usize)> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    let mut rest = tokens.as_slice();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if first.is_word("struct")
            && let Some(Token::Word(name)) = after.first()
        {
            let end = |token: &Token| matches!(token, Token::Sign('{' | ';' | '('));
            let open = after.iter().position(end).unwrap_or(after.len());
            if after.get(open) == Some(&Token::Sign('{')) {
                found.push((name.clone(), fields(&after[open + 1..])));
            }
        }
    }
    found
}

/// How many fields stand before the brace that closes a struct: each has one colon that is in no brackets.
fn fields(body: &[Token]) -> usize {
    let (mut depth, mut fields) = (0_usize, 0);
    for token in body {
        match token {
            Token::Sign('}') if depth == 0 => break,
            Token::Sign('{' | '(' | '[') => depth += 1,
            Token::Sign('}' | ')' | ']') => depth -= 1,
            Token::Sign(':') if depth == 0 => fields += 1,
            _ => {}
        }
    }
    fields
}

#[test]
fn the_model_and_its_parts_are_small() {
    let mut seen = Vec::new();
    for path in tree::files("src/app", ".rs")
        .into_iter()
        .chain([Path::new("src/app.rs").into()])
    {
        for (name, fields) in structs(&tree::read(&path)) {
            assert!(
                fields <= MOST,
                "{}: {name} has {fields} fields",
                path.display()
            );
            seen.push(name);
        }
    }
    for part in [
        "Model",
        "Window",
        "Pane",
        "SearchState",
        "Memory",
        "Front",
        "Typeahead",
    ] {
        assert!(
            seen.iter().any(|name| name == part),
            "{part} was not counted"
        );
    }
}

#[test]
fn fields_are_counted_however_they_are_written() {
    let source = "\
        pub struct One { pub a: u8, b: Option<crate::x::Y>, }\n\
        struct Unit;\n\
        struct Tuple(u8, u8);\n\
        struct Of<'a, T: Copy> { /// c: d\n #[expect(dead_code)] pub(crate) call: fn(a: u8) -> u8, t: &'a T }\n";
    let counted = structs(source);
    let expected = [("One", 2), ("Of", 2)];
    assert_eq!(
        counted,
        expected.map(|(name, fields)| (name.to_owned(), fields))
    );
}
