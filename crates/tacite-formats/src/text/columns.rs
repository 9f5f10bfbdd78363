//! Columns as wide as their widest cell, two spaces apart, numbers to the right.
//!
//! Width is counted in characters; nothing else about a text is known here.

use std::fmt::{self, Write};

/// At which side of its column a cell stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A text and its side.
#[derive(Clone)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) side: Side,
}

/// Makes a cell at the left of its column.
pub(super) fn left(text: impl Into<String>) -> Cell {
    let (text, side) = (text.into(), Side::Left);
    Cell { text, side }
}

/// Makes a cell at the right of its column.
pub(super) fn right(text: impl Into<String>) -> Cell {
    let (text, side) = (text.into(), Side::Right);
    Cell { text, side }
}

/// A row: cells, one for each column, or a label over all columns but the last.
pub(super) enum Row<const COLUMNS: usize> {
    Cells([Cell; COLUMNS]),
    Total { label: String, amount: String },
}

/// Writes rows, each indented by two spaces and without white space at its end.
pub(super) fn write_rows<const COLUMNS: usize>(
    f: &mut fmt::Formatter<'_>,
    rows: &[Row<COLUMNS>],
) -> fmt::Result {
    let widths = widths(rows);
    for row in rows {
        let mut line = String::new();
        match row {
            Row::Cells(cells) => {
                for (cell, width) in cells.iter().zip(widths) {
                    pad(&mut line, cell, width)?;
                }
            }
            Row::Total { label, amount } => {
                let spaces = 2 * COLUMNS.saturating_sub(2);
                let width = widths.iter().rev().skip(1).sum::<usize>() + spaces;
                pad(&mut line, &right(label.as_str()), width)?;
                pad(&mut line, &right(amount.as_str()), widths.last().copied().unwrap_or(0))?;
            }
        }
        writeln!(f, "{}", line.trim_end())?;
    }
    Ok(())
}

fn pad(line: &mut String, cell: &Cell, width: usize) -> fmt::Result {
    match cell.side {
        Side::Left => write!(line, "  {:<width$}", cell.text),
        Side::Right => write!(line, "  {:>width$}", cell.text),
    }
}

/// A total's label may be wider than the columns that it spans: the last of these takes the rest.
fn widths<const COLUMNS: usize>(rows: &[Row<COLUMNS>]) -> [usize; COLUMNS] {
    let mut widths = [0; COLUMNS];
    let mut widest_label = 0;
    for row in rows {
        match row {
            Row::Cells(cells) => {
                for (width, cell) in widths.iter_mut().zip(cells) {
                    *width = (*width).max(cell.text.chars().count());
                }
            }
            Row::Total { label, amount } => {
                widest_label = widest_label.max(label.chars().count());
                if let Some(last) = widths.last_mut() {
                    *last = (*last).max(amount.chars().count());
                }
            }
        }
    }
    let spanned = widths.iter().rev().skip(1).sum::<usize>() + 2 * COLUMNS.saturating_sub(2);
    if let Some(before_last) = widths.iter_mut().rev().nth(1) {
        *before_last += widest_label.saturating_sub(spanned);
    }
    widths
}
