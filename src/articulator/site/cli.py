"""`articulator`: count, draw and check without a database; found and serve with one."""

import typer

from articulator.site.commands import constitution, counting, organisation, privacy, records

main = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The operating system of a democratic mass organisation.",
)
for group in (constitution, counting, records, organisation, privacy):
    group.register(main)

if __name__ == "__main__":
    main()
