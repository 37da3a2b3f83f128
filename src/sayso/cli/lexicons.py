"""`sayso lexicons`."""

import click

from sayso.claims.events.words import event_lexicon
from sayso.claims.lexicon import word_lists


@click.command()
def lexicons() -> None:
    """List the word lists that claims are read with.

    To add to one, put a file of its name into a folder, and that folder's path into the environment variable SAYSO_LEXICONS. Each list
    is checked here and before anything is read.
    """
    event_lexicon()  # its entries name each other
    for one in word_lists():
        click.echo(one.path)
        click.echo(f"    {one.about}")
        if one.added:
            click.echo(f"    with {one.added}")
