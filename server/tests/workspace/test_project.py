"""A project's life, decided on its facts alone."""

from __future__ import annotations

from functools import reduce
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala.kernel.refusals import BadRequest, Refusal
from sala.workspace.contract import (
    ImportFailed,
    ImportFinished,
    ImportStarted,
    NothingToRetry,
    Origin,
    State,
    WorkspaceArchived,
    WorkspaceCreated,
    WorkspaceExists,
    WorkspaceNotFound,
    WorkspaceNotReady,
    WorkspaceTrusted,
)
from sala.workspace.domain import project as rules

W = UUID(int=7)


def created(origin):
    return WorkspaceCreated(workspace=W, name="harbour", origin=origin, root="/r")


STARTED = [created(Origin.GIT), ImportStarted(workspace=W, name="harbour")]
FAILED = [*STARTED, ImportFailed(workspace=W, reason="gone")]
READY = [*STARTED, ImportFinished(workspace=W)]
ARCHIVED = [*READY, WorkspaceArchived(workspace=W)]


def fold(facts):
    return reduce(rules.evolve, facts, rules.NONE)


@pytest.mark.parametrize(
    ("past", "refusal"),
    [
        pytest.param([], WorkspaceNotFound, id="a workspace nobody made"),
        pytest.param(STARTED, WorkspaceNotReady, id="a workspace still being imported"),
        pytest.param(FAILED, WorkspaceNotReady, id="a workspace whose import failed"),
        pytest.param(ARCHIVED, WorkspaceNotReady, id="an archived workspace"),
    ],
)
def test_files_cannot_be_used_in(past, refusal):
    with pytest.raises(refusal):
        rules.ready(fold(past), W)


@pytest.mark.parametrize(
    ("origin", "trusted"),
    [
        (Origin.EMPTY, True),
        (Origin.SAMPLE, True),
        (Origin.FOLDER, False),
        (Origin.ARCHIVE, False),
        (Origin.GIT, False),
    ],
)
def test_only_what_sala_wrote_itself_is_trusted_from_the_start(origin, trusted):
    assert fold(rules.create(rules.NONE, created(origin))).trusted is trusted


def test_an_id_that_is_taken_is_refused():
    with pytest.raises(WorkspaceExists):
        rules.create(fold(READY), created(Origin.EMPTY))
    with pytest.raises(WorkspaceExists):
        rules.start_import(fold(READY), created(Origin.GIT))


def test_trusting_twice_states_one_fact():
    assert rules.trust(fold(READY), W) == [WorkspaceTrusted(workspace=W)]
    assert rules.trust(fold([*READY, WorkspaceTrusted(workspace=W)]), W) == []


def test_only_a_failed_import_is_tried_again():
    assert rules.retry_import(fold(FAILED), W) == [ImportStarted(workspace=W, name="harbour")]
    for past in (STARTED, READY, ARCHIVED):
        with pytest.raises(NothingToRetry):
            rules.retry_import(fold(past), W)


def test_an_import_ends_once():
    assert rules.finish_import(fold(READY), W) == []
    assert rules.fail_import(fold(READY), ImportFailed(workspace=W, reason="late")) == []
    assert rules.finish_import(fold(FAILED), W) == []


@pytest.mark.parametrize("before", [READY, FAILED])
def test_a_workspace_taken_out_of_the_archive_is_what_it_was(before):
    facts = [*before, *rules.archive(fold(before), W)]
    assert fold(facts).state is State.ARCHIVED
    facts += rules.unarchive(fold(facts), W)
    assert fold(facts).state is fold(before).state


def test_a_name_is_one_line_and_not_empty():
    assert rules.named("  a\tb\nc\u202e ") == "a b c"
    with pytest.raises(BadRequest):
        rules.named(" \n ")


WISHES = st.sampled_from(
    [
        lambda p: rules.create(p, created(Origin.EMPTY)),
        lambda p: rules.start_import(p, created(Origin.GIT)),
        lambda p: rules.retry_import(p, W),
        lambda p: rules.finish_import(p, W),
        lambda p: rules.fail_import(p, ImportFailed(workspace=W, reason="gone")),
        lambda p: rules.rename(p, W, "new"),
        lambda p: rules.trust(p, W),
        lambda p: rules.archive(p, W),
        lambda p: rules.unarchive(p, W),
    ]
)


@given(st.lists(WISHES, max_size=20))
def test_in_any_order_wishes_leave_a_state_that_its_facts_rebuild(wishes):
    facts = []
    for wish in wishes:
        try:
            facts += wish(fold(facts))
        except Refusal:
            continue
    state = fold(facts)
    assert sum(isinstance(fact, WorkspaceCreated) for fact in facts) <= 1
    assert (state.workspace is None) == (not facts)
    # Wishing again for what is so already states nothing new.
    if state.state is State.READY and state.workspace:
        assert rules.unarchive(state, W) == []
