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
    common |= caveats_say(case) | consents_needed(texts, case) | controllers_say(case)
    personal = persons_say(case)
    common |= personal

    if case["level"][3:] == ":U":
        outside = {("pass", *own)}
        if case["direction"] == "outbound":
            outside = outside | nation(texts, case, None, None)
        candidates = [("", outside)]
    else:
        candidates = []
        if personal:
            case = dict(case, orders=[])
        for digest in sorted({play["instrument"] for play in case["instruments"]}):
            if not only_a_leg(texts, case, digest):
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


def caveats_say(case):
    """Of the caveats: a list without the recipient, one nobody can read, shown only."""
    said = set()
    for caveat in case["caveats"]:
        words = caveat.split(" ")
        if caveat == "display-only":
            if case["form"] != "visual" and case["form"] != "oral":
                said.add(("withhold", "", "", "decision"))
        elif words[0] == "eyes-only" and len(words) > 1:
            good = [
                len(word) == 3 and all("A" <= letter <= "Z" for letter in word)
                for word in words[1:]
            ]
            if not all(good):
                said.add(("refer", "", "", "decision"))
            elif country(case["recipient"]) not in words[1:]:
                said.add(("withhold", "", "", "decision"))
    return said


def controllers_say(case):
    """Who controls the item, organ by organ: each consents, or nothing goes."""
    said = set()
    if "item" not in case or not {"originator-control", "ORCON"} & set(case["caveats"]):
        return said
    stakes = [(name, case["product"], case["version"]) for name in case["item"]["originators"]]
    stakes += [(each["originator"], each["product"], each["version"]) for each in case["equities"]]
    ends = [country(case["releaser"]), country(case["recipient"])]
    for name, product, version in stakes:
        if name in (case["releaser"], case["recipient"], case["post"].split("/")[0]):
            continue
        if case["direction"] == "inbound" and country(name) in ends:
            continue
        asked = {"originator": name, "product": product, "version": version}
        asked |= {"recipient": case["recipient"], "purpose": case["purpose"]}
        given = [
            consent
            for consent in case["consents"]
            if all(consent[key] == value for key, value in asked.items())
            and in_date(consent, case)
        ]
        said.add(("pass" if given else "withhold", "", "", "decision"))
    return said


def persons_say(case):
    """What the giver's rules leave to a person, and whether a person has said yes."""
    if "item" not in case or case["direction"] == "inbound":
        return set()
    item = case["item"]
    yes_given = [yes["given"] for yes in yeses(case)]
    unanswered = []
    from_people = (
        case["kind"] == "human-report"
        or "human-report" in item["contents"]
        or "human" in item["disciplines"]
    )
    if from_people and not item["for_release"]:
        unanswered.append(not yes_given)
    if case["contractor"]:
        unanswered.append(not yes_given)
    if case["purpose"] == "other" or case["purpose"] != item["provided_for"]:
        unanswered.append(not yes_given)
    if item["valid_from"] is not None and item["valid_from"] > case["at"]:
        unanswered.append(not yes_given)
    if item["valid_until"] is not None and item["valid_until"] < case["at"]:
        unanswered.append(not [given for given in yes_given if given > item["valid_until"]])
    if not unanswered:
        return set()
    return {("refer" if any(unanswered) else "pass", "", "", "decision")}


def consents_needed(texts, case):
    needed = set()
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
            needed.add((verdict, equity["instrument"], clause["article"], "third-party-consent"))
        if not rules:
            needed.add((verdict, equity["instrument"], "", "decision"))
    return needed


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
    findings = clauses_say(texts, case, digest)
    arrangements = kind_of(texts, digest, "arrangement")
    if len(arrangements) == 0:
        if case["direction"] == "outbound" and answer(findings) != "withhold":
            findings |= nation(texts, case, digest, digest)
        return findings
    if any(each != arrangements[0] for each in arrangements):
        return findings | {("withhold", digest, "", "decision")}
    return findings | relayed(texts, case, digest, arrangements[0], findings)


def kind_of(texts, digest, kind):
    if digest not in texts:
        return []
    return [clause for clause in texts[digest]["clauses"] if clause["kind"] == kind]


def clauses_say(texts, case, digest, kinds=None):
    """What the clauses of these kinds say (None: all), and whether the text is in force."""
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

    routing = [each for each in clauses if each["kind"] in ("route", "arrangement")]
    if not routing and "item" in case and case["route"] != "direct":
        findings.add(("withhold", digest, "", "decision"))

    required = ["parties", "equivalence"]
    if kind_of(texts, digest, "arrangement") and not kind_of(texts, digest, "assurance"):
        required = ["parties"]
    for kind in required:
        if not any(clause["kind"] == kind for clause in clauses):
            findings.add(("withhold", digest, "", "decision"))
    for clause in clauses:
        if kinds is not None and clause["kind"] not in kinds:
            continue
        said = verdict_of(clause, clauses, case)
        if said is not None:
            findings.add((said, digest, clause["article"], clause["kind"]))
    return findings


def relayed(texts, case, digest, clause, findings):
    """The legs of an arrangement, then the nation by its word (page, section 3a)."""
    hub = clause["hub"]
    rests = []
    for end in (case["releaser"], case["recipient"]):
        pair = sorted([country(hub), country(end)])
        rests += [
            each["instrument"] for each in clause["borrows"] if sorted(each["between"]) == pair
        ]
    if case["route"] != "hub:" + hub or len(rests) != 2:
        legs = set()
        levels = None
    else:
        to_hub = dict(case, recipient=hub, route="direct")
        onward = dict(case, releaser=hub, route="direct")
        levels = held_and_in_play(texts, case, rests[0])
        second = held_and_in_play(texts, case, rests[1])
        nowhere = {("withhold", digest, clause["article"], "arrangement")}
        legs = nowhere if levels is None else first_leg(texts, to_hub, levels)
        if second is None:
            legs = legs | nowhere
        else:
            legs = legs | clauses_say(texts, onward, second, ["parties", "entry", "term"])
    if case["direction"] == "inbound" or answer(findings | legs) == "withhold":
        return legs
    if clause["approval"] == "standing":
        return legs | nation(texts, case, digest, levels)
    said = nation(texts, dict(case, orders=[]), digest, levels)
    if answer(said) != "release":
        said = {("refer", digest, clause["article"], "arrangement")}
    return legs | said


def held_and_in_play(texts, case, identifier):
    found = set()
    for play in case["instruments"]:
        text = texts.get(play["instrument"])
        if text is None or text["identifier"] != identifier:
            continue
        if not kind_of(texts, play["instrument"], "arrangement"):
            found.add(play["instrument"])
    return found.pop() if len(found) == 1 else None


def first_leg(texts, case, digest):
    """By the hub's post with the best answer; the case is already turned to the hub."""
    posts = {
        given["post"]
        for given in case["assurances"]
        if given["post"].split("/")[0] == case["recipient"]
        and gives_its_word(given, case)
        and given["to"] == case["releaser"]
        and in_date(given, case)
    }
    tried = []
    for post in sorted(posts) or [case["recipient"]]:
        turned = dict(case, post=post)
        asked = caveats_say(turned) | consents_needed(texts, turned) | controllers_say(turned)
        tried.append(asked | clauses_say(texts, turned, digest))
    return min(tried, key=merit)


def gives_its_word(given, case):
    """The recipient itself; for an organ also its state, where the case has the item's facts."""
    if given["party"] == case["recipient"]:
        return True
    return "item" in case and given["party"] == country(case["recipient"])


def only_a_leg(texts, case, digest):
    """Whether an arrangement in play borrows this text, which is not between the case's ends."""
    if digest not in texts or kind_of(texts, digest, "arrangement"):
        return False
    names = []
    for play in case["instruments"]:
        for clause in kind_of(texts, play["instrument"], "arrangement"):
            names += [each["instrument"] for each in clause["borrows"]]
    if texts[digest]["identifier"] not in names:
        return False
    lists = kind_of(texts, digest, "parties")
    said = [verdict_of(each, [], case) for each in lists]
    return len(said) == 0 or "withhold" in said


def verdict_of(clause, clauses, case):
    kind = clause["kind"]
    if kind == "arrangement":
        hub, spokes = clause["hub"], []
        for each in clause["borrows"]:
            spokes += [state for state in each["between"] if state != country(hub)]
        ends = [country(case["releaser"]) in spokes, country(case["recipient"]) in spokes]
        return "pass" if case["route"] == "hub:" + hub and all(ends) else "withhold"
    if kind == "parties":
        admitted = []
        for end in (case["releaser"], case["recipient"]):
            states = [country(party) for party in clause["parties"]]
            admitted.append(
                end in clause["parties"] or country(end) in clause["parties"] or end in states
            )
        return "pass" if admitted == [True, True] else "withhold"
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
        if not gives_its_word(given, case) or given["to"] != case["releaser"]:
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


def nation(texts, case, digest, levels):
    """`levels` is the text in whose table an order's level is compared."""
    covering = set()
    for order in case["orders"]:
        if order["signed"] > case["at"]:
            continue
        if order["revoked"] is not None and order["revoked"] <= case["at"]:
            continue
        for clause in texts.get(order["order"], {"clauses": []})["clauses"]:
            if clause["kind"] == "standing-release" and covers(
                clause, texts, case, digest, levels
            ):
                covering.add(("pass", order["order"], clause["article"], "standing-release"))
    if covering:
        return {min(covering)}
    if digest is not None and approved(case):
        return {("pass", "", "", "decision")}
    return {("refer", "", "", "decision")}


def approved(case):
    return len(yeses(case)) > 0


def yeses(case):
    """Every approval of exactly this release, given by now."""
    if case["product"] == "":
        return []
    named = ("product", "version", "recipient", "post", "purpose")
    return [
        yes
        for yes in case["approvals"]
        if all(yes[key] == case[key] for key in named)
        and yes["given"] <= case["at"]
        and ("item" not in case or yes.get("contractor", False) == case["contractor"])
    ]


def covers(clause, texts, case, digest, levels):
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
        for rows in tables_of(texts[levels]["clauses"]):
            highest, own = height(rows, bound), height(rows, case["level"])
            if highest is None or own is None or own < highest:
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
    named = set(case["subjects"])
    if clause["subjects"] != ["any"] and (not named or named - set(clause["subjects"])):
        return False
    for caveat in case["caveats"]:
        if caveat not in clause["caveats"]:
            return False
    reduced = case.get("item", {}).get("precision") or {}
    for name, least in clause.get("precision", {}).items():
        if least is not None and (reduced.get(name) or 0) < least:
            return False
    if case["at"] < clause["from"]:
        return False
    return clause["until"] is None or case["at"] <= clause["until"]
