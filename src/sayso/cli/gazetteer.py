"""`sayso gazetteer`."""

from pathlib import Path

import click

from sayso.cli import FAILED
from sayso.cli.table import visible
from sayso.gazetteer import ATTRIBUTION, added, folder, open_gazetteer, shipped
from sayso.gazetteer.dump import add_dump
from sayso.gazetteer.file import GazetteerFile


@click.group(invoke_without_command=True)
@click.pass_context
def gazetteer(context: click.Context) -> None:
    """Show which places sayso knows, and add more.

    Without a command, the gazetteers in use are listed, those that you added first.
    """
    if context.invoked_subcommand is None:
        for path in (*added(), shipped()):
            file = GazetteerFile(path)
            click.echo(f"{file.about['name']}: {len(file):,} places ({path})")
        click.echo(ATTRIBUTION)


@gazetteer.command()
@click.argument("dump", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def add(dump: Path) -> None:
    """Add the places of a GeoNames dump.

    DUMP is a file that you fetched from https://download.geonames.org/export/dump/: SY.zip, or allCountries.zip, or a text file out of one.
    A million places take a minute or two and 250 MB of memory, so a country takes seconds, all of the world (thirteen million) some twenty
    minutes and 3 GB. What is made of it is kept in the folder that
    SAYSO_GAZETTEERS names, else in sayso/gazetteers in your folder for data; delete it there to be rid of it.
    """
    target = folder() / f"{dump.stem}.gaz"
    count = add_dump(dump, GazetteerFile(shipped()), target)
    click.echo(f"{count:,} places in {target}\n{ATTRIBUTION}")


@gazetteer.command()
@click.argument("name")
def find(name: str) -> None:
    """Show the places that a name may mean, those with the most people first."""
    found = open_gazetteer().find(name)
    if not found:
        click.echo(f"sayso: no place named {visible(name)!r}. `sayso gazetteer add` takes in more of GeoNames", err=True)
        raise click.exceptions.Exit(FAILED)
    for place in found:
        people = f"{place.people:,} people" if place.people else "people unknown"
        click.echo(
            f"{place.geonames}  {place.kind} in {', '.join(place.within) or 'the world'}  {place.lat:.4f}, {place.lon:.4f}  {people}"
        )
    click.echo(ATTRIBUTION)
