"""The record store: the methods of all tables on one object."""

from __future__ import annotations

from xabar.records.alarms import Alarms
from xabar.records.alert_matches import AlertMatches
from xabar.records.alert_messages import AlertMessages
from xabar.records.alerts import Alerts
from xabar.records.copying import Copying
from xabar.records.damage import Damage
from xabar.records.described_sites import DescribedSites
from xabar.records.discovery import Discovery
from xabar.records.discovery_pages import KeptDiscoveryPages
from xabar.records.errors import DiskFull, RecordsError, RecordsLocked
from xabar.records.feed_states import FeedStates
from xabar.records.feeds import Feeds
from xabar.records.former_texts import FormerTexts
from xabar.records.gone import GoneArticles
from xabar.records.identity import Identity
from xabar.records.learned_layouts import LearnedLayouts
from xabar.records.leases import Leases
from xabar.records.lookup import Lookup
from xabar.records.moves import Moves
from xabar.records.pages import Pages
from xabar.records.paragraphs import Paragraphs
from xabar.records.published import Published
from xabar.records.responses import Responses
from xabar.records.saved_searches import SavedSearches
from xabar.records.scheduled_jobs import ScheduledJobs
from xabar.records.signatures import Signatures
from xabar.records.sites import Sites

__all__ = ["DiskFull", "RecordStore", "RecordsError", "RecordsLocked"]


class RecordStore(
    Feeds,
    FeedStates,
    FormerTexts,
    Moves,
    GoneArticles,
    Damage,
    LearnedLayouts,
    Leases,
    Lookup,
    Pages,
    Discovery,
    KeptDiscoveryPages,
    DescribedSites,
    Paragraphs,
    Published,
    Responses,
    Signatures,
    Sites,
    Alarms,
    Alerts,
    AlertMatches,
    AlertMessages,
    SavedSearches,
    ScheduledJobs,
    Identity,
    Copying,
):
    """Everything that was ever stored. Every index is derived from it.

    `RecordStore(path)` opens the file or creates it, and is a context manager. Several writes are one commit inside
    `with records.transaction(): …`.
    """
