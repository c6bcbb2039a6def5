"""The visits of the options' tests are also those of the patient's page."""

from tests.desktop.options.conftest import dressed, plain, visit_of

__all__ = ["dressed", "plain", "visit_of"]
