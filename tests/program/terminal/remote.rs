//! A collection on a search engine that hangs, lacks a part or is gone under the reader: it says so, goes on, and has
//! all again when the engine has.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use serde_json::json;

use super::desk::{Desk, zhenews};
use played::{Answer, Asked, Played, well};

#[expect(dead_code, reason = "the library's tests ask more of it")]
#[path = "../../library/remote/played.rs"]
mod played;

/// How the engine is.
const WELL: u8 = 0;
const HANGS: u8 = 1;
const LACKS_A_PART: u8 = 2;
const IS_WITHOUT_INDEX: u8 = 3;

fn answer(state: u8, asked: &Asked) -> Answer {
    match state {
        HANGS => Answer::Hangs,
        LACKS_A_PART => {
            let Answer::Says(status, body) = well(asked) else {
                panic!("it answers well");
            };
            Answer::Says(status, body.replace("\"successful\":3", "\"successful\":2"))
        }
        IS_WITHOUT_INDEX => {
            let error =
                json!({"error": {"type": "index_not_found_exception", "reason": "no such index"}});
            Answer::Says(404, error.to_string())
        }
        _ => well(asked),
    }
}

#[test]
fn whatever_becomes_of_the_engine_the_reader_says_so_and_goes_on() {
    let state = Arc::new(AtomicU8::new(WELL));
    let known = state.clone();
    let played = Played::new(move |asked| answer(known.load(Ordering::Relaxed), asked));
    let is = |now: u8| state.store(now, Ordering::Relaxed);
    let address = format!("opensearch+http://{}/news", played.host());
    let mut desk = Desk::new(zhenews(&[&address]));
    desk.wait_text("植树");
    desk.wait_text("1/3");

    is(HANGS);
    desk.send("/植\r");
    desk.wait_text("查找中");
    desk.send("\x1b");
    desk.wait_text("/ 查找");
    desk.send("j");
    desk.wait_text("2/3");
    // The question that hangs is not waited for by the next.
    is(WELL);
    desk.send("/植\r");
    desk.wait_text("第 1 处");
    desk.send("\x1b");
    desk.wait_text("/ 查找");

    is(LACKS_A_PART);
    desk.send("/树\r");
    desk.wait_text("至少 3 篇符合");
    desk.wait_text("/3+");
    is(IS_WITHOUT_INDEX);
    desk.send("/植树\r");
    desk.wait_text("没有索引");
    is(WELL);
    desk.send("\x1b");
    desk.wait_text("/ 查找");
    desk.send("/植树\r");
    desk.wait_text("第 1 处");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
}
