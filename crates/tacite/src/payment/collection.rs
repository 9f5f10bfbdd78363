//! A direct debit is announced, submitted and collected, each in time (INV-12, CAL-7, 0.39).
//!
//! An invoice of 1 April 2026, due on Friday 1 May 2026, a day on which TARGET2 is closed: collected on
//! Monday 4 May, submitted on Thursday 30 April, announced by 17 April.
//!
//! Which amounts are due when is decided by the document's [`Payable`]s, when TARGET2 is closed by
//! [`crate::calendar`]. The file that a bank takes is made elsewhere.

use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::calendar::{CalendarError, Convention, HolidayCalendar, Length, Overflow};
use crate::document::{Document, Payable};
use crate::money::{Amount, Currency};
use crate::party::{Mandate, MandateReference, Scheme, Sequence};

/// What was agreed with the bank and with the debtor, and what the scheme says: data, since it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebitRules {
    /// On which days banks settle.
    pub calendar: HolidayCalendar,
    /// How many of these days before the collection it is submitted.
    pub lead_days: u32,
    /// How many days before the due day the debtor is told, unless less was agreed.
    pub prenotification_days: u32,
    /// After how many months without a collection a mandate lapses.
    pub lapse_months: u32,
}

impl Default for DebitRules {
    /// TARGET2; one day, as the Core scheme has it since November 2016; 14 days; 36 months.
    fn default() -> Self {
        Self {
            calendar: HolidayCalendar::Target2,
            lead_days: 1,
            prenotification_days: 14,
            lapse_months: 36,
        }
    }
}

/// A direct debit to be made: what, by which mandate, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// By which mandate.
    pub mandate: MandateReference,
    /// Which one of it.
    pub sequence: Sequence,
    /// By which rules.
    pub scheme: Scheme,
    /// How much.
    pub amount: Amount,
    /// When it is to be paid, as the document says.
    pub due_on: NaiveDate,
    /// The last day on which the debtor may be told.
    pub prenotify_by: NaiveDate,
    /// The day on which the bank must have it.
    pub submit_on: NaiveDate,
    /// The day on which the account is debited: the due day, or the first day after it on which banks
    /// settle.
    pub collect_on: NaiveDate,
}

/// Returns how a part of a document is collected by a mandate.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::document::Payable;
/// use tacite::money::{Amount, Currency};
/// use tacite::party::{CreditorId, Iban, Mandate, MandateReference, Scheme, Sequence};
/// use tacite::payment::{DebitRules, collection};
///
/// let date = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mandate = Mandate {
///     reference: MandateReference::new("MNDT-42")?,
///     signed_on: date(1, 3),
///     sequence: Sequence::Recurrent,
///     scheme: Scheme::Core,
///     creditor: CreditorId::new("FR72ZZZ123456")?,
///     debtor: Iban::new("FR7630006000011234567890189")?,
///     last_collected_on: None,
/// };
/// let payable = Payable { due_on: date(5, 1), amount: Amount::new(12_000, Currency::EUR) };
/// let made = collection(date(4, 1), payable, &mandate, &DebitRules::default())?;
/// assert_eq!(made.collect_on, date(5, 4)); // 1 May and the week-end are closed
/// assert_eq!(made.submit_on, date(4, 30));
/// assert_eq!(made.prenotify_by, date(4, 17));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// The first of these that applies: [`CollectionError::Currency`], [`CollectionError::Amount`],
/// [`CollectionError::UsedUp`], [`CollectionError::NotSigned`], [`CollectionError::Lapsed`],
/// [`CollectionError::TooLate`]; [`CollectionError::Calendar`] where a date leaves the calendar.
pub fn collection(
    dated_on: NaiveDate,
    payable: Payable,
    mandate: &Mandate,
    rules: &DebitRules,
) -> Result<Collection, CollectionError> {
    let Payable { due_on, amount } = payable;
    let reference = || mandate.reference.clone();
    if amount.currency() != Currency::EUR {
        return Err(CollectionError::Currency { currency: amount.currency() });
    }
    if amount.minor() <= 0 {
        return Err(CollectionError::Amount { amount });
    }
    if let (Sequence::OneOff, Some(on)) = (mandate.sequence, mandate.last_collected_on) {
        return Err(CollectionError::UsedUp { mandate: reference(), on });
    }
    let collect_on = rules.calendar.adjust(due_on, Convention::Following)?;
    let lead = i32::try_from(rules.lead_days).unwrap_or(i32::MAX);
    let submit_on = rules.calendar.plus_business_days(collect_on, -lead)?;
    if mandate.signed_on > submit_on {
        let signed_on = mandate.signed_on;
        return Err(CollectionError::NotSigned { mandate: reference(), signed_on, submit_on });
    }
    let used_on = mandate.last_collected_on.unwrap_or(mandate.signed_on);
    let lapses_on = Length::months(rules.lapse_months).after(used_on, Overflow::Backward)?;
    if collect_on > lapses_on {
        return Err(CollectionError::Lapsed { mandate: reference(), used_on, lapses_on });
    }
    let prenotify_by = Length::days(rules.prenotification_days).before(due_on)?;
    if dated_on > prenotify_by {
        return Err(CollectionError::TooLate { dated_on, prenotify_by, due_on });
    }
    Ok(Collection {
        mandate: reference(),
        sequence: mandate.sequence,
        scheme: mandate.scheme,
        amount,
        due_on,
        prenotify_by,
        submit_on,
        collect_on,
    })
}

/// Returns how a document is collected: one debit for each of its payables, in the order of their due
/// days. The first of them makes the next one recurrent.
///
/// # Errors
/// As [`collection`], for the first payable that can't be collected; [`CollectionError::UsedUp`] too
/// for what comes after the last collection of a mandate.
pub fn collections(
    document: &Document,
    mandate: &Mandate,
    rules: &DebitRules,
) -> Result<Vec<Collection>, CollectionError> {
    let mut payables: Vec<Payable> = document.payables.iter().copied().collect();
    payables.sort_by_key(|payable| payable.due_on);
    let mut current = Some(mandate.clone());
    let mut made: Vec<Collection> = Vec::with_capacity(payables.len());
    for payable in payables {
        let Some(mandate) = current else {
            let on = made.last().map_or(payable.due_on, |last| last.collect_on);
            return Err(CollectionError::UsedUp { mandate: mandate.reference.clone(), on });
        };
        let next = collection(document.dated_on, payable, &mandate, rules)?;
        current = mandate.after_collection(next.collect_on);
        made.push(next);
    }
    Ok(made)
}

/// Why something can't be collected (INV-12).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CollectionError {
    /// SEPA direct debits are in euros.
    #[error("a SEPA direct debit is in EUR, the document in {currency} (INV-12)")]
    Currency {
        /// The currency of the document.
        currency: Currency,
    },
    /// Nothing is to be paid.
    #[error("{amount} can't be collected, an amount above 0 is needed (INV-12)")]
    Amount {
        /// What is to be paid.
        amount: Amount,
    },
    /// The mandate had its last collection.
    #[error("mandate {mandate} had its last collection on {on} (INV-12)")]
    UsedUp {
        /// Which mandate.
        mandate: MandateReference,
        /// The day of that collection.
        on: NaiveDate,
    },
    /// The mandate is not signed when the collection is submitted.
    #[error(
        "mandate {mandate} is signed on {signed_on}, the debit is submitted on {submit_on} (INV-12)"
    )]
    NotSigned {
        /// Which mandate.
        mandate: MandateReference,
        /// The day of the signature.
        signed_on: NaiveDate,
        /// The day on which the bank must have the debit.
        submit_on: NaiveDate,
    },
    /// Nothing was collected by the mandate for too long.
    #[error("mandate {mandate}, last used on {used_on}, lapses after {lapses_on} (INV-12)")]
    Lapsed {
        /// Which mandate.
        mandate: MandateReference,
        /// The last collection, or the signature if there was none.
        used_on: NaiveDate,
        /// The last day on which it could be used.
        lapses_on: NaiveDate,
    },
    /// The document comes too late for its debtor to be told in time.
    #[error(
        "the document is dated {dated_on}, the debtor must be told by {prenotify_by} of what is due \
         on {due_on} (INV-12)"
    )]
    TooLate {
        /// The date of the document.
        dated_on: NaiveDate,
        /// The last day on which the debtor may be told.
        prenotify_by: NaiveDate,
        /// The due day.
        due_on: NaiveDate,
    },
    /// A date lies outside the calendar, or banks never open.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}
