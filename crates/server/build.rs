//! Takes the built pages into the program: what `npm run build` left in `web/dist`, or nothing.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest as _, Sha256};

/// Parts without which somebody would look in vain for what the documentation shows.
const PARTS: [&str; 3] = ["console", "widget", "demo"];

#[expect(clippy::disallowed_methods, reason = "cargo tells a build by its environment, and only so")]
fn main() -> Result<(), Box<dyn Error>> {
    let dist = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../web/dist");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());
    let mut files = Vec::new();
    for part in PARTS {
        match find(&dist.join(part), part, &mut files) {
            Ok(()) => {}
            Err(_) => println!(
                "cargo::warning=no pages under /{part}/: `web/dist/{part}` was not built (npm ci && npm run build in `web`)"
            ),
        }
    }
    files.sort();
    let mut code = "&[\n".to_owned();
    for (number, (path, file)) in files.iter().enumerate() {
        let bytes = fs::read(file)?;
        let etag: String = Sha256::digest(&bytes).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        let packed = pack(&bytes)?;
        let gzip = if packed.len() + 64 < bytes.len() {
            let name = out.join(format!("{number}.gz"));
            fs::write(&name, packed)?;
            format!("Some(include_bytes!({:?}))", name.display().to_string())
        } else {
            "None".to_owned()
        };
        writeln!(
            code,
            "    Page {{ path: {path:?}, etag: \"\\\"{etag}\\\"\", plain: include_bytes!({:?}), gzip: {gzip} }},",
            file.display().to_string()
        )?;
    }
    code.push(']');
    fs::write(out.join("pages.rs"), code)?;
    Ok(())
}

/// Every file below a folder, with its path as browsers ask for it.
fn find(folder: &Path, path: &str, files: &mut Vec<(String, PathBuf)>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| format!("`{name:?}` is no text"))?;
        let path = format!("{path}/{name}");
        if entry.file_type()?.is_dir() {
            find(&entry.path(), &path, files)?;
        } else {
            files.push((path, fs::canonicalize(entry.path())?));
        }
    }
    Ok(())
}

fn pack(bytes: &[u8]) -> Result<Vec<u8>, std::io::Error> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}
