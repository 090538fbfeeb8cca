//! The text in another script. What is drawn, scrolled and chosen is the text as it is shown; what is remembered,
//! searched and copied are places in the text as it is printed.

use std::ops::Range;
use std::sync::Arc;

use super::Reading;
use crate::app::galley::Galley;
use crate::document::Document;
use crate::text::conversion::{Places, ShownScript};
use crate::text::width::Ambiguous;
use crate::text::writing_mode::WritingMode;

/// A text in another script.
#[derive(Clone, Debug)]
pub(super) struct Conversion {
    shown: Arc<Document>,
    places: Places,
}

impl Reading {
    /// Shows the text in a script when it is fitted next. What is on top stays.
    pub fn show_in(&mut self, script: ShownScript) {
        if self.script == script {
            return;
        }
        let (anchor, hits) = (self.anchor(), std::mem::take(&mut self.hits));
        let hits: Vec<_> = hits.into_iter().map(|hit| self.to_source(hit)).collect();
        let converted = self.document.converted(script);
        self.script = script;
        self.conversion = converted.map(|(shown, places)| Conversion {
            shown: Arc::new(shown),
            places,
        });
        self.hits = hits.into_iter().map(|hit| self.to_shown(hit)).collect();
        self.run = None;
        self.galley = Galley::new(0, WritingMode::Horizontal(Ambiguous::Narrow));
        self.restore(anchor);
    }

    /// Returns the text as it is shown.
    pub fn shown(&self) -> &Arc<Document> {
        let conversion = self.conversion.as_ref();
        conversion.map_or(&self.document, |conversion| &conversion.shown)
    }

    /// Returns the script in which the text is shown, if it is printed in another.
    pub fn converted_to(&self) -> Option<ShownScript> {
        self.conversion.as_ref().map(|_| self.script)
    }

    /// Returns where some bytes of the printed text stand in what is shown.
    pub(in crate::app) fn to_shown(&self, source: Range<usize>) -> Range<usize> {
        match &self.conversion {
            Some(conversion) => conversion.places.shown(source),
            None => source,
        }
    }

    /// Returns for which bytes of the printed text some that are shown stand.
    pub(in crate::app) fn to_source(&self, shown: Range<usize>) -> Range<usize> {
        match &self.conversion {
            Some(conversion) => conversion.places.source(shown),
            None => shown,
        }
    }
}
