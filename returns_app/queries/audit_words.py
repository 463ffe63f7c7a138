"""What was done, in words: one for each deed that the audit names."""

from collections.abc import Mapping

# Deeds are named after the action that did them, or by what the action said itself.
WORDS = {
    # Signing in
    "signed_in": "Signed in",
    "sign_in_refused": "Sign-in refused",
    "password_given": "Gave the right password",
    "second_factor_refused": "Second factor refused",
    "signed_out": "Signed out",
    "signed_out_everywhere": "Signed out everywhere",
    "session_ended": "Ended a session",
    # Accounts
    "user_added": "Added a user",
    "role_changed": "Changed a role",
    "switched_on": "Switched an account on",
    "switched_off": "Switched an account off",
    "password_changed": "Changed a password",
    "password_reset_asked": "Asked for a new password",
    "password_reset": "Set a forgotten password anew",
    "first_password_chosen": "Chose the first password",
    "second_factor_on": "Turned a second factor on",
    "second_factor_off": "Turned a second factor off",
    "recovery_codes_renewed": "Renewed recovery codes",
    # What leaves
    "export_taken": "Downloaded an export",
    "ask_export": "Asked for an export",
    "drop_export": "Canceled or deleted an export",
    "customer_data_taken": "Downloaded a customer's data",
    # Customers
    "edit_customer": "Changed a customer's details",
    "add_customer_note": "Wrote a note about a customer",
    "prefer_address": "Preferred an address",
    "remove_address": "Removed an address",
    "merge_customers": "Merged customers",
    "erase_customer": "Erased a customer",
    # Making a return
    "leave_step": "Saved a step of a return",
    "save_customer": "Chose a customer",
    "store_lines": "Saved the items",
    "finish_draft": "Prepared a return or its link",
    "keep_photo": "Added a photo",
    "refuse_upload": "Had a photo refused",
    "remove_photo": "Removed a photo",
    "save_address": "Saved an address",
    # Deciding
    "authorize": "Authorized",
    "authorize_and_submit": "Authorized and shipped",
    "save_decisions": "Decided on lines",
    "reject": "Rejected",
    "submit_for_shipping": "Sent to shipping",
    "cancel_return": "Canceled a return",
    "cancel": "Canceled a return",
    "assign": "Assigned a return",
    "take_over": "Took a return over",
    "hand_over": "Handed a return over",
    "grant_exception": "Made an exception",
    "withdraw_exception": "Took an exception back",
    "declare_withdrawal": "Declared a withdrawal",
    "correct_lines": "Corrected the items",
    "correct_address": "Corrected the address",
    "correct_carriers": "Corrected the carriers",
    "correct_delivered_on": "Corrected the day of delivery",
    "resubmit": "Sent a corrected return again",
    # Links, mails and messages
    "send_link": "Sent a link",
    "replace_link": "Replaced a link",
    "revoke": "Revoked a link",
    "change_expiry": "Changed a link's end",
    "remind": "Reminded a customer",
    "send_label_again": "Sent a label again",
    "want_spare_label": "Asked for a spare label",
    "write_to_customer": "Wrote to a customer",
    "add_note": "Wrote a note",
    "need_no_answer": "Closed a question without an answer",
    # Receiving and settling
    "receive_return": "Received a parcel",
    "receive_scanned": "Received a parcel by its code",
    "undo_receipt": "Took a receipt back",
    "save_check": "Saved a check",
    "finish_check": "Finished a check",
    "settle_return": "Settled a return",
    # Views
    "save_view": "Saved a view",
    "rename_view": "Renamed a view",
    "delete_view": "Deleted a view",
    # The demonstration
    "prepare": "Set a story up",
    "demonstration_put_back": "Put the demonstration back",
}


_HOW = {"app": "With a code of the app", "recovery_code": "With a recovery code"}


def named_alike(what: str) -> list[str]:
    """Every deed with the same words: to a reader they are one."""
    return [other for other, words in WORDS.items() if words == WORDS.get(what)] or [what]


def deed_words(what: str) -> str:
    """What was done; a deed without words of its own is shown by its name."""
    return WORDS.get(what) or what.replace("_", " ").capitalize()


def fact_words(facts: Mapping[str, object]) -> str:
    """What an entry says besides its deed; facts without words of their own are shown by their names."""
    match facts:
        case {"by": str(how)} if how in _HOW:
            return _HOW[how]
        case {"before": before, "after": after}:
            return f"From {before} to {after}"
        case {"role": role}:
            return f"As {role}"
    return ", ".join(f"{name}: {value}" for name, value in facts.items())
