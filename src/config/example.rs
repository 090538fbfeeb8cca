//! A file of settings to begin with: every setting at its default, explained.

use super::{LONGEST_INDENT, MEASURE, MEASURES, SECONDS, TIMES};

/// Returns the file; `themes` and `keys` are lines that tell which themes there are and how the keys
/// are bound.
pub fn example(themes: &str, keys: &str) -> String {
    let (least, most) = MEASURES;
    let (shortest, longest) = TIMES;
    format!(
        "\
# The settings of zhenews; each is here with what holds without it.
# `zhenews config` shows what holds, `zhenews config --check` what is wrong.

# \"auto\" goes by the terminal's ground, or one of:
{themes}
theme = \"auto\"

# What the program says: \"zh\", \"en\", or \"auto\" for the locale's.
language = \"auto\"

# The longest line in cells, {least} to {most}; a Han character takes two.
measure = {MEASURE}

# A paragraph's indent in cells, 0 to {LONGEST_INDENT}; \"auto\" is two characters, fewer in short lines.
indent = \"auto\"

# How many rows a line of the text takes, 1 or 2; in the reader = changes it.
spacing = 1

# Whether the text is set in newspaper columns where there is room for two; in the reader c changes it.
columns = false

# Where the list of headlines stands, \"left\" or \"above\" the text; in the reader w changes it.
# What is set here holds whenever the reader starts; what is not set is as it was left.
layout = \"left\"

# One thing at a time, without frames, the cursor on the line that is read: for screen readers and
# small screens. `zhenews --plain` asks for it once.
plain = false

# How wide the terminal draws “ ” and — : \"narrow\", \"wide\", or \"auto\" to ask it.
ambiguous = \"auto\"

# Whether the reader listens to the mouse; without it the terminal selects text as usual.
mouse = true

# The program that opens a link, the address put behind its arguments, as [\"firefox\", \"--new-tab\"].
# No shell reads it. Empty: the desktop's own.
browser = []

# What makes a report count as read: its end shown or open for so many seconds, {shortest} to {longest};
# \"auto\" is {SECONDS}, \"end\" only its end shown, \"never\" only the key m.
read = \"auto\"

# What is read where no PATH is given: files and directories; `zhenews add PATH` adds one.
# Empty: the edition that is part of the program.
collections = []

# Searches that are folders above the headlines, by their names, as \"环保\" = \"环保 OR 治污\";
# in the reader S saves a search and F lists the folders.
[searches]

# Keys and the commands they give, by name; the keys that you bind are taken from what had them.
# \"none\" takes a key away. Keys of a sequence are parted by spaces. Below is what holds without it.
[keys]
{keys}"
    )
}
