"""Which passwords are refused, and that good ones are not."""

from __future__ import annotations

import pytest

from sala.identity.adapters.common_passwords import common_passwords
from sala.identity.contract import WeakPassword
from sala.identity.domain.passwords import refuse_weak

COMMON = common_passwords()


def check(password: str) -> None:
    """Check a password of Somchai's."""
    refuse_weak(password, name="Somchai Jaidee", email="s.jaidee@sala.test", common=COMMON)


@pytest.mark.parametrize(
    "password",
    [
        "1234567890",
        "qwertyuiop",
        "QwertyUiop",
        "password123",
        "Password2024!!",
        "ｐａｓｓｗｏｒｄ１２３",
        "aaaaaaaaaaaa",
        "abababababab",
        "somchai-2031",
        "xxJAIDEExx99",
        "s.jaidee@sala.test",
        "somchaijaidee",
    ],
)
def test_an_easy_password_is_refused(password: str) -> None:
    """And the refusal says so at the field."""
    with pytest.raises(WeakPassword) as refused:
        check(password)
    assert "password" in refused.value.fields


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "mango-lantern-42-river",
        "ร่มไม้ใหญ่ริมน้ำ",
        "J7#kd02!mQz",
        "test pavilion by the sea",
    ],
)
def test_a_good_password_is_not(password: str) -> None:
    """Short words of a name or address that appear by chance do not count."""
    check(password)


def test_the_list_is_there_and_folded() -> None:
    """The list is part of the package, long enough to matter, and comparable."""
    assert len(COMMON) > 4_000
    assert all(word == word.casefold() for word in COMMON)
    assert not any(word.startswith("# ") for word in COMMON)
