"""``python -m carecoord.adapters.cli``: the command line without its installed script."""

from carecoord.adapters.cli import main

main()
