"""Write the vectors of canonical JSON: one spelling in each file.

Run: PYTHONPATH=src python tests/vectors/generate_canonical.py
"""

from __future__ import annotations

import scene

GOOD = {
    "empty_object": b"{}",
    "nested": b'{"a":[1,{"b":null}],"c":true}',
    "keys_by_utf16": '{"\U00010000":1,"\uffff":2}'.encode(),
    "korean_text": '{"이름":"군사II급비밀"}'.encode(),
    "control_escapes": b'"\\b\\t\\n\\f\\r\\u0000\\u001f\\"\\\\"',
    "delete_and_slash_plain": b'"\x7f/"',
    "integer_max": b"9007199254740991",
    "integer_min": b"-9007199254740991",
}
BAD = {
    "space": (b'{"a": 1}', "white space"),
    "trailing_newline": (b"{}\n", "a newline after the document"),
    "trailing_document": (b"{}{}", "a second document"),
    "byte_order_mark": (b"\xef\xbb\xbf{}", "a byte order mark"),
    "keys_by_code_point": (
        '{"\uffff":2,"\U00010000":1}'.encode(),
        "keys in the order of code points",
    ),
    "keys_unsorted": (b'{"b":1,"a":2}', "keys out of order"),
    "key_twice": (b'{"a":1,"a":1}', "a key stands twice"),
    "escape_not_needed": (b'"\\u0061"', "an escape for a plain letter"),
    "escape_upper_case": (b'"\\u001F"', "an escape with a capital digit"),
    "escape_long": (b'"\\u000a"', "the long escape where a short one exists"),
    "slash_escaped": (b'"\\/"', "an escaped slash"),
    "korean_escaped": (b'"\\uad70"', "a letter outside ASCII as an escape"),
    "surrogate_alone": (b'"\\ud800"', "half a pair"),
    "surrogate_alone_then_text": (b'"\\ud800aaaaaa"', "half a pair and more text"),
    "bytes_not_utf8": (b'"\xff"', "not UTF-8"),
    "surrogate_in_utf8": (b'"\xed\xa0\x80"', "a surrogate in UTF-8"),
    "control_raw": (b'"\x01"', "a raw control character"),
    "fraction": (b"1.5", "a fraction"),
    "fraction_zero": (b"1.0", "a whole number with a point"),
    "exponent": (b"1e2", "an exponent"),
    "minus_zero": (b"-0", "minus zero"),
    "leading_zero": (b"01", "a leading zero"),
    "plus": (b"+1", "a plus sign"),
    "not_a_number": (b"NaN", "NaN"),
    "integer_beyond": (b"9007199254740992", "beyond 2**53 - 1"),
    "integer_far_beyond": (b"123456789012345678901234567890", "beyond every machine word"),
    "too_deep": (b"[" * 5000 + b"]" * 5000, "deeper than any document of ours"),
    "cut": (b'{"a":', "cut in the middle"),
    "nothing": (b"", "nothing"),
    "comment": (b"{}//", "a comment"),
    "trailing_comma": (b"[1,]", "a comma too many"),
}

if __name__ == "__main__":
    for name, data in GOOD.items():
        scene.write("canonical", name, "ok", "the one spelling", bytes=data)
    for name, (data, why) in BAD.items():
        scene.write("canonical", name, "malformed-input", why, bytes=data)
