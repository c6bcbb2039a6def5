"""Single keys."""

from desktop.consultation.single_keys import keys_of
from guidance.finding import Kind


def test_no_question_has_the_same_key_twice_and_u_stays_free(knowledge) -> None:
    for finding in knowledge.findings.values():
        keys = [key for key in keys_of(finding, finding.values).values() if key]
        assert len(keys) == len(set(keys)), finding.id
        assert "U" not in keys
        if finding.kind is Kind.SEVERAL:
            assert "0" not in keys


def test_every_site_has_a_letter(knowledge) -> None:
    sites = knowledge.findings["metastatic_sites"]
    assert all(keys_of(sites, sites.choices).values())
