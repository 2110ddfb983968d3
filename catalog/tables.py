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
    sa.Column("text_hash", sa.String(64), nullable=False, index=True),
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

picture_sizes = sa.Table(
    "picture_sizes",
    metadata,
    sa.Column("content_hash", sa.String(64), primary_key=True),
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

# `passages` is a list of [heading, text].
help_pages = sa.Table(
    "help_pages",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("title", sa.String(150), nullable=False),
    sa.Column("name", sa.String(200), nullable=False, unique=True),
    sa.Column("passages", sa.JSON, nullable=False),
    sqlite_autoincrement=True,  # a number is never given twice, so the greatest tells whether pages have changed
)

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)

# Imports: what each one was asked and did, and what it has found and not yet applied.

imports = sa.Table(
    "imports",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("source", sa.String(16), nullable=False),
    sa.Column("folder", sa.String(64), nullable=False),
    sa.Column("options", sa.JSON, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("stage", sa.String(16), nullable=False),
    sa.Column("stopping", sa.Boolean, nullable=False),
    # Naive, in UTC: SQLite has no zones. `begun_at` is the start of the last run, so that a rate can be told after a restart.
    sa.Column("asked_at", sa.DateTime, nullable=False),
    sa.Column("begun_at", sa.DateTime, nullable=False),
    sa.Column("told_at", sa.DateTime, nullable=False),
    sa.Column("done", sa.Integer, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("counts", sa.JSON, nullable=False),
    sa.Column("preview", sa.JSON, nullable=False),
    sa.Column("columns", sa.JSON, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
)

import_issues = sa.Table(
    "import_issues",
    metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("import", sa.Integer, sa.ForeignKey("imports.number", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("feed_row", sa.Integer, nullable=False),
    sa.Column("product_id", sa.String(50), nullable=False),
    sa.Column("field", sa.String(80), nullable=False),
    sa.Column("code", sa.String(40), nullable=False),
    sa.Column("severity", sa.String(16), nullable=False),
    sa.Column("message", sa.Text, nullable=False),
)

import_refused = sa.Table(
    "import_refused",
    metadata,
    sa.Column("import", sa.Integer, sa.ForeignKey("imports.number", ondelete="CASCADE"), primary_key=True),
    sa.Column("feed_row", sa.Integer, primary_key=True),
    sa.Column("cells", sa.JSON, nullable=False),
)

# Products that an import under way has made ready; applied and emptied in one transaction.
import_staged = sa.Table(
    "import_staged",
    metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("import", sa.Integer, sa.ForeignKey("imports.number", ondelete="CASCADE"), nullable=False),
    sa.Column("product_id", sa.String(50), nullable=False),
    sa.Column("product", sa.JSON, nullable=False),
    sa.UniqueConstraint("import", "product_id"),
)

# What the last import that changed anything found: JSON null where it added the product. Kept for one import only.
import_undo = sa.Table(
    "import_undo",
    metadata,
    sa.Column("import", sa.Integer, sa.ForeignKey("imports.number", ondelete="CASCADE"), primary_key=True),
    sa.Column("product_id", sa.String(50), primary_key=True),
    sa.Column("product_row", sa.Integer),
    sa.Column("before", sa.JSON(none_as_null=True)),
)

# What shoppers keep, by the hash of a random token that their browser holds; by nothing else of theirs.

browsers = sa.Table(
    "browsers",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("seen_on", sa.Date, nullable=False, index=True),
)

kept_boards = sa.Table(
    "kept_boards",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column(
        "browser", sa.String(64), sa.ForeignKey("browsers.token_hash", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("title", sa.String(80), nullable=False),
    sa.Column("note", sa.String(1000), nullable=False),
    sa.Column("share", sa.String(40), unique=True),
    sqlite_autoincrement=True,  # the number of a deleted board is in somebody's address, and must not open another
)

# No key to `products`: an import that takes a product out and brings it back must not empty anybody's board.
kept_items = sa.Table(
    "kept_items",
    metadata,
    sa.Column("board", sa.Integer, sa.ForeignKey("kept_boards.number", ondelete="CASCADE"), primary_key=True),
    sa.Column("product_id", sa.String(50), primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("note", sa.String(500), nullable=False),
)

looked_at = sa.Table(
    "looked_at",
    metadata,
    sa.Column("browser", sa.String(64), sa.ForeignKey("browsers.token_hash", ondelete="CASCADE"), primary_key=True),
    sa.Column("product_id", sa.String(50), primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),
)
