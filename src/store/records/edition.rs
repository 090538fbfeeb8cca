//! An edition: an object with `articles`, and with fields that hold for all of them.

use serde_json::value::RawValue;

use super::super::json::{self, Fault, Kind, Object, offset};
use super::super::names::Field;
use super::{Next, Reader};

impl<'t> Reader<'t, '_> {
    /// Reads an edition that is JSON.
    pub(super) fn edition(&mut self, fields: Object<'t>, articles: &'t RawValue) {
        let end = self.at;
        self.open(fields);
        if Kind::of(articles) == Kind::Array {
            for item in json::items(articles) {
                self.article(item);
            }
        } else {
            self.found.faults.push(Fault {
                at: offset(self.text, articles),
                what: format!(
                    "`articles` is {}, expected an array of articles",
                    Kind::of(articles)
                ),
            });
        }
        self.edition = None;
        self.at = end;
    }

    fn article(&mut self, item: &'t RawValue) {
        let start = offset(self.text, item);
        self.at = start;
        if Kind::of(item) != Kind::Object {
            return self.no_record(Kind::of(item));
        }
        self.at += item.get().len();
        match json::fields(item) {
            Ok(fields) => self.record(start, fields),
            Err(fault) => self.found.faults.push(Fault {
                at: start + fault.at,
                ..fault
            }),
        }
    }

    fn open(&mut self, fields: Object<'t>) {
        self.edition = Some(self.found.editions.len());
        self.found.editions.push(fields);
    }

    /// Reads an object with a syntax error in it as an edition, article by article; returns the
    /// error if it is none.
    pub(super) fn broken_edition(&mut self, fault: Fault) -> Result<(), Fault> {
        let start = self.at;
        self.at += 1;
        let mut fields = Object::default();
        let found = self.fields_to_articles(&mut fields);
        if found {
            self.open(fields);
        } else if let Some(array) = self.articles_after(fault.at) {
            self.found.faults.push(fault);
            self.open(fields);
            self.at = array;
        } else {
            self.at = start;
            return Err(fault);
        }
        self.array();
        self.end_of_edition();
        self.edition = None;
        Ok(())
    }

    /// Reads fields up to the array of articles; returns whether it came there.
    fn fields_to_articles(&mut self, fields: &mut Object<'t>) -> bool {
        while let Some(name) = self.name() {
            if self.names.means(&name, Field::Articles) && self.peek() == Some(b'[') {
                return true;
            }
            let Ok((value, end)) = self.budget.value::<&RawValue>(self.text, self.at) else {
                return false;
            };
            fields.0.push((name.into(), value));
            self.at = end;
            if !self.eat(b',') {
                return false;
            }
        }
        false
    }

    /// Finds the array of articles behind an error, in a text that begins with this object.
    fn articles_after(&mut self, error: usize) -> Option<usize> {
        if !self.found.records.is_empty() || !self.found.faults.is_empty() {
            return None;
        }
        let rest = self.text.get(error..)?;
        rest.match_indices('[').map(|(at, _)| at).find_map(|at| {
            let before = rest.get(..at)?.trim_end().strip_suffix(':')?.trim_end();
            let (_, name) = before.strip_suffix('"')?.rsplit_once('"')?;
            self.names
                .means(name, Field::Articles)
                .then_some(error + at)
        })
    }

    /// Reads what follows the articles: more fields, which hold for them too.
    fn end_of_edition(&mut self) {
        while self.next == Next::Read && self.eat(b',') {
            let Some(name) = self.name() else { break };
            match self.budget.value::<&RawValue>(self.text, self.at) {
                Ok((value, end)) => {
                    self.at = end;
                    if let Some(edition) = self.found.editions.last_mut() {
                        edition.0.push((name.into(), value));
                    }
                }
                Err(fault) => return self.search(fault),
            }
        }
        if self.next == Next::Read && !self.eat(b'}') {
            self.search(json::unexpected(self.text, self.at, "expected `,` or `}`"));
        }
    }

    /// Reads a name and the colon after it.
    fn name(&mut self) -> Option<String> {
        (self.peek()? == b'"').then_some(())?;
        let (name, end) = self.budget.value::<&RawValue>(self.text, self.at).ok()?;
        self.at = end;
        let colon = self.eat(b':');
        self.peek();
        colon.then(|| json::string(name).0)
    }
}
