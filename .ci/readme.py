#!/usr/bin/env python3
"""Write README.md from nbs/index.ipynb with the outputs that are stored there; --check only compares.

Cells flagged `#| hide`, raw cells and directive lines are left out, `#| echo: false` leaves out a cell's source, `#| fig-alt: ...` says what is
in its figure. README.zh.md is written by hand; only the outputs in it are those of README.md.
Links to files beside the notebook are made relative to the repository. Images go to nbs/images/index_*.
"""
import argparse, difflib, os.path, re, sys
from pathlib import Path

import nbformat
from nbconvert import MarkdownExporter
from nbconvert.filters import strip_ansi
from traitlets.config import Config

root = Path(__file__).resolve().parent.parent
nbs = root/'nbs'
directive = re.compile(r'^#\| *(.*)\n?', re.M)

def tidy(cell):
    "`cell` as it is to be shown, or None."
    flags = directive.findall(cell.source) if cell.cell_type == 'code' else []
    if cell.cell_type == 'raw' or 'hide' in flags: return
    cell.metadata['alt'] = next((f.partition(':')[2].strip() for f in flags if f.startswith('fig-alt:')), 'figure')
    if cell.cell_type == 'code':
        cell.source = directive.sub('', cell.source).strip('\n')
        cell.metadata['transient'] = {'remove_source': 'echo: false' in flags}
        for o in cell.outputs:
            data = o.get('data', {})
            if 'text/html' in data: data['text/html'] = re.sub(r'<style.*?</style>\s*', '', data['text/html'], flags=re.S)
    else:
        cell.source = re.sub(r'\A---\n.*?\n---\n', '', cell.source, flags=re.S)
        link = lambda m: f']({os.path.normpath("nbs/" + m[1])}' if (nbs/m[1].split('#')[0]).exists() else m[0]
        cell.source = re.sub(r'\]\((?![\w+.-]+:|[/#])([^)\s]+)', link, cell.source)
    return cell

def convert():
    "README.md as text, and a dict of its images: path from the repository to bytes."
    nb = nbformat.read(nbs/'index.ipynb', as_version=4)
    nb.cells = [c for c in map(tidy, nb.cells) if c is not None]
    nb.metadata['language_info'] = {'name': 'python'}
    cfg = Config()
    cfg.NbConvertBase.display_data_priority = ['text/markdown', 'image/png', 'image/svg+xml', 'text/html', 'text/plain']
    exporter = MarkdownExporter(config=cfg)
    text,res = exporter.from_notebook_node(nb, resources={'unique_key': 'index', 'output_files_dir': 'nbs/images'})
    note = '<!-- Written by .ci/readme.py from nbs/index.ipynb. Edit that. -->\n\n'
    alt = lambda m: f'![{nb.cells[int(m[2])].metadata["alt"]}]({m[1]}'
    text = re.sub(r'!\[png\]\((\S*?index_(\d+)_)', alt, re.sub(r'^[ \t]+$', '', strip_ansi(text), flags=re.M))
    return note + re.sub(r'\n{3,}', '\n\n', text).strip() + '\n', dict(res['outputs'])

block = re.compile(r'^ {4}.*(?:\n\n? {4}.*)*', re.M)  # what a cell has printed

def with_outputs(text, outputs):
    "`text` with the blocks in `outputs` in the place of its own."
    outputs = block.findall(outputs)
    if len(block.findall(text)) != len(outputs): sys.exit(f'README.zh.md has {len(block.findall(text))} outputs, README.md {len(outputs)}.')
    return block.sub(lambda m: outputs.pop(0), text)

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--check', action='store_true', help='write nothing; exit with 1 and a diff if README.md is not up to date')
    check = ap.parse_args().check
    readme = root/'README.md'
    text,images = convert()
    old = readme.read_text(encoding='utf-8') if readme.exists() else ''
    chinese = root/'README.zh.md'
    theirs = chinese.read_text(encoding='utf-8')
    new = with_outputs(theirs, text)
    extra = {p for p in (nbs/'images').glob('index_*')} - {root/n for n in images}
    stale = [n for n,b in images.items() if not (root/n).exists() or (root/n).read_bytes() != b]
    if check:
        sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), text.splitlines(True), 'README.md', 'nbs/index.ipynb'))
        for n in sorted([*stale, *(str(p.relative_to(root)) for p in extra), *[chinese.name]*(new != theirs)]): print(f'not up to date: {n}')
        if old != text or stale or extra or new != theirs: sys.exit('README.md is not up to date. Run: python .ci/readme.py')
        return
    for p in extra: p.unlink()
    for n in stale:
        (root/n).parent.mkdir(exist_ok=True)
        (root/n).write_bytes(images[n])
    if old != text: readme.write_text(text, encoding='utf-8', newline='\n')
    if new != theirs: chinese.write_text(new, encoding='utf-8', newline='\n')

if __name__ == '__main__': main()
