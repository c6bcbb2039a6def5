"""The shipped rules with both patient languages, built in memory from their sources."""

import re
import shutil
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from guidance.knowledge import KnowledgeBase
from guidance.pack.build import built
from guidance.pack.load import knowledge_from
from guidance.pack.problems import Problems
from guidance.pack.reader import read_pack
from tests.guidance.edition import FOLDER

ENGLISH, SPANISH = "en", "es"


@lru_cache(1)
def bilingual() -> KnowledgeBase:
    """The edition in English and Spanish, whichever of them it ships with."""
    with TemporaryDirectory() as folder:
        pack = Path(folder) / FOLDER.name
        shutil.copytree(FOLDER, pack)
        head = pack / "pack.toml"
        text = re.sub(r"^languages = .*$", 'languages = ["en", "es"]', head.read_text("utf-8"), flags=re.MULTILINE)
        head.write_text(text, "utf-8")
        return knowledge_from(built(read_pack(pack, Problems())))
