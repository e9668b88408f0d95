"""How the documentation is built; nothing here asks the network."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "pricedin"
author = "the pricedin authors"
version = release = installed_version("pricedin")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.doctest",
    "generated",
]
exclude_patterns = ["_build"]
source_suffix = {".md": "markdown"}
language = "en"

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

default_role = "literal"  # of docstrings: `name` is code
napoleon_google_docstring = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_use_unqualified_type_names = True

# Examples in docstrings are run by pytest; here only those of the pages.
doctest_test_doctest_blocks = ""
doctest_global_setup = "from datetime import date\nfrom decimal import Decimal\n"

html_theme = "furo"
html_title = f"pricedin {version}"
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False
pygments_style = "friendly"
pygments_dark_style = "native"
