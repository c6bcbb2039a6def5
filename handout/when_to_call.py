"""When to call us: always printed, whatever is left out. The most urgent first, for this patient and these options."""

from collections.abc import Iterable
from enum import IntEnum

from guidance.option import Standing
from handout.sheet import Bullets, Heading, Paragraph, Run, Section, Simple, Style, Tone
from handout.visit import Visit


def when_to_call(visit: Visit) -> Section:
    """The safety net: what is urgent for this patient now, what is an emergency, what cannot wait for the morning,
    what can wait for the day, and what each option adds. A sign that holds for everybody stands once, where it is most
    urgent; one that two options share stands with each of them.
    """
    told = _Told(visit)
    emergency = told.new(_Urgency.EMERGENCY, visit.lists("call_us", "emergency"))
    any_hour = told.new(_Urgency.ANY_HOUR, visit.lists("call_us", "any_hour"))
    same_day = told.new(_Urgency.SAME_DAY, visit.lists("call_us", "same_day"))
    if "pregnancy" not in visit.workup.hidden:
        same_day += told.new(_Urgency.SAME_DAY, (visit.says("call_us", "pregnant"),))
    added: list[Simple] = []
    for option in visit.options():
        if option.assessment.standing is Standing.UNSUITABLE or option.same_as:
            continue
        more, rest = told.of_card(visit.signs(option.card))
        emergency += more
        if rest:
            added += [Heading(3, visit.says("call_us", "same_day_option", letter=visit.letters(option))), Bullets(rest)]
    blocks: list[Simple] = [
        *_for_you_now(visit),
        Heading(3, visit.says("call_us", "emergency_title")),
        Bullets(emergency),
        Paragraph((Run(_emergency_call(visit), bold=True),)),
        Heading(3, visit.says("call_us", "any_hour_title")),
        Bullets(any_hour),
        Paragraph((Run(_phone(visit), bold=True),)),
        Heading(3, visit.says("call_us", "same_day_title")),
        Bullets(same_day),
        *added,
    ]
    return Section("call_us", visit.says("headings", "call_us"), tuple(blocks), Tone.URGENT)


class _Urgency(IntEnum):
    SAME_DAY = 0
    ANY_HOUR = 1
    EMERGENCY = 2


class _Told:
    """The signs that hold for everybody. One that is part of an equally urgent one is not said again."""

    def __init__(self, visit: Visit) -> None:
        self._said: list[tuple[_Urgency, str]] = []
        self._endings = (
            (_Urgency.EMERGENCY, visit.says("call_us", "emergency_ending")),
            (_Urgency.ANY_HOUR, visit.says("call_us", "any_hour_ending")),
        )

    def new(self, urgency: _Urgency, signs: Iterable[str]) -> tuple[str, ...]:
        """The signs that were not told yet, in order."""
        fresh = tuple(sign for sign in signs if self._is_new(urgency, sign))
        self._said += [(urgency, sign) for sign in fresh]
        return fresh

    def of_card(self, signs: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What a card adds: emergencies, without the words that say so, and the rest as the card has it."""
        emergency: list[str] = []
        rest: list[str] = []
        for sign in signs:
            urgency, bare = self._urgency(sign)
            if urgency is _Urgency.EMERGENCY:
                emergency += self.new(urgency, (bare,))
            elif self._is_new(urgency, bare):
                rest.append(sign)  # whoever has another option does not read it there
        return tuple(emergency), tuple(rest)

    def _is_new(self, urgency: _Urgency, sign: str) -> bool:
        return not any(urgency <= known and sign in said for known, said in self._said)

    def _urgency(self, sign: str) -> tuple[_Urgency, str]:
        for urgency, ending in self._endings:
            if sign.endswith(ending):
                return urgency, sign.removesuffix(ending)
        return _Urgency.SAME_DAY, sign


def _for_you_now(visit: Visit) -> Iterable[Simple]:
    alerts = [visit.wording.alert(raised.id).patient for raised in visit.workup.guidance.alerts]
    if alerts:
        yield Heading(3, visit.says("call_us", "now_title"))
        yield Bullets(tuple(dict.fromkeys(alerts)))
    yield Paragraph(visit.says("call_us", "lead"), Style.LEAD)
    carry = visit.says("call_us", "carry_spread" if visit.has_spread else "carry")
    yield Paragraph(visit.says("call_us", "how", carry=carry))


def _emergency_call(visit: Visit) -> str:
    if visit.clinic.emergency_number:
        return visit.says("call_us", "emergency_own", number=visit.clinic.emergency_number)
    return visit.says("call_us", f"emergency_{visit.consultation.region}")


def _phone(visit: Visit) -> str:
    if visit.clinic.phone:
        return visit.says("call_us", "phone", phone=visit.clinic.phone)
    return visit.says("call_us", "phone_blank")
