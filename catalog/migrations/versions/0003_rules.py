"""Rules, and the counter that grows with every change of rules or boards: indexes need not be built anew for those."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rules",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("query", sa.String(200), nullable=False),
        sa.Column("match", sa.String(8), nullable=False),
        sa.Column("starts", sa.Date),
        sa.Column("ends", sa.Date),
        sa.Column("facts", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    op.execute("INSERT INTO meta (name, value) VALUES ('steering', 0)")


def downgrade() -> None:
    op.execute("DELETE FROM meta WHERE name = 'steering'")
    op.execute("DROP TABLE rules")
