"""Every setting of the crawl, on one page. No other module reads a setting from the environment.

The variables of ENVIRONMENT come from the environment; every setting can be overridden with `scrapy crawl -s NAME=VALUE`.
"""

import importlib.util
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from xabar.printable_logs import keep_logs_printable
from xabar.processing.steps import STEPS
from xabar.version import __version__


def _secret(name: str) -> str | Path | None:
    """Return a secret from the environment, or the path of the file that NAME_FILE names; None without either."""
    file = os.environ.get(f"{name}_FILE")
    return os.environ.get(name) or (Path(file) if file else None)


# Every variable of the environment that is read here; another one that begins with XABAR_ is an error.
ENVIRONMENT: Final = (
    "XABAR_DATA",
    "XABAR_RECORDS",
    "XABAR_RECORDS_FILE",
    "XABAR_SEARCH_URL",
    "XABAR_SEARCH_API_KEY",
    "XABAR_SEARCH_API_KEY_FILE",
    "XABAR_SEARCH_CA",
    "XABAR_SEARCH_SHARDS",
    "XABAR_SEARCH_REPLICAS",
    "XABAR_CONTACT",
    "XABAR_WARC",
    "XABAR_SMTP_URL",
    "XABAR_SMTP_PASSWORD",
    "XABAR_SMTP_PASSWORD_FILE",
    "XABAR_SMTP_FROM",
    "XABAR_WEBHOOK_SECRET",
    "XABAR_WEBHOOK_SECRET_FILE",
    "XABAR_HEALTH_TO",
    "XABAR_LOG_FORMAT",
)

BOT_NAME = "xabar"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
SPIDER_LOADER_CLASS = "crawler.spider_loader.SiteLoader"
COMMANDS_MODULE = "crawler.commands"
TEMPLATES_DIR = str(Path(__file__).parent / "templates")  # of `scrapy genspider`

# --- ours -------------------------------------------------------------------------------------------------------
XABAR_DATA = os.environ.get("XABAR_DATA", "data")  # the folder with the records and the embedded index
XABAR_RECORDS = _secret(
    "XABAR_RECORDS"
)  # postgresql://…, or a file that holds it; None: a file in XABAR_DATA
XABAR_SEARCH_URL = os.environ.get("XABAR_SEARCH_URL") or None  # None: the embedded index in XABAR_DATA
XABAR_SEARCH_API_KEY = _secret("XABAR_SEARCH_API_KEY")  # or a file, by XABAR_SEARCH_API_KEY_FILE
XABAR_SEARCH_CA = (
    os.environ.get("XABAR_SEARCH_CA") or None
)  # the server's authority: a PEM file or a fingerprint
# for each index on the server that a setup or a rebuild makes; None: one shard for each 30 GB, a replica if there is
# a second node
XABAR_SEARCH_SHARDS = os.environ.get("XABAR_SEARCH_SHARDS")
XABAR_SEARCH_REPLICAS = os.environ.get("XABAR_SEARCH_REPLICAS")
XABAR_CONTACT = os.environ.get("XABAR_CONTACT", "")  # an address or e-mail for the sites' webmasters
XABAR_WARC = (
    os.environ.get("XABAR_WARC") or "articles"
)  # answers kept as they came: of articles, all, or none
XABAR_SMTP_URL = os.environ.get("XABAR_SMTP_URL") or None  # smtp+starttls://user@host:587, for e-mails
XABAR_SMTP_PASSWORD = _secret("XABAR_SMTP_PASSWORD")  # or a file, by XABAR_SMTP_PASSWORD_FILE
XABAR_SMTP_FROM = (
    os.environ.get("XABAR_SMTP_FROM") or None
)  # the sender of e-mails; None: the user of the server
XABAR_WEBHOOK_SECRET = _secret(
    "XABAR_WEBHOOK_SECRET"
)  # or a file; None: DATA/webhook.secret, made when needed
XABAR_HEALTH_TO = os.environ.get("XABAR_HEALTH_TO", "")  # who is told of alarms: targets with ; between them
XABAR_LOG_FORMAT = os.environ.get("XABAR_LOG_FORMAT") or "text"  # or json: one object a line
XABAR_WARC_MB = 1000  # millions of bytes, after which the next WARC file is begun
XABAR_ALPHABETS = {"uz": "Latn", "kk": "Cyrl"}  # of `title_normalized` and `body_normalized`, by language
XABAR_LOOK_BACK = 2  # days before today that a run without `since` goes back
XABAR_CATCH_UP = 30  # days before today that it goes back at most, to where a source was read completely
XABAR_LOOK_AGAIN = (
    720  # hours: the age up to which articles are looked at again that no source lists any more
)
XABAR_FEED_WAIT = 60.0  # seconds that the end of a run waits for the index; what is left waits in the records
XABAR_MIRROR = None  # http://127.0.0.1:PORT of a copy of the sites: crawler/handlers/mirror.py
XABAR_ALLOW_PRIVATE = False  # True allows sites in private networks

# --- the schedule: `xabar schedule` -----------------------------------------------------------------------------
XABAR_CRAWL_EVERY = (
    "10m-6h"  # from one run of a site to the next; a site may declare its own as `crawl_every`
)
XABAR_ARTICLES_A_RUN = 2.0  # articles that a site is likely to have published when it is crawled again
XABAR_SITES_AT_ONCE = 4  # runs, each a process of its own
XABAR_RUN_LIMIT = "1h"  # for one of them, after which it goes on in the next
XABAR_NO_PROGRESS = "15m"  # after which a run is ended in which nothing moves
XABAR_HEAVY_WINDOW = "01:00-05:00 Asia/Tashkent"  # for late revisits, backfill and reparse; or always
XABAR_BACKFILL = None  # the first day to fetch, such as 2026-01-01, month after month backwards
XABAR_REPARSE = False  # True reads kept pages again when the rules of reading have changed
XABAR_PROGRESS = None  # of a run of the schedule: the descriptor through which it says that something moves

# --- manners ----------------------------------------------------------------------------------------------------
_CONTACT: Final = f"; +{XABAR_CONTACT}" if XABAR_CONTACT else ""
USER_AGENT = f"xabar/{__version__} (news archive and search{_CONTACT})"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "xabar"
DOWNLOADER = "crawler.downloader.HostDownloader"  # the two next ones hold for a host, whatever crawls ask it
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0  # seconds between requests to a host, ± half
CONCURRENT_REQUESTS = 16
# seconds that a run waits for a host that is busy, or between requests by Crawl-delay
XABAR_LONGEST_PAUSE = 120.0
COOKIES_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "uz,kk;q=0.9,ru;q=0.8,en;q=0.5",
}

# --- limits -----------------------------------------------------------------------------------------------------
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 10 * 2**20  # bytes, packed and unpacked; discovery pages have their own limit
DOWNLOAD_WARNSIZE = 0
CLOSESPIDER_TIMEOUT = (
    12 * 3600
)  # seconds: the deadline of each site's run; a site may have its own in custom_settings
XABAR_STALL = 300.0  # seconds without any movement, after which the log names the pages under way; 0: never
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
# bytes of a site's pages that are read or wait for it, after which no more are asked for: what waits costs memory only
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 800_000
XABAR_WORKERS = 2  # processes for pages that take long to parse; they start when such a page comes
XABAR_WORKER_SECONDS = 10.0  # of CPU for one page; a page that takes longer is refused as too costly
XABAR_WORKER_MEMORY = 2**30  # bytes of address space for one of these processes
CONCURRENT_ITEMS = 1  # a page gives one article; Scrapy starts this many tasks for every page
WARN_ON_GENERATOR_RETURN_VALUE = False  # the check reads the spider's source again and again

# --- what runs --------------------------------------------------------------------------------------------------
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
ASYNCIO_EVENT_LOOP = "uvloop.Loop" if importlib.util.find_spec("uvloop") else None
DOWNLOADER_STATS = False
STATS_CLASS = "crawler.stats.PlainStatsCollector"
TELNETCONSOLE_ENABLED = False
with suppress(FileNotFoundError):  # where the current folder was removed
    # Scrapy caches nothing by a relative path, and says so in a warning only, where no scrapy.cfg is above the folder.
    HTTPCACHE_DIR = str(Path(".scrapy", "httpcache").absolute())
HTTPCACHE_IGNORE_HTTP_CODES = [304]  # an answer to one question; the next may be another
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the frontier gives no address twice
SCHEDULER_PRIORITY_QUEUE = (
    "scrapy.pqueues.ScrapyPriorityQueue"  # Scrapy's own makes a queue for the host of each request
)

DOWNLOAD_VERIFY_CERTIFICATES = True  # a site declares its exceptions: Site.unverified_hosts
TWISTED_DNS_RESOLVER = "crawler.handlers.resolver.PublicResolver"
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("data", "file", "ftp", "s3")),  # only what is fetched from sites
    "http": "crawler.handlers.mirror.MirrorDownloadHandler",
    "https": "crawler.handlers.mirror.MirrorDownloadHandler",
}
# Scrapy imports every component that these tables name, also one that is switched off by None, and the web server of
# RemoteControl and the list of domains of CookiesMiddleware take 0.2 s of CPU. So its own tables are empty, and ours
# name all that runs.
DOWNLOADER_MIDDLEWARES_BASE: Final[dict[str, int]] = {}
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.held.HeldPageMiddleware": 30,
    "crawler.middlewares.private_address.PrivateAddressMiddleware": 40,
    "crawler.middlewares.offsite.OffsiteMiddleware": 50,
    "crawler.middlewares.back_off.BackOffMiddleware": 60,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "crawler.middlewares.compression.CompressionMiddleware": 590,
    "crawler.middlewares.redirect.RedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": 900,
}
# Without Scrapy's HttpErrorMiddleware: the spider itself gives a response with an error status its reason. The others
# are for pages that lead to more requests, which none does here; the spider itself marks what it starts with.
SPIDER_MIDDLEWARES_BASE: Final[dict[str, int]] = {}
SPIDER_MIDDLEWARES: dict[str, int] = {}
# The order is that of `xabar.processing.steps.STEPS`, a hundred apart; other pipelines may stand between.
ITEM_PIPELINES = {
    f"pipelines.{name}.{name.capitalize()}Pipeline": 100 * place
    for place, name in enumerate((*STEPS, "index"), 1)
}
EXTENSIONS_BASE: Final[dict[str, int]] = {}
EXTENSIONS = {
    "crawler.extensions.workspace.WorkspaceExtension": 900,  # closes last
    "crawler.extensions.crawl_stats.CrawlStatsExtension": 100,
    "crawler.extensions.site_lease.SiteLease": 800,  # ends when the counts are written
    "crawler.extensions.run_log.RunLog": 150,
    "crawler.extensions.watchdog.Watchdog": 200,
    "crawler.extensions.warc.WarcExtension": 300,
    "crawler.extensions.progress.ProgressExtension": 400,
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.telnet.TelnetConsole": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.memdebug.MemoryDebugger": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.logstats.LogStats": 0,
    "scrapy.extensions.spiderstate.SpiderState": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}

FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {
    "csv": "crawler.exporters.CsvExporter",
    "json": "crawler.exporters.JsonExporter",
    "jsonl": "crawler.exporters.JsonLinesExporter",
    "jsonlines": "crawler.exporters.JsonLinesExporter",
    "jl": "crawler.exporters.JsonLinesExporter",
    "xml": "crawler.exporters.XmlExporter",
}

# --- log --------------------------------------------------------------------------------------------------------
LOG_LEVEL = "INFO"
if XABAR_LOG_FORMAT == "json":
    LOG_FORMAT = "%(message)s"  # which is the whole line
    keep_logs_printable(as_json=True)  # here, before Scrapy writes its first line
STATS_DUMP = False
LOGSTATS_INTERVAL = 0
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"
