"""Ties of levels in notes as they are written: several operations, comparisons, headings, roots."""

from __future__ import annotations

import pytest
from helpers import check

ONE_BREATH = [
    "[[Anterior cervical discectomy|procedure.discectomy levels=C4-C5 regions=cervical]] with [[decompression|procedure.decompression levels=C4-C5]] C4-C5.",
    "She had [[discectomy|procedure.discectomy levels=C4-C5,C5-C6]] and [[fusion|procedure.fusion levels=C4-C5,C5-C6]] at C4-C5, C5-C6.",
    "[[Arthrodesis|procedure.fusion levels=C3-C4]] with [[anterior interbody fusion|procedure.fusion levels=C3-C4 regions=cervical region=-]], C3-C4.",
    "Lumbar [[laminectomy|procedure.decompression levels=L2-L3,L3-L4]] for [[decompression|procedure.decompression levels=L2-L3,L3-L4]] with [[foraminotomies|procedure.decompression levels=L2-L3,L3-L4]] L2-L3, L3-L4.",
    "L3-L4 [[laminectomy|procedure.decompression levels=L3-L4]] and bilateral [[foraminotomies|procedure.decompression levels=L3-L4]], and [[posterior spinal fusion|procedure.fusion levels=L3-L4]] in 2008.",
    "[[Laminectomy|procedure.decompression levels=L4-L5]] at L4-5 with bilateral medial [[facetectomy|procedure.decompression levels=L4-L5]].",
    "[[Fusion|procedure.fusion levels=C5-C6]] with machined allograft at C5-C6.",
    "PROCEDURE: [[Discectomy|procedure.discectomy levels=C5-C6]], osteophytectomy, [[foraminotomies|procedure.decompression levels=C5-C6]], spinal cord [[decompression|procedure.decompression levels=C5-C6]] at C5-C6.",
    "PROCEDURE: [[Laminectomy|procedure.decompression levels=L5-S1]] L5-S1, preparation of the end plates and [[arthrodesis|procedure.fusion levels=L5-S1]] with bone graft.",
    "L4 and L5 [[laminectomy|procedure.decompression levels=L4,L5]] and [[fusion|procedure.fusion levels=-]] in 2012.",
    "L4-5 [[laminectomy|procedure.decompression levels=L4-L5]] and [[discectomy|procedure.discectomy levels=-]] and [[fusion|procedure.fusion levels=L5-S1]] at L5-S1.",
    "C5-6 [[ACDF|procedure.fusion levels=C5-C6]] and lumbar [[laminectomy|procedure.decompression levels=- regions=lumbar]].",
    "C5-6 [[ACDF|procedure.fusion levels=C5-C6]] and ankle [[fusion|procedure.fusion levels=- joint=ankle]] in 2014.",
    "PSH: [[laminectomy|procedure.decompression levels=-]], [[fusion|procedure.fusion levels=L4-L5]] L4-5",
]

EACH_ITS_OWN = [
    "[[Laminectomy|procedure.decompression levels=L3-L4]] L3-4, [[discectomy|procedure.discectomy levels=L4-L5]] L4-5, [[fusion|procedure.fusion levels=L5-S1]] L5-S1",
    "L3-4 [[laminectomy|procedure.decompression levels=L3-L4]], L4-5 [[discectomy|procedure.discectomy levels=L4-L5]], L5-S1 [[fusion|procedure.fusion levels=L5-S1]]",
    "PSH: [[discectomy|procedure.discectomy levels=-]]; L4-5 [[fusion|procedure.fusion levels=L4-L5 date=2012]] in 2012",
    "2018: L3-4 [[lami|procedure.decompression levels=L3-L4 date=2018]]; 2020 - [[TLIF|procedure.fusion levels=L3-L4,L4-L5 date=2020]] L3-L5 (Dr. Q)",
    "PAST SURGICAL HISTORY:\n2018: L3-4 [[laminectomy|procedure.decompression levels=L3-L4 date=2018]]\n2020: [[TLIF|procedure.fusion levels=L3-L4,L4-L5 date=2020]] L3-L5\n2003 - [[ACDF|procedure.fusion levels=C6-C7 date=2003]] C6-7",
    "PSH: [[ACDF|procedure.fusion levels=C6-C7 date=2011]] C6-7 2011, L3-4 [[microdiscectomy|procedure.discectomy levels=L3-L4 date=2013]] 2013, [[PLIF|procedure.fusion levels=L3-L4,L4-L5 date=2018]] L3-5 2018, appendectomy 1990",
    "L2-3 [[laminectomy|procedure.decompression levels=L2-L3 date=2011]] (2011), L3-4 [[laminectomy|procedure.decompression levels=L3-L4 date=2013]] with [[TLIF|procedure.fusion levels=L3-L4 date=2013]] (2013) and C4-6 [[ACDF|procedure.fusion levels=C4-C5,C5-C6 date=2016]] (2016).",
]

LIST_FORMS = [
    "PSH: 1) 2007 L4-5 [[microdiscectomy|procedure.discectomy levels=L4-L5 date=2007]] 2) 2011 L4-5 [[ALIF|procedure.fusion levels=L4-L5 date=2011]] 3) 2016 C4-5 [[disc replacement|procedure.other levels=C4-C5 date=2016]]",
    "She is s/p L1-L4 [[laminectomies|procedure.decompression levels=L1-L2,L2-L3,L3-L4 date=2014]] (Dr. Vance, 2014) and subsequent T10-pelvis [[posterior fusion|procedure.fusion date=2017]] (Dr. Orr, 2017), now with pain.",
    "PSH: back surgeries - L3-4 [[discectomy|procedure.discectomy levels=L3-L4 date=2000]] 2000, same level [[laminectomy|procedure.decompression levels=L3-L4 date=2002]] 2002; [[fusion|procedure.fusion levels=C4-C5 date=2009]] C4-5 2009",
    "Past Surgical History:\n02/2013 L2-3 [[decompression|procedure.decompression levels=L2-L3 date=2013-02]]\n04/2018 L2-S1 [[PSF|procedure.fusion date=2018-04]] w/ instrumentation, L5-S1 [[TLIF|procedure.fusion levels=L5-S1 date=2018-04]]",
    "Past Surgical History:\nProcedure | Date | Side\nLAMINECTOMY L3-4 | 02/11/2013 | N/A\n[[FUSION|procedure.fusion levels=L3-L4,L4-L5 date=2018-04-06]] L3-5 | 04/06/2018 | N/A",
    "In 2009 he had [[laminectomies|procedure.decompression levels=L3,L4 date=2009]] at L3 and L4 with [[fusion|procedure.fusion levels=L3-L4,L4-L5 date=2009]] from L3 to L5.",
    "[[Laminectomy|procedure.decompression date=2016-11 levels=L3-L4,L4-L5]], bilateral, L3-4 and L4-5, with right L4-5 [[discectomy|procedure.discectomy date=2016-11 levels=L4-L5]], 11/2016.",
    "First a [[microdiscectomy|procedure.discectomy levels=L4-L5 date=2008]] at L4-5 in 2008, then a [[fusion|procedure.fusion levels=L4-L5 date=2012]] in 2012 at the same level.",
    "[[ACDF|procedure.fusion levels=C5-C6 date=2011]] C5-6 2011, knee 2012, [[TLIF|procedure.fusion levels=L4-L5 date=2019]] L4-5 2019",
]

RUN_ON = [
    "PSH: [[ACDF|procedure.fusion date=2010]] C5-C6 2010 [[PLIF|procedure.fusion date=2014]] L3-L4 2014 [[Laminectomy|procedure.decompression date=2018]] L1-L2 2018",
    "PSH: 2010 [[ACDF|procedure.fusion date=2010]] C5-C6 2014 [[PLIF|procedure.fusion date=2014]] L3-L4 2018 [[Laminectomy|procedure.decompression date=2018]] L1-L2",
    "PSH: [[ACDF|procedure.fusion date=2010]] C5-C6 (2010) [[PLIF|procedure.fusion date=2014]] L3-L4 (2014) [[Laminectomy|procedure.decompression date=2018]] L1-L2 (2018)",
    "| 2010 | [[ACDF|procedure.fusion date=2010 levels=C5-C6]] C5-C6 |\n| 2014 | [[PLIF|procedure.fusion date=2014 levels=L3-L4]] L3-L4 |",
    "DATE        PROCEDURE        SURGEON\n2010-04-03  [[ACDF|procedure.fusion date=2010-04-03 levels=C5-C6]] C5-C6       Ames\n2014-08-11  [[PLIF|procedure.fusion date=2014-08-11 levels=L3-L4]] L3-L4       Boyd",
    "She had three [[neck operations|procedure.other levels=- date=-]]: C4-5 [[ACDF|procedure.fusion levels=C4-C5 date=2000]] in 2000, C5-6 [[ACDF|procedure.fusion levels=C5-C6 date=2005]] in 2005 and a [[posterior fusion|procedure.fusion date=2010]] C3-T1 in 2010.",
    "Two [[lumbar surgeries|procedure.other levels=- date=-]] (L3-4 [[laminectomy|procedure.decompression levels=L3-L4 date=2015]] 2015, L3-4 [[PLIF|procedure.fusion levels=L3-L4 date=2017]] 2017).",
    "s/p lumbar [[decompression|procedure.decompression levels=L3-L4,L4-L5]], [[laminectomy|procedure.decompression levels=L3-L4,L4-L5]] and [[fusion surgery|procedure.fusion levels=L3-L4,L4-L5]] L3 through L5.",
]

OWN_CLAUSE = [
    "There is [[nonunion|condition.pseudarthrosis levels=L4-L5]] at L4-5, and L3-4 is [[solidly fused|finding.solid_fusion levels=L3-L4]].",
    "He has a [[nonunion|condition.pseudarthrosis levels=L4-L5]] at L4-5 and L3-4 shows [[bridging bone|finding.bridging_bone levels=L3-L4]].",
    "The [[stenosis|condition.stenosis levels=L3-L4,L4-L5]] at L3-4 and L4-5 is severe.",
    "She had a [[laminectomy|procedure.decompression levels=L2-L3]] at L2-3 and L3-4 [[fusion|procedure.fusion levels=L3-L4]] in 2012.",
    "She had T10-S1 [[fusion|procedure.fusion]] with L3-4 and L4-5 [[TLIFs|procedure.fusion levels=L3-L4,L4-L5]].",
    "Her third operation extended the [[fusion|procedure.fusion levels=-]] to L2.",
    "She has had three spine [[surgeries|procedure.other date=-]]: 1999 L4-5 [[discectomy|procedure.discectomy levels=L4-L5 date=1999]], 2004 L4-5 [[fusion|procedure.fusion levels=L4-L5 date=2004]] and 2014 L2-L4 extension of [[fusion|procedure.fusion levels=L2-L3,L3-L4 date=2014]].",
    "The neck [[fusion|procedure.fusion levels=C4-C5,C5-C6 date=2008]] C4-C6 was in 2008, lumbar [[fusion|procedure.fusion levels=L3-L4,L4-L5 date=2013]] L3-L5 in 2013.",
    "She is s/p C4-5, C5-6 [[anterior cervical discectomy|procedure.discectomy levels=C4-C5,C5-C6]], [[decompression|procedure.decompression levels=C4-C5,C5-C6]], and [[fusion|procedure.fusion levels=C4-C5,C5-C6]].",
    "[[Spondylolisthesis|condition.spondylolisthesis levels=L4-L5]] of L4 on L5 with L4 pars defects and [[stenosis|condition.stenosis levels=L4-L5]].",
    "Spinal [[stenosis|condition.stenosis levels=L1-L2,L2-L3]], L1-2 moderate, L2-3 severe.",
    "[[Discectomy|procedure.discectomy levels=L4-L5,L3-L4]] was performed first at L4-5 and then at L3-4.",
    "[[Cervical fusion|procedure.fusion levels=C4-C5,C5-C6 approach=anterior date=2011]], anterior, C4-C6 (2011); [[hip replacement|procedure.other date=2009]] (2009).",
]

ENDS = [
    "He had a C4-C5 and C5-C6 [[ACDF|procedure.fusion levels=C4-C5,C5-C6]] and now has a [[nonunion|condition.pseudarthrosis levels=C5-C6]] at the lower level.",
    "She had an L2-L4 [[fusion|procedure.fusion]] with a [[nonunion|condition.pseudarthrosis levels=L2-L3]] at the upper level.",
    "C6 [[radiculopathy|condition.radiculopathy levels=-]] from C5-6 [[foraminal stenosis|condition.stenosis levels=C5-C6]].",
    "MRI: L3-4: severe [[stenosis|condition.stenosis levels=L3-L4]], L1-2: mild.",
    "MRI showed L3-4 [[disc bulge|condition.disc_bulge levels=L3-L4]], [[disc protrusion|condition.disc_herniation levels=L3-L4]], left L4 [[laminectomy|procedure.decompression levels=L4]].",
    "FINDINGS: L5-S1 [[postsurgical change|finding.laminectomy_defect levels=L5-S1]] with [[posterolateral fusion|procedure.fusion levels=L5-S1]] hardware in good position.",
    "FINDINGS: L5-S1: The graft is in place. There is [[spondylolisthesis|condition.spondylolisthesis levels=L5-S1]] with 3 mm of anterolisthesis of L5.",
    "Lumbar MRI: L2-L3 shows a [[disc bulge|condition.disc_bulge levels=L2-L3]]. There is [[foraminal stenosis|condition.stenosis levels=L2-L3]].",
    "The [[disc protrusion|condition.disc_herniation levels=C4-C5]] at C4-5 comes with multilevel [[degenerative disc disease|condition.disc_degeneration levels=-]] and [[spondylosis|condition.spondylosis levels=-]].",
    "She has a C4-5 right-sided [[disc herniation|condition.disc_herniation levels=C4-C5]] in her neck.",
]

KEPT = [
    "MRI: [[laminotomy defect|finding.laminectomy_defect levels=L4-L5]] L L4-5; enhancing scar. [[Laminotomy|procedure.decompression levels=L3-L4]] defect R L3-4.",
    "[[Stenosis|condition.stenosis levels=L1-L2]] is seen at the level above the [[fusion|procedure.fusion levels=-]], L1-2.",
    "[[ACDF|procedure.fusion levels=C4-C5,C5-C6]] C4-C6: solid at C4-5, [[nonunion|condition.pseudarthrosis levels=C5-C6]] C5-6.",
    "CT now shows [[bridging bone|finding.bridging_bone levels=L3-L4]] in the gutter and across both facet joints at L3-4.",
    "Impression: [[nonunion|condition.pseudarthrosis levels=T11-T12]] of her thoracic [[fusion|procedure.fusion levels=T11-T12]] at T11-T12.",
    "FINDINGS: L5-S1: The graft is in place. There is [[lucency|finding.lucency levels=S1]] about both S1 screws.",
    "FINDINGS: L4-5: The cage is in place. No [[adjacent segment disease|condition.adjacent_segment_disease levels=- assertion=absent]].",
    "She was seen. The [[laminectomy|procedure.decompression levels=L2-L3,L3-L4]] at L2-3 and L3-4 is wide.",
    "She had one [[operation on her spine|procedure.other levels=L3-L4]], a left L3-4 [[hemilaminectomy|procedure.decompression levels=L3-L4]].",
]

COMPARED = [
    "[[Stenosis|condition.stenosis levels=L2-L3,L3-L4]] is moderate at L2-3, severe at L3-4.",
    "There is no [[stenosis|condition.stenosis levels=L2-L3 assertion=absent]] at L2-3, severe at L3-4.",
    "[[Spondylosis|condition.spondylosis levels=C4-C5,C5-C6]] C4-C5 greater than C5-C6",
    "A [[degenerated disc|condition.disc_degeneration levels=L4-L5,L2-L3,L3-L4]] at L4-5, less so at L2-3 and L3-4.",
    "[[Stenosis|condition.stenosis levels=L4-L5,L3-L4]] at L4-5 and, to a lesser extent, L3-4.",
    "[[Stenosis|condition.stenosis levels=L4-L5,L3-L4]] L4-5 > L3-4",
    "[[Stenosis|condition.stenosis levels=L3-L4,L4-L5]] at L3-4 (mild) and L4-5 (severe).",
    "[[Disc herniations|condition.disc_herniation levels=L4-L5,L5-S1]] at L4-5 on the left and L5-S1 on the right.",
]

HEADED = [
    "FINDINGS: L3-4: There is a [[disc bulge|condition.disc_bulge levels=L3-L4]]. It causes mild [[canal stenosis|condition.stenosis levels=L3-L4]]. L4-5: Normal.",
    "FINDINGS: At the L4-5 level, there is facet hypertrophy. There is moderate [[foraminal stenosis|condition.stenosis levels=L4-L5]].",
    "FINDINGS: L4-5: There is an annular [[disc bulge|condition.disc_bulge levels=L4-L5]] and a left L5 [[hemilaminectomy|procedure.decompression levels=L5]].",
    "FINDINGS: L5-S1: 4 mm of [[anterolisthesis|condition.spondylolisthesis levels=L5-S1]] of L5.",
    "IMAGING:\nL4-5:\nModerate [[canal stenosis|condition.stenosis levels=L4-L5]].",
    "FINDINGS: L4-5: [[Disc bulge|condition.disc_bulge levels=L4-L5]].\n\nIMPRESSION: [[Stenosis|condition.stenosis levels=-]].",
    "FINDINGS: L4-5: [[Disc bulge|condition.disc_bulge levels=L4-L5]]. The conus is normal; no [[stenosis|condition.stenosis levels=- assertion=absent]].",
    "At L4-5 there is a [[lucent cleft|finding.gap levels=L4-L5]]. He had a [[fusion|procedure.fusion levels=-]] in 2019.",
]

NEXT = [
    "She had a [[fusion|procedure.fusion levels=L4-L5]] in 2016. This was done at L4-5.",
    "He underwent a [[laminectomy|procedure.decompression levels=L3-L4,L4-L5]]. The levels were L3-4 and L4-5.",
    "She had a [[cervical fusion|procedure.fusion levels=-]] in 2016. It was at L4-5 that the pain began.",
]

OF_SEGMENTS = [
    "Findings fit a C5-6 [[radiculopathy|condition.radiculopathy levels=C5-C6]].",
    "Left L2-3 [[radicular pain|condition.radiculopathy levels=L2-L3]], left L3-4 [[radicular pain|condition.radiculopathy levels=L3-L4]]",
    "Right L3 [[radiculopathy|condition.radiculopathy levels=-]].",
    "Right C8/T1 [[radiculopathy|condition.radiculopathy levels=-]].",
    "C5-6 [[radiculopathy|condition.radiculopathy levels=C5-C6]] after an L4-5 [[fusion|procedure.fusion levels=L4-L5]]",
]

NOT_ITS_OWN = [
    "Multilevel [[degenerative changes|condition.disc_degeneration levels=-]], with facet involvement at L1-2 and L2-3.",
    "Lumbar [[stenosis|condition.stenosis levels=- regions=lumbar]] and facet joint syndrome on the left L3-4 and L4-5.",
    "[[Stenosis|condition.stenosis levels=L3-L4]] at L3-4 with multilevel [[facet arthropathy|condition.spondylosis levels=-]].",
    "[[Stenosis|condition.stenosis levels=- regions=lumbar]] in her lumbar spine, and a myelogram showed cervical [[stenosis|condition.stenosis levels=C4-C5]] at C4-5.",
    "Cervical [[spondylosis|condition.spondylosis levels=- regions=cervical]] with a large C4-5 [[herniated disc|condition.disc_herniation levels=C4-C5]].",
    "We prepared for [[arthrodesis|procedure.fusion levels=-]], shaping a ledge on the C6 body.",
    "Multilevel [[degenerative changes|condition.disc_degeneration levels=C3-C4,C4-C5]] extending from C3 to C5.",
    "C3-4 signal change from a large [[disc herniation|condition.disc_herniation levels=C3-C4]] that lay behind the body of C4.",
]


TABLES = [
    *ONE_BREATH,
    *EACH_ITS_OWN,
    *LIST_FORMS,
    *RUN_ON,
    *OWN_CLAUSE,
    *ENDS,
    *KEPT,
    *COMPARED,
    *HEADED,
    *NEXT,
    *OF_SEGMENTS,
    *NOT_ITS_OWN,
]


@pytest.mark.parametrize("marked", TABLES)
def test_ties(marked: str) -> None:
    check(marked)
