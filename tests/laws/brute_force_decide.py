"""A second `decide`, of plain dictionaries and loops, written from docs/decision.md alone.

It imports nothing of accordant. Slow, naive and unlike the first on purpose: each step of the
page is one paragraph here, findings are tuples, and whatever can be listed is listed.
"""


def brute_force_decide(texts, case):
    """Return (outcome, determining) for a case and texts as dictionaries.

    `texts` maps a digest to {"identifier", "clauses"}; a determining finding is
    (verdict, digest, article, kind).
    """
    own = ("", "", "decision")
    if (
        case["recipient"] == ""
        or country(case["recipient"]) == country(case["releaser"])
        or case["level"] == ""
        or country(case["level"]) != country(case["releaser"])
    ):
        return "withhold", {("withhold", *own)}

    common = set()
    if not case["clock_sound"]:
        common.add(("refer", *own))
    for equity in case["equities"]:
        if country(equity["originator"]) == country(case["releaser"]):
            continue
        if country(equity["originator"]) == country(case["recipient"]):
            continue
        verdict = "withhold"
        for consent in case["consents"]:
            item = [consent[key] == equity[key] for key in ("originator", "product", "version")]
            use = [consent[key] == case[key] for key in ("recipient", "purpose")]
            if all(item) and all(use) and in_date(consent, case):
                verdict = "pass"
        rules = [
            clause
            for clause in texts.get(equity["instrument"], {"clauses": []})["clauses"]
            if clause["kind"] == "third-party-consent"
        ]
        for clause in rules:
            common.add((verdict, equity["instrument"], clause["article"], "third-party-consent"))
        if not rules:
            common.add((verdict, equity["instrument"], "", "decision"))

    if case["level"][3:] == ":U":
        outside = {("pass", *own)}
        if case["direction"] == "outbound":
            outside = outside | nation(texts, case, None)
        candidates = [("", outside)]
    else:
        candidates = []
        for digest in sorted({play["instrument"] for play in case["instruments"]}):
            candidates.append((digest, under(texts, case, digest)))
    if not candidates:
        candidates = [("", {("withhold", *own)})]

    best = None
    for _digest, findings in candidates:
        if best is None or merit(findings) < merit(best):
            best = findings
    everything = common | best
    outcome = answer(everything)
    wanted = {"release": ["pass"], "refer": ["refer", "error"], "withhold": ["withhold"]}[outcome]
    return outcome, {finding for finding in everything if finding[0] in wanted}


def country(name):
    return name[:3]


def in_date(dated, case):
    if dated["given"] > case["at"]:
        return False
    return dated["until"] is None or dated["until"] >= case["at"]


def answer(findings):
    verdicts = [finding[0] for finding in findings]
    if "withhold" in verdicts:
        return "withhold"
    if "refer" in verdicts or "error" in verdicts:
        return "refer"
    return "release"


def merit(findings):
    """Sort key of page section 5: outcome, standing order first, then fewest against."""
    outcome = ["release", "refer", "withhold"].index(answer(findings))
    ordered = any(finding[3] == "standing-release" for finding in findings)
    against = {(finding[2], finding[3]) for finding in findings if finding[0] != "pass"}
    return (outcome, 0 if ordered else 1, len(against))


def under(texts, case, digest):
    if digest not in texts:
        return {("withhold", digest, "", "decision")}
    clauses = texts[digest]["clauses"]
    findings = set()

    beginning = ["in-force", "not-yet", "not-adopted", "digests-differ", "awaiting-notification"]
    end = ["in-force-until", "ended", "end-disputed"]
    known = {"entry": beginning, "term": end}
    for play in case["instruments"]:
        if play["instrument"] != digest:
            continue
        verdict = {"in-force": "pass", "not-in-force": "withhold", "unknown": "refer"}[
            play["force"]
        ]
        answered = [each for each in clauses if play["basis"] in known.get(each["kind"], [])]
        for clause in answered:
            findings.add((verdict, digest, clause["article"], clause["kind"]))
        if not answered:
            findings.add((verdict, digest, "", "decision"))
        words = play["facts"].get("met", "").split(" ")
        for clause in clauses:
            if clause["kind"] == "precondition":
                lacking = [word for word in clause["requires"] if word not in words]
                said = "withhold" if lacking else "pass"
                findings.add((said, digest, clause["article"], "precondition"))

    for kind in ("parties", "equivalence"):
        if not any(clause["kind"] == kind for clause in clauses):
            findings.add(("withhold", digest, "", "decision"))
    for clause in clauses:
        said = verdict_of(clause, clauses, case)
        if said is not None:
            findings.add((said, digest, clause["article"], clause["kind"]))
    if case["direction"] == "outbound" and answer(findings) != "withhold":
        findings |= nation(texts, case, digest)
    return findings


def verdict_of(clause, clauses, case):
    kind = clause["kind"]
    if kind == "parties":
        ends = [case["releaser"], case["recipient"]]
        bound = [end in clause["parties"] or country(end) in clause["parties"] for end in ends]
        return "pass" if bound == [True, True] else "withhold"
    if kind == "scope":
        if clause["subjects"] == ["any"]:
            return "pass"
        if len(case["subjects"]) == 0:
            return "refer"
        outside = [word for word in case["subjects"] if word not in clause["subjects"]]
        return "withhold" if outside else "pass"
    if kind == "form":
        if case["form"] == "":
            return "refer"
        return "pass" if case["form"] in clause["allowed"] else "withhold"
    if kind == "route":
        return "pass" if case["route"] in clause["routes"] else "withhold"
    if kind == "purpose":
        return "refer" if case["purpose"] == "" else "pass"
    if kind == "contractor":
        return "refer" if case["contractor"] else None
    if kind == "equivalence":
        return "pass" if has_equal(clause["rows"], case) else "withhold"
    if kind == "assurance":
        return assured(clause, clauses, case)
    if kind == "registry":
        at_home = country(case["post"]) == country(case["recipient"])
        return "pass" if at_home and case["post"] in clause["posts"] else "withhold"
    if kind == "case-by-case":
        if case["direction"] == "inbound":
            return None
        return "pass" if case["kind"] in clause["categories"] or approved(case) else "refer"
    return None


def has_equal(rows, case):
    for row in rows:
        if case["level"] in row:
            for level in row:
                if country(level) == country(case["recipient"]):
                    return True
    return False


def tables_of(clauses):
    return [clause["rows"] for clause in clauses if clause["kind"] == "equivalence"]


def height(rows, level):
    """0 is the highest row; None stands outside the table."""
    for number, row in enumerate(rows):
        if level in row:
            return number
    return None


def assured(clause, clauses, case):
    tables = tables_of(clauses)
    if case["direction"] == "inbound" or not tables:
        return None
    if not all(has_equal(rows, case) for rows in tables):
        return None
    if case["post"] == "":
        return "withhold"
    for given in case["assurances"]:
        if given["party"] != case["recipient"] or given["to"] != case["releaser"]:
            continue
        if given["post"] != case["post"] or not in_date(given, case):
            continue
        if [state for state in clause["states"] if not given[state]]:
            continue
        if country(given["level"]) != country(case["recipient"]):
            continue
        high = [
            height(rows, given["level"]) is not None
            and height(rows, given["level"]) <= height(rows, case["level"])
            for rows in tables
        ]
        if all(high):
            return "pass"
    return "withhold"


def nation(texts, case, digest):
    covering = set()
    for order in case["orders"]:
        if order["signed"] > case["at"]:
            continue
        if order["revoked"] is not None and order["revoked"] <= case["at"]:
            continue
        for clause in texts.get(order["order"], {"clauses": []})["clauses"]:
            if clause["kind"] == "standing-release" and covers(clause, texts, case, digest):
                covering.add(("pass", order["order"], clause["article"], "standing-release"))
    if covering:
        return {min(covering)}
    if digest is not None and approved(case):
        return {("pass", "", "", "decision")}
    return {("refer", "", "", "decision")}


def approved(case):
    if case["product"] == "":
        return False
    named = ("product", "version", "recipient", "post", "purpose")
    for yes in case["approvals"]:
        if all(yes[key] == case[key] for key in named) and yes["given"] <= case["at"]:
            return True
    return False


def covers(clause, texts, case, digest):
    if clause["by"] != case["releaser"] or clause["to"] != case["recipient"]:
        return False
    bound = clause["level-at-most"]
    if digest is None:
        if clause["under"] != "unclassified" or case["level"] != bound:
            return False
    else:
        if clause["under"] != texts[digest]["identifier"]:
            return False
        if country(bound) != country(case["level"]):
            return False
        for rows in tables_of(texts[digest]["clauses"]):
            if height(rows, bound) is None or height(rows, case["level"]) is None:
                return False
            if height(rows, case["level"]) < height(rows, bound):
                return False
    for word, words in (
        ("post", "posts"),
        ("kind", "kinds"),
        ("marker", "markers"),
        ("precedence", "precedences"),
        ("purpose", "purposes"),
    ):
        if case[word] not in clause[words]:
            return False
    if clause["subjects"] != ["any"]:
        if len(case["subjects"]) == 0:
            return False
        for subject in case["subjects"]:
            if subject not in clause["subjects"]:
                return False
    for caveat in case["caveats"]:
        if caveat not in clause["caveats"]:
            return False
    if case["at"] < clause["from"]:
        return False
    return clause["until"] is None or case["at"] <= clause["until"]
