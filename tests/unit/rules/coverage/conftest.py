import sys
from pathlib import Path

# What the modules of this folder share is a module beside them.
sys.path.insert(0, str(Path(__file__).parent))
