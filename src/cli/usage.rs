//! What is wrong with arguments, in Chinese: the parser says it in English only, and of what kind it is.

use std::error::Error as _;
use std::ffi::OsString;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::help;
use crate::lang::Bilingual;

/// Says what is wrong with what was typed, what was perhaps meant, and how the command is used, each on a line;
/// `None` for what is no error, as help.
pub(super) fn in_chinese(error: &Error, typed: &[OsString]) -> Option<String> {
    // By the Chinese definitions values are called as in the help.
    let again = help::in_chinese().try_get_matches_from(typed).err();
    let again = again.filter(|again| again.kind() == error.kind());
    let error = again.as_ref().unwrap_or(error);
    let usage = text(error, ContextKind::Usage);
    let usage = usage.map(|usage| help::usage(&usage));
    let lines = [
        Some(format!("错误：{}", wrong(error)?)),
        meant(error),
        usage,
        Some("说明见 `--help`".to_owned()),
    ];
    Some(lines.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}

fn wrong(error: &Error) -> Option<String> {
    let of = |kind| text(error, kind).unwrap_or_default();
    let argument = || of(ContextKind::InvalidArg);
    let value = || of(ContextKind::InvalidValue);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => format!("没有 `{}` 这个参数", argument()),
        ErrorKind::InvalidValue if value().is_empty() => format!("`{}` 后面须有一个值", argument()),
        ErrorKind::InvalidValue => {
            let valid = of(ContextKind::ValidValue);
            format!("`{}` 不能是 `{}`，可用的有：{valid}", argument(), value())
        }
        ErrorKind::InvalidSubcommand => {
            format!("没有 `{}` 这个命令", of(ContextKind::InvalidSubcommand))
        }
        ErrorKind::ValueValidation => {
            let why = error.source().and_then(|why| why.downcast_ref());
            let why = why.map_or("不在允许的范围内", |why: &Bilingual| &*why.chinese);
            format!("`{}` 的值 `{}` 不行：{why}", argument(), value())
        }
        ErrorKind::ArgumentConflict => {
            let prior = of(ContextKind::PriorArg);
            if prior.is_empty() || prior == argument() {
                format!("`{}` 只能用一次", argument())
            } else {
                format!("`{}` 不能与 {prior} 同用", argument())
            }
        }
        ErrorKind::MissingRequiredArgument => format!("还缺参数：{}", argument()),
        ErrorKind::MissingSubcommand => "还缺一个命令".to_owned(),
        ErrorKind::NoEquals => format!("`{}` 与值之间要有等号", argument()),
        ErrorKind::TooManyValues => format!("`{}` 多了一个值 `{}`", argument(), value()),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("`{}` 的值的个数不对", argument())
        }
        ErrorKind::InvalidUtf8 => "有参数不是 UTF-8 文本".to_owned(),
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion => return None,
        _ => "参数有误".to_owned(),
    })
}

/// Asks whether something that is there was meant.
fn meant(error: &Error) -> Option<String> {
    let suggested = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    let meant = suggested.into_iter().find_map(|kind| text(error, kind))?;
    Some(format!("是否指 `{meant}`？"))
}

/// Returns what an error says of something.
fn text(error: &Error, kind: ContextKind) -> Option<String> {
    Some(match error.get(kind)? {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(_) | ContextValue::None => return None,
        other => other.to_string(),
    })
}
