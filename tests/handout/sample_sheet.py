"""A whole sheet with every kind of block, as after a visit of an invented person."""

import datetime as dt

from handout.sheet import (
    Bullets,
    Callout,
    Checklist,
    ComparisonTable,
    Contact,
    Contacts,
    CutOutCard,
    Fact,
    FactTable,
    GlossaryList,
    Handout,
    Heading,
    IconArray,
    Numbered,
    OptionBlock,
    Paragraph,
    Run,
    Section,
    SmallPrint,
    Style,
    TableRow,
    Term,
    Tone,
    WritingLines,
)

ABOUT = Section(
    "about",
    "What this sheet is for",
    (
        Paragraph("Treatment can control the cancer. It is not expected to cure it.", Style.LEAD),
        Paragraph("You and your team are choosing your next treatment. Nothing has been decided yet."),
    ),
    Tone.CALM,
)

CARD = Section(
    "card",
    "My cancer’s type",
    (
        CutOutCard(
            "A card to cut out and carry",
            (
                Fact("Hormone receptors", "Positive: the cancer uses estrogen to grow"),
                Fact("HER2", "Low: a small amount of HER2"),
                Fact("Gene changes", "ESR1 test is under way"),
                Fact("Where it is", "Bones and liver"),
                Fact("Call day and night", "555 0142"),
            ),
        ),
    ),
)

KNOWN = Section(
    "known",
    "What we know and do not know yet",
    (
        FactTable(
            (
                Fact("We know", "The cancer has spread to the bones and the liver."),
                Fact("We wait for", "Blood test for ESR1, about 10 days."),
            )
        ),
        Checklist(("Ask when the blood test is back", "Book the bone scan")),
    ),
)


def option(letter: str, name: str, how: str, tired: int) -> OptionBlock:
    """One option with the same headings as every other."""
    return OptionBlock(
        letter,
        name,
        (
            Heading(4, "What it is"),
            Paragraph(how),
            Heading(4, "How it may help"),
            Paragraph("It can hold the cancer back for some time. How long differs from person to person."),
            Heading(4, "Common side effects"),
            Bullets(("Feeling tired", "Feeling sick for a day or two", "Sore joints in the morning")),
            IconArray(
                tired,
                100,
                f"About {tired} out of 100 people feel very tired.",
                f"Picture: {tired} of 100 figures are filled in.",
            ),
            Heading(4, "Daily life"),
            Paragraph("You come to the hospital once a month. Most people can drive and work on other days."),
            Callout(
                "Call us if",
                (Bullets(("you have a fever of 100.4 °F (38 °C) or more", "you cannot keep fluids down")),),
                Tone.PLAIN,
            ),
        ),
    )


OPTIONS = Section(
    "options",
    "Options we talked about",
    (
        Paragraph("They are in the order we talked about them. The order says nothing about which is better."),
        option(
            "A",
            "Hormone injections",
            "Two injections a month that block estrogen. Often given with a tablet every day.",
            8,
        ),
        option(
            "B", "Targeted drip", "A drip every 3 weeks. It finds the cancer cells and carries treatment into them.", 47
        ),
        option(
            "C",
            "Chemotherapy tablets",
            "Tablets you take at home in the morning and in the evening, with a week off.",
            32,
        ),
        Paragraph("No treatment for now, care for symptoms only, a second opinion or a trial are choices too."),
    ),
)

COMPARISON = Section(
    "comparison",
    "The options side by side",
    (
        ComparisonTable(
            "What differs between them",
            ("Hormone injections", "Targeted drip", "Chemotherapy tablets"),
            (
                TableRow("How it is given", ("Injection", "Drip into a vein", "Tablets at home")),
                TableRow("Hospital visits", ("Once a month", "Every 3 weeks", "Every 3 weeks")),
                TableRow("Hair", ("Hair stays", "Hair often gets thin", "Hair mostly stays")),
            ),
            ("A", "B", "C"),
        ),
    ),
)

MATTERS = Section(
    "matters",
    "What matters to me",
    (
        Bullets(
            ("Being at home in the evening", (Run("In Spanish the word is "), Run("bulto", language="es"), Run(".")))
        ),
    ),
)

NEXT = Section(
    "next_steps",
    "Next steps",
    (
        Numbered(
            (
                "ESR1 blood test today, results in about 10 days",
                "Nurse phone call, 04-Dec-2026",
                "Next visit, 11-Dec-2026 10:30",
            )
        ),
        WritingLines("My questions and notes", 4),
    ),
)

CALL = Section(
    "call_us",
    "When to call us",
    (
        Paragraph((Run("Call at once, day or night, ", bold=True), Run("if you have:"))),
        Bullets(
            (
                "a fever of 100.4 °F (38 °C) or more",
                "new weakness in your legs, or trouble holding urine",
                "chest pain or trouble breathing",
            )
        ),
        Contacts(
            (
                Contact("Breast clinic", "555 0142", "Day and night"),
                Contact("Nurse Anna", "555 0143", "Monday to Friday, 8 to 4"),
            )
        ),
    ),
    Tone.URGENT,
)

WORDS = Section(
    "words",
    "Words explained",
    (
        GlossaryList(
            (
                Term("HER2", "a protein on some cancer cells that tells them to grow."),
                Term("Estrogen", "a hormone. Some breast cancers need it to grow."),
            )
        ),
    ),
)

SOURCES = Section(
    "sources",
    "Where the facts come from",
    (
        SmallPrint(
            (
                (
                    Run("ESMO guideline for metastatic breast cancer: "),
                    Run("esmo.org", link="https://www.esmo.org/guidelines"),
                ),
                "This sheet supports the talk with your team. It does not replace it. No clinician approved it yet.",
            )
        ),
    ),
)

SHEET = Handout(
    title="Your treatment options",
    language="en-US",
    subject="The options of a visit, to take home",
    author="Breast clinic, Example Hospital",
    date=dt.date(2026, 11, 23),
    sections=(ABOUT, CARD, KNOWN, OPTIONS, COMPARISON, MATTERS, NEXT, CALL, WORDS, SOURCES),
    page_line="Page {page} of {pages}",
    subtitle="For Eleanor Winterbourne, after your visit with Dr. A. Example",
    header_left="Breast clinic, Example Hospital",
    header_right="23 November 2026",
    footer="Call day and night: 555 0142 · Content edition 2026.1",
    mark="Demo patient – not a real person",
)
