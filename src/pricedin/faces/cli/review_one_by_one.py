"""Review in the terminal: a claim beside its words, and one key a decision."""

from __future__ import annotations

import sys

import click
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from pricedin.claims.claim import Claim, in_words
from pricedin.dossier.terminal import highlighted, inert, is_plain
from pricedin.errors import NotFoundError, PricedinError
from pricedin.facts.corrections import FIELDS, corrected, read_changes
from pricedin.facts.review import Item
from pricedin.workspace import Workspace

WIDE = 100  # columns from which document and claim stand side by side

KEYS = {
    "a": "accept",
    "c": "correct",
    "r": "reject",
    "m": "merge name",
    "u": "undo",
    "s": "skip",
    "o": "open document",
    "q": "quit",
    "?": "help",
}
HELP = f"""a  accept: the claim says what the document says
c  correct: type FIELD=VALUE, one a line, an empty line ends; the claim as read stays on record
   fields: {", ".join(FIELDS)}
   value=4.3bn USD   value=4bn..5bn   attribute=post_money_valuation   status=in_talks
   as_of=2025-12   period=FY2025   subject=acme
r  reject: takes no part in judging from now on; asks why
m  merge name: the subject is the same company as another
u  undo the last decision of this session
s  skip: stays unreviewed
o  open the whole document, the words marked »so«
q  quit: what was decided is kept"""


class OneByOne:
    """One session over the unreviewed claims of a case."""

    def __init__(
        self, workspace: Workspace, case: str, *, by: str, console: Console | None = None
    ) -> None:
        self.workspace = workspace
        self.review = workspace.review
        self.case = case
        self.by = by
        self.console = console or Console()
        self.skipped: set[int] = set()
        self.first: int | None = None
        made = self.review.log()
        self.began_after = made[-1].id if made else 0
        self.decided = 0

    def run(self) -> None:
        """Go on until nothing is left or the reviewer quits."""
        while True:
            queue = [i for i in self.workspace.to_review(self.case) if i.row not in self.skipped]
            if not queue:
                break
            queue.sort(key=lambda i: i.row != self.first)  # what was undone comes again at once
            if not self._one(queue[0], len(queue)):
                break
        left = len(self.workspace.to_review(self.case))
        click.echo(f"{self.decided} decided, {left} unreviewed")

    def _one(self, item: Item, left: int) -> bool:
        """Show a claim and act on keys until it is decided or skipped; False to quit."""
        self._show(item, left)
        while True:
            key = self._key()
            if key == "q":
                return False
            if key == "?":
                click.echo(HELP)
            elif key == "o":
                self._open(item)
            elif key == "s":
                self.skipped.add(item.row)
                return True
            elif key in ("a", "c", "r", "m", "u"):
                try:
                    if getattr(self, f"_{KEYS[key].split()[0]}")(item):
                        return True
                except PricedinError as error:
                    click.echo(str(error), err=True)
            else:
                click.echo(f"'{inert(key)}' is no key; ? for help", err=True)

    # --- decisions ----------------------------------------------------------------------

    def _accept(self, item: Item) -> bool:
        self.review.accept([item], by=self.by)
        return self._done("accepted", item)

    def _reject(self, item: Item) -> bool:
        why = click.prompt("why", default="", show_default=False).strip()
        if not why:
            click.echo("not rejected: a rejection needs a reason")
            return False
        self.review.reject([item], by=self.by, why=why)
        return self._done("rejected", item)

    def _correct(self, item: Item) -> bool:
        changes: dict[str, str] = {}
        claim: Claim | None = None
        while True:
            word = click.prompt("field=value", default="", show_default=False).strip()
            if not word:
                break
            try:
                told = {**changes, **read_changes([word])}
                claim, changes = corrected(item.claim, told), told
            except PricedinError as error:  # the others typed so far stay
                click.echo(str(error), err=True)
        if claim is None:
            click.echo("nothing changed")
            return False
        shown = _claim(claim, item.claim)
        self.console.print(Panel(shown, title="as corrected", title_align="left"))
        if not click.confirm("save", default=True):
            return False
        why = click.prompt("why (may be empty)", default="", show_default=False).strip()
        self.review.correct(item, claim, by=self.by, why=why)
        return self._done("corrected", item)

    def _merge(self, item: Item) -> bool:
        subject = item.claim.subject
        into = click.prompt(f"{inert(subject)} is the same as", default="", show_default=False)
        if not into.strip():
            return False
        try:
            home = self.workspace.ledger.find(into.strip())
        except NotFoundError as error:
            click.echo(str(error), err=True)
            return False
        told = f"find claims on {inert(subject)} under {inert(home.name)} from now on"
        if not click.confirm(told, default=True):
            return False
        self.workspace.merge_names(subject, home.slug, by=self.by)
        self.first = item.row
        click.echo(f"merged: {inert(subject)} into {inert(home.slug)}")
        return True  # the claim is shown again, under its new name

    def _undo(self, item: Item) -> bool:
        undone = self.review.undo(by=self.by, made_by=self.by, after=self.began_after)
        self.decided -= undone.choice != "merge"
        self.first = undone.row if undone.row is not None else item.row
        self.skipped.discard(self.first)
        what = undone.ref or f"{undone.subject} into {undone.into}"
        click.echo(f"undone: {undone.choice} {inert(what)}")
        return True

    def _done(self, what: str, item: Item) -> bool:
        self.decided += 1
        click.echo(f"{what}: {inert(item.claim.ref)}")
        return True

    # --- ink ----------------------------------------------------------------------------

    def _key(self) -> str:
        prompt = " ".join(f"[{key}]{name}" for key, name in KEYS.items()) + " > "
        click.echo(prompt, nl=False)
        if sys.stdin.isatty():
            key = click.getchar()
            click.echo(key)
            return key.strip().lower() or " "
        line = sys.stdin.readline()
        click.echo()
        return line.strip().lower()[:1] or " " if line else "q"

    def _show(self, item: Item, left: int) -> None:
        claim = item.claim
        passage = self.review.passages([item]).get(item.row)
        if passage is not None:
            words = highlighted(passage, plain=is_plain(self.console))
        elif claim.quote is not None:
            words = Text(f"“{inert(claim.quote.text)}”")
        else:
            told = f"paraphrase: {claim.paraphrase}" if claim.paraphrase else "no words"
            words = Text(inert(told))
        document = claim.document
        foot = Text(
            inert(f"{document.published} · {document.source_class.replace('_', ' ')}"), style="dim"
        )
        if document.url:
            foot.append(f"\n{inert(document.url)}", style="blue")
        page = Panel(
            Group(words, Text(), foot),
            title=Text(inert(document.name)),
            title_align="left",
        )
        fields = Panel(
            _claim(claim), title=Text(inert(f"{claim.ref} · {left} left")), title_align="left"
        )
        self.console.print(self._beside(page, fields))

    def _beside(self, page: RenderableType, told: RenderableType) -> RenderableType:
        if self.console.width < WIDE:
            return Group(page, told)
        grid = Table.grid(expand=True)
        grid.add_column(ratio=3)
        grid.add_column(ratio=2)
        grid.add_row(page, told)
        return grid

    def _open(self, item: Item) -> None:
        if not item.text:
            click.echo("no text of this document is kept")
            return
        text, quote = self.workspace.ledger.text(item.text), item.claim.quote
        if quote is not None and quote.start is not None and quote.end is not None:
            marked = f"»{text[quote.start : quote.end]}«"
            text = text[: quote.start] + marked + text[quote.end :]
        document = item.claim.document
        head = f"{document.name}, {document.published}  {document.url}".strip()
        click.echo_via_pager(inert(f"{head}\n\n{text}\n"))


def _claim(claim: Claim, before: Claim | None = None) -> RenderableType:
    """Return the claim as a list of fields; what differs from `before` shows both."""
    rows = Table.grid(padding=(0, 1))
    rows.add_column(style="dim")
    rows.add_column(overflow="fold")
    earlier = {} if before is None else dict(_fields(before))
    told = dict(_fields(claim))
    for name in dict.fromkeys((*told, *earlier)):
        value, old = told.get(name, ""), earlier.get(name, "")
        if before is None or value == old:
            rows.add_row(name, Text(inert(value)))
        else:
            rows.add_row(name, Text(f"{inert(old) or 'none'} → {inert(value) or 'none'}", "bold"))
    return rows


def _fields(claim: Claim) -> list[tuple[str, str]]:
    high = "" if claim.high is None else f" to {in_words(claim.high)}"
    unit = "" if claim.unit in ("text", "list", "date") or claim.money else f" {claim.unit}"
    as_of = claim.as_of.isoformat() if claim.as_of else ""
    pairs = [
        ("subject", claim.subject),
        ("attribute", claim.attribute),
        ("value", f"{in_words(claim.value)}{high}{unit}"),
        ("qualifier", claim.qualifier),
        ("status", claim.status.replace("_", " ")),
        ("as of", f"{as_of} ({claim.precision})" if as_of else ""),
        ("period", str(claim.period or "")),
        ("event", claim.event),
        ("round", claim.round),
        ("party", claim.party),
        ("role", claim.role),
        ("basis", claim.basis),
        ("of", claim.of),
        ("origin", claim.origin + (" (relayed)" if claim.relay else "")),
        ("grade", claim.grade),
    ]
    return [(name, value) for name, value in pairs if value]
