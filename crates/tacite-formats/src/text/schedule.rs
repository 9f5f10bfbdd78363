//! A printed schedule (échéancier) has one row for each instalment (INV-13, 0.30).
//!
//! `31 Jan 2025   1  seats  31 Jan – 27 Feb 2025  36.00 EUR  billed` is a row of it.
//!
//! Which instalments there are, and how far they have come, is decided by
//! [`instalments`](tacite::query::instalments).

use std::fmt;

use tacite::query::Instalment;

use super::columns::{Row, left, right, write_rows};
use super::{Language, dates, numbers, words};

/// Instalments and the language to print them in.
pub(super) struct Printed<'i> {
    pub(super) instalments: &'i [Instalment],
    pub(super) language: Language,
}

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let language = self.language;
        if self.instalments.is_empty() {
            return writeln!(f, "  {}", words::NOTHING.in_language(language));
        }
        let head = |word: words::Word| word.in_language(language);
        let mut rows = vec![Row::Cells([
            left(head(words::DUE_ON)),
            right(head(words::NUMBER)),
            left(head(words::ITEM)),
            left(head(words::SERVED)),
            right(head(words::NET_AMOUNT)),
            left(""),
            left(head(words::STATE)),
        ])];
        rows.extend(self.instalments.iter().map(|instalment| {
            Row::Cells([
                left(dates::date(instalment.due_on, language)),
                right(instalment.number.to_string()),
                left(instalment.item.as_str()),
                left(dates::period(instalment.served, language)),
                right(numbers::amount(instalment.net, language)),
                left(instalment.net.currency().code()),
                left(words::state(instalment.state).in_language(language)),
            ])
        }));
        write_rows(f, &rows)
    }
}
