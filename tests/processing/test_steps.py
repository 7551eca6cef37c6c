"""The steps in their order, as every way into the records runs them."""

from __future__ import annotations

import pickle

import pytest

from tests.processing.articles import make_article
from xabar.processing.steps import STEPS, Context, load_step, process_article, run_steps
from xabar.rejection import Rejected

CONTEXT = Context(alphabets={"uz": "Latn"})


def test_every_step_has_a_function_of_its_module() -> None:
    for name, function in STEPS.items():
        assert load_step(name).__name__ == function
        assert load_step(name).__module__ == f"xabar.processing.{name}"


def test_the_steps_run_in_order_and_complete_the_article() -> None:
    article = make_article()
    assert [name for name, _ in run_steps(article, CONTEXT)] == list(STEPS)
    assert (article.language, article.script, article.published_source) == ("uz", "Cyrl", "printed")
    assert article.title_normalized == "Samarqandda yangi kutubxona ochildi"
    assert article.signature is not None


def test_one_call_does_the_same() -> None:
    stepwise = [processed for _, processed in run_steps(make_article(), CONTEXT)][-1]
    assert process_article(make_article(), CONTEXT).to_dict() == stepwise.to_dict()


def test_a_refusal_ends_the_steps_with_its_reason() -> None:
    with pytest.raises(Rejected, match="no date of publication") as refusal:
        process_article(make_article(printed_dates=()), CONTEXT)
    assert refusal.value.reason == "no-date"


def test_a_reason_outside_the_vocabulary_is_an_error() -> None:
    with pytest.raises(ValueError, match="reason 'boring' is not one of bad-certificate"):
        Rejected("boring")


@pytest.mark.parametrize("name", ["index", "Dates", ""])
def test_a_step_that_is_not_there_is_an_error(name: str) -> None:
    with pytest.raises(KeyError):
        load_step(name)


def test_a_refusal_in_a_worker_keeps_its_reason() -> None:
    refusal = pickle.loads(pickle.dumps(Rejected("no-title")))
    assert (refusal.reason, str(refusal)) == ("no-title", str(Rejected("no-title")))
