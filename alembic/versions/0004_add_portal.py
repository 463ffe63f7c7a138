"""Add what the customer's side needs: photos, wishes for a pickup, weights, withdrawals, and what a policy allows later."""

import sqlalchemy as sa
from alembic import op


revision: str = '0004'
down_revision: str | None = '0003'
branch_labels: str | None = None
depends_on: str | None = None

KINDS = "kind IN ('short_text', 'long_text', 'number', 'date', 'yes_no', 'single', 'multiple')"
KINDS_NOW = "kind IN ('short_text', 'long_text', 'number', 'date', 'yes_no', 'single', 'multiple', 'photo')"
_REFUND_OPEN = "refund_due_on IS NOT NULL AND status NOT IN ('rejected', 'completed', 'canceled')"
PHOTO_QUESTIONS = "SELECT id FROM survey_questions WHERE kind = 'photo'"


def upgrade() -> None:
    _add_to_policies()
    _add_to_questions()
    _add_to_returns()
    _add_to_shipments()
    with op.batch_alter_table('shipping_options', schema=None) as batch_op:
        batch_op.add_column(sa.Column('max_weight_g', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('co2_g', sa.Integer(), nullable=True))
        batch_op.create_check_constraint('max_weight', 'max_weight_g IS NULL OR max_weight_g > 0')
        batch_op.create_check_constraint('co2_not_negative', 'co2_g IS NULL OR co2_g >= 0')
    with op.batch_alter_table('products', schema=None) as batch_op:
        batch_op.add_column(sa.Column('weight_g', sa.Integer(), nullable=True))
        batch_op.create_check_constraint('weight', 'weight_g IS NULL OR weight_g > 0')
    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('by_customer', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.alter_column('by_customer', existing_type=sa.Boolean(), server_default=None)
    _create_photos()


def downgrade() -> None:
    op.drop_table('uploads')
    op.drop_table('photos')
    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.drop_column('by_customer')
    with op.batch_alter_table('products', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_products_weight'), type_='check')
        batch_op.drop_column('weight_g')
    with op.batch_alter_table('shipping_options', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_shipping_options_co2_not_negative'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_shipping_options_max_weight'), type_='check')
        batch_op.drop_column('co2_g')
        batch_op.drop_column('max_weight_g')
    _take_from_shipments()
    _take_from_returns()
    _take_from_questions()
    with op.batch_alter_table('return_policies', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_return_policies_spare_labels'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_return_policies_added_items'), type_='check')
        for column in ('spare_labels', 'added_items', 'customer_cancels', 'withdrawal'):
            batch_op.drop_column(column)


def _add_to_policies() -> None:
    columns = (
        sa.Column('withdrawal', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column('customer_cancels', sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column('added_items', sa.String(length=8), nullable=False, server_default='desk'),
        sa.Column('spare_labels', sa.Integer(), nullable=False, server_default='1'),
    )
    with op.batch_alter_table('return_policies', schema=None) as batch_op:
        for column in columns:
            batch_op.add_column(column)
        batch_op.create_check_constraint('added_items', "added_items IN ('customer', 'desk', 'nobody')")
        batch_op.create_check_constraint('spare_labels', 'spare_labels BETWEEN 0 AND 9')
    with op.batch_alter_table('return_policies', schema=None) as batch_op:
        for column in columns:
            batch_op.alter_column(column.name, existing_type=column.type, server_default=None)


def _add_to_questions() -> None:
    with op.batch_alter_table('survey_questions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_survey_questions_kind'), type_='check')
        batch_op.add_column(sa.Column('most_photos', sa.Integer(), nullable=False, server_default='4'))
        batch_op.create_check_constraint('kind', KINDS_NOW)
        batch_op.create_check_constraint('most_photos', 'most_photos BETWEEN 1 AND 12')
    with op.batch_alter_table('survey_questions', schema=None) as batch_op:
        batch_op.alter_column('most_photos', existing_type=sa.Integer(), server_default=None)


def _take_from_questions() -> None:
    op.execute(f'DELETE FROM answers WHERE question_id IN ({PHOTO_QUESTIONS})')
    op.execute("DELETE FROM survey_questions WHERE kind = 'photo'")
    with op.batch_alter_table('survey_questions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_survey_questions_most_photos'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_survey_questions_kind'), type_='check')
        batch_op.drop_column('most_photos')
        batch_op.create_check_constraint('kind', KINDS)


def _add_to_returns() -> None:
    with op.batch_alter_table('returns', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pickup_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('pickup_window', sa.String(length=11), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('refund_due_on', sa.Date(), nullable=True))
    with op.batch_alter_table('returns', schema=None) as batch_op:
        batch_op.alter_column('pickup_window', existing_type=sa.String(length=11), server_default=None)
        batch_op.create_check_constraint('pickup_wish_is_whole', "(pickup_on IS NULL) = (pickup_window = '')")
        batch_op.create_check_constraint('withdrawal_is_whole', '(withdrawn_at IS NULL) = (refund_due_on IS NULL)')
        batch_op.create_index('ix_returns_refund_due_on', ['refund_due_on', 'id', 'country', 'policy_id', 'assigned_to'], unique=False, sqlite_where=sa.text(_REFUND_OPEN), postgresql_where=sa.text(_REFUND_OPEN))


def _take_from_returns() -> None:
    with op.batch_alter_table('returns', schema=None) as batch_op:
        batch_op.drop_index('ix_returns_refund_due_on', sqlite_where=sa.text(_REFUND_OPEN), postgresql_where=sa.text(_REFUND_OPEN))
        batch_op.drop_constraint(batch_op.f('ck_returns_withdrawal_is_whole'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_returns_pickup_wish_is_whole'), type_='check')
        for column in ('refund_due_on', 'withdrawn_at', 'pickup_window', 'pickup_on'):
            batch_op.drop_column(column)


ALIVE = sa.text("status IN ('wanted', 'claimed', 'booked')")
SPARE_PARCELS = 'SELECT parcels.id FROM parcels JOIN shipments ON shipments.id = parcels.shipment_id WHERE spare > 0'


def _add_to_shipments() -> None:
    with op.batch_alter_table('shipments', schema=None) as batch_op:
        batch_op.drop_index('uq_shipments_alive', sqlite_where=ALIVE, postgresql_where=ALIVE)
        batch_op.add_column(sa.Column('spare', sa.Integer(), nullable=False, server_default='0'))
        batch_op.create_check_constraint('spare', 'spare BETWEEN 0 AND 9')
    with op.batch_alter_table('shipments', schema=None) as batch_op:
        batch_op.alter_column('spare', existing_type=sa.Integer(), server_default=None)
        batch_op.create_index('uq_shipments_alive', ['return_id', 'spare'], unique=True, sqlite_where=ALIVE, postgresql_where=ALIVE)


def _take_from_shipments() -> None:
    # Before, a return had one transport alone: mails about the labels of others keep their words and lose the file.
    op.execute(f'UPDATE outbox SET label_id = NULL WHERE label_id IN (SELECT id FROM labels WHERE parcel_id IN ({SPARE_PARCELS}))')
    op.execute(f'DELETE FROM labels WHERE parcel_id IN ({SPARE_PARCELS})')
    op.execute('DELETE FROM parcels WHERE shipment_id IN (SELECT id FROM shipments WHERE spare > 0)')
    op.execute('DELETE FROM shipments WHERE spare > 0')
    with op.batch_alter_table('shipments', schema=None) as batch_op:
        batch_op.drop_index('uq_shipments_alive', sqlite_where=ALIVE, postgresql_where=ALIVE)
        batch_op.drop_constraint(batch_op.f('ck_shipments_spare'), type_='check')
        batch_op.drop_column('spare')
        batch_op.create_index('uq_shipments_alive', ['return_id'], unique=True, sqlite_where=ALIVE, postgresql_where=ALIVE)


def _create_photos() -> None:
    op.create_table('photos',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('return_id', sa.Uuid(), nullable=False),
    sa.Column('question_id', sa.Uuid(), nullable=False),
    sa.Column('subject', sa.String(length=36), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('preview', sa.LargeBinary(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('by_customer', sa.Boolean(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('width > 0 AND height > 0', name=op.f('ck_photos_size')),
    sa.ForeignKeyConstraint(['question_id'], ['survey_questions.id'], name=op.f('fk_photos_question_id')),
    sa.ForeignKeyConstraint(['return_id'], ['returns.id'], name=op.f('fk_photos_return_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_photos'))
    )
    with op.batch_alter_table('photos', schema=None) as batch_op:
        batch_op.create_index('ix_photos_return_id', ['return_id', 'question_id', 'subject', 'added_at'], unique=False)

    op.create_table('uploads',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('return_id', sa.Uuid(), nullable=False),
    sa.Column('question_id', sa.Uuid(), nullable=False),
    sa.Column('subject', sa.String(length=36), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('size > 0', name=op.f('ck_uploads_size')),
    sa.ForeignKeyConstraint(['question_id'], ['survey_questions.id'], name=op.f('fk_uploads_question_id')),
    sa.ForeignKeyConstraint(['return_id'], ['returns.id'], name=op.f('fk_uploads_return_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_uploads'))
    )
    with op.batch_alter_table('uploads', schema=None) as batch_op:
        batch_op.create_index('ix_uploads_changed_at', ['changed_at'], unique=False)
        batch_op.create_index('ix_uploads_return_id', ['return_id'], unique=False)
