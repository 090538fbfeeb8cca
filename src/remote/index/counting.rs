//! Counting the reports of an index: by days and by names, each exactly.

use serde_json::{Value, json};

use super::answer::{buckets, number};
use super::{Index, Part};
use crate::remote::client::GiveUp;
use crate::remote::{Error, Filter};
use crate::search::counts::{Count, Facet, Histogram, Kind, Span};

/// So many values are told in one answer.
const MOST_VALUES: usize = 10_000;

impl Index {
    /// Counts the reports that meet a filter by days, the newest first; the key 0 is no day.
    ///
    /// # Errors
    ///
    /// When it cannot be asked.
    pub fn count_days(&self, filter: &Filter, give_up: GiveUp) -> Result<Vec<(u32, usize)>, Error> {
        let counts = self.values("day", filter, give_up)?;
        let day = |(key, count): (Value, usize)| {
            let day = key.as_u64().and_then(|day| u32::try_from(day).ok());
            Ok((
                day.ok_or_else(|| Error::NotUnderstood("day".into()))?,
                count,
            ))
        };
        let days: Result<Vec<_>, _> = counts.into_iter().map(day).collect();
        days.map(|mut days| {
            days.reverse();
            days
        })
    }

    /// Counts the reports that meet a filter by the values of a kind, of which the `count` values that most have are
    /// kept.
    ///
    /// # Errors
    ///
    /// When it cannot be asked.
    pub fn facet(
        &self,
        filter: &Filter,
        kind: Kind,
        count: usize,
        give_up: GiveUp,
    ) -> Result<Facet, Error> {
        let Some(field) = field_of(kind) else {
            let days = self.count_days(filter, give_up)?.into_iter();
            let count_of = |(day, matching)| (day, Count { matching, all: 0 });
            return Ok(Facet::of_years(
                &Histogram::new(Span::Year, days.map(count_of)),
                count,
            ));
        };
        let asked = json!({
            "size": 0, "track_total_hits": false, "query": filter.json(),
            "aggs": {"without": {"missing": {"field": field}}},
        });
        let answer = self.search(&asked, give_up)?;
        let without = number(&answer["aggregations"]["without"]["doc_count"])? as usize;
        let values = self.values(field, filter, give_up)?.into_iter();
        let name = |(key, count): (Value, usize)| match key {
            Value::String(name) => Ok((name, count)),
            _ => Err(Error::NotUnderstood(field.to_owned())),
        };
        let values: Vec<_> = values.map(name).collect::<Result<_, _>>()?;
        Ok(Facet::new(values, without, count))
    }

    /// Counts the reports that meet a filter by each value of a field, all of them, in the values' order.
    fn values(
        &self,
        field: &str,
        filter: &Filter,
        give_up: GiveUp,
    ) -> Result<Vec<(Value, usize)>, Error> {
        let mut values: Vec<(Value, usize)> = Vec::new();
        loop {
            let mut source = json!({
                "size": MOST_VALUES, "sources": [{"value": {"terms": {"field": field}}}],
            });
            if let Some((last, _)) = values.last() {
                source["after"] = json!({"value": last});
            }
            let answer = self.search(
                &json!({
                    "size": 0, "track_total_hits": false, "query": filter.json(),
                    "aggs": {"values": {"composite": source}},
                }),
                give_up,
            )?;
            let some = buckets(&answer, "values");
            for bucket in some {
                let count = number(&bucket["doc_count"])? as usize;
                values.push((bucket["key"]["value"].clone(), count));
            }
            if some.len() < MOST_VALUES {
                return Ok(values);
            }
        }
    }

    /// Returns the days with how many reports they have, the newest first, and whether these are numbered; and whether
    /// that is a part.
    pub(in crate::remote) fn numbered_days(
        &self,
        give_up: GiveUp,
    ) -> Result<(Vec<NumberedDay>, Part), Error> {
        let mut days: Vec<NumberedDay> = Vec::new();
        let mut part = None;
        loop {
            let mut source = json!({
                "size": MOST_VALUES,
                "sources": [{"day": {"terms": {"field": "day", "order": "desc"}}}],
            });
            if let Some(last) = days.last() {
                source["after"] = json!({"day": last.day});
            }
            let (answer, lacking) = self.search_part(
                &json!({
                    "size": 0, "track_total_hits": true,
                    "aggs": {"days": {
                        "composite": source,
                        "aggs": {"before": {"extended_stats": {"field": "before"}}},
                    }},
                }),
                give_up,
            )?;
            part = part.or(lacking);
            let some = buckets(&answer, "days");
            for bucket in some {
                days.push(NumberedDay::of(bucket)?);
            }
            if some.len() < MOST_VALUES {
                return Ok((days, part));
            }
        }
    }
}

/// A day with how many reports it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::remote) struct NumberedDay {
    pub(in crate::remote) day: u32,
    /// How many places there must be: as many as it has reports, or more where some did not answer.
    pub(in crate::remote) places: usize,
    /// Whether each of its reports has a place of its own and none is free between them.
    pub(in crate::remote) is_numbered: bool,
}

impl NumberedDay {
    fn of(bucket: &Value) -> Result<Self, Error> {
        let day = number(&bucket["key"]["day"])?;
        let count = number(&bucket["doc_count"])?;
        let stats = &bucket["before"];
        #[expect(clippy::cast_precision_loss, reason = "sums are compared nearly")]
        let n = count as f64;
        // So many numbers from 0 on have one sum, and their squares another: no other numbers have both.
        let is_near = |name: &str, wanted: f64| {
            let own = stats[name].as_f64();
            own.is_some_and(|own| (own - wanted).abs() <= wanted.abs() * 1e-12)
        };
        let is_numbered = is_near("min", 0.0)
            && is_near("max", n - 1.0)
            && is_near("sum", n * (n - 1.0) / 2.0)
            && is_near("sum_of_squares", n * (n - 1.0) * (2.0 * n - 1.0) / 6.0);
        let last = stats["max"].as_f64().unwrap_or(0.0);
        #[expect(clippy::cast_sign_loss, reason = "it is clamped")]
        // Reports stand in a row of 32 bits.
        let last = last.clamp(0.0, f64::from(u32::MAX)) as u64;
        Ok(Self {
            day: u32::try_from(day).map_err(|_| Error::NotUnderstood("day".into()))?,
            places: count.max(last + 1) as usize,
            is_numbered,
        })
    }
}

/// Returns the field that a kind's values stand in; years are told by days.
fn field_of(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Source => Some("sources"),
        Kind::Section => Some("sections"),
        Kind::Author => Some("authors"),
        Kind::Year => None,
        Kind::Tag => Some("tags"),
        Kind::Page => Some("pages"),
    }
}
