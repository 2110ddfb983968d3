"""The first tables: products, pictures, vectors, boards, events, and the letters' index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalog import letters

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "products",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(50), nullable=False, unique=True),
        sa.Column("title", sa.String(150), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
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
    op.create_table(
        "pictures",
        sa.Column("product_row", sa.Integer, sa.ForeignKey("products.row", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("content_hash", sa.String(64), nullable=False, index=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
    )
    op.create_table(
        "vectors",
        sa.Column("content_hash", sa.String(64), primary_key=True),
        sa.Column("space", sa.String(200), primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "boards",
        sa.Column("slug", sa.String(80), primary_key=True),
        sa.Column("title", sa.String(150), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("product_ids", sa.JSON, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
    )
    op.execute("INSERT INTO meta (name, value) VALUES ('generation', 0)")
    letters.make(op.get_bind())


def downgrade() -> None:
    for table in ("letters", "meta", "events", "boards", "vectors", "pictures", "products"):
        op.execute(f"DROP TABLE {table}")
