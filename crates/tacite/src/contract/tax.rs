//! The tax of a line is a category and a rate, passed in by the caller (INV-5).
//!
//! French VAT of 20 % is `Standard` at 20; nothing here knows which rate holds where or when.
//!
//! How tax is summed and rounded is decided by [`crate::document`].

use crate::money::Percent;

/// Category and rate of a line's tax (INV-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tax {
    /// Category, as in EN 16931.
    pub category: TaxCategory,
    /// Rate in percent; 0 for every category but `Standard`.
    pub rate: Percent,
}

impl Tax {
    /// Makes a tax at a standard rate: any rate above 0 that a country calls normal or reduced.
    pub const fn standard(rate: Percent) -> Self {
        Self { category: TaxCategory::Standard, rate }
    }

    /// No tax is due: out of scope.
    pub const NONE: Self = Self { category: TaxCategory::OutOfScope, rate: Percent::ZERO };
}

/// Category of a tax: the codes of UNTDID 5305 that EN 16931 uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaxCategory {
    /// S: a rate above 0.
    Standard,
    /// Z: a rate of 0.
    ZeroRated,
    /// E: exempt.
    Exempt,
    /// AE: the customer owes it.
    ReverseCharge,
    /// K: supply within the European Union.
    IntraCommunity,
    /// G: export.
    Export,
    /// O: outside the scope.
    OutOfScope,
}

impl TaxCategory {
    /// Returns the code of UNTDID 5305.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "S",
            Self::ZeroRated => "Z",
            Self::Exempt => "E",
            Self::ReverseCharge => "AE",
            Self::IntraCommunity => "K",
            Self::Export => "G",
            Self::OutOfScope => "O",
        }
    }
}
