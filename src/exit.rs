//! How the program ends: every exit code in one place, for scripts to rely on.
//!
//! The help, the man page and the README state the same table; tests hold them to it.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// What was asked for was done.
    Success,
    /// Nothing was found, or `check` found problems.
    Nothing,
    /// The arguments do not make sense, or there is no terminal where one is needed.
    WrongUse,
    /// The input could not be read, the output or what was marked in the reader not be written, or anything else
    /// failed.
    Failure,
    /// A signal of this number ended the reader.
    Signal(u8),
}

/// Each code and its meaning in English and Chinese, as the help states them.
pub(crate) const MEANINGS: [(&str, [&str; 2]); 5] = [
    (
        "0",
        [
            "done; a reader of the output that leaves early (| head) is no failure",
            "完成；下游提前离开（| head）不算失败",
        ],
    ),
    (
        "1",
        [
            "nothing found; check: problems found, input that cannot be read among them",
            "没有找到；check：发现问题，输入读不了也算",
        ],
    ),
    (
        "2",
        [
            "wrong use: arguments, or no terminal for the reader",
            "用法不对：参数有误，或阅读器没有终端可用",
        ],
    ),
    (
        "3",
        [
            "failure: no input read, no feed fetched, refused by --strict, or output or marks not kept",
            "失败：没有可读的输入，被 --strict 拒绝，无法输出，标记未能保存，或订阅未能抓取",
        ],
    ),
    (
        "128+N",
        ["the reader was ended by signal N", "阅读器被信号 N 结束"],
    ),
];

impl Exit {
    /// Returns success where something was found.
    pub(crate) fn found(any: bool) -> Self {
        if any { Self::Success } else { Self::Nothing }
    }

    /// Returns the code that the shell sees; for a signal the shell's own 128 + number.
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Nothing => 1,
            Self::WrongUse => 2,
            Self::Failure => 3,
            Self::Signal(number) => 128_u8.saturating_add(number),
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_the_documented_one() {
        let exits = [Exit::Success, Exit::Nothing, Exit::WrongUse, Exit::Failure];
        for (exit, (code, _)) in exits.iter().zip(MEANINGS) {
            assert_eq!(exit.code().to_string(), code);
        }
        assert_eq!(Exit::Signal(15).code(), 143);
    }
}
