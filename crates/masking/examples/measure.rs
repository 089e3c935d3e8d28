//! How many lines of a file masking touches, and how long it takes, also for hostile text.
//!
//! `cargo run --release -p liaison-masking --example measure -- [<file of lines or CSV>…] [--show]`

use std::error::Error;
use std::hint::black_box;

use liaison_masking::{Policy, mask};

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    for file in files {
        touched(&file, &std::fs::read_to_string(&file)?, flags.iter().any(|flag| flag == "--show"));
    }
    for (name, policy) in [("standard", Policy::standard()), ("deal", Policy::deal_before_payment())] {
        for kilobytes in [1, 16, 64] {
            hostile(kilobytes * 1_024, &policy, name);
        }
    }
    Ok(())
}

fn touched(name: &str, content: &str, shows: bool) {
    let policy = Policy::standard();
    let lines: Vec<&str> = content.lines().filter(|line| !line.trim().is_empty()).collect();
    let started = processor_micros();
    let changed: Vec<_> = lines
        .iter()
        .map(|line| (line, mask(line, &policy, None)))
        .filter(|(_, masked)| masked.is_changed())
        .collect();
    let micros = processor_micros() - started;
    if shows {
        changed.iter().for_each(|(line, masked)| println!("{line}\n  -> {}", masked.text()));
    }
    println!(
        "{name}: {} of {} lines touched ({:.3} %), {:.1} us per KB",
        changed.len(),
        lines.len(),
        100.0 * as_float(changed.len()) / as_float(lines.len()),
        micros * 1_024.0 / as_float(content.len())
    );
}

fn hostile(bytes: usize, policy: &Policy, name: &str) {
    let pieces = [
        "4 ",
        "4",
        "41 ",
        "4242 ",
        "4111 1111 1111 1111 ",
        "1234567890",
        "otp 1 ",
        "a.b/4",
        "password is ",
        "one two ",
        "4l",
        "&#4",
        "my pin is not ",
        "GB29 ",
        "a@",
    ];
    let slowest = pieces.map(|piece| {
        let text = piece.repeat(bytes / piece.len());
        let started = processor_micros();
        black_box(mask(&text, policy, None));
        ((processor_micros() - started) * 1_024.0 / as_float(bytes), piece)
    });
    if bytes == 16 * 1_024 {
        slowest.iter().for_each(|(micros, piece)| println!("  {piece:?}: {micros:.1}"));
    }
    let (micros, piece) =
        slowest.into_iter().fold((0.0, ""), |worst, one| if one.0 > worst.0 { one } else { worst });
    println!("{name}: {:>3} KB of {piece:?}: {micros:.1} us per KB", bytes / 1_024);
}

/// What this thread has worked so far: a busy machine does not count.
fn processor_micros() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let seconds =
        std::time::Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0));
    seconds.as_secs_f64() * 1e6
}

#[expect(clippy::cast_precision_loss, reason = "counts and sizes are small")]
fn as_float(number: usize) -> f64 {
    number as f64
}
