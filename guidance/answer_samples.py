"""What the answer of `plainly assess` says of samples, as plain values: results that do not count, and changes.

`stale` are results from before the last growth, `order_not_known` results whose dates cannot be compared,
`other_sample` results that cannot complete another one, and `changed_samples` receptors that a newer sample shows
otherwise.
"""

from collections.abc import Sequence
from typing import Any

from guidance.counted import Counted
from guidance.finding import Value
from guidance.sample_changes import Changed, Reading
from guidance.samples import Result, Sample


def samples_of(counted: Counted, changed: Sequence[Changed]) -> dict[str, Any]:
    """The parts of the answer that speak of samples; of what is not said there is no key."""
    said: dict[str, list[dict[str, Any]]] = {
        "stale": [
            {
                **_result(stale.result),
                "progression": stale.grew or None,
                "because": list(stale.on),
                "counts_as": None if stale.counts_as is None else _plain(stale.counts_as),
            }
            for stale in counted.stale
        ],
        "order_not_known": [
            {
                **_result(item.result),
                "against": "progression" if item.rival is None else _result(item.rival),
            }
            for item in counted.order_not_known
        ],
        "other_sample": [{**_result(item.result), "read_with": item.read_with} for item in counted.apart],
        "changed_samples": [
            {"finding": item.now.finding, "what": item.what, "was": _reading(item.was), "now": _reading(item.now)}
            for item in changed
        ],
    }
    return {key: entries for key, entries in said.items() if entries}


def _result(result: Result) -> dict[str, Any]:
    return {"finding": result.finding, "value": _plain(result.value), **_sample(result.sample)}


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "finding": reading.finding,
        "value": _plain(reading.value),
        "means": reading.means,
        **_sample(reading.sample),
    }


def _sample(sample: Sample) -> dict[str, Any]:
    """A specimen or a date that is not known is null, as everywhere."""
    return {"specimen": sample.specimen and sample.specimen.value, "date": sample.date or None}


def _plain(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value
