//! What handlers take from a request, each refusing with an error of the catalog.

use axum::{
    Json,
    extract::{
        FromRequest, FromRequestParts, OptionalFromRequest, Path, Query, Request,
        rejection::{JsonRejection, PathRejection, QueryRejection},
    },
    http::{StatusCode, request::Parts},
};
use liaison_domain::{
    actor::Actor,
    error::{Error, Result},
};
use liaison_protocol::{error_code::ErrorCode, message::PersonRef};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, MapAccess, Visitor, value::MapAccessDeserializer},
};
use std::{fmt, marker::PhantomData};

pub(crate) use super::caller::{Caller, Shown};
use super::{Context, Refused};

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Context> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, context: &Context) -> Result<Self, Refused> {
        match <Json<Object<T>> as FromRequest<Context>>::from_request(request, context).await {
            Ok(Json(Object(body))) => Ok(Self(body)),
            Err(rejection) => Err(Refused(body_error(&rejection))),
        }
    }
}

/// A JSON object. What serde derives takes a list of the fields' values too, and `[]` for a body without any.
struct Object<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct OnlyObjects<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for OnlyObjects<T> {
            type Value = Object<T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }

        deserializer.deserialize_map(OnlyObjects(PhantomData))
    }
}

/// A body that may be absent: nothing is said when there is no content type.
impl<T: DeserializeOwned> OptionalFromRequest<Context> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, context: &Context) -> Result<Option<Self>, Refused> {
        if request.headers().contains_key(axum::http::header::CONTENT_TYPE) {
            <Self as FromRequest<Context>>::from_request(request, context).await.map(Some)
        } else {
            Ok(None)
        }
    }
}

fn body_error(rejection: &JsonRejection) -> Error {
    let code = match rejection {
        JsonRejection::JsonDataError(_) => ErrorCode::Invalid,
        JsonRejection::MissingJsonContentType(_) => ErrorCode::MediaTypeUnsupported,
        JsonRejection::BytesRejection(_) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            ErrorCode::PayloadTooLarge
        }
        JsonRejection::BytesRejection(_) if rejection.status() == StatusCode::REQUEST_TIMEOUT => {
            ErrorCode::RequestTimeout
        }
        _ => ErrorCode::BodyMalformed,
    };
    match code {
        // serde names the field and what it expected there.
        ErrorCode::Invalid | ErrorCode::BodyMalformed => Error::with_message(code, rejection.body_text()),
        code => Error::new(code),
    }
}

/// The ids in the path.
pub(crate) struct At<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Context> for At<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, context: &Context) -> Result<Self, Refused> {
        Path::<T>::from_request_parts(parts, context)
            .await
            .map(|Path(at)| Self(at))
            .map_err(|_: PathRejection| Refused(Error::new(ErrorCode::PathMalformed)))
    }
}

/// The query.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<Context> for Asked<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, context: &Context) -> Result<Self, Refused> {
        Query::<T>::from_request_parts(parts, context).await.map(|Query(asked)| Self(asked)).map_err(
            |rejection: QueryRejection| {
                Refused(Error::with_message(ErrorCode::QueryMalformed, rejection.body_text()))
            },
        )
    }
}

/// How many items a page has when nothing was said.
const DEFAULT_LIMIT: u64 = 50;
/// How many items a page has at most.
const MAX_LIMIT: u64 = 100;

/// A value that must be one of the known names; empty and absent are the same.
pub(crate) fn named<T>(
    field: &str,
    text: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>> {
    match text.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => parse(text).map(Some).ok_or_else(|| Error::invalid(field, "is not a known value")),
    }
}

/// `limit` of a list: capped; 0 and negatives are refused.
pub(crate) fn limit(asked: Option<i64>) -> Result<u64> {
    match asked {
        None => Ok(DEFAULT_LIMIT),
        Some(asked) => match u64::try_from(asked) {
            Ok(asked) if asked > 0 => Ok(asked.min(MAX_LIMIT)),
            _ => Err(Error::invalid("limit", "must be 1 or more")),
        },
    }
}

/// `page` of a list, from 1.
pub(crate) fn page(asked: Option<i64>) -> Result<u64> {
    match asked {
        None => Ok(1),
        // Beyond this no database counts rows.
        Some(asked @ 1..=1_000_000_000) => Ok(asked.unsigned_abs()),
        Some(_) => Err(Error::invalid("page", "must be 1 or more")),
    }
}

/// `offset` of a list.
pub(crate) fn offset(asked: Option<i64>) -> Result<u64> {
    match asked {
        None => Ok(0),
        Some(asked @ 0..=1_000_000_000) => Ok(asked.unsigned_abs()),
        Some(_) => Err(Error::invalid("offset", "must be 0 or more")),
    }
}

/// `page` and `limit` of a list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// Number of the page, from 1.
    #[param(minimum = 1)]
    page: Option<i64>,
    /// Items of a page, 50 when absent, 100 at most.
    #[param(minimum = 1)]
    limit: Option<i64>,
}

impl Paging {
    /// Page and limit, checked.
    pub(crate) fn checked(&self) -> Result<(u64, u64)> {
        Ok((page(self.page)?, limit(self.limit)?))
    }
}

/// `userId` and `userType` that reference front ends send along: they grant nothing, but they must be true.
pub(crate) fn must_be_caller(actor: &Actor, user_id: Option<&str>, user_type: Option<&str>) -> Result<()> {
    let Actor::Person(identity) = actor else { return Ok(()) };
    identity.must_be(user_id.map(|id| PersonRef::Text(id.to_owned())).as_ref())?;
    match user_type {
        Some(kind) if liaison_protocol::side::UserType::parse_input(kind) != Some(identity.kind) => {
            Err(ErrorCode::IdentityMismatch.into())
        }
        _ => Ok(()),
    }
}
