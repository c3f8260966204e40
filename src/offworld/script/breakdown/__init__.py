"""The breakdown: needs of scenes found in the script and the blocking, and those written by hand in breakdown.yaml."""

from offworld.script.breakdown.read import BreakdownRead as BreakdownRead
from offworld.script.breakdown.read import read_breakdown as read_breakdown
