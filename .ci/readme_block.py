"""Print the n-th shell block of the README, so that what it says is what runs."""

import re
import sys
from pathlib import Path

text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
blocks = re.findall(r"^```(?:sh|bash)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
sys.stdout.write("set -e\n" + blocks[int(sys.argv[1]) - 1])
