"""`scrapy crawl`: Scrapy's own command, which ends as `xabar crawl` does: counts, exit code, health and dashboards."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from crawler.environment import check_environment
from crawler.extensions.crawl_stats import collect_stats
from crawler.setting_checks import check_overrides, check_steps
from xabar.config import Config, ConfigError
from xabar.crawl_report import format_report
from xabar.crawl_stats import HELD_CODE
from xabar.language.printable import printable
from xabar.monitoring.run_end import end_run
from xabar.records.errors import RecordsError
from xabar.site_leases import describe_holder, held_sites
from xabar.workspace import open_workspace


class Command(ScrapyCrawl):
    """Scrapy's command, with the counts and the exit code of `xabar crawl`."""

    def _create_crawler(self, spidercls: Any) -> Crawler:
        self._crawler = super()._create_crawler(spidercls)
        return self._crawler

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the options. A setting or variable that does not exist, or cannot be, is wrong use."""
        super().process_options(args, opts)
        assert self.settings is not None
        try:
            check_environment(os.environ)
            check_steps()
            check_overrides(dict(one.partition("=")[::2] for one in opts.set))
            Config.from_settings(self.settings)
        except ConfigError as error:
            raise UsageError(str(error), print_help=False) from error

    def _find_obstacle(self, sites: Sequence[str]) -> tuple[str, int] | None:
        """Return why nothing could be stored, or who crawls the site, with the exit code: then nothing is fetched."""
        assert self.settings is not None
        try:
            with open_workspace(Config.from_settings(self.settings)) as workspace:
                workspace.records.require_writable()
                held = held_sites(workspace.records, sites, datetime.now(UTC))
        except RecordsError as error:
            return printable(str(error)), 1
        return next(
            ((printable(describe_holder(site, lease)), HELD_CODE) for site, lease in held.items()), None
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the spider, print the counts and set the exit code. A site or argument that cannot be is wrong use."""
        if len(args) == 1:
            assert self.crawler_process is not None
            try:
                self.crawler_process.spider_loader.load(args[0])(**opts.spargs)
            except (KeyError, ValueError) as error:
                raise UsageError(str(error.args[0]), print_help=False) from error
        if obstacle := self._find_obstacle(args[:1]):
            problem, self.exitcode = obstacle
            print(f"Error: {problem}", file=sys.stderr)
            return
        super().run(args, opts)
        stats = collect_stats([self._crawler])
        print(printable("\n".join(format_report(stats))))
        assert self.settings is not None
        end_run(Config.from_settings(self.settings), stats, args[:1], datetime.now(UTC))
        self.exitcode = self.exitcode or stats.exit_code
