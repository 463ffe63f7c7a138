"""The ways of sending that an agent allows for one return."""

from uuid import UUID

from sqlmodel import Field, Session, SQLModel, select


class PreselectedOption(SQLModel, table=True):
    """A shipping option that the agent allows for one return; none means all that the policy offers."""

    __tablename__ = "preselected_options"

    return_id: UUID = Field(foreign_key="returns.id", primary_key=True, ondelete="CASCADE")
    option_id: UUID = Field(foreign_key="shipping_options.id", primary_key=True)


def preselected_of(session: Session, return_id: UUID) -> frozenset[UUID]:
    """The options the agent pre-selected; empty means the customer chooses from all."""
    query = select(PreselectedOption.option_id).where(PreselectedOption.return_id == return_id)
    return frozenset(session.exec(query))
