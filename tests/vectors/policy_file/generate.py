"""Write the bad policy files: each is `good.xml` with one thing wrong, and the line of it.

    python tests/vectors/policy_file/generate.py

A row names the file, the text changed, what it becomes, and a piece of the line to be blamed.
`expected.json` is read by tests/unit/labels.
"""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent
GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<SPIF xmlns="http://www.xmlspif.org/spif" schemaVersion="2.1" creationDate="20161123000000Z" originatorDN="O=A" keyIdentifier="none" privilegeId="2.16.840.1.101.2.1.8.3" rbacId="2.16.840.1.101.2.1.8.3">
  <securityPolicyId name="ALPHA" id="2.25.1"/>
  <securityClassifications>
    <securityClassification name="OPEN" lacv="1" hierarchy="1"/>
    <securityClassification name="SHUT" lacv="4" hierarchy="2">
      <equivalentClassification policyRef="BETA" lacv="7" applied="both"/>
      <markingData xml:lang="en" phrase="SHUT"><code>pageTopBottom</code></markingData>
      <requiredCategory operation="oneOrMore">
        <categoryGroup tagSetRef="Releasable To" tagType="enumerated" enumType="permissive" all="true"/>
      </requiredCategory>
    </securityClassification>
  </securityClassifications>
  <securityCategoryTagSets>
    <securityCategoryTagSet name="Releasable To" id="2.25.1.1">
      <securityCategoryTag tagType="enumerated" enumType="permissive">
        <tagCategory name="AAA" lacv="004"/>
        <tagCategory name="OLD" lacv="005" obsolete="true"/>
      </securityCategoryTag>
    </securityCategoryTagSet>
  </securityCategoryTagSets>
  <equivalentPolicies>
    <equivalentPolicy name="BETA" id="2.25.2"/>
  </equivalentPolicies>
</SPIF>
"""
TWICE = '<equivalentPolicy name="BETA" id="2.25.2"/>'

BAD: list[tuple[str, str, str, str]] = [
    ("wrong-namespace", "xmlspif.org/spif", "xmlspif.org/other", "schemaVersion"),
    ("no-namespace", ' xmlns="http://www.xmlspif.org/spif"', "", "schemaVersion"),
    ("schema-of-2026", 'schemaVersion="2.1"', 'schemaVersion="3.0"', "schemaVersion"),
    ("no-policy", '  <securityPolicyId name="ALPHA" id="2.25.1"/>\n', "", "schemaVersion"),
    ("two-policies", "  <securityPolicyId", '  <securityPolicyId name="B" id="2.25.9"/>\n  <securityPolicyId',
     "schemaVersion"),
    ("policy-without-name", 'name="ALPHA" ', "", 'id="2.25.1"'),
    ("policy-identifier-wrong", 'id="2.25.1"/', 'id="ALPHA"/', "ALPHA"),
    ("class-without-number", ' lacv="4"', "", "SHUT"),
    ("class-number-a-word", 'lacv="4"', 'lacv="four"', "four"),
    ("class-without-hierarchy", ' hierarchy="2"', "", "SHUT"),
    ("class-twice", 'name="SHUT" lacv="4"', 'name="OPEN" lacv="4"', "<securityClassifications>"),
    ("class-number-twice", 'lacv="4"', 'lacv="1"', "<securityClassifications>"),
    ("equal-of-unknown-policy", 'policyRef="BETA"', 'policyRef="GAMMA"', "GAMMA"),
    ("equal-without-direction", ' applied="both"', "", "BETA"),
    ("equal-of-other-direction", 'applied="both"', 'applied="always"', "always"),
    ("equal-policy-twice", TWICE, f"{TWICE}\n    {TWICE}", "last"),
    ("tag-set-identifier-wrong", 'id="2.25.1.1"', 'id="one"', 'id="one"'),
    ("category-without-name", 'name="AAA" ', "", '"004"'),
    ("document-type", "<SPIF", "<!DOCTYPE SPIF>\n<SPIF", "DOCTYPE"),
]  # fmt: skip


def main() -> None:
    """Write every file and what must be said of it."""
    (HERE / "good.xml").write_text(GOOD, encoding="utf-8")
    expected = {}
    for name, old, new, blamed in BAD:
        assert old in GOOD, name
        text = GOOD.replace(old, new, 1)
        at = text.rfind(TWICE) if blamed == "last" else text.find(blamed)
        assert at >= 0, name
        expected[name] = text.count("\n", 0, at) + 1
        (HERE / f"{name}.xml").write_text(text, encoding="utf-8")
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
