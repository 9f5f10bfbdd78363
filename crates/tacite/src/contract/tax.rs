//! The tax of a line is a category, a rate and, where none is charged, a reason, passed in by the
//! caller (INV-5).
//!
//! French VAT of 20 % is `Standard` at 20; nothing here knows which rate holds where or when. What a
//! customer in another member state owes itself is `ReverseCharge`, reason `VATEX-EU-AE`.
//!
//! How tax is summed and rounded is decided by [`crate::document`].

use core::fmt;
use core::num::NonZeroU8;

use super::{ItemError, Text};
use crate::money::Percent;

/// Category and rate of a line's tax, and why none is charged (INV-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tax {
    /// Category, as in EN 16931.
    pub category: TaxCategory,
    /// Rate in percent; 0 for every category but `Standard`.
    pub rate: Percent,
    /// Why no tax is charged, if that is more than the category says; see
    /// [`reason_code`](Self::reason_code).
    pub reason: Option<TaxReason>,
}

impl Tax {
    /// Makes a tax at a standard rate: any rate above 0 that a country calls normal or reduced.
    pub const fn standard(rate: Percent) -> Self {
        Self { category: TaxCategory::Standard, rate, reason: None }
    }

    /// Makes a tax of a category without a rate.
    ///
    /// ```
    /// use tacite::contract::{Tax, TaxCategory, TaxReason};
    ///
    /// let exempt = Tax::without(TaxCategory::Exempt).because(TaxReason::new("VATEX-EU-132-1I")?);
    /// assert_eq!(exempt.reason_code().unwrap().as_str(), "VATEX-EU-132-1I");
    ///
    /// let reverse = Tax::without(TaxCategory::ReverseCharge);
    /// assert_eq!(reverse.reason_code().unwrap().as_str(), "VATEX-EU-AE");
    /// # Ok::<(), tacite::contract::ItemError>(())
    /// ```
    pub const fn without(category: TaxCategory) -> Self {
        Self { category, rate: Percent::ZERO, reason: None }
    }

    /// Returns the tax with a reason.
    #[must_use]
    pub const fn because(self, reason: TaxReason) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// No tax is due: out of scope.
    pub const NONE: Self = Self::without(TaxCategory::OutOfScope);

    /// Returns the reason that a document prints: the one given, or that of the category.
    pub const fn reason_code(self) -> Option<TaxReason> {
        match self.reason {
            Some(given) => Some(given),
            None => self.category.reason(),
        }
    }
}

/// Whether the prices of a contract include tax (INV-5).
///
/// 240.00 at 10.25 % is 240.00 + 24.60 excluding tax, and 217.69 + 22.31 including it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PriceMode {
    /// Tax comes on top of the lines.
    #[default]
    ExcludingTax,
    /// Tax is in the lines: what the customer pays is what was agreed, to the cent.
    IncludingTax,
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

    /// Returns the reason that the category itself gives for charging no tax; none if it charges
    /// some, or if there are several such reasons (exempt).
    pub const fn reason(self) -> Option<TaxReason> {
        match self {
            Self::Standard | Self::ZeroRated | Self::Exempt => None,
            Self::ReverseCharge => Some(TaxReason::known("VATEX-EU-AE")),
            Self::IntraCommunity => Some(TaxReason::known("VATEX-EU-IC")),
            Self::Export => Some(TaxReason::known("VATEX-EU-G")),
            Self::OutOfScope => Some(TaxReason::known("VATEX-EU-O")),
        }
    }

    /// Tells whether a reason for charging no tax can be given.
    pub const fn takes_reason(self) -> bool {
        match self {
            Self::Standard | Self::ZeroRated => false,
            Self::Exempt
            | Self::ReverseCharge
            | Self::IntraCommunity
            | Self::Export
            | Self::OutOfScope => true,
        }
    }
}

/// Bytes that a tax reason may have.
const REASON_BYTES_MAX: usize = 23;

/// Why no tax is charged: a short code, such as `VATEX-EU-132-1I` of the code list of EN 16931.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaxReason {
    // The length first: where there is no reason, comparing looks at one byte.
    len: NonZeroU8,
    bytes: [u8; REASON_BYTES_MAX],
}

impl TaxReason {
    /// Makes a reason of 1 to 23 capital letters, digits, hyphens and points; whether a list has it
    /// is not checked.
    ///
    /// # Errors
    /// [`ItemError::TaxReason`] for anything else.
    ///
    /// ```
    /// use tacite::contract::TaxReason;
    ///
    /// assert_eq!(TaxReason::new("VATEX-FR-FRANCHISE")?.as_str(), "VATEX-FR-FRANCHISE");
    /// assert!(TaxReason::new("art. 293 B").is_err());
    /// # Ok::<(), tacite::contract::ItemError>(())
    /// ```
    pub fn new(code: &str) -> Result<Self, ItemError> {
        let is_fit = |byte: u8| {
            byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.')
        };
        let mut bytes = [0; REASON_BYTES_MAX];
        let len = u8::try_from(code.len()).ok().and_then(NonZeroU8::new);
        match (len, bytes.get_mut(..code.len())) {
            (Some(len), Some(room)) if code.bytes().all(is_fit) => {
                room.copy_from_slice(code.as_bytes());
                Ok(Self { len, bytes })
            }
            _ => {
                let start: alloc::string::String = code.chars().take(24).collect();
                Err(ItemError::TaxReason { code: Text::from(start.as_str()) })
            }
        }
    }

    /// A reason known when this is compiled, of 1 to 23 bytes.
    const fn known(code: &str) -> Self {
        let (from, mut bytes, mut index) = (code.as_bytes(), [0; REASON_BYTES_MAX], 0);
        while index < from.len() {
            bytes[index] = from[index];
            index += 1;
        }
        match NonZeroU8::new(index.to_le_bytes()[0]) {
            Some(len) => Self { len, bytes },
            None => Self { len: NonZeroU8::MIN, bytes },
        }
    }

    /// Returns the code.
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.len.get()));
        bytes.and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Display for TaxReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for TaxReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TaxReason({:?})", self.as_str())
    }
}
