"""Each kind of content made coarser: what stays, what goes, and what is left out for certain."""

from typing import get_args

import pytest
from msgspec.structs import replace

from accordant import canonical
from accordant.model.contents.attachment import attachment_of
from accordant.model.contents.cyber_report import CyberReport, Indicator
from accordant.model.contents.enclosure import Enclosure
from accordant.model.contents.human_report import HumanReport
from accordant.model.contents.imagery import Imagery
from accordant.model.contents.launch import Launch
from accordant.model.contents.missile_warning import MissileWarning
from accordant.model.contents.track import Track, TrackPoint
from accordant.model.instant import parse_instant
from accordant.model.precision import Precision
from accordant.model.product import Content, Text
from accordant.model.reported import Figure, Point, Site, When
from accordant.versions.precision import floored, reduced

SEEN = parse_instant("2017-03-06T07:34:27+09:00")
WHEN = When("2017-03-06T07:34+09:00", "minute", "Asia/Seoul", SEEN)
PLACE = Point("40.0253", "128.1653")
RING = (PLACE, Point("40.1", "128.2"), Point("40.1", "128.3"), PLACE)
KM = Figure("stated", "12", "km")
COARSE = Precision(time=3_600, place=10_000, track=600, resolution=100)

CONTENTS = (
    Launch(WHEN, Site("Sinpo", "40.0253", "128.1653"), "KN-11", "success", KM, KM, source="JCS"),
    Text(""),
    HumanReport(WHEN, Site("Sinpo"), "B", "2", "not stated", "", ""),
    Imagery(WHEN, "optical", "unknown", Figure("stated", "0.3", "m"), RING, "", "a" * 64),
    Track("surface", "unknown", (TrackPoint(SEEN, "40.0253", "128.1653", 5, 900, 80),)),
    MissileWarning("confirmed", WHEN, PLACE, WHEN, PLACE, KM, 1, "unknown", "radar"),
    CyberReport("unknown", "low", "", (Indicator("ipv4", "192.0.2.44", SEEN, SEEN),), "CERT"),
)
SIGNLESS = replace(CONTENTS[6], indicators=())
FILE = attachment_of("a.pdf", b"%PDF-1.7 and more", "application/pdf")
ENCLOSED = Enclosure("a.pdf", "application/pdf", 200_000, "a" * 64)
FINE = ("07:34", "22:34", "40.0253", "128.1653", "Sinpo", "JCS", "CERT", str(SEEN), "0.3", "Seoul")


def test_every_kind_of_content_is_thought_of():
    assert {type(each) for each in (*CONTENTS, FILE, ENCLOSED)} == set(get_args(Content))


@pytest.mark.parametrize("content", CONTENTS, ids=lambda each: type(each).__name__)
def test_nothing_finer_than_asked_is_in_the_bytes(content):
    made = reduced(content, COARSE, COARSE if isinstance(content, CyberReport) else None)
    assert made is not None
    said = canonical.encode(made).decode()
    assert not [each for each in FINE if each in said]


@pytest.mark.parametrize("content", CONTENTS, ids=lambda each: type(each).__name__)
def test_what_is_made_reads_as_content_of_its_kind(content):
    made = reduced(content, COARSE, COARSE)
    assert canonical.parse(canonical.encode(made), type(content)) == made


@pytest.mark.parametrize("asked", [{"time": 60}, {"place": 1}, {"track": 1}, {"resolution": 1}])
def test_a_file_never_goes_where_precision_is_asked(asked):
    assert reduced(FILE, Precision(**asked), COARSE) is None
    assert reduced(ENCLOSED, Precision(**asked), COARSE) is None


PROSE = (
    Text("at 07:34 off Sinpo"),
    replace(CONTENTS[2], text="at 07:34 off Sinpo"),
    replace(CONTENTS[2], comment="at 07:34 off Sinpo"),
    replace(CONTENTS[3], interpretation="at 07:34 off Sinpo"),
    replace(CONTENTS[6], text="at 07:34 off Sinpo"),
)


@pytest.mark.parametrize("content", PROSE, ids=lambda each: type(each).__name__)
def test_words_go_only_where_their_author_says_how_fine_they_are(content):
    asked = Precision(time=3_600, place=10_000)
    assert reduced(content, asked, None) is None
    assert reduced(content, asked, Precision(time=3_600)) is None
    assert reduced(content, asked, Precision(time=3_599, place=10_000)) is None
    assert reduced(content, asked, asked) is not None
    assert reduced(content, Precision(resolution=100), None) is not None


LINED = (
    (CONTENTS[0], "system"), (CONTENTS[2], "access"), (CONTENTS[3], "platform"),
    (CONTENTS[4], "name"), (CONTENTS[5], "sensor"), (SIGNLESS, "actor"),
)  # fmt: skip


@pytest.mark.parametrize(("content", "name"), LINED)
@pytest.mark.parametrize("asked", [Precision(time=60), Precision(place=10), Precision(track=60)])
def test_a_line_goes_only_where_the_author_says_how_fine_its_words_are(content, name, asked):
    said = replace(content, **{name: "noon, off the lighthouse"})
    assert getattr(reduced(said, asked, None), name) == ""
    assert getattr(reduced(said, asked, asked), name) == "noon, off the lighthouse"
    assert getattr(reduced(replace(content, **{name: "unknown"}), asked, None), name) == "unknown"


def test_a_time_that_is_words_is_not_let_through_where_only_places_are_asked():
    said = replace(CONTENTS[0], when=When("noon, off the lighthouse", "hour"))
    assert reduced(said, Precision(place=1_000), None) is None


def test_signs_in_networks_are_words_too():
    assert reduced(CONTENTS[6], Precision(time=60), None) is None
    assert reduced(CONTENTS[6], Precision(time=60), Precision(time=60)) is not None


@pytest.mark.parametrize("content", CONTENTS, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("words", [None, COARSE])
def test_made_coarser_twice_is_as_once(content, words):
    made = reduced(content, COARSE, words)
    assert made is None or reduced(made, COARSE, words) == made


def test_how_fine_a_picture_is_is_said_no_better_than_asked():
    made = reduced(CONTENTS[3], Precision(resolution=150), None)
    assert (made.resolution, made.picture) == (Figure("stated", "1.5", "m"), "")
    coarse = replace(CONTENTS[3], resolution=Figure("stated", "20", "m"))
    assert reduced(coarse, Precision(resolution=150), None).resolution.value == "20"
    feet = replace(CONTENTS[3], resolution=Figure("stated", "1", "ft"))
    assert reduced(feet, Precision(resolution=150), None).resolution == Figure("unknown")


def test_what_cannot_be_read_is_left_out():
    bad = replace(CONTENTS[0], site=Site("", "40", ""))
    assert reduced(bad, Precision(place=1_000), None) is None
    assert reduced(replace(CONTENTS[0], when=When("at dawn", "hour")), COARSE, None) is None


def test_the_items_own_times_go_back_to_the_beginning_of_their_step():
    assert floored(SEEN, COARSE) == parse_instant("2017-03-05T22:00:00Z")
    assert floored(SEEN, Precision(place=10)) == SEEN
