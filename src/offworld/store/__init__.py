"""Files: whole or not at all, addressed by content, read back with a place for each mistake."""

from offworld.store.content import digest as digest
from offworld.store.whole import write_whole as write_whole
