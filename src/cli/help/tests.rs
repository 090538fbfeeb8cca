//! Every text of the help is there in Chinese and says the same, and every screen is well laid out.

use std::collections::BTreeSet;

use clap::builder::PossibleValue;

use super::*;
use crate::exit;
use crate::text::width::{Ambiguous, width};

/// No line is broken.
const WIDE: usize = 10_000;

/// A text of the help, where it stands, in both languages.
#[derive(Debug)]
struct Pair {
    place: String,
    english: String,
    chinese: String,
}

/// Every text of the help below a path, in both languages.
fn pairs(english: &Command, chinese: &Command, above: &str) -> Vec<Pair> {
    let path = format!("{above} {}", english.get_name());
    let mut pairs = Vec::new();
    let mut add = |place: String, english: Option<String>, chinese: Option<String>| {
        assert_eq!(english.is_some(), chinese.is_some(), "{place}");
        pairs.extend(english.zip(chinese).map(|(english, chinese)| Pair {
            place,
            english,
            chinese,
        }));
    };
    let texts = |command: &Command| {
        [
            command.get_about(),
            command.get_long_about(),
            command.get_after_help(),
            command.get_after_long_help(),
        ]
        .map(|text| text.map(ToString::to_string))
    };
    for (english, chinese) in texts(english).into_iter().zip(texts(chinese)) {
        add(path.clone(), english, chinese);
    }
    for english in english.get_arguments() {
        let mut arguments = chinese.get_arguments();
        let chinese = arguments
            .find(|argument| argument.get_id() == english.get_id())
            .unwrap();
        let place = format!("{path} {english}");
        let texts = |argument: &Arg| {
            [argument.get_help(), argument.get_long_help()]
                .map(|text| text.map(ToString::to_string))
        };
        for (english, chinese) in texts(english).into_iter().zip(texts(chinese)) {
            add(place.clone(), english, chinese);
        }
        let values = english.get_possible_values();
        for (english, chinese) in values.iter().zip(chinese.get_possible_values()) {
            assert_eq!(english.get_name(), chinese.get_name(), "{place}");
            let text = |value: &PossibleValue| value.get_help().map(ToString::to_string);
            let place = format!("{place} {}", english.get_name());
            add(place, text(english), text(&chinese));
        }
    }
    for english in english.get_subcommands() {
        let chinese = chinese.find_subcommand(english.get_name()).unwrap();
        pairs.extend(self::pairs(english, chinese, &path));
    }
    pairs
}

fn all_pairs() -> Vec<Pair> {
    pairs(&english(), &in_chinese(), "")
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Every command, with its path.
fn commands(command: &Command, above: &str) -> Vec<(String, Command)> {
    let path = format!("{above} {}", command.get_name());
    let path = path.trim_start().to_owned();
    let below = command.get_subcommands();
    let below = below.flat_map(|below| commands(below, &path));
    std::iter::once((path.clone(), command.clone()))
        .chain(below)
        .collect()
}

fn screen(command: &Command, length: Length, columns: usize) -> String {
    screen::lay_out(command, length, columns).to_string()
}

#[test]
fn every_text_of_the_help_is_there_in_chinese() {
    let pairs = all_pairs();
    assert!(pairs.len() > 200, "{}", pairs.len());
    for pair in pairs {
        let names_a_language = ["English", "中文"].contains(&&*pair.english);
        let is_a_citation = pair.english.starts_with("作者");
        if names_a_language || is_a_citation {
            assert_eq!(pair.chinese, pair.english);
        } else {
            assert!(pair.chinese.contains(is_han), "{}: {pair:?}", pair.place);
            assert_ne!(pair.chinese, pair.english, "{}", pair.place);
        }
    }
}

#[test]
fn every_value_is_called_by_a_chinese_name() {
    let names: BTreeSet<&str> = zh::NAMES.iter().map(|(english, _)| *english).collect();
    let mut met = BTreeSet::new();
    for (path, command) in commands(&english(), "") {
        let arguments = command.get_arguments();
        // The parser names the values of `help`, which are commands.
        let arguments = arguments.filter(|argument| argument.get_action().takes_values());
        for name in arguments.flat_map(|argument| argument.get_value_names().unwrap_or_default()) {
            let name = names.get(name.as_str());
            met.insert(*name.unwrap_or_else(|| panic!("{path}: no Chinese name")));
        }
    }
    assert_eq!(met, names, "a name that no value has");
}

#[test]
fn no_screen_holds_an_english_sentence() {
    for (path, command) in commands(&in_chinese(), "") {
        for length in [Length::Short, Length::Long] {
            let screen = screen(&command, length, WIDE);
            for line in screen.lines().filter(|line| !line.contains("zhenews ")) {
                let words: Vec<&str> = line.split(' ').collect();
                let is_word =
                    |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
                let mut runs = words.windows(3);
                let sentence = runs.find(|words| words.iter().all(is_word));
                assert_eq!(sentence, None, "{path}: {line}");
            }
            for heading in [
                "Usage",
                "Options",
                "Commands",
                "[OPTIONS]",
                "<COMMAND>",
                "default:",
            ] {
                assert!(!screen.contains(heading), "{path}: {heading}");
            }
        }
    }
}

/// What a text says that is the same in every language: options, and whatever has a digit in it.
fn literals(text: &str) -> BTreeSet<String> {
    let is_of_literal = |c: char| c.is_ascii_alphanumeric() || "-?.".contains(c);
    let words = text.split(|c| !is_of_literal(c));
    let words = words.map(|word| word.trim_end_matches(['.', '?']));
    let is_literal = |word: &&str| {
        let is_option = word.starts_with('-') && word.contains(|c: char| c.is_ascii_alphabetic());
        is_option || word.contains(|c: char| c.is_ascii_digit())
    };
    // An excluded word is an example in each language.
    let words = words.filter(|word| *word != "-excluded");
    words.filter(is_literal).map(str::to_owned).collect()
}

#[test]
fn both_languages_name_the_same_options_numbers_and_examples() {
    let examples = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.contains("zhenews "));
        let examples = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        let is_command = |line: &&str| !line.contains(['；', ';']);
        examples.filter(is_command).map(str::to_owned).collect()
    };
    for pair in all_pairs() {
        let Pair {
            english, chinese, ..
        } = &pair;
        assert_eq!(literals(english), literals(chinese), "{pair:?}");
        assert_eq!(examples(english), examples(chinese), "{pair:?}");
    }
}

#[test]
fn no_chinese_text_is_left_over() {
    let commands = commands(&english(), "");
    let below = |path: &str| {
        let path = path.strip_prefix("zhenews").unwrap_or_default();
        path.trim_start().to_owned()
    };
    for (path, text) in zh::COMMANDS {
        let explains = |(of, command): &(String, Command)| {
            below(of) == path && command.get_long_about().is_some() == whole(text).is_some()
        };
        assert!(commands.iter().any(explains), "{path}");
    }
    for (at, (path, id, _)) in zh::ARGUMENTS.iter().enumerate() {
        let of = commands.iter().filter(|(of, command)| {
            let path_here = below(of);
            let own = |row: &(&str, &str, &str)| row.0 == path_here && row.1 == *id;
            let is_here = match *path {
                zh::ANYWHERE => !zh::ARGUMENTS.iter().any(own),
                path => path == path_here,
            };
            is_here
                && command
                    .get_arguments()
                    .any(|argument| argument.get_id() == *id)
        });
        let texts: BTreeSet<String> = of
            .flat_map(|(_, command)| command.get_arguments())
            .filter(|argument| argument.get_id() == *id)
            .map(|argument| argument.get_help().unwrap().to_string())
            .collect();
        assert_eq!(texts.len(), 1, "{path} {id}: {texts:?}");
        let mut before = zh::ARGUMENTS.iter().take(at);
        assert!(
            !before.any(|row| (row.0, row.1) == (*path, *id)),
            "{path} {id}: twice"
        );
    }
    for (id, value, _) in zh::VALUES {
        let arguments = commands
            .iter()
            .flat_map(|(_, command)| command.get_arguments());
        let mut values = arguments
            .filter(|argument| argument.get_id() == id)
            .flat_map(Arg::get_possible_values);
        assert!(values.any(|of| of.get_name() == value), "{id} {value}");
    }
}

/// The names in the left column of a screen, in order.
fn column(screen: &str) -> Vec<String> {
    let lines = screen
        .lines()
        .take_while(|line| !line.starts_with("Examples"));
    let lines = lines.take_while(|line| !line.starts_with("示例"));
    let names = lines.filter_map(|line| {
        let name = line.strip_prefix("  ")?;
        let is_name = !name.starts_with(' ') || name.trim_start().starts_with("--");
        let first = name.split(' ').find(|word| word.starts_with("--"));
        let first = first.or_else(|| name.split(' ').next());
        first.filter(|name| is_name && !name.starts_with(['[', '<']))
    });
    names.map(str::to_owned).collect()
}

#[test]
fn commands_and_options_stand_in_the_order_of_the_english_help() {
    let chinese = commands(&in_chinese(), "");
    for ((path, english), (_, chinese)) in commands(&english(), "").into_iter().zip(chinese) {
        let english = english.term_width(0).render_long_help().to_string();
        let chinese = screen(&chinese, Length::Long, WIDE);
        assert_eq!(column(&english), column(&chinese), "{path}");
    }
}

#[test]
fn no_line_is_wider_than_the_screen() {
    for (path, command) in commands(&in_chinese(), "") {
        for length in [Length::Short, Length::Long] {
            for columns in [40, 60, 80, 100] {
                for line in screen(&command, length, columns).lines() {
                    let cells = width(line, Ambiguous::Narrow);
                    // How a command is used is one line, as the parser has it.
                    let is_usage = line.contains("zhenews ") && line.contains(['[', '<']);
                    assert!(cells <= columns || is_usage, "{path} at {columns}: {line}");
                }
            }
        }
    }
}

#[test]
fn a_screen_is_laid_out_by_cells() {
    let root = in_chinese();
    let index = root.find_subcommand("index").unwrap();
    let expected = "\
预先为大稿库编索引，阅读器打开和查找就不必等

用法：zhenews index [选项] [路径]...

参数：
  [路径]...  JSON、JSON Lines、CSV、TSV、Markdown 或 EPUB 文件，或装有它们的目
             录，与给阅读器的相同

选项：
      --map <字段=名称>      稿件的某个字段在数据中另有名称，如 title=biaoti，或
                             在某个路径上，如 articles=result.data、
                             body=parts[].text；可多次使用
      --name-pattern <样式>  稿件未写明的，取自文件路径，如
                             {source}/{date}/{page}.json；* 代表名称中的任意文字
      --rebuild              全部重新编制
      --status               只说明索引的情况，不编索引
      --to <网址>            把稿件装入 OpenSearch 或 Elasticsearch 的索引，如
                             opensearch+http://HOST:9200/news；已在其中且未变的
                             不再写入
      --delete-missing       从该索引中删去文件里没有的
      --print-mapping        只打印建立这种索引的请求，供管理员使用
      --shards <N>           新建的索引分为几个分片 [默认：1]
      --replicas <N>         每个分片有几个副本 [默认：1]
      --lang <语言>          程序所用的语言 [默认：系统的语言] [可选值：en、zh]
  -h, --help                 显示说明（--help 更详细）
";
    assert_eq!(screen(index, Length::Short, 80), expected);
    let state = root.find_subcommand("state").unwrap();
    let expected = "\
并入从本机或别处导出的标记

同一篇稿件的同一种标记，以较新的为准；标
签合并。别的都不会丢，重复导入也没有
影响。

用法：zhenews state import [选项] <文件>

参数：
  <文件>
          所导出的文件；- 为标准输入

选项：
      --lang <语言>
          程序所用的语言 [默认：系统的
          语言]

          可选值：
          - en  English
          - zh  中文

  -h, --help
          显示说明（-h 只显示概要）
";
    let import = state.find_subcommand("import").unwrap();
    assert_eq!(screen(import, Length::Long, 40), expected);
}

#[test]
fn codes_hang_out_of_their_meanings() {
    let root = screen(&in_chinese(), Length::Long, 40);
    let (_, codes) = root.split_once("退出码：\n").unwrap();
    let names = codes.lines().filter(|line| !line.starts_with("   "));
    let names: Vec<_> = names
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(names, exit::MEANINGS.map(|(code, _)| code));
    let hung = codes.lines().filter(|line| line.starts_with("   "));
    assert!(hung.clone().count() > 2, "{codes}");
    for line in hung {
        let indent = line.len() - line.trim_start().len();
        assert_eq!(indent, "  128+N  ".len(), "{codes}");
    }
}

fn asked_of(words: &[&str]) -> Option<(String, Length)> {
    let typed = std::iter::once("zhenews").chain(words.iter().copied());
    parse_help_request(&typed.map(OsString::from).collect::<Vec<_>>())
}

#[test]
fn the_parser_tells_whose_help_is_asked_for() {
    let asked: [(&[&str], &str, Length); 8] = [
        (&["-h"], "zhenews", Length::Short),
        (&["--lang", "zh", "--help"], "zhenews", Length::Long),
        (&["list", "-h"], "zhenews list", Length::Short),
        (&["help", "show"], "zhenews show", Length::Long),
        (
            &["state", "import", "--help"],
            "zhenews state import",
            Length::Long,
        ),
        (
            &["help", "state", "export"],
            "zhenews state export",
            Length::Long,
        ),
        (&["state"], "zhenews state", Length::Short),
        (&["help", "help"], "zhenews help", Length::Short),
    ];
    for (words, path, length) in asked {
        assert_eq!(
            asked_of(words),
            Some((path.to_owned(), length)),
            "{words:?}"
        );
    }
    assert_eq!(asked_of(&["list"]), None);
}
