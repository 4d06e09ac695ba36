"""Notes to measure with: made up from sentences of our own, the same for the same seed."""

from __future__ import annotations

import random
import string

SPINE = (
    "She underwent a posterior fusion at {level} in {year}.",
    "CT of the lumbar spine on {month}/14/{year} shows lucency around the screws at {level}.",
    "No evidence of hardware failure.",
    "Low back pain is {score}/10, worse with standing and relieved by rest.",
    "The pain radiates down the left leg to the foot.",
    "Physical therapy for {score} weeks gave no lasting relief.",
    "Findings are consistent with pseudarthrosis at {level}.",
    "She is a former smoker and denies alcohol use.",
    "We discussed revision fusion at {level}; she would like to proceed.",
)
GENERAL = (
    "The patient is a {age}-year-old who presents with a cough for {score} days.",
    "Temperature was normal and the lungs were clear to auscultation.",
    "He takes a water pill every morning and has not missed a dose.",
    "There is no chest pain, no shortness of breath and no swelling of the legs.",
    "The wound was irrigated and closed in layers, and the patient tolerated the procedure well.",
    "Blood was drawn for a complete count and the results were reviewed with the family.",
    "The abdomen is soft and not tender, with normal bowel sounds in all quadrants.",
    "Follow up in {score} weeks or sooner should the fever return.",
    "Mother had diabetes and the father died of a stroke at the age of {age}.",
)
HEADERS = ("HISTORY OF PRESENT ILLNESS:", "PHYSICAL EXAM:", "IMAGING:", "ASSESSMENT:", "PLAN:")
LEVELS = ("L4-5", "L5-S1", "C5-6", "L3-L5", "T12-L1")


def note(rng: random.Random, *, words: int = 500, spine: float = 0.3) -> str:
    """Return a note of about ``words`` words, ``spine`` of its sentences about the spine."""
    lines: list[str] = [f"DATE OF SERVICE: {rng.randint(1, 12):02}/{rng.randint(1, 28):02}/2024"]
    count = 0
    while count < words:
        if len(lines) % 6 == 1:
            lines.append(rng.choice(HEADERS))
        sentences = [_sentence(rng, spine) for _ in range(rng.randint(1, 4))]
        lines.append(" ".join(sentences))
        count += sum(len(sentence.split()) for sentence in sentences)
    return "\n".join(lines) + "\n"


def _sentence(rng: random.Random, spine: float) -> str:
    return rng.choice(SPINE if rng.random() < spine else GENERAL).format(
        level=rng.choice(LEVELS),
        year=rng.randint(2008, 2023),
        month=rng.randint(1, 12),
        score=rng.randint(2, 9),
        age=rng.randint(20, 90),
    )


def notes(count: int, *, seed: int = 1) -> list[str]:
    """Return notes of 50 to 1,500 words: half of other specialties, as a mixed archive holds them."""
    rng = random.Random(seed)
    return [
        note(rng, words=rng.choice((50, 200, 500, 500, 1500)), spine=rng.choice((0.0, 0.0, 0.2, 0.6)))
        for _ in range(count)
    ]


def strange(rng: random.Random) -> str:
    """Return a short note full of words that no note held before: names, numbers, slips."""
    words = ("".join(rng.choices(string.ascii_lowercase, k=9)) for _ in range(12))
    return f"Back pain after the fusion at L4-5. {' '.join(words)} {rng.randint(0, 10**9)}."


def dense(size: int) -> str:
    """Return ``size`` characters of one line in which every sentence has something to find."""
    rng = random.Random(7)
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(_sentence(rng, 0.5))
        length += len(parts[-1]) + 1
    return " ".join(parts)[:size]


def prose(size: int) -> str:
    """Return ``size`` characters of notes of all kinds, one below the other."""
    rng = random.Random(5)
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(note(rng, spine=rng.choice((0.0, 0.2, 0.6))))
        length += len(parts[-1])
    return "".join(parts)[:size]


def repeated(unit: str, size: int) -> str:
    """Return ``size`` characters of one wording over and over."""
    return (unit * (size // len(unit) + 1))[:size]
