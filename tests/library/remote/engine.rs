//! A real search engine, started by `tests/remote/run`.

use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use zhenews::article::Article;
use zhenews::corpus::Remote;
use zhenews::remote::load::{Options, Summary, load};
use zhenews::remote::{Access, Address, Client};

/// The variable that names its machines, as in `127.0.0.1:9201,127.0.0.1:9202`.
const MACHINES: &str = "ZHENEWS_SEARCH_ENGINE";

/// An index on a real engine, taken away at the end.
pub(super) struct Place {
    pub(super) address: Address,
}

/// Indexes are not shared between tests.
static NUMBER: AtomicUsize = AtomicUsize::new(0);

impl Place {
    /// Names an index that is not there yet; `None`, and said aloud, where no engine was started.
    pub(super) fn new(test: &str) -> Option<Self> {
        let Ok(machines) = std::env::var(MACHINES) else {
            // Not by the macro, whose lines nobody sees of a test that passes.
            let _ = writeln!(
                std::io::stderr(),
                "!! NOT TESTED: {test} needs a search engine; tests/remote/run starts one"
            );
            return None;
        };
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let process = std::process::id();
        let address = format!("opensearch+http://{machines}/test-{process}-{number}");
        let address = Address::read(Path::new(&address)).expect("an address");
        Some(Self {
            address: address.expect("a good one"),
        })
    }

    pub(super) fn client(&self) -> Client {
        Client::new(&self.address, &Access::default()).expect("no certificates are asked for")
    }

    /// Loads articles, and says what was done.
    pub(super) fn load(&self, articles: &[Article], deletes_missing: bool) -> Summary {
        let options = Options {
            deletes_missing,
            shards: 2,
            replicas: 0,
        };
        let reports = articles.iter().cloned();
        let index = self.address.index();
        load(&self.client(), index, reports, options, &|_| {}).expect("it is loaded")
    }

    pub(super) fn open(&self) -> Remote {
        Remote::open(&self.address, &Access::default(), &|| false).expect("it is there")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let host = self.address.hosts().first().expect("a machine");
        let _ = ureq::delete(format!("{host}{}", self.address.index())).call();
    }
}
