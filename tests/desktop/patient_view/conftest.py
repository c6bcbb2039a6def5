"""The visits of the options' tests are also those of the patient's page."""

from tests.desktop.options.conftest import dressed, knowledge, plain, visit_of, wording

__all__ = ["dressed", "knowledge", "plain", "visit_of", "wording"]
