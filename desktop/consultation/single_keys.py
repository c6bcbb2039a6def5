"""Which single key chooses which answer, where the place in the row is not what a clinician would press.

HER2 staining is chosen by its score, sites by a letter. Keys act only while their question has the focus.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from guidance.finding import Finding, FindingId

_OWN: Mapping[FindingId, Mapping[str, str]] = MappingProxyType(
    {
        "her2_ihc": {
            "zero_null": "0",
            "zero_ultralow": "L",
            "zero_unspecified": "N",
            "one_plus": "1",
            "two_plus": "2",
            "three_plus": "3",
        },
        "metastatic_sites": {
            "bone": "B",
            "liver": "L",
            "lung": "G",
            "pleura": "P",
            "brain": "R",
            "leptomeninges": "M",
            "lymph_nodes": "N",
            "skin_or_chest_wall": "S",
            "peritoneum": "E",
            "ovary": "V",
            "adrenal": "A",
            "bone_marrow": "W",
            "other": "O",
        },
    }
)
_BY_PLACE = "123456789"


def keys_of(finding: Finding, values: Sequence[str]) -> dict[str, str]:
    """The key of each value: its own, or its place from 1 to 9; "" beyond that. 0 and U are kept free in lists."""
    own = _OWN.get(finding.id, {})
    return {value: own.get(value, _BY_PLACE[place : place + 1]) for place, value in enumerate(values)}
