//! What is read and written as a whole: one kind a core type, with the name that its envelope has.
//!
//! The posting of a run is of kind `tacite-posting`, a history of kind `tacite-history`.
//!
//! How the parts of a value are written is decided by the twins, how the whole is wrapped by
//! [`crate::envelope`].

use std::fmt::Debug;

use serde::ser::Serializer;
use tacite::calendar::HolidayRule;

use crate::fault::Fault;
use crate::guard::Step;
use crate::wire::Wire;

/// A value of the core that every format here reads and writes as a whole.
///
/// The crate implements it; nobody else can.
///
/// ```
/// use tacite::contract::Plan;
/// use tacite::history::Event;
/// use tacite_formats::Value;
///
/// assert_eq!((Event::KIND, Plan::KIND), ("tacite-event", "tacite-plan"));
/// ```
pub trait Value: Whole {
    /// The name of the kind, which is the `format` of its envelope.
    const KIND: &'static str;

    /// The version that is written; older ones are read.
    const VERSION: u64 = 1;
}

/// What is done with every kind of value: see [`each_kind`].
///
/// ```
/// use std::fmt::Debug;
/// use tacite_formats::{EachKind, KINDS, Value, each_kind};
///
/// struct Names(Vec<&'static str>);
///
/// impl EachKind for Names {
///     fn kind<T: Value + PartialEq + Debug>(&mut self) {
///         self.0.push(T::KIND);
///     }
/// }
///
/// let mut names = Names(Vec::new());
/// each_kind(&mut names);
/// assert_eq!(names.0, KINDS);
/// ```
pub trait EachKind {
    /// Is told of one kind.
    fn kind<T: Value + PartialEq + Debug>(&mut self);
}

/// How a whole is read and written; apart from [`Value`], so that only this crate has values.
pub trait Whole: Sized {
    /// What is read first: what the value names only is not looked up yet.
    type Twin: Wire;

    /// Writes the value as its twin is written.
    fn write_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Looks up what the twin names, and puts the value together.
    fn resolve(twin: Self::Twin, rules: &[HolidayRule]) -> Result<Self, Unresolved>;
}

/// What can't be looked up or put together, and where it is in the value.
#[derive(Debug)]
pub struct Unresolved {
    pub(crate) path: Vec<Step>,
    pub(crate) fault: Fault,
}

impl Unresolved {
    /// Says that the value which has the part at fault stands at a step of another.
    pub(crate) fn within(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        self.path.splice(0..0, steps);
        self
    }
}

/// Makes values of core types that are [`Wire`]: one line a type.
///
/// To add a kind:
///
/// 1. Twins in `src/twin/`: a struct or an enum with `#[serde(remote = "Core", …)]` beside each core
///    type, `#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]` above it, every field
///    `#[serde(with = "As::<T>")]`, a default left out by `default, skip_serializing_if =
///    "is_default"`, and `deny_unknown_fields` on structs and on enums with named fields.
/// 2. A line in `twins!` for each; `object` for structs, `choice` for enums. It implements [`Wire`]
///    and describes the type. Where [`Wire`] is implemented by hand, `described!` says which twin
///    the type looks like.
/// 3. A line here: `Document => "tacite-document";`. A type that names what must be looked up (a
///    holiday rule) implements [`Whole`] itself, as histories do, and has `, by hand` in its line.
/// 4. A golden file of JSON and one of CBOR in
///    `tests/formats/golden/v1/`, and a call of `round_trips` with a strategy. The schema in
///    `docs/schema/` is written by `TACITE_WRITE_SCHEMA=1 cargo test -p tacite-tests --test formats`.
macro_rules! values {
    ($($value:ty => $kind:literal $(, $by_hand:tt $hand:tt)?;)*) => {
        $(values!(@whole $value $(, $by_hand $hand)?);)*

        $(impl Value for $value {
            const KIND: &'static str = $kind;
        })*

        /// The names of all kinds.
        pub const KINDS: &[&str] = &[$($kind),*];

        /// Does something with every kind of value, in the order of [`KINDS`].
        pub fn each_kind(each: &mut impl EachKind) {
            $(each.kind::<$value>();)*
        }

        /// The schemas of all kinds.
        #[cfg(feature = "schema")]
        pub(crate) const SCHEMAS: &[fn() -> crate::Tree] = &[$(crate::schema::of::<$value>),*];
    };
    (@whole $value:ty, by hand) => {};
    (@whole $value:ty) => {
        impl Whole for $value {
            type Twin = Self;

            fn write_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.write(serializer)
            }

            fn resolve(twin: Self, _rules: &[HolidayRule]) -> Result<Self, Unresolved> {
                Ok(twin)
            }
        }
    };
}

values! {
    tacite::contract::Plan => "tacite-plan";
    tacite::books::Books => "tacite-books";
    tacite::books::Posting => "tacite-posting";
    tacite::document::Document => "tacite-document";
    tacite::document::Line => "tacite-line";
    tacite::document::ForeignTax => "tacite-foreign-tax";

    // Who sells, who buys, and by which accounts they pay.
    tacite::party::Party => "tacite-party";
    tacite::party::Seller => "tacite-seller";
    tacite::party::Customer => "tacite-customer";
    tacite::party::PartyDefaults => "tacite-party-defaults";
    tacite::party::Account => "tacite-account";
    tacite::party::Mandate => "tacite-mandate";

    // What is issued, and how it is paid.
    tacite::issuing::NumberFormat => "tacite-number-format";
    tacite::issuing::NumberedOn => "tacite-numbered-on";
    tacite::issuing::Draft => "tacite-draft";
    tacite::issuing::Issuing => "tacite-issuing";
    tacite::issuing::NumberedDocument => "tacite-numbered-document";
    tacite::payment::Collection => "tacite-collection";
    tacite::payment::OnFile => "tacite-on-file";
    tacite::payment::PaymentRequest => "tacite-payment-request";

    // Why a line costs what it costs, and a day nothing.
    tacite::explain::Derivation => "tacite-derivation";
    tacite::explain::ExactCost => "tacite-exact-cost";
    tacite::explain::Evaluated => "tacite-evaluated";
    tacite::explain::RoundedCost => "tacite-rounded-cost";
    tacite::explain::Rule => "tacite-rule";
    tacite::explain::Absence => "tacite-absence";

    // What queries answer.
    tacite::query::Instalment => "tacite-instalment";
    tacite::query::MonthForecast => "tacite-month-forecast";
    tacite::query::Status => "tacite-status";
    tacite::query::Stretch => "tacite-stretch";
    tacite::query::RemainingCommitment => "tacite-remaining-commitment";
    tacite::query::EarliestEnd => "tacite-earliest-end";
    tacite::query::PauseSpan => "tacite-pause-span";
    tacite::query::Reminder => "tacite-reminder";
    tacite::query::NextRenewal => "tacite-next-renewal";
    tacite::query::RenewalNoticeWindow => "tacite-renewal-notice-window";
    tacite::query::RevisedPrice => "tacite-revised-price";
    tacite::query::TerminationAsk => "tacite-termination-ask";
    tacite::query::TerminationQuote => "tacite-termination-quote";
    tacite::query::PreviewRange => "tacite-preview-range";
    tacite::query::Preview => "tacite-preview";
    tacite::query::LateInterestTerms => "tacite-late-interest-terms";
    tacite::query::LateInterest => "tacite-late-interest";
    tacite::query::RecoveryFee => "tacite-recovery-fee";
    tacite::query::Debtor => "tacite-debtor";

    // What may name a holiday rule.
    tacite::history::Event => "tacite-event", by hand;
    tacite::history::History => "tacite-history", by hand;
    tacite::checkpoint::Checkpoint => "tacite-checkpoint", by hand;
    tacite::payment::DebitRules => "tacite-debit-rules", by hand;
}
