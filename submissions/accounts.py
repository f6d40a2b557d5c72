"""Accounts, passwords and log-ins. Passwords are argon2id hashes; a log-in lives in the database and ends there."""

import functools
import hashlib
import re
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import argon2
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from reference.text import LOCALES, Text
from submissions.clock import now, now_plus
from submissions.models import ApiToken, AuditEntry, LoginFailure, LoginSession, User
from submissions.service import Service

STAYS_LOGGED_IN: Final = timedelta(days=14)
MIN_PASSWORD: Final = 8
_WINDOW: Final = timedelta(minutes=15)
_MAX_PER_LOGIN_HERE: Final = 10  # from one address: so nobody can keep others out by failing in their name
_MAX_PER_LOGIN: Final = 50  # from all addresses together
_MAX_PER_ADDRESS: Final = 100  # a lecture hall often shares one address
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,99}")
_HASHER = argon2.PasswordHasher()


class AccountError(Exception):
    """An account cannot be made or changed this way, or a log-in was refused; `sentence` says why."""

    def __init__(self, sentence: Text, retry_after: int | None = None) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence
        self.retry_after = retry_after


def create_user(session: Session, login: str, name: str, password: str | None, *, operator: bool = False) -> User:
    """A new account; without a password nobody can log in to it yet. Raises AccountError."""
    login = login.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise AccountError(_BAD_LOGIN.format(login=login))
    if find_user(session, login) is not None:
        raise AccountError(_TAKEN.format(login=login))
    hashed = None if password is None else hash_password(password)
    user = User(login=login, name=name.strip() or login, password_hash=hashed, operator=operator)
    session.add(user)
    session.flush()
    return user


def find_user(session: Session, login: str) -> User | None:
    """The account with this log-in name, upper and lower case alike."""
    return session.scalars(select(User).where(User.login == login.strip().lower())).one_or_none()


def hash_password(password: str) -> str:
    """The argon2id hash (takes tens of milliseconds by design); raises AccountError for a short password."""
    if len(password) < MIN_PASSWORD:
        raise AccountError(_SHORT.format(least=MIN_PASSWORD))
    if len(password) > 1000:
        raise AccountError(_LONG)
    return _HASHER.hash(password)


def set_password(session: Session, user: User, password: str) -> None:
    """Change a password; every log-in and every API token of the account ends. Raises AccountError."""
    user.password_hash = hash_password(password)
    log_out_everywhere(session, user)
    session.execute(delete(ApiToken).where(ApiToken.user_id == user.id))


def set_locale(session: Session, user_id: int, locale: str) -> None:
    """Remember the language a user reads; anything but ko and en is ignored."""
    user = session.get(User, user_id)
    if user is not None and locale in LOCALES:
        user.locale = locale


def log_in(service: Service, login: str, password: str, address: str) -> str:
    """A new log-in's token, for the cookie. Raises AccountError: wrong, or too many failures lately."""
    login = login.strip().lower()[:100]
    here = f"login:{login}@{address}"
    limits = {here: _MAX_PER_LOGIN_HERE, f"login:{login}": _MAX_PER_LOGIN, f"address:{address}": _MAX_PER_ADDRESS}
    with service.database.reading() as session:
        _refuse_too_many(session, limits)
        user = find_user(session, login)
    if not _right(user, password) or user is None or user.disabled_at is not None:
        with service.database.writing() as session:
            session.execute(delete(LoginFailure).where(LoginFailure.at < now_plus(-_WINDOW)))
            session.add_all(LoginFailure(key=key) for key in limits)
        raise AccountError(_WRONG)
    rehashed = _HASHER.hash(password) if _HASHER.check_needs_rehash(user.password_hash or "") else None
    with service.database.writing() as session:
        session.execute(delete(LoginFailure).where(LoginFailure.key == here))
        if rehashed is not None:
            session.get_one(User, user.id).password_hash = rehashed
        return open_session(session, user.id)


def open_session(session: Session, user_id: int) -> str:
    """Log a user in without a password check; returns the token."""
    session.execute(delete(LoginSession).where(LoginSession.expires_at < now()))
    token = secrets.token_urlsafe(32)
    session.add(LoginSession(token_hash=_digest(token), user_id=user_id, expires_at=now_plus(STAYS_LOGGED_IN)))
    return token


def user_of(session: Session, token: str) -> User | None:
    """Whose log-in this token is, while it lasts and the account is not disabled."""
    alive = select(User).join(LoginSession, LoginSession.user_id == User.id)
    this = (LoginSession.token_hash == _digest(token), LoginSession.expires_at > now(), User.disabled_at.is_(None))
    return session.scalars(alive.where(*this)).one_or_none()


def log_out(session: Session, token: str) -> None:
    """End one log-in; its cookie is worthless from now on."""
    session.execute(delete(LoginSession).where(LoginSession.token_hash == _digest(token)))


def log_out_everywhere(session: Session, user: User) -> None:
    """End every log-in of an account."""
    session.execute(delete(LoginSession).where(LoginSession.user_id == user.id))


def issue_token(session: Session, user: User, label: str) -> str:
    """A new bearer token for the HTTP API; it is shown once and stored as a hash."""
    token = f"nng_{secrets.token_urlsafe(32)}"
    session.add(ApiToken(token_hash=_digest(token), user_id=user.id, label=label[:100]))
    return token


def token_owner(session: Session, token: str) -> User | None:
    """Whose bearer token this is, while the account is not disabled."""
    owner = select(User).join(ApiToken, ApiToken.user_id == User.id)
    return session.scalars(owner.where(ApiToken.token_hash == _digest(token), User.disabled_at.is_(None))).one_or_none()


def audit(session: Session, actor: User | None, action: str, subject: str, **detail: Any) -> None:
    """Write down who did what, in the transaction that does it."""
    session.add(AuditEntry(actor_id=None if actor is None else actor.id, action=action, subject=subject, detail=detail))


def _refuse_too_many(session: Session, limits: Mapping[str, int]) -> None:
    for key, limit in limits.items():
        recent = select(func.count()).where(LoginFailure.key == key, LoginFailure.at > now_plus(-_WINDOW))
        if (session.scalar(recent) or 0) >= limit:
            raise AccountError(_TOO_MANY, int(_WINDOW.total_seconds()))


def _right(user: User | None, password: str) -> bool:
    """Whether the password fits. An unknown account costs the same time, so that names cannot be probed."""
    hashed = _decoy() if user is None or user.password_hash is None else user.password_hash
    try:
        _HASHER.verify(hashed, password[:1000])
    except argon2.exceptions.VerificationError:
        return False
    return user is not None and user.password_hash is not None


@functools.cache
def _decoy() -> str:
    return _HASHER.hash(secrets.token_hex(16))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


_WRONG = Text("아이디 또는 비밀번호가 맞지 않습니다.", "The log-in name or the password is not right.")
_TOO_MANY = Text(
    "로그인에 여러 번 실패했습니다. 15분 뒤에 다시 시도하십시오.",
    "Too many log-ins have failed. Please try again in 15 minutes.",
)
_BAD_LOGIN = Text(
    "아이디로 쓸 수 없습니다: '{login}'. 영문자, 숫자와 . _ @ + - 만 쓸 수 있습니다.",
    "'{login}' cannot be a log-in name: use letters, digits and . _ @ + - only.",
)
_TAKEN = Text("이미 있는 아이디입니다: '{login}'.", "The log-in name '{login}' exists already.")
_SHORT = Text("비밀번호는 {least}자 이상이어야 합니다.", "A password needs at least {least} characters.")
_LONG = Text("비밀번호는 1000자를 넘을 수 없습니다.", "A password may have at most 1000 characters.")
