"""Approaches: how a past fusion was reached, by its name or by the words beside it."""

from __future__ import annotations

import pytest
from helpers import check


@pytest.mark.parametrize(
    "marked",
    [
        "[[fusion at L5-S1 through an anterior approach|procedure.fusion approach=anterior]] in 2019",
        "[[Fusion L4-5 through a lateral retroperitoneal approach|procedure.fusion approach=lateral levels=L4-L5]] in 2019",
        "Via a posterior midline approach the L4-5 [[fusion|procedure.fusion approach=posterior]] was done in 2018.",
        "L4-5 [[fusion in 2018, approached posteriorly|procedure.fusion approach=posterior date=2018]]",
        "anterior and posterior L4-S1 [[fusion|procedure.fusion approach=combined]] in 2018",
        "posterior L4-S1 [[fusion|procedure.fusion approach=posterior levels=L4-L5,L5-S1]] in 2018",
        "Subtalar [[fusion via a sinus tarsi approach|procedure.fusion approach=lateral joint=subtalar]] in 2019",
        "wrist [[fusion with a dorsal plate|procedure.fusion approach=posterior joint=wrist]] in 2019",
        "[[TLIF|procedure.fusion approach=posterior]] of L4-5 in 2019",
        "an L4-5 [[fusion|procedure.fusion approach=-]] in 2019",
        "an L4-5 [[fusion|procedure.fusion approach=-]] in 2019 with posterior tenderness",
        "an L4-5 [[fusion|procedure.fusion approach=anterior temporality=planned]] is planned through an anterior approach",
        "[[Anterior cervical decompression|procedure.decompression approach=anterior levels=C4-C5]], C4-C5.",
        "[[Anterior cervical spine fusion|procedure.fusion approach=anterior levels=C4-C5]], C4-C5.",
        "[[Posterior lumbar spine fusion|procedure.fusion approach=posterior levels=L3-L4]] L3-4 in 2019",
        "[[Anterior interbody fusion|procedure.fusion approach=anterior levels=C4-C5 regions=cervical region=-]] C4-5.",
        "[[Anterior interbody fusion|procedure.fusion approach=anterior levels=L5-S1 regions=lumbosacral]] L5-S1.",
        "Right posterolateral L3 to L5 [[fusion|procedure.fusion approach=posterior levels=L3-L4,L4-L5]] in 2011.",
        "anterior C4-5 [[discectomy|procedure.discectomy approach=anterior levels=C4-C5]] in 2011",
        "Posterior L3-4 [[decompression|procedure.decompression approach=posterior levels=L3-L4]] in 2011.",
        "PROCEDURE: [[ACDF|procedure.fusion approach=anterior]] C4-5 with [[foraminotomy|procedure.decompression approach=anterior levels=C4-C5]].",
        "PROCEDURE: [[ACDF|procedure.fusion approach=anterior]] C4-5.\nPROCEDURE IN DETAIL: A [[foraminotomy|procedure.decompression approach=anterior]] was done.",
        "[[ACDF|procedure.fusion approach=anterior]] C4-5 in 2015 and lumbar [[foraminotomy|procedure.decompression approach=posterior]] in 2018.",
        "Anterior C4-C5 [[discectomy|procedure.discectomy approach=anterior]] and [[fusion|procedure.fusion approach=anterior]].",
        "Posterior L3-4 [[decompression|procedure.decompression approach=posterior]] with instrumented [[fusion|procedure.fusion approach=posterior]].",
        "s/p [[ant/post fusion|procedure.fusion approach=combined levels=L3-L4]] L3-4",
        "Transthoracic T7-8 discectomy and [[fusion|procedure.fusion approach=anterior]].",
        "C3-4 [[fusion via anterior approach|procedure.fusion approach=anterior]], C4-T1 [[fusion via posterior approach|procedure.fusion approach=posterior]].",
        "[[Laminectomy|procedure.decompression approach=posterior]] and [[foraminotomy|procedure.decompression approach=posterior]] L4-5.",
    ],
)
def test_approaches(marked: str) -> None:
    check(marked)
