//! Why a feed brought nothing.

use std::error::Error as _;

use crate::lang::{self, Bilingual, Lang, Say, SystemError, bilingual, display_in_english};

use super::guard::NotPublic;
use crate::extract::NoReport;

/// Why a feed brought nothing.
#[derive(Debug)]
pub enum Failure {
    /// The server answered with this status; the feed's own words for it, where it had any.
    Status(u16, Option<String>),
    /// The feed is there no more, and its server says so.
    Gone,
    /// The server asks us to come later: in so many seconds.
    Later(u64),
    /// There is no such host.
    NoHost(String),
    /// It took too long.
    TimedOut,
    /// It is larger than any feed is.
    TooLarge,
    /// It was packed and cannot be unpacked.
    Damaged,
    /// It leads from one place to the next without end.
    TooManyRedirects,
    /// It was named by someone else and is not public.
    NotPublic(String),
    /// It is no address that is fetched.
    NoAddress(String),
    /// What stands at a path is no file.
    NoFile(String),
    /// The proxy is none.
    NoProxy(String),
    /// The connection is not safe.
    Tls(String),
    /// The connection could not be made, or broke.
    Connection(Bilingual),
    /// What came is no feed.
    NoFeed,
    /// The page has no report that could be taken out of it.
    NoReport(NoReport),
    /// The feed has no report and says why.
    Empty(String),
    /// A program that was to print headers did not.
    Command(Bilingual),
    /// A file could not be read or written.
    System(SystemError),
    /// Another program holds the lock.
    Locked,
}

display_in_english!(Failure);

impl std::error::Error for Failure {}

impl From<SystemError> for Failure {
    fn from(error: SystemError) -> Self {
        Self::System(error)
    }
}

impl Failure {
    /// Takes an error of the client.
    pub(super) fn of_client(error: &ureq::Error, host: &str) -> Self {
        match error {
            ureq::Error::HostNotFound => Self::NoHost(host.to_owned()),
            ureq::Error::Timeout(_) => Self::TimedOut,
            ureq::Error::BodyExceedsLimit(_) => Self::TooLarge,
            ureq::Error::Other(error) if error.is::<NotPublic>() => {
                Self::NotPublic(host.to_owned())
            }
            ureq::Error::Decompress(..) => Self::Damaged,
            ureq::Error::Tls(what) => Self::Tls((*what).to_owned()),
            ureq::Error::Rustls(error) => Self::Tls(error.to_string()),
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => {
                Self::TimedOut
            }
            ureq::Error::Io(error) => {
                let inner = error.get_ref();
                let tls = inner.filter(|inner| inner.is::<rustls::Error>());
                match (tls, error.source()) {
                    (Some(tls), _) => Self::Tls(tls.to_string()),
                    (None, _) if lang::is_of_resolver(error) => Self::NoHost(host.to_owned()),
                    _ => Self::Connection(lang::system(error)),
                }
            }
            other => {
                let other = other.to_string();
                Self::Connection(bilingual!("{other}", "{other}（连接出错）"))
            }
        }
    }

    /// Returns whether it may pass by itself, so that the feed is asked again soon.
    pub(super) fn is_for_now(&self) -> bool {
        !matches!(self, Self::Gone)
    }
}

impl Say for Failure {
    fn say(&self, lang: Lang) -> String {
        let said: Bilingual = match self {
            Self::Status(status, None) => {
                let (english, chinese) = status_words(*status);
                bilingual!(
                    "the server answered {status}{english}",
                    "服务器答复 {status}{chinese}"
                )
            }
            Self::Status(status, Some(words)) => {
                bilingual!(
                    "the server answered {status}: {words}",
                    "服务器答复 {status}：{words}"
                )
            }
            Self::Gone => Bilingual::new(
                "the server says that the feed is gone for good (410); `zhenews remove` takes it out",
                "服务器说这个订阅已永久停止（410）；可用 `zhenews remove` 移除",
            ),
            Self::Later(seconds) => bilingual!(
                "the server asks us to come back in {seconds} s",
                "服务器要求 {seconds} 秒后再来"
            ),
            Self::NoHost(host) => bilingual!(
                "there is no host {host}, or no network; check the address",
                "没有 {host} 这台主机，或没有网络；请检查网址"
            ),
            Self::TimedOut => Bilingual::new(
                "it took too long and is tried again later",
                "超时，以后再试",
            ),
            Self::TooLarge => Bilingual::new(
                "it is larger than any feed is, and was left; check the address",
                "内容过大，不像订阅，未予读取；请检查网址",
            ),
            Self::Damaged => Bilingual::new(
                "what the server sent is damaged and cannot be unpacked; it is tried again later",
                "服务器发来的内容已损坏，无法解压；以后再试",
            ),
            Self::TooManyRedirects => Bilingual::new(
                "it leads from one address to the next without end; check the address",
                "一再转到别的网址，没有尽头；请检查网址",
            ),
            Self::NotPublic(host) => bilingual!(
                "it leads to {host}, which is on this machine or a private network, and was not followed; add that address itself if you mean it",
                "它指向本机或内网的 {host}，未予访问；如确有此意，请直接添加那个网址"
            ),
            Self::NoAddress(address) => bilingual!(
                "{address} is no address that is fetched; one is http:// or https:// and a host, as https://example.com/feed.xml",
                "不能抓取 {address}；网址须是 http:// 或 https:// 加主机名，如 https://example.com/feed.xml"
            ),
            Self::NoFile(path) => bilingual!(
                "{path} is a directory or a pipe; name a file",
                "{path} 是目录或管道；请指明一个文件"
            ),
            Self::NoProxy(proxy) => bilingual!(
                "{proxy} is no proxy; correct the settings or the environment",
                "{proxy} 不是代理；请更正设置或环境变量"
            ),
            Self::Tls(what) => bilingual!(
                "the connection is not safe ({what})",
                "连接不安全（{what}）"
            ),
            Self::Connection(what) => what.clone(),
            Self::NoFeed => Bilingual::new(
                "this is no feed, and names none; look on its page for the address of its RSS",
                "这不是订阅源，也没有指明订阅源；请在其网页上找 RSS 的网址",
            ),
            Self::Empty(words) => bilingual!("it has no reports: {words}", "没有报道：{words}"),
            Self::Command(what) => what.about(Bilingual::new(
                "headers_command failed",
                "headers_command 运行失败",
            )),
            Self::NoReport(error) => return error.say(lang),
            Self::System(error) => return error.say(lang),
            Self::Locked => Bilingual::new(
                "another program holds the lock of the feeds; end that one",
                "另一个程序锁住了订阅的文件；请结束它",
            ),
        };
        said.say(lang)
    }
}

/// What a status means, where people may not know.
fn status_words(status: u16) -> (&'static str, &'static str) {
    match status {
        401 | 407 => (
            ": it wants a login; see headers_command in the settings",
            "：需要登录，见设置中的 headers_command",
        ),
        403 => (
            ": it refuses us; another user_agent in the settings may help",
            "：拒绝访问；在设置中改 user_agent 或许有用",
        ),
        404 => (": there is nothing at this address", "：这个网址没有内容"),
        500..=599 => (
            ": something is wrong there, and it is tried again later",
            "：服务器出错，以后再试",
        ),
        _ => ("", ""),
    }
}
