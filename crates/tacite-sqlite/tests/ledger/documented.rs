//! Every query of `docs/SQLITE.md` gives what is printed below it.

use rusqlite::Connection;
use tacite_sqlite::SqliteLedger;

use crate::views::{example, table};

const PAGE: &str = include_str!("../../../../docs/SQLITE.md");

/// The blocks of the page that begin with a word, each with what comes after it.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<(&'p str, &'p str)> {
    let opening = format!("```{language}\n");
    let mut blocks = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once(&opening) {
        let (block, after) = after.split_once("```\n").unwrap();
        blocks.push((block, after));
        rest = after;
    }
    blocks
}

#[test]
fn every_query_of_the_page_gives_what_is_printed_below_it() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    let ledger = SqliteLedger::open(&path).unwrap();
    example(&ledger);
    let connection = Connection::open(&path).unwrap();
    let queries = blocks(PAGE, "sql");
    assert!(queries.len() >= 8, "{}", queries.len());
    for (sql, after) in queries {
        let printed =
            after.trim_start().strip_prefix("```text\n").and_then(|text| text.split_once("```"));
        let (printed, _) = printed.unwrap_or_else(|| panic!("nothing is printed below {sql}"));
        assert_eq!(table(&connection, sql), printed.trim_end(), "{sql}");
    }
}

#[test]
fn every_table_view_and_column_is_on_the_page() {
    let ledger = tempfile::NamedTempFile::new().unwrap();
    drop(SqliteLedger::open(ledger.path()).unwrap());
    let connection = Connection::open(ledger.path()).unwrap();
    let sql = "SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c \
               WHERE m.type IN ('table', 'view')";
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let mut count = 0;
    for column in columns {
        let column = column.unwrap();
        let (table, name) = column.split_once('.').unwrap();
        let section = PAGE.split(&format!("### `{table}`")).nth(1);
        let section = section.unwrap_or_else(|| panic!("no section on {table}"));
        let section = section.split("\n### ").next().unwrap();
        assert!(section.contains(&format!("`{name}`")), "{column} is not on the page");
        count += 1;
    }
    assert!(count > 80, "{count}");
}
