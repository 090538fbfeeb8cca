//! HTML: its bytes to text ([`decode`]), the text to [`events`], and events to a small [`Tree`].
//!
//! What is on the web and in the files of other programs is seldom as the standard wants it, so nothing is refused: tags are
//! those of the standard's tokenizer, elements end where their kind must ([`OpenElements`]), and nesting has a
//! bound, so that time and memory are those of the text's length whatever it holds.

mod decode;
mod elements;
mod events;
mod open_elements;
mod plain;
mod tree;

pub use decode::decode;
pub use elements::ends_line;
pub use events::{Event, Tag, events, xml_events};
pub use open_elements::OpenElements;
pub use tree::{Content, Node, NodeId, Tree};

#[cfg(test)]
mod tests;
