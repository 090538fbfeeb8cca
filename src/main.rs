//! zhenews.

use zhenews::app::lang::Lang;
use zhenews::term::{Request, read};

fn main() {
    let sources = std::env::args_os()
        .skip(1)
        .map(|p| zhenews::store::Source::Path(p.into()))
        .collect();
    let request = Request {
        sources,
        reading: zhenews::store::Reading::default(),
        strict: false,
        lang: Lang::Zh,
        ambiguous: None,
        colour: true,
    };
    println!("{:?}", read(request));
}
