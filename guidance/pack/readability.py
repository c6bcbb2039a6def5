"""Measures how hard a text is to read, so that plain words are checked by a number and not by hope.

English is judged by Flesch-Kincaid and SMOG, Spanish by Szigriszt (read on the INFLESZ scale) and Fernández-Huerta.
Drug names and the glossary's words are long but explained, so they count as known in the judged figures; the raw
figures stand beside them. A formula is a floor, not proof that anyone understands. Written here because the libraries
at hand fetch word lists from a network or miscount Spanish syllables.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one text. A figure that its language does not have is None.

    `flesch_kincaid` and `smog` are United States school grades, lower is easier; `szigriszt` and `fernandez_huerta`
    run from about 0 to 100, higher is easier (INFLESZ calls 65 to 80 quite easy).
    """

    syllables: int
    flesch_kincaid: float | None = None
    smog: float | None = None
    szigriszt: float | None = None
    fernandez_huerta: float | None = None


@dataclass(frozen=True, slots=True)
class Readability:
    """How a text measures. Lengths of sentences are in words.

    `judged` counts each known word as one syllable; `raw` counts every word as it is spoken.
    """

    language: str
    sentences: int
    words: int
    mean_sentence: float
    longest_sentence: int
    longest_text: str
    judged: Scores
    raw: Scores


def measure(text: str, language: str, known_words: Iterable[str] = frozenset()) -> Readability:
    """Measures plain text or the body of a card: a blank line and a bullet end a sentence, headings do not count.

    `language` is a tag such as "en" or "es-MX"; `known_words` may hold phrases, and their plurals are known too.
    Raises ValueError for a language without a formula and for a text without a word.
    """
    tongue = language.split("-")[0].lower()
    if tongue not in _SYLLABLES:
        raise ValueError(f"There is no reading formula for “{language}”; use one of {', '.join(sorted(_SYLLABLES))}.")
    sentences = [(said, found) for said in sentences_of(text) if (found := words_of(said))]
    if not sentences:
        raise ValueError("There is no word to measure.")
    words = [word for _, found in sentences for word in found]
    longest_text, longest = max(sentences, key=lambda sentence: len(sentence[1]))
    known = _known(known_words)
    count = _SYLLABLES[tongue]
    raw = [count(word) for word in words]
    judged = [1 if _is_known(word, known) else syllables for word, syllables in zip(words, raw, strict=True)]
    return Readability(
        language=language,
        sentences=len(sentences),
        words=len(words),
        mean_sentence=len(words) / len(sentences),
        longest_sentence=len(longest),
        longest_text=longest_text,
        judged=_scores(tongue, judged, len(sentences)),
        raw=_scores(tongue, raw, len(sentences)),
    )


def sentences_of(text: str) -> list[str]:
    """The sentences of a text in order. A full stop after a title such as "Dr." or before a small letter ends none."""
    found: list[str] = []
    for block in _blocks(text):
        guarded = _TITLE.sub(lambda title: title[0].replace(".", _NO_STOP), block)
        found += [part.replace(_NO_STOP, ".").strip() for part in _END.split(guarded)]
    return [sentence for sentence in found if sentence]


def words_of(sentence: str) -> list[str]:
    """The words of a sentence. A hyphenated word, a contraction and a number are one word each, after Flesch."""
    return _WORD.findall(sentence)


def english_syllables(word: str) -> int:
    """How many syllables an English word is spoken with; a figure or an abbreviation counts as one, after Flesch."""
    if _is_figure(word):
        return 1
    if "-" in word:
        return sum(english_syllables(part) for part in word.split("-") if part)
    spoken = word.lower().replace("’", "'").removesuffix("'s").strip("'")
    if spoken in _ENGLISH_EXCEPTIONS:
        return _ENGLISH_EXCEPTIONS[spoken]
    if spoken.endswith("n't"):
        base = spoken.removesuffix("n't")
        return english_syllables(base) + base.endswith(("d", "s")) if base else 1
    return _english_by_rule(spoken.replace("'", ""))


def spanish_syllables(word: str) -> int:
    """How many syllables a Spanish word is written with: strong vowels part, a weak unaccented one joins."""
    if _is_figure(word):
        return 1
    if "-" in word:
        return sum(spanish_syllables(part) for part in word.split("-") if part)
    spelled = re.sub(r"(?<=q)u|(?<=g)u(?=[eéií])", "", word.lower())
    spelled = re.sub(r"(?<!c)h", "", spelled)
    spelled = re.sub(r"y$", "i", spelled)
    count = 0
    for run in re.findall(r"[aeiouáéíóúü]+", spelled):
        count += max(1, len(re.findall(r"[aeoáéóíú]", run)))
    return max(1, count)


_SYLLABLES: dict[str, Callable[[str], int]] = {"en": english_syllables, "es": spanish_syllables}

_NO_STOP = "\N{ONE DOT LEADER}"
_TITLE = re.compile(r"\b(?:Dr|Dra|Mr|Mrs|Ms|Sr|Sra|St|vs|e\.g|i\.e|p\.\s?ej)\.", re.IGNORECASE)
_END = re.compile(r"(?<=[.!?…])[\"”’»)]*\s+(?![a-zß-ÿ])")
_WORD = re.compile(r"[^\W_]+(?:(?:['’\-/]|(?<=\d)[.,](?=\d))[^\W_]+)*")
_BULLET = re.compile(r"\s*[-*•]\s+")


def _blocks(text: str) -> list[str]:
    """Paragraphs and bullets, each on one line; headings are left out."""
    blocks: list[str] = []
    open_block = False
    for line in text.splitlines():
        bullet = _BULLET.match(line)
        if not line.strip() or line.startswith("#"):
            open_block = False
        elif bullet or not open_block:
            blocks.append(line[bullet.end() :] if bullet else line)
            open_block = True
        else:
            blocks[-1] += " " + line.strip()
    return blocks


def _is_figure(word: str) -> bool:
    return any(letter.isdigit() for letter in word) or (len(word) > 1 and word.isupper())


def _known(words: Iterable[str]) -> frozenset[str]:
    return frozenset(part.lower() for word in words for part in words_of(word))


def _is_known(word: str, known: frozenset[str]) -> bool:
    spoken = word.lower().replace("’", "'").removesuffix("'s")
    if spoken in known or (spoken.endswith("s") and {spoken[:-1], spoken.removesuffix("es")} & known):
        return True
    parts = re.split(r"[-/]", spoken)
    return len(parts) > 1 and all(_is_known(part, known) or _is_figure(part) for part in parts if part)


def _scores(tongue: str, syllables: list[int], sentences: int) -> Scores:
    words, total = len(syllables), sum(syllables)
    per_sentence, per_word = words / sentences, total / words
    if tongue == "es":
        # Fernández-Huerta counts per 100 words; its second term is words to a sentence. Many copies of the formula
        # print sentences there, a known misprint (G. Law 2011).
        return Scores(
            syllables=total,
            szigriszt=206.835 - 62.3 * per_word - per_sentence,
            fernandez_huerta=206.84 - 60 * per_word - 1.02 * per_sentence,
        )
    long_words = sum(count >= 3 for count in syllables)
    return Scores(
        syllables=total,
        flesch_kincaid=0.39 * per_sentence + 11.8 * per_word - 15.59,
        smog=3.1291 + 1.0430 * sqrt(long_words * 30 / sentences),
    )


# Words whose spelling hides how they are spoken, as dictionaries divide them.
_ENGLISH_EXCEPTIONS = {
    "anxiety": 4, "area": 3, "areas": 3, "business": 2, "cement": 2, "cooperate": 4, "coordinate": 4, "create": 2,
    "created": 3, "cruel": 2, "diet": 2, "diets": 2, "dye": 1, "dyes": 1, "element": 3, "evening": 2, "every": 2,
    "everyone": 3, "everything": 3, "fluid": 2, "fluids": 2, "fuel": 2, "hereditary": 5, "heredity": 4, "idea": 3,
    "ideas": 3, "influence": 3, "museum": 3, "naive": 2, "nausea": 3, "nuclear": 3, "poem": 2, "prayer": 1,
    "quiet": 2, "quietly": 3, "ratio": 3, "react": 2, "reaction": 3, "real": 2, "recreate": 3, "rhythm": 2,
    "ruin": 2, "science": 2, "society": 4, "soldier": 2, "suet": 2, "theater": 3, "tiredness": 2, "variety": 4,
}  # fmt: skip
_SILENT_INSIDE = re.compile(r"[^aeiouy]e(?=(?:ly|ment|ments|ful|fully|less|ness)$)")
_SILENT_JOINT = re.compile(r"^(?:some|home|time|life|side|care|there|where|here|white|bone|nose|face)(?=[^aeiouy]\w\w)")
_SPOKEN_APART = re.compile(
    r"(?<![ctl])ia(?!ge)|(?<=l)ia(?![nr])|(?<=[cs])ia(?=t)"
    r"|(?<![gstcxh])io(?!ns?$)|(?<![gstclnxh])ions?$|iu|(?<![qg])ua|eing$|oing$"
    r"|[^aeiou]y(?=[aeiou])(?!yes?$)|ien(?=ce|t)(?<![ct]ien)|[^aeiou]ie(?=r$|st$)|eo(?!n|u|p)|rhea|uou|sm$"
)


def _english_by_rule(spoken: str) -> int:
    # "y" between vowels glides and parts them: play-er, be-yond.
    spelled = re.sub(r"(?<=[aeiou])y(?=[aeiou])", "w", spoken)
    count = len(re.findall(r"[aeiouy]+", spelled))
    count += len(_SPOKEN_APART.findall(spelled))
    count -= _drops_final_e(spelled)
    if _SILENT_INSIDE.search(spelled) or _SILENT_JOINT.match(spelled):
        count -= 1
    return max(1, count)


def _drops_final_e(spelled: str) -> bool:
    if re.search(r"[^aeiouy]les?$", spelled):
        return False
    if spelled.endswith(("gue", "que")):
        return True
    if spelled.endswith("e"):
        return not spelled.endswith(("ee", "ie", "oe", "ye", "ue"))
    if re.search(r"[^aeiouy]ed$", spelled):
        return not spelled.endswith(("ted", "ded"))
    return bool(re.search(r"[^aeiouy]es$", spelled)) and not re.search(r"(?:[sxzcg]|ch|sh)es$", spelled)
