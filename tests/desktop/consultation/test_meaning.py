"""What an answer means."""


def test_er_ninety_five_percent_reads_er_positive(presenter, meanings, wording) -> None:
    presenter.answer("estrogen_receptor_percent", 95)
    strong, _ = meanings.reading(presenter.state.workup, "estrogen_receptor_percent")
    assert strong.rstrip(".") == wording.phrase("estrogen_receptor_class", "positive").rstrip(".")


def test_an_open_question_means_nothing(presenter, meanings) -> None:
    assert meanings.reading(presenter.state.workup, "estrogen_receptor_percent") == ("", "")


def test_sites_are_listed_in_short(presenter, meanings) -> None:
    presenter.answer("metastatic_sites", ("bone", "liver"))
    assert meanings.in_short(presenter.state.workup, "metastatic_sites") == "Bone, liver"


def test_many_sites_are_counted(presenter, meanings) -> None:
    presenter.answer("metastatic_sites", ("bone", "liver", "lung", "brain", "ovary"))
    assert meanings.in_short(presenter.state.workup, "metastatic_sites").endswith("+2")


def test_unknown_answers_are_named_as_far_as_they_fit(meanings) -> None:
    text = meanings.unknown(("esr1", "pik3ca", "germline_brca", "akt1", "pten"), 36)
    assert len(text) <= 36
    assert text.endswith("not known yet")
