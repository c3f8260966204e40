"""The odds: how people vary from take to take, and what many takes say together. No simulator is needed here."""
