//! Which reports of an archive are one text.

use super::{Archive, Error};
use crate::search::copies::{Copies, Sketches};

impl Archive {
    /// Finds which rows are of reports that are copies of each other. This looks at the sketches of all.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn copies(&self) -> Result<Copies, Error> {
        self.ask(|| {
            let of_shards = self.shards.iter().map(|shard| shard.sketches.read());
            let of_shards: Vec<Sketches> = of_shards.collect::<Result<_, _>>()?;
            let mut sketches = Sketches::default();
            for row in 0..self.order.len() {
                let place = self.order.report(row).and_then(|report| {
                    let shard = self.bases.partition_point(|base| *base <= report) - 1;
                    Some((of_shards.get(shard)?, report - self.bases.get(shard)?))
                });
                let sketch = place.map(|(sketches, doc)| sketches.of(doc as usize));
                sketches.push(sketch.unwrap_or_default().iter().copied());
            }
            let day = |row: u32| Some(self.day(row as usize)).filter(|day| *day > 0);
            Ok(Copies::new(&sketches, &day))
        })
    }
}
