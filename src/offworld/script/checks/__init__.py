"""What cannot be so, whatever a rehearsal would make of it: clashes, cycles, and people where they cannot be."""

from offworld.script.checks.scene import check_scene as check_scene
