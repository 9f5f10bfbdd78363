-- Version 1. docs/SQLITE.md says what every table, column and view means.
-- Amounts are whole minor units of their currency, so that SUM() is exact; dates are YYYY-MM-DD.

CREATE TABLE commits (
  key     TEXT NOT NULL PRIMARY KEY,
  request BLOB NOT NULL,
  answer  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE streams (
  id           INTEGER PRIMARY KEY,
  subscription TEXT    NOT NULL UNIQUE,
  customer     TEXT    NOT NULL,
  version      INTEGER NOT NULL,
  sequence     INTEGER NOT NULL,
  postings     INTEGER NOT NULL,
  is_unbilled  INTEGER NOT NULL CHECK (is_unbilled IN (0, 1)),
  due_day      INTEGER
) STRICT;

CREATE INDEX streams_by_customer ON streams (customer, subscription);

CREATE TABLE records (
  position INTEGER PRIMARY KEY,
  stream   INTEGER NOT NULL REFERENCES streams (id),
  version  INTEGER NOT NULL,
  next_on  TEXT,
  event    TEXT,
  posting  BLOB,
  UNIQUE (stream, version),
  CHECK ((event IS NULL) <> (posting IS NULL))
) STRICT;

CREATE TABLE snapshots (
  stream  INTEGER PRIMARY KEY REFERENCES streams (id),
  version INTEGER NOT NULL,
  digest  BLOB    NOT NULL,
  history BLOB    NOT NULL,
  books   BLOB    NOT NULL
) STRICT;

CREATE TABLE series (
  issuer      TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  prefix      TEXT    NOT NULL,
  year        TEXT    NOT NULL CHECK (year IN ('absent', 'four-digits', 'two-digits')),
  separator   TEXT    NOT NULL,
  digits      INTEGER NOT NULL,
  last_number TEXT    NOT NULL,
  last_on     TEXT    NOT NULL,
  PRIMARY KEY (issuer, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
  position    INTEGER PRIMARY KEY,
  issuer      TEXT    NOT NULL,
  series      TEXT    NOT NULL,
  number      TEXT    NOT NULL,
  key         TEXT    NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind IN ('invoice', 'credit-note', 'by-hand')),
  dated_on    TEXT    NOT NULL,
  corrects    TEXT,
  customer    TEXT,
  currency    TEXT,
  exponent    INTEGER,
  lines_total INTEGER,
  net         INTEGER,
  tax         INTEGER,
  total       INTEGER,
  amount_due  INTEGER,
  UNIQUE (issuer, series, number),
  UNIQUE (key, issuer),
  FOREIGN KEY (issuer, series) REFERENCES series (issuer, name),
  CHECK ((kind = 'by-hand') = (currency IS NULL))
) STRICT;

CREATE TABLE contents (
  document INTEGER PRIMARY KEY REFERENCES documents (position),
  draft    BLOB,
  seller   BLOB,
  customer BLOB,
  mandate  BLOB,
  body     TEXT,
  CHECK ((draft IS NULL) <> (body IS NULL)),
  CHECK ((seller IS NULL) = (customer IS NULL))
) STRICT;

CREATE TABLE lines (
  document     INTEGER NOT NULL REFERENCES documents (position),
  place        INTEGER NOT NULL,
  subscription TEXT    NOT NULL,
  item         TEXT    NOT NULL,
  label        TEXT    NOT NULL,
  quantity     TEXT    NOT NULL,
  period_start TEXT,
  period_end   TEXT,
  first_day    TEXT,
  end_day      TEXT,
  tax_category TEXT    NOT NULL,
  tax_rate     TEXT    NOT NULL,
  gross        INTEGER NOT NULL,
  allowance    INTEGER NOT NULL,
  net          INTEGER NOT NULL,
  monthly      INTEGER,
  PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE gaps (
  document  INTEGER NOT NULL,
  place     INTEGER NOT NULL,
  first_day TEXT    NOT NULL,
  end_day   TEXT    NOT NULL,
  PRIMARY KEY (document, place, first_day),
  FOREIGN KEY (document, place) REFERENCES lines (document, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE taxes (
  document INTEGER NOT NULL REFERENCES documents (position),
  place    INTEGER NOT NULL,
  category TEXT    NOT NULL,
  rate     TEXT    NOT NULL,
  taxable  INTEGER NOT NULL,
  amount   INTEGER NOT NULL,
  PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE payables (
  document INTEGER NOT NULL REFERENCES documents (position),
  place    INTEGER NOT NULL,
  due_on   TEXT    NOT NULL,
  amount   INTEGER NOT NULL,
  PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY,
  topic      TEXT    NOT NULL,
  body       TEXT    NOT NULL,
  holder     TEXT,
  held_until INTEGER,
  attempts   INTEGER NOT NULL DEFAULT 0,
  is_told    INTEGER NOT NULL DEFAULT 0 CHECK (is_told IN (0, 1))
) STRICT;

CREATE INDEX outbox_waiting ON outbox (id) WHERE is_told = 0;

-- How many minor units make one, by the decimals of a currency.
CREATE TABLE units (
  exponent INTEGER PRIMARY KEY,
  minor    INTEGER NOT NULL
) STRICT;

INSERT INTO units VALUES (0, 1), (2, 100), (3, 1000), (4, 10000);

CREATE VIEW events AS
SELECT
  streams.subscription,
  records.version,
  records.event ->> '$.value.sequence' AS sequence,
  records.event ->> '$.value.recorded_on' AS recorded_on,
  coalesce(records.event ->> '$.value.effective_on', records.event ->> '$.value.recorded_on')
    AS effective_on,
  CASE json_type(records.event, '$.value.event')
    WHEN 'text' THEN records.event ->> '$.value.event'
    ELSE (SELECT key FROM json_each(records.event, '$.value.event'))
  END AS kind,
  records.event -> '$.value.event' AS event
FROM records JOIN streams ON streams.id = records.stream
WHERE records.event IS NOT NULL;

CREATE VIEW open_streams AS
SELECT
  subscription,
  nullif(customer, '') AS customer,
  version,
  is_unbilled,
  date(due_day * 86400, 'unixepoch') AS next_on
FROM streams
WHERE is_unbilled = 1 OR due_day IS NOT NULL;

CREATE VIEW issued AS
SELECT
  issuer, series, number, kind, dated_on, customer, currency,
  CASE WHEN net < 0 THEN '-' ELSE '' END || (abs(net) / minor)
    || CASE WHEN minor = 1 THEN '' ELSE printf('.%0*d', exponent, abs(net) % minor) END AS net,
  CASE WHEN tax < 0 THEN '-' ELSE '' END || (abs(tax) / minor)
    || CASE WHEN minor = 1 THEN '' ELSE printf('.%0*d', exponent, abs(tax) % minor) END AS tax,
  CASE WHEN total < 0 THEN '-' ELSE '' END || (abs(total) / minor)
    || CASE WHEN minor = 1 THEN '' ELSE printf('.%0*d', exponent, abs(total) % minor) END AS total,
  CASE WHEN amount_due < 0 THEN '-' ELSE '' END || (abs(amount_due) / minor)
    || CASE WHEN minor = 1 THEN '' ELSE printf('.%0*d', exponent, abs(amount_due) % minor) END
    AS amount_due
FROM documents LEFT JOIN units USING (exponent);

CREATE VIEW due_by_month AS
SELECT
  month, currency, documents, minor_units,
  CASE WHEN minor_units < 0 THEN '-' ELSE '' END || (abs(minor_units) / minor)
    || CASE WHEN minor = 1 THEN '' ELSE printf('.%0*d', exponent, abs(minor_units) % minor) END
    AS amount
FROM (
  SELECT
    substr(payables.due_on, 1, 7) AS month,
    documents.currency,
    documents.exponent,
    count(DISTINCT payables.document) AS documents,
    sum(payables.amount) AS minor_units
  FROM payables JOIN documents ON documents.position = payables.document
  GROUP BY month, documents.currency
) JOIN units USING (exponent)
ORDER BY month, currency;

CREATE VIEW tax_by_month AS
SELECT
  month, currency, category, rate, taxable_units, tax_units,
  CASE WHEN taxable_units < 0 THEN '-' ELSE '' END || (abs(taxable_units) / minor)
    || CASE WHEN minor = 1 THEN '' ELSE printf('.%0*d', exponent, abs(taxable_units) % minor) END
    AS taxable,
  CASE WHEN tax_units < 0 THEN '-' ELSE '' END || (abs(tax_units) / minor)
    || CASE WHEN minor = 1 THEN '' ELSE printf('.%0*d', exponent, abs(tax_units) % minor) END
    AS tax
FROM (
  SELECT
    substr(documents.dated_on, 1, 7) AS month,
    documents.currency,
    documents.exponent,
    taxes.category,
    taxes.rate,
    sum(taxes.taxable) AS taxable_units,
    sum(taxes.amount) AS tax_units
  FROM taxes JOIN documents ON documents.position = taxes.document
  GROUP BY month, documents.currency, taxes.category, taxes.rate
) JOIN units USING (exponent)
ORDER BY month, currency, category, rate;

CREATE VIEW mrr_by_month AS
WITH RECURSIVE
  bounds (first, last) AS (
    SELECT
      (SELECT date(min(first_day), 'start of month') FROM lines WHERE monthly IS NOT NULL),
      (SELECT date(max(dated_on), 'start of month') FROM documents WHERE currency IS NOT NULL)
  ),
  months (first) AS (
    SELECT first FROM bounds WHERE first <= last
    UNION ALL
    SELECT date(months.first, '+1 month') FROM months, bounds WHERE months.first < bounds.last
  ),
  served (month, last_day) AS MATERIALIZED (
    SELECT substr(first, 1, 7), date(first, '+1 month', '-1 day') FROM months
  )
SELECT
  month, currency, subscriptions, minor_units,
  CASE WHEN minor_units < 0 THEN '-' ELSE '' END || (abs(minor_units) / minor)
    || CASE WHEN minor = 1 THEN '' ELSE printf('.%0*d', exponent, abs(minor_units) % minor) END
    AS amount
FROM (
  SELECT month, currency, exponent, count(*) AS subscriptions, sum(worth) AS minor_units
  FROM (
    SELECT
      served.month,
      documents.currency,
      documents.exponent,
      sum(lines.monthly) AS worth
    FROM served
    JOIN lines ON lines.first_day <= served.last_day AND served.last_day < lines.end_day
    JOIN documents ON documents.position = lines.document
    WHERE lines.monthly IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM gaps
        WHERE gaps.document = lines.document AND gaps.place = lines.place
          AND gaps.first_day <= served.last_day AND served.last_day < gaps.end_day
      )
    GROUP BY served.month, documents.currency, lines.subscription
  )
  WHERE worth <> 0
  GROUP BY month, currency
) JOIN units USING (exponent)
ORDER BY month, currency;
