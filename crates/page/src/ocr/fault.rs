//! Why a file of recognized text cannot be read.

use std::io;

use crate::lang::{Lang, Say, display_in_english, system};

/// Why a file of recognized text cannot be read.
#[derive(Debug)]
pub enum Fault {
    /// It is broken XML: what the parser says, with the place.
    Xml(String),
    /// It is broken JSON: what the parser says, with the place.
    Json(String),
    /// It is of none of the forms that are known.
    Unknown,
    /// There is no text in it.
    NoText,
    /// A file that it names cannot be read.
    Beside(String, io::Error),
}

impl Say for Fault {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Xml(what), Lang::En) => {
                format!("it is broken XML ({what}); have the page recognized again")
            }
            (Self::Xml(what), Lang::Zh) => format!("XML 已损坏（{what}）；请重新识别此页"),
            (Self::Json(what), Lang::En) => {
                format!("it is broken JSON ({what}); have the page recognized again")
            }
            (Self::Json(what), Lang::Zh) => format!("JSON 已损坏（{what}）；请重新识别此页"),
            (Self::Unknown, _) => lang
                .pick(
                    "it is no recognized text of a known form; give ALTO, METS, PAGE, hOCR, or the JSON of PaddleOCR, \
                     RapidOCR, Umi-OCR or MinerU",
                    "不是已知格式的识别结果；可用 ALTO、METS、PAGE、hOCR，或 PaddleOCR、RapidOCR、Umi-OCR、MinerU 的 JSON",
                )
                .to_owned(),
            (Self::NoText, _) => lang
                .pick(
                    "no text was recognized in it; have the page recognized again",
                    "其中没有识别出文字；请重新识别此页",
                )
                .to_owned(),
            (Self::Beside(name, error), _) => {
                let why = system(error).say(lang);
                match lang {
                    Lang::En => format!("it names {name}: {why}"),
                    Lang::Zh => format!("它引用的 {name}：{why}"),
                }
            }
        }
    }
}

display_in_english!(Fault);

impl std::error::Error for Fault {}

impl From<quick_xml::Error> for Fault {
    fn from(error: quick_xml::Error) -> Self {
        Self::Xml(error.to_string())
    }
}

impl From<roxmltree::Error> for Fault {
    fn from(error: roxmltree::Error) -> Self {
        Self::Xml(error.to_string())
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error.to_string())
    }
}
