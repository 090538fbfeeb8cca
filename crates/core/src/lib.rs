//! The lower floors of `zhenews`: a report as a record and as one text, how that is set, searched and exported, and
//! where output may go. The crate `zhenews` shows all of it under its own name, and its documentation has the table of
//! modules.

pub mod article;
pub mod document;
pub mod export;
pub mod filetype;
pub mod html;
pub mod lang;
pub mod place;
pub mod placed;
pub mod search;
pub mod text;
