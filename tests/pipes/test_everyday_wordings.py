"""What notes say in other words than the textbook's, as annotated sentences."""

from __future__ import annotations

import pytest
from helpers import check

NEIGHBOURS = [
    "[[No adjacent joint dz|statement.adjacent_level_normal]].",
    "L5-S1 cold, normal - [[no disease next door|statement.adjacent_level_normal]].",
    "[[Subtalar + TN jts clean|statement.joint_normal]].",
    "[[No arthritis at the radiolunate joint|statement.joint_normal]].",
    "The C4-5 [[disc is degenerated|condition.disc_degeneration levels=C4-C5]] and narrow.",
    "This is [[a new event|statement.told_apart]] after a long interval.",
]
HARDWARE = [
    "The left C6 lateral mass [[screw has backed out|finding.hardware_migration]] by 3 mm.",
    "Pseudarthrosis of the C5-C6 fusion, with [[back-out of a screw|finding.hardware_migration]].",
    "The plate and screws are where they were put and nothing is [[broken|!finding.hardware_fracture]] or loose.",
]
IMAGING = [
    "[[MRI LUMBAR SPINE|modality.MRI id=s]] AND VISIT\nFINDINGS: At L3-L4 the [[disc space is obliterated|finding.joint_obliteration on=s]].",
    "Lumbar CT showed that the L4-L5 [[level was solid|finding.solid_fusion levels=L4-L5]].",
    "An outside [[report of films|!modality.MRI]] describes the C7-T1 [[fusion as solid|finding.solid_fusion levels=C7-T1]].",
    "The radiologist read the L4-5 [[fusion as healed|finding.solid_fusion levels=L4-L5]].",
    "CT read the L4-5 fusion [[as not healed|!finding.solid_fusion]].",
    "The report does not describe the [[fusion as solid|finding.solid_fusion assertion=absent]].",
    "CT: [[bridging of less than 20%|finding.absent_bridging]] of the joint surface.",
    "CT: [[bridging bone in only 30 percent|finding.absent_bridging]].",
    "CT: reported as [[solid C5-C6 fusion|finding.solid_fusion levels=C5-C6]].",
    "Films: [[Solid anterior fusion|finding.solid_fusion levels=C5-C6,C6-C7]] C5-C7.",
    "From T6 to T11 there is thick, [[flowing bone|finding.bridging_bone]] along the front of the bodies.",
    "CT LUMBAR SPINE WO CONTRAST\nNarrative: L3-L4: device with [[lucency|finding.lucency section=imaging]].",
    "| [[Lucency|finding.lucency assertion=absent cue=none]]   | none   |\n",
    "| Lucency | none |\n| [[Bridging bone|finding.bridging_bone]] | present, both levels |\n",
]
COMPLAINTS = [
    "No [[neck or arm pain|symptom.pain assertion=absent site=neck]].",
    "Denies [[back or leg pain|symptom.pain assertion=absent site=back]].",
    "New L [[buttock to lateral foot pain|symptom.pain site=leg]], 8/10.",
    "A [[tight, burning band under both breasts|symptom.pain site=back]], 6/10.",
    "R [[calf + foot aching|symptom.pain site=leg]] ever since.",
    "[[Stiff low back|symptom.pain site=back]] in the mornings.",
    "Off all [[pain meds|symptom.pain site=other]] since March.",
    "[[Nonunion|condition.pseudarthrosis id=n]] of the wrist fusion. This is why he [[aches|symptom.pain link=caused_by:explicit:n]].",
    "She has [[pain on account of the 2021 laminotomy|statement.pain_from_surgery]].",
]
EXAMINATION = [
    "Neuro: [x] strength intact [x] [[sensation intact|exam.normal_exam]] [ ] abnormal: ____",
    "Sensation [ ] intact [x] [[decreased|exam.sensory_deficit]] left foot",
    "EXAM: [[no deficits|exam.normal_exam]].",
    "She has [[no limitation of any activity|functional.full_motion]].",
]
TOLD = [
    "States the surgeon in Tulsa told her last summer the [[fusion never took|condition.pseudarthrosis assertion=uncertain reporter=patient]].",
    'He says, "They told me up there the ankle [[fusion never healed|condition.pseudarthrosis assertion=uncertain reporter=patient]]."',
    "Pt says that a surgeon told her on the phone that the level [[never fused|condition.pseudarthrosis assertion=uncertain reporter=patient]].",
    "We told her on admission that the [[fusion had failed|condition.pseudarthrosis reporter=provider]].",
    'Education given (standard sheet): "Doctors call this [[postlaminectomy syndrome|condition.postlaminectomy_syndrome assertion=hypothetical]]."',
    "MDM / Dx\n1. [[Postlaminectomy syndrome|condition.postlaminectomy_syndrome section=assessment]], lumbar",
    "I told her the [[fusion never took|condition.pseudarthrosis reporter=provider]].",
    "The question is whether she has a [[nonunion|condition.pseudarthrosis assertion=hypothetical]].",
    "It is unclear whether she has a [[nonunion|condition.pseudarthrosis assertion=uncertain]].",
    "He reports that his sister has [[psoriatic arthritis|condition.psoriatic_arthritis assertion=family]].",
    "He says that his brother-in-law had a [[failed fusion|condition.pseudarthrosis assertion=family]].",
    "Pt asked: aunt was told she has [[failed back syndrome|condition.postlaminectomy_syndrome assertion=family]].",
    "The films show that nothing in the neck is [[fused|condition.ankylosis assertion=absent]].",
    "[[Nonunion|condition.pseudarthrosis assertion=hypothetical]] can't be told from a phone call.",
    "I find nothing to make this [[ankylosing spondylitis|condition.ankylosing_spondylitis assertion=absent]].",
    "This may be seen in [[ankylosing spondylitis|condition.ankylosing_spondylitis assertion=hypothetical]], "
    "[[DISH|condition.dish assertion=hypothetical]], or after infection.",
]
MENDED = [
    "Revision in 2019 for the [[pseudarthrosis|condition.pseudarthrosis assertion=historical]], and he healed.",
    "[[Pseudarthrosis|condition.pseudarthrosis assertion=historical]], revised in 2019, now healed.",
    "[[Pseudarthrosis|condition.pseudarthrosis]], revised in 2019 but not healed.",
    "Revision in 2019 for [[pseudarthrosis|condition.pseudarthrosis]], still not healed.",
    "Needs a revision for the [[pseudarthrosis|condition.pseudarthrosis]].",
]
OPERATIONS = [
    "C4-C6 [[laminectomy|procedure.decompression date=2020-06-09]] with posterior C4-C6 [[fusion|procedure.fusion date=2020-06-09]] on 9 June 2020.",
    "Lateral minimally invasive L [[sacroiliac joint fusion|procedure.fusion approach=lateral]], 5/2022.",
    "s/p L ankle [[fusion (transfibular|procedure.fusion approach=lateral joint=ankle]], 3 screws) 4/18/23.",
    "The [[fusion|procedure.fusion approach=-]] never took and she would need it redone from the back.",
    "11/03/2016   Operative report, Dr. Haverkamp: bilateral [[laminectomies|procedure.decompression date=2016-11-03]] L3-L5.",
    "Anterior fusion L4-S1, 2017. Only [[spine surgery|procedure.other untyped=-]].",
    "He [[had his left ankle fused|procedure.fusion]] several years ago.",
    "I told him that a [[laminectomy|procedure.decompression assertion=hypothetical]] at L3-4 would not help him.",
    "Triple [[arthrodesis|procedure.fusion same=a]] in 2019. Failed talonavicular [[fusion|procedure.fusion id=a]].",
    "CSM, to OR Thursday for [[fusion|procedure.fusion temporality=planned]].",
    "PLAN: Revision of the lumbosacral junction: [[ALIF|procedure.fusion temporality=planned]] L5-S1.",
    "PLAN: Revision was done in 2019: [[ALIF|procedure.fusion temporality=prior]] L5-S1 in 2019.",
    "She was taken to the OR for a [[fusion|procedure.fusion temporality=prior]].",
    "L4-5 [[lami|procedure.decompression temporality=planned]] is on the books for 5/22.",
    "The T-LIF at L4 5 from 2021: [[T-LIF|procedure.fusion levels=L4-L5 date=2021]] at L4 5 from 2021.",
    "[[Acquired ankylosis|condition.ankylosis joint=sacroiliac]] R sacroiliac joint.",
]
DATES = [
    "51M s/p lumbar [[fusion|procedure.fusion date=vague]] years ago.",
    "9m s/p lumbar [[fusion|procedure.fusion date=2023-08]].",
    "Pain since the neck [[surgery|procedure.other date=-]], 6/10, aching.",
    "Neck [[fusion|procedure.fusion date=2023-06-10]] on 6/10.",
]
REFERENCES = [
    "Posterior fusion C5-C6 in 2019. Pain since the [[neck surgery|procedure.other untyped=-]].",
    "Pain since the [[neck surgery|procedure.other untyped=yes]].",
    "Posterior fusion C5-C6 in 2019. [[Back surgery|procedure.other untyped=yes]] in 2012.",
]


@pytest.mark.parametrize(
    "marked",
    [
        *(NEIGHBOURS + HARDWARE + IMAGING + COMPLAINTS + EXAMINATION),
        *(TOLD + MENDED + OPERATIONS + DATES + REFERENCES),
    ],
)
def test_everyday_wordings(marked: str) -> None:
    check(marked)
