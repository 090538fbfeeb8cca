//! Why a search engine gave no answer, or none that can be used.

use crate::lang::{Bilingual, Lang, Say, bilingual, display_in_english};

/// Why a search engine gave no answer, or none that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The answer is not wanted any more.
    Stopped,
    /// No machine could be reached; what the last said.
    Unreachable {
        /// The machines.
        hosts: String,
        /// Why.
        why: Bilingual,
    },
    /// It took longer than the settings allow, in seconds.
    TimedOut(u64),
    /// It wants a login, or this one may not do what was asked; its own words for it.
    Login(u16, String),
    /// There is no such index.
    NoIndex(String),
    /// The index is none of ours; what it lacks.
    NotOurs {
        /// Its name.
        index: String,
        /// The names of fields.
        missing: String,
    },
    /// The index was made by another version.
    OtherVersion(String),
    /// Of so many days the reports are not all numbered: they are being loaded, or that was left.
    Unfinished(usize),
    /// The index has changed since it was opened.
    Changed,
    /// Not all parts of the index answered: so many of so many.
    Partial(u64, u64),
    /// Which reports are one text is not known.
    NoCopies,
    /// There are more reports than so many, which are not sorted otherwise than they are read.
    TooMany(usize),
    /// The answer is larger than any of ours, in bytes.
    TooLarge(u64),
    /// It answered with this status, and these words.
    Status(u16, String),
    /// The answer is not what such an engine answers; what is wrong with it.
    NotUnderstood(String),
    /// It led to another address, which is not followed.
    Redirected,
    /// The certificates of a file cannot be used, or a login not be made; why.
    Settings(Bilingual),
}

impl Error {
    /// Returns whether the same may be answered later.
    pub(super) fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::TimedOut(_) | Self::Unreachable { .. } | Self::Status(429 | 502..=504, _)
        )
    }
}

impl Say for Error {
    fn say(&self, lang: Lang) -> String {
        let said = match self {
            Self::Stopped => Bilingual::new("stopped", "已停止"),
            Self::Unreachable { hosts, why } => {
                let Bilingual { english, chinese } = why;
                bilingual!(
                    "{hosts} cannot be reached: {english}",
                    "无法连接 {hosts}：{chinese}"
                )
            }
            Self::TimedOut(seconds) => bilingual!(
                "the search engine did not answer within {seconds} s; `remote_timeout` in the settings allows more",
                "搜索引擎在 {seconds} 秒内没有回答；可在设置的 remote_timeout 中放宽"
            ),
            Self::Login(status, words) => bilingual!(
                "the search engine refuses us (status {status}: {words}); `remote_login` and `remote_hosts` in the settings say how to log in",
                "搜索引擎拒绝访问（状态 {status}：{words}）；登录方式见设置中的 remote_login 和 remote_hosts"
            ),
            Self::NoIndex(index) => bilingual!(
                "there is no index {index}; `zhenews index --to ADDRESS PATH…` makes it",
                "没有索引 {index}；`zhenews index --to ADDRESS PATH…` 可建立"
            ),
            Self::NotOurs { index, missing } => bilingual!(
                "{index} is no index of zhenews: it lacks {missing}; load the reports into an index of another name with `zhenews index --to ADDRESS PATH…`",
                "{index} 不是 zhenews 的索引，缺少：{missing}；请用 `zhenews index --to ADDRESS PATH…` 把稿件装入另一个名称的索引"
            ),
            Self::OtherVersion(index) => bilingual!(
                "{index} was made by another version of zhenews; load the reports again, into an index of another name, with `zhenews index --to ADDRESS PATH…`",
                "{index} 由另一版本的 zhenews 建立；请用 `zhenews index --to ADDRESS PATH…` 把稿件重新装入另一个名称的索引"
            ),
            Self::Unfinished(days) => bilingual!(
                "the reports of {days} days are still being loaded; if nobody loads any, `zhenews index --to ADDRESS PATH…` finishes it",
                "有 {days} 天的稿件正在装入；若无人在装，可用 `zhenews index --to ADDRESS PATH…` 完成"
            ),
            Self::Changed => Bilingual::new(
                "the index has changed meanwhile; try again",
                "索引在此期间有变动；请再试",
            ),
            Self::Partial(answered, of) => bilingual!(
                "only {answered} of {of} parts of the index answered",
                "索引的 {of} 个分片中只有 {answered} 个作了回答"
            ),
            Self::NoCopies => Bilingual::new(
                "which reports are one text is not known of a collection on a search engine",
                "搜索引擎上的稿库不能辨认同一篇稿件",
            ),
            Self::TooMany(most) => bilingual!(
                "more than {most} reports are not sorted otherwise than by day",
                "超过 {most} 篇时只能按日期排列"
            ),
            Self::TooLarge(bytes) => bilingual!(
                "the search engine answers with more than {bytes} bytes",
                "搜索引擎的回答超过 {bytes} 字节"
            ),
            Self::Status(status, words) => bilingual!(
                "the search engine answers with status {status}: {words}",
                "搜索引擎回答状态 {status}：{words}"
            ),
            Self::NotUnderstood(what) => bilingual!(
                "this is no answer of a search engine ({what})",
                "这不是搜索引擎的回答（{what}）"
            ),
            Self::Redirected => Bilingual::new(
                "the search engine leads to another address, which is not followed; name that one",
                "搜索引擎指向另一个网址，不予跟随；请直接指明那个网址",
            ),
            Self::Settings(why) => why.clone(),
        };
        said.say(lang)
    }
}

display_in_english!(Error);

impl std::error::Error for Error {}
