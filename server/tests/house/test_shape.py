"""The house has its shape, and every rule about it would notice a fault."""

import pytest

from tests.house import shape
from tests.house.planting import SERVER, copy_of_the_house, module, plant
from tests.house.unused import unused

ROOT = SERVER.parent


@pytest.mark.brief(97)
@pytest.mark.parametrize("rule", shape.RULES, ids=lambda rule: rule.__name__)
def test_it_holds_that(rule):
    assert list(rule(ROOT)) == []


@pytest.mark.parametrize(
    ("rule", "file", "line"),
    [
        pytest.param(shape.a_context_has_the_shape_of_a_room, "server/sala/workspace/service.py",
                     "", id="a context has a file of another name"),
        pytest.param(shape.a_context_has_the_shape_of_a_room, "server/sala/rooms/__init__.py",
                     "", id="a context has no contract"),
        pytest.param(shape.a_context_states_its_invariants_and_exports_nothing,
                     "server/sala/workspace/__init__.py", "from msgspec import Struct",
                     id="a context exports something"),
        pytest.param(shape.a_context_states_its_invariants_and_exports_nothing,
                     "server/sala/rooms/__init__.py", "", id="a context states no invariant"),
        pytest.param(shape.a_file_fits_on_a_few_screens, "server/sala/kernel/long.py",
                     "x = 1\n" * 300, id="a Python file is too long"),
        pytest.param(shape.a_file_fits_on_a_few_screens, "web/src/lib/long.ts",
                     "void 0\n" * 250, id="a TypeScript file is too long"),
        pytest.param(shape.no_file_is_named_after_a_layer, "web/src/lib/utils.ts", "",
                     id="a file is named after a layer"),
        pytest.param(shape.no_file_is_named_after_a_layer, "server/sala/kernel/common/tree.py",
                     "", id="a folder is named after a layer"),
        pytest.param(shape.settings_alone_read_the_environment, "server/sala/kernel/access.py",
                     "import os\nhome = os.environ['HOME']", id="the environment is read"),
        pytest.param(shape.settings_alone_read_the_environment, "server/sala/gateway/rooms.py",
                     "from os import getenv", id="the environment is read by another name"),
        pytest.param(shape.nothing_is_mocked, "server/tests/kernel/test_planted.py",
                     "from unittest" + " import mock\nimport unittest" + ".mock",
                     id="a test mocks"),
    ],
)  # fmt: skip
def test_a_fault_is_found_when(tmp_path, rule, file, line):
    house = copy_of_the_house(tmp_path).parent
    before = set(rule(house))
    plant(house / file, line)
    assert set(rule(house)) - before


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("import datetime\nnow = datetime.datetime.now()", id="a clock is read"),
        pytest.param("import uuid\nmade = uuid.uuid4()", id="an id is made inside"),
        pytest.param("from uuid import uuid4\nmade = uuid4()", id="an id is made by another name"),
        pytest.param("async def decide():\n    return []", id="a rule may wait"),
        pytest.param("words = open('words.txt')", id="a file is opened"),
    ],
)
def test_a_rule_is_not_pure_when(tmp_path, line):
    house = copy_of_the_house(tmp_path).parent
    before = set(shape.a_rule_is_a_pure_function(house))
    plant(module(house / "server", "identity", "domain"), line)
    assert set(shape.a_rule_is_a_pure_function(house)) - before


def test_a_public_class_without_its_sentence_is_found(tmp_path):
    house = copy_of_the_house(tmp_path).parent
    plant(module(house / "server", "workspace", "contract"), "class MuteThing:\n    pass")
    found = list(shape.what_is_public_says_what_it_is(house))
    assert [fault for fault in found if "MuteThing" in fault]


def test_a_function_that_nothing_uses_is_found(tmp_path):
    house = copy_of_the_house(tmp_path)
    before = set(unused(house))
    plant(house / "sala" / "kernel" / "orphan.py", "def nobody_calls_me():\n    return 1")
    assert {fault.partition(": ")[2] for fault in set(unused(house)) - before} == {
        "unused function 'nobody_calls_me'"
    }
