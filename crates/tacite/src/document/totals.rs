//! Tax is summed per category and rate, and rounded once per document, or once per line (INV-5).
//!
//! Three lines of 31.80 EUR at 21 %: the sum is 95.40, the tax 20.034, so 20.03; per line it is three
//! times 6.678 rounded, 20.04. Of prices that include it, 240.00 at 10.25 % has 22.31 in it and
//! 217.69 beside it.
//!
//! Which rate a line has is passed in by the caller; what is taken off a document as a whole is
//! decided by [`super::allowance`].

use alloc::vec::Vec;

use super::{DocumentAllowance, Line, OneOrMore, allowance};
use crate::contract::{BillingPolicy, PriceMode, Tax, TaxRounding};
use crate::money::{Amount, MoneyError, Percent, Rounding, power_of_ten, product};

/// The tax of one category and rate in a document (INV-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxTotal {
    /// Category, rate and reason.
    pub tax: Tax,
    /// What the lines come to excluding tax, less what is taken off the document.
    pub taxable: Amount,
    /// Tax on it; of corrections that add up, what they take back (INV-5).
    pub amount: Amount,
}

/// Net, tax by rate, tax and total of a document.
#[derive(Debug)]
pub(super) struct Totals {
    pub(super) lines_total: Amount,
    pub(super) allowances: Vec<DocumentAllowance>,
    pub(super) taxes: OneOrMore<TaxTotal>,
    pub(super) net: Amount,
    pub(super) tax: Amount,
    pub(super) total: Amount,
}

impl BillingPolicy {
    /// Tells whether documents are added up as most are: prices exclude tax, which is rounded per rate,
    /// and nothing is taken off the whole.
    #[inline]
    pub(crate) fn adds_up_as_usual(&self, prices: PriceMode) -> bool {
        prices == PriceMode::ExcludingTax
            && self.tax_rounding == TaxRounding::PerRate
            && self.document_discount.is_none()
    }
}

/// Adds up the lines of a document.
pub(super) fn totals(
    lines: &OneOrMore<Line>,
    policy: &BillingPolicy,
) -> Result<Totals, MoneyError> {
    let is_usual = policy.adds_up_as_usual(lines.first().terms.prices)
        && lines.iter().all(|line| line.own_tax().is_none());
    if is_usual { usual(lines) } else { discounted(lines, policy) }
}

/// Adds up the lines of a document where that is [as usual](BillingPolicy::adds_up_as_usual), and none
/// says its own tax.
#[inline(always)]
#[expect(clippy::inline_always, reason = "a document is large: it is made where it stays")]
pub(super) fn usual(lines: &OneOrMore<Line>) -> Result<Totals, MoneyError> {
    let first = lines.first();
    let rounding = first.terms.rounding;
    let nothing = Amount::zero(first.net.currency());
    let mut net = first.net;
    let mut taxes = OneOrMore::new(TaxTotal::of(first, nothing));
    for line in lines.rest() {
        net = net.checked_add(line.net)?;
        match taxes.find_mut(|known| known.tax == line.terms.tax) {
            Some(known) => known.taxable = known.taxable.checked_add(line.net)?,
            None => taxes.push(TaxTotal::of(line, nothing)),
        }
    }
    let mut tax = nothing;
    for total in taxes.iter_mut() {
        total.amount = tax_on(total.taxable, total.tax, rounding)?;
        tax = tax.checked_add(total.amount)?;
    }
    let total = net.checked_add(tax)?;
    Ok(Totals { lines_total: net, allowances: Vec::new(), taxes, net, tax, total })
}

impl TaxTotal {
    /// Begins the total of a line's category and rate; its tax is not computed yet.
    fn of(line: &Line, nothing: Amount) -> Self {
        Self { tax: line.terms.tax, taxable: line.net, amount: nothing }
    }
}

fn tax_on(taxable: Amount, tax: Tax, rounding: Rounding) -> Result<Amount, MoneyError> {
    let minor = percent_of(i128::from(taxable.minor()), tax.rate, rounding)?;
    Amount::from_minor_wide(minor, taxable.currency())
}

#[cold]
#[inline(never)]
fn discounted(lines: &OneOrMore<Line>, policy: &BillingPolicy) -> Result<Totals, MoneyError> {
    let allowances = match &policy.document_discount {
        Some(discount) => allowance::by_discount(lines, discount)?,
        None => Vec::new(),
    };
    summed(lines, allowances, policy.tax_rounding)
}

/// Adds up lines and what is taken off them, whatever the policies.
#[cold]
#[inline(never)]
pub(super) fn summed(
    lines: &OneOrMore<Line>,
    allowances: Vec<DocumentAllowance>,
    tax_rounding: TaxRounding,
) -> Result<Totals, MoneyError> {
    let currency = lines.first().net.currency();
    let amount = |minor| Amount::from_minor_wide(minor, currency);
    let mode = lines.first().terms.prices;
    let (mut taxable, mut tax) = (0, 0);
    let mut taxes: Vec<TaxTotal> = Vec::new();
    for line in lines {
        if taxes.iter().any(|known| known.tax == line.terms.tax) {
            continue;
        }
        let rate = Rate { lines, allowances: &allowances, tax: line.terms.tax };
        let (sum, own) = (rate.left(), rate.tax(tax_rounding)?);
        let sum = match mode {
            PriceMode::ExcludingTax => sum,
            PriceMode::IncludingTax => sum - own,
        };
        (taxable, tax) = (taxable + sum, tax + own);
        taxes.push(TaxTotal { tax: line.terms.tax, taxable: amount(sum)?, amount: amount(own)? });
    }
    let lines_total: i128 = lines.iter().map(|line| i128::from(line.net.minor())).sum();
    Ok(Totals {
        lines_total: amount(lines_total)?,
        allowances,
        // There is a line, so there is a rate.
        taxes: OneOrMore::collected(taxes).ok_or(MoneyError::OutOfRange)?,
        net: amount(taxable)?,
        tax: amount(tax)?,
        total: amount(taxable + tax)?,
    })
}

/// What a document has at one category and rate.
struct Rate<'d> {
    lines: &'d OneOrMore<Line>,
    allowances: &'d [DocumentAllowance],
    tax: Tax,
}

impl Rate<'_> {
    fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.terms.tax == self.tax)
    }

    fn allowances(&self) -> impl Iterator<Item = &DocumentAllowance> {
        self.allowances.iter().filter(|allowance| allowance.tax == self.tax)
    }

    /// What is left of the lines after what is taken off.
    fn left(&self) -> i128 {
        let lines: i128 = self.lines().map(|line| i128::from(line.net.minor())).sum();
        let off: i128 = self.allowances().map(|off| i128::from(off.amount.minor())).sum();
        lines - off
    }

    /// Its tax: that of the corrections that add up is theirs, the rest is computed (INV-5).
    fn tax(&self, rounding: TaxRounding) -> Result<i128, MoneyError> {
        let rule = TaxRule::of(self.lines.first(), self.tax);
        let own: i128 =
            self.lines().filter_map(Line::own_tax).map(|tax| i128::from(tax.minor())).sum();
        // What the corrections give back of an allowance has its tax in theirs.
        let theirs: i128 = self.lines().map(Line::own_allowance).sum();
        let computed =
            || self.lines().filter(|line| line.own_tax().is_none()).map(|line| line.net.minor());
        let rest = match rounding {
            TaxRounding::PerRate => {
                let off: i128 = self.allowances().map(|off| i128::from(off.amount.minor())).sum();
                let sum: i128 = computed().map(i128::from).sum();
                rule.on(sum - (off - theirs))?
            }
            TaxRounding::PerLine => {
                let on = |minor: i64| rule.on(i128::from(minor));
                let lines: i128 = computed().map(on).sum::<Result<_, _>>()?;
                let (by_percent, by_amount): (Vec<_>, Vec<_>) =
                    self.allowances().partition(|allowance| allowance.percent.is_some());
                let by_amount: i128 =
                    by_amount.iter().map(|off| on(off.amount.minor())).sum::<Result<_, _>>()?;
                let by_percent: i128 =
                    by_percent.iter().map(|off| i128::from(off.amount.minor())).sum();
                lines - by_amount - rule.on(by_percent - theirs)?
            }
        };
        Ok(own + rest)
    }
}

/// How tax is computed: a rate, on amounts that include it or not.
#[derive(Clone, Copy)]
pub(crate) struct TaxRule {
    pub(crate) rate: Percent,
    pub(crate) prices: PriceMode,
    pub(crate) rounding: Rounding,
}

impl TaxRule {
    fn of(line: &Line, tax: Tax) -> Self {
        Self { rate: tax.rate, prices: line.terms.prices, rounding: line.terms.rounding }
    }

    /// Returns the tax on minor units, or in them, rounded.
    pub(crate) fn on(self, minor: i128) -> Result<i128, MoneyError> {
        match self.prices {
            PriceMode::ExcludingTax => percent_of(minor, self.rate, self.rounding),
            PriceMode::IncludingTax => {
                let mantissa = self.rate.mantissa();
                let numerator = product(minor, mantissa).ok_or(MoneyError::OutOfRange)?;
                let hundred = power_of_ten(self.rate.scale() + 2).ok_or(MoneyError::OutOfRange)?;
                let whole = hundred.checked_add(mantissa).ok_or(MoneyError::OutOfRange)?;
                Ok(self.rounding.divide(numerator, whole))
            }
        }
    }
}

/// Returns a percentage of minor units, rounded.
pub(crate) fn percent_of(
    minor: i128,
    percent: Percent,
    rounding: Rounding,
) -> Result<i128, MoneyError> {
    let numerator = product(minor, percent.mantissa()).ok_or(MoneyError::OutOfRange)?;
    let hundred = power_of_ten(percent.scale() + 2).ok_or(MoneyError::OutOfRange)?;
    Ok(rounding.divide(numerator, hundred))
}
