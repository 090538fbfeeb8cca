//! What a directory holds and cannot be read is told of, never passed over in silence.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::cli::program::{Ran, fixture, zhenews};

fn run_in(dir: &Path, arguments: &[&str]) -> Ran {
    let mut command = zhenews(arguments);
    command.current_dir(dir);
    command.output().unwrap().into()
}

/// A directory of links that lead nowhere and in a circle, and of a pipe.
fn broken(ending: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join("news").join(name);
    fs::create_dir(dir.path().join("news")).unwrap();
    symlink("/nowhere/2019", at(&format!("gone{ending}"))).unwrap();
    symlink("/nowhere/archive", at("folder")).unwrap();
    symlink(format!("round{ending}"), at(&format!("round{ending}"))).unwrap();
    let made = Command::new("mkfifo")
        .arg(at(&format!("pipe{ending}")))
        .status();
    assert!(made.unwrap().success());
    // These are nobody's business.
    symlink("/nowhere", at("log.txt")).unwrap();
    symlink("/nowhere", at(".hidden")).unwrap();
    dir
}

#[test]
fn what_a_collection_cannot_give_is_told_with_what_to_do() {
    let dir = broken(".json");
    let list = run_in(dir.path(), &["list", "news"]);
    assert_eq!(list.code, 3);
    assert!(list.stderr.contains("4 problems"), "{}", list.stderr);
    let check = run_in(dir.path(), &["check", "news"]).stdout;
    let expected = [
        "news/folder:1:1: is a link to /nowhere/archive, where there is nothing; mend the link or delete it",
        "news/gone.json:1:1: is a link to /nowhere/2019, where there is nothing; mend the link or delete it",
        "news/pipe.json:1:1: is a pipe, a socket or a device and was passed over; move it out of the directory",
        "news/round.json:1:1: is a link to round.json, which leads back here; mend the link or delete it",
    ];
    assert_eq!(check.lines().collect::<Vec<_>>(), expected);
    let chinese = run_in(dir.path(), &["check", "news", "--lang", "zh"]).stdout;
    assert!(
        chinese.contains("链接指向 /nowhere/2019，那里什么也没有"),
        "{chinese}"
    );
    let named = run_in(dir.path(), &["check", "news/gone.json"]).stdout;
    assert!(named.contains("is a link to /nowhere/2019"), "{named}");
    fs::copy(fixture("news.json"), dir.path().join("news/whole.json")).unwrap();
    let list = run_in(dir.path(), &["list", "news"]);
    assert_eq!((list.code, list.stdout.lines().count()), (0, 3));
    assert!(list.stderr.contains("4 problems"), "{}", list.stderr);
}

#[test]
fn what_an_import_cannot_read_is_told_too() {
    let dir = broken(".txt");
    let page = dir.path().join("news/page.txt");
    let text = "晨报 2019年11月22日 第4版\n\n水库开闸\n\n青山水库今天开闸，灌溉下游的稻田。\n";
    std::io::Write::write_all(&mut File::create(page).unwrap(), text.as_bytes()).unwrap();
    let import = run_in(dir.path(), &["import", "news", "-o", "out.jsonl"]);
    assert_eq!(import.code, 1);
    for told in [
        "news/folder: is a link to /nowhere/archive",
        "news/gone.txt: is a link to /nowhere/2019",
        "news/pipe.txt: is a pipe",
        "news/round.txt: is a link to round.txt, which leads back",
        "1 page, 1 report",
    ] {
        assert!(import.stderr.contains(told), "{told}: {}", import.stderr);
    }
    assert!(!import.stderr.contains("log.md"), "{}", import.stderr);
}

/// A pipe that nobody writes to would be waited for, and a device read, for ever.
#[test]
fn what_never_ends_is_refused_with_its_path() {
    let dir = tempfile::tempdir().unwrap();
    let pipe = dir.path().join("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    for path in ["pipe", "/dev/zero"] {
        for command in ["list", "check", "index", "import", "add", "show", "fmt"] {
            let arguments = match command {
                "show" => vec![command, "some-id", path],
                "import" => vec![command, path, "-o", "out.json"],
                _ => vec![command, path],
            };
            let ran = run_in(dir.path(), &arguments);
            let told = ran.stderr + &ran.stdout;
            assert_ne!(ran.code, 0, "{command}: {told}");
            let expected = format!("{path}:1:1: is a pipe, a socket or a device");
            let imported = format!("{path}: is a pipe, a socket or a device");
            assert!(
                told.contains(&expected) || told.contains(&imported),
                "{command}: {told}"
            );
        }
        let state = run_in(dir.path(), &["state", "import", path]);
        assert!(state.stderr.contains("is a pipe"), "{}", state.stderr);
    }
    let settings = dir.path().join("zhenews");
    fs::create_dir(&settings).unwrap();
    fs::rename(&pipe, settings.join("config.toml")).unwrap();
    let mut command = zhenews(&["config", "--check"]);
    let ran: Ran = command
        .env("XDG_CONFIG_HOME", dir.path())
        .output()
        .unwrap()
        .into();
    assert!(
        ran.stdout
            .contains("config.toml:1:1: cannot be read: it is a pipe"),
        "{}",
        ran.stdout
    );
}

/// Standard input that never ends is read as it comes, but what is no text, or a line without an end, is not held.
#[test]
fn an_endless_input_without_a_line_ends_in_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let letters = "yes 雨 | tr -d '\\n' |";
    for (line, told) in [
        (
            "zhenews fmt </dev/zero",
            "standard input: a line is longer than 16 MB",
        ),
        (
            &*format!("{letters} zhenews fmt"),
            "standard input: a line is longer than 16 MB",
        ),
        (
            "zhenews import - -o x.jsonl </dev/zero",
            "-: not page text: this is no text; name a file",
        ),
        (
            "zhenews import - -o x.jsonl </dev/urandom",
            "-: not page text: this is no text; name a file",
        ),
        (
            &*format!("{letters} zhenews import - -o x.jsonl"),
            "-: a line is longer than 16 MB",
        ),
        (
            "zhenews list - </dev/zero",
            "-:1:1: cannot be read: it begins with nothing but zero bytes",
        ),
        (
            "zhenews state import - </dev/zero",
            "standard input: it begins with nothing but zero bytes",
        ),
    ] {
        let script = format!("ulimit -v 4000000; zhenews() {{ \"$0\" \"$@\"; }}; {line}");
        let mut command = zhenews(&[]);
        let settings: Vec<_> = command
            .get_envs()
            .map(|(name, value)| (name.to_owned(), value.map(ToOwned::to_owned)))
            .collect();
        command = Command::new("sh");
        for (name, value) in settings {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.args(["-c", &script, env!("CARGO_BIN_EXE_zhenews")]);
        let ran: Ran = command.current_dir(dir.path()).output().unwrap().into();
        assert_eq!(ran.code, 3, "{line}: {}", ran.stderr);
        assert!(ran.stderr.contains(told), "{line}: {}", ran.stderr);
        assert!(!dir.path().join("x.jsonl").exists(), "{line}");
    }
}

#[test]
fn a_pipe_that_the_shell_opened_is_read() {
    let script = r#"cat "$1" | "$0" list /dev/stdin"#;
    let mut command = Command::new("sh");
    command.args([
        "-c",
        script,
        env!("CARGO_BIN_EXE_zhenews"),
        &fixture("news.json"),
    ]);
    let ran: Ran = command.output().unwrap().into();
    assert_eq!(
        (ran.code, ran.stdout.lines().count()),
        (0, 3),
        "{}",
        ran.stderr
    );
}

#[test]
fn an_import_refuses_what_is_no_page_text() {
    let dir = tempfile::tempdir().unwrap();
    let written = [
        ("c.txt", &b"PK\x03\x04rest of it"[..], "an archive (zip)"),
        ("f.txt", b"title,date,body\na,b,c\n", "a table (CSV)"),
        ("g.txt", b"title;date;body\na;b;c\n", "a table (CSV)"),
    ];
    let doubtful = [
        ("d.txt", &b"one,two,three\na,b,c\n"[..], "a table (CSV)"),
        ("e.txt", b"[{\"title\": \"rain\"}]", "JSON"),
    ];
    for (name, bytes, what) in doubtful {
        std::io::Write::write_all(&mut File::create(dir.path().join(name)).unwrap(), bytes)
            .unwrap();
        let ran = run_in(dir.path(), &["import", name, "-o", "out.json"]);
        assert_eq!(ran.code, 3, "{}", ran.stderr);
        let expected = format!("{name}: not page text: this seems to be {what}; ");
        assert!(ran.stderr.contains(&expected), "{}", ran.stderr);
    }
    for (name, bytes, what) in written {
        std::io::Write::write_all(&mut File::create(dir.path().join(name)).unwrap(), bytes)
            .unwrap();
        let ran = run_in(dir.path(), &["import", name, "-o", "out.json"]);
        assert_eq!(ran.code, 3, "{}", ran.stderr);
        let expected = format!("{name}: not page text: this is {what}; ");
        assert!(ran.stderr.contains(&expected), "{}", ran.stderr);
        assert!(!dir.path().join("out.json").exists());
    }
}

#[test]
fn a_directory_with_a_description_of_an_issue_is_imported_once() {
    let dir = tempfile::tempdir().unwrap();
    let issue = dir.path().join("issue");
    fs::create_dir_all(issue.join("alto")).unwrap();
    let write = |name: &str, text: &str| {
        let mut file = File::create(issue.join(name)).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    };
    let page = |text: &str| {
        format!(
            r#"<alto><Layout><Page WIDTH="800" HEIGHT="900"><TextBlock ID="b"><TextLine HPOS="60" VPOS="60" WIDTH="160" HEIGHT="16"><String CONTENT="{text}"/></TextLine></TextBlock></Page></Layout></alto>"#
        )
    };
    write("alto/one.xml", &page("清晨的田里有了人声。"));
    write("alto/two.xml", &page("夏天的雨下在田里。"));
    write("other.xml", "<?xml version='1.0'?><news>雨停了。</news>");
    write(
        "mets.xml",
        r#"<?xml version="1.0"?><mets><dmdSec ID="d"><title>春耕</title></dmdSec><fileSec><fileGrp><file ID="f"><FLocat href="alto/one.xml"/></file></fileGrp></fileSec><structMap><div TYPE="ARTICLE" DMDID="d"><fptr><area FILEID="f" BEGIN="b"/></fptr></div></structMap></mets>"#,
    );
    let ran = run_in(dir.path(), &["import", "issue", "-o", "out.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("2 pages, 2 reports"), "{}", ran.stderr);
    let store = fs::read_to_string(dir.path().join("out.jsonl")).unwrap();
    assert!(
        store.contains("春耕") && store.contains("夏天的雨"),
        "{store}"
    );
    let ran = run_in(
        dir.path(),
        &["import", "issue", "-o", "out.jsonl", "--append"],
    );
    assert!(
        ran.stderr.contains("2 pages were there already"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_page_of_single_characters_is_refused_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let text: String = "春天来了孩子们在田埂上奔跑"
        .chars()
        .cycle()
        .take(60)
        .flat_map(|c| [c, '\n'])
        .collect();
    std::io::Write::write_all(
        &mut File::create(dir.path().join("a.txt")).unwrap(),
        text.as_bytes(),
    )
    .unwrap();
    let ran = run_in(dir.path(), &["import", "a.txt", "-o", "out.json"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("a.txt: the page is set vertically"),
        "{}",
        ran.stderr
    );
    assert!(!dir.path().join("out.json").exists());
}

#[test]
fn a_folder_of_web_pages_is_read_as_an_epaper() {
    let dir = tempfile::tempdir().unwrap();
    let day = dir.path().join("paper/1986-11/03");
    fs::create_dir_all(&day).unwrap();
    let write = |name: &str, text: &str| {
        let mut file = File::create(day.join(name)).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    };
    write(
        "node_2.htm",
        "<html><head><title>田野日报数字报</title></head><body>第02版：要闻 <a href=content_1.htm>春耕</a></body></html>",
    );
    write(
        "content_1.htm",
        "<html><body><h1>春耕开始</h1><div id=ozoom><p>清晨的田里有了人声。</p></div></body></html>",
    );
    write("about.htm", "<html><body><p>版权所有</p></body></html>");
    let ran = run_in(dir.path(), &["import", "paper", "-o", "out.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("1 page, 1 report"), "{}", ran.stderr);
    let store = fs::read_to_string(dir.path().join("out.jsonl")).unwrap();
    for part in [
        "春耕开始",
        "清晨的田里有了人声。",
        "田野日报",
        "1986-11-03",
        "要闻",
    ] {
        assert!(store.contains(part), "{part}: {store}");
    }
    let ran = run_in(
        dir.path(),
        &["import", "paper/1986-11/03/about.htm", "-o", "no.json"],
    );
    assert_eq!(ran.code, 3, "{}", ran.stderr);
}

/// A page of a news site, with what stands around its report.
fn news_page(headline: &str) -> String {
    format!(
        "<html><head><meta charset=gb2312><title>{headline}_江城在线</title></head><body><a href=/>首页</a><a href=/a>体育</a>\
         <h1>{headline}</h1><p>2025-11-03 08:30 来源：江城晚报</p><div class=article-content>\
         <p>江上的旧桥昨日动工改建，工期三个月，其间行人和车辆请绕行上游的新桥。</p><p>责任编辑：王芳</p></div>\
         <ul><li><a href=/1>上一篇</a></ul></body></html>"
    )
}

fn write_page(path: &Path, page: &str) {
    let mut file = File::create(path).unwrap();
    std::io::Write::write_all(&mut file, page.as_bytes()).unwrap();
}

#[test]
fn a_saved_web_page_gives_its_report() {
    let dir = tempfile::tempdir().unwrap();
    write_page(&dir.path().join("page.html"), &news_page("旧桥改建"));
    let ran = run_in(dir.path(), &["import", "page.html", "-o", "out.json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("1 page, 1 report"), "{}", ran.stderr);
    let store = fs::read_to_string(dir.path().join("out.json")).unwrap();
    for part in ["\"旧桥改建\"", "工期三个月", "江城晚报", "2025-11-03"] {
        assert!(store.contains(part), "{part}: {store}");
    }
    for part in ["王芳", "上一篇", "首页"] {
        assert!(!store.contains(part), "{part}: {store}");
    }
}

#[test]
fn a_page_that_was_saved_twice_is_two_reports_with_ids_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.html", "b.html"] {
        write_page(&dir.path().join(name), &news_page("旧桥改建"));
    }
    let ran = run_in(
        dir.path(),
        &["import", "a.html", "b.html", "-o", "out.json"],
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = run_in(dir.path(), &["check", "out.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn a_folder_of_web_pages_gives_their_reports() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("saved")).unwrap();
    for (name, headline) in [("a.html", "旧桥改建"), ("b.htm", "新桥通车")] {
        write_page(&dir.path().join("saved").join(name), &news_page(headline));
    }
    let links = "<li><a href=a.html>旧桥改建</a>".repeat(9);
    write_page(
        &dir.path().join("saved/index.html"),
        &format!("<html><body><ul>{links}</ul></body></html>"),
    );
    let ran = run_in(dir.path(), &["import", "saved", "-o", "out.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("2 pages, 2 reports"), "{}", ran.stderr);
    let ran = run_in(
        dir.path(),
        &["import", "saved", "-o", "out.jsonl", "--append"],
    );
    assert!(
        ran.stderr.contains("2 pages were there already"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_web_page_without_a_report_is_refused_by_what_it_is() {
    let dir = tempfile::tempdir().unwrap();
    for (name, page, why) in [
        (
            "a.html",
            "<!DOCTYPE html><html><body>雨</body></html>",
            "a.html: this is a web page (HTML): no part of the page reads as a report",
        ),
        (
            "b.txt",
            "<div><script>start()</script></div>",
            "b.txt: this seems to be a web page (HTML): the page has no text of its own",
        ),
    ] {
        write_page(&dir.path().join(name), page);
        let ran = run_in(dir.path(), &["import", name, "-o", "out.json"]);
        assert_eq!(ran.code, 3, "{}", ran.stderr);
        assert!(ran.stderr.contains(why), "{}", ran.stderr);
        assert!(!dir.path().join("out.json").exists());
    }
    fs::create_dir(dir.path().join("empty")).unwrap();
    write_page(
        &dir.path().join("empty/a.html"),
        "<html><body>雨</body></html>",
    );
    let ran = run_in(dir.path(), &["import", "empty", "-o", "out.json"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("empty: no report in these web pages"),
        "{}",
        ran.stderr
    );
}
