//! Draws a definition: `cargo run -p liaison-flow --example draw -- flows/bid.toml > bid.svg`

use std::error::Error;

use liaison_flow::{Source, load, svg};

fn main() -> Result<(), Box<dyn Error>> {
    for path in std::env::args().skip(1) {
        let definition = load(&Source::new(path.clone(), std::fs::read_to_string(&path)?))?;
        print!("{}", svg(&definition, None));
    }
    Ok(())
}
