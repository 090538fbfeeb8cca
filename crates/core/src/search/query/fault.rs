//! What could not be understood of a query.

use std::ops::Range;

use crate::lang::{Lang, Say};

/// Groups within each other that are read. People use two.
pub(super) const DEEPEST: usize = 24;

/// A part of a query that could not be understood as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands in what was typed, in bytes: whole characters, and never empty.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What is wrong with a part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A quotation mark that nothing closes.
    OpenQuote,
    /// A parenthesis that nothing closes.
    OpenGroup,
    /// A parenthesis that closes nothing.
    StrayClose,
    /// More parentheses within each other than are read.
    TooDeep,
    /// `OR` without a term on each side.
    DanglingOr,
    /// `AND` without a term on each side.
    DanglingAnd,
    /// `NOT` without a term behind it.
    DanglingNot,
    /// A field's name with nothing behind it.
    EmptyField,
    /// Not a date, where one is expected.
    BadDate,
    /// A range of dates that ends before it begins. It is read the other way round.
    ReversedRange,
    /// Not a mark, where one is expected.
    UnknownMark,
    /// Nearly a field's name, and sought as text; the name that may be meant.
    NearlyField(&'static str),
}

/// Says what is wrong and what is expected.
impl Say for Fault {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.english(),
            Lang::Zh => self.chinese(),
        }
    }
}

impl Fault {
    fn english(&self) -> String {
        match self.wrong {
            Wrong::OpenQuote => "a quotation mark is not closed".to_owned(),
            Wrong::OpenGroup => "a parenthesis is not closed".to_owned(),
            Wrong::StrayClose => {
                "a parenthesis closes nothing; take it out, or put it between quotation marks"
                    .to_owned()
            }
            Wrong::TooDeep => {
                format!("more than {DEEPEST} parentheses within each other; take some out")
            }
            Wrong::DanglingOr => "OR needs a word on each side; \"OR\" finds it as text".to_owned(),
            Wrong::DanglingAnd => {
                "AND needs a word on each side; \"AND\" finds it as text".to_owned()
            }
            Wrong::DanglingNot => "NOT needs a word behind it; \"NOT\" finds it as text".to_owned(),
            Wrong::EmptyField => {
                "a word or \"a phrase\" is to follow the colon directly".to_owned()
            }
            Wrong::BadDate => {
                "not a date: write 2019, 2019-11, 2019-11-22 or a range, 2018..2019-11".to_owned()
            }
            Wrong::ReversedRange => "the range ends before it begins".to_owned(),
            Wrong::UnknownMark => {
                "not a mark: there are is:unread, is:read, is:starred, is:noted, is:new".to_owned()
            }
            Wrong::NearlyField(name) => {
                format!(
                    "no such field; did you mean {name}:? To find it as text, put it in quotation marks"
                )
            }
        }
    }

    fn chinese(&self) -> String {
        match self.wrong {
            Wrong::OpenQuote => "引号没有闭合".to_owned(),
            Wrong::OpenGroup => "括号没有闭合".to_owned(),
            Wrong::StrayClose => "多出一个右括号；请去掉，或加引号".to_owned(),
            Wrong::TooDeep => format!("括号嵌套超过 {DEEPEST} 层；请去掉一些"),
            Wrong::DanglingOr => "OR 两边都要有词；要查找这个词本身，写成 \"OR\"".to_owned(),
            Wrong::DanglingAnd => "AND 两边都要有词；要查找这个词本身，写成 \"AND\"".to_owned(),
            Wrong::DanglingNot => "NOT 后面要有词；要查找这个词本身，写成 \"NOT\"".to_owned(),
            Wrong::EmptyField => "冒号后面要紧跟一个词或 \"短语\"".to_owned(),
            Wrong::BadDate => {
                "不是日期：可写 2019、2019-11、2019年11月22日，或范围 2018..2019-11".to_owned()
            }
            Wrong::ReversedRange => "范围的起止颠倒".to_owned(),
            Wrong::UnknownMark => {
                "没有这种标记；可写 是：未读、是：已读、是：星标、是：笔记、是：新到".to_owned()
            }
            Wrong::NearlyField(name) => {
                format!("没有这个字段，是否指 {name}：？要查找这个词本身，请加引号")
            }
        }
    }
}
