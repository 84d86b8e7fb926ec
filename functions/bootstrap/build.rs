//! How the program is linked.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Lambda loads it into a machine of its own, where a place that nobody can guess protects from nothing; and every address
    // that need not be written at a start is time.
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|it| it == "linux") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
