#!/usr/bin/env python3
"""Print the one fenced bash command of README.md that contains the given word: `command.py nbdev-test`."""
import re, sys
from pathlib import Path

word = sys.argv[1]
text = (Path(__file__).resolve().parent.parent/'README.md').read_text(encoding='utf-8')
found = [b for b in re.findall(r'^```(?:bash|sh)\n(.*?)^```', text, re.M|re.S) if word in b]
if len(found) != 1: sys.exit(f'README.md must have exactly one fenced bash command with {word!r}; it has {len(found)}')
print(found[0].strip())
