//! Who makes offers, who begins deals, who acts in one, and who learns of it.

use liaison_flow::{Definition, RoleId};
use liaison_protocol::{
    deal::OfferKind,
    error_code::ErrorCode,
    ids::{ConversationId, PersonId},
    side::{Side, UserType},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{
    entity::{self, Entity},
    offer_entity,
};
use crate::{
    actor::{Actor, Identity},
    conversations::{access as conversation_access, card::Card},
    error::{Error, Result},
    event::Audience,
};

/// Who makes an offer: a brand campaigns, a creator bids.
pub(super) fn offers(actor: &Actor, kind: OfferKind) -> Result<&Identity> {
    let identity = actor.person()?;
    if identity.kind == maker(kind) {
        return Ok(identity);
    }
    Err(Error::with_message(
        ErrorCode::Forbidden,
        match kind {
            OfferKind::Campaign => "only brands post campaigns",
            OfferKind::Bid => "only creators post bids",
        },
    ))
}

/// Who answers an offer: creators a campaign, brands a bid.
pub(super) fn answers(actor: &Actor, kind: OfferKind) -> Result<&Identity> {
    let identity = actor.person()?;
    if identity.kind == answerer(kind) {
        return Ok(identity);
    }
    Err(Error::with_message(
        ErrorCode::Forbidden,
        match kind {
            OfferKind::Campaign => "only creators apply to campaigns",
            OfferKind::Bid => "only brands connect to bids",
        },
    ))
}

fn maker(kind: OfferKind) -> UserType {
    match kind {
        OfferKind::Campaign => UserType::Brand,
        OfferKind::Bid => UserType::Creator,
    }
}

fn answerer(kind: OfferKind) -> UserType {
    match kind {
        OfferKind::Campaign => UserType::Creator,
        OfferKind::Bid => UserType::Brand,
    }
}

/// The offers of a kind that someone may see: one's own, those one may answer, and for supervisors all.
pub(super) fn scope(actor: &Actor, kind: OfferKind) -> Condition {
    let none = || Condition::all().add(offer_entity::Column::Id.lt(0));
    let of_kind = Condition::all().add(offer_entity::Column::Kind.eq(kind.as_str()));
    match actor {
        Actor::System => of_kind,
        Actor::ApiKey { .. } => none(),
        Actor::Person(identity) if identity.kind >= UserType::Supervisor => of_kind,
        Actor::Person(identity) if identity.kind == answerer(kind) => of_kind,
        Actor::Person(identity) if identity.kind == maker(kind) => {
            of_kind.add(offer_entity::Column::OwnerId.eq(identity.id.0))
        }
        Actor::Person(_) => none(),
    }
}

/// Whom someone may write to directly: whoever made an offer that they may answer, and whoever they have a deal with. The
/// side of that person; 404 for everybody else.
pub(super) async fn connects(
    conn: &impl ConnectionTrait,
    identity: &Identity,
    target: PersonId,
) -> Result<Side> {
    let (kind, of_caller, of_target, side) = match identity.kind {
        UserType::Brand => {
            (OfferKind::Bid, entity::Column::BrandId, entity::Column::CreatorId, Side::Creator)
        }
        UserType::Creator => {
            (OfferKind::Campaign, entity::Column::CreatorId, entity::Column::BrandId, Side::Brand)
        }
        _ => {
            return Err(Error::with_message(
                ErrorCode::Forbidden,
                "only brands and creators connect directly",
            ));
        }
    };
    let offers = offer_entity::Entity::find()
        .filter(offer_entity::Column::Kind.eq(kind.as_str()))
        .filter(offer_entity::Column::OwnerId.eq(target.0))
        .count(conn)
        .await?;
    let deals =
        Entity::find().filter(of_caller.eq(identity.id.0)).filter(of_target.eq(target.0)).count(conn).await?;
    if offers + deals > 0 { Ok(side) } else { Err(Error::not_found()) }
}

/// A deal that the caller may see, and the side; 404 when it must look absent, also for conversations without a flow.
pub(super) async fn visible(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    id: ConversationId,
) -> Result<(entity::Model, Card, Side)> {
    let (card, side) = conversation_access::readable(conn, actor, id).await?;
    let run = Entity::find_by_id(id.0).one(conn).await?.ok_or_else(Error::not_found)?;
    Ok((run, card, side))
}

/// The role in which someone on a side acts. Staff have none: they only read.
pub(super) fn acts_as(definition: &Definition, side: Side) -> Result<RoleId> {
    role_on(definition, side).ok_or_else(|| {
        Error::with_message(ErrorCode::FlowRoleInvalid, "only the brand and the creator act in a deal")
    })
}

/// The role of a side.
pub(super) fn role_on(definition: &Definition, side: Side) -> Option<RoleId> {
    let is_it = |of: liaison_flow::Side| of.as_str() == side.as_str();
    let found = definition.roles().iter().find(|role| side != Side::Staff && role.side.is_some_and(is_it));
    definition.role(&found?.name)
}

/// The side of a role; the built-in ones stand on none.
pub(super) fn side_of(definition: &Definition, role: RoleId) -> Option<Side> {
    let side = definition.roles().get(role.index())?.side?;
    Side::parse(side.as_str())
}

/// Who learns of an action: everyone who joined, on each side what that side may see.
pub(super) fn audience(card: &Card) -> Audience {
    conversation_access::audience(card, None)
}
