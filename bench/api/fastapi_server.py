"""FastAPI on uvicorn with uvloop and httptools, one process: `FOLDER PORT TOKEN`."""

from __future__ import annotations

import hashlib
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import uvicorn
from fastapi import Cookie, Depends, FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    insert,
    select,
)

items = Table(
    "items",
    MetaData(),
    Column("item", Integer, primary_key=True),
    Column("title", String, nullable=False),
    Column("done", Boolean, nullable=False),
)
FOLDER, PORT, TOKEN = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
engine = create_engine(f"sqlite:///{FOLDER / 'items.sqlite'}")
sessions = {hashlib.sha256(TOKEN.encode()).hexdigest(): "Ada"}
app = FastAPI(openapi_url=None)


class Message(BaseModel):
    """A message of eight fields."""

    model_config = ConfigDict(extra="forbid")
    room: UUID
    message: UUID
    author: UUID
    body: Annotated[str, Field(min_length=1, max_length=8_000)]
    tags: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=10)]
    priority: Annotated[int, Field(ge=0, le=9)]
    pinned: bool
    sent: datetime


class Receipt(BaseModel):
    """Says that a message was taken."""

    message: UUID
    room: UUID
    length: int
    accepted: bool


class Item(BaseModel):
    """One row."""

    item: int
    title: str
    done: bool


async def member(sala_session: Annotated[str, Cookie()] = "") -> str:
    """Find whose session the cookie is."""
    name = sessions.get(hashlib.sha256(sala_session.encode()).hexdigest())
    if name is None:
        raise HTTPException(401)
    return name


@app.post("/message")
async def post(message: Message) -> Receipt:
    """Take a message."""
    return Receipt(
        message=message.message, room=message.room, length=len(message.body), accepted=True
    )


@app.post("/message/signed-in")
async def post_signed_in(message: Message, _: Annotated[str, Depends(member)]) -> Receipt:
    """Take a message of a member."""
    return await post(message)


@app.get("/item")
def get(item: int) -> Item:
    """Read a row, in a thread as FastAPI does it."""
    with engine.connect() as connection:
        row = connection.execute(select(items).where(items.c.item == item)).one()
    return Item(item=row.item, title=row.title, done=row.done)


@app.get("/item/signed-in")
def get_signed_in(item: int, _: Annotated[str, Depends(member)]) -> Item:
    """Read a row for a member."""
    return get(item)


if __name__ == "__main__":
    with engine.begin() as connection:
        items.metadata.create_all(connection)
        connection.execute(
            insert(items),
            [{"item": one, "title": f"Item {one}", "done": False} for one in range(1000)],
        )
    uvicorn.run(
        app, host="127.0.0.1", port=PORT, loop="uvloop", http="httptools", access_log=False,
        log_level="warning",
    )  # fmt: skip
