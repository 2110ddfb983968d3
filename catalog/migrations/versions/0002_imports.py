"""Imports: their record, issues, refused rows, staged products and undo; and the sizes of pictures already decoded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_products_text_hash", "products", ["text_hash"])
    op.create_table(
        "picture_sizes",
        sa.Column("content_hash", sa.String(64), primary_key=True),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
    )
    # The first import after this migration decodes nothing that an earlier one did.
    op.execute(
        "INSERT INTO picture_sizes SELECT content_hash, max(width), max(height) FROM pictures GROUP BY content_hash"
    )
    op.create_table(
        "imports",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("folder", sa.String(64), nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("stopping", sa.Boolean, nullable=False),
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
    op.create_table(
        "import_issues",
        sa.Column("row", sa.Integer, primary_key=True),
        _of_import(index=True),
        sa.Column("feed_row", sa.Integer, nullable=False),
        sa.Column("product_id", sa.String(50), nullable=False),
        sa.Column("field", sa.String(80), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
    )
    op.create_table(
        "import_refused",
        _of_import(primary_key=True),
        sa.Column("feed_row", sa.Integer, primary_key=True),
        sa.Column("cells", sa.JSON, nullable=False),
    )
    op.create_table(
        "import_staged",
        sa.Column("row", sa.Integer, primary_key=True),
        _of_import(),
        sa.Column("product_id", sa.String(50), nullable=False),
        sa.Column("product", sa.JSON, nullable=False),
        sa.UniqueConstraint("import", "product_id"),
    )
    op.create_table(
        "import_undo",
        _of_import(primary_key=True),
        sa.Column("product_id", sa.String(50), primary_key=True),
        sa.Column("product_row", sa.Integer),
        sa.Column("before", sa.JSON(none_as_null=True)),
    )


def downgrade() -> None:
    for table in ("import_undo", "import_staged", "import_refused", "import_issues", "imports", "picture_sizes"):
        op.drop_table(table)
    op.drop_index("ix_products_text_hash", "products")


def _of_import(*, primary_key: bool = False, index: bool = False) -> sa.Column[int]:
    of = sa.ForeignKey("imports.number", ondelete="CASCADE")
    return sa.Column("import", sa.Integer, of, nullable=False, primary_key=primary_key, index=index)
