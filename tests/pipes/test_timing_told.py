"""Timing that the words around decide: today's operation told anywhere, dates that belong to something else."""

from __future__ import annotations

import pytest
from helpers import check

REPORT = "PREOPERATIVE DIAGNOSIS: Stenosis.\nPOSTOPERATIVE DIAGNOSIS: Same.\n"

OPERATION = [
    # today's operation told before its account
    "PROCEDURE PERFORMED: L3-L5 laminectomy.\nINDICATIONS: For this reason I then did a complete [[decompression|procedure.decompression temporality=current]] from L3 down.",
    "PROCEDURE PERFORMED: L3-L5 laminectomy.\nHISTORY: He comes back to the operating room today for a [[laminectomy|procedure.decompression temporality=current]] below it.",
    "PROCEDURE PERFORMED: L3-4 discectomy.\nHISTORY: Surgery consisted of opening the foramen and a [[discectomy|procedure.discectomy temporality=current]].",
    # proposed in the history, done in the report
    "PROCEDURE PERFORMED: L4-5 fusion.\nINDICATIONS: A [[fusion|procedure.fusion temporality=current]] was recommended to her.",
    "PROCEDURE PERFORMED: L4-5 fusion.\nINDICATIONS: A [[laminectomy|procedure.decompression temporality=planned]] was recommended to her.",
    "PROCEDURE PERFORMED: L4-5 fusion.\nINDICATIONS: A [[fusion|procedure.fusion temporality=planned]] at C5-6 was recommended to her.",
    # earlier operations stay earlier
    "PROCEDURE PERFORMED: L3-L5 laminectomy.\nHISTORY: He is known to me; I performed a [[fusion|procedure.fusion temporality=prior]] on him.",
    "PROCEDURE PERFORMED: L4-5 ESI.\nBACKGROUND: He is status post L4-5 fusion and [[laminectomy|procedure.decompression temporality=prior]] some time ago.",
    "DESCRIPTION OF PROCEDURE: A partial [[laminectomy|procedure.decompression temporality=prior]] was noted at L4.",
    "DESCRIPTION OF PROCEDURE: A [[laminectomy|procedure.decompression temporality=current]] was done at L4.",
    "DESCRIPTION OF PROCEDURE: A wide [[decompression|procedure.decompression temporality=current]] was seen under the microscope.",
    "DESCRIPTION OF PROCEDURE: The bone that had been taken during the [[laminectomy|procedure.decompression temporality=current]] was packed.",
    "DESCRIPTION OF PROCEDURE: The hook had come loose, so the [[rod was removed|procedure.hardware_removal temporality=current]].",
]

TO_COME = [
    "If I did a [[fusion|procedure.fusion temporality=planned assertion=hypothetical]], I would use a plate.",
    "The possibility of a surgical [[decompression|procedure.decompression temporality=planned assertion=hypothetical]] was brought up.",
    "I will refer her for consideration of an [[ESI|procedure.injection temporality=planned assertion=hypothetical]].",
]

CARE = [
    "She was discharged with instructions to [[ice|treatment.self_care temporality=planned]] the area.",
    "She was told to be at [[relative rest|treatment.self_care temporality=planned]] for a day.",
    "He is to undergo [[physical therapy|treatment.therapy temporality=planned]] near his home.",
    "I will refer her for ongoing [[physical therapy|treatment.therapy temporality=planned]].",
    "I prescribed [[gabapentin|treatment.medication temporality=planned]] today.",
    "New prescription: [[gabapentin|treatment.medication temporality=planned]] 300 mg.",
    "She was prescribed [[gabapentin|treatment.medication temporality=prior]] a year ago with no relief.",
    "Continue ongoing [[physical therapy|treatment.therapy temporality=prior]].",
]

STUDY_DONE = [
    "[[X-rays|modality.radiographs temporality=current date=2024-05-02]] were ordered and taken today.",
    "[[X-rays|modality.radiographs temporality=planned]] were ordered.",
    "I elected to do a [[myelogram|modality.myelogram temporality=prior]], which showed stenosis.",
    "It was advised that he have an [[MRI|modality.MRI temporality=prior]], and this was done in March.",
    "They suggested a [[CT|modality.CT temporality=prior]]. This was performed at once.",
    "We will get an [[MRI|modality.MRI temporality=planned]].",
    "PLAN: [[MRI|modality.MRI temporality=planned]] and see her back.",
    "PLAN: The [[MRI|modality.MRI temporality=prior]] shows stenosis, so we go on.",
    "Will order an [[MRI|modality.MRI temporality=planned]], and the [[CT|modality.CT temporality=prior]] shows lucency.",
]

DATE_OF_SOMETHING_ELSE = [
    "The [[MRI|modality.MRI date=-]] was reviewed today.",
    "The [[MRI|modality.MRI date=-]] findings today were discussed.",
    "She had a lumbar [[MRI|modality.MRI date=-]] and she returns today.",
    "Films [[MRI|modality.MRI date=2024-03-04]] of 3/4/2024 was reviewed with him on 5/2/2024.",
    "[[X-rays|modality.radiographs date=2024-05-02]] were taken and reviewed today.",
    "The [[CT|modality.CT date=-]] shows more lucency compared with the 3/4/2023 study.",
    "The [[CT|modality.CT date=-]] shows no change since 3/4/2023.",
    "[[CT|modality.CT date=2024-03]] from March shows lucency.",
    "[[CT|modality.CT date=2023-02-01]] of the neck from 02/01/2023.",
    "She was seen in clinic on 4/2/2024, at which time an [[MRI|modality.MRI date=-]] showed stenosis.",
    "Dr. Wen on 4/2/2024 noted that an [[MRI|modality.MRI date=-]] had been done.",
    "The changes on the [[MRI|modality.MRI date=-]] come from the October 4, 2020 motor vehicle accident.",
    "The [[MRI|modality.MRI date=-]] was made approximately two years after the crash.",
    "Recently she lifted a box; her lumbar [[x-ray|modality.radiographs date=-]] was normal.",
    "Discharged from the hospital on 1/21/2024, status post [[fusion|procedure.fusion date=-]] L4-5.",
    "Status post L4-5 [[fusion|procedure.fusion date=-]], discharged home on 1/21/2024.",
    "She had a cervical [[laminectomy|procedure.decompression date=-]]. Approximately 10 days after the surgery she fell.",
    "Nonunion of the dens in 2018, then an atlantoaxial [[fusion|procedure.fusion date=-]].",
]

SEVERAL = [
    "C5-6 [[ACDF|procedure.fusion date=1986 id=a]] in 1986 and again in [[1994|procedure.fusion date=1994 levels=C5-C6 apart=a]].",
    "lumbar [[fusion|procedure.fusion date=2016]] x 2 (2016, [[2019|procedure.fusion date=2019]])",
    "two lumbar [[fusions|procedure.fusion date=2016]], in 2016 and [[2019|procedure.fusion date=2019]].",
    "[[Laminectomies|procedure.decompression date=2001]] in 2001, [[2004|procedure.decompression date=2004]] and [[2009|procedure.decompression date=2009]] without relief",
    "PSH:\n- L4-5 [[TLIF|procedure.fusion date=2012]] 2012, [[2015|procedure.fusion date=2015]]",
    "L4-5 [[fusion|procedure.fusion date=2016]] in 2016 and in [[2019|!procedure.fusion]] she fell.",
    "L4-5 [[fusion|procedure.fusion date=2016]] in 2016, [[2019|!procedure.fusion]] MRI normal.",
    "L4-5 [[fusion|procedure.fusion date=2016]] in 2016, ACDF [[2019|!procedure.decompression]]",
]

LISTS = [
    "PSH: 1998 L5-S1 [[discectomy|procedure.discectomy date=1998]], 2004 L4-S1 [[fusion|procedure.fusion date=2004]]",
    "1998 - [[laminectomy|procedure.decompression date=1998]] and [[fusion|procedure.fusion date=1998 id=a]], 2004 - [[ACDF|procedure.fusion date=2004 apart=a]]",
    "1998 [[laminectomy|procedure.decompression date=1998]] and 2004 [[TLIF|procedure.fusion date=2004]]; 2010 [[removal of hardware|procedure.hardware_removal date=2010]]",
    "2014 pain, [[TLIF|procedure.fusion date=2015]] 2015, [[MRI|modality.MRI date=-]]",
    "In 2014 a [[TLIF|procedure.fusion date=2014]] was done and a 2016 [[MRI|modality.MRI date=2016]] showed lucency.",
    "[[TLIF|procedure.fusion date=2022]] about 2 years ago, revised [[1 year ago|procedure.fusion date=2023]].",
    "He was found to have and diagnosed with stenosis in 2018 and had a [[TLIF|procedure.fusion date=-]].",
    "[[TLIF|procedure.fusion date=-]] for stenosis diagnosed in 2018.",
    "She went to the OR on 3/4/2018 and underwent a [[TLIF|procedure.fusion date=2018-03-04]].",
    "[[CT|modality.CT date=2024-03-20 temporality=prior]] ordered 3/15/2024, done 3/20/2024.",
    "An [[MRI|modality.MRI date=- temporality=planned]] was ordered on 4/1/2024.",
    "[[MRI|modality.MRI date=2024-05-20 temporality=planned]] to be done on 5/20/2024.",
]

ACROSS = [
    "In March 2018 he was taken to the operating room. He underwent an L4-5 [[fusion|procedure.fusion date=2018-03]].",
    "She was operated on in 2018. The L4-5 [[fusion|procedure.fusion date=2018]] has not healed.",
    "She had an operation in 2018. This was an L4-5 [[TLIF|procedure.fusion date=2018]].",
    "L4-5 [[TLIF|procedure.fusion date=2018]] by Dr. Wen. He had this done in 2018.",
    "L4-5 [[TLIF|procedure.fusion date=2018]] by Dr. Wen. Surgery 2018.",
    "Date of index procedure: 3/4/2018\nL4-5 [[TLIF|procedure.fusion date=2018-03-04]] by Dr. Wen",
    "She had a hernia operation in 2018 and was taken to surgery in 2019 for her knee. L4-5 [[TLIF|procedure.fusion date=-]] too.",
    "L4-5 [[TLIF|procedure.fusion date=-]]. She was operated on in 2018 by others.",
    "L4-5 [[TLIF|procedure.fusion date=2017 id=a]] in 2017. The L4-5 [[TLIF|procedure.fusion date=2018 apart=a]] of 2018.",
]


@pytest.mark.parametrize("marked", OPERATION)
def test_operative_report(marked: str) -> None:
    check(REPORT + marked)


@pytest.mark.parametrize(
    "marked", TO_COME + CARE + STUDY_DONE + DATE_OF_SOMETHING_ELSE + SEVERAL + LISTS + ACROSS
)
def test_timing(marked: str) -> None:
    check(marked)


def test_a_hospital_course_without_a_date_of_its_own_tells_what_was_done_in_it() -> None:
    course = "HOSPITAL COURSE: On 10/02/2007 she was taken to the operating room for an L4-5 "
    check(course + "[[fusion|procedure.fusion temporality=current date=2007-10-02]].", date=None)
    check(
        "HOSPITAL COURSE: She had a previous L4-5 [[fusion|procedure.fusion temporality=prior]] on 10/02/2007.",
        date=None,
    )


DONE_OR_NOT = [
    "We discussed a [[TLIF|procedure.fusion temporality=prior date=2024-03]], which was performed in March.",
    "A [[TLIF|procedure.fusion date=2020 temporality=prior]] was recommended in 2019, and done in 2020.",
    "PLAN: CT to assess the [[TLIF|procedure.fusion temporality=prior]].",
    "PLAN: L4-5 [[TLIF|procedure.fusion temporality=planned]] and brace.",
    "Preoperative evaluation before an L4-5 [[TLIF|procedure.fusion temporality=planned]].",
    "She will be undergoing an L4-5 [[TLIF|procedure.fusion temporality=planned]].",
    "Today she underwent an L4-5 [[TLIF|procedure.fusion temporality=current date=2024-05-02]].",
    "Yesterday, she had an L4-5 [[TLIF|procedure.fusion temporality=prior date=2024-05-01]].",
    "Seen today after an L4-5 [[TLIF|procedure.fusion temporality=prior date=-]].",
    "HOSPITAL COURSE: The patient underwent an L4-5 [[TLIF|procedure.fusion temporality=current]].",
    "HOSPITAL COURSE: With a history of L4-5 [[TLIF|procedure.fusion temporality=prior]] she was admitted with fever.",
    "HOSPITAL COURSE: She has had an L4-5 [[TLIF|procedure.fusion temporality=prior]] before.",
]

PARTED = [
    "[[CT|modality.CT date=2016]] in 2016 and [[2019|modality.CT date=2019]] showed a [[laminectomy|procedure.decompression date=-]].",
    "The lesions have grown since the 10/2022 [[MRI|modality.MRI date=2022-10]].",
    "Pain ever since the 2016 L4-5 [[fusion|procedure.fusion date=2016]].",
    "Since 2016 she has known of the [[TLIF|procedure.fusion date=-]].",
    "Recent low back pain, status post L4-5 [[fusion|procedure.fusion date=-]].",
    "Recent L4-5 [[fusion|procedure.fusion date=vague]].",
    "L4-5 [[fusion|procedure.fusion date=vague]] by Dr. Wen. That was years ago.",
    "L4-5 [[fusion|procedure.fusion date=2018]] by Dr. Wen. It was in 2018.",
    "L4-5 [[fusion|procedure.fusion date=-]] by Dr. Wen. It was noted that she fell in 2018.",
    "Lumbar [[MRI|modality.MRI date=2023-05-02]] from 05/02/2023 and [[07/25/2023|modality.MRI date=2023-07-25]] were reviewed.",
]


@pytest.mark.parametrize("marked", DONE_OR_NOT + PARTED)
def test_dates_of_names_and_of_findings(marked: str) -> None:
    check(marked)


def test_a_study_of_today_needs_no_date_of_the_note() -> None:
    check(
        "[[X-rays|modality.radiographs temporality=current]], ordered and taken today, are normal.", date=None
    )
