//! What the references need to know of a payload: its schema, and the same in few words.

use std::{borrow::Cow, collections::BTreeMap};

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{AdditionalProperties, ArrayItems, Object, SchemaType, Type},
    },
};

/// Schemas by name.
pub(super) type Schemas = BTreeMap<String, RefOr<Schema>>;

/// The type of a payload or of an answer.
#[derive(Debug, Clone, Copy)]
pub struct Payload {
    name: fn() -> Cow<'static, str>,
    schema: fn() -> RefOr<Schema>,
    parts: fn(&mut Vec<(String, RefOr<Schema>)>),
}

/// One field of a payload.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Whether it is always there.
    pub is_required: bool,
    /// Its type, in the words of JSON.
    pub kind: String,
    /// What it is.
    pub meaning: String,
}

impl Payload {
    /// That of a type.
    pub(super) const fn of<T: ToSchema>() -> Self {
        Self {
            name: <T as ToSchema>::name,
            schema: <T as PartialSchema>::schema,
            parts: <T as ToSchema>::schemas,
        }
    }

    /// The name of the type.
    pub fn name(&self) -> String {
        (self.name)().into_owned()
    }

    /// The schema of the type and of everything it names.
    pub(super) fn collect(&self, into: &mut Schemas) {
        let mut parts = vec![(self.name(), (self.schema)())];
        (self.parts)(&mut parts);
        into.extend(parts);
    }

    /// In few words: `{conversation_id, message, conversation_context?}`.
    pub fn brief(&self) -> String {
        brief(&(self.schema)(), &self.known())
    }

    /// Each field, of every form that the payload can have.
    pub fn fields(&self) -> Vec<Field> {
        let known = self.known();
        let mut fields = Vec::new();
        fields_of(&(self.schema)(), &known, &mut fields);
        fields
    }

    fn known(&self) -> Schemas {
        let mut known = Schemas::new();
        self.collect(&mut known);
        known
    }
}

/// What a reference leads to.
fn resolve<'a>(schema: &'a RefOr<Schema>, known: &'a Schemas) -> Option<&'a Schema> {
    match schema {
        RefOr::T(schema) => Some(schema),
        RefOr::Ref(reference) => match known.get(reference.ref_location.rsplit('/').next()?)? {
            RefOr::T(schema) => Some(schema),
            RefOr::Ref(_) => None,
        },
    }
}

/// The forms that a schema allows: one, unless it is a choice.
fn forms<'a>(schema: &'a RefOr<Schema>, known: &'a Schemas) -> Vec<&'a Schema> {
    match resolve(schema, known) {
        Some(Schema::OneOf(choice)) => choice.items.iter().flat_map(|item| forms(item, known)).collect(),
        Some(schema) => vec![schema],
        None => Vec::new(),
    }
}

fn brief(schema: &RefOr<Schema>, known: &Schemas) -> String {
    let mut words: Vec<String> = Vec::new();
    for form in forms(schema, known) {
        let word = match form {
            Schema::Object(object) if is_object(object) => braces(object),
            Schema::Object(object) => kind_of_value(object),
            Schema::Array(_) => "list".to_owned(),
            _ => "any".to_owned(),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(" or ")
}

fn is_object(object: &Object) -> bool {
    matches!(object.schema_type, SchemaType::Type(Type::Object))
}

fn braces(object: &Object) -> String {
    let mark = |name: &String| if object.required.contains(name) { "" } else { "?" };
    let mut names: Vec<String> =
        object.properties.keys().map(|name| format!("{name}{}", mark(name))).collect();
    if object.additional_properties.is_some() {
        names.push("…".to_owned());
    }
    format!("{{{}}}", names.join(", "))
}

fn fields_of(schema: &RefOr<Schema>, known: &Schemas, fields: &mut Vec<Field>) {
    for form in forms(schema, known) {
        let Schema::Object(object) = form else { continue };
        for (name, property) in &object.properties {
            let field = Field {
                name: name.clone(),
                is_required: object.required.contains(name),
                kind: kind(property, known),
                meaning: meaning(property).unwrap_or_default(),
            };
            match fields.iter_mut().find(|known| known.name == field.name) {
                Some(known) if !known.kind.split(" or ").any(|kind| kind == field.kind) => {
                    known.kind = format!("{} or {}", known.kind, field.kind);
                }
                Some(_) => {}
                None => fields.push(field),
            }
        }
    }
}

fn meaning(schema: &RefOr<Schema>) -> Option<String> {
    match schema {
        RefOr::Ref(reference) => Some(reference.description.clone()),
        RefOr::T(Schema::Object(object)) => object.description.clone(),
        RefOr::T(Schema::Array(array)) => array.description.clone(),
        // What may be null has its sentence beside the other choice.
        RefOr::T(Schema::OneOf(choice)) => {
            choice.description.clone().or_else(|| choice.items.first().and_then(meaning))
        }
        RefOr::T(_) => None,
    }
}

/// A type in the words of JSON, or by its name when it has one.
fn kind(schema: &RefOr<Schema>, known: &Schemas) -> String {
    match schema {
        RefOr::Ref(reference) => match resolve(schema, known) {
            // Ids and the like are what they look like on the wire; what has fields goes by its name.
            Some(Schema::Object(object)) if !is_object(object) => kind_of_value(object),
            _ => reference.ref_location.rsplit('/').next().unwrap_or_default().to_owned(),
        },
        RefOr::T(Schema::Object(object)) => kind_of_value(object),
        RefOr::T(Schema::Array(array)) => match &array.items {
            ArrayItems::RefOrSchema(items) => format!("list of {}", kind(items, known)),
            ArrayItems::False => "list".to_owned(),
        },
        RefOr::T(Schema::OneOf(choice)) => {
            choice.items.iter().map(|item| kind(item, known)).collect::<Vec<_>>().join(" or ")
        }
        RefOr::T(_) => "any".to_owned(),
    }
}

fn kind_of_value(object: &Object) -> String {
    if let Some(values) = &object.enum_values {
        return values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" or ");
    }
    let word = |kind: &Type| match kind {
        Type::Object => match object.additional_properties.as_deref() {
            Some(AdditionalProperties::RefOr(_)) => "map",
            _ => "object",
        },
        Type::String => "string",
        Type::Integer => "integer",
        Type::Number => "number",
        Type::Boolean => "boolean",
        Type::Array => "list",
        Type::Null => "null",
    };
    match &object.schema_type {
        SchemaType::Type(kind) => word(kind).to_owned(),
        SchemaType::Array(kinds) => kinds.iter().map(word).collect::<Vec<_>>().join(" or "),
        SchemaType::AnyValue => "any".to_owned(),
    }
}
