"""The store's tables as SQLAlchemy Core sees them. Migrations make them; this file says the same as the latest one."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

products = sa.Table(
    "products",
    metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("id", sa.String(50), nullable=False, unique=True),
    sa.Column("title", sa.String(150), nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    # Exact amounts as text: SQLite has no decimals. `price_sort` is for comparing only.
    sa.Column("price", sa.String(32), nullable=False),
    sa.Column("currency", sa.String(3), nullable=False),
    sa.Column("price_sort", sa.Float, index=True),
    sa.Column("availability", sa.String(16), nullable=False),
    sa.Column("brand", sa.String(200), nullable=False),
    sa.Column("color", sa.String(200), nullable=False),
    sa.Column("material", sa.String(200), nullable=False),
    sa.Column("category", sa.String(750), nullable=False),
    sa.Column("group_id", sa.String(50), nullable=False),
    sa.Column("link", sa.Text, nullable=False),
    sa.Column("attributes", sa.JSON, nullable=False),
    sa.Column("text_hash", sa.String(64), nullable=False),
)

pictures = sa.Table(
    "pictures",
    metadata,
    sa.Column("product_row", sa.Integer, sa.ForeignKey("products.row", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("content_hash", sa.String(64), nullable=False, index=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
)

vectors = sa.Table(
    "vectors",
    metadata,
    sa.Column("content_hash", sa.String(64), primary_key=True),
    sa.Column("space", sa.String(200), primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

boards = sa.Table(
    "boards",
    metadata,
    sa.Column("slug", sa.String(80), primary_key=True),
    sa.Column("title", sa.String(150), nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("product_ids", sa.JSON, nullable=False),
)

rules = sa.Table(
    "rules",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(12), nullable=False),
    sa.Column("query", sa.String(200), nullable=False),
    sa.Column("match", sa.String(8), nullable=False),
    sa.Column("starts", sa.Date),
    sa.Column("ends", sa.Date),
    sa.Column("facts", sa.JSON, nullable=False),
    sqlite_autoincrement=True,  # a number is never given twice, so undoing a removal cannot meet another rule
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False, index=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("facts", sa.JSON, nullable=False),
)

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)
