//! The names in a byline: `本报记者 郭树勋`, `记者 李明 通讯员 王芳`, `雷闯、通讯员蔡少渠`.
//!
//! Chinese names are set with marks or with spaces between them, and a name of two characters often
//! has a space inside so that it fills three. A role stands before the names that it holds for,
//! except 摄, which follows them.

use super::Author;

/// Roles that stand before names. The longer ones first: 摄影记者 is not 记者.
const BEFORE: [&str; 18] = [
    "特约通讯员",
    "实习记者",
    "见习记者",
    "摄影记者",
    "首席记者",
    "特约记者",
    "特派记者",
    "特约评论员",
    "责任编辑",
    "通讯员",
    "通訊員",
    "实习生",
    "评论员",
    "编辑",
    "记者",
    "記者",
    "摄影",
    "攝影",
];

/// What may stand for 摄影 after names.
const AFTER: [&str; 2] = ["摄", "攝"];

/// The longest name of an institution before a role (新华社驻联合国), in characters.
const LONGEST_INSTITUTION: usize = 8;

/// Reads the authors that a byline names. A name that is met twice is given once.
pub fn authors(byline: &str) -> Vec<Author> {
    let mut authors: Vec<Author> = Vec::new();
    let mut role = None;
    let mut since_role = 0;
    for word in words(byline) {
        let (new_role, name) = split_role(&word);
        if let Some(new_role) = new_role {
            role = Some(new_role);
            since_role = authors.len();
        }
        let (name, photographed) = split_photographed(name);
        if !name.is_empty() && !authors.iter().any(|author| author.name == name) {
            authors.push(Author {
                name: name.to_owned(),
                role: role.map(str::to_owned),
            });
        }
        if photographed {
            for author in authors.iter_mut().skip(since_role) {
                author.role.get_or_insert_with(|| "摄影".to_owned());
            }
            since_role = authors.len();
        }
    }
    authors
}

/// Splits a list of names or subject words at marks, and at spaces between Han characters.
pub fn words(list: &str) -> Vec<String> {
    let marks = |c: char| "、，,；;/／|｜：:\n\r\t()（）【】[]".contains(c);
    list.split(marks).flat_map(spaced).collect()
}

/// Splits a piece of a list at spaces, unless they are within a foreign name (John Smith) or fill a
/// short one (王　芳).
fn spaced(piece: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    // Whether the last word is one character that waits for its other half.
    let mut half = false;
    for part in piece.split_whitespace() {
        let single = part.chars().count() == 1 && !AFTER.contains(&part);
        match words.last_mut() {
            Some(last) if half && single && is_han(part) => {
                last.push_str(part);
                half = false;
                continue;
            }
            Some(last) if !is_han(part) && !is_han(last) => {
                last.push(' ');
                last.push_str(part);
                continue;
            }
            _ => half = single && is_han(part),
        }
        words.push(part.to_owned());
    }
    words
}

fn is_han(word: &str) -> bool {
    word.chars()
        .any(|c| !c.is_ascii() && !('À'..='ʯ').contains(&c))
}

/// Splits a role, with the institution before it, from the start of a word.
fn split_role(word: &str) -> (Option<&'static str>, &str) {
    for role in BEFORE {
        if let Some((institution, name)) = word.split_once(role)
            && institution.chars().count() <= LONGEST_INSTITUTION
        {
            return (Some(role), name);
        }
    }
    (None, word)
}

fn split_photographed(name: &str) -> (&str, bool) {
    // A name of one character and 摄 is a name: 王摄.
    AFTER
        .iter()
        .find_map(|after| name.strip_suffix(after))
        .filter(|name| name.chars().count() != 1)
        .map_or((name, false), |name| (name, true))
}

#[cfg(test)]
mod tests {
    use super::{authors, words};

    fn read(byline: &str) -> Vec<(String, String)> {
        authors(byline)
            .into_iter()
            .map(|author| (author.name, author.role.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn names_and_roles_are_read_from_bylines() {
        for (byline, names) in [
            ("郭树勋", vec![("郭树勋", "")]),
            ("本报记者 郭树勋", vec![("郭树勋", "记者")]),
            ("本报记者郭树勋", vec![("郭树勋", "记者")]),
            ("（记者 李明）", vec![("李明", "记者")]),
            (
                "新华社驻联合国记者 李明 王芳",
                vec![("李明", "记者"), ("王芳", "记者")],
            ),
            (
                "记者 李明 通讯员 王芳",
                vec![("李明", "记者"), ("王芳", "通讯员")],
            ),
            ("李明、通讯员王芳", vec![("李明", ""), ("王芳", "通讯员")]),
            ("見習記者 李明", vec![("李明", "記者")]),
            ("摄影记者：李明", vec![("李明", "摄影记者")]),
            (
                "王　芳 李小明 张 华",
                vec![("王芳", ""), ("李小明", ""), ("张华", "")],
            ),
            ("李明/摄影 王芳", vec![("李明", ""), ("王芳", "摄影")]),
            ("张双杰 摄", vec![("张双杰", "摄影")]),
            ("张双杰摄", vec![("张双杰", "摄影")]),
            (
                "John Smith, Zoë Brown",
                vec![("John Smith", ""), ("Zoë Brown", "")],
            ),
            ("李明，李明", vec![("李明", "")]),
            ("本报记者", vec![]),
            (" 、 ", vec![]),
        ] {
            let names: Vec<_> = names
                .into_iter()
                .map(|(name, role)| (name.to_owned(), role.to_owned()))
                .collect();
            assert_eq!(read(byline), names, "{byline}");
        }
    }

    #[test]
    fn a_list_of_words_is_split_where_its_writer_split_it() {
        assert_eq!(
            words("北京 天气；climate change, 降温"),
            ["北京", "天气", "climate change", "降温"]
        );
    }
}
