"""What every engine must do. A test module subclasses EngineContract and gives it the fixtures that it asks for.

`engine` is an empty SearchEngine that has not been set up; `records` is an empty RecordStore, the engine's own.
`ready` is an engine that is set up and empty, for tests that only write and search: what it held before may still be
counted by its scores. `filled` opens engines on SharedIndexes, which tests that only search share.
"""

from __future__ import annotations

from tests.search.contract.answering import AnsweringContract
from tests.search.contract.feeding import FeedingContract
from tests.search.contract.finding import FindingContract
from tests.search.contract.forgiving import CorrectingContract, ForgivingContract
from tests.search.contract.naming import NamingContract
from tests.search.contract.narrowing import NarrowingContract
from tests.search.contract.owning import OwningContract
from tests.search.contract.paging import PagingContract
from tests.search.contract.setup import SetupContract
from tests.search.contract.writing import WritingContract


class EngineContract(
    SetupContract,
    WritingContract,
    FindingContract,
    ForgivingContract,
    CorrectingContract,
    NamingContract,
    NarrowingContract,
    AnsweringContract,
    PagingContract,
    FeedingContract,
    OwningContract,
):
    """The whole contract. It is one class, so that no engine can leave out a part of it."""
