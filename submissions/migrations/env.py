"""Alembic's entry: runs on the connection, and in the transaction, that `migrate` opened."""

from alembic import context

from submissions.models import Table

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
)
context.run_migrations()
