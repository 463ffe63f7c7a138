"""Add the audit: who did what to whom, and when; rows that nobody changes."""

import sqlalchemy as sa
from alembic import op


revision: str = '0006'
down_revision: str | None = '0005'
branch_labels: str | None = None
depends_on: str | None = None

REFUSAL = 'The audit only grows: its entries are neither changed nor deleted.'
COUNTING = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('id', COUNTING, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_kind', sa.String(length=10), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=True),
    sa.Column('actor_name', sa.String(length=80), nullable=False),
    sa.Column('what', sa.String(length=60), nullable=False),
    sa.Column('about_kind', sa.String(length=10), nullable=False),
    sa.Column('about_id', sa.Uuid(), nullable=True),
    sa.Column('came_from', sa.String(length=45), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.CheckConstraint("actor_kind IN ('staff', 'customer', 'system', 'nobody')", name=op.f('ck_audit_actor_kind')),
    sa.CheckConstraint("(about_id IS NULL) = (about_kind = '')", name=op.f('ck_audit_about_is_whole')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index('ix_audit_at', ['at', 'id'], unique=False)
        batch_op.create_index('ix_audit_actor_id', ['actor_id', 'at', 'id'], unique=False)
        batch_op.create_index('ix_audit_about_id', ['about_id', 'at', 'id'], unique=False)
        batch_op.create_index('ix_audit_what', ['what', 'at', 'id'], unique=False)
    if op.get_context().dialect.name == 'sqlite':
        _guard_on_sqlite()
    else:
        _guard_on_postgresql()


def downgrade() -> None:
    # The triggers go with their table.
    op.drop_table('audit')
    if op.get_context().dialect.name != 'sqlite':
        op.execute('DROP FUNCTION refuse_to_change_audit()')


def _guard_on_sqlite() -> None:
    # REPLACE deletes without asking the trigger for it.
    for name, when in (
        ('update', 'UPDATE ON audit'),
        ('delete', 'DELETE ON audit'),
        ('replace', 'INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)'),
    ):
        op.execute(f"CREATE TRIGGER audit_no_{name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")


def _guard_on_postgresql() -> None:
    op.execute(
        'CREATE FUNCTION refuse_to_change_audit() RETURNS trigger LANGUAGE plpgsql AS '
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    # For each statement, so that it is refused also where it would touch no row; always, so that no setting of a
    # connection switches it off.
    op.execute(
        'CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit '
        'FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_audit()'
    )
    op.execute('ALTER TABLE audit ENABLE ALWAYS TRIGGER audit_only_grows')
