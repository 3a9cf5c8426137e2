"""``python -m gxgrammar``: see ``gxgrammar.cli``."""

from gxgrammar import cli_contributing, cli_writing
from gxgrammar.cli import main

main.add_command(cli_writing.render_command)
main.add_command(cli_writing.generate_command)
main.add_command(cli_writing.roundtrip_command)
main.add_command(cli_contributing.corpus_group)
main.add_command(cli_contributing.grammar_group)

if __name__ == "__main__":
    main()
