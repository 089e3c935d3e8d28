//! Mermaid's state diagrams, which GitHub and others draw.

use super::sign;
use crate::check::graph::Graph;
use crate::definition::Definition;

/// The flow as a `stateDiagram-v2`.
pub fn mermaid(definition: &Definition) -> String {
    let graph = Graph::of(definition);
    let mut text = String::from("stateDiagram-v2\n");
    let mut line = |line: String| text.push_str(&format!("    {line}\n"));
    line(format!("[*] --> {}", graph.name(graph.start())));
    for (index, state) in definition.states.iter().enumerate() {
        if let Some(role) = state.awaits {
            line(format!("{0} : {0}\\nawaits {1}", state.name, definition.role_name(role)));
        }
        for (_, edge) in graph.out(index) {
            if !graph.is_anywhere(edge) {
                line(format!(
                    "{} --> {} : {}",
                    state.name,
                    graph.name(edge.to),
                    sign(definition, index, edge.by)
                ));
            }
        }
        if state.is_final {
            line(format!("{} --> [*]", state.name));
        }
    }
    for transition in &definition.anywhere {
        for branch in transition.targets() {
            let by = definition.role_names(transition.by).join(", ");
            let to = definition.state_name(branch.state);
            line(format!("note left of {to} : from every state\\n{} ({by})", transition.name));
        }
    }
    text
}
