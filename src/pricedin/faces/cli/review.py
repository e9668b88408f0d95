"""``pricedin review``: decide on what a machine read, one by one or from a script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from pricedin.claims.claim import encode_claim, in_words
from pricedin.errors import InputError
from pricedin.faces.cli.options import login_name, opened, print_json, workspace_option
from pricedin.facts.corrections import corrected, read_changes
from pricedin.facts.decisions import Decision
from pricedin.facts.review import Item
from pricedin.workspace import Workspace


@click.command()
@click.argument("case")
@click.argument("words", nargs=-1, metavar="[REF|FIELD=VALUE]...")
@click.option("--list", "action", flag_value="list", help="List what is unreviewed.")
@click.option("--accept", "action", flag_value="accept", help="Accept the claims REF...")
@click.option(
    "--reject", "action", flag_value="reject", help="Reject the claims REF...; say --why."
)
@click.option(
    "--correct", "action", flag_value="correct", help="Correct the claim REF with FIELD=VALUE..."
)
@click.option("--undo", "action", flag_value="undo", help="Undo the last decision on the case.")
@click.option("--log", "action", flag_value="log", help="Show who decided what, when and why.")
@click.option("--all", "everything", is_flag=True, help="With --list, what is reviewed too.")
@click.option("--why", default="", metavar="TEXT", help="The reason, kept with the decision.")
@click.option("--by", metavar="NAME", help="Who decides. Default: the login name.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
@workspace_option()
def review(
    case: str,
    words: tuple[str, ...],
    action: str | None,
    everything: bool,
    why: str,
    by: str | None,
    as_json: bool,
    workspace: str | None,
) -> int:
    """Go through the unreviewed claims of CASE one by one, each beside the words it was read from.

    Keys: a accept, c correct, r reject, m merge names, u undo, s skip, o open the document, q quit.
    With one of the options below nothing is asked. A REF is a claim's label, or the first
    characters of its uid. A correction is a claim of its own; the earlier one stays on record, and
    so does what is rejected.
    """
    who = by or login_name()
    with opened(workspace) as found:
        if action == "list":
            _list(found, case, everything=everything, as_json=as_json)
        elif action == "log":
            _log(found.review.log([found.ledger.find(case).slug]), found, as_json=as_json)
        elif action is not None:
            told = decide(found, case, action, words, by=who, why=why)
            if as_json:
                print_json(told)
            else:
                click.echo(_told(told))
        elif words or as_json:
            raise InputError("say what to do: --list, --accept, --reject, --correct, --undo, --log")
        else:
            from pricedin.faces.cli.review_one_by_one import OneByOne

            OneByOne(found, case, by=who).run()
    return 0


def decide(
    found: Workspace, case: str, action: str, words: Sequence[str], *, by: str, why: str
) -> dict[str, Any]:
    """Take one decision and tell it as plain data."""
    slug = found.ledger.find(case).slug
    if action == "undo":
        undone = found.review.undo([slug], by=by, why=why)
        claims = [undone.ref] if undone.ref else []
        return {"decision": "undo", "undone": undone.choice, "claims": claims}
    if not words:
        raise InputError(f"name the claim to {action}; 'pricedin review {case} --list' lists them")
    if action == "correct":
        item = _item(found, case, words[0])
        if len(words) == 1:
            raise InputError(f"say what to change in {words[0]}, as value=4.3bn status=in_talks")
        claim = corrected(item.claim, read_changes(words[1:]))
        found.review.correct(item, claim, by=by, why=why)
        return {"decision": "correct", "claims": [item.claim.ref], "uid": claim.uid}
    items = [_item(found, case, word) for word in dict.fromkeys(words)]
    if action == "accept":
        found.review.accept(items, by=by, why=why)
    else:
        found.review.reject(items, by=by, why=why)
    return {"decision": action, "claims": [i.claim.ref for i in items]}


def _item(found: Workspace, case: str, ref: str) -> Item:
    """Return the claim of a ref, of the case before that of any other."""
    slug = found.ledger.find(case).slug
    try:
        return found.review.item(ref, [slug])
    except LookupError:
        return found.review.item(ref)


def _told(told: dict[str, Any]) -> str:
    past = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}
    claims = ", ".join(told["claims"]) or "names"
    if told["decision"] == "undo":
        return f"undone: {claims} {past.get(told['undone'], 'merged')}"
    return f"{past[told['decision']]}: {claims}"


def _list(found: Workspace, case: str, *, everything: bool, as_json: bool) -> None:
    items = (
        found.review.items([found.ledger.find(case).slug]) if everything else found.to_review(case)
    )
    if as_json:
        from pricedin.dossier.encode import encode_passage

        passages = found.review.passages(items)
        print_json(
            [
                {
                    "ref": i.claim.ref,
                    "uid": i.uid,
                    "standing": i.standing,
                    "reviewed": i.is_reviewed,
                    "how": i.how,
                    "brought_by": i.by,
                    "claim": encode_claim(i.claim),
                    "context": encode_passage(passages[i.row]) if i.row in passages else None,
                    "decision": None if i.decision is None else _decision(i.decision),
                }
                for i in items
            ]
        )
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from pricedin.dossier.terminal import inert

    table = Table(box=None, pad_edge=False)
    heads = ["ref", "subject", "attribute", "value", "status", "of", "document"]
    for column in [*heads, "is"] if everything else heads:
        table.add_column(column, overflow="fold", header_style="dim")
    for item in items:
        claim = item.claim
        high = "" if claim.high is None else f" to {in_words(claim.high)}"
        cells = [
            claim.ref,
            claim.subject,
            claim.attribute,
            in_words(claim.value) + high,
            claim.status,
            str(claim.period or claim.held_on),
            f"{claim.document.name}, {claim.document.published}",
        ]
        if everything:
            cells.append(_is(item))
        table.add_row(*(Text(inert(cell)) for cell in cells))
    Console().print(table)
    open_ = sum(not i.is_reviewed for i in items)
    click.echo(f"{open_} unreviewed" + (f" of {len(items)}" if everything else ""), err=True)


def _is(item: Item) -> str:
    if item.standing != "stands":
        return item.standing
    if not item.is_reviewed:
        return "unreviewed"
    decision = item.decision
    if decision is None:
        return item.how
    return "accepted" if decision.choice == "accept" else "corrected"


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "decision": decision.choice,
        "claim": decision.ref or None,
        "subject": decision.subject or None,
        "into": decision.into or None,
        "by": decision.by,
        "at": decision.recorded_at.isoformat(),
        "why": decision.why,
        "undoes": decision.undoes,
        "undone_by": decision.undone_by,
    }


def _log(made: Sequence[Decision], found: Workspace, *, as_json: bool) -> None:
    changes = found.review.changes(made)
    if as_json:
        print_json([{**_decision(d), "changes": changes.get(d.id, {})} for d in made])
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from pricedin.dossier.terminal import inert

    table = Table(box=None, pad_edge=False)
    for column in ("", "when (UTC)", "who", "what", "why"):
        table.add_column(column, overflow="fold", header_style="dim")
    for d in made:
        what = f"{d.choice} {d.ref}".strip()
        if d.choice == "merge":
            what = f"merge {d.subject} into {d.into}"
        elif d.choice == "undo":
            what = f"undo {d.undoes}"
        told = [f"{name}: {old} → {new}" for name, (old, new) in changes.get(d.id, {}).items()]
        if told:
            what += "\n" + "\n".join(told)
        if d.undone_by is not None:
            what += f" (undone by {d.undone_by})"
        when = f"{d.recorded_at:%Y-%m-%d %H:%M}"
        table.add_row(*(Text(inert(cell)) for cell in (str(d.id), when, d.by, what, d.why)))
    Console().print(table)
