//! The reader on an archive: it asks for the articles that it shows, and keeps few.

use std::sync::Arc;

use zhenews::app::keys::{Code, Key};
use zhenews::app::question::{Question, Reply, Ticket};
use zhenews::app::report_window::{Fetched, Standing, Update};
use zhenews::app::{Effect, Model, Msg};
use zhenews::article::{Article, Block};
use zhenews::corpus::{Found, Held, Holdings};
use zhenews::lang::{Bilingual, Lang};
use zhenews::library::{Action, Library};
use zhenews::search::Rows as RowSet;
use zhenews::store::{Changed, Collection, Problem, Reading};
use zhenews::text::width::Ambiguous;

use crate::desk::{opening, screen_of};

/// A reader whose archive has an article in every row, but for those that were lost.
struct Reader {
    model: Model,
    version: u64,
    /// How many articles have come before those that were there first.
    new: usize,
    lost: Vec<usize>,
    /// Which rows were asked for, all together.
    asked: Vec<usize>,
    /// Whether those that were there are read again.
    checks: bool,
    /// Which of them were to be.
    checked: Vec<usize>,
    /// What stands behind each title now.
    behind: &'static str,
}

fn article(row: usize) -> Article {
    Article {
        id: format!("r{row}"),
        title: Some(format!("第{row}篇")),
        body: vec![Block::Paragraph(format!("这是第{row}篇的正文。"))],
        ..Article::default()
    }
}

/// Reports of which none is at hand.
#[derive(Debug)]
struct Rows {
    len: usize,
    is_whole: bool,
}

impl Holdings for Rows {
    fn len(&self) -> usize {
        self.len
    }

    fn is_whole(&self) -> bool {
        self.is_whole
    }

    fn problems(&self) -> &[Problem] {
        &[]
    }

    fn at_hand(&self, _: usize) -> Option<&Article> {
        None
    }
}

impl Reader {
    fn new(len: usize) -> Self {
        let mut reader = Self {
            model: Model::new(Lang::Zh, Ambiguous::Narrow, (80, 20)),
            version: 0,
            new: 0,
            lost: Vec::new(),
            asked: Vec::new(),
            checks: false,
            checked: Vec::new(),
            behind: "",
        };
        reader.stock(len, true, Standing::Same);
        reader.send(Msg::Remembered {
            library: Box::default(),
            damaged: 0,
        });
        reader
    }

    fn stock(&mut self, len: usize, is_whole: bool, standing: Standing) {
        self.send(Msg::Reports(Update {
            holdings: Arc::new(Rows { len, is_whole }),
            version: self.version,
            standing,
        }));
    }

    fn send(&mut self, msg: Msg) {
        let mut waiting = vec![msg];
        while let Some(msg) = waiting.pop() {
            for effect in self.model.update(msg) {
                match effect {
                    Effect::Fetch(version, rows) => {
                        self.asked.extend(&rows);
                        waiting.push(self.fetch(version, rows));
                    }
                    Effect::Check(version, row) => {
                        self.checked.push(row);
                        if self.checks {
                            waiting.push(self.fetch(version, vec![row]));
                        }
                    }
                    Effect::Ask(ticket, question) => {
                        let reply = self.reply(question);
                        waiting.extend(reply.map(|reply| Msg::Answered(ticket, Some(reply))));
                    }
                    Effect::Locate(locate) => waiting.push(Msg::Located {
                        generation: locate.generation,
                        article: locate.article,
                        hits: Vec::new(),
                    }),
                    Effect::SetMore => waiting.push(Msg::SetMore),
                    _ => {}
                }
            }
        }
    }

    fn reply(&self, question: Question) -> Option<Reply> {
        match question {
            Question::Ids(rows) => {
                let id = |row: &usize| format!("r{row}").into();
                Some(Reply::Ids(rows.indexes.iter().map(id).collect()))
            }
            Question::Unread(rows) => {
                let library = self.model.memory.library();
                let is_unread = |row: &usize| !library.is_read(&format!("r{row}"));
                Some(Reply::Article(rows.indexes.iter().copied().find(is_unread)))
            }
            _ => None,
        }
    }

    fn fetch(&self, version: u64, rows: Vec<usize>) -> Msg {
        let read = |row: &usize| {
            let lost = self.lost.contains(row);
            let read = if lost {
                Err(Changed)
            } else {
                let mut article = article(row.wrapping_sub(self.new));
                article.title = article.title.map(|title| title + self.behind);
                Ok(Arc::new(article))
            };
            (*row, read)
        };
        let articles = rows.iter().map(read).collect();
        Msg::Fetched(Fetched {
            version,
            asked: rows,
            articles,
        })
    }

    fn press(&mut self, code: Code) {
        self.send(Msg::Key(Key::plain(code)));
    }

    fn screen(&self) -> String {
        screen_of(&self.model)
    }
}

#[test]
fn what_is_shown_is_asked_for_and_little_else() {
    let mut reader = Reader::new(1_000_000);
    assert!(reader.screen().contains("这是第0篇的正文。"));
    reader.press(Code::End);
    let screen = reader.screen();
    assert!(screen.contains("第999992篇"), "{screen}");
    assert!(screen.contains("这是第999999篇的正文。"), "{screen}");
    assert!(screen.contains("1000000/1000000"), "{screen}");
    reader.press(Code::Home);
    assert!(reader.screen().contains("这是第0篇的正文。"));
    assert!(reader.asked.len() < 100, "{}", reader.asked.len());
}

#[test]
fn many_steps_ask_for_every_row_and_again_when_it_is_read() {
    let mut reader = Reader::new(400);
    for row in 1..400 {
        reader.press(Code::Down);
        let text = format!("这是第{row}篇的正文。");
        assert!(reader.screen().contains(&text), "{text}");
    }
    let asked = |row: usize| reader.asked.iter().filter(|asked| **asked == row).count();
    assert!((0..400).all(|row| (1..=2).contains(&asked(row))));
}

#[test]
fn an_article_that_is_lost_says_so_and_costs_itself_only() {
    let mut reader = Reader::new(20);
    reader.lost = vec![1];
    reader.version += 1;
    reader.stock(20, true, Standing::Moved(Some(0)));
    reader.press(Code::Down);
    let screen = reader.screen();
    assert!(screen.contains("文件已变动"), "{screen}");
    reader.press(Code::Down);
    assert!(reader.screen().contains("这是第2篇的正文。"));
}

#[test]
fn what_a_part_cannot_give_is_said_to_be_out_of_reach_until_all_is_there() {
    let mut reader = Reader::new(20);
    reader.lost = vec![1];
    reader.version += 1;
    reader.stock(20, false, Standing::Moved(Some(0)));
    let why = Bilingual::new("only 2 of 3 parts answered", "只有两部分作了回答");
    reader.send(Msg::NotAnswered(why));
    let screen = reader.screen();
    assert!(screen.contains("暂时无法读取"), "{screen}");
    assert!(
        screen.contains("1/20+") && screen.contains("只有两部分"),
        "{screen}"
    );
    reader.lost = Vec::new();
    reader.version += 1;
    reader.stock(20, true, Standing::Moved(Some(0)));
    let screen = reader.screen();
    assert!(!screen.contains("暂时无法读取"), "{screen}");
    assert!(
        screen.contains("1/20 ") && !screen.contains("只有两部分"),
        "{screen}"
    );
}

#[test]
fn the_article_that_is_read_stays_where_others_come_before_it() {
    let mut reader = Reader::new(10);
    reader.press(Code::Down);
    assert!(reader.screen().contains("这是第1篇的正文。"));
    reader.version += 1;
    reader.new = 5;
    reader.stock(15, true, Standing::Moved(Some(6)));
    let screen = reader.screen();
    assert!(screen.contains("这是第1篇的正文。"), "{screen}");
    assert!(screen.contains("7/15"), "{screen}");
}

#[test]
fn whoever_has_done_nothing_reads_what_comes_first() {
    let mut reader = Reader::new(10);
    assert!(reader.screen().contains("这是第0篇的正文。"));
    reader.version += 1;
    reader.new = 5;
    reader.stock(15, true, Standing::Moved(Some(5)));
    let screen = reader.screen();
    assert!(screen.contains("1/15"), "{screen}");
    assert!(!screen.contains("这是第0篇的正文。"), "{screen}");
    reader.press(Code::Down);
    reader.version += 1;
    reader.new = 8;
    reader.stock(18, true, Standing::Moved(Some(4)));
    assert!(reader.screen().contains("5/18"), "{}", reader.screen());
}

#[test]
fn a_list_that_is_not_whole_is_not_exported() {
    let mut reader = Reader::new(0);
    reader.stock(20, false, Standing::Moved(None));
    let export = |reader: &mut Reader| {
        reader.press(Code::Char('e'));
        reader.press(Code::Up);
        reader.press(Code::Enter);
        reader.model.export.running.take().map(|running| running.of)
    };
    assert_eq!(export(&mut reader), None);
    let screen = reader.screen();
    assert!(screen.contains("未导出：尚未读完全部报道"), "{screen}");
    reader.stock(30, true, Standing::Same);
    assert_eq!(export(&mut reader), Some(30));
}

#[test]
fn what_is_read_of_a_beginning_stays_when_the_archive_comes() {
    let mut reader = Reader::new(0);
    let articles = (3..9).map(article).collect();
    let problems = Vec::new();
    let beginning = Collection {
        articles,
        problems,
        ..Collection::default()
    };
    let held = Held::new(beginning, &[], &Reading::default());
    reader.send(opening(Arc::new(held)));
    reader.press(Code::Down);
    assert!(reader.screen().contains("这是第4篇的正文。"));
    reader.version += 1;
    reader.stock(3, false, Standing::Moved(None));
    assert!(reader.screen().contains("这是第4篇的正文。"));
    reader.stock(9, true, Standing::Same);
    assert!(reader.screen().contains("这是第4篇的正文。"));
    reader.press(Code::Down);
    assert!(reader.screen().contains("这是第2篇的正文。"));
}

#[test]
fn more_comes_at_the_end_while_it_is_indexed() {
    let mut reader = Reader::new(5);
    reader.stock(5, false, Standing::Same);
    assert!(reader.screen().contains("1/5+"));
    reader.press(Code::Down);
    reader.stock(500, true, Standing::Same);
    let screen = reader.screen();
    assert!(screen.contains("2/500"), "{screen}");
    assert!(screen.contains("这是第1篇的正文。"), "{screen}");
}

#[test]
fn an_article_that_has_been_there_for_a_while_is_read_again_when_it_is_opened() {
    let mut reader = Reader::new(20);
    reader.checks = true;
    reader.press(Code::Down);
    assert_eq!(reader.checked, [1]);
    reader.behind = "又一版";
    reader.press(Code::Up);
    assert!(
        reader.screen().contains("第0篇又一版"),
        "{}",
        reader.screen()
    );
    reader.lost = vec![1];
    reader.press(Code::Down);
    assert!(
        reader.screen().contains("文件已变动"),
        "{}",
        reader.screen()
    );
    assert_eq!(reader.model.pane.id(), Some("r1"));
}

#[test]
fn what_is_read_in_the_unread_stays_open_while_more_is_indexed() {
    let mut reader = Reader::new(9);
    reader.press(Code::Char('2'));
    let answer = |reader: &mut Reader, rows: Vec<usize>| {
        let generation = reader.model.search.generation();
        let answer = Found::all(RowSet::collect(rows), RowSet::default());
        reader.send(Msg::Found { generation, answer });
    };
    answer(&mut reader, (0..9).collect());
    reader.press(Code::Down);
    assert_eq!(reader.model.pane.id(), Some("r1"));
    reader.press(Code::Char('m'));
    assert_eq!(reader.model.rows(), 9);
    reader.stock(20, true, Standing::Same);
    answer(&mut reader, std::iter::once(0).chain(2..20).collect());
    assert_eq!(reader.model.rows(), 19);
    assert_eq!(reader.model.pane.id(), Some("r1"), "it is still being read");
    reader.press(Code::Down);
    assert_eq!(reader.model.pane.id(), Some("r3"));
}

#[test]
fn reports_that_are_not_there_are_marked_and_gone_to_as_well() {
    let mut reader = Reader::new(5000);
    reader.press(Code::Char('m'));
    reader.press(Code::End);
    reader.press(Code::Char('['));
    assert_eq!(reader.model.list.selected(), 4998);
    reader.press(Code::Char('A'));
    let read = |reader: &Reader| reader.model.memory.library().read().count();
    assert_eq!(read(&reader), 5000);
    assert!(reader.screen().contains("已将 4999 篇标为已读"));
    reader.press(Code::Char('['));
    assert_eq!(reader.model.list.selected(), 4998, "there is none");
    reader.press(Code::Char('u'));
    assert_eq!(read(&reader), 1);
    reader.press(Code::Home);
    reader.press(Code::Char(']'));
    assert_eq!(reader.model.list.selected(), 1);
    // An answer that nobody waits for.
    let late = Some(Reply::Article(Some(70)));
    reader.send(Msg::Answered(Ticket(7), late));
    assert_eq!(reader.model.list.selected(), 1);
}

#[test]
fn the_report_that_was_selected_is_looked_up_and_gone_back_to() {
    let mut reader = Reader::new(1_000_000);
    let mut library = Library::default();
    library.act(&Action::Window("report".into(), "r777777".into()));
    let library = Box::new(library);
    let effects = reader.model.update(Msg::Remembered {
        library,
        damaged: 0,
    });
    let ticket = effects.into_iter().find_map(|effect| match effect {
        Effect::Ask(ticket, Question::Report(id)) if id == "r777777" => Some(ticket),
        _ => None,
    });
    let ticket = ticket.expect("it is looked up");
    // Where others stand in its rows by now it is looked up again.
    reader.version += 1;
    reader.stock(1_000_000, true, Standing::Moved(Some(0)));
    reader.send(Msg::Answered(ticket, Some(Reply::Article(Some(5)))));
    assert_eq!(reader.model.list.selected(), 0);
    let found = Some(Reply::Article(Some(777_777)));
    reader.send(Msg::Answered(Ticket(ticket.0 + 1), found));
    assert_eq!(reader.model.list.selected(), 777_777);
    assert_eq!(reader.model.pane.id(), Some("r777777"));
}
