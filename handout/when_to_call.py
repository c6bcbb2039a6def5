"""When to call us: always printed, whatever is left out. The most urgent first, for this patient and these options."""

from collections.abc import Iterable
from enum import IntEnum

from guidance.option import Standing
from handout.sheet import Bullets, Heading, Paragraph, Run, Section, Simple, Style, Tone
from handout.visit import Visit


def when_to_call(visit: Visit) -> Section:
    """The safety net: what is urgent for this patient now, what is an emergency, what cannot wait for the morning,
    what can wait for the day, and what each option adds. A sign stands once, where it is most urgent.
    """
    emergency = visit.lists("call_us", "emergency")
    any_hour = visit.lists("call_us", "any_hour")
    same_day = visit.lists("call_us", "same_day")
    if "pregnancy" not in visit.workup.hidden:
        same_day = (*same_day, visit.says("call_us", "pregnant"))
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
    ]
    told = [(_Urgency.EMERGENCY, s) for s in emergency]
    told += [(_Urgency.ANY_HOUR, s) for s in any_hour]
    told += [(_Urgency.SAME_DAY, s) for s in same_day]
    for option in visit.options():
        if option.assessment.standing is Standing.UNSUITABLE or option.same_as:
            continue
        rest = []
        for sign in visit.signs(option.card):
            urgency, bare = _urgency(visit, sign)
            if not any(urgency <= known and bare in said for known, said in told):
                rest.append(sign)
                told.append((urgency, bare))
        if rest:
            title = visit.says("call_us", "same_day_option", letter=option.letter)
            blocks += [Heading(3, title), Bullets(tuple(rest))]
    blocks.append(Paragraph(visit.says("call_us", "carry_spread" if visit.has_spread else "carry")))
    return Section("call_us", visit.says("headings", "call_us"), tuple(blocks), Tone.URGENT)


class _Urgency(IntEnum):
    SAME_DAY = 0
    ANY_HOUR = 1
    EMERGENCY = 2


def _urgency(visit: Visit, sign: str) -> tuple[_Urgency, str]:
    """How urgent a sign of a card is, and the sign without the words that say so."""
    for urgency, ending in ((_Urgency.EMERGENCY, "emergency_ending"), (_Urgency.ANY_HOUR, "any_hour_ending")):
        words = visit.says("call_us", ending)
        if sign.endswith(words):
            return urgency, sign.removesuffix(words)
    return _Urgency.SAME_DAY, sign


def _for_you_now(visit: Visit) -> Iterable[Simple]:
    alerts = [visit.wording.alert(raised.id).patient for raised in visit.workup.guidance.alerts]
    if alerts:
        yield Heading(3, visit.says("call_us", "now_title"))
        yield Bullets(tuple(dict.fromkeys(alerts)))
    yield Paragraph(visit.says("call_us", "lead"), Style.LEAD)


def _emergency_call(visit: Visit) -> str:
    if visit.clinic.emergency_number:
        return visit.says("call_us", "emergency_own", number=visit.clinic.emergency_number)
    return visit.says("call_us", f"emergency_{visit.consultation.region}")


def _phone(visit: Visit) -> str:
    if visit.clinic.phone:
        return visit.says("call_us", "phone", phone=visit.clinic.phone)
    return visit.says("call_us", "phone_blank")
