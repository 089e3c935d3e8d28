//! What texts show to whom: private fields, and in isolated flows the names of the other parties.

use crate::definition::{Definition, RoleId, Roles, Side, TextId};
use crate::fault::{Code, Fault};
use crate::source::Source;
use crate::text::Piece;
use crate::transition::{Said, Transition, What};

pub(super) fn check(definition: &Definition, source: &Source, found: &mut Vec<Fault>) {
    if !definition.isolated && definition.fields.iter().all(|field| field.private_to.is_none()) {
        return;
    }
    let check = Check { definition, source };
    for state in &definition.states {
        let awaited = state.awaits;
        let for_awaited = Roles(awaited.map_or(u32::MAX, |role| Roles::of(role).0) & check.parties().0);
        let others = awaited.map_or(check.parties(), |role| Roles(check.parties().0 & !Roles::of(role).0));
        if let Some(card) = &state.card {
            check.text(card.title, for_awaited, awaited, found);
            card.subtitle.into_iter().for_each(|text| check.text(text, for_awaited, awaited, found));
        }
        if let Some(wait) = &state.wait {
            check.said(wait, others, awaited, found);
        }
        for transition in state.transitions() {
            check.transition(transition, awaited, found);
        }
    }
    for transition in &definition.anywhere {
        check.transition(transition, None, found);
    }
}

struct Check<'a> {
    definition: &'a Definition,
    source: &'a Source,
}

impl Check<'_> {
    /// Everybody but staff and built-in roles.
    fn parties(&self) -> Roles {
        let roles = self.definition.roles.iter().enumerate();
        let parties = roles.filter(|(_, role)| role.side.is_some_and(|side| side != Side::Staff));
        parties.fold(Roles::default(), |all, (index, _)| all.and(RoleId::new(index)))
    }

    fn transition(&self, transition: &Transition, awaited: Option<RoleId>, found: &mut Vec<Fault>) {
        let actors = Roles(transition.by.0 & self.parties().0);
        for text in transition.button.into_iter().chain(transition.audit) {
            self.text(text, actors, awaited, found);
        }
        if let Some(said) = &transition.said {
            self.said(said, self.parties(), awaited, found);
        }
        for effect in &transition.effects {
            if let What::Notify(role, text) = effect.what {
                self.text(text, Roles(Roles::of(role).0 & self.parties().0), awaited, found);
            }
        }
    }

    fn said(&self, said: &Said, readers: Roles, awaited: Option<RoleId>, found: &mut Vec<Fault>) {
        match said {
            Said::All(text) => self.text(*text, readers, awaited, found),
            Said::Each(texts) => {
                for (role, text) in texts {
                    self.text(*text, Roles(Roles::of(*role).0 & self.parties().0), awaited, found);
                }
            }
        }
    }

    fn text(&self, id: TextId, readers: Roles, awaited: Option<RoleId>, found: &mut Vec<Fault>) {
        let Some(text) = self.definition.texts.get(id.index()) else { return };
        for piece in &text.template.0 {
            let shown = match piece {
                Piece::Field(field) => {
                    let field = self.definition.fields.get(field.index());
                    let owner = field.and_then(|field| field.private_to);
                    let is_seen_by_others = owner.is_some_and(|owner| readers.0 & !Roles::of(owner).0 != 0);
                    field.filter(|_| is_seen_by_others).map(|field| (field.name.as_str(), "is private"))
                }
                Piece::Role(role) => self.party(*role, readers),
                Piece::Awaited => awaited.and_then(|role| self.party(role, readers)),
                _ => None,
            };
            let Some((name, why)) = shown else { continue };
            let part =
                if matches!(piece, Piece::Awaited) { "{awaited}".to_owned() } else { format!("{{{name}}}") };
            let reader = (0..self.definition.roles.len()).map(RoleId::new).find(|role| readers.has(*role));
            let reader = reader.map_or("", |role| self.definition.role_name(role));
            let who = if readers.0.count_ones() > 1 { "more than one role" } else { reader };
            let fault = Fault::new(
                Code::F23,
                self.source.within(text.at, &part),
                format!("{who} would read {part}, which {why}"),
            );
            found.push(fault.hint("a text for each role: { brand = \"…\", creator = \"…\" }"));
        }
    }

    /// In isolated flows no party reads another one's name.
    fn party(&self, role: RoleId, readers: Roles) -> Option<(&str, &'static str)> {
        let is_party = self.parties().has(role);
        let is_other = readers.0 & !Roles::of(role).0 != 0;
        (self.definition.isolated && is_party && is_other)
            .then(|| (self.definition.role_name(role), "is another party of an isolated flow"))
    }
}
