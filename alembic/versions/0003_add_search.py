"""Add what finding is made of: every word of a return or customer, mistyped names, and indexes for open work.

What is there is remembered by `returns_app.cli migrate` afterwards, because its words are the app's to say.
"""

import sqlalchemy as sa
from alembic import op


revision: str = '0003'
down_revision: str | None = '0002'
branch_labels: str | None = None
depends_on: str | None = None


WORD = sa.String(length=80).with_variant(sa.String(length=80, collation='C'), 'postgresql')
OPEN = sa.text("status NOT IN ('rejected', 'completed', 'canceled')")
URGENT = sa.text('urgent_at IS NOT NULL')


def upgrade() -> None:
    op.create_table('search_entries',
    sa.Column('kind', sa.String(length=1), nullable=False),
    sa.Column('word', WORD, nullable=False),
    sa.Column('place', sa.Integer(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('kind', 'word', 'place', name=op.f('pk_search_entries')),
    sqlite_with_rowid=False
    )
    op.create_table('search_items',
    sa.Column('kind', sa.String(length=1), nullable=False),
    sa.Column('place', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('kind', 'place', name=op.f('pk_search_items')),
    sqlite_with_rowid=False
    )
    op.create_table('search_slips',
    sa.Column('kind', sa.String(length=1), nullable=False),
    sa.Column('form', sa.String(length=7), nullable=False),
    sa.Column('word', sa.String(length=80), nullable=False),
    sa.PrimaryKeyConstraint('kind', 'form', 'word', name=op.f('pk_search_slips')),
    sqlite_with_rowid=False
    )
    # Customers are mended by their own slips now.
    op.execute("DELETE FROM search_words WHERE kind = 'customer'")
    with op.batch_alter_table('returns', schema=None) as batch_op:
        batch_op.create_index('ix_returns_open_created', ['created_at', 'id'], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.create_index('ix_returns_open_work', ['status', 'since', 'assigned_to', 'urgent_at', 'country', 'policy_id'], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.create_index('ix_returns_open_mine', ['assigned_to', 'status', 'since', 'urgent_at', 'country', 'policy_id'], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.create_index('ix_returns_urgent_why', ['urgent_why', 'urgent_at', 'country', 'policy_id', 'assigned_to'], unique=False, sqlite_where=URGENT, postgresql_where=URGENT)


def downgrade() -> None:
    with op.batch_alter_table('returns', schema=None) as batch_op:
        batch_op.drop_index('ix_returns_urgent_why', sqlite_where=URGENT, postgresql_where=URGENT)
        batch_op.drop_index('ix_returns_open_mine', sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.drop_index('ix_returns_open_work', sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.drop_index('ix_returns_open_created', sqlite_where=OPEN, postgresql_where=OPEN)

    op.drop_table('search_slips')
    op.drop_table('search_items')
    op.drop_table('search_entries')
