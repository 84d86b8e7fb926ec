//! How the program is linked.

use std::{env, fs, path::PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=small.ld");
    let is = |name, value| env::var(name).is_ok_and(|it| it == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("PROFILE", "release") {
        // Lambda loads it into a machine of its own, where a place that nobody can guess protects from nothing; and every
        // address that need not be written at a start is time.
        println!("cargo::rustc-link-arg-bins=-no-pie");
        // Beside what is built: another checkout may share that, and be gone one day.
        let script = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("small.ld");
        fs::write(&script, include_str!("small.ld")).expect("a build may write there");
        println!("cargo::rustc-link-arg-bins=-Wl,-T,{}", script.display());
    }
}
