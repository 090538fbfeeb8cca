//! The script in which the text is shown.

use crate::app::Model;
use crate::text::conversion::ShownScript;

/// Says that the text is not shown as it is printed.
pub(super) fn shown(model: &Model) -> Option<String> {
    let script = model.pane.reading.as_ref()?.converted_to()?;
    let said = match script {
        ShownScript::Original => return None,
        ShownScript::Simplified => ("in simplified", "转为简体"),
        ShownScript::Traditional => ("in traditional", "转为繁体"),
        ShownScript::Taiwan => ("in Taiwan's words", "转为台湾用词"),
        ShownScript::HongKong => ("in Hong Kong's words", "转为香港用词"),
    };
    Some(model.lang.pick(said.0, said.1).to_owned())
}
