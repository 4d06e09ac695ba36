"""Fusion of spine (M43.2-): whole notes in the manner of many clinics, with all that they must give."""

from __future__ import annotations

import pytest

from notecheck.checker import Checker

ITEMS = (
    "ankylosis_diagnosis",
    "spinal_region",
    "segments",
    "etiology",
    "imaging_ankylosis",
    "spondylitis_excluded",
    "underlying_condition",
    "functional_limitations",
)
STATUS = {"m": "met", "p": "partial", "x": "missing", "c": "contradicted", "n": "not_applicable"}

# code, setting, one letter an item in the order of ITEMS, alerts, note
NOTES: list[tuple[str, str, str, list[str], str]] = [
    (
        "M43.24",
        "outpatient",
        "mmmmmmmm",
        ["dish"],
        """\
Rheumatology letter
Dear colleague, I saw this 71 year old gentleman on 3 March 2025. He has known DISH. His thoracic spine hardly moves; rotation is 10 degrees either way and chest expansion 2 cm.
Radiographs: flowing ossifications along the right side of T5-T11 over more than four contiguous levels with preserved disc heights.
SI joints are normal and HLA-B27 negative, so ankylosing spondylitis can be excluded.
Conclusion: thoracic ankylosis T5-T11 as part of diffuse idiopathic skeletal hyperostosis.""",
    ),
    (
        "M43.22",
        "outpatient",
        "mmmmmxnm",
        [],
        """\
Physiatry consult. 66F. CC: neck stiffness, can't back the car out.
No prior spine surgery. Mother had RA.
CT C-spine 2/2/25: C3-C4 facets and disc space fused by bone in continuity, no hardware.
A: C3-4 autofusion, spontaneous, degenerative. P: mirrors, PT.""",
    ),
    (
        "M43.26",
        "outpatient",
        "xxxcxxnx",
        ["surgical_fusion"],
        """\
Spine clinic follow up 5/5/2025
62M 2 yrs out from L4-5 TLIF with Dr. Jones, doing great, no complaints.
XR: Hardware intact L4-5, solid bridging bone across the interspace. L4-5 is fused.
A/P: s/p L4-5 TLIF, solidly fused. RTC 1 yr.""",
    ),
    (
        "M43.27",
        "outpatient",
        "mmmmmmmm",
        [],
        """\
INFECTIOUS DISEASE
Reason: follow-up of L5-S1 spondylodiscitis treated in 2020 with 6 weeks of nafcillin. He was not operated on.
He can no longer bend to tie his shoes.
MRI 4/2025: The L5-S1 disc space has been replaced by continuous marrow; no residual disc space.
Assessment: L5-S1 ankylosis, post-infectious, following the 2020 spondylodiscitis. No clinical or imaging features to suggest ankylosing spondylitis.""",
    ),
    (
        "M43.22",
        "outpatient",
        "pmmxpxnm",
        ["uncertain_diagnosis"],
        """\
Chiropractic note 1/9/2025: restricted cervical rotation. X-ray taken here suggests ankylosis of C4-5. Dx: suspected C4-5 ankylosis, refer.""",
    ),
    (
        "M43.21",
        "outpatient",
        "mmmmmcmm",
        ["ankylosing_spondylitis"],
        """\
Rheum: 44M with AS x 20 yrs on infliximab. Head rotation zero. CT: C1-C2 joints obliterated, bone bridging O-C1. A: AS with ankylosis O-C1 and C1-C2. Stable.""",
    ),
    (
        "M43.24",
        "outpatient",
        "cxxcxxnx",
        ["congenital_fusion"],
        """\
Peds ortho. MRI T-spine: T4-T5 block vertebra with fused posterior elements. Impression: congenital fusion T4-T5, not acquired ankylosis. Follow yearly.""",
    ),
    (
        "M43.26",
        "outpatient",
        "mmmmmxmm",
        [],
        """\
IME REPORT. Claimant fell 30 ft in 1998, L2 burst fracture treated in a TLSO; no surgery was performed. Lumbar extension 5 degrees. CT 2/1/25: solid osseous bridge L1-L2 and L2-L3. Diagnosis: Post-traumatic ankylosis L1-L3, a consequence of the 1998 fracture.""",
    ),
    (
        "M43.20",
        "outpatient",
        "mpxmxxnm",
        [],
        """\
SNF visit. Dx: spinal ankylosis, degenerative, chronic. Resident rolls as a unit. No imaging available.""",
    ),
    (
        "M43.20",
        "outpatient",
        "pmmxpxnx",
        ["more_specific_code"],
        """\
Chest CT: incidental fusion of T8 and T9 vertebral bodies. Surgical history not provided.""",
    ),
    (
        "M43.22",
        "outpatient",
        "mmmmmmnm",
        [],
        """\
Findings: There is near complete loss of the C5-6 disc space with mature trabecular bone spanning the vertebral bodies on CT dated 3/1/2025. No instrumentation.
The patient has had no neck operations. She reports difficulty checking blind spots.
Impression: Acquired C5-6 interbody ankylosis on the basis of advanced degenerative disc disease. Ankylosing spondylitis was considered and excluded.""",
    ),
    (
        "M43.26",
        "outpatient",
        "cxxxcxnx",
        [],
        """\
CT lumbar spine 1/1/2025: Disc spaces and facets are patent throughout. No evidence of ankylosis or autofusion. Assessment: mechanical back pain, no ankylosis.""",
    ),
    (
        "M43.26",
        "inpatient",
        "mmmmmmnm",
        ["multiple_regions"],
        """\
DISCHARGE SUMMARY
Discharge diagnoses: 1. Hip fracture, s/p hemiarthroplasty. 2. Likely spontaneous fusion of L4-S1, degenerative.
Hospital course: Spinal anesthesia failed. CT lumbar spine showed bony bridging across L4-L5 and L5-S1. No signs of ankylosing spondylitis. PT noted that the lumbar spine is rigid.""",
    ),
    (
        "M43.22",
        "outpatient",
        "mmmmmmnm",
        ["pseudarthrosis_present"],
        """\
S/p ACDF C6-C7 2018 with nonunion at C6-C7 on CT (no bridging bone, lucency). Above this, C3-C4 shows complete bony bridging of the facets on the same CT. Limited extension.
Impression: 1. Pseudarthrosis C6-C7 after ACDF. 2. Degenerative autofusion of C3-C4, separate from the surgery. No ankylosing spondylitis.""",
    ),
    (
        "M43.22",
        "outpatient",
        "xxxcxxnm",
        ["surgical_fusion"],
        """\
OPERATIVE REPORT
PREOPERATIVE DIAGNOSIS: C5-C6 stenosis with myelopathy.
POSTOPERATIVE DIAGNOSIS: Same.
PROCEDURE: Anterior cervical discectomy and fusion C5-C6.
INDICATIONS: progressive myelopathy.
TECHNIQUE: The disc was removed, the endplates decorticated and a cage placed. The level was fused with allograft.""",
    ),
    (
        "M43.26",
        "outpatient",
        "xxxxxxnx",
        [],
        """\
PLAN: If PT fails, L4-5 fusion may be considered. Risks of fusion include adjacent segment disease. ASSESSMENT: L4-5 spondylolisthesis.""",
    ),
    (
        "M43.25",
        "outpatient",
        "mmmmmxmm",
        [],
        """\
Neuro rehab: T12 compression fracture 2003, brace only. Now he has stiffness and trouble bending. X-ray: bridging bone T12-L1. Assessment: The T12 fracture healed with ankylosis of T12-L1.""",
    ),
    (
        "M43.22",
        "outpatient",
        "mmmmmxxm",
        ["klippel_feil"],
        """\
PMH Klippel-Feil. Neck ROM limited in all directions. CT cervical: C4-5 bony bridging, not present in 2010. Assessment: acquired ankylosis C4-C5, degenerative.""",
    ),
    (
        "M43.22",
        "outpatient",
        "mmmmmmnm",
        [],
        """\
Subjective: Pt c/o stiff neck x years, difficulty looking up. Denies prior c-spine surgery.
Objective: C-spine AROM: rot R 25, L 20, ext 5.
XR C-spine (AP/lat/flex-ex): C4/5 - disc space gone, solid bony bridge ant. & post., no motion flex-ex.
Assessment: C4/5 auto-fusion 2/2 DJD. No AS (HLA-B27 neg).""",
    ),
    (
        "M43.26",
        "outpatient",
        "mmmmpxnx",
        [],
        """\
LUMBAR SPINE MRI: Report states L2-L3 ankylosis. Assessment: L2-L3 ankylosis, likely degenerative.""",
    ),
    (
        "M43.24",
        "outpatient",
        "mmpmxxnm",
        [],
        """\
Geriatrics home visit. Dx: Degenerative ankylosis of thoracic spine. Needs help dressing; cannot raise gaze or bend.""",
    ),
    (
        "M43.28",
        "outpatient",
        "mmmmmcmx",
        ["ankylosing_spondylitis"],
        """\
Axial disease clinic. Longstanding ankylosing spondylitis. X-ray pelvis: both SI joints fused, grade IV. Assessment: sacroiliac joint ankylosis bilaterally due to ankylosing spondylitis.""",
    ),
    (
        "M43.22",
        "outpatient",
        "mmmmmxmm",
        [],
        """\
PT clearance visit: she had JIA as a child, now quiet. Neck extension 0. CT neck: fused C2-C3 through C4-C5 facets with continuous bone. Impression: cervical ankylosis C2-C5 from juvenile idiopathic arthritis.""",
    ),
    (
        "M43.26",
        "outpatient",
        "mmmmmxmm",
        [],
        """\
59F, psoriatic arthritis on secukinumab. Lumbar flexion 20 deg. Lumbar XR: bulky asymmetric syndesmophytes bridging L2-L3 and L3-L4. Imp: psoriatic spondylitis with lumbar ankylosis L2-L4.""",
    ),
    (
        "M43.20",
        "outpatient",
        "mmmmmxnm",
        ["more_specific_code"],
        """\
Assessment and Plan
#1 Fusion of spine, acquired (spontaneous), C5-6: stiff, rotation limited. CT reviewed, bridging bone C5-6.
#2 HTN""",
    ),
    (
        "M43.27",
        "outpatient",
        "xxxcxxnx",
        ["surgical_fusion"],
        """\
Problem list: Fusion of lumbosacral spine
Past surgical history: L5-S1 anterior fusion 2014
Assessment: stable, no new complaints. Hx of lumbosacral fusion.""",
    ),
    (
        "M43.24",
        "outpatient",
        "mmmmmmnm",
        [],
        """\
Chief complaint: cannot straighten up. No surgery ever on the spine. CT thoracic spine: T8-9 and T9-10 interbody fusion, spontaneous, with trabecular continuity. Diagnosis: spontaneous thoracic fusion T8-T10, idiopathic. AS has been ruled out.""",
    ),
    (
        "M43.22",
        "outpatient",
        "mmmmxxnc",
        [],
        """\
Sports medicine. Incidental C5-6 spontaneous fusion, acquired. He has full range of motion of the neck, no functional limitation and no neurologic symptoms.""",
    ),
    (
        "M43.26",
        "outpatient",
        "xxxcxxnx",
        ["congenital_fusion"],
        """\
MRI lumbar: L2 and L3 are fused since birth (block vertebra). Assessment: congenital L2-L3 fusion, incidental.""",
    ),
    (
        "M43.22",
        "outpatient",
        "xxxxxxnx",
        [],
        """\
No fusion or instrumentation. C-spine MRI: C5-6 disc bulge. A: cervicalgia.""",
    ),
    (
        "M43.24",
        "outpatient",
        "mmmmmxmx",
        ["dish", "multiple_regions"],
        """\
CT CHEST: Flowing anterior osteophytes bridging T6 through L1. IMPRESSION: Ankylosis T6-L1 secondary to DISH.""",
    ),
    (
        "M43.26",
        "outpatient",
        "xxxxxcxx",
        ["ankylosing_spondylitis"],
        """\
Rheumatology: AS, active, starting adalimumab. No fusion on films. SI joint erosions.""",
    ),
    (
        "M43.26",
        "outpatient",
        "mmmmmxnm",
        [],
        """\
The patient had an L4-5 laminectomy in 2005; levels L1-L2 were never operated on. On CT dated 4/4/2025 the L1-L2 bodies are bridged by bone. She has marked loss of lumbar motion. My diagnosis is ankylosis of L1-L2, degenerative and not surgical.""",
    ),
    (
        "M43.23",
        "outpatient",
        "mmmmmxnm",
        [],
        """\
A/P: 1) C7-T1 ankylosis - acquired, deg. CT: osseous bridge C7-T1. Limited neck rotation.""",
    ),
    (
        "M43.26",
        "outpatient",
        "mmmmmmnm",
        [],
        """\
Imaging reviewed by me: CT L-spine w/o 4/1/25 - spontaneous arthrodesis of L3/4 with bridging trabecular bone across the interspace. SIJs patent, no sacroiliitis or other stigmata of ankylosing spondylitis.
Impression: L3/4 spontaneous arthrodesis (degenerative). Adjacent L2/3 stenosis with neurogenic claudication.""",
    ),
    (
        "M43.22",
        "outpatient",
        "mmmmmmmm",
        [],
        """\
ORTHOPAEDIC SPINE NEW PATIENT
CC: "My neck won't move."
HPI: 48-year-old roofer. Cervical facet fracture-dislocation C6-C7 in 2009 managed in a halo; he has never had an operation on the spine. Since then he turns his whole body to look sideways.
RADIOLOGY: CT c-spine 02-11-2025 - complete osseous fusion across the C6-7 disc and both facets. SI joints unremarkable.
IMPRESSION: Post-traumatic spontaneous arthrodesis C6-7. Not AS.
PLAN: observation.""",
    ),
    (
        "M43.26",
        "outpatient",
        "mmmmmxnm",
        [],
        """\
VA PRIMARY CARE TELEPHONE VISIT
Veteran called re: CT result. CT A/P for hematuria incidentally showed ankylosis at L2-3 w/ bulky bridging osteophytes. He has never had back surgery. States he has been unable to bend for yrs.
A: Lumbar ankylosis L2-3, age-related/degenerative. No action.""",
    ),
    (
        "M43.26",
        "outpatient",
        "pmmxmxnx",
        [],
        """\
ER note. CT abd: L3-L4 vertebral bodies are fused. Old films unavailable; unknown if prior surgery. Dx: renal colic.""",
    ),
    (
        "M43.24",
        "outpatient",
        "cxxxcxnx",
        [],
        """\
RADIOLOGY REPORT - THORACIC SPINE XRAY. FINDINGS: Vertebral body heights and disc spaces maintained. No bridging or ankylosis. IMPRESSION: Negative for ankylosis.""",
    ),
    (
        "M43.27",
        "outpatient",
        "mmmmmmnx",
        ["multiple_regions"],
        """\
Radiology consult: CT lumbar. There is solid ankylosis of L4-5 and L5-S1 with trabeculae crossing the disc spaces; hardware is absent. The SI joints are preserved, arguing against ankylosing spondylitis. Impression: multilevel lumbar and lumbosacral autofusion, degenerative, L4-S1.""",
    ),
    (
        "M43.28",
        "outpatient",
        "mmmmmxmm",
        [],
        """\
Pt w/ Crohn's & enteropathic arthritis. Pelvis XR: ankylosed SI joints w/ obliterated joint spaces. Gait stiff, unable to cross legs. Assessment: bilateral sacroiliac ankylosis secondary to enteropathic arthritis.""",
    ),
    (
        "M43.22",
        "inpatient",
        "mmmmmxmm",
        [],
        """\
ADMISSION H&P: Difficult airway. 80F with fixed neck. Hx C-spine osteomyelitis 2001 treated medically. CT neck: C4 through C6 bodies united by bone without disc remnant. Assessment: cervical ankylosis C4-C6, probably post-infectious. Awake fiberoptic intubation.""",
    ),
    (
        "M43.23",
        "outpatient",
        "mmmmpxnm",
        [],
        """\
Progress note - pain clinic. Dx: Cervicothoracic ankylosis (C7-T1), spontaneous. MRI: "C7-T1 ankylosis". Exam: extension 0, rotation 20/25.""",
    ),
    (
        "M43.26",
        "outpatient",
        "xxxcxxnm",
        ["surgical_fusion"],
        """\
Pt s/p L3-S1 PSF 2010 and revision 2015. Now with rigid lumbar spine, fused L3-S1. CT: solid fusion L3-S1. Dx: lumbar fusion status.""",
    ),
    (
        "M43.26",
        "outpatient",
        "xxxcxxnm",
        ["surgical_fusion", "pseudarthrosis_present"],
        """\
HPI: L4-5 fusion 2019, never healed. Right leg weakness. CT: nonunion L4-5. Dx: pseudarthrosis L4-5.""",
    ),
    (
        "M43.22",
        "outpatient",
        "xxxxxxnx",
        [],
        """\
Preop counseling: ACDF C5-6 is planned for next month. Risks: nonunion. Imaging: C5-6 stenosis.""",
    ),
    (
        "M43.24",
        "outpatient",
        "xxxcxxnx",
        ["congenital_fusion"],
        """\
16F w/ congenital scoliosis, T5-T8 failure of segmentation (unilateral bar). X-ray: curve 38 deg. Plan: observe.""",
    ),
    (
        "M43.22",
        "outpatient",
        "xxxcxxxm",
        ["klippel_feil", "congenital_fusion"],
        """\
27M Klippel-Feil, fused C2-C4 since birth. Neck rotation 30 deg each side.""",
    ),
    (
        "M43.26",
        "outpatient",
        "mmmmmxnm",
        ["pseudarthrosis_present"],
        """\
67M s/p L5-S1 ALIF 2017 with established nonunion L5-S1. CT 1/2025 shows L2-3 spontaneously fused with bridging anterior osteophyte and facet ankylosis. Lumbar ROM markedly limited. Imp: (1) L5-S1 pseudarthrosis (2) L2-3 autofusion, degenerative - unrelated to prior surgery.""",
    ),
    (
        "M43.20",
        "outpatient",
        "mpxxxxnx",
        [],
        """\
Ankylosis of spine, stable. Continue current meds.""",
    ),
    (
        "M43.22",
        "outpatient",
        "mmmmmxnm",
        [],
        """\
C-SPINE XR 3V: C3-C4: FUSED FACETS AND OBLITERATED DISC SPACE. IMPRESSION: C3-C4 ANKYLOSIS, DEGENERATIVE. PATIENT HAS LIMITED NECK ROTATION. NO PRIOR SURGERY.""",
    ),
]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.mark.parametrize(("code", "setting", "statuses", "alerts", "text"), NOTES)
def test_note(checker: Checker, code: str, setting: str, statuses: str, alerts: list[str], text: str) -> None:
    report = checker.check(text, codes=[code], date="2025-06-02", setting=setting).codes[0]
    found = {item.id: item.status for item in report.items}
    assert [found[item] for item in ITEMS] == [STATUS[letter] for letter in statuses]
    assert sorted(alert.id for alert in report.alerts) == sorted(alerts)
    for item in report.items:
        for piece in item.evidence:
            assert text[piece.start : piece.end] == piece.text
