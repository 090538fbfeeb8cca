//! Feeds in the file of settings: a table each, below `[feeds]`, and the table of what can be set for one.

use toml::de::DeValue;

use super::parse::{self, expected};
use super::write::Written as _;
use crate::lang::{Bilingual, bilingual};

/// A row of the table of a feed's settings.
#[derive(Clone, Copy, Debug)]
pub struct FeedRow {
    /// What it is called.
    pub name: &'static str,
    /// Its value as the file has it.
    pub value: fn(&FeedSetting) -> String,
    /// Reads it.
    pub(super) read: fn(&mut FeedSetting, &DeValue) -> Result<(), Bilingual>,
    /// What it is for.
    pub(super) explain: fn() -> Bilingual,
}

/// Makes a feed's settings and their table of rows, as the table of all settings is made.
macro_rules! feed_settings {
    ($($(#[$doc:meta])* $name:ident: $kind:ty, $read:path, $explain:expr;)+) => {
        /// A feed, as it is set.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct FeedSetting {
            /// What it is called in the file, and its store on the disk.
            pub key: String,
            /// Where it stands: line and column, counted from 1.
            pub at: (usize, usize),
            $($(#[$doc])* pub $name: $kind,)+
        }

        /// What can be set for a feed, in the order in which it is explained.
        pub const FEED_SETTINGS: &[FeedRow] = &[$(FeedRow {
            name: stringify!($name),
            value: |feed| feed.$name.written(),
            read: |feed, value| {
                feed.$name = $read(value)?;
                Ok(())
            },
            explain: $explain,
        },)+];
    };
}

feed_settings! {
    /// Where it is.
    url: String, address, || Bilingual::new("where it is", "网址");
    /// What it is called, where that is not its key.
    name: Option<String>, text, || Bilingual::new(
        "what it is called, where that is another name than the one above",
        "显示的名称，默认即上面的名称"
    );
    /// The folders it is in.
    folder: FolderPaths, folders, || Bilingual::new(
        "the folder that it is in, as \"papers/morning\"; several as [\"papers/morning\", \"local\"]",
        "所在的文件夹，如 \"报纸/早报\"；多个写作 [\"报纸/早报\", \"本地\"]"
    );
    /// How many minutes lie between two fetches.
    interval: Option<u32>, minutes, || {
        let (least, most) = MINUTES;
        bilingual!(
            "minutes between two fetches, {least} to {most}; \"auto\" is {INTERVAL}",
            "两次抓取之间的分钟数，{least} 至 {most}；\"auto\" 为 {INTERVAL}"
        )
    };
    /// What we call ourselves.
    user_agent: Option<String>, text, || Bilingual::new(
        "what zhenews calls itself there, for a server that refuses it",
        "所报的 User-Agent，供拒绝本程序的服务器使用"
    );
    /// The proxy; `none` for none whatever the environment says.
    proxy: Option<String>, proxy, || Bilingual::new(
        "the proxy, as \"socks5://127.0.0.1:1080\"; \"none\" is none, \"auto\" is what the environment says",
        "代理，如 \"socks5://127.0.0.1:1080\"；\"none\" 不用代理，\"auto\" 依环境变量"
    );
    /// Lines that go with each request.
    headers: Vec<String>, headers, || Bilingual::new(
        "headers that go with each request, as [\"Cookie: a=b\"]",
        "随请求发送的首部，如 [\"Cookie: a=b\"]"
    );
    /// The program that prints such lines.
    headers_command: Vec<String>, command, || Bilingual::new(
        "a program that prints such headers, a line each, as [\"pass\", \"show\", \"news\"], so that no password stands here",
        "打印这种首部（每行一个）的程序，如 [\"pass\", \"show\", \"news\"]，这样密码不必写在此处"
    );
    /// Whether the pages are fetched that reports link to, for all of their text.
    full_text: bool, switch, || Bilingual::new(
        "whether the page of each new report is fetched for all of its text, where the feed has a summary only",
        "是否抓取每篇新报道的网页以取得全文，用于只给摘要的订阅"
    );
    /// How many reports are kept.
    keep: Option<u32>, keep, || Bilingual::new(
        "how many reports are kept, the newest; starred, tagged and noted ones always are; \"auto\" is all",
        "保留多少篇，新的优先；加星、有标签和有笔记的一律保留；\"auto\" 为全部"
    );
    /// What is not stored.
    ignore: Vec<String>, queries, || Bilingual::new(
        "searches whose reports are not stored, as [\"title:广告\"]",
        "符合这些查找的报道不予保存，如 [\"title:广告\"]"
    );
}

/// The folders that a feed is in, each with those above it before it and `/` between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolderPaths(pub Vec<String>);

impl FolderPaths {
    /// Returns each folder with those above it, the outermost first.
    pub fn paths(&self) -> impl Iterator<Item = Vec<&str>> {
        let paths = self.0.iter().map(|path| {
            let names = path.split('/').map(str::trim);
            names.filter(|name| !name.is_empty()).collect::<Vec<_>>()
        });
        paths.filter(|path| !path.is_empty())
    }
}

/// How many minutes lie between two fetches where nothing is said.
pub const INTERVAL: u32 = 30;

/// How few and how many minutes can be asked for.
const MINUTES: (u32, u32) = (1, 44_640);

impl FeedSetting {
    /// Returns what it is called.
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.key)
    }

    /// Returns a setting of an address under a key.
    pub fn new(key: &str, address: &str, folder: FolderPaths) -> Self {
        Self {
            key: key.to_owned(),
            url: address.to_owned(),
            folder,
            ..Self::default()
        }
    }

    /// Returns the rows that differ from what holds without them, as the file has them.
    pub fn rows(&self) -> Vec<(&'static str, String)> {
        let default = Self::default();
        let rows = FEED_SETTINGS.iter();
        let rows = rows.filter(|row| (row.value)(self) != (row.value)(&default));
        rows.map(|row| (row.name, (row.value)(self))).collect()
    }
}

fn address(value: &DeValue) -> Result<String, Bilingual> {
    let written = parse::string(value)?;
    let is_known = ["http://", "https://", "file://"];
    if is_known.iter().any(|scheme| written.starts_with(scheme)) {
        return Ok(written.to_owned());
    }
    Err(Bilingual::new(
        "expected an address that begins with http://, https:// or file://",
        "应为以 http://、https:// 或 file:// 开头的网址",
    ))
}

/// A text; `auto` is none.
fn text(value: &DeValue) -> Result<Option<String>, Bilingual> {
    let written = parse::string(value)?.trim();
    Ok(Some(written.to_owned()).filter(|text| !text.is_empty() && text != "auto"))
}

/// A folder, or several; `auto` is none.
fn folders(value: &DeValue) -> Result<FolderPaths, Bilingual> {
    if let DeValue::Array(_) = value {
        return Ok(FolderPaths(parse::strings(value)?));
    }
    Ok(FolderPaths(text(value)?.into_iter().collect()))
}

fn is_auto(value: &DeValue) -> bool {
    value.as_str() == Some("auto")
}

fn minutes(value: &DeValue) -> Result<Option<u32>, Bilingual> {
    if is_auto(value) {
        return Ok(None);
    }
    parse::number(value, MINUTES, ("minutes", "分钟数")).map(Some)
}

fn keep(value: &DeValue) -> Result<Option<u32>, Bilingual> {
    if is_auto(value) {
        return Ok(None);
    }
    parse::number(value, (1, 10_000_000), ("reports", "篇数")).map(Some)
}

fn proxy(value: &DeValue) -> Result<Option<String>, Bilingual> {
    let Some(proxy) = text(value)? else {
        return Ok(None);
    };
    let schemes = [
        "http://",
        "https://",
        "socks4://",
        "socks4a://",
        "socks5://",
        "socks5h://",
    ];
    if proxy == "none" || schemes.iter().any(|scheme| proxy.starts_with(scheme)) {
        return Ok(Some(proxy));
    }
    Err(Bilingual::new(
        "expected \"none\", \"auto\" or a proxy as \"http://127.0.0.1:8080\" or \"socks5://127.0.0.1:1080\"",
        "应为 \"none\"、\"auto\" 或代理，如 \"http://127.0.0.1:8080\"、\"socks5://127.0.0.1:1080\"",
    ))
}

fn headers(value: &DeValue) -> Result<Vec<String>, Bilingual> {
    let lines = parse::strings(value)?;
    if lines.iter().all(|line| header(line).is_some()) {
        return Ok(lines);
    }
    Err(Bilingual::new(
        "expected headers as \"Name: value\"",
        "应为形如 Name: value 的首部",
    ))
}

/// Parts a header into its name and its value; nothing where it is none.
pub fn header(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let is_value = |c: char| !c.is_control();
    (!name.is_empty() && name.chars().all(is_name) && value.chars().all(is_value))
        .then(|| (name, value.trim()))
}

fn command(value: &DeValue) -> Result<Vec<String>, Bilingual> {
    parse::browser(value, &[])
}

fn switch(value: &DeValue) -> Result<bool, Bilingual> {
    parse::switch(value, &[])
}

fn queries(value: &DeValue) -> Result<Vec<String>, Bilingual> {
    parse::strings(value)
}

/// Says that a feed is neither a table nor an address.
pub(super) fn no_feed(value: &DeValue) -> Bilingual {
    expected("a table with a url", "含 url 的表", value)
}

/// Says that a feed has no address.
pub(super) fn no_address() -> Bilingual {
    Bilingual::new(
        "the feed has no url, and is left out; write one as url = \"https://…\"",
        "这个订阅没有 url，未予采用；请写明，如 url = \"https://…\"",
    )
}
