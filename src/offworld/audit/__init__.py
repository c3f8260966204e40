"""The proof that a take can be trusted, from its files alone, and what a director should know of it.

No simulator and no solver is imported here: a verdict never comes from the code that made the thing.
"""

from offworld.audit.verdict import audit as audit
from offworld.audit.wording import text as text
