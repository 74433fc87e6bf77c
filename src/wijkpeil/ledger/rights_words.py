"""The words of the rights document: what each action is, what the columns are called, and what has no way."""

from __future__ import annotations

HEAD = """# Who may do what

Made from the rules in `wijkpeil.ledger.rights` by `python -m wijkpeil.ledger.rights_table`; a test fails where
it is not current, and each cell is tried by the tests, allowed and refused, through services, commands, the API
and the pages.

A role is held at the programme office, or for a partner; administrators and auditors serve the whole workspace.
A role for one programme counts for nothing in another programme of the workspace. An account may do what any of its
roles allows. A role can be limited to an area: then it writes only records of which every area lies within that one,
and none that is about no area; the second table of an action that writes records says so for the roles that write.
Reading, and what is done to accounts and the journal, is not limited by area. A token does what its account may do,
within its scopes; where a person must be there in person it does nothing. A command without a token is whoever
holds the machine: an administrator and an auditor, who has no account of its own.

A record is seen by everybody (*public*), by its owner and the partners that it names (*named*), or by its owner
alone (*own*). Who may not see a record is answered as if it were not there: no message, history or preview that
they can read tells of it. Who may read the journal without seeing every record finds there that such a record was
written, and not what it says. What was public when it was recorded stays so in the history.

**own** is a record kept by the partner for which the role is held, or by the programme office for roles held
there; **own, office register** is the same in a register in which partners do not report themselves (themes,
partners, zones, hotspots, area plans); **other's** is a public record of another partner, **named** one that
names the holder's partner as a reader, **hidden** one that its owner keeps to itself. A write needs its right
on the record as it was and as it is to be: nobody can give a record to a partner for which they do not act,
except the programme manager of the office.
"""
SUBJECT_WORDS = {
    "own": "own",
    "own-office-register": "own, office register",
    "other": "other's",
    "other-named": "other's, named",
    "other-hidden": "other's, hidden",
    "own-within": "own, within the area",
    "own-across": "own, partly within",
    "own-outside": "own, outside",
    "own-nowhere": "own, about no area",
    "any": "",
}
HOLDER_WORDS = {
    "office": "at the office",
    "partner": "for a partner",
    "no role": "an account without a role",
    "visitor": "a visitor",
    "machine": "a command without a token",
}
ACTION_WORDS: dict[str, tuple[str, str]] = {
    "record_read": ("Read a record, with its history.", "een record lezen"),
    "record_add": ("Add a record to a register.", "een record toevoegen"),
    "record_revise": ("Give a record a new revision.", "een record herzien"),
    "record_restore": ("Bring back what a record said in an earlier revision.", "een eerdere versie terugzetten"),
    "record_remove": ("End a record; its history stays.", "een record verwijderen"),
    "record_share": ("Change who keeps a record, or who sees it.", "de zichtbaarheid of de eigenaar wijzigen"),
    "target_revise": (
        "Let a target state something else from the day of a decision on; what it stated is kept beside it.",
        "een doel herzien",
    ),
    "target_correct": (
        "Correct a fault in typing of a target, or of what it stated before, with a reason.",
        "een tikfout in een doel verbeteren",
    ),
    "entry_undo": (
        "Undo an entry of the journal; each of its records asks for its own right besides.",
        "een wijziging ongedaan maken",
    ),
    "journal_read": ("Read the journal.", "het logboek lezen"),
    "journal_export": ("Export the journal whole.", "het logboek uitvoeren"),
    "journal_verify": ("Hold the journal and every row against each other.", "het logboek controleren"),
    "programme_load": (
        "Load a programme folder into the workspace: its definitions and its figures.",
        "een programma laden",
    ),
    "ledger_load": (
        "Load the records that stand in a programme folder, whoever keeps them. Who may not do this may load a folder "
        "that changes no other records than they may write.",
        "de registers in een programma laden",
    ),
    "programme_dump": ("Write the programme back as a folder, with every record in it.", "een programma wegschrijven"),
    "account_list": ("List the accounts.", "de accounts bekijken"),
    "account_read": ("Read what is stored of an account.", "een account bekijken"),
    "account_invite": ("Invite somebody.", "iemand uitnodigen"),
    "account_change": ("Change the name, address or language of an account.", "een account wijzigen"),
    "account_suspend": ("Suspend an account, or let it sign in again.", "een account blokkeren"),
    "account_erase": ("Erase all that is known of a person.", "een account wissen"),
    "grant_give": ("Give an account a role.", "een rol toekennen"),
    "grant_withdraw": ("Withdraw a role.", "een rol intrekken"),
    "session_revoke": ("End a session.", "een sessie beëindigen"),
    "token_issue": ("Make a token for one's own account.", "een toegangssleutel maken"),
    "token_revoke": ("Revoke a token.", "een toegangssleutel intrekken"),
}
"""For each action what it is, in English, and what it is called in Dutch."""
WAY_WORDS = {"page": "On the pages", "api": "By the API", "command": "By a command"}
NO_WAY: dict[tuple[str, str], str] = {
    ("target_correct", "page"): "A form for corrections would be used in place of a decision.",
    ("token_issue", "api"): "A token is made in person: one that leaked makes no others.",
    ("token_issue", "command"): "A token is made in person, on the page of one's account.",
    ("programme_load", "page"): "A folder is loaded on the machine that holds it.",
    ("programme_load", "api"): "A folder is loaded on the machine that holds it.",
    ("ledger_load", "page"): "A folder is loaded on the machine that holds it.",
    ("ledger_load", "api"): "A folder is loaded on the machine that holds it.",
    ("programme_dump", "page"): "A folder with every record stays on the machine; what is public is a download.",
    ("programme_dump", "api"): "A folder with every record stays on the machine; what is public is a download.",
}
"""What nobody can do in some way, and why not."""
