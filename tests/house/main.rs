//! The house's own order, read from the source text: who may import whom and that nobody does so in circles, that
//! the reader settles in one place and stays in parts, how long a file may be,
//! what each dependency is for and under which licence it comes, that the documentation speaks
//! of the project only, and that Chinese sentences have Chinese punctuation.
//!
//! Each rule is a function from text to what breaks it. One test applies it to the project, and
//! another to a text that does break it, so that no rule can hold because it sees nothing.

mod circles;
mod corpus;
mod documents;
mod files;
mod layering;
mod licences;
mod manifest;
mod parts;
mod paths;
mod punctuation;
mod settling;
mod tokens;
mod tree;
