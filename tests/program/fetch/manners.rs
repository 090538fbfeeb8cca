//! How servers are asked, and what they may not make us do.

use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use flate2::write::GzEncoder;

use super::home::{Home, feed, rss};
use super::server::{Answer, Server};

#[test]
fn a_permanent_redirect_is_kept_and_another_is_not() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/new", feed("甲", [1]));
    server.put_body("/there", feed("乙", [2]));
    for path in ["/old", "/here"] {
        server.put_body(path, feed(if path == "/old" { "甲" } else { "乙" }, [3]));
        home.ok(&["add", &server.url(path)]);
    }
    server.put("/old", |_| Answer::to(301, "/old2"));
    server.put("/old2", |_| Answer::to(308, "/new"));
    server.put("/here", |_| Answer::to(302, "/there"));
    let ran = home.run(&["fetch", "甲", "乙"]);
    assert!(
        ran.code == 0 && ran.stderr.contains("甲: it has moved for good"),
        "{ran:?}"
    );
    server.take_asked();
    home.ok(&["fetch", "甲", "乙"]);
    let mut paths = server.take_paths();
    paths.sort();
    assert_eq!(paths, ["/here", "/new", "/there"]);
    server.put("/here", |_| Answer::to(302, "/here"));
    let ran = home.run(&["fetch", "乙"]);
    assert!(
        ran.code == 3 && ran.stderr.contains("without end"),
        "{ran:?}"
    );
}

#[test]
fn packed_feeds_are_unpacked_and_bombs_are_left() {
    let (home, server) = (Home::new(), Server::start());
    let packed = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let gzip = packed(feed("紧", [1]).as_bytes());
    server.put("/gzip", move |asked| {
        assert!(
            asked
                .header("accept-encoding")
                .is_some_and(|all| all.contains("br"))
        );
        Answer::ok(gzip.clone()).with("Content-Encoding", "gzip")
    });
    let brotli = stored_brotli(feed("密", [2]).as_bytes());
    server.put("/br", move |_| {
        Answer::ok(brotli.clone()).with("Content-Encoding", "br")
    });
    home.ok(&["add", &server.url("/gzip"), &server.url("/br")]);
    assert_eq!(home.titles().len(), 2);
    server.put("/gzip", |_| {
        Answer::ok("<rss/>").with("Content-Encoding", "gzip")
    });
    let ran = home.run(&["fetch", "紧"]);
    assert!(
        ran.code == 3 && ran.stderr.contains("cannot be unpacked"),
        "{ran:?}"
    );
    let bomb = packed(&vec![b' '; 100 << 20]);
    server.put("/gzip", move |_| {
        Answer::ok(bomb.clone()).with("Content-Encoding", "gzip")
    });
    let ran = home.run(&["fetch", "紧"]);
    assert!(
        ran.code == 3 && ran.stderr.contains("larger than any feed"),
        "{ran:?}"
    );
}

/// Brotli that holds bytes as they are (RFC 7932, 9.2).
fn stored_brotli(bytes: &[u8]) -> Vec<u8> {
    let head = ((bytes.len() as u32 - 1) << 4 | 1 << 20).to_le_bytes();
    [&head[..3], bytes, &[3]].concat()
}

#[test]
fn errors_stand_beside_their_feeds_and_cost_no_other() {
    let (home, server) = (Home::new(), Server::start());
    let kinds = ["gone", "later", "broken", "hub", "words", "page", "good"];
    for (number, kind) in kinds.iter().enumerate() {
        server.put_body(&format!("/{kind}"), feed(kind, [number + 1]));
        home.ok(&["add", &server.url(&format!("/{kind}"))]);
    }
    server.put("/gone", |_| Answer::of(410, ""));
    server.put("/later", |_| {
        Answer::of(429, "").with("Retry-After", "7200")
    });
    server.put("/broken", |_| Answer::of(500, "oops"));
    let words = rss("RSSHub", "").replace("<description>d", "<description>Error: route /a is gone");
    let of_hub = words.clone();
    server.put("/hub", move |_| Answer::of(503, of_hub.clone()));
    server.put_body("/words", words);
    server.put_body("/page", "<html><body>Log in</body></html>");
    server.put_body("/good", feed("good", [9]));
    let ran = home.run(&[&["fetch"], &kinds[..]].concat());
    assert_eq!(ran.code, 3);
    for said in [
        "gone: the server says that the feed is gone",
        "later: the server asks us to come back in 7200 s",
        "broken: the server answered 500",
        "hub: the server answered 503: Error: route /a is gone",
        "words: it has no reports: Error: route /a is gone",
        "page: this is no feed",
    ] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    assert!(!ran.stderr.contains("good: "), "{}", ran.stderr);
    assert_eq!(home.titles().len(), kinds.len() + 1);
    let listed = home.run(&["collections"]);
    assert!(
        listed.stderr.contains("broken: the server answered 500"),
        "{listed:?}"
    );
    server.take_asked();
    let ran = home.run(&["fetch"]);
    assert_eq!(
        (ran.code, ran.stderr, server.take_paths()),
        (0, String::new(), vec![]),
        "none is due"
    );
    home.run(&["fetch", "later"]);
    assert_eq!(
        server.take_paths(),
        [""; 0],
        "who wants to be left alone is"
    );
}

#[test]
fn what_others_name_leads_to_no_private_place_and_to_no_file() {
    let (home, server, secret) = (Home::new(), Server::start(), Server::at("127.0.0.2"));
    secret.put_body("/", feed("密", [1]));
    let target = secret.url("/");
    let file = home.write("secret.xml", &feed("file", [2]));
    for (path, target) in [
        ("/a", target.clone()),
        ("/b", format!("file://{file}")),
        ("/c", "http://[::1]:1/".into()),
    ] {
        server.put_body(path, feed(path, [3]));
        home.ok(&["add", &server.url(path)]);
        let answer = Answer::to(302, &target);
        server.put(path, move |_| answer.clone());
        let name = path.trim_start_matches('/');
        let ran = home.run(&["fetch", &server.url(path)]);
        assert_eq!(ran.code, 3, "{name}: {ran:?}");
        let said = if path == "/b" {
            "no address that is fetched"
        } else {
            "was not followed"
        };
        assert!(ran.stderr.contains(said), "{ran:?}");
    }
    for href in [&target, &format!("file://{file}")] {
        let page = format!("<html><link rel=alternate type=application/rss+xml href='{href}'>");
        server.put_body("/page", page);
        assert_eq!(home.run(&["add", &server.url("/page")]).code, 3);
    }
    assert_eq!(secret.take_paths(), [""; 0]);
    home.ok(&["add", &target, &format!("file://{file}")]);
    assert_eq!(
        home.titles().len(),
        3,
        "but the user may: one report stands in two feeds of the same paper"
    );
}

#[test]
fn no_more_than_two_connections_go_to_a_host_and_others_do_not_wait() {
    const FEEDS: usize = 12;
    let (home, server) = (Home::new(), Server::start());
    // How many are being answered and how many were, and the most at once. A request is answered when two are there.
    let counts = Arc::new((Mutex::new((0_usize, 0_usize)), Condvar::new()));
    let most = Arc::new(AtomicUsize::new(0));
    let mut settings = String::new();
    for number in 0..FEEDS {
        let (counts, peak) = (counts.clone(), most.clone());
        server.put(&format!("/{number}"), move |_| {
            let (lock, changed) = &*counts;
            let mut now = lock.lock().unwrap();
            now.0 += 1;
            peak.fetch_max(now.0, Ordering::SeqCst);
            changed.notify_all();
            while now.0 < 2 && now.1 < FEEDS - 1 {
                now = changed.wait(now).unwrap();
            }
            *now = (now.0 - 1, now.1 + 1);
            changed.notify_all();
            Answer::ok(feed(&number.to_string(), [number]))
        });
        let url = server.url(&format!("/{number}"));
        settings.extend(["[feeds.f", &number.to_string(), "]\nurl = \"", &url, "\"\n"]);
    }
    home.set(&settings);
    let summary = home.fetch(&[]);
    assert_eq!(
        (&summary["new"], most.load(Ordering::SeqCst)),
        (&FEEDS.into(), 2),
        "{summary}"
    );
}

#[test]
fn the_settings_of_a_feed_go_with_its_requests_and_to_no_other_host() {
    let (home, server, other) = (Home::new(), Server::start(), Server::at("127.0.0.3"));
    server.put_body("/a", feed("甲", [1]));
    other.put_body("/", feed("乙", [1]));
    home.set(&format!(
        "[feeds.\"甲\"]\nurl = \"{}\"\nuser_agent = \"reader/7\"\nheaders = [\"X-One: 1\"]\nheaders_command = [\"printf\", \"Authorization: Bearer s3cret\\\\n\"]\n",
        server.url("/a")
    ));
    assert_eq!(home.fetch(&[])["new"], 1);
    let asked = server.take_asked();
    let headers = ["user-agent", "x-one", "authorization"].map(|name| asked[0].header(name));
    assert_eq!(
        headers,
        [Some("reader/7"), Some("1"), Some("Bearer s3cret")]
    );
    let port = other.url("/");
    server.put("/a", move |_| Answer::to(302, &port));
    home.run(&["fetch", "甲"]);
    assert!(
        other
            .take_asked()
            .iter()
            .all(|asked| asked.header("authorization").is_none())
    );
    home.set(&home.settings().replace("\"printf\"", "\"false\""));
    let ran = home.run(&["fetch", "甲"]);
    assert!(
        ran.code == 3 && ran.stderr.contains("headers_command"),
        "{ran:?}"
    );
    assert!(!ran.stderr.contains("s3cret"), "{ran:?}");
}

#[test]
fn nothing_goes_through_a_proxy_to_this_machine_and_all_else_does() {
    let (home, server, proxy) = (Home::new(), Server::start(), Server::start());
    server.put_body("/a", feed("甲", [1]));
    proxy.put_body("http://paper.example/rss", feed("乙", [2]));
    let run = |arguments: &[&str]| {
        let mut command = home.command(arguments);
        command.env("ALL_PROXY", proxy.url("/"));
        command.output().unwrap()
    };
    assert!(run(&["add", &server.url("/a")]).status.success());
    assert_eq!(proxy.take_paths(), [""; 0]);
    let ran = run(&["add", "http://paper.example/rss"]);
    let paths = proxy.take_paths();
    assert!(!paths.is_empty(), "{ran:?}");
}
