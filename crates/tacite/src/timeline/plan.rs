//! A plan change matches items by their codes: what both plans have takes the new plan's values, what
//! only the old one has is removed, what only the new one has is added (CHG-1, HIS-4).
//!
//! From "desk, locker" to "desk, parking" on 1 June 2025: the desk has its new price, the locker is
//! gone, parking is there.
//!
//! Quantity, anchor and phases are the subscription's own and stay.

use alloc::vec::Vec;

use super::change::{Change, Field};
use super::item_fold::ItemFold;
use crate::calendar::Day;
use crate::contract::{Item, ItemId, ItemSchedule, Plan};

/// A plan change of the log.
#[derive(Clone, Copy)]
pub(super) struct PlanChange<'h> {
    pub(super) from: Day,
    pub(super) sequence: u64,
    pub(super) plan: &'h Plan,
}

/// Turns plan changes, by rising day and sequence, into additions and changes.
pub(super) fn expand<'h>(
    plans: &[PlanChange<'h>],
    added: &mut Vec<ItemFold<'h>>,
    changes: &mut Vec<Change<'h>>,
) {
    for change in plans {
        added.sort_by_key(|item| (item.from, item.sequence));
        let present = change.present(added, changes);
        for (id, item) in &present {
            let planned = change.planned(item);
            let field = match planned.map(|planned| (planned, &planned.schedule)) {
                Some((planned, schedule)) if both_recur(schedule, &item.schedule) => {
                    Field::Planned(planned)
                }
                // What is charged once stays as it is.
                Some(_) => continue,
                None => Field::Removed,
            };
            let PlanChange { from, sequence, .. } = *change;
            changes.push(Change { from, sequence, item: Some(*id), field });
        }
        for planned in &change.plan.items {
            let code = planned.item.plan_item;
            let is_present = present.iter().any(|(_, item)| item.plan_item == code);
            let now = (change.from, change.sequence);
            let is_used = added
                .iter()
                .any(|known| *known.id == planned.id && (known.from, known.sequence) < now);
            let is_known = code.is_some() && is_present;
            if !is_known && !is_used {
                let PlanChange { from, sequence, .. } = *change;
                added.push(ItemFold { id: &planned.id, item: &planned.item, from, sequence });
            }
        }
    }
}

const fn both_recur(left: &ItemSchedule, right: &ItemSchedule) -> bool {
    matches!((left, right), (ItemSchedule::Recurring(_), ItemSchedule::Recurring(_)))
}

impl<'h> PlanChange<'h> {
    /// Lists the items that come from a plan and are there when the plan changes.
    fn present(&self, added: &[ItemFold<'h>], changes: &[Change<'h>]) -> Vec<(ItemId, &'h Item)> {
        let now = (self.from, self.sequence);
        let mut present: Vec<(ItemId, &Item)> = Vec::new();
        for (index, fold) in added.iter().enumerate() {
            let is_first = added.iter().take(index).all(|known| known.id != fold.id);
            let own = (fold.from, fold.sequence);
            let is_removed = changes.iter().any(|change| {
                let at = (change.from, change.sequence);
                matches!(change.field, Field::Removed)
                    && change.item == Some(*fold.id)
                    && own < at
                    && at < now
            });
            if is_first && own < now && fold.item.plan_item.is_some() && !is_removed {
                present.push((*fold.id, fold.item));
            }
        }
        present
    }

    fn planned(&self, item: &Item) -> Option<&'h Item> {
        let mut items = self.plan.items.iter().map(|planned| &planned.item);
        items.find(|planned| planned.plan_item == item.plan_item)
    }
}
