//! What was agreed: contract, items, prices, taxes, payment terms, policies.
//!
//! Everything here is plain data that events carry (HIS-4). Public fields, no setters: a value that
//! could be illegal (an id, a unit code, a price) has a constructor that says why.

mod agreement;
mod amendment;
mod basis;
mod check;
mod contract_check;
mod identifier;
mod index;
mod item;
mod mention;
mod pause;
mod payment_terms;
mod policy;
mod price;
mod price_list;
mod revision;
mod tax;
mod term;
mod tiers;

pub use agreement::Contract;
pub use amendment::{
    Discount, DiscountDuration, DiscountValue, LastPeriod, Plan, PlanItem, StubDiscount,
    WithdrawalCredit,
};
pub use basis::{BASIS_MONTHS_MAX, Basis, BasisError};
pub use contract_check::{ContractError, Span};
pub use identifier::{
    CustomerId, DiscountId, GroupingKey, IDENTIFIER_BYTES_MAX, IdentifierError, ItemId, PlanId,
    PlanItemCode, SubscriptionId, Text,
};
pub use index::{IndexSeries, IndexSeriesError, IndexValue};
pub use item::{
    GridAnchor, Item, ItemError, ItemSchedule, Recurrence, StubPrice, StubTrigger, Stubs, Supply,
    Timing, UnitCode,
};
pub use mention::{Mentions, Note, NoteSubject};
pub use pause::{Clock, Clocks, Pause, PauseLimits, PauseRule, PauseShape, ReducedPrice};
pub(crate) use payment_terms::SHARE_DIGITS_MAX;
pub use payment_terms::{
    Ceiling, DueRule, MonthEndOrder, PartOfTotal, PaymentMeans, PaymentPart, PaymentTerms,
    PaymentTermsError,
};
pub use policy::{
    BillingPolicy, BusinessDays, CatchUp, CorrectionPolicy, CreditTax, DocumentDiscount, DuePolicy,
    GroupingWindow, SendingDay, TaxPoint, TaxRounding, ZeroDocuments, ZeroLines,
};
pub use price::{BoundedPrice, NewPrice, Phase, PhasePrice, Price};
pub use price_list::{PriceList, PriceVersion, VersionHolds};
pub use revision::{
    Cap, Coefficient, Floor, Revision, RevisionBase, RevisionError, RevisionPolicy,
};
pub use tax::{PriceMode, Tax, TaxCategory, TaxReason};
pub use term::{
    ExitFee, ExitFeeValue, Lasting, NoticeEnd, NoticePolicy, Refund, Renewal, RenewalNoticePolicy,
    Term,
};
pub use tiers::{Tier, Tiers, TiersError, ZeroQuantity};
