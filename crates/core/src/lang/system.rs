//! What the system says of a file, in sentences of ours: what is wrong, and what to do about it.
//!
//! An [`io::Error`] alone says nothing to a person, for it knows no path: with [`IoContext::context`] it becomes
//! a [`SystemError`], which does.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::sync::Arc;

use rustix::io::Errno;

use super::{Bilingual, Lang, Say};

/// What the system refused, and what that was about.
#[derive(Debug)]
pub struct SystemError {
    about: Bilingual,
    error: io::Error,
}

impl SystemError {
    /// Makes the error of what is about a path, a stream, or what was being done.
    pub fn new(about: impl Into<Bilingual>, error: io::Error) -> Self {
        Self {
            about: about.into(),
            error,
        }
    }

    /// Returns the kind of what the system said.
    pub fn kind(&self) -> ErrorKind {
        self.error.kind()
    }

    /// Returns what the system said.
    pub fn io(&self) -> &io::Error {
        &self.error
    }
}

impl Say for SystemError {
    fn say(&self, lang: Lang) -> String {
        lang.about(&self.about.say(lang), &system(&self.error).say(lang))
    }
}

display_in_english!(SystemError);

impl Error for SystemError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

/// Names what the system's errors are about.
pub trait IoContext<T> {
    /// Names the path, or says what was being done.
    ///
    /// # Errors
    ///
    /// What the system said, with the name.
    fn context(self, about: impl Into<Bilingual>) -> Result<T, SystemError>;
}

impl<T> IoContext<T> for io::Result<T> {
    fn context(self, about: impl Into<Bilingual>) -> Result<T, SystemError> {
        self.map_err(|error| SystemError::new(about, error))
    }
}

/// Says what the system says, and what to do about it.
pub fn system(error: &io::Error) -> Bilingual {
    if let Some(own) = own(error) {
        return own.clone();
    }
    let error = cause(error);
    let number = error.raw_os_error();
    let (english, chinese) = number
        .map(Errno::from_raw_os_error)
        .and_then(of_number)
        .or_else(|| of_kind(error.kind()))
        .or_else(|| is_of_resolver(error).then_some(NO_HOST))
        .unwrap_or(("the system refuses it", "系统拒绝了这一操作"));
    match number {
        Some(number) if is_unknown(english) => Bilingual::new(
            format!("{english}, with error number {number}"),
            format!("{chinese}，错误号 {number}"),
        ),
        _ => Bilingual::new(english, chinese),
    }
}

/// What is said where a name leads to no machine.
const NO_HOST: Sentence = (
    "there is no such host; check the name and the network",
    "没有这个主机；请检查名称和网络",
);

/// Returns whether the system's resolver of names said it, which has no number for it.
pub fn is_of_resolver(error: &io::Error) -> bool {
    error.raw_os_error().is_none() && error.to_string().contains("lookup address")
}

fn is_unknown(english: &str) -> bool {
    english == "the system refuses it"
}

/// Returns the sentence of an error that is one of ours in the system's clothes.
fn own(error: &io::Error) -> Option<&Bilingual> {
    error.get_ref()?.downcast_ref()
}

/// Returns the system's own error where another stands around it.
pub fn cause(error: &io::Error) -> &io::Error {
    let mut found = error;
    let mut next = error.get_ref().map(|inner| inner as &dyn Error);
    while let Some(inner) = next {
        // Some libraries share an error between threads, and an error behind an Arc is no source of it.
        let shared = || Some(&**inner.downcast_ref::<Arc<io::Error>>()?);
        found = inner.downcast_ref().or_else(shared).unwrap_or(found);
        next = inner.source();
    }
    found
}

type Sentence = (&'static str, &'static str);

/// What has no kind of its own in the standard library, or is said better by its number.
fn of_number(number: Errno) -> Option<Sentence> {
    Some(match number {
        Errno::MFILE | Errno::NFILE => (
            "too many files are open; close some programs, or raise the limit with ulimit -n",
            "打开的文件太多；请关闭一些程序，或用 ulimit -n 提高上限",
        ),
        Errno::LOOP => (
            "its links lead in a circle; name the file itself",
            "链接绕成了圈；请指明文件本身",
        ),
        Errno::IO => (
            "the device failed; see that it is connected and sound",
            "设备出错；请检查它是否接好、是否完好",
        ),
        Errno::NXIO | Errno::NODEV => (
            "there is no device or no reader behind it; name a file",
            "后面没有设备或读取者；请指明一个文件",
        ),
        Errno::NOTTY => (
            "it is no terminal; run this in a terminal",
            "它不是终端；请在终端里运行",
        ),
        Errno::BADF => (
            "it is closed; give it a file or a terminal",
            "它已关闭；请接到文件或终端",
        ),
        Errno::NOLCK => (
            "no lock can be had there; keep it on a local disk",
            "那里无法加锁；请放在本机磁盘上",
        ),
        _ => return None,
    })
}

fn of_kind(kind: ErrorKind) -> Option<Sentence> {
    of_path(kind)
        .or_else(|| of_room(kind))
        .or_else(|| of_other(kind))
}

/// What is wrong with a path.
fn of_path(kind: ErrorKind) -> Option<Sentence> {
    Some(match kind {
        ErrorKind::NotFound => (
            "no such file or directory; check the path",
            "没有这个文件或目录；请检查路径",
        ),
        ErrorKind::PermissionDenied => (
            "permission denied; ls -l shows who may read and write it",
            "没有权限；用 ls -l 可查看谁能读写",
        ),
        ErrorKind::NotADirectory => (
            "a part of the path is no directory; check the path",
            "路径中有一段不是目录；请检查路径",
        ),
        ErrorKind::IsADirectory => (
            "it is a directory, and a file is needed; name a file in it",
            "这是目录，需要的是文件；请指明其中的文件",
        ),
        ErrorKind::AlreadyExists => (
            "there is a file of this name already; choose another name",
            "已有同名文件；请换个名称",
        ),
        ErrorKind::DirectoryNotEmpty => (
            "the directory is not empty; choose another name",
            "目录不是空的；请换个名称",
        ),
        ErrorKind::InvalidFilename => (
            "the name is too long or has a character that is not allowed; choose another",
            "名称太长或含有不允许的字符；请换个名称",
        ),
        ErrorKind::InvalidInput => (
            "the system does not take this path or request; check the path",
            "系统不接受这个路径或请求；请检查路径",
        ),
        ErrorKind::TooManyLinks | ErrorKind::CrossesDevices => (
            "it cannot be linked or moved there; choose a place on the same disk",
            "无法链接或移到那里；请选同一磁盘上的位置",
        ),
        _ => return None,
    })
}

/// What there is no room for.
fn of_room(kind: ErrorKind) -> Option<Sentence> {
    Some(match kind {
        ErrorKind::StorageFull => (
            "no space is left on the disk; make room and try again",
            "磁盘空间不足；请腾出空间再试",
        ),
        ErrorKind::QuotaExceeded => (
            "your disk quota is used up; make room and try again",
            "磁盘配额已用完；请腾出空间再试",
        ),
        ErrorKind::FileTooLarge => (
            "the file would be larger than is allowed; raise the limit with ulimit -f, or write less",
            "文件超过允许的大小；请用 ulimit -f 提高上限，或少写一些",
        ),
        ErrorKind::ReadOnlyFilesystem => (
            "the disk is read-only; choose another place",
            "磁盘是只读的；请换个位置",
        ),
        ErrorKind::WriteZero => (
            "nothing more can be written; see that there is room",
            "无法继续写入；请检查空间是否足够",
        ),
        ErrorKind::OutOfMemory => (
            "there is not enough memory; close some programs and try again",
            "内存不足；请关闭一些程序再试",
        ),
        ErrorKind::ArgumentListTooLong => (
            "there are too many arguments; name the directory instead",
            "参数太多；请改为指明目录",
        ),
        _ => return None,
    })
}

fn of_other(kind: ErrorKind) -> Option<Sentence> {
    Some(match kind {
        ErrorKind::BrokenPipe => (
            "who read it has ended; start the reading program again",
            "读取的一方已结束；请重新运行它",
        ),
        ErrorKind::Interrupted => ("it was interrupted; try again", "操作被中断；请再试"),
        ErrorKind::TimedOut => (
            "there was no answer in time; try again",
            "等不到回应；请再试",
        ),
        ErrorKind::UnexpectedEof => (
            "it ends too early; it may be cut off, so get it again",
            "内容过早结束；可能不完整，请重新取得",
        ),
        ErrorKind::InvalidData => (
            "it is not text in UTF-8, or it is damaged; convert it, or get it again",
            "它不是 UTF-8 文本，或已损坏；请转换编码或重新取得",
        ),
        ErrorKind::WouldBlock
        | ErrorKind::ResourceBusy
        | ErrorKind::ExecutableFileBusy
        | ErrorKind::Deadlock => (
            "another program is using it; try again when that has finished",
            "另一个程序正在使用它；请等它结束再试",
        ),
        ErrorKind::NotSeekable => (
            "it is a pipe, and a file is needed; save it as a file first",
            "它是管道，需要的是文件；请先存成文件",
        ),
        ErrorKind::Unsupported => (
            "this disk or system cannot do it; choose another place",
            "这个磁盘或系统做不到；请换个位置",
        ),
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::NotConnected => (
            "the network does not answer; see that it is connected, and try again",
            "网络没有回应；请检查连接后再试",
        ),
        ErrorKind::ConnectionRefused => (
            "nothing takes connections there; check the address and the port, or try again later",
            "那里不接受连接；请检查地址和端口，或以后再试",
        ),
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => (
            "the other end broke the connection; try again later",
            "对方断开了连接；请以后再试",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_han(text: &str) -> bool {
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    #[test]
    fn every_number_of_the_system_has_a_sentence_in_both_languages() {
        for number in 1..=140 {
            let error = io::Error::from_raw_os_error(number);
            let sentence = system(&error);
            assert!(!is_han(&sentence.english), "{number}: {sentence:?}");
            assert!(is_han(&sentence.chinese), "{number}: {sentence:?}");
            for said in [&sentence.english, &sentence.chinese] {
                assert!(!said.contains("os error"), "{number}: {said}");
            }
        }
    }

    #[test]
    fn a_name_that_leads_nowhere_is_told_as_such() {
        let said = "failed to lookup address information: Name or service not known";
        let sentence = system(&io::Error::other(said));
        assert!(sentence.english.contains("no such host"), "{sentence:?}");
        assert!(sentence.chinese.contains("主机"), "{sentence:?}");
    }

    #[test]
    fn what_happens_to_files_is_told_with_what_to_do() {
        for number in [
            Errno::NOENT,
            Errno::ACCESS,
            Errno::PERM,
            Errno::NOSPC,
            Errno::DQUOT,
            Errno::ROFS,
            Errno::ISDIR,
            Errno::NOTDIR,
            Errno::MFILE,
            Errno::LOOP,
            Errno::NAMETOOLONG,
            Errno::FBIG,
            Errno::INTR,
            Errno::PIPE,
            Errno::CONNREFUSED,
            Errno::CONNRESET,
            Errno::IO,
        ] {
            let sentence = system(&number.into());
            assert!(sentence.english.contains("; "), "{number:?}: {sentence:?}");
            assert!(sentence.chinese.contains('；'), "{number:?}: {sentence:?}");
            assert!(!is_unknown(&sentence.english), "{number:?}");
        }
    }

    #[test]
    fn an_error_within_an_error_is_the_one_that_is_told() {
        let outer = io::Error::other(io::Error::from(Errno::NOSPC));
        assert_eq!(system(&outer), system(&Errno::NOSPC.into()));
        let own = Bilingual::new("it moved", "它移走了");
        assert_eq!(system(&io::Error::other(own.clone())), own);
        assert!(!is_han(&system(&io::Error::other("其它")).english));
    }

    #[test]
    fn a_path_is_named() {
        let absent: io::Result<()> = Err(Errno::NOENT.into());
        let error = absent.context("甲.json").unwrap_err();
        assert_eq!(
            error.to_string(),
            "甲.json: no such file or directory; check the path"
        );
        assert_eq!(
            error.say(Lang::Zh),
            "甲.json：没有这个文件或目录；请检查路径"
        );
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }
}
