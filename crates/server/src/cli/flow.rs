//! `liaison flow`: definitions of guided deals, tried before they run.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand, ValueEnum};
use liaison_flow::simulate::{explore, play};
use liaison_flow::{
    Checked, Definition, Renamed, Source, State, Translations, check, explain, import, load, mermaid,
    migrate, plan, svg, translate,
};

/// Definitions of guided deals.
#[derive(Debug, Clone, Args)]
pub struct FlowArgs {
    #[command(subcommand)]
    command: FlowCommand,
}

#[derive(Debug, Clone, Subcommand)]
enum FlowCommand {
    /// Report everything that is wrong with definitions, with places and hints. Fails when one of them cannot be used.
    Check {
        /// Definitions, or folders with definitions.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Draw a definition.
    Draw {
        /// The definition.
        file: PathBuf,
        /// As an SVG image, or as Mermaid for Markdown.
        #[arg(long, value_enum, default_value = "svg")]
        format: Format,
        /// Mark this state.
        #[arg(long)]
        state: Option<String>,
    },
    /// Explore every way through a definition and report what is never reached, or play a script.
    ///
    /// A line of a script is `role action name=value …`, `event name key=value …`, `wait 5d` or `expect state`.
    Simulate {
        /// The definition.
        file: PathBuf,
        /// Play this script instead.
        #[arg(long)]
        script: Option<PathBuf>,
    },
    /// Describe a definition in plain sentences, as Markdown.
    Explain {
        /// The definition.
        file: PathBuf,
    },
    /// Make a definition of a Sharetribe transaction process (`process.edn`, format v3).
    ///
    /// The definition goes to standard output; what has no counterpart is listed, with lines, on standard error. Exit
    /// status 2 means that captured money could stay in hand.
    Import {
        /// The process.
        file: PathBuf,
        /// Write the definition to this file.
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// Show what becomes of runs when a new version takes the place of an old one. Changes nothing.
    Migrate {
        /// The definition that runs use.
        old: PathBuf,
        /// The one that they would use.
        new: PathBuf,
        /// A renamed state: `old=new`. May be given more than once.
        #[arg(long = "state", value_name = "OLD=NEW")]
        states: Vec<String>,
        /// A renamed field: `old=new`. May be given more than once.
        #[arg(long = "field", value_name = "OLD=NEW")]
        fields: Vec<String>,
        /// Stored runs to try it with: a JSON list.
        #[arg(long)]
        runs: Option<PathBuf>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Svg,
    Mermaid,
}

/// Does what was asked; the text is for standard output.
///
/// # Errors
/// When a file cannot be read or a definition cannot be used; names the place.
pub fn run(args: &FlowArgs) -> anyhow::Result<(String, ExitCode)> {
    let fine = |text: String| Ok((text, ExitCode::SUCCESS));
    match &args.command {
        FlowCommand::Check { files } => check_all(files),
        FlowCommand::Draw { file, format, state } => {
            let definition = usable(file)?;
            let current = match state {
                Some(name) => {
                    Some(definition.state(name).with_context(|| format!("there is no state \"{name}\""))?)
                }
                None => None,
            };
            fine(match format {
                Format::Svg => svg(&definition, current),
                Format::Mermaid => mermaid(&definition),
            })
        }
        FlowCommand::Simulate { file, script: None } => {
            let explored = explore(&usable(file)?);
            let code = if explored.is_fine() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            Ok((explored.to_string(), code))
        }
        FlowCommand::Simulate { file, script: Some(script) } => {
            let lines = read(script)?;
            let played = play(&usable(file)?, lines.text()).with_context(|| script.display().to_string())?;
            fine(played)
        }
        FlowCommand::Explain { file } => fine(explain(&usable(file)?)),
        FlowCommand::Import { file, output } => import_one(file, output.as_deref()),
        FlowCommand::Migrate { old, new, states, fields, runs } => {
            let renamed = Renamed { states: pairs(states)?, fields: pairs(fields)? };
            dry_run(&usable(old)?, &usable(new)?, &renamed, runs.as_deref())
        }
    }
}

fn read(path: &Path) -> anyhow::Result<Source> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Source::new(path.display().to_string(), text))
}

fn usable(path: &Path) -> anyhow::Result<Definition> {
    load(&read(path)?).map_err(|faults| anyhow::anyhow!("{faults}"))
}

fn check_all(files: &[PathBuf]) -> anyhow::Result<(String, ExitCode)> {
    let (mut text, mut has_failed) = (String::new(), false);
    for path in definitions(files)? {
        let Checked { definition, faults } = check(&read(&path)?);
        text.push_str(&faults.to_string());
        has_failed |= faults.is_fatal();
        let Some(mut definition) = definition else { continue };
        let translations = translations(&path, &definition)?;
        if let Err(faults) = translate(&mut definition, &translations) {
            faults.iter().for_each(|faults| text.push_str(&faults.to_string()));
            has_failed = true;
        }
        if !faults.is_fatal() {
            let (states, version) = (definition.states().len(), definition.version());
            text.push_str(&format!(
                "{}: \"{}\" version {version}, {states} states\n",
                path.display(),
                definition.name()
            ));
        }
    }
    Ok((text, if has_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }))
}

/// The files themselves, and the definitions in folders.
fn definitions(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(toml_files(path)?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn toml_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "toml") && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The texts of other languages: `hi.toml`, `pt-BR.toml` in the folder that the definition names.
fn translations(path: &Path, definition: &Definition) -> anyhow::Result<Translations> {
    let mut translations = Translations::new();
    if let Some(folder) = definition.texts_folder() {
        for file in toml_files(&path.parent().unwrap_or(Path::new(".")).join(folder))? {
            let language = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            translations.insert(language, read(&file)?);
        }
    }
    Ok(translations)
}

fn import_one(file: &Path, output: Option<&Path>) -> anyhow::Result<(String, ExitCode)> {
    let imported = import(&read(file)?).map_err(|faults| anyhow::anyhow!("{faults}"))?;
    let count = (imported.states, imported.transitions, imported.notes.len());
    eprintln!("{}: {} states, {} transitions, {} remarks", file.display(), count.0, count.1, count.2);
    for note in &imported.notes {
        eprintln!("{}: {note}", file.display());
    }
    let code = if imported.loses_money {
        eprintln!("captured money could stay in hand: complete the definition before you use it");
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    };
    match output {
        None => Ok((imported.text, code)),
        Some(path) => {
            std::fs::write(path, imported.text)
                .with_context(|| format!("cannot write {}", path.display()))?;
            Ok((String::new(), code))
        }
    }
}

fn pairs(pairs: &[String]) -> anyhow::Result<std::collections::BTreeMap<String, String>> {
    let pair = |text: &String| {
        let (old, new) = text.split_once('=').with_context(|| format!("`{text}` is not OLD=NEW"))?;
        Ok((old.to_owned(), new.to_owned()))
    };
    pairs.iter().map(pair).collect()
}

fn dry_run(
    old: &Definition,
    new: &Definition,
    renamed: &Renamed,
    runs: Option<&Path>,
) -> anyhow::Result<(String, ExitCode)> {
    if old.name() != new.name() {
        bail!("\"{}\" and \"{}\" are different flows", old.name(), new.name());
    }
    let mut text = format!("{}: version {} to {}\n", old.name(), old.version(), new.version());
    let mut has_failed = false;
    if let Err(wrong) = plan(old, new, renamed) {
        wrong.iter().for_each(|wrong| text.push_str(&format!("refused: {wrong}\n")));
        has_failed = true;
    } else {
        for state in old.states() {
            let to = renamed.states.get(&state.name).unwrap_or(&state.name);
            text.push_str(&format!("{} → {to}\n", state.name));
        }
    }
    if let Some(path) = runs {
        let stored: Vec<serde_json::Value> =
            serde_json::from_str(read(path)?.text()).with_context(|| path.display().to_string())?;
        let mut moved = 0;
        for (index, run) in stored.iter().enumerate() {
            let after = State::read(old, run).map_err(anyhow::Error::from);
            match after.and_then(|run| migrate(old, new, renamed, &run).map_err(anyhow::Error::from)) {
                Ok(_) => moved += 1,
                Err(error) => {
                    text.push_str(&format!("run {}: {error}\n", index + 1));
                    has_failed = true;
                }
            }
        }
        text.push_str(&format!("{moved} of {} runs can be moved\n", stored.len()));
    }
    Ok((text, if has_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }))
}
