"""Add the index of returns that are done, by the time they were begun."""

import sqlalchemy as sa
from alembic import op


revision: str = '0007'
down_revision: str | None = '0006'
branch_labels: str | None = None
depends_on: str | None = None

DONE = sa.text("status IN ('rejected', 'completed', 'canceled')")


def upgrade() -> None:
    op.create_index('ix_returns_done_created', 'returns', ['created_at', 'id'], unique=False, sqlite_where=DONE, postgresql_where=DONE)


def downgrade() -> None:
    op.drop_index('ix_returns_done_created', 'returns', sqlite_where=DONE, postgresql_where=DONE)
