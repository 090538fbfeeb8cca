//! What the program keeps is not spoilt by what it prints of it.

use std::fs::{self, File};

use crate::cli::program::{Ran, zhenews};

#[test]
fn what_is_kept_is_not_added_to_by_what_is_printed_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let library = dir.path().join("state/zhenews/library.jsonl");
    let settings = dir.path().join("config/zhenews/config.toml");
    let linked = dir.path().join("linked");
    for file in [&library, &settings] {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        File::create(file).unwrap();
    }
    fs::hard_link(&library, &linked).unwrap();
    let links = ["state", "export", "--force", linked.to_str().unwrap()];
    let commands: [(&[&str], _); 4] = [
        (&["state", "export"], &library),
        (&links, &library),
        (&["config"], &settings),
        (&["config", "--check"], &settings),
    ];
    for (arguments, file) in commands {
        for appends in [true, false] {
            let mut options = File::options();
            let output = options.append(appends).write(!appends).open(file).unwrap();
            let mut command = zhenews(arguments);
            command.env("XDG_STATE_HOME", dir.path().join("state"));
            command.env("XDG_CONFIG_HOME", dir.path().join("config"));
            command.stdout(output);
            let ran = Ran::from(command.output().unwrap());
            assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stderr);
            assert!(ran.stderr.contains("read"), "{}", ran.stderr);
            assert_eq!(fs::read(file).unwrap(), b"", "{arguments:?}");
        }
    }
}
