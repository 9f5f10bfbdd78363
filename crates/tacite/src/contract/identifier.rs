//! Names of things: short, compared by bytes, copied without allocation.
//!
//! `cust-042` is a [`CustomerId`]; a UUID of 36 characters fits, a sentence does not.
//!
//! What an id stands for is the host's business: the engine compares and prints it.

use alloc::{string::String, sync::Arc};
use core::fmt;
use core::hash::{Hash, Hasher};

/// Bytes that an identifier may have.
pub const IDENTIFIER_BYTES_MAX: usize = 39;

/// Why a text is no identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdentifierError {
    /// The text is empty.
    #[error("an identifier is empty, 1 to {IDENTIFIER_BYTES_MAX} bytes are needed")]
    Empty,
    /// The text is longer than [`IDENTIFIER_BYTES_MAX`] bytes.
    #[error(
        "identifier \"{start}…\" has {bytes} bytes, at most {IDENTIFIER_BYTES_MAX} are allowed"
    )]
    TooLong {
        /// Its first characters.
        start: String,
        /// Its length in bytes.
        bytes: usize,
    },
    /// The text has a control character or white space at an end.
    #[error("identifier {text:?} has a control character or white space at its start or end")]
    Unprintable {
        /// The text.
        text: String,
    },
}

/// Up to 39 bytes of UTF-8, inline, then zeros, then their number.
#[derive(Clone, Copy, Eq, PartialOrd, Ord)]
struct Identifier([u8; IDENTIFIER_BYTES_MAX + 1]);

impl Identifier {
    /// An id known when this is compiled, of at most 39 bytes.
    const fn known(text: &str) -> Self {
        let (from, mut bytes, mut index) = (text.as_bytes(), [0; IDENTIFIER_BYTES_MAX + 1], 0);
        while index < from.len() {
            bytes[index] = from[index];
            index += 1;
        }
        bytes[IDENTIFIER_BYTES_MAX] = index.to_le_bytes()[0];
        Self(bytes)
    }

    fn new(text: &str) -> Result<Self, IdentifierError> {
        if text.is_empty() {
            return Err(IdentifierError::Empty);
        }
        if text.trim() != text || text.chars().any(char::is_control) {
            return Err(IdentifierError::Unprintable { text: text.chars().take(40).collect() });
        }
        let mut bytes = [0; IDENTIFIER_BYTES_MAX + 1];
        let [room @ .., len] = &mut bytes;
        match (room.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(room), Ok(text_len)) => {
                room.copy_from_slice(text.as_bytes());
                *len = text_len;
                Ok(Self(bytes))
            }
            _ => Err(IdentifierError::TooLong {
                start: text.chars().take(16).collect(),
                bytes: text.len(),
            }),
        }
    }

    fn as_str(&self) -> &str {
        let [bytes @ .., len] = &self.0;
        // The bytes were copied from a `str`, whole.
        bytes
            .get(..usize::from(*len))
            .and_then(|bytes| core::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}

/// Compares five machine words: a call that compares bytes takes longer.
impl PartialEq for Identifier {
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a call takes longer than the comparison")]
    fn eq(&self, other: &Self) -> bool {
        let (words, others) = (self.0.as_chunks().0.iter(), other.0.as_chunks().0.iter());
        let difference = words.zip(others).fold(0, |difference, (word, other)| {
            difference | (u64::from_ne_bytes(*word) ^ u64::from_ne_bytes(*other))
        });
        difference == 0
    }
}

impl Hash for Identifier {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

macro_rules! identifier {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Identifier);

        impl $name {
            /// Makes the id from 1 to 39 bytes of text.
            ///
            /// # Errors
            /// [`IdentifierError`] if the text is empty, too long, has control characters, or
            /// starts or ends with white space.
            pub fn new(text: &str) -> Result<Self, IdentifierError> {
                Identifier::new(text).map(Self)
            }

            /// Returns the text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({:?})", stringify!($name), self.as_str())
            }
        }
    };
}

identifier!(
    /// Names a subscription, uniquely for its seller.
    ///
    /// ```
    /// use tacite::contract::SubscriptionId;
    ///
    /// assert_eq!(SubscriptionId::new("SUB-0042")?.as_str(), "SUB-0042");
    /// assert!(SubscriptionId::new("").is_err());
    /// # Ok::<(), tacite::contract::IdentifierError>(())
    /// ```
    SubscriptionId
);
identifier!(
    /// Names a customer. The host keeps the record.
    CustomerId
);
identifier!(
    /// Names an item within its subscription; never used again for another one (CHG-1).
    ItemId
);

impl ItemId {
    /// The item of lines that belong to no item: manual adjustments and exit fees (INV-9, TRM-3).
    /// No item that is added may have this id.
    pub const ADJUSTMENT: Self = Self(Identifier::known("adjustment"));
}

identifier!(
    /// Names an item of a plan, so that a plan change can match old and new items.
    PlanItemCode
);
identifier!(
    /// Names a plan.
    PlanId
);
identifier!(
    /// Names a discount within its subscription.
    DiscountId
);
identifier!(
    /// Keeps lines of one customer on different documents where it differs (INV-4).
    GroupingKey
);

/// A text for people: a label or a reference. Cheap to clone.
///
/// ```
/// use tacite::contract::Text;
///
/// assert_eq!(Text::from("Coffee, 1 kg").as_str(), "Coffee, 1 kg");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Arc<str>);

impl Text {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(Arc::from(text))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
