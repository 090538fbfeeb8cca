//! The paths that source names, `use` trees spread out: `a::{b, c::*}` is `a::b` and `a::c::*`.

use crate::tokens::Token;
#[cfg(test)]
use crate::tokens::tokens;

/// A path and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// The modules of the file around it, outermost first.
    pub(crate) inside: Vec<String>,
    /// Its segments; `*` for a glob.
    pub(crate) path: Vec<String>,
}

/// Returns every path in the order of the source, single names included.
pub(crate) fn named_paths(tokens: &[Token]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut blocks: Vec<Option<&str>> = Vec::new();
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        rest = after;
        match token {
            Token::Word(word) if word == "mod" => {
                if let [Token::Word(name), Token::Sign('{'), inner @ ..] = after {
                    blocks.push(Some(name));
                    rest = inner;
                }
            }
            Token::Word(word) => {
                let mut paths = Vec::new();
                rest = spread(vec![word.clone()], after, &mut paths);
                let inside: Vec<String> =
                    blocks.iter().flatten().map(ToString::to_string).collect();
                found.extend(paths.into_iter().map(|path| Named {
                    inside: inside.clone(),
                    path,
                }));
            }
            Token::Sign('{') => blocks.push(None),
            Token::Sign('}') => {
                blocks.pop();
            }
            _ => {}
        }
    }
    found
}

/// Follows a path from after its last word, and returns what stands behind it.
fn spread<'a>(
    mut path: Vec<String>,
    rest: &'a [Token],
    paths: &mut Vec<Vec<String>>,
) -> &'a [Token] {
    match rest {
        [Token::PathSeparator, Token::Word(word), rest @ ..] => {
            path.push(word.clone());
            spread(path, rest, paths)
        }
        [Token::PathSeparator, Token::Sign('*'), rest @ ..] => {
            path.push("*".to_owned());
            paths.push(path);
            rest
        }
        [Token::PathSeparator, Token::Sign('{'), rest @ ..] => group(&path, rest, paths),
        _ => {
            paths.push(path);
            rest
        }
    }
}

/// Follows every path between braces.
fn group<'a>(path: &[String], mut rest: &'a [Token], paths: &mut Vec<Vec<String>>) -> &'a [Token] {
    while let Some((token, after)) = rest.split_first() {
        rest = match token {
            Token::Sign('}') => return after,
            Token::Sign('*') => {
                paths.push([path, &["*".to_owned()]].concat());
                after
            }
            // A new name for a path is no path.
            Token::Word(word) if word == "as" => after.get(1..).unwrap_or_default(),
            Token::Word(word) => spread([path, std::slice::from_ref(word)].concat(), after, paths),
            _ => after,
        };
    }
    rest
}

#[cfg(test)]
fn paths(source: &str) -> Vec<String> {
    named_paths(&tokens(source))
        .iter()
        .map(|named| named.path.join("::"))
        .filter(|path| path.contains("::"))
        .collect()
}

#[test]
fn trees_are_spread_out() {
    assert_eq!(
        paths("use a::{b, c::{self, d as e}, f::*}; g::h::<i::J>(k); use l::*;"),
        [
            "a::b",
            "a::c::self",
            "a::c::d",
            "a::f::*",
            "g::h",
            "i::J",
            "l::*"
        ]
    );
}

#[test]
fn the_modules_around_a_path_are_known() {
    let source = "mod a { fn f() {} mod b { c::d() } } e::f();";
    let inside: Vec<_> = named_paths(&tokens(source))
        .into_iter()
        .filter(|named| named.path.len() > 1)
        .map(|named| named.inside)
        .collect();
    assert_eq!(inside, [vec!["a".to_owned(), "b".to_owned()], vec![]]);
}
