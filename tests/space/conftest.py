import sys
from pathlib import Path

# The helpers of this folder are imported by name.
sys.path.insert(0, str(Path(__file__).parent))
