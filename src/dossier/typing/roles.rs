//! Who is bound to which role.

use super::Typing;
use super::value::describe;
use crate::diag::dossier as faults;
use crate::dossier::{Binding, Member, PathPart};
use crate::model::{Fact, Id, RawValue, Role, Value};
use smol_str::SmolStr;

/// The fields that hold the name of a person or a unit, the first that is there.
pub(in crate::dossier) const NAME_FIELDS: &[&str] = &["姓名", "名称", "name"];

impl Typing<'_> {
    /// By role id: what is bound to it.
    pub(super) fn roles(&mut self, roles: &[(SmolStr, RawValue)]) -> Vec<Binding> {
        let mut bindings = vec![Binding::default(); self.rules.roles.len()];
        self.at_key("roles", |typing| {
            for (name, value) in roles {
                typing.below(PathPart::Key(name.clone()), |typing| {
                    let Some(id) = typing.role_named(name) else { return typing.unknown_role(name) };
                    let bound = typing.binding(id, value);
                    let Some(binding) = bindings.get_mut(id.index()) else { return };
                    if binding.bound {
                        typing.key_fault(|| faults::doubled_key(name));
                    }
                    *binding = bound;
                });
            }
        });
        bindings
    }

    fn binding(&mut self, id: Id<Role>, value: &RawValue) -> Binding {
        let role = &self.rules.roles[id];
        let members = match value {
            RawValue::Null => return Binding::default(),
            RawValue::List(items) => {
                if !role.many && items.len() > 1 {
                    self.fault(|| faults::one_alone(&role.name, items.len()));
                }
                let typed = |(index, item)| self.at_index(index, |typing| typing.bound(role, item));
                items.iter().enumerate().filter_map(typed).collect()
            }
            one => self.bound(role, one).into_iter().collect(),
        };
        Binding { bound: true, members }
    }

    /// One person or unit: a name, or a record of the role's fields.
    fn bound(&mut self, role: &Role, value: &RawValue) -> Option<Member> {
        match value {
            RawValue::Text(name) if name.trim().is_empty() => {
                self.fault(faults::must_not_be_empty);
                None
            }
            RawValue::Text(name) => Some(self.named(role, name)),
            RawValue::Map(pairs) => self.described(role, pairs),
            other => {
                self.fault(|| {
                    faults::wrong_type(("名称，或一组键值", "a name or a record"), describe(other))
                });
                None
            }
        }
    }

    fn named(&mut self, role: &Role, name: &SmolStr) -> Member {
        let fields = match role.schema {
            None => Vec::new(),
            Some(schema) => {
                let fields = &self.rules.schemas[schema].fields;
                let is = |name: &&&str| fields.iter().any(|field| field.name == **name);
                let own = NAME_FIELDS.iter().find(is);
                let given: Vec<(SmolStr, RawValue)> = own
                    .map(|field| (SmolStr::new_static(field), RawValue::Text(name.clone())))
                    .into_iter()
                    .collect();
                self.fields(&given, &role.name, schema)
            }
        };
        Member { name: Some(name.clone()), fields }
    }

    fn described(&mut self, role: &Role, pairs: &[(SmolStr, RawValue)]) -> Option<Member> {
        let find = |pairs: &[(SmolStr, RawValue)]| {
            NAME_FIELDS.iter().find_map(|field| match pairs.iter().find(|(key, _)| key == field) {
                Some((_, RawValue::Text(name))) => Some(name.clone()),
                _ => None,
            })
        };
        let Some(schema) = role.schema else {
            for (key, _) in pairs.iter().filter(|(key, _)| !NAME_FIELDS.contains(&key.as_str())) {
                self.below(PathPart::Key(key.clone()), |typing| {
                    typing.key_fault(|| faults::unknown_key(key, None, NAME_FIELDS));
                });
            }
            return Some(Member { name: find(pairs), fields: Vec::new() });
        };
        let declared = &self.rules.schemas[schema];
        // A name may be given although the role declares no field for it.
        let undeclared = |key: &str| NAME_FIELDS.contains(&key) && declared.field(key).is_none();
        let given: Vec<(SmolStr, RawValue)> =
            pairs.iter().filter(|(key, _)| !undeclared(key)).cloned().collect();
        let fields = self.fields(&given, &role.name, schema);
        let by_slot = NAME_FIELDS.iter().find_map(|field| {
            let (slot, _) = declared.field(field)?;
            match fields.get(slot).and_then(Fact::value) {
                Some(Value::Text(name)) => Some(name.clone()),
                _ => None,
            }
        });
        Some(Member { name: by_slot.or_else(|| find(pairs)), fields })
    }
}
