"""The words with which the lists of people end and the minutes themselves begin."""

from __future__ import annotations

import re

AGENDA = re.compile(
    r"(?:\W*(?:agenda\s+)?(?:item\s*)?\d{0,3}(?:[./]\d+)*[.):]?\s*)"
    r"(?:no\.?\s+(?:item|subject|minute|agenda)|ref\.?\s+(?:item|subject|agenda)|item\s+(?:minute|discussion|summary|subject|"
    r"action|topic|title|no)|(?:summary|points)\s+of\s+discussion|"
    r"welcome|introductions?|minutes\s+of|minutes\s+and|matters\s+arising|declarations?|agenda|item\s+\d|"
    r"actions?\b|any\s+other|aob\b|"
    r"date\s+of\s+(?:the\s+)?(?:next|future)|next\s+meeting|chair[’']?s\s+(?:opening|welcome|update|remarks|"
    r"announcements)|urgent|terms\s+of\s+reference|"
    r"purpose|background|summary|decisions?|resolved|discussion|disclosures?|previous|review\s+of|update|notes?\s+of|"
    r"public\s+questions|"
    r"opening|election\s+of|appointment\s+of|membership|quorum|confidentiality|forward\s+plan|work\s+programme|"
    r"standing\s+items?|part\s+[12ab]\b|"
    r"public\s+participation|questions\s+from|exempt|exclusion|key\s+(?:points|messages|decisions|discussion)|"
    r"main\s+(?:points|business)|overview|"
    r"the\s+(?:chair|meeting|board|group|panel|committee|partnership)\b)",
    re.I,
)
VERB = re.compile(
    r"\b(?:welcomed|noted|agreed|introduced|explained|advised|updated|reported|asked|confirmed|opened|thanked|stated|"
    r"queried|requested|informed|"
    r"presented|outlined|discussed|highlighted|declared|resolved|considered|commenced|started|began|closed|will|has|"
    r"have|had|is|are|was|were|be|"
    r"been|should|must|may)\b"
)
SAID = re.compile(
    r"(?:[^\W\d_][\w.’'\-]*\s+){1,5}(?:\([^()]{1,20}\)\s+)?(?:welcomed|opened|introduced|explained|reported|noted|advised|updated|"
    r"thanked|informed|presented|outlined|confirmed|stated|asked|declared|chaired\s+the|took\s+the\s+chair|gave)\b",
)
"""Somebody did something: the minutes themselves have begun."""
NUMBERED = re.compile(
    r"\s*(?:item\s+)?[A-Z]{0,3}\d{1,3}(?:[./]\d{1,3})*[.):]?\s+\S|\s*[A-Z]{2,6}[/\s-]?\d{2,4}(?:[/-]\d{1,4})+[.):]?\s+\S",
    re.I,
)
REPORTED = re.compile(
    r"\b(?:welcomed|thanked|introduced\s+(?:himself|herself|the)|opened\s+the|explained|informed\s+the|outlined|highlighted|"
    r"minuted|took\s+the\s+chair|declared\s+the|reported\s+(?:that|on)|stated\s+that|noted\s+that|agreed\s+(?:that|to))\b"
)
"""What nobody's post or body says: the minutes themselves have begun."""
HEADED = re.compile(r"\W*(?:minutes|decisions?)\s*:\W*", re.I)
MEMBERS = re.compile(r"\W*(?:board\s+|committee\s+|panel\s+)?members\W*", re.I)
BANNER = re.compile(
    r"\W*(?:official|restricted|confidential|protect|not\s+protectively\s+marked|unrestricted|public|draft|"
    r"unconfirmed|final|version\s[\d.]+)"
    r"(?:[\s:–\-]+(?:sensitive|draft|minutes|official|confidential|unconfirmed))*\W*", re.I,
)  # fmt: skip
