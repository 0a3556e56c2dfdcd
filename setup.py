"Hands the version and the requirements in settings.ini to setuptools; everything else stands in pyproject.toml."
from configparser import ConfigParser
from pathlib import Path
from setuptools import setup

cfg = ConfigParser(delimiters=['='])
cfg.read(Path(__file__).parent/'settings.ini', encoding='utf-8')
cfg = cfg['DEFAULT']
suffix = '_requirements'
extras = {k.removesuffix(suffix): cfg[k].split('\n')[1:] for k in cfg if k.endswith(suffix)}
extras['dev'] += [r for name, reqs in extras.items() if name != 'dev' for r in reqs]

setup(version=cfg['version'], install_requires=cfg['requirements'].split('\n')[1:], extras_require=extras)
