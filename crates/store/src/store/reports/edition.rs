//! What holds for the reports of an edition: what it says itself, and what an object within it does that tells of the
//! paper or the channel.

use super::super::account::Tally;
use super::super::json::{self, Kind, Object};
use super::super::names::{Field, is_head};
use super::fields::{Fields, Named};
use super::identity::Identity;
use super::{Edition, Reports};
use crate::article::Article;

impl<'t> Reports<'t, '_> {
    /// Reads what an edition says besides its reports.
    pub(super) fn edition(&mut self, edition: &Object<'t>) -> Edition {
        self.values.is_later = false;
        let fields = Fields::new(edition, self.names);
        let source = self.text(&fields, Field::Source);
        let mut defaults = Article {
            published: self.published(&fields, source.as_deref()),
            source,
            section: self.text(&fields, Field::Section),
            ..Article::default()
        };
        // A day's or a channel's heading says whose reports they are.
        if let Some(title) = self.text(&fields, Field::Title) {
            self.values.is_later = true;
            if defaults.source.is_none() {
                defaults.source = Some(title);
            } else if defaults.section.is_none() && defaults.source.as_ref() != Some(&title) {
                defaults.section = Some(title);
            }
        }
        if defaults.source.is_none() && defaults.section.is_none() {
            // What has a Chinese name is more than a table of a database.
            let name = self.name_of(edition);
            defaults.source = name.filter(|name| !name.is_ascii());
            self.values.is_later |= defaults.source.is_some();
        }
        if !self.names.is_first_form() || edition.0.iter().any(|(name, _)| name == "home_page_url")
        {
            let mut told = Vec::new();
            defaults.authors = self.authors(&fields, None, &mut told);
        }
        self.values.is_later |= self.take_from_within(edition, &mut defaults);
        defaults.page = self.page(edition, &fields);
        self.values.is_later |= defaults.page.is_some();
        if let (Some(account), Some(marks)) = (&mut self.account, &mut self.values.marks) {
            let mut tally = Tally::default();
            tally.add(edition, marks);
            account.add_edition(&tally, |name| self.names.means(name, Field::Articles));
            marks.clear();
        }
        Edition {
            identity: self.values.is_later.then(|| Identity::new(&fields).issue()),
            defaults,
        }
    }

    /// The page of a newspaper on which all stand, and not how a list is paged.
    fn page(&mut self, edition: &Object<'t>, fields: &Fields<'_, 't>) -> Option<String> {
        const PAGING: [&str; 7] = [
            "size", "total", "count", "pages", "limit", "perpage", "more",
        ];
        let is_later = self.values.is_later;
        let is_paged = edition.0.iter().any(|(name, _)| {
            let name = name.to_lowercase();
            PAGING.iter().any(|word| name.contains(word))
        });
        let has_section = defaults_have(fields, Field::Section);
        let label = self.field(fields, Field::Page, |values, named| {
            let label = values.label(named)?;
            let is_written = label.contains(|c: char| c.is_alphabetic()) || label.starts_with('0');
            let is_page = named.name.contains('版') || is_written || has_section && !is_paged;
            is_page.then_some(label)
        });
        self.values.is_later = is_later;
        label
    }

    /// Takes what an edition lacks from an object within it; returns whether that is anything.
    fn take_from_within(&mut self, edition: &Object<'t>, defaults: &mut Article) -> bool {
        let is_later = std::mem::take(&mut self.values.is_later);
        let mut is_taken = false;
        for (name, value) in &edition.0 {
            if Kind::of(value) != Kind::Object || !is_head(name) {
                continue;
            }
            let Ok(within) = json::fields(value) else {
                continue;
            };
            let fields = Fields::new(&within, self.names);
            let source = self
                .text(&fields, Field::Source)
                .or_else(|| self.text(&fields, Field::Title))
                .or_else(|| self.name_of(&within));
            if let Some(source) = source.filter(|_| defaults.source.is_none()) {
                // The name of a channel is known as that of a section, too.
                if defaults.section.as_ref() == Some(&source) {
                    defaults.section = None;
                }
                defaults.source = Some(source);
                is_taken = true;
            }
            if defaults.published.is_none() {
                defaults.published = self.published(&fields, defaults.source.as_deref());
                is_taken |= defaults.published.is_some();
            }
            if defaults.section.is_none() {
                defaults.section = self.text(&fields, Field::Section);
                is_taken |= defaults.section.is_some();
            }
        }
        self.values.is_later = is_later;
        is_taken
    }

    /// What an object is called that has a name and no title.
    fn name_of(&mut self, object: &Object<'t>) -> Option<String> {
        let mut fields = object.0.iter().rev();
        let (name, value) = fields.find(|(name, _)| matches!(&**name, "name" | "名称" | "名稱"))?;
        self.values.field = Field::Source;
        self.values.text(&Named::new(name, value))
    }
}

fn defaults_have(fields: &Fields<'_, '_>, field: Field) -> bool {
    fields.all(field).next().is_some()
}
