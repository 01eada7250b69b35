//! RC707x and RC709x: registers and shared files of a dossier.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (7071, "没有这个清单", "there is no such register"),
    (7072, "清单条目的标识重复", "two entries of a register have one key"),
    (7073, "清单里没有这一条目", "the register has no such entry"),
    (7074, "没有写明是哪一条目", "it is not said which entry is meant"),
    (7075, "不属于任何清单", "it belongs to no register"),
    (7090, "共享档案循环引用", "shared files refer to each other in a circle"),
    (7091, "共享档案太多或引用太深", "too many shared files, or nested too deep"),
    (7092, "共享档案里不能写的内容", "not allowed in a shared file"),
    (7093, "两个文件都给出了同一内容", "two files give the same thing"),
    (7094, "共享档案无从读取", "shared files cannot be read here"),
    (7095, "共享档案在允许的文件夹之外", "the shared file lies outside the folder allowed"),
];

fn unplaced(code: u16, zh: String, en: String) -> Diagnostic {
    Diagnostic::error(code, Span::default(), zh, en)
}

/// Two entries with one declared key.
#[must_use]
pub fn entry_twice(register: &str, key: &str) -> Diagnostic {
    unplaced(
        7072,
        format!("清单「{register}」里「{key}」出现不止一次"),
        format!("‘{key}’ occurs more than once in the register ‘{register}’"),
    )
    .help(
        "标识相同的条目只能有一条；同一对象有多条记录时，在清单里写「标识：名称、日期；」",
        "entries need different keys; where one thing has several entries, write ‘key: name, date;’ in the register",
    )
}

/// `X[key]` where no entry has the key: the nearest one, or else those there are.
#[must_use]
pub fn no_entry(register: &str, key: &str, near: Option<&str>, all: &[&str]) -> Diagnostic {
    let found = unplaced(
        7073,
        format!("清单「{register}」里没有「{key}」"),
        format!("the register ‘{register}’ has no entry ‘{key}’"),
    );
    if near.is_none() && all.is_empty() {
        return found.help(
            "卷宗里这份清单没有条目；先在 registers 里写上",
            "the dossier has no entries of this register; write them in ‘registers’ first",
        );
    }
    super::dossier::suggest(found, near, all)
}

/// An obligation of a register without `[key]`.
#[must_use]
pub fn which_entry(id: &str, register: &str) -> Diagnostic {
    unplaced(
        7074,
        format!("「{id}」是对清单「{register}」逐条判断的，没有写明是哪一条目"),
        format!("‘{id}’ is judged of each entry of ‘{register}’, and no entry is named"),
    )
    .help(format!("写成「{id}[标识]」"), format!("write ‘{id}[KEY]’"))
}

/// `X[key]` where X is judged of no register.
#[must_use]
pub fn no_entries(id: &str) -> Diagnostic {
    unplaced(
        7075,
        format!("「{id}」不属于任何清单，不能写方括号"),
        format!("‘{id}’ belongs to no register and takes no entry in brackets"),
    )
    .help(format!("写成「{id}」"), format!("write ‘{id}’"))
}

/// Files that share each other.
#[must_use]
pub fn circle(files: &[String]) -> Diagnostic {
    let (zh, en) = (files.join("」→「"), files.join("’ → ‘"));
    unplaced(
        7090,
        format!("共享档案循环引用：「{zh}」"),
        format!("shared files refer to each other in a circle: ‘{en}’"),
    )
    .help("去掉其中一处 facts（共享档案）", "remove one of the ‘facts’ entries")
}

/// More shared files, or deeper ones, than are read.
#[must_use]
pub fn too_many(most: usize, deepest: usize) -> Diagnostic {
    unplaced(
        7091,
        format!("共享档案超过 {most} 个，或引用超过 {deepest} 层"),
        format!("there are more than {most} shared files, or more than {deepest} levels of them"),
    )
    .help("合并共享档案", "merge shared files")
}

/// A key that belongs to one case.
#[must_use]
pub fn not_shared(key: &str) -> Diagnostic {
    unplaced(
        7092,
        format!("共享档案里不能写「{key}」"),
        format!("‘{key}’ is not allowed in a shared file"),
    )
    .help(
        "共享档案只写清单、角色、事件和档案字段；属于某一件事项的内容写进它自己的卷宗",
        "a shared file holds registers, roles, events and facts; what belongs to one case goes into its own dossier",
    )
}

/// A 档案 or a role that two files give.
#[must_use]
pub fn given_twice(what: &str, files: (&str, &str)) -> Diagnostic {
    unplaced(
        7093,
        format!("「{}」和「{}」都给出了「{what}」", files.0, files.1),
        format!("‘{}’ and ‘{}’ both give ‘{what}’", files.0, files.1),
    )
    .help("只在一个文件里写它", "give it in one file alone")
}

/// A dossier that names shared files, read from a text alone.
#[must_use]
pub fn no_reader(file: &str) -> Diagnostic {
    unplaced(
        7094,
        format!("这里读不了共享档案「{file}」：卷宗不是从文件读入的"),
        format!("the shared file ‘{file}’ cannot be read here: the dossier was not read from a file"),
    )
    .help("用 --facts 指定，或从文件读入卷宗", "name it by --facts, or read the dossier from a file")
}

/// A path that leaves the folder.
#[must_use]
pub fn outside(file: &str) -> Diagnostic {
    unplaced(
        7095,
        format!("共享档案「{file}」在允许的文件夹之外"),
        format!("the shared file ‘{file}’ lies outside the folder allowed"),
    )
    .help(
        "写相对于卷宗的路径，不超出卷宗所在的文件夹；别处的文件用 --facts 指定",
        "write a path relative to the dossier that stays in its folder; name others by --facts",
    )
}
