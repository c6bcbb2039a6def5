"""The drawing of each kind of treatment, the same wherever one is named."""

MODALITY_ICONS = {
    "hormonal_therapy": "pill",
    "targeted_therapy": "target",
    "chemotherapy": "droplet",
    "immunotherapy": "shield",
    "radiation_therapy": "radioactive",
    "surgery": "slice",
    "supportive_care": "bone",
}
