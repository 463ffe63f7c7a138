"""Add what desk work needs: assignment, holds, urgency, messages, receiving, settlement, exceptions, views, exports.

What is there gets what the new columns would have held: whose work it is, since when, and when its link ends.
"""

import sqlalchemy as sa
from alembic import op


revision: str = '0002'
down_revision: str | None = '0001'
branch_labels: str | None = None
depends_on: str | None = None


CHECK_IS_WHOLE = (
    "(received IS NULL AND damaged IS NULL) OR (received IS NOT NULL AND damaged IS NOT NULL AND"
    " received BETWEEN 0 AND 9999 AND damaged BETWEEN 0 AND received)"
)
# A customer's number has held their place from the first day: C-10042.
PLACES = "UPDATE customers SET place = CAST(substr(number, 3) AS INTEGER)"
URGENT_FAILURES = (
    "UPDATE returns SET urgent_at = changed_at, urgent_why = 'shipping_failed' WHERE status = 'shipping_failed'"
)
URGENT_LINKS = """
UPDATE returns SET
    urgent_at = (SELECT expires_at FROM links WHERE return_id = returns.id
        AND superseded_at IS NULL AND revoked_at IS NULL),
    urgent_why = (SELECT CASE WHEN opened_at IS NULL THEN 'link_unopened' ELSE 'link_unfinished' END FROM links
        WHERE return_id = returns.id AND superseded_at IS NULL AND revoked_at IS NULL)
WHERE status IN ('awaiting_customer', 'approved') AND checkout_at IS NULL
    AND EXISTS (SELECT 1 FROM links WHERE return_id = returns.id AND superseded_at IS NULL AND revoked_at IS NULL)
"""


def upgrade() -> None:
    op.create_table('customer_notes',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('customer_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('words', sa.String(length=2000), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=True),
    sa.Column('author_name', sa.String(length=120), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_customer_notes_author_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_customer_notes_customer_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_customer_notes')),
    sa.UniqueConstraint('key', name=op.f('uq_customer_notes_key'))
    )
    with op.batch_alter_table('customer_notes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_customer_notes_customer_id'), ['customer_id'], unique=False)

    op.create_table('exports',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('format', sa.String(length=4), nullable=False),
    sa.Column('query', sa.String(length=4000), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('total_rows', sa.Integer(), nullable=True),
    sa.Column('done_rows', sa.Integer(), nullable=False),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("format IN ('csv', 'xlsx')", name=op.f('ck_exports_format')),
    sa.CheckConstraint("status IN ('wanted', 'running', 'done', 'failed', 'canceled')", name=op.f('ck_exports_status')),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_exports_owner_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exports'))
    )
    with op.batch_alter_table('exports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_exports_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index('ix_exports_status_created_at', ['status', 'created_at'], unique=False)

    op.create_table('saved_views',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('query', sa.String(length=500), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_saved_views_owner_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_views')),
    sa.UniqueConstraint('owner_id', 'name', name=op.f('uq_saved_views_owner_id_name'))
    )
    op.create_table('exceptions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('return_id', sa.Uuid(), nullable=False),
    sa.Column('rule', sa.String(length=30), nullable=False),
    sa.Column('observed', sa.String(length=60), nullable=False),
    sa.Column('limit_words', sa.String(length=60), nullable=False),
    sa.Column('reason', sa.String(length=30), nullable=False),
    sa.Column('words', sa.String(length=500), nullable=False),
    sa.Column('cost_minor', sa.Integer(), nullable=True),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('granted_by', sa.Uuid(), nullable=False),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['granted_by'], ['users.id'], name=op.f('fk_exceptions_granted_by')),
    sa.ForeignKeyConstraint(['return_id'], ['returns.id'], name=op.f('fk_exceptions_return_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exceptions')),
    sa.UniqueConstraint('return_id', 'rule', name=op.f('uq_exceptions_return_id_rule'))
    )
    with op.batch_alter_table('exceptions', schema=None) as batch_op:
        batch_op.create_index('ix_exceptions_granted_at_id', ['granted_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_exceptions_granted_by'), ['granted_by'], unique=False)
        batch_op.create_index('ix_exceptions_rule_granted_at', ['rule', 'granted_at'], unique=False)

    op.create_table('messages',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('return_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=13), nullable=False),
    sa.Column('words', sa.String(length=2000), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=True),
    sa.Column('author_name', sa.String(length=120), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('note', 'to_customer', 'from_customer')", name=op.f('ck_messages_kind')),
    sa.ForeignKeyConstraint(['return_id'], ['returns.id'], name=op.f('fk_messages_return_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_messages')),
    sa.UniqueConstraint('key', name=op.f('uq_messages_key'))
    )
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.create_index('ix_messages_return_id_created_at', ['return_id', 'created_at'], unique=False)

    op.create_table('settlements',
    sa.Column('return_id', sa.Uuid(), nullable=False),
    sa.Column('outcome', sa.String(length=10), nullable=False),
    sa.Column('amount_minor', sa.Integer(), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('reference', sa.String(length=60), nullable=False),
    sa.Column('words', sa.String(length=500), nullable=False),
    sa.Column('settled_by', sa.Uuid(), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("amount_minor = 0 OR (outcome = 'refund' AND length(currency) = 3)", name=op.f('ck_settlements_refund_has_currency')),
    sa.CheckConstraint("outcome IN ('refund', 'exchange', 'repair', 'nothing')", name=op.f('ck_settlements_outcome')),
    sa.CheckConstraint('amount_minor >= 0', name=op.f('ck_settlements_amount_not_negative')),
    sa.ForeignKeyConstraint(['return_id'], ['returns.id'], name=op.f('fk_settlements_return_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['settled_by'], ['users.id'], name=op.f('fk_settlements_settled_by')),
    sa.PrimaryKeyConstraint('return_id', name=op.f('pk_settlements'))
    )
    op.create_table('undeclared_items',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('return_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(length=500), nullable=False),
    sa.CheckConstraint('length(name) > 0', name=op.f('ck_undeclared_items_has_name')),
    sa.CheckConstraint('quantity BETWEEN 1 AND 999', name=op.f('ck_undeclared_items_quantity')),
    sa.ForeignKeyConstraint(['product_id'], ['products.id'], name=op.f('fk_undeclared_items_product_id')),
    sa.ForeignKeyConstraint(['return_id'], ['returns.id'], name=op.f('fk_undeclared_items_return_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_undeclared_items')),
    sa.UniqueConstraint('return_id', 'position', name=op.f('uq_undeclared_items_return_id_position'))
    )
    with op.batch_alter_table('customers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('place', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('merged_into', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_customers_merged_into'), ['merged_into'], unique=False)
        batch_op.create_index('ix_customers_name_id', ['name', 'id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_customers_merged_into'), 'customers', ['merged_into'], ['id'])
    op.execute(PLACES)
    with op.batch_alter_table('customers', schema=None) as batch_op:
        batch_op.alter_column('place', existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint(batch_op.f('uq_customers_place'), ['place'])

    with op.batch_alter_table('return_lines', schema=None) as batch_op:
        batch_op.add_column(sa.Column('received', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('damaged', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('check_words', sa.String(length=500), nullable=False, server_default=''))
        batch_op.create_check_constraint('check_is_whole', CHECK_IS_WHOLE)
    with op.batch_alter_table('return_lines', schema=None) as batch_op:
        batch_op.alter_column('check_words', existing_type=sa.String(length=500), server_default=None)

    with op.batch_alter_table('return_policies', schema=None) as batch_op:
        batch_op.add_column(sa.Column('max_pieces', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('exception_limit_minor', sa.Integer(), nullable=True))
        batch_op.create_check_constraint('max_pieces', 'max_pieces IS NULL OR max_pieces >= 1')
        batch_op.create_check_constraint(
            'exception_limit', 'exception_limit_minor IS NULL OR exception_limit_minor >= 0'
        )

    with op.batch_alter_table('returns', schema=None) as batch_op:
        batch_op.add_column(sa.Column('since', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('assigned_to', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('held_by', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('held_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('urgent_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('urgent_why', sa.String(length=20), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('unanswered_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('delivered_on', sa.Date(), nullable=True))
    op.execute('UPDATE returns SET since = changed_at, assigned_to = created_by')
    op.execute(URGENT_FAILURES)
    op.execute(URGENT_LINKS)
    with op.batch_alter_table('returns', schema=None) as batch_op:
        batch_op.alter_column('since', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column('urgent_why', existing_type=sa.String(length=20), server_default=None)
        batch_op.create_check_constraint('hold_is_whole', '(held_by IS NULL) = (held_until IS NULL)')
        batch_op.create_check_constraint('urgent_has_reason', "(urgent_at IS NULL) = (urgent_why = '')")
        batch_op.create_index('ix_returns_assigned_to_changed_at', ['assigned_to', 'changed_at'], unique=False)
        batch_op.create_index('ix_returns_created_at_id', ['created_at', 'id'], unique=False)
        batch_op.create_index('ix_returns_held_until', ['held_until'], unique=False, sqlite_where=sa.text('held_until IS NOT NULL'), postgresql_where=sa.text('held_until IS NOT NULL'))
        batch_op.create_index('ix_returns_open', ['changed_at', 'id'], unique=False, sqlite_where=sa.text("status NOT IN ('rejected', 'completed', 'canceled')"), postgresql_where=sa.text("status NOT IN ('rejected', 'completed', 'canceled')"))
        batch_op.create_index('ix_returns_open_since', ['since', 'id'], unique=False, sqlite_where=sa.text("status NOT IN ('rejected', 'completed', 'canceled')"), postgresql_where=sa.text("status NOT IN ('rejected', 'completed', 'canceled')"))
        batch_op.create_index('ix_returns_since_id', ['since', 'id'], unique=False)
        batch_op.create_index('ix_returns_status_since', ['status', 'since', 'id'], unique=False)
        batch_op.create_index('ix_returns_unanswered_at', ['unanswered_at'], unique=False, sqlite_where=sa.text('unanswered_at IS NOT NULL'), postgresql_where=sa.text('unanswered_at IS NOT NULL'))
        batch_op.create_index('ix_returns_urgent_at', ['urgent_at'], unique=False, sqlite_where=sa.text('urgent_at IS NOT NULL'), postgresql_where=sa.text('urgent_at IS NOT NULL'))
        batch_op.create_foreign_key(batch_op.f('fk_returns_held_by'), 'users', ['held_by'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_returns_assigned_to'), 'users', ['assigned_to'], ['id'])

    with op.batch_alter_table('shipments', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pickup_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('pickup_window', sa.String(length=11), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('pickup_reference', sa.String(length=80), nullable=False, server_default=''))
    with op.batch_alter_table('shipments', schema=None) as batch_op:
        batch_op.alter_column('pickup_window', existing_type=sa.String(length=11), server_default=None)
        batch_op.alter_column('pickup_reference', existing_type=sa.String(length=80), server_default=None)



def downgrade() -> None:
    with op.batch_alter_table('shipments', schema=None) as batch_op:
        batch_op.drop_column('pickup_reference')
        batch_op.drop_column('pickup_window')
        batch_op.drop_column('pickup_on')

    with op.batch_alter_table('returns', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_returns_hold_is_whole'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_returns_urgent_has_reason'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_returns_assigned_to'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_returns_held_by'), type_='foreignkey')
        batch_op.drop_index('ix_returns_urgent_at', sqlite_where=sa.text('urgent_at IS NOT NULL'), postgresql_where=sa.text('urgent_at IS NOT NULL'))
        batch_op.drop_index('ix_returns_unanswered_at', sqlite_where=sa.text('unanswered_at IS NOT NULL'), postgresql_where=sa.text('unanswered_at IS NOT NULL'))
        batch_op.drop_index('ix_returns_status_since')
        batch_op.drop_index('ix_returns_since_id')
        batch_op.drop_index('ix_returns_open_since', sqlite_where=sa.text("status NOT IN ('rejected', 'completed', 'canceled')"), postgresql_where=sa.text("status NOT IN ('rejected', 'completed', 'canceled')"))
        batch_op.drop_index('ix_returns_open', sqlite_where=sa.text("status NOT IN ('rejected', 'completed', 'canceled')"), postgresql_where=sa.text("status NOT IN ('rejected', 'completed', 'canceled')"))
        batch_op.drop_index('ix_returns_held_until', sqlite_where=sa.text('held_until IS NOT NULL'), postgresql_where=sa.text('held_until IS NOT NULL'))
        batch_op.drop_index('ix_returns_created_at_id')
        batch_op.drop_index('ix_returns_assigned_to_changed_at')
        batch_op.drop_column('delivered_on')
        batch_op.drop_column('unanswered_at')
        batch_op.drop_column('urgent_why')
        batch_op.drop_column('urgent_at')
        batch_op.drop_column('held_until')
        batch_op.drop_column('held_by')
        batch_op.drop_column('assigned_to')
        batch_op.drop_column('since')

    with op.batch_alter_table('return_policies', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_return_policies_max_pieces'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_return_policies_exception_limit'), type_='check')
        batch_op.drop_column('exception_limit_minor')
        batch_op.drop_column('max_pieces')

    with op.batch_alter_table('return_lines', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_return_lines_check_is_whole'), type_='check')
        batch_op.drop_column('check_words')
        batch_op.drop_column('damaged')
        batch_op.drop_column('received')

    with op.batch_alter_table('customers', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_customers_merged_into'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_customers_place'), type_='unique')
        batch_op.drop_index('ix_customers_name_id')
        batch_op.drop_index(batch_op.f('ix_customers_merged_into'))
        batch_op.drop_column('erased_at')
        batch_op.drop_column('merged_into')
        batch_op.drop_column('place')

    op.drop_table('undeclared_items')
    op.drop_table('settlements')
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_index('ix_messages_return_id_created_at')

    op.drop_table('messages')
    with op.batch_alter_table('exceptions', schema=None) as batch_op:
        batch_op.drop_index('ix_exceptions_rule_granted_at')
        batch_op.drop_index(batch_op.f('ix_exceptions_granted_by'))
        batch_op.drop_index('ix_exceptions_granted_at_id')

    op.drop_table('exceptions')
    op.drop_table('saved_views')
    with op.batch_alter_table('exports', schema=None) as batch_op:
        batch_op.drop_index('ix_exports_status_created_at')
        batch_op.drop_index(batch_op.f('ix_exports_owner_id'))

    op.drop_table('exports')
    with op.batch_alter_table('customer_notes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_customer_notes_customer_id'))

    op.drop_table('customer_notes')
