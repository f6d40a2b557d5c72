"""Personal handouts of a problem set, the instructor's key, and the manifest that ties paper to page."""

from problems.handout.folder import HandoutError, earlier, generate
from problems.handout.manifest import Manifest, ManifestError, Variants, paper_code
from problems.handout.manifest import read as read_manifest

__all__ = [
    "HandoutError",
    "Manifest",
    "ManifestError",
    "Variants",
    "earlier",
    "generate",
    "paper_code",
    "read_manifest",
]
