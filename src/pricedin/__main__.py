"""``python -m pricedin``."""

from pricedin.faces.cli.main import main

main()
