"""Accounts: nobody gets in without the password, nor by trying many, and a log-in ends on the server."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from submissions import accounts
from submissions.accounts import AccountError
from submissions.clock import now_plus
from submissions.models import LoginFailure, LoginSession, User
from submissions.service import Service

PASSWORD = "correct horse"


@pytest.fixture
def kim(service: Service) -> int:
    with service.database.writing() as session:
        return accounts.create_user(session, "Kim", "김하나", PASSWORD).id


def who(service: Service, token: str) -> str | None:
    with service.database.reading() as session:
        user = accounts.user_of(session, token)
        return None if user is None else user.login


def test_the_password_is_stored_as_an_argon2id_hash_only(service: Service, kim: int) -> None:
    with service.database.reading() as session:
        stored = session.get_one(User, kim).password_hash
    assert stored is not None
    assert stored.startswith("$argon2id$")
    assert PASSWORD.encode() not in b"".join(p.read_bytes() for p in service.settings.home.iterdir() if p.is_file())


def test_the_right_password_logs_in_and_log_out_ends_it_on_the_server(service: Service, kim: int) -> None:
    token = accounts.log_in(service, "KIM ", PASSWORD, "10.0.0.1")
    assert who(service, token) == "kim"
    with service.database.writing() as session:
        accounts.log_out(session, token)
    assert who(service, token) is None


def test_the_database_holds_no_token_that_would_log_anybody_in(service: Service, kim: int) -> None:
    token = accounts.log_in(service, "kim", PASSWORD, "10.0.0.1")
    with service.database.reading() as session:
        stored = session.scalars(select(LoginSession.token_hash)).one()
    assert stored != token
    assert who(service, stored) is None


@pytest.mark.parametrize(("login", "password"), [("kim", "wrong horse"), ("nobody", PASSWORD), ("kim", "")])
def test_wrong_name_and_wrong_password_get_the_same_answer(
    service: Service, kim: int, login: str, password: str
) -> None:
    with pytest.raises(AccountError, match="The log-in name or the password is not right"):
        accounts.log_in(service, login, password, "10.0.0.1")


def test_an_account_without_a_password_or_disabled_cannot_log_in(service: Service, kim: int) -> None:
    with service.database.writing() as session:
        accounts.create_user(session, "lee", "이두리", None)
    with pytest.raises(AccountError):
        accounts.log_in(service, "lee", "", "10.0.0.1")
    token = accounts.log_in(service, "kim", PASSWORD, "10.0.0.1")
    with service.database.writing() as session:
        session.execute(update(User).where(User.id == kim).values(disabled_at=now_plus(timedelta())))
    assert who(service, token) is None
    with pytest.raises(AccountError):
        accounts.log_in(service, "kim", PASSWORD, "10.0.0.1")


def test_after_ten_failures_even_the_right_password_waits(
    service: Service, kim: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_right", lambda _user, password: password == PASSWORD)  # argon2 takes its time
    for _ in range(10):
        with pytest.raises(AccountError, match="not right"):
            accounts.log_in(service, "kim", "guess", "10.0.0.1")
    with pytest.raises(AccountError, match="15 minutes") as caught:
        accounts.log_in(service, "kim", PASSWORD, "10.0.0.1")
    assert caught.value.retry_after == 900
    assert (
        who(service, accounts.log_in(service, "kim", PASSWORD, "10.0.0.2")) == "kim"
    )  # who fails keeps out nobody else
    with service.database.writing() as session:
        session.execute(update(LoginFailure).values(at=now_plus(-timedelta(minutes=16))))
    assert who(service, accounts.log_in(service, "kim", PASSWORD, "10.0.0.1")) == "kim"


def test_one_account_cannot_be_tried_from_many_addresses(
    service: Service, kim: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_right", lambda _user, password: password == PASSWORD)
    for number in range(50):
        with pytest.raises(AccountError, match="not right"):
            accounts.log_in(service, "kim", "guess", f"10.0.1.{number}")
    with pytest.raises(AccountError, match="15 minutes"):
        accounts.log_in(service, "kim", PASSWORD, "10.0.2.1")


def test_one_address_cannot_try_many_accounts(service: Service, kim: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_right", lambda _user, password: password == PASSWORD)
    for number in range(100):
        with pytest.raises(AccountError, match="not right"):
            accounts.log_in(service, f"user{number}", "guess", "10.0.0.9")
    with pytest.raises(AccountError, match="15 minutes"):
        accounts.log_in(service, "kim", PASSWORD, "10.0.0.9")
    assert who(service, accounts.log_in(service, "kim", PASSWORD, "10.0.0.1")) == "kim"


def test_a_new_password_ends_every_log_in(service: Service, kim: int) -> None:
    token = accounts.log_in(service, "kim", PASSWORD, "10.0.0.1")
    with service.database.writing() as session:
        accounts.set_password(session, session.get_one(User, kim), "another horse")
    assert who(service, token) is None


def test_a_new_password_revokes_every_token(service: Service, kim: int) -> None:
    with service.database.writing() as session:
        token = accounts.issue_token(session, session.get_one(User, kim), "laptop")
        assert accounts.token_owner(session, token) is not None
        accounts.set_password(session, session.get_one(User, kim), "another horse")
        assert accounts.token_owner(session, token) is None


def test_a_log_in_expires(service: Service, kim: int) -> None:
    token = accounts.log_in(service, "kim", PASSWORD, "10.0.0.1")
    with service.database.writing() as session:
        session.execute(update(LoginSession).values(expires_at=now_plus(-timedelta(seconds=1))))
    assert who(service, token) is None


@pytest.mark.parametrize("login", ["", "two words", "<script>", "김하나", "kim"])
def test_a_log_in_name_that_is_unfit_or_taken_is_refused(service: Service, kim: int, login: str) -> None:
    with pytest.raises(AccountError, match=r"log-in name"), service.database.writing() as session:
        accounts.create_user(session, login, "x", PASSWORD)


def test_a_short_password_is_refused(service: Service) -> None:
    with pytest.raises(AccountError, match="at least 8"), service.database.writing() as session:
        accounts.create_user(session, "lee", "x", "short")
