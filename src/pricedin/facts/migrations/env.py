"""Run migrations on the connection that was handed over."""

from alembic import context

from pricedin.facts.store import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
