"""The tables of the record store. To change them, add an entry to MIGRATIONS; never edit an old one."""

from __future__ import annotations

from collections.abc import Iterator

from xabar.records.article_copy import FILL
from xabar.records.errors import RecordsError

# Times are milliseconds since 1970, UTC. Article ids are the 128 bits themselves (16 bytes), not their hex.
# The payload is the last column, so that SQLite reads the narrow ones without touching overflow pages.
_FIRST = """
CREATE TABLE article (
    number       INTEGER PRIMARY KEY,
    id           BLOB NOT NULL UNIQUE,
    site         TEXT NOT NULL,
    version      INTEGER NOT NULL,            -- of the latest fetch: an older one never overwrites it
    sequence     INTEGER NOT NULL,            -- of the latest change: the feed
    removed      INTEGER NOT NULL DEFAULT 0,  -- a tombstone: the feed still carries it
    published_at INTEGER,
    content_hash TEXT NOT NULL,               -- of title and body
    payload_hash BLOB NOT NULL,               -- of everything but the time of the fetch
    payload      BLOB                         -- zlib of JSON; NULL in a tombstone
);
CREATE UNIQUE INDEX article_sequence ON article (sequence);
CREATE INDEX article_site ON article (site, removed, published_at);

CREATE TABLE version (                        -- what an article was before its title or body changed
    id           BLOB NOT NULL,
    version      INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    payload      BLOB NOT NULL,
    PRIMARY KEY (id, version, content_hash)
);

CREATE TABLE feed (                           -- the last sequence that an index has confirmed
    search_index TEXT NOT NULL,
    generation   TEXT NOT NULL,
    sequence     INTEGER NOT NULL,
    PRIMARY KEY (search_index, generation)
) WITHOUT ROWID;

CREATE TABLE dead_letter (                    -- what an index refused for good
    search_index TEXT NOT NULL,
    generation   TEXT NOT NULL,
    id           BLOB NOT NULL,
    sequence     INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    reason       TEXT NOT NULL,
    refused_at   TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (search_index, generation, id)
) WITHOUT ROWID;

CREATE TABLE page (                           -- every address fetched, whatever came of it
    url              TEXT PRIMARY KEY,
    site             TEXT NOT NULL,
    first_fetched_at INTEGER NOT NULL,
    fetched_at       INTEGER NOT NULL,
    fetches          INTEGER NOT NULL DEFAULT 1,
    outcome          TEXT NOT NULL,
    article_id       BLOB,
    etag             TEXT,
    last_modified    TEXT
) WITHOUT ROWID;

CREATE TABLE paragraph (                      -- which articles of a site hold a paragraph
    site       TEXT NOT NULL,
    hash       BLOB NOT NULL,
    article_id BLOB NOT NULL,
    PRIMARY KEY (site, hash, article_id)
) WITHOUT ROWID;

CREATE TABLE signature (                      -- MinHash signatures
    number     INTEGER PRIMARY KEY,
    article_id BLOB NOT NULL UNIQUE,
    signature  BLOB NOT NULL
);
CREATE TABLE band (                           -- locality-sensitive hashing: equal key, likely near-duplicate
    key    INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (key, number)
) WITHOUT ROWID;

CREATE TABLE run (
    site        TEXT NOT NULL,
    started_at  INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    reason      TEXT NOT NULL,                -- why it ended: finished, shutdown, …
    fetched     INTEGER NOT NULL,
    stored      INTEGER NOT NULL,
    unchanged   INTEGER NOT NULL,
    duplicate   INTEGER NOT NULL,
    discovery   INTEGER NOT NULL,
    rejected    TEXT NOT NULL,                -- JSON: reason -> pages
    errors      TEXT NOT NULL                 -- JSON: reason -> discovery pages
);
CREATE INDEX run_site ON run (site, finished_at);
"""

# Lines are counted among the last articles of a site, so articles are numbered. Former counts cannot be kept.
_LESSONS = """
DROP TABLE paragraph;

CREATE TABLE lesson (                         -- the articles of a site, numbered as they came
    site       TEXT NOT NULL,
    number     INTEGER NOT NULL,
    article_id BLOB NOT NULL,
    PRIMARY KEY (site, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX lesson_article ON lesson (article_id, site);

CREATE TABLE paragraph (                      -- which of them begin or end with a line
    site   TEXT NOT NULL,
    hash   INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (site, hash, number)
) WITHOUT ROWID;

CREATE TABLE furniture (                      -- what is no text of any article
    site    TEXT NOT NULL,
    hash    INTEGER NOT NULL,
    text    TEXT NOT NULL,                    -- as one article printed it
    verdict TEXT NOT NULL,                    -- learned; or said by a person: pinned, pardoned
    PRIMARY KEY (site, hash)
) WITHOUT ROWID;
"""

# The tables take the names of the field: boilerplate, and lines that a person allows.
_BOILERPLATE = """
ALTER TABLE lesson RENAME TO site_article;
ALTER TABLE furniture RENAME TO boilerplate;
UPDATE boilerplate SET verdict = 'allowed' WHERE verdict = 'pardoned';
"""

# One row, made with the file: an index keeps this id, so that no other store takes the index for its own.
_STORE = """
CREATE TABLE store (
    id      TEXT NOT NULL PRIMARY KEY,
    made_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO store VALUES (lower(hex(randomblob(16))), CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
"""
# A list is read to the day to which it was read completely, and what it listed is due until it is settled.
_DISCOVERY = """
CREATE TABLE source (                         -- the days for which a source of articles was read completely
    site   TEXT NOT NULL,
    source TEXT NOT NULL,                     -- its kind and its address
    since  TEXT NOT NULL,
    until  TEXT NOT NULL,
    PRIMARY KEY (site, source)
) WITHOUT ROWID;

CREATE TABLE due_page (                       -- what sources listed and no fetch has settled
    key       TEXT PRIMARY KEY,
    site      TEXT NOT NULL,
    url       TEXT NOT NULL,                  -- as it was listed
    day       TEXT,                           -- of publication, as far as the source said
    printed   TEXT,
    listed_at INTEGER NOT NULL,
    refusals  INTEGER NOT NULL DEFAULT 0      -- for reasons that may pass
) WITHOUT ROWID;
CREATE INDEX due_page_site ON due_page (site);
"""

# Until here, what was cut from an article was not kept. The time of the last such fetch is remembered.
_CUTS = """
CREATE TABLE milestone (                      -- when something began
    name    TEXT PRIMARY KEY,
    version INTEGER NOT NULL                  -- of the last article before it
) WITHOUT ROWID;
INSERT INTO milestone SELECT 'cuts', coalesce(max(version), 0) FROM article WHERE removed = 0;
"""

# A payload is packed, and no other program can read it. What people read of an article is kept a second time, plainly.
_ARTICLE_TEXT = f"""
CREATE TABLE article_copy (                   -- of the articles that are not removed
    number        INTEGER PRIMARY KEY,
    url           TEXT NOT NULL,
    language      TEXT,
    script        TEXT,
    title         TEXT NOT NULL,
    body          TEXT NOT NULL,
    published_day TEXT,
    section       TEXT,
    authors       TEXT,                       -- JSON: a list of names
    tags          TEXT                        -- likewise
);
CREATE TRIGGER article_removed AFTER UPDATE OF removed ON article WHEN new.removed
BEGIN DELETE FROM article_copy WHERE number = new.number; END;
CREATE VIEW article_text AS
SELECT lower(hex(article.id)) AS id, url, site, language, script, title, body,
       strftime('%Y-%m-%dT%H:%M:%SZ', published_at / 1000, 'unixepoch') AS published_at, published_day,
       section, authors, tags,
       strftime('%Y-%m-%dT%H:%M:%SZ', version / 1000, 'unixepoch') AS fetched_at, sequence
FROM article JOIN article_copy USING (number);
{FILL}"""

# What identifies a generation is kept apart from the address, so that a moved index goes on where it was.
_FED = """
CREATE TABLE fed_generation (                 -- the last sequence that a generation of an index has confirmed
    id           TEXT PRIMARY KEY,            -- the generation's own; address and name where it has none
    search_index TEXT NOT NULL,               -- the address by which it was last fed
    generation   TEXT NOT NULL,
    sequence     INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO fed_generation SELECT search_index || ' ' || generation, search_index, generation, sequence FROM feed;

CREATE TABLE refused_change (                 -- what a generation refused for good
    generation_id TEXT NOT NULL,
    id            BLOB NOT NULL,
    sequence      INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    reason        TEXT NOT NULL,
    refused_at    TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (generation_id, id)
) WITHOUT ROWID;
INSERT INTO refused_change SELECT search_index || ' ' || generation, id, sequence, version, reason, refused_at
    FROM dead_letter;
DROP TABLE feed;
DROP TABLE dead_letter;
ALTER TABLE refused_change RENAME TO dead_letter;
"""

# Sites that have no class: what a survey found out about each.
_DESCRIBED = """
CREATE TABLE described_site (
    name        TEXT PRIMARY KEY,
    description TEXT NOT NULL                 -- JSON
) WITHOUT ROWID
"""

# What is known of pages that are asked for again: how to ask whether they have changed, and which are gone.
_REVISITS = """
-- the address as it was asked for, where that is not the key itself
ALTER TABLE page ADD COLUMN asked_url TEXT;
-- a hash of the rules by which it was read: with others it is fetched anew
ALTER TABLE page ADD COLUMN rules TEXT;

CREATE TABLE gone_article (                   -- articles whose pages were answered with 404 or 410
    id         BLOB PRIMARY KEY,
    site       TEXT NOT NULL,
    url        TEXT NOT NULL,                 -- as it was asked for
    since      INTEGER NOT NULL,              -- the first of these answers in a row
    checked_at INTEGER NOT NULL,              -- the last of them
    answers    INTEGER NOT NULL,
    removed_at INTEGER,                       -- when the article became a tombstone
    kept       INTEGER NOT NULL DEFAULT 0     -- a person has given it back: it is not removed again
) WITHOUT ROWID;
CREATE INDEX gone_article_site ON gone_article (site);

CREATE TABLE discovery_page (                 -- feeds, lists and sitemaps as they were last read to their end
    site          TEXT NOT NULL,
    url           TEXT NOT NULL,
    fetched_at    INTEGER NOT NULL,
    etag          TEXT,
    last_modified TEXT,
    body          BLOB NOT NULL,              -- zlib
    UNIQUE (site, url)
);
"""

# Signatures have been remembered by bands of three numbers since. Those until here are found by bands of four.
_BANDS = """
INSERT INTO milestone SELECT 'bands', coalesce(max(number), 0) FROM signature
"""

# Answers lie in WARC files beside the records. A text says why it took the place of the former one, if not by a fetch.
_RESPONSES = """
CREATE TABLE warc_file (                      -- in the order in which they were first written
    number INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE               -- relative to the data folder
);
CREATE TABLE response (                       -- where an answer lies, and what was known when it came
    file       INTEGER NOT NULL,
    offset     INTEGER NOT NULL,
    length     INTEGER NOT NULL,
    digest     BLOB NOT NULL,                 -- SHA-1 of the body as it came
    site       TEXT NOT NULL,
    url        TEXT NOT NULL,                 -- that was asked for, as in `page`
    fetched_at INTEGER NOT NULL,
    outcome    TEXT NOT NULL,
    article_id BLOB,
    printed    TEXT,                          -- the date that the feed, sitemap or list gave
    part       INTEGER NOT NULL,              -- of an article that goes on at further addresses; 1 is the first page
    parts      INTEGER NOT NULL,              -- of a first page: how many pages the article has
    PRIMARY KEY (file, offset)
) WITHOUT ROWID;
CREATE INDEX response_article ON response (article_id, fetched_at) WHERE article_id IS NOT NULL;
CREATE INDEX response_refused ON response (url, fetched_at) WHERE article_id IS NULL;

CREATE TABLE reparse (                        -- how far a job has come that did not end
    job    TEXT PRIMARY KEY,
    file   INTEGER NOT NULL,
    offset INTEGER NOT NULL
) WITHOUT ROWID;
ALTER TABLE article ADD COLUMN reason TEXT;
ALTER TABLE version ADD COLUMN reason TEXT
"""

# A site without selectors, or with new ones, is learned from its articles: layouts that were worked out, and pages to
# learn from.
_LEARNED = """
CREATE TABLE learned_layout (
    site       TEXT NOT NULL,
    edition    TEXT NOT NULL,                 -- the prefix of its addresses
    generation INTEGER NOT NULL,
    learned_at INTEGER NOT NULL,
    retired_at INTEGER,                       -- from then on it reads no new pages
    articles   INTEGER NOT NULL DEFAULT 0,    -- that were read by it, as far as they were counted
    checks     TEXT NOT NULL DEFAULT '',      -- the last ones: 1 where the generic layer agreed, 0 where it did not
    layout     TEXT,                          -- JSON; NULL: the articles had no places in common
    PRIMARY KEY (site, edition, generation)
) WITHOUT ROWID;

CREATE TABLE lesson (                         -- pages to learn from, until there are enough of them
    site       TEXT NOT NULL,
    edition    TEXT NOT NULL,
    url        TEXT NOT NULL,
    fetched_at INTEGER NOT NULL,
    printed    TEXT,                          -- the date that a source gave
    html       BLOB NOT NULL,                 -- zlib
    PRIMARY KEY (site, edition, url)
);
"""

# Who alone may do something, and until when. BIGINT, so that PostgreSQL has room for milliseconds too.
_LEASES = """
CREATE TABLE lease (
    name     TEXT PRIMARY KEY,                -- site:kun.uz, feed:…
    token    TEXT NOT NULL,                   -- of this lease alone
    host     TEXT NOT NULL,
    pid      BIGINT NOT NULL,
    taken_at BIGINT NOT NULL,
    until    BIGINT NOT NULL
)
"""

# A run is there from its beginning, so that one that was killed is seen, and has a name and its measures.
_RUNS = """
CREATE TABLE site_run (
    id          TEXT PRIMARY KEY,
    site        TEXT NOT NULL,
    started_at  BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL,              -- when it last wrote something
    finished_at BIGINT,                       -- NULL: it goes on, or was killed
    reason      TEXT,                         -- why it ended: finished, shutdown, …
    fetched     INTEGER NOT NULL,
    stored      INTEGER NOT NULL,
    unchanged   INTEGER NOT NULL,
    duplicate   INTEGER NOT NULL,
    discovery   INTEGER NOT NULL,
    known       INTEGER,                      -- NULL: it was not counted then
    rejected    TEXT NOT NULL,                -- JSON: reason -> pages
    errors      TEXT NOT NULL,                -- JSON: reason -> discovery pages
    gaps        TEXT NOT NULL,                -- JSON: what discovery left out
    measures    TEXT                          -- JSON: xabar/run_measures.py
);
INSERT INTO site_run
    SELECT site || '-' || started_at || '-' || finished_at || '-' || fetched, site, started_at, finished_at,
           finished_at, reason, fetched, stored, unchanged, duplicate, discovery, NULL, rejected, errors, '{}', NULL
    FROM run;
DROP TABLE run;
ALTER TABLE site_run RENAME TO run;
CREATE INDEX run_site ON run (site, started_at);
CREATE INDEX run_started ON run (started_at);

CREATE TABLE run_rejection (                  -- the addresses that became no article, of runs of the last weeks
    run_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    url    TEXT NOT NULL,
    reason TEXT NOT NULL,
    status INTEGER,                           -- of the answer; NULL: there was none
    PRIMARY KEY (run_id, number)
);

CREATE TABLE alarm (                          -- one for each cause, from its beginning to its end
    id         TEXT PRIMARY KEY,
    site       TEXT NOT NULL,                 -- empty: it concerns the whole installation
    kind       TEXT NOT NULL,
    cause      TEXT NOT NULL,
    opened_at  BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    cleared_at BIGINT
);
CREATE UNIQUE INDEX alarm_open ON alarm (site, kind) WHERE cleared_at IS NULL;
CREATE TABLE alarm_notice (                   -- what was told of an alarm, and to whom
    alarm_id TEXT NOT NULL,
    target   TEXT NOT NULL,
    event    TEXT NOT NULL,                   -- opened or cleared
    told_at  BIGINT NOT NULL,
    PRIMARY KEY (alarm_id, target, event)
)
"""

_SAVED_SEARCHES = """
CREATE TABLE saved_search (                   -- what somebody keeps of `xabar serve`, for all who use the records
    name     TEXT PRIMARY KEY,
    address  TEXT NOT NULL,                   -- the parameters of its page, as ?q=metro
    saved_at INTEGER NOT NULL
) WITHOUT ROWID
"""

# Alerts follow the feed, each with a number of its own. What they have found waits here until it is told.
_ALERTS = """
CREATE TABLE alert (
    name       TEXT PRIMARY KEY,
    definition TEXT NOT NULL,                 -- JSON
    sequence   INTEGER NOT NULL,              -- of the feed, up to which its query was compared
    revision   INTEGER NOT NULL,              -- greater than those of all alerts that were changed earlier
    paused     INTEGER NOT NULL,
    made_at    INTEGER NOT NULL
);
CREATE TABLE alert_match (                    -- the articles that it has found, each once
    number     INTEGER PRIMARY KEY,
    alert      TEXT NOT NULL,
    article_id BLOB NOT NULL,
    story      BLOB NOT NULL,                 -- the same for near copies
    matched_at INTEGER NOT NULL,
    state      TEXT NOT NULL,                 -- waiting; told, which is in a message; copy, of an earlier one
    UNIQUE (alert, article_id)
);
CREATE INDEX alert_match_story ON alert_match (alert, story);
CREATE INDEX alert_match_waiting ON alert_match (alert, number) WHERE state = 'waiting';
CREATE TABLE alert_message (                  -- what one target is to be told, until it was
    key      TEXT PRIMARY KEY,                -- the same whenever it is sent
    alert    TEXT NOT NULL,
    target   TEXT NOT NULL,
    articles TEXT NOT NULL,                   -- JSON: a list of ids
    made_at  INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    due_at   INTEGER NOT NULL,
    problem  TEXT
);
CREATE INDEX alert_message_alert ON alert_message (alert);
CREATE INDEX alert_message_target ON alert_message (target)
"""

# By a process's name, its own machine sees whether it has ended.
_LEASE_PROCESSES = """
ALTER TABLE lease ADD COLUMN process TEXT
"""

# What schedulers share: when each site is due, and which of them is at it.
_SCHEDULE = """
CREATE TABLE scheduled_job (
    site          TEXT NOT NULL,
    work          TEXT NOT NULL,              -- crawl, revisits, backfill, reparse
    due_at        BIGINT NOT NULL,
    started_at    BIGINT,
    ended_at      BIGINT,
    verdict       TEXT,                       -- of the last run that ended
    failures      BIGINT NOT NULL DEFAULT 0,  -- in a row
    pause         BIGINT,                     -- milliseconds from the end of that run to due_at
    progress      TEXT,                       -- of a work of many runs
    claim         TEXT,                       -- the token of the scheduler that has taken it
    claimed_until BIGINT,
    holder        TEXT,                       -- that scheduler, in words
    PRIMARY KEY (site, work)
)
"""

# While a copy of a whole store is made, only whoever copies may use the target.
_COPIES = """
CREATE TABLE unfinished_copy (
    store_id TEXT PRIMARY KEY,                -- of the store that is copied
    place    TEXT NOT NULL                    -- where that lies
)
"""

# What an alert has found long ago is forgotten, and no article of before then is told again.
_ALERTS_FORGET = """
ALTER TABLE alert ADD COLUMN settled BIGINT NOT NULL DEFAULT 0;
ALTER TABLE alert ADD COLUMN forgotten BIGINT NOT NULL DEFAULT 0
"""

# Articles that hold a line whose verdict has changed: they are cut again a few at a time, and after a kill the rest is.
_UNCLEANED = """
CREATE TABLE uncleaned (
    site   TEXT NOT NULL,
    number BIGINT NOT NULL,                   -- of the article in site_article
    PRIMARY KEY (site, number)
)
"""

_ALARM_KINDS = "UPDATE alarm SET kind = 'boilerplate' WHERE kind = 'furniture'"  # one word for one thing

MIGRATIONS: tuple[str, ...] = (
    *(_FIRST, _LESSONS, _BOILERPLATE, _DISCOVERY, _STORE, _CUTS, _ARTICLE_TEXT, _FED),
    _DESCRIBED,
    _REVISITS,
    _BANDS,
    _RESPONSES,
    _LEARNED,
    _LEASES,
    _RUNS,
    _SAVED_SEARCHES,
    _ALERTS,
    _LEASE_PROCESSES,
    _SCHEDULE,
    _COPIES,
    _ALERTS_FORGET,
    _UNCLEANED,
    _ALARM_KINDS,
)


def statements(present: int) -> Iterator[str]:
    """Yield the statements that lead from so many migrations to all of them."""
    for script in MIGRATIONS[present:]:
        yield from script.split(";\n")


def require_known(place: str, present: int) -> None:
    """Raise RecordsError if a newer version of the program has written the records."""
    if present > len(MIGRATIONS):
        raise RecordsError(
            f"{place} has schema {present}, this program knows {len(MIGRATIONS)}: it was written"
            " by a newer version; use that one"
        )
