"""Every kind file holds all its parts: rule and source, schema, meaning, cure, sentences, Cedar."""

import importlib
import pkgutil
import re
import string

import pytest

from accordant import clauses
from accordant.clauses import KINDS, LANGUAGES
from accordant.clauses.kind import Clause, Kind

SHARED = {"kind"}  # the shape of a kind, not a kind
MODULES = sorted(m.name for m in pkgutil.iter_modules(clauses.__path__) if m.name not in SHARED)


def load(name):
    return importlib.import_module(f"accordant.clauses.{name}")


def placeholders(text):
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_every_file_is_a_kind_and_every_kind_a_file():
    assert [name.replace("_", "-") for name in MODULES] == sorted(KINDS)


@pytest.mark.parametrize("name", MODULES)
def test_a_kind_says_its_rule_and_its_source(name):
    text = load(name).__doc__
    rule, _, source = text.partition("\nSource: ")
    assert len(rule.split()) >= 8
    assert re.search(r"Art\. \d|national law|arrangement of", source)


@pytest.mark.parametrize("name", MODULES)
def test_a_kind_has_all_six_parts(name):
    kind = load(name).KIND
    assert isinstance(kind, Kind)
    assert KINDS[name.replace("_", "-")] is kind
    assert issubclass(kind.schema, Clause)
    assert kind.schema.__struct_config__.tag == name.replace("_", "-")
    assert kind.schema.__struct_config__.frozen
    assert kind.schema.__struct_config__.forbid_unknown_fields
    for part in (kind.meaning, kind.obligations, kind.cure, kind.cedar):
        assert callable(part)
        assert part.__doc__


@pytest.mark.parametrize("name", MODULES)
def test_sentences_say_the_same_in_every_language(name):
    sentences = load(name).KIND.sentences
    assert sentences
    for key, sentence in sentences.items():
        fields = [placeholders(getattr(sentence, language)) for language in LANGUAGES]
        assert fields[0] == fields[1] == fields[2], key
        assert all(getattr(sentence, language).strip() for language in LANGUAGES)
        assert sentence.en.endswith(".")
        assert sentence.ko.endswith(".") or sentence.ko.endswith("}.")
        assert sentence.ja.endswith("。")
        assert re.search(r"[가-힣]", sentence.ko), key
        assert re.search(r"[ぁ-ん]", sentence.ja), key


@pytest.mark.parametrize("name", MODULES)
def test_every_sentence_a_kind_names_exists(name):
    source = load(name).__loader__.get_source(load(name).__name__)
    said = re.findall(
        r'(?:passes|withholds|refers|obliges|remedy)\(\s*\w+,\s*setting,\s*(?:"[a-z-]+",\s*)?"([a-z-]+)"',
        source,
    )
    assert set(said) <= set(load(name).KIND.sentences)
