//! L8: the periods of a grid tile the time line.

use tacite::calendar::Grid;

use super::Violation;

/// L8: around period `k`, each period begins where the one before ends, and `period_of` gives back
/// the period, with its index, for its first and its last day.
///
/// # Errors
/// [`Violation`] naming the period. Periods outside the calendar are passed over.
pub fn tiling(grid: Grid, k: i64) -> Result<(), Violation> {
    const LAW: &str = "L8 tiling";
    let fail = |message: String| Err(Violation::new(LAW, message));
    for index in k.saturating_sub(2)..=k.saturating_add(2) {
        let (Ok(period), Ok(following)) = (grid.period(index), grid.period(index + 1)) else {
            continue;
        };
        if period.end() != following.start() {
            return fail(format!("period {index} is {period}, the next {following}"));
        }
        if grid.boundary(index) != Ok(period.start()) {
            return fail(format!("period {index} is {period}, not from its boundary"));
        }
        for day in [period.start(), period.last_day()] {
            let found = (grid.index_of(day), grid.period_of(day));
            if found != (index, Ok(period)) {
                return fail(format!(
                    "{day} is in period {index}, {period}, but found is {found:?}"
                ));
            }
        }
    }
    Ok(())
}
