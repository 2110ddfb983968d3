"""How Alembic reaches the store: over the connection that `catalog.store` hands it."""

from __future__ import annotations

from alembic import context

from catalog.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
