//! Opens the links of a report: one at once, of several the one that is chosen. Where no browser takes an address it
//! is shown.

use std::collections::HashSet;

use super::keymap::Command;
use super::keys::Code;
use super::link::{all_in, web_address};
use super::links::Links;
use super::overlay::{Kind, Overlay};
use super::{Effect, Layer, Model};
use crate::article::{Article, Block};
use crate::lang::{Bilingual, Lang, Say as _};

impl Model {
    /// Opens the report's link; where it has several they are offered.
    pub(super) fn open_link(&mut self) {
        let index = self.pane.article();
        let Some(article) = index.and_then(|index| self.article(index)) else {
            return;
        };
        let mut addresses = addresses(article);
        let has_bad = article.url.is_some();
        match (addresses.len(), addresses.pop()) {
            (1, Some(address)) => self.open_address(address),
            (_, Some(last)) => {
                addresses.push(last);
                self.show(Kind::Links(Links::new(addresses, None)));
            }
            (_, None) => self.tell_no_link(has_bad),
        }
    }

    /// Says that there is no link, or (`has_bad`) none that is followed.
    pub(super) fn tell_no_link(&mut self, has_bad: bool) {
        let why = if has_bad {
            self.lang.pick(
                "not opened: not a plain http or https address",
                "未打开：不是合规的 http 或 https 网址",
            )
        } else {
            self.lang
                .pick("this report has no link", "这篇报道没有链接")
        };
        self.notice = Some(why.to_owned());
    }

    fn open_address(&mut self, address: String) {
        self.notice = Some(match self.lang {
            Lang::En => format!("opening in the browser: {address}"),
            Lang::Zh => format!("正在浏览器中打开：{address}"),
        });
        self.effects.push(Effect::Open(address));
    }

    /// Acts on the links that are offered. Returns whether that is all.
    pub(super) fn act_on_links(&mut self, command: Command) -> bool {
        let pressed = self.typeahead.pressed.map(|key| key.outside_text().code);
        let Some(Kind::Links(links)) = self.front.overlay().map(Overlay::kind) else {
            return false;
        };
        let chosen = match (command, pressed) {
            (Command::ChooseFolder, Some(Code::Char(digit))) => {
                let number = digit.to_digit(10);
                number.and_then(|number| links.numbered(number))
            }
            (Command::EnterText | Command::Open | Command::Copy, _) => links.chosen(),
            _ => return false,
        };
        let Some(address) = chosen.cloned() else {
            return true;
        };
        self.front.overlays.pop();
        if command == Command::Copy {
            self.notice = Some(match self.lang {
                Lang::En => format!("copied: {address}"),
                Lang::Zh => format!("已复制：{address}"),
            });
            self.effects.push(Effect::Copy(address));
        } else {
            self.open_address(address);
        }
        true
    }

    /// Says that no browser took an address, and why, and shows the address.
    pub(super) fn not_opened(&mut self, address: &str, why: &Bilingual) {
        let not_opened = self.lang.pick("not opened", "未打开");
        self.notice = Some(self.lang.about(not_opened, &why.say(self.lang)));
        // Whoever does something else by now is not interrupted.
        if matches!(self.layer(), Layer::Panes | Layer::Lines) {
            let links = Links::new(vec![address.to_owned()], Some(why.clone()));
            self.show(Kind::Links(links));
        }
    }
}

/// Returns the addresses of a report that a browser may be given, each once: its own, those that its text links to,
/// and those that stand in its text.
fn addresses(article: &Article) -> Vec<String> {
    let named = article.url.iter().chain(&article.links);
    let named = named.filter_map(|address| web_address(address));
    let texts = article.body.iter().map(Block::text);
    let mut known = HashSet::new();
    let all = named.chain(texts.flat_map(all_in));
    all.filter(|address| known.insert(*address))
        .map(str::to_owned)
        .collect()
}
