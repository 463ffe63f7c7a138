"""Add what signing in needs: a second factor, its recovery codes, and passwords forgotten."""

import sqlalchemy as sa
from alembic import op


revision: str = '0005'
down_revision: str | None = '0004'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.add_column(sa.Column('shared', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.alter_column('shared', existing_type=sa.Boolean(), server_default=None)
    with op.batch_alter_table('user_sessions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stage', sa.String(length=6), nullable=False, server_default='open'))
        batch_op.create_check_constraint('stage', "stage IN ('open', 'strong', 'code', 'setup')")
    with op.batch_alter_table('user_sessions', schema=None) as batch_op:
        batch_op.alter_column('stage', existing_type=sa.String(length=6), server_default=None)
    _create_factors()
    _create_resets()


def downgrade() -> None:
    op.drop_table('password_resets')
    op.drop_table('recovery_codes')
    op.drop_table('second_factors')
    # Whoever waits to be let in is nobody to a program that knows of no second factor.
    op.execute("DELETE FROM user_sessions WHERE stage IN ('code', 'setup')")
    with op.batch_alter_table('user_sessions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_user_sessions_stage'), type_='check')
        batch_op.drop_column('stage')
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.drop_column('shared')


def _create_factors() -> None:
    op.create_table(
        'second_factors',
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.Column('salt', sa.Uuid(), nullable=False),
        sa.Column('last_step', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_second_factors_user_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('user_id', name=op.f('pk_second_factors')),
    )
    op.create_table(
        'recovery_codes',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.Column('code_hash', sa.String(length=64), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_recovery_codes_user_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_codes')),
        sa.UniqueConstraint('user_id', 'code_hash', name=op.f('uq_recovery_codes_user_id_code_hash')),
    )


def _create_resets() -> None:
    op.create_table(
        'password_resets',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('token_hash', sa.String(length=64), nullable=False),
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_password_resets_user_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_password_resets')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_password_resets_token_hash')),
    )
    op.create_index('ix_password_resets_user_id', 'password_resets', ['user_id'], unique=False)
