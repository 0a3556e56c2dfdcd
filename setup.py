"Hands the version and the requirements in settings.ini to setuptools, and takes the tutorials along; everything else stands in pyproject.toml."
from configparser import ConfigParser
from pathlib import Path
from setuptools import setup
from setuptools.command.build_py import build_py

root = Path(__file__).parent
cfg = ConfigParser(delimiters=['='])
cfg.read(root/'settings.ini', encoding='utf-8')
cfg = cfg['DEFAULT']
suffix = '_requirements'
extras = {k.removesuffix(suffix): cfg[k].split('\n')[1:] for k in cfg if k.endswith(suffix)}
extras['dev'] += [r for name, reqs in extras.items() if name != 'dev' for r in reqs]

class WithTutorials(build_py):
    "A wheel holds the notebooks in nbs/tutorials as tl_nb/assets/tutorials; an editable installation finds them where they are."
    def run(self):
        super().run()
        if self.editable_mode: return
        found = sorted((root/'nbs'/'tutorials').glob('*.ipynb'))
        if not found: raise FileNotFoundError('nbs/tutorials holds no notebooks')
        to = Path(self.build_lib)/'tl_nb'/'assets'/'tutorials'
        self.mkpath(str(to))
        for p in found: self.copy_file(str(p), str(to/p.name))

setup(version=cfg['version'], install_requires=cfg['requirements'].split('\n')[1:], extras_require=extras, cmdclass=dict(build_py=WithTutorials))
