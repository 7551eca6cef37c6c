"""TAB completes what has a name, and an unknown command names the nearest one."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from xabar.cli import main


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("xabar sea", ["search"]),
        ("xabar crawl kun", ["kun_uz"]),
        ("xabar schedule egemen_kz nur", ["nur_kz"]),
        ("xabar search --site kun", ["kun_uz"]),
        ("xabar runs --site kun", ["kun_uz"]),
        ("xabar export --language k", ["kk", "ky", "kaa"]),
        ("xabar search --script C", ["Cyrl"]),
        ("xabar show --script-of-text ar", ["arabic"]),
        ("xabar search --facets site,la", ["site,language"]),
        (
            "xabar search --fields url,tit",
            ["url,title", "url,title_normalized", "url,title_printed", "url,title_marked"],
        ),
    ],
)
def test_a_shell_is_told_what_may_follow(typed: str, proposed: list[str]) -> None:
    asked = {"_XABAR_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    answer = CliRunner().invoke(main, env=asked, prog_name="xabar").output
    assert set(answer.split()) == {f"plain,{each}" for each in proposed}


@pytest.mark.parametrize(
    ("typed", "meant"), [("serach", "search"), ("imprt", "import"), ("schedul", "schedule")]
)
def test_an_unknown_command_names_the_nearest(typed: str, meant: str) -> None:
    done = CliRunner().invoke(main, [typed])
    assert done.exit_code == 2
    assert f"Did you mean {meant!r}?" in done.output
