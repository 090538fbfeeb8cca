//! Lists of feeds, as programs that read feeds give them to each other: OPML with its folders, and newsboat's file
//! of addresses.

use std::collections::HashMap;
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};

/// A feed in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// Where it is.
    pub address: String,
    /// What it is called.
    pub title: Option<String>,
    /// The folders that it is in, each with those above it, the outermost first; none where it is in no folder.
    pub folders: Vec<Vec<String>>,
}

/// The deepest folder whose name is kept.
const DEEPEST: usize = 16;

/// How lines of newsboat's file begin that are no addresses: a search, and programs that print a feed or change one.
const OF_NEWSBOAT: [&str; 3] = ["query:", "exec:", "filter:"];

/// Reads a list of either kind, each feed once with all of its folders; nothing where it is none.
pub fn read(text: &str) -> Option<Vec<Subscription>> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let all = if start.starts_with('<') {
        opml(start)?
    } else {
        newsboat(start)?
    };
    let mut each: Vec<Subscription> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for feed in all {
        let known = seen.get(&feed.address);
        if let Some(known) = known.and_then(|at| each.get_mut(*at)) {
            for folder in feed.folders {
                if !known.folders.contains(&folder) {
                    known.folders.push(folder);
                }
            }
            continue;
        }
        seen.insert(feed.address.clone(), each.len());
        each.push(feed);
    }
    Some(each)
}

fn opml(text: &str) -> Option<Vec<Subscription>> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let (mut is_opml, mut feeds) = (false, Vec::new());
    // A feed may hold others; only what is none is a folder.
    let mut open: Vec<Option<String>> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if is(&tag, "outline") => {
                let folder = outline(&tag, &open, &mut feeds);
                open.push(folder);
            }
            Ok(Event::Empty(tag)) if is(&tag, "outline") => {
                outline(&tag, &open, &mut feeds);
            }
            Ok(Event::Start(tag)) => is_opml |= is(&tag, "opml"),
            Ok(Event::End(tag)) if tag.local_name().as_ref().eq_ignore_ascii_case("outline") => {
                open.pop();
            }
            Ok(Event::Eof) => break,
            Err(_) => {
                let rest = text.get(reader.error_position() as usize..);
                feeds.extend(rest.filter(|_| is_opml).and_then(torn));
                break;
            }
            Ok(_) => {}
        }
    }
    (is_opml || !feeds.is_empty()).then_some(feeds)
}

/// What is left of a list that ends too early is in it as it is written, so that who takes the list can say so.
fn torn(rest: &str) -> Option<Subscription> {
    /// In characters: enough to find the place.
    const MOST: usize = 80;
    let address: String = rest.trim().chars().take(MOST).collect();
    let torn = Subscription {
        address,
        ..Subscription::default()
    };
    (!torn.address.is_empty()).then_some(torn)
}

fn is(tag: &BytesStart<'_>, name: &str) -> bool {
    tag.local_name().as_ref().eq_ignore_ascii_case(name)
}

/// Reads an outline: adds the feed that it is, or returns the name of the folder.
fn outline(
    tag: &BytesStart<'_>,
    open: &[Option<String>],
    feeds: &mut Vec<Subscription>,
) -> Option<String> {
    let (mut address, mut text, mut title) = (None, None, None);
    let mut is_page = false;
    for attribute in tag.html_attributes().with_checks(false).flatten() {
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        let value = value.map_or_else(
            |_| attribute.value.to_string(),
            std::borrow::Cow::into_owned,
        );
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        match &*attribute.key.as_ref().to_lowercase() {
            "xmlurl" | "url" => address = Some(value.to_owned()),
            "text" => text = Some(value.to_owned()),
            "title" => title = Some(value.to_owned()),
            "type" => is_page = matches!(&*value.to_lowercase(), "link" | "include"),
            _ => {}
        }
    }
    if is_page {
        return None;
    }
    let title = title.or(text);
    let Some(address) = address else {
        return title.filter(|_| open.len() < DEEPEST);
    };
    let folder: Vec<String> = open.iter().flatten().cloned().collect();
    feeds.push(Subscription {
        address,
        title,
        folders: Some(folder)
            .filter(|folder| !folder.is_empty())
            .into_iter()
            .collect(),
    });
    None
}

/// Reads newsboat's file: an address a line, behind it tags, which are folders, but for one with `~`, which is the
/// name. Its searches and the programs that it runs are none of ours; they are in the list as they are written, so that
/// who takes it can say so.
fn newsboat(text: &str) -> Option<Vec<Subscription>> {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let feeds: Vec<Subscription> = lines.filter_map(newsboat_line).collect();
    let has_any = feeds.iter().any(|feed| is_address(&feed.address));
    let its = feeds.iter().filter(|feed| {
        let first = &feed.address;
        is_address(first) || OF_NEWSBOAT.iter().any(|kind| first.starts_with(kind))
    });
    let count = its.count();
    (has_any && count * 2 >= feeds.len()).then_some(feeds)
}

fn newsboat_line(line: &str) -> Option<Subscription> {
    let by_spaces = || line.split_whitespace().map(str::to_owned).collect();
    let words: Vec<String> = shell_words::split(line).unwrap_or_else(|_| by_spaces());
    let (first, tags) = words.split_first()?;
    let name = tags.iter().find_map(|tag| tag.strip_prefix('~'));
    let folders = tags.iter().filter(|tag| !tag.starts_with(['~', '!']));
    Some(Subscription {
        address: first.clone(),
        title: name.map(str::to_owned),
        folders: folders.map(|tag| vec![tag.clone()]).collect(),
    })
}

fn is_address(text: &str) -> bool {
    let schemes = ["http://", "https://", "file://"];
    schemes.iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// Writes a list as OPML.
pub fn opml_of(title: &str, feeds: &[Subscription]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head><title>{}</title></head>\n  <body>\n",
        escape(title)
    );
    let all = feeds.iter().flat_map(|feed| {
        let top = feed.folders.is_empty().then_some((&[][..], feed));
        let folders = feed.folders.iter().map(move |folder| (&**folder, feed));
        top.into_iter().chain(folders)
    });
    let all: Vec<(&[String], &Subscription)> = all.collect();
    write_level(&mut out, &all, 2);
    out.push_str("  </body>\n</opml>\n");
    out
}

/// Writes the feeds of a folder, and the folders in it in the order of their first feeds.
fn write_level(out: &mut String, feeds: &[(&[String], &Subscription)], depth: usize) {
    let indent = "  ".repeat(depth);
    let mut folders: Vec<&String> = Vec::new();
    for (path, feed) in feeds {
        let Some(folder) = path.first() else {
            let title = escape(feed.title.as_deref().unwrap_or(&feed.address));
            let address = escape(&*feed.address);
            // Writing to a string does not fail.
            let _ = writeln!(
                out,
                "{indent}<outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{address}\"/>"
            );
            continue;
        };
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    for folder in folders {
        let within = feeds.iter().filter_map(|(path, feed)| {
            let (first, rest) = path.split_first()?;
            (first == folder).then_some((rest, *feed))
        });
        let within: Vec<_> = within.collect();
        let _ = writeln!(
            out,
            "{indent}<outline text=\"{0}\" title=\"{0}\">",
            escape(&**folder)
        );
        // Folders of our settings are parted by `/` and as deep as a person writes them; others' are cut when read.
        if depth < DEEPEST + 2 {
            write_level(out, &within, depth + 1);
        }
        let _ = writeln!(out, "{indent}</outline>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(address: &str, title: Option<&str>, folders: &[&str]) -> Subscription {
        let path = |path: &&str| path.split('/').map(str::to_owned).collect();
        Subscription {
            address: address.into(),
            title: title.map(str::to_owned),
            folders: folders.iter().map(path).collect(),
        }
    }

    #[test]
    fn folders_come_and_go_by_opml() {
        let feeds = [
            feed("https://a.example/?x=1&y=\"2\"", Some("甲 & <乙>"), &[]),
            feed("https://b.example/", Some("丙"), &["报纸/早报"]),
            feed("https://c.example/", Some("丁"), &["报纸", "本地/早报"]),
        ];
        let opml = opml_of("订阅", &feeds);
        let mut read = read(&opml).unwrap();
        read.sort_by(|a, b| a.address.cmp(&b.address));
        assert_eq!(read, feeds);
    }

    #[test]
    fn opml_of_others_is_read_as_it_is() {
        let text = "\u{feff}<opml version='1.0'><body><outline text='报纸 & 刊'><outline type='rss' text='a' XMLURL='http://x.example/?a=1&b=2'/>\
<outline title='无' xmlUrl='http://y.example/'></outline></outline><outline type='link' text='页' url='http://z.example/'/><outline text='again' xmlUrl='http://y.example/'/><outline text='空'/>";
        let expected = [
            feed("http://x.example/?a=1&b=2", Some("a"), &["报纸 & 刊"]),
            feed("http://y.example/", Some("无"), &["报纸 & 刊"]),
        ];
        assert_eq!(read(text).unwrap(), expected);
        assert_eq!(read("<rss/>"), None);
        let torn = "<opml><body><outline text='a' xmlUrl='http://x.example/'/><outline text='b' xmlUrl='http";
        let rest = feed("<outline text='b' xmlUrl='http", None, &[]);
        let expected = [feed("http://x.example/", Some("a"), &[]), rest];
        assert_eq!(read(torn).unwrap(), expected, "nothing is lost in silence");
    }

    #[test]
    fn a_file_of_newsboat_is_read() {
        let text = "# mine\nhttps://a.example/feed 报纸 \"~晨 报\" ! 本地\n\nhttp://b.example/\n\"query:未读:unread = \\\"yes\\\"\"\nexec:~/bin/x\n\
HTTPS://c.example/ \"~没有收尾\n";
        let expected = [
            feed("https://a.example/feed", Some("晨 报"), &["报纸", "本地"]),
            feed("http://b.example/", None, &[]),
            feed("query:未读:unread = \"yes\"", None, &[]),
            feed("exec:~/bin/x", None, &[]),
            feed("HTTPS://c.example/", None, &["\"~没有收尾"]),
        ];
        assert_eq!(read(text).unwrap(), expected);
        let searches = "http://a.example/\nquery:甲:x\nquery:乙:y\nfilter:f:http://b.example/\n";
        assert_eq!(read(searches).unwrap().len(), 4);
        assert_eq!(read("first a text"), None);
        assert_eq!(read("first a text\nthen http://x.example/\nand more"), None);
        assert_eq!(read("{\"a\": 1}"), None);
    }
}
