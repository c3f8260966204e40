"""Papers that people take along: a cue card for everybody in a scene, and the director's plan, in several languages."""

from offworld.report.cards.content import cue_cards as cue_cards
from offworld.report.cards.language import CODES as CODES
from offworld.report.cards.language import language as language
from offworld.report.cards.links import papers_row as papers_row
from offworld.report.cards.papers import papers as papers
