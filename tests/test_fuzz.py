"""The API answers as its OpenAPI document says, whatever it is asked: a short, seeded run of `make fuzz`."""

from __future__ import annotations

from tests.fuzz_api import read_and_write


def test_whatever_it_is_asked_the_api_answers_as_described() -> None:
    reading, writing = read_and_write(2, "examples,fuzzing", register=False)
    assert reading.code == 0, reading.text
    assert writing.code == 0, writing.text
    assert reading.cases > 250
    assert writing.cases > 5
