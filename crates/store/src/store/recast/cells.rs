//! Tables as text (CSV, TSV and the like), each row of which is a report.
//!
//! The mark between cells is told by the first rows, as is whether the first of them names the columns. Columns
//! without names are told by what they hold.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::super::names::{Field, Names};
use super::headed::{are_headed, split_headline};
use super::markdown::NEWSPAPERS;
use super::packed::Packed;
use super::{LineMap, Recast, own_table, quoted};
use crate::article::Published;
use crate::lang::{Bilingual, bilingual};

/// How many rows tell what a table is like.
const SAMPLE: usize = 50;

/// A column without a name whose cells are shorter on average holds no headlines, in characters.
const SHORTEST_TEXT: usize = 5;

/// The marks that are tried, the more certain first.
const MARKS: [&str; 5] = ["\t", "_!_", ",", ";", "|"];

/// A row: the line that it begins on, and its cells.
type Row = (usize, Vec<String>);

/// Writes a table as records; `None` where a text is none.
pub(in super::super) fn table(text: &str, names: &Names) -> Option<Recast> {
    let (said, text) = separator_line(text);
    let (above, text) = lines_above(text, said.as_deref(), names);
    let marks: Vec<&str> = said.as_deref().map_or(MARKS.to_vec(), |said| vec![said]);
    let mut tables = marks.into_iter();
    let (mark, rows) = tables.find_map(|mark| Some((mark, rows(text, mark, names)?)))?;
    let first = rows.first()?;
    let head = is_head(&first.1, names).then(|| first.1.clone());
    let skipped = usize::from(head.is_some());
    let sample: Vec<&Row> = rows.iter().skip(skipped).take(SAMPLE).collect();
    let columns = match head {
        Some(head) => distinct(head),
        None if mark == "_!_" && first.1.len() == TOUTIAO.len() => {
            TOUTIAO.map(str::to_owned).to_vec()
        }
        None => told(&sample)?,
    };
    let are_headed = are_headed(&columns, &sample);
    let is_ours = own_table::is_ours(&columns);
    let packed = Packed::of(&columns, &sample).filter(|_| !is_ours);
    let line = usize::from(said.is_some()) + above.len();
    let mut recast = Recast::default();
    let unread = (1 + usize::from(said.is_some())..).zip(&above);
    let unread = unread.filter(|(_, text)| !text.is_empty());
    recast.problems = unread
        .map(|(at, text)| ((at, 1), above_head(text)))
        .collect();
    for (number, (row, cells)) in rows.iter().skip(skipped).enumerate() {
        recast.lines.0.push((number + 1, row + line));
        if cells.len() > columns.len() {
            let place = (row + line, 1);
            recast
                .problems
                .push((place, too_many(cells.len(), columns.len())));
        }
        if is_ours {
            recast.text.push_str(&own_table::record(&columns, cells));
            recast.text.push('\n');
        } else {
            record(
                &mut recast.text,
                &columns,
                cells,
                packed.as_ref(),
                are_headed,
            );
        }
    }
    Some(recast).filter(|recast| !recast.text.is_empty())
}

/// The columns of the lists of headlines whose cells `_!_` parts.
const TOUTIAO: [&str; 5] = ["id", "column 2", "section", "title", "keywords"];

fn too_many(cells: usize, columns: usize) -> Bilingual {
    bilingual!(
        "{cells} cells where there are {columns} columns; a cell with the mark in it needs quotation marks",
        "有 {cells} 格，而表只有 {columns} 列；单元格内含分隔符时须加引号"
    )
}

/// The lines above the names of the columns that have one cell only, as spreadsheets have a title; and what follows.
fn lines_above<'t>(text: &'t str, said: Option<&str>, names: &Names) -> (Vec<String>, &'t str) {
    const MOST: usize = 4;
    let marks: Vec<char> = match said.and_then(|said| said.chars().next()) {
        Some(mark) => vec![mark],
        None => vec!['\t', ',', ';', '|'],
    };
    let mut above = Vec::new();
    let mut rest = text;
    while above.len() < MOST
        && let Some((line, below)) = rest.split_once('\n')
    {
        for mark in &marks {
            let cells: Vec<String> = line
                .trim_end()
                .split(*mark)
                .map(|cell| cell.trim_matches('"').to_owned())
                .collect();
            let known = cells
                .iter()
                .filter(|cell| !names.fields(cell.trim()).is_empty());
            if known.count() > 1 && is_head(&cells, names) {
                return (above, rest);
            }
        }
        let bare = line.trim().trim_end_matches(&*marks).trim_matches('"');
        if bare.contains(&*marks) {
            break;
        }
        above.push(bare.to_owned());
        rest = below;
    }
    (Vec::new(), text)
}

fn above_head(text: &str) -> Bilingual {
    bilingual!(
        "`{text}` stands above the names of the columns and is not read",
        "`{text}` 在列名之上，未读"
    )
}

/// The line by which Excel is told what parts the cells.
fn separator_line(text: &str) -> (Option<String>, &str) {
    let text = text.trim_start_matches('\u{FEFF}');
    let Some((first, rest)) = text.split_once('\n') else {
        return (None, text);
    };
    match first.trim().strip_prefix("sep=") {
        Some(mark) if mark.chars().count() == 1 => (Some(mark.to_owned()), rest),
        _ => (None, text),
    }
}

/// Reads rows, if a text is a table with this mark: most rows have as many cells as the first, or that names several
/// fields.
fn rows(text: &str, mark: &str, names: &Names) -> Option<Vec<Row>> {
    let mut rows: Vec<Row> = if let [mark] = mark.as_bytes() {
        parsed(text, *mark)
    } else {
        let lines = text.lines().enumerate();
        let lines = lines.filter(|(_, line)| !line.trim().is_empty());
        let cells = |line: &str| line.split(mark).map(str::to_owned).collect();
        lines.map(|(at, line)| (at + 1, cells(line))).collect()
    };
    // The line below the names in a table of Markdown.
    let is_rule = |cell: &String| cell.chars().all(|c| "-: ".contains(c));
    rows.retain(|(_, cells)| mark != "|" || !cells.iter().all(is_rule));
    let head = &rows.first()?.1;
    let width = head.len();
    let known = head
        .iter()
        .filter(|cell| !names.fields(cell.trim()).is_empty());
    let is_named = known.count() > 1 && is_head(head, names);
    let alike = rows
        .iter()
        .take(SAMPLE)
        .filter(|(_, cells)| cells.len() == width)
        .count();
    let are_alike = alike * 10 >= rows.len().min(SAMPLE) * 9;
    (width > 1 && rows.len() > 1 && (are_alike || is_named)).then_some(rows)
}

/// Reads rows whose cells are parted by a character and may be in quotation marks.
fn parsed(text: &str, mark: u8) -> Vec<Row> {
    /// More cells in a row are none of a table.
    const MOST_CELLS: usize = 4096;
    // Tabs part lines in which a quotation mark is a character.
    let is_quoted = mark != b'\t' || text.contains("\t\"") || text.starts_with('"');
    let mut builder = csv_core::ReaderBuilder::new();
    if text.starts_with('\'') {
        builder.quote(b'\'');
    }
    let mut reader = builder.delimiter(mark).quoting(is_quoted).build();
    let mut input = text.as_bytes();
    let mut output = vec![0; text.len() + 1];
    let mut ends = vec![0; MOST_CELLS];
    let (mut written, mut ended, mut line) = (0, 0, 1);
    let mut rows = Vec::new();
    loop {
        let (Some(free), Some(free_ends)) = (output.get_mut(written..), ends.get_mut(ended..))
        else {
            return rows;
        };
        let (result, read, more, more_ends) = reader.read_record(input, free, free_ends);
        input = input.get(read..).unwrap_or_default();
        written += more;
        ended += more_ends;
        match result {
            csv_core::ReadRecordResult::Record => {
                let starts = std::iter::once(0).chain(ends.iter().copied());
                let cells = starts.zip(&ends).take(ended);
                let cell = |(start, end): (usize, &usize)| {
                    let bytes = output.get(start..*end).unwrap_or_default();
                    String::from_utf8_lossy(bytes).into_owned()
                };
                rows.push((line, cells.map(cell).collect()));
                (written, ended) = (0, 0);
                line = reader.line() as usize;
            }
            csv_core::ReadRecordResult::InputEmpty => {}
            _ => return rows,
        }
    }
}

/// Whether cells name columns: none is long, and one is known.
fn is_head(cells: &[String], names: &Names) -> bool {
    const LONGEST: usize = 40;
    let is_name = |cell: &String| cell.chars().count() <= LONGEST && !cell.contains(['。', '\n']);
    let is_known = |cell: &String| {
        let cell = cell.trim();
        !names.fields(cell).is_empty()
            || [Field::Title, Field::Body, Field::Published]
                .iter()
                .any(|field| super::super::shape::ends_as(cell, *field))
    };
    cells.iter().all(is_name) && cells.iter().any(is_known)
}

/// Gives columns names of their own.
fn distinct(head: Vec<String>) -> Vec<String> {
    let mut known = HashSet::new();
    let named = (1..).zip(head).map(|(at, name)| {
        let name = name.trim();
        let mut own = if name.is_empty() {
            format!("column {at}")
        } else {
            name.to_owned()
        };
        if !known.insert(own.clone()) {
            own = format!("{own} ({at})");
        }
        own
    });
    named.collect()
}

/// Tells what columns without names hold; `None` where none has titles or texts.
fn told(sample: &[&Row]) -> Option<Vec<String>> {
    let width = sample.first()?.1.len();
    let mut columns: Vec<String> = (1..=width).map(|at| format!("column {at}")).collect();
    let cells = |at: usize| sample.iter().filter_map(move |(_, cells)| cells.get(at));
    let average =
        |at: usize| cells(at).map(|cell| cell.chars().count()).sum::<usize>() / sample.len();
    let mut texts: Vec<usize> = Vec::new();
    let mut taken = HashSet::new();
    for at in 0..width {
        let all: Vec<&str> = cells(at).map(|cell| cell.trim()).collect();
        let different: HashSet<&&str> = all.iter().collect();
        let are = |is: fn(&str) -> bool| all.iter().all(|cell| is(cell));
        let name = if are(|cell| cell.starts_with("http")) {
            "url"
        } else if are(|cell| cell.len() >= 6 && cell.bytes().all(|byte| byte.is_ascii_digit()))
            && different.len() == all.len()
        {
            "id"
        } else if are(|cell| {
            Published::parse(cell)
                .date
                .is_some_and(|date| date.len() == 10)
        }) {
            "date"
        } else if are(|cell| cell.bytes().all(|byte| byte.is_ascii_digit())) {
            continue;
        } else if average(at) <= 12 && are(|cell| cell.ends_with(NEWSPAPERS)) {
            "source"
        } else if average(at) <= 12
            && different.len() * 2 <= all.len()
            && are(|cell| !cell.contains([',', '，']))
        {
            "section"
        } else if average(at) < 60
            && all.iter().any(|cell| cell.contains(','))
            && are(|cell| !cell.contains(['。', '，', ' ']))
        {
            "keywords"
        } else {
            texts.push(at);
            continue;
        };
        if taken.insert(name)
            && let Some(column) = columns.get_mut(at)
        {
            name.clone_into(column);
        }
    }
    texts.sort_by_key(|at| std::cmp::Reverse(average(*at)));
    // Words so short are no headlines: what such a table holds is not known.
    texts.retain(|at| average(*at) >= SHORTEST_TEXT);
    let is_prose =
        |at: usize| cells(at).any(|cell| cell.contains(['。', '！', '？']) || cell.contains(". "));
    let (body, title) = match texts.as_slice() {
        [only] if is_prose(*only) || average(*only) > 40 => (Some(*only), None),
        [only] => (None, Some(*only)),
        [longest, next, ..] => (Some(*longest), Some(*next)),
        [] => return None,
    };
    for (at, name) in [(body, "body"), (title, "title")] {
        if let Some(column) = at.and_then(|at| columns.get_mut(at)) {
            name.clone_into(column);
        }
    }
    Some(columns)
}

/// Writes a row as a record on one line; `is_headed` says whether its text begins with its headline.
fn record(
    text: &mut String,
    columns: &[String],
    cells: &[String],
    packed: Option<&Packed>,
    is_headed: bool,
) {
    let mut names = HashSet::new();
    let mut fields = String::new();
    let mut add = |name: &str, cell: &str| {
        if !cell.is_empty() && names.insert(name.to_owned()) {
            let comma = if fields.is_empty() { "" } else { "," };
            // A string takes whatever is written to it.
            let _ = write!(fields, "{comma}{}:{}", quoted(name), quoted(cell));
            true
        } else {
            cell.is_empty()
        }
    };
    let split =
        packed.and_then(|packed| Some((packed.column, Packed::split(cells.get(packed.column)?)?)));
    if let Some((_, parts)) = &split {
        for (name, part) in parts {
            add(name, part);
        }
    }
    for (at, cell) in cells.iter().enumerate() {
        if split.as_ref().is_some_and(|(column, _)| *column == at) {
            continue;
        }
        let own = columns.get(at).cloned();
        let name = own.unwrap_or_else(|| format!("column {}", at + 1));
        if is_headed
            && name == "body"
            && let Some((headline, rest)) = split_headline(cell)
        {
            add("title", headline);
            add("body", rest);
            continue;
        }
        if !add(&name, cell) {
            add(&format!("{name} ({})", at + 1), cell);
        }
    }
    let _ = writeln!(text, "{{{fields}}}");
}

impl LineMap {
    /// Takes pairs of a line of a text that was written anew and the line of its file.
    pub(in super::super) fn new(pairs: Vec<(usize, usize)>) -> Self {
        Self(pairs)
    }
}
