//! A currency is an ISO 4217 code with its exponent (MON-1).
//!
//! `EUR` has 2 decimals, `JPY` none, `KWD` 3, `CLF` 4: 12.34 EUR is 1,234 minor units.
//!
//! Only the exponents are kept here (source: ISO 4217 list one, table A.1, together with the codes
//! superseded since 2018 that old contracts still name); a test compares them, code by code, with
//! the crate `iso_currency`. Names, symbols and countries are the host's business.

use core::fmt;

use super::MoneyError;

/// An ISO 4217 currency: a code of three letters and the number of decimals of its minor unit.
///
/// Precious metals, test codes and other codes without a minor unit are no currencies here.
///
/// ```
/// use tacite::money::Currency;
///
/// let yen = Currency::of("JPY")?;
/// assert_eq!((yen.code(), yen.exponent()), ("JPY", 0));
/// assert_eq!(Currency::of("KWD")?.exponent(), 3);
/// assert!(Currency::of("EURO").is_err());
/// # Ok::<(), tacite::money::MoneyError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    exponent: u8,
}

/// Codes by exponent, three letters each.
const CODES: [(u8, &[u8]); 4] = [
    (0, b"BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF"),
    (3, b"BHDIQDJODKWDLYDOMRTND"),
    (4, b"CLFUYW"),
    (
        2,
        b"AEDAFNALLAMDAOAARSAUDAWGAZNBAMBBDBDTBGNBMDBNDBOBBOVBRLBSDBTNBWPBYNBZDCADCDFCHECHFCHW\
        CNYCOPCOUCRCCUCCUPCVECZKDKKDOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGTQGYDHKDHNLHRKHTG\
        HUFIDRILSINRIRRJMDKESKGSKHRKPWKYDKZTLAKLBPLKRLRDLSLMADMDLMGAMKDMMKMNTMOPMRUMURMVRMWK\
        MXNMXVMYRMZNNADNGNNIONOKNPRNZDPABPENPGKPHPPKRPLNQARRONRSDRUBSARSBDSCRSDGSEKSGDSHPSLE\
        SLLSOSSRDSSPSTNSVCSYPSZLTHBTJSTMTTOPTRYTTDTWDTZSUAHUSDUSNUYUUZSVEDVESWSTXADXCDXCGYER\
        ZARZMWZWGZWL",
    ),
];

impl Currency {
    /// The euro, 2 decimals.
    pub const EUR: Self = Self { code: *b"EUR", exponent: 2 };
    /// The US dollar, 2 decimals.
    pub const USD: Self = Self { code: *b"USD", exponent: 2 };
    /// The yen, no decimals.
    pub const JPY: Self = Self { code: *b"JPY", exponent: 0 };
    /// The Kuwaiti dinar, 3 decimals.
    pub const KWD: Self = Self { code: *b"KWD", exponent: 3 };

    /// Finds a currency by its code, in capitals.
    ///
    /// # Errors
    /// [`MoneyError::UnknownCurrency`] for anything else than an ISO 4217 code with a minor unit.
    pub fn of(code: &str) -> Result<Self, MoneyError> {
        let wanted = code.as_bytes();
        for (exponent, codes) in CODES {
            for known in codes.as_chunks::<3>().0 {
                if wanted == known {
                    return Ok(Self { code: *known, exponent });
                }
            }
        }
        Err(MoneyError::UnknownCurrency { code: code.chars().take(16).collect() })
    }

    /// Lists every currency known, by exponent and code.
    pub fn all() -> impl Iterator<Item = Self> {
        CODES.into_iter().flat_map(|(exponent, codes)| {
            codes.as_chunks::<3>().0.iter().map(move |code| Self { code: *code, exponent })
        })
    }

    /// Returns the code of three capital letters.
    pub fn code(&self) -> &str {
        core::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// Returns the number of decimals of the minor unit: 0, 2, 3 or 4.
    #[inline]
    pub const fn exponent(self) -> u32 {
        self.exponent as u32
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
