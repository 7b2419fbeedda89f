"""Write the bad labels: each is `good.xml` with one thing wrong, and the line of it.

    python tests/vectors/label/generate.py

A row names the file, the text changed, what it becomes, the code of the error, and a piece of the
line that must be blamed; empty: the document as a whole. `expected.json` is read by
tests/unit/labels. `unknown-*.xml` and `no-release-list.xml` are well-formed labels that are read
and not understood; what becomes of each stands there too.
"""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent
MALFORMED, OVERSIZED = "malformed-input", "oversized"
GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<slab:originatorConfidentialityLabel
    xmlns:slab="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
    ReviewDateTime="2019-05-01T00:00:00Z">
  <slab:ConfidentialityInformation>
    <slab:PolicyIdentifier URI="urn:oid:2.25.98481723452144223195871193988526083025">KOR</slab:PolicyIdentifier>
    <slab:Classification>GUNSA II-KUP BI MIL</slab:Classification>
    <slab:Category TagName="Releasable To" Type="PERMISSIVE">
      <slab:GenericValue>KOR</slab:GenericValue>
      <slab:GenericValue>JPN</slab:GenericValue>
    </slab:Category>
    <slab:Category TagName="Originator Control" Type="RESTRICTIVE">
      <slab:GenericValue>ORCON</slab:GenericValue>
    </slab:Category>
  </slab:ConfidentialityInformation>
  <slab:OriginatorID IDType="rfc822Name">watch@mnd.example</slab:OriginatorID>
  <slab:CreationDateTime>2018-05-01T00:00:00Z</slab:CreationDateTime>
</slab:originatorConfidentialityLabel>
"""
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
LIST = GOOD[
    GOOD.index('    <slab:Category TagName="Rel') : GOOD.index('    <slab:Category TagName="Or')
]
INFORMATION = GOOD[GOOD.index("  <slab:Conf") : GOOD.index("  <slab:OriginatorID")]
CREATED = "  <slab:CreationDateTime>2018-05-01T00:00:00Z</slab:CreationDateTime>\n"
BODY = GOOD.removeprefix(DECLARED)
BOUND = f"""{DECLARED}<mb:BindingInformation xmlns:mb="urn:nato:stanag:4778:bindinginformation:1:0">
<mb:MetadataBindingContainer>
<mb:MetadataBinding>
<mb:Metadata>
{BODY}</mb:Metadata>
<mb:DataReference URI="urn:example:report"/>
</mb:MetadataBinding>
</mb:MetadataBindingContainer>
</mb:BindingInformation>
"""
OTHER = BODY.replace("originatorConf", "alternativeConf").replace("2.25.984", "2.25.985")
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>\n'

BAD: list[tuple[str, str, str, str, str]] = [
    # --- the document
    ("document-type", DECLARED, DECLARED + "<!DOCTYPE l>\n", MALFORMED, "<!DOCTYPE"),
    ("entity-expansion", DECLARED, DECLARED + LAUGHS, MALFORMED, "<!DOCTYPE"),
    ("entity-of-a-file", DECLARED,
     DECLARED + '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n', MALFORMED, "<!DOCTYPE"),
    ("entity-used", ">KOR</slab:Gen", ">&nation;</slab:Gen", MALFORMED, "&nation;"),
    ("not-well-formed", "</slab:Classification>", "</slab:Classified>", MALFORMED, "Classified"),
    ("other-encoding", 'encoding="UTF-8"', 'encoding="ISO-8859-1"', MALFORMED, ""),
    ("instruction", DECLARED, DECLARED + '<?show it="all"?>\n', MALFORMED, ""),
    ("instruction-inside", "    <slab:Class", "    <?show?><slab:Class", MALFORMED, "Information>"),
    ("text-beside-element", "    <slab:Classification", "    all <slab:Classification", MALFORMED,
     "Information>"),
    ("comment-in-text", ">ORCON<", ">OR<!-- -->CON<", MALFORMED, "CON<"),
    ("too-deep", CREATED, CREATED + '<d xmlns="urn:d">' * 30 + "</d>" * 30 + "\n", OVERSIZED, "urn:d"),
    ("oversized", CREATED, CREATED + "<!-- " + "a" * 262144 + " -->\n", OVERSIZED, ""),
    # --- the label
    ("wrong-namespace", "confidentialitymetadatalabel:1:0", "confidentialitymetadatalabel:2:0",
     MALFORMED, "ReviewDateTime"),
    ("no-namespace", ' xmlns:slab="', ' xmlns:slab="urn:other:" x="', MALFORMED, "ReviewDateTime"),
    ("two-informations", "  <slab:OriginatorID", INFORMATION + "  <slab:OriginatorID", MALFORMED,
     "second"),
    ("two-classifications", '    <slab:Category TagName="Rel',
     '    <slab:Classification>GUNSA III-KUP BI MIL</slab:Classification>\n    <slab:Category TagName="Rel',
     MALFORMED, "III-KUP"),
    ("no-creation-time", CREATED, "", MALFORMED, "ReviewDateTime"),
    ("creation-without-zone", "2018-05-01T00:00:00Z", "2018-05-01T00:00:00", MALFORMED, "Creation"),
    ("creation-of-no-day", "2018-05-01T00:00:00Z", "2018-02-30T00:00:00Z", MALFORMED, "Creation"),
    ("review-a-date", "2019-05-01T00:00:00Z", "2019-05-01", MALFORMED, "ReviewDateTime"),
    ("out-of-order", "  <slab:OriginatorID", CREATED + "  <slab:OriginatorID", MALFORMED, "rfc822"),
    ("lower-case-type", "PERMISSIVE", "permissive", MALFORMED, "permissive"),
    ("category-without-type", ' Type="PERMISSIVE"', "", MALFORMED, "Releasable"),
    ("category-without-tag", 'TagName="Releasable To" ', "", MALFORMED, "PERMISSIVE"),
    ("category-without-value", "      <slab:GenericValue>ORCON</slab:GenericValue>\n", "", MALFORMED,
     "Originator Control"),
    ("list-in-two-parts", '    <slab:Category TagName="Or', LIST + '    <slab:Category TagName="Or',
     MALFORMED, "ReviewDateTime"),
    ("value-twice", ">JPN<", ">KOR<", MALFORMED, "ReviewDateTime"),
    ("value-of-bits", "slab:GenericValue>ORCON</slab:GenericValue", "slab:BitStringValue>1</slab:BitStringValue",
     MALFORMED, "Originator Control"),
    ("value-padded", ">ORCON<", "> ORCON<", MALFORMED, "ORCON"),
    ("classification-with-uri", "<slab:Classification>", '<slab:Classification URI="urn:oid:1.2">',
     MALFORMED, "urn:oid:1.2"),
    ("unknown-attribute", ' Type="PERMISSIVE"', ' Type="PERMISSIVE" Except="JPN"', MALFORMED, "Except"),
    ("unknown-id-type", "rfc822Name", "telephone", MALFORMED, "telephone"),
    ("unknown-element", CREATED, CREATED + "  <slab:ReleaseToAll/>\n", MALFORMED, "ReleaseToAll"),
]  # fmt: skip

BOUND_BAD: list[tuple[str, str, str, str]] = [
    ("two-labels-in-one-place", "</mb:Metadata>", f"{OTHER}</mb:Metadata>", "<mb:Metadata>"),
    ("two-originators", "</mb:Metadata>", f"</mb:Metadata>\n<mb:Metadata>\n{BODY}</mb:Metadata>", ""),
    ("two-labels-of-one-policy", "</mb:Metadata>",
     f"</mb:Metadata>\n<mb:Metadata>\n{OTHER.replace('2.25.985', '2.25.984')}</mb:Metadata>", ""),
    ("no-originator", BODY, OTHER, ""),
    ("signed-and-not-checked", "<mb:MetadataBindingContainer>",
     '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>\n<mb:MetadataBindingContainer>',
     "<ds:Signature"),
    ("two-items", "</mb:MetadataBinding>", "</mb:MetadataBinding>\n<mb:MetadataBinding/>", ""),
    ("binding-of-another-standard", "bindinginformation:1:0", "bindinginformation:2:0", "<mb:Binding"),
]  # fmt: skip

READ: list[tuple[str, str, str, dict[str, object]]] = [
    ("no-release-list", LIST, "", {"at_best": "refer", "level": "KOR:II", "missing": []}),
    ("unknown-policy", ">KOR</slab:Pol", ">KO</slab:Pol",
     {"at_best": "withhold", "level": "", "missing": ["policy", "classification"]}),
    ("unknown-policy-identifier", "2.25.984", "2.25.985",
     {"at_best": "withhold", "level": "", "missing": ["policy", "classification"]}),
    ("unknown-policy-without-identifier", ' URI="urn:oid:2.25.98481723452144223195871193988526083025"', "",
     {"at_best": "withhold", "level": "", "missing": ["policy", "classification"]}),
    ("unknown-classification", "GUNSA II-KUP", "GUNSA IV-KUP",
     {"at_best": "withhold", "level": "", "missing": ["classification"]}),
    ("unknown-classification-case", "GUNSA II-KUP", "Gunsa II-KUP",
     {"at_best": "withhold", "level": "", "missing": ["classification"]}),
    ("unknown-permissive", "Releasable To", "Releasable",
     {"at_best": "refer", "level": "KOR:II", "missing": ["category"]}),
    ("unknown-restrictive", "Originator Control", "Special Handling",
     {"at_best": "refer", "level": "KOR:II", "missing": ["category"]}),
    ("unknown-informative", 'TagName="Originator Control" Type="RESTRICTIVE"',
     'TagName="Administrative" Type="INFORMATIVE"',
     {"at_best": "refer", "level": "KOR:II", "missing": ["category"]}),
    ("unknown-recipient", ">JPN<", ">everyone<",
     {"at_best": "refer", "level": "KOR:II", "missing": ["category"]}),
    ("unknown-privacy-mark", "</slab:Classification>\n",
     "</slab:Classification>\n    <slab:PrivacyMark>COMMERCIAL</slab:PrivacyMark>\n",
     {"at_best": "refer", "level": "KOR:II", "missing": ["privacy mark"]}),
    ("unknown-element-carried", CREATED, CREATED + '  <x:more xmlns:x="urn:x" a="1">b</x:more>\n',
     {"at_best": "refer", "level": "KOR:II", "missing": ["element"]}),
    ("unknown-successor", CREATED, CREATED + "  <slab:SuccessionHandling/>\n",
     {"at_best": "refer", "level": "KOR:II", "missing": ["element"]}),
    ("alternative-alone", "originatorConf", "alternativeConf",
     {"at_best": "refer", "level": "KOR:II", "missing": ["role"]}),
    ("metadata-alone", "originatorConf", "metadataConf",
     {"at_best": "withhold", "level": "KOR:II", "missing": ["role"]}),
]  # fmt: skip


def main() -> None:
    """Write every file and what must be said of it."""
    (HERE / "good.xml").write_text(GOOD, encoding="utf-8")
    expected: dict[str, object] = {}
    for name, old, new, code, blamed in BAD:
        text = changed(name, old, new)
        line = line_of(text, blamed)
        if blamed == "second":
            line = text[: text.rindex("<slab:ConfidentialityInformation")].count("\n") + 1
        expected[name] = {"code": code, "line": line}
        (HERE / f"{name}.xml").write_text(text, encoding="utf-8")
    (HERE / "good-bound.xml").write_text(BOUND, encoding="utf-8")
    for name, old, new, blamed in BOUND_BAD:
        assert old in BOUND, name
        text = BOUND.replace(old, new)
        expected[name] = {"code": MALFORMED, "line": line_of(text, blamed)}
        (HERE / f"{name}.xml").write_text(text, encoding="utf-8")
    for name, old, new, reading in READ:
        expected[name] = reading
        everywhere = old.endswith("Conf")
        text = GOOD.replace(old, new) if everywhere else changed(name, old, new)
        (HERE / f"{name}.xml").write_text(text, encoding="utf-8")
    for name in ("utf-16", "utf-32"):  # in which no search for a document type would find it
        expected[name] = {"code": MALFORMED, "line": None}
        with_type = GOOD.replace(DECLARED, "<!DOCTYPE l>\n")
        (HERE / f"{name}.xml").write_bytes(with_type.encode(f"{name}-le"))
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n")


def changed(name: str, old: str, new: str) -> str:
    """The good label with one thing wrong."""
    assert old in GOOD, name
    return GOOD.replace(old, new, 1)


def line_of(text: str, blamed: str) -> int | None:
    """The line to be blamed; of an element whose tag has several lines, the last of them."""
    return text.count("\n", 0, text.find(blamed)) + 1 if blamed else None


if __name__ == "__main__":
    main()
