//! What the library does: files to articles, pages to articles, indexes, typesetting, each against what is known to be
//! right. One binary, for each of them is linked with everything.

mod archive;
mod cluster;
mod columns;
mod edition;
mod exported;
mod ids;
mod json_suite;
mod page;
mod pdf;
mod remote;
mod scans;
mod schema;
mod shapes;
mod store;
mod typesetting;
