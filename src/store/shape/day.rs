//! The day that a file's path names: `2024-05-28.json`, `2023/09/25.md`, `20191122-03-01.json`.

use std::path::Path;

use crate::article::Published;

/// Returns the day that a path names, if its last part is nothing but a day, with numbers behind it perhaps.
pub(super) fn of(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let numbers: Vec<&str> = stem.split(['-', '_']).collect();
    if !numbers
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    let above = |level: usize| path.ancestors().nth(level)?.file_name()?.to_str();
    let parts = match numbers.as_slice() {
        [day, rest @ ..] if day.len() == 8 && rest.len() < 3 => {
            [day.get(..4)?, day.get(4..6)?, day.get(6..)?]
        }
        [year, month, day, rest @ ..] if year.len() == 4 && rest.len() < 3 => [*year, *month, *day],
        [day] if day.len() <= 2 => [above(2)?, above(1)?, *day],
        _ => return None,
    };
    let [year, month, day] = parts.map(|part| part.parse::<u16>().ok());
    let year = year.filter(|year| (1800..2200).contains(year))?;
    let day = format!("{year}-{:02}-{:02}", month?, day?);
    let read = Published::parse(&day).date;
    (read.as_ref() == Some(&day)).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_is_a_day_names_it() {
        for (path, expected) in [
            ("a/2024-05-28.json", Some("2024-05-28")),
            ("20191122-03-01.md", Some("2019-11-22")),
            ("x/2023/09/25.md", Some("2023-09-25")),
            ("2024_5_8.jsonl.gz", Some("2024-05-08")),
            ("news-2024-05-28.json", None),
            ("2024-13-28.json", None),
            ("12345678.json", None),
            ("09/25.md", None),
            ("a.json", None),
        ] {
            assert_eq!(of(Path::new(path)).as_deref(), expected, "{path}");
        }
    }
}
