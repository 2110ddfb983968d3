"""What shoppers keep: their boards and what they looked at last, by the hashes of the tokens that their browsers hold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "browsers",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("seen_on", sa.Date, nullable=False, index=True),
    )
    op.create_table(
        "kept_boards",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("browser", sa.String(64), _of("browsers.token_hash"), nullable=False, index=True),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("note", sa.String(1000), nullable=False),
        sa.Column("share", sa.String(40), unique=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "kept_items",
        sa.Column("board", sa.Integer, _of("kept_boards.number"), primary_key=True),
        sa.Column("product_id", sa.String(50), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
    )
    op.create_table(
        "looked_at",
        sa.Column("browser", sa.String(64), _of("browsers.token_hash"), primary_key=True),
        sa.Column("product_id", sa.String(50), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
    )


def downgrade() -> None:
    for table in ("looked_at", "kept_items", "kept_boards", "browsers"):
        op.drop_table(table)


def _of(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete="CASCADE")
