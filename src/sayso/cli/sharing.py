"""`sayso export` and `sayso import`: a whole ledger as one package, and back."""

import sys
import tempfile
from pathlib import Path

import click

from sayso.bootstrap import export_ledger, import_into, ledger_at, opened_ledger
from sayso.cli.options import ledger_option
from sayso.cli.table import visible
from sayso.publish.bag import age


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@ledger_option
@click.option("--to", "recipients", multiple=True, metavar="KEY", help="Encrypt it with age for this key (age1…); repeatable.")
def export(target: Path, ledger: str | None, recipients: tuple[str, ...]) -> None:
    """Write the whole ledger as one package: a folder, a .zip or a .tar; with --to, encrypted as well (.zip.age, .tar.age).

    The package is BagIt: it can be checked without sayso. The digest that is printed stands for all of it; write it down elsewhere.
    """
    with opened_ledger(ledger_at(ledger)) as opened:
        if not recipients:
            digest = export_ledger(opened, target)
        else:
            bare = target.name.removesuffix(".age")
            with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".sayso-") as scratch:
                packed = Path(scratch) / (bare if bare.endswith((".zip", ".tar")) else f"{bare}.tar")
                digest = export_ledger(opened, packed)
                age.encrypt(packed, target, recipients)
    click.echo(f"{visible(str(target))}: {digest}")


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@ledger_option
@click.option("--identity", type=click.Path(path_type=Path, exists=True), metavar="FILE", help="The key file that opens it, if encrypted.")
def import_(source: Path, ledger: str | None, identity: Path | None) -> None:
    """Add all that a package holds to the ledger, after every checksum was right. What is there already changes nothing."""
    with opened_ledger(ledger_at(ledger)) as opened:
        if identity is None:
            new = import_into(opened, source)
        else:
            with tempfile.TemporaryDirectory(dir=source.absolute().parent, prefix=".sayso-") as scratch:
                bare = source.name.removesuffix(".age")
                packed = Path(scratch) / (bare if bare.endswith((".zip", ".tar")) else f"{bare}.tar")
                age.decrypt(source, packed, identity.read_bytes())
                new = import_into(opened, packed)
    sys.stdout.write(f"{new['originals']} originals, {new['readings']} readings and {new['judgements']} judgements were new\n")
