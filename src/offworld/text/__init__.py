"""Text files that people write: YAML with the place of every word, and the nearest right spelling.

`parse_yaml` and `read_yaml` give nodes with line and column; `Fields` reads a mapping field by field and gathers
every mistake in the `Sheet` it belongs to.
"""

from offworld.text.fields import Fields as Fields
from offworld.text.nodes import Items as Items
from offworld.text.nodes import Mapping as Mapping
from offworld.text.nodes import Node as Node
from offworld.text.nodes import Scalar as Scalar
from offworld.text.nodes import Sheet as Sheet
from offworld.text.plain import read_plain as read_plain
from offworld.text.spelling import nearest as nearest
from offworld.text.spelling import remedy_for as remedy_for
from offworld.text.yaml import parse_yaml as parse_yaml
from offworld.text.yaml import read_yaml as read_yaml
