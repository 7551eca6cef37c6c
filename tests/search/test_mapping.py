"""What is sent to a server that makes an index, without a server. tests/search/test_parity.py asks a real one."""

from __future__ import annotations

import pytest

from xabar.search.elastic.mapping import LONG_LIST, index_body, with_joined_lists
from xabar.search.elasticsearch_analysis import elasticsearch_analysis
from xabar.search.engine import INDEX_LANGUAGES


def test_a_long_list_is_sent_as_one_string() -> None:
    entries = [f"{number} => a" for number in range(LONG_LIST)]
    analysis = {"char_filter": {"letters": {"type": "mapping", "mappings": entries}}}
    assert with_joined_lists(analysis)["char_filter"]["letters"]["mappings"].split(",") == entries


def test_a_list_with_a_comma_in_an_entry_is_refused() -> None:
    analysis = {"char_filter": {"letters": {"type": "mapping", "mappings": ["a, => b"] * LONG_LIST}}}
    with pytest.raises(ValueError, match="must not hold a comma, got 'a, => b'"):
        with_joined_lists(analysis)


@pytest.mark.parametrize("language", INDEX_LANGUAGES)
def test_no_list_of_an_index_is_long(language: str) -> None:
    made = elasticsearch_analysis(language)
    sent = index_body(language)["settings"]["index"]["analysis"]
    for group, parts in sent.items():
        for name, part in parts.items():
            for key, value in part.items():
                assert not isinstance(value, list) or len(value) < LONG_LIST
                if isinstance(made[group][name][key], list) and not isinstance(value, list):
                    assert value.split(",") == made[group][name][key]
