"""Public names: all of them open, are typed and documented, and cost nothing to import."""

import inspect
import subprocess
import sys

import pricedin


def test_every_public_name_opens_and_says_what_it_is() -> None:
    for name in pricedin.__all__:
        found = getattr(pricedin, name)
        assert inspect.getdoc(found), name
    assert sorted(pricedin.__all__) == list(pricedin.__all__)
    assert set(pricedin.__all__) == set(pricedin._HOME)
    assert set(dir(pricedin)) == {*pricedin.__all__, "__version__"}


def test_a_wrong_name_is_refused() -> None:
    assert not hasattr(pricedin, "workspace_")


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, pricedin; "
        "print([m for m in ('numpy', 'scipy', 'sqlalchemy', 'rich', 'jinja2', 'click') "
        "if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
