"""``python -m gxgrammar``: see ``gxgrammar.cli``."""

from gxgrammar.cli import main

if __name__ == "__main__":
    main()
