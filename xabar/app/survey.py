"""Survey sites by their addresses, several at once, in a process of its own because a reactor starts only once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final, TypeAlias

from scrapy.crawler import AsyncCrawlerProcess

from crawler.survey.description import BadDescription, SiteDescription
from crawler.surveyor import SETTINGS, SurveySpider
from xabar.app.project import project_settings
from xabar.config import Config
from xabar.processes import end_with_parent
from xabar.workers.pool import WorkerPool

AT_ONCE: Final = 16  # sites; each is asked as politely as if it were the only one

Outcome: TypeAlias = SiteDescription | str
"""The description of a site, or why there is none."""


def survey_sites(addresses: Mapping[str, str], overrides: Mapping[str, Any]) -> Iterator[tuple[str, Outcome]]:
    """Survey sites by name and address, and yield what came of each as soon as it is known."""
    names = list(addresses)
    for start in range(0, len(names), AT_ONCE):
        part = {name: addresses[name] for name in names[start : start + AT_ONCE]}
        left = dict.fromkeys(part)
        for name, outcome in _survey_together(part, overrides):
            if name in left:
                del left[name]
                yield name, outcome
        for name in left:
            yield name, "the survey ended before it came to this site"


def _survey_together(
    addresses: Mapping[str, str], overrides: Mapping[str, Any]
) -> Iterator[tuple[str, Outcome]]:
    order = json.dumps({"addresses": dict(addresses), "overrides": dict(overrides)})
    with start_process() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(order)
            process.stdin.close()
            for line in process.stdout:
                answer = json.loads(line)
                yield answer["name"], _read_outcome(answer)
        except BaseException:  # nobody waits for the others any more
            process.kill()
            raise


def start_process() -> subprocess.Popen[str]:
    """Start a process that surveys sites. It ends with this one, and Ctrl-C does not reach it."""
    end_too = partial(end_with_parent, os.getpid()) if sys.platform == "linux" else None
    return subprocess.Popen(
        [sys.executable, "-P", "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=end_too,
    )


def _read_outcome(answer: Mapping[str, Any]) -> Outcome:
    if "problem" in answer:
        return str(answer["problem"])
    try:
        return SiteDescription.from_dict(answer["description"])
    except BadDescription as error:
        return f"the survey gave no description: {error}"


def main(addresses: Mapping[str, str], overrides: Mapping[str, Any]) -> None:
    """Survey the sites, and write a line of JSON for each when it is done."""
    settings = project_settings({**SETTINGS, "LOG_LEVEL": "ERROR", **overrides})
    process = AsyncCrawlerProcess(settings)
    config = Config.from_settings(settings)
    with WorkerPool(
        workers=config.workers, seconds=config.worker_seconds, memory=config.worker_memory
    ) as workers:
        for name, address in addresses.items():
            process.crawl(
                process.create_crawler(SurveySpider),
                site=name,
                address=address,
                workers=workers,
                done=partial(_say, name),
            )
        process.start()


def _say(name: str, outcome: Outcome) -> None:
    answer = {"problem": outcome} if isinstance(outcome, str) else {"description": outcome.to_dict()}
    print(json.dumps({"name": name, **answer}), flush=True)


if __name__ == "__main__":
    main(**json.loads(sys.stdin.read()))
