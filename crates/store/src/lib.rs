//! Files of reports for `zhenews`: JSON of every shape and what else holds reports, feeds, and lists of feeds. The crate
//! `zhenews` shows all of it under its own name, and its documentation has the table of modules.

pub mod feed;
pub mod store;
pub mod subscriptions;

use zhenews_core::{article, filetype, html, lang, text};
