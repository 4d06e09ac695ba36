"""Work on many items: by this process, or shared between workers. Which one changes no result."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Item_contra = TypeVar("Item_contra", contravariant=True)
Result_co = TypeVar("Result_co", covariant=True)


class Job(Protocol[Item_contra, Result_co]):
    """What is done with each item. It must pickle, and so must its results.

    It raises nothing but a NotecheckError, where no item can be worked on; that ends the run.
    """

    def __call__(self, item: Item_contra) -> Result_co:
        """Return the result of one item."""

    def lost(self, item: Item_contra, why: str) -> Result_co:
        """Return what stands for the result of an item that twice killed its worker."""


def results(job: Job[Item, Result], items: Iterable[Item], *, workers: int) -> Generator[Result, None, None]:
    """Yield the result of every item, in order: by ``workers`` processes, by this one where they are 1.

    Closing it ends the workers. Raises WorkerError where none can be started.
    """
    if workers <= 1:
        yield from map(job, items)
    else:
        from notecheck.batch.workers import ordered  # one process needs none of it

        yield from ordered(job, items, workers=workers)
