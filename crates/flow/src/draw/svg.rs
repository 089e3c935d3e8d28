//! The picture as SVG, for light and dark pages, with the state of a run marked.

use std::fmt::Write as _;

use super::layout::{Box, Placed, Spot, place};
use super::{Line, Picture, picture};
use crate::definition::{Definition, StateId};

/// Text sizes and how wide a character is, well enough for a box.
const NAME: f64 = 8.5;
const SMALL: f64 = 6.4;
const NAME_LINE: f64 = 20.0;
const SMALL_LINE: f64 = 15.0;

const STYLE: &str = "
text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
.page{fill:#fff}.state{fill:#fff;stroke:#9aa4b2;stroke-width:1.2}.final{fill:#f1f3f6}
.open{fill:#eaf7ef}.current{stroke:#2f6feb;stroke-width:3}.name{font-size:13px;font-weight:600;fill:#1b2430}
.who{font-size:11px;fill:#5b6675}.row{font-size:11px;fill:#5b6675}.line{fill:none;stroke:#7a8696;stroke-width:1.4}
.time{stroke-dasharray:4 4}.label{font-size:11px;fill:#2b3645}.under{fill:#fff;opacity:.92}
.r0{fill:#2f6feb}.r1{fill:#d9730d}.r2{fill:#0f8a5f}.r3{fill:#8a4fd0}
@media(prefers-color-scheme:dark){.page,.under{fill:#12161c}.state{fill:#1b212a;stroke:#5a6675}.final{fill:#262d38}
.open{fill:#17301f}.name{fill:#e8edf3}.who,.row{fill:#a4afbd}.label{fill:#cfd7e0}.line{stroke:#8592a3}}";

/// The flow as an SVG image; the state of a run can be marked.
pub fn svg(definition: &Definition, current: Option<StateId>) -> String {
    let picture = picture(definition);
    let boxes: Vec<Box> =
        (0..definition.states.len()).map(|state| size(definition, &picture, state)).collect();
    let ways: Vec<(usize, usize)> = picture.lines.iter().map(|line| (line.from, line.to)).collect();
    let labels: Vec<Box> = picture.lines.iter().map(label_size).collect();
    let placed = place(&boxes, definition.start.index(), &ways, &labels);
    let notes = notes(definition);
    let (width, height) =
        (placed.width.max(notes_width(&notes)), placed.height + notes.len() as f64 * SMALL_LINE);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         height=\"{height:.0}\" role=\"img\"><title>{}</title><style>{STYLE}</style><defs><marker id=\"to\" \
         viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path \
         d=\"M0 0L8 4L0 8Z\" fill=\"#7a8696\"/></marker></defs><rect class=\"page\" width=\"100%\" height=\"100%\"/>\n",
        escaped(&definition.name)
    );
    lines(&picture, &placed, &boxes, &mut text);
    for (index, spot) in placed.states.iter().enumerate() {
        state(definition, &picture, index, *spot, &boxes, current, &mut text);
    }
    for (index, note) in notes.iter().enumerate() {
        let y = placed.height + index as f64 * SMALL_LINE - 6.0;
        put(&mut text, format_args!("<text class=\"row\" x=\"24\" y=\"{y:.0}\">{}</text>\n", escaped(note)));
    }
    text.push_str("</svg>\n");
    text
}

/// Writing to a string does not fail.
fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(what);
}

fn who(definition: &Definition, state: usize) -> String {
    let Some(state) = definition.states.get(state) else { return String::new() };
    match state.awaits {
        Some(role) => format!("awaits {}", definition.role_name(role).replace('_', " ")),
        None if state.is_final => "the end".to_owned(),
        None if state.chat_open => "free chat".to_owned(),
        None => String::new(),
    }
}

fn size(definition: &Definition, picture: &Picture, state: usize) -> Box {
    let name = definition.states.get(state).map_or(0, |state| state.name.chars().count()) as f64 * NAME;
    let rows = picture.rows.get(state).map(Vec::as_slice).unwrap_or_default();
    let who = who(definition, state);
    let widest =
        rows.iter().map(|row| row.chars().count()).chain([who.chars().count()]).max().unwrap_or_default();
    let small = rows.len() + usize::from(!who.is_empty());
    Box {
        width: name.max(widest as f64 * SMALL) + 34.0,
        height: NAME_LINE + small as f64 * SMALL_LINE + 16.0,
    }
}

fn label_size(line: &Line) -> Box {
    let widest = line.label.iter().map(|label| label.chars().count()).max().unwrap_or_default();
    Box { width: widest as f64 * SMALL + 10.0, height: line.label.len() as f64 * SMALL_LINE + 8.0 }
}

fn lines(picture: &Picture, placed: &Placed, boxes: &[Box], text: &mut String) {
    for (line, (spots, _)) in picture.lines.iter().zip(&placed.lines) {
        let class = if line.is_time { "line time" } else { "line" };
        let path = path(spots, boxes.get(line.from), boxes.get(line.to));
        put(text, format_args!("<path class=\"{class}\" d=\"{path}\" marker-end=\"url(#to)\"/>\n"));
    }
    for (line, (_, spot)) in picture.lines.iter().zip(&placed.lines) {
        let size = label_size(line);
        put(
            text,
            format_args!(
                "<rect class=\"under\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>\n",
                spot.x - size.width / 2.0,
                spot.y - size.height / 2.0 + 2.0,
                size.width,
                size.height - 4.0
            ),
        );
        for (index, label) in line.label.iter().enumerate() {
            let y = spot.y - size.height / 2.0 + 15.0 + index as f64 * SMALL_LINE;
            put(
                text,
                format_args!(
                    "<text class=\"label\" x=\"{:.1}\" y=\"{y:.1}\" text-anchor=\"middle\">{}</text>\n",
                    spot.x,
                    escaped(label)
                ),
            );
        }
    }
}

/// A line that leaves and enters boxes upright and bends softly between rows.
fn path(spots: &[Spot], from: Option<&Box>, to: Option<&Box>) -> String {
    let (Some(first), Some(last)) = (spots.first(), spots.last()) else { return String::new() };
    let is_down = last.y > first.y;
    let half =
        |size: Option<&Box>| size.map_or(0.0, |size| size.height / 2.0) * if is_down { 1.0 } else { -1.0 };
    let mut at = Spot { x: first.x, y: first.y + half(from) };
    let mut path = format!("M{:.1} {:.1}", at.x, at.y);
    for (index, spot) in spots.iter().enumerate().skip(1) {
        let is_last = index + 1 == spots.len();
        let to = if is_last { Spot { x: spot.x, y: spot.y - half(to) } } else { *spot };
        let middle = (at.y + to.y) / 2.0;
        path.push_str(&format!("C{:.1} {middle:.1} {:.1} {middle:.1} {:.1} {:.1}", at.x, to.x, to.x, to.y));
        at = to;
    }
    path
}

fn state(
    definition: &Definition,
    picture: &Picture,
    index: usize,
    spot: Spot,
    boxes: &[Box],
    current: Option<StateId>,
    text: &mut String,
) {
    let (Some(state), Some(size)) = (definition.states.get(index), boxes.get(index)) else { return };
    let (left, top) = (spot.x - size.width / 2.0, spot.y - size.height / 2.0);
    let mut class = String::from("state");
    for (is_so, name) in [
        (state.is_final, " final"),
        (state.chat_open, " open"),
        (current.is_some_and(|current| current.index() == index), " current"),
    ] {
        if is_so {
            class.push_str(name);
        }
    }
    put(
        text,
        format_args!(
            "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"9\"/>\n",
            size.width, size.height
        ),
    );
    if let Some(role) = state.awaits {
        let (y, height) = (top + 8.0, size.height - 16.0);
        put(
            text,
            format_args!(
                "<rect class=\"r{}\" x=\"{:.1}\" y=\"{y:.1}\" width=\"4\" height=\"{height:.1}\" rx=\"2\"/>\n",
                role.index() % 4,
                left + 7.0
            ),
        );
    }
    let x = left + 18.0;
    let mut y = top + 22.0;
    put(
        text,
        format_args!("<text class=\"name\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>\n", escaped(&state.name)),
    );
    let who = who(definition, index);
    let rows = picture.rows.get(index).map(Vec::as_slice).unwrap_or_default();
    let small = std::iter::once(("who", &who)).filter(|(_, who)| !who.is_empty());
    for (class, row) in small.chain(rows.iter().map(|row| ("row", row))) {
        y += SMALL_LINE;
        put(
            text,
            format_args!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>\n", escaped(row)),
        );
    }
}

/// What is possible in every state, and what the signs mean.
fn notes(definition: &Definition) -> Vec<String> {
    let mut notes: Vec<String> = definition
        .anywhere
        .iter()
        .map(|transition| {
            let by = definition.role_names(transition.by).join(", ").replace('_', " ");
            let to = transition.targets().first().map(|branch| definition.state_name(branch.state));
            format!("from every state: {} ({by}) → {}", transition.name, to.unwrap_or("stays"))
        })
        .collect();
    notes
        .push("⊘ ends the run   ↻ stays in the state   dashed: by itself, when its time has come".to_owned());
    notes.push(String::new());
    notes
}

fn notes_width(notes: &[String]) -> f64 {
    notes.iter().map(|note| note.chars().count()).max().unwrap_or_default() as f64 * SMALL + 48.0
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
