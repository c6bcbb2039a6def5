"""What a change of the visit moved: options and kinds of treatment that stand elsewhere, and alerts that are off."""

from guidance.workup import WorkUp


def moved(before: WorkUp, after: WorkUp) -> dict[str, frozenset[str]]:
    """The fields of the state that say what moved; nothing moved leaves the last "just changed" standing."""
    modalities = frozenset(m for m, s in after.by_modality.items() if before.by_modality.get(m) != s)
    options = frozenset(
        option
        for option, assessment in after.guidance.options.items()
        if option not in before.guidance.options or before.guidance.options[option].standing is not assessment.standing
    )
    if not modalities and not options:
        return {}
    return {"just_changed": modalities, "moved_options": options}


def no_longer_raised(workup: WorkUp) -> frozenset[str]:
    """Alerts that were seen and are off now: if they come back, they must be seen again."""
    raised = {alert.id for alert in workup.guidance.alerts}
    return frozenset(workup.consultation.alerts_seen) - raised
