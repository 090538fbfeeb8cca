//! Pages that are opened as they are: their reports are rebuilt, and it is said how to keep them.

use std::fs::File;
use std::io::Write as _;

use crate::terminal::desk::{Desk, zhenews};

/// A page as its text was extracted, and one as it was recognized, in a file that is JSON as a store is.
const PAGES: [(&str, &str, &str); 2] = [
    (
        "page.txt",
        "晨报 2019年11月22日 第3版\n\n水库开闸放水\n\n　　本报讯（记者李明）青山水库今天开闸放水，下游三县的稻田\n\
         都得到了灌溉，农户说这是今年的第一场透水。\n",
        "page.json",
    ),
    (
        "page.json",
        r#"[[[[10,10],[410,10],[410,50],[10,50]],"水库开闸放水",0.99],
            [[[10,80],[410,80],[410,100],[10,100]],"本报讯（记者李明）青山水库今天开闸放水，",0.98],
            [[[10,105],[330,105],[330,125],[10,125]],"下游三县的稻田都得到了灌溉。",0.97]]"#,
        "page.store.json",
    ),
];

#[test]
fn page_text_and_recognized_text_open_as_they_are() {
    for (name, page, store) in PAGES {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        let mut file = File::create(&path).expect("a file");
        file.write_all(page.as_bytes()).expect("writing");
        let path = path.to_str().expect("a name");
        let mut desk = Desk::new(zhenews(&[path]));
        desk.wait_text("1/1");
        desk.wait_text("水库开闸放水");
        desk.send("q");
        assert_eq!(desk.wait_end(), 0);
        let told = String::from_utf8_lossy(&desk.bytes()).replace(['\r', '\n'], "");
        let store = folder.path().join(store);
        let advice = format!("zhenews import {path} -o {}", store.display());
        assert!(told.contains(&advice), "{told}");
    }
}
